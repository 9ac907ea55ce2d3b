"""`/api/kernels/<seat>/messages`: a seat's channels by plain requests, where websockets are blocked.

A tab sends lists of Jupyter messages, each list with the next number; list number 1 opens the tab. It asks
for what came after the last message it knows, and the request is held until there is something. A list or an
answer that was lost is sent again under its number: nothing is done twice and nothing is missed. A tab that
is not known (any more) gets 410 and opens another.
"""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError

from plckit.seats.polling_tab import PollingTab
from plckit.seats.wire import unpack_all
from plckit.web.base import PageHandler

LONGEST_NAME = 60
REFUSED = {1007: 400, 1008: 429}  # why a tab was hung up on -> what its request is told


class Messages(PageHandler):
    """The messages of one tab of one's own seat."""

    tab: PollingTab | None = None

    async def prepare(self) -> None:
        """Let in who may open the seat's websocket, and nobody else."""
        await super().prepare(_redirect_to_login=False)
        if not self.authorizer.is_authorized(self, self.current_user, "execute", "kernels"):
            raise HTTPError(403)
        self.must_be_our_page()

    def check_xsrf_cookie(self) -> None:
        """Refuse what a page elsewhere sends with somebody's cookie.

        Such a page cannot send JSON without asking first, which nobody here answers; a form can be sent.
        """
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise HTTPError(403)
        self.must_be_our_page()

    def must_be_our_page(self) -> None:
        """Refuse what another site's page asks for, where the browser says so: as the websocket does."""
        ours = self.request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        if not ours or not self.check_origin():
            raise HTTPError(403)

    async def post(self, kernel_id: str) -> None:
        """Queue what the tab sends; the first list opens the tab."""
        name, number = self.name(), self.whole("number")
        tab = self.known(kernel_id, name)
        if tab is None:
            if number != 1:
                raise HTTPError(410)
            live = await self.hub.enter(kernel_id)
            tab = self.known(kernel_id, name)  # the same list may have come twice at once
            if tab is None:
                tab = PollingTab(live, name)
                await tab.connect()
        if number > tab.taken:
            tab.taken = number
            tab.take(self.request.body, unpack_all)
        self.must_be_open(tab)
        self.set_status(204)

    async def get(self, kernel_id: str) -> None:
        """Send what the tab has not heard; wait for it where there is nothing."""
        self.tab = self.known(kernel_id, self.name())
        if self.tab is None:
            raise HTTPError(410)
        messages = await self.tab.fetch(self.whole("after"))
        self.must_be_open(self.tab)
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store, no-transform")
        self.finish(messages)

    def on_connection_close(self) -> None:
        """Wait no longer for a tab that has hung up."""
        if self.tab:
            self.tab.let_go()

    def known(self, kernel_id: str, name: str) -> PollingTab | None:
        """Return the seat's tab of that name, None where there is none (any more)."""
        live = self.hub.seats.get(kernel_id)
        tabs = live.connections if live else ()
        return next((tab for tab in tabs if isinstance(tab, PollingTab) and tab.name == name), None)

    def must_be_open(self, tab: PollingTab) -> None:
        """Refuse where the tab was hung up on."""
        if tab.ended is not None:
            raise HTTPError(REFUSED.get(tab.ended, 410), reason=f"This was refused: {tab.why}.")

    def name(self) -> str:
        """Return the name that the tab gave itself."""
        name: str = self.get_query_argument("session_id", "")
        if not 0 < len(name) <= LONGEST_NAME:
            raise HTTPError(400, reason="This request does not say which tab it comes from.")
        return name

    def whole(self, field: str) -> int:
        """Return a number of the query that is not negative."""
        text = self.get_query_argument(field, "")
        if not (text.isascii() and text.isdigit() and len(text) < 16):
            raise HTTPError(400, reason=f"This request needs a whole number as “{field}”.")
        return int(text)

    def compute_etag(self) -> Any:
        """Need none: no answer comes twice."""


routes = [(r"/api/kernels/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)/messages", Messages)]
