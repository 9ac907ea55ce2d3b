"""`/guide/07_data_discussion`: the guide of a workbook, to read and to print, for whoever leads."""

from __future__ import annotations

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.errors import GuideNotFound
from plckit.pages.folder import Workbooks
from plckit.pages.guide import guide_of
from plckit.pages.printed import printed
from plckit.sessions.leading import leads_anything
from plckit.web.base import PageHandler
from plckit.web.identity import is_facilitator, own_seats


class Guide(PageHandler):
    """One guide."""

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """Show it to whoever has signed in, or has the console of some session in this browser."""
        if not is_facilitator(self) and not await self.asked(
            self.store.read(leads_anything, own_seats(self))
        ):
            raise HTTPError(
                403, reason="Only a facilitator can read a guide. Use the sign-in link plckit printed."
            )
        workbooks: Workbooks = self.settings["workbooks"]
        path = workbooks.find(name)
        try:
            text = guide_of(workbooks.folder, path.stem).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise GuideNotFound(path.stem) from None
        self.finish(self.page("guide.html", guide=printed(text)))


routes = [(r"/guide/([^/]{1,120})", Guide)]
