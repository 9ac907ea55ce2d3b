"""Where people can reach this server."""

from __future__ import annotations

import functools
import io
import ipaddress
import socket

import segno
from tornado.httputil import HTTPServerRequest


def lan_address() -> str | None:
    """Return this machine's address on the local network, None where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Asks the system which way a packet would go; none is sent (192.0.2.1 is nobody's, RFC 5737).
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return None
    return None if ipaddress.ip_address(address).is_loopback else address


def join_address(request: HTTPServerRequest, lan: str | None, code: str) -> str:
    """Return where others join: the address this browser uses, or the LAN's if that is this machine's own."""
    host, _, port = request.host.partition(":")
    if host in ("localhost", "127.0.0.1") and lan:
        host = lan
    return f"{request.protocol}://{host}{':' + port if port else ''}/join/{code}"


@functools.lru_cache(maxsize=256)
def qr(address: str) -> str:
    """Return a QR code as an inline SVG."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    return out.getvalue().decode()
