"""`/`: join with a code, or, for a facilitator who has signed in, begin a session."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.errors import PlckitError
from plckit.pages.folder import Workbooks
from plckit.sessions import convening
from plckit.sessions.clock import utc_now
from plckit.store.transaction import Transaction
from plckit.web.base import PageHandler
from plckit.web.identity import is_facilitator, remember_facilitator, same_key


class FrontDoor(PageHandler):
    """The first page anybody sees."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show it."""
        await self.show()

    async def show(self, **values: str) -> None:
        """Show the page, with a problem and what was typed where there is one."""
        more: dict[str, Any] = {}
        if is_facilitator(self):
            workbooks: Workbooks = self.settings["workbooks"]
            more["workbooks"] = {name: workbooks.title(name) for name in workbooks.names()}
            more["sessions"] = await self.asked(self.store.read(_open_sessions))
        self.finish(self.page("front_door.html", xsrf=self.xsrf_form_html(), **more, **values))


def _open_sessions(tx: Transaction) -> list[dict[str, str]]:
    found = (s for s in tx.sessions.all() if not s.code.startswith("solo"))
    return [
        {
            "code": s.code,
            "community": s.community,
            "workbook": s.workbook,
            "closed": "closed" if s.closed else "",
            "day": s.created[:10],
        }
        for s in found
    ][:30]


class JoinByCode(FrontDoor):
    """`POST /join` goes to a session's own join page."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Lead to where the form is."""
        self.redirect("/")

    @allow_unauthenticated
    async def post(self) -> None:
        """Look for the session."""
        typed = self.form("code")
        try:
            session = await self.session(typed)
        except PlckitError as error:
            self.set_status(error.status)
            await self.show(code=typed[:12], code_problem=str(error))
            return
        self.redirect(f"/join/{session.code}")


class SignIn(PageHandler):
    """`/sign-in?key=…`: the facilitator's secret link."""

    @allow_unauthenticated
    def get(self) -> None:
        """Remember this browser as a facilitator's, and take the secret out of the address bar."""
        if not same_key(self.get_query_argument("key", ""), self.settings["facilitator_key"]):
            raise HTTPError(
                403, reason="That sign-in link is not right. Use the one plckit printed when it started."
            )
        remember_facilitator(self)
        self.redirect("/")


class NewSession(FrontDoor):
    """`POST /sessions`: a facilitator begins a session."""

    @allow_unauthenticated
    def get(self) -> None:
        """Lead back to where the form is."""
        self.redirect("/")

    @allow_unauthenticated
    async def post(self) -> None:
        """Compile the workbook, make the session, go to its console."""
        self.must_be_facilitator()
        name, community = self.form("workbook"), self.form("community")
        workbooks: Workbooks = self.settings["workbooks"]
        try:
            convening.community_name(community)
            path = workbooks.find(name)
            page = await workbooks.page(name)
            job = self.store.write(convening.convene, path.stem, page, community, at=utc_now())
            session = await self.asked(job)
        except PlckitError as error:
            self.set_status(error.status)
            await self.show(problem=str(error), community=community[:200], workbook=name)
            return
        self.redirect(f"/console/{session.code}")


routes = [(r"/", FrontDoor), (r"/join", JoinByCode), (r"/sign-in", SignIn), (r"/sessions", NewSession)]
