"""Where people can reach this server."""

from __future__ import annotations

import functools
import io
import ipaddress
import socket
from urllib.parse import quote

import psutil
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


def own_addresses() -> list[str]:
    """Return every IPv4 address of this machine that others might reach, the likeliest first."""
    up = {name for name, about in psutil.net_if_stats().items() if about.isup}
    found = [
        one.address
        for name, addresses in psutil.net_if_addrs().items()
        for one in addresses
        if name in up and one.family == socket.AF_INET
    ]
    useful = [one for one in found if not ipaddress.ip_address(one).is_loopback]
    likeliest = lan_address()
    return sorted(useful, key=lambda one: (one != likeliest, ipaddress.ip_address(one).is_link_local))


def is_this_machine(address: str) -> bool:
    """Return whether a request from *address* comes from the computer that plckit runs on."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    seen = getattr(found, "ipv4_mapped", None) or found
    own = {one.address.partition("%")[0] for all_of in psutil.net_if_addrs().values() for one in all_of}
    return bool(seen.is_loopback) or str(seen) in own


def address_for_others(request: HTTPServerRequest, lan: str | None, path: str) -> str:
    """Return a page's address on other devices: by this browser's host, or the LAN's for this machine."""
    host, _, port = request.host.partition(":")
    if host in ("localhost", "127.0.0.1") and lan:
        host = lan
    return f"{request.protocol}://{host}{':' + port if port else ''}{path}"


def join_address(request: HTTPServerRequest, lan: str | None, code: str) -> str:
    """Return where others join."""
    return address_for_others(request, lan, f"/join/{code}")


@functools.lru_cache(maxsize=256)
def qr(address: str) -> str:
    """Return a QR code as an inline SVG."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    return out.getvalue().decode()


def community_address(community: str) -> str:
    """Return the path of the page with what a community keeps."""
    return f"/community/{quote(community, safe='')}"
