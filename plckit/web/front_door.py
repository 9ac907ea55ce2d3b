"""`/`: join with a code, or, for a facilitator who has signed in, plan a session and find earlier ones."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.domain.datasets import in_words
from plckit.domain.workbooks import FILE
from plckit.errors import PlckitError
from plckit.pages.folder import Workbooks
from plckit.pages.guide import guide_of
from plckit.sessions.carrying_on import left_over
from plckit.sessions.clock import local_day, utc_now
from plckit.sessions.results import overdue
from plckit.store.transaction import Transaction
from plckit.web.addresses import community_address
from plckit.web.base import PageHandler
from plckit.web.identity import is_facilitator, remember_facilitator, same_key


class FrontDoor(PageHandler):
    """The first page anybody sees."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show it, with what a link from the coach's page has filled in."""
        typed = {name: self.get_query_argument(name, "")[:200] for name in ("workbook", "community")}
        await self.show(**typed)

    async def show(self, **values: Any) -> None:
        """Show the page, with a problem and what was typed where there is one."""
        more: dict[str, Any] = {}
        if is_facilitator(self):
            workbooks: Workbooks = self.settings["workbooks"]
            titles = {name: workbooks.title(name) for name in workbooks.names()}
            more["listed"] = {name: workbooks.listed(name) for name in titles}
            more["guides"] = [name for name in titles if guide_of(workbooks.folder, name).exists()]
            more["reviews"] = {name: titles.pop(name) for name in [*titles] if workbooks.keeps(name) == FILE}
            more["workbooks"] = titles
            today = local_day(utc_now())
            more |= await self.asked(self.store.read(_meetings, today))
            more["in_words"], more["today"] = in_words, today
        self.finish(self.page("front_door.html", xsrf=self.xsrf_form_html(), **more, **values))


def _meetings(tx: Transaction, today: str) -> dict[str, Any]:
    """Return what a facilitator sees: sessions, what is left over of them, and results kept too long."""
    return {"sessions": _sessions(tx), "left_over": left_over(tx), "overdue": overdue(tx, today)}


def _sessions(tx: Transaction) -> list[dict[str, str]]:
    """Return the sessions; the first one of a community leads to what the community keeps."""
    found = [s for s in tx.sessions.all() if not s.code.startswith("solo")][:30]
    first = {s.community: s.code for s in reversed(found)}
    return [
        {
            "code": s.code,
            "community": s.community,
            "workbook": s.workbook,
            "closed": "closed" if s.closed else "",
            "day": local_day(s.created),
            "kept": community_address(s.community) if first[s.community] == s.code else "",
        }
        for s in found
    ]


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
            _, code = await self.typed_session(typed)
        except PlckitError as error:
            self.set_status(error.status)
            await self.show(code=typed[:12], code_problem=str(error))
            return
        self.redirect(f"/join/{code}")


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


routes = [(r"/", FrontDoor), (r"/join", JoinByCode), (r"/sign-in", SignIn)]
