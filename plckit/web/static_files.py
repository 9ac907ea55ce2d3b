"""`/static/<version>/…`, `/health` and the rest that is no page."""

from __future__ import annotations

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.web.base import PageHandler


class StaticFile(PageHandler):
    """One script or style, for good in every cache: another content has another address."""

    @allow_unauthenticated
    async def get(self, version: str, path: str) -> None:
        """Send the file."""
        if f"/static/{version}/" != self.assets.url:
            raise HTTPError(404)
        try:
            kind, content, packed = await self.assets.get(path)
        except KeyError:
            raise HTTPError(404) from None
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        # A page fetches dozens of these, so they carry only the headers that mean something for a file.
        self.set_header("Content-Security-Policy", "default-src 'none'")
        self.clear_header("Referrer-Policy")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            content = packed
        self.finish(content)

    def compute_etag(self) -> None:
        """Need none: another content has another address."""


class Health(PageHandler):
    """Whether the server is ready."""

    @allow_unauthenticated
    def get(self) -> None:
        """Say so."""
        self.finish({"status": "ready"})


routes = [(r"/static/([0-9a-f]+)/([A-Za-z0-9_./-]+)", StaticFile), (r"/health", Health)]
