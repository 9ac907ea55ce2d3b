"""A school's filter between a browser and the server: plain requests pass, websockets do not."""

from __future__ import annotations

import contextlib
import socket

from cable import Cable

PAGE = b"<h1>Blocked by policy</h1>"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE)
HOWS = ("refuses", "swallows", "cuts", "deafens")


class Firewall(Cable):
    """Forwards like a cable, until it sees an upgrade; `how` says what becomes of that: one of HOWS.

    "refuses" answers with an error page, "swallows" answers nothing; "cuts" lets it open and ends it then,
    "deafens" lets it open and nothing through.
    """

    def __init__(self, target: int, how: str) -> None:
        self.how = how
        self.upgrades = 0
        super().__init__(target)

    def _forward(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if b"upgrade: websocket" not in data.lower():
                    sink.sendall(data)
                elif not self._upgrade(data, source, sink):
                    break
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_WR)

    def _upgrade(self, data: bytes, source: socket.socket, sink: socket.socket) -> bool:
        """Do with a question or answer about an upgrade what is to be done; return whether to go on."""
        asked = data.startswith(b"GET ")
        self.upgrades += asked
        if self.how == "refuses":
            source.sendall(FORBIDDEN + PAGE)
        elif self.how in ("cuts", "deafens"):
            sink.sendall(data[: data.index(b"\r\n\r\n") + 4])
            if self.how == "cuts":
                return asked
        while self.how in ("swallows", "deafens") and source.recv(65536):
            pass
        return False
