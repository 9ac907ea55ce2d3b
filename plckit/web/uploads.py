"""A file comes in, in pieces: other pages take only small forms."""

from __future__ import annotations

from typing import Any

from tornado.httputil import HTTPInputError, parse_body_arguments
from tornado.web import HTTPError, stream_request_body

from plckit.errors import BadValue
from plckit.web.base import PageHandler

BROKEN = "The file did not arrive whole. Please try again."


@stream_request_body
class Upload(PageHandler):
    """A page that takes a form with a file, sent with its token in the address."""

    most_bytes: int
    """The largest form that is taken."""

    most_read: int
    """A browser shows our sentence only once all it sends was taken, so this much is read of a larger one."""

    too_large: str

    async def may_send(self) -> None:
        """Refuse strangers before anything of a file has come."""
        raise NotImplementedError

    async def prepare(self) -> None:
        """Refuse strangers before anything has come, and what is larger than anybody would wait for."""
        self.pieces: list[bytes] = []
        self.fits = True
        await super().prepare()
        if self.request.method != "POST":
            return
        await self.may_send()
        length = self.request.headers.get("Content-Length", "")
        connection: Any = self.request.connection
        connection.set_max_body_size(self.most_read)
        if not length.isdecimal() or int(length) > self.most_read:
            raise HTTPError(413, reason=self.too_large)
        self.fits = int(length) <= self.most_bytes

    def data_received(self, chunk: bytes) -> None:
        """Keep a piece, of a form that is not too large."""
        if self.fits:
            self.pieces.append(chunk)

    def on_connection_close(self) -> None:
        """Forget what came of a file that never arrived."""
        self.pieces = []

    def unpack(self) -> None:
        """Take the form apart; raise BadValue where it is none, HTTPError where it is too large."""
        if not self.fits:
            raise HTTPError(413, reason=self.too_large)
        body, self.pieces = b"".join(self.pieces), []
        kind = self.request.headers.get("Content-Type", "")
        try:
            parse_body_arguments(kind, body, self.request.body_arguments, self.request.files)
        except (HTTPInputError, ValueError) as error:
            raise BadValue(BROKEN) from error
