"""`POST /sessions`: a facilitator plans and begins a session; `/begun/KT7M` shows its recovery code, once."""

from __future__ import annotations

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, PlckitError
from plckit.pages.folder import Workbooks
from plckit.sessions import convening, hosting
from plckit.sessions.clock import utc_now
from plckit.store.transaction import Transaction
from plckit.web.base import PageHandler
from plckit.web.front_door import FrontDoor
from plckit.web.identity import remembered
from plckit.web.meeting import Meeting, fits, meeting, prework

RECOVERY = "plckit-recovery"
MINUTES_TO_SEE_IT = 10
FIELDS = ("workbook", "community", "day", "begins", "ends")


class NewSession(FrontDoor):
    """`POST /sessions`."""

    @allow_unauthenticated
    def get(self) -> None:
        """Lead back to where the form is."""
        self.redirect("/")

    @allow_unauthenticated
    async def post(self) -> None:
        """Show what fits into the meeting, or make the session and lead to its recovery code."""
        self.must_be_facilitator()
        typed = {name: self.form(name)[:200] for name in FIELDS}
        now = utc_now()
        try:
            when = meeting(typed["day"], typed["begins"], typed["ends"], self.form("offset"), now)
        except BadValue as error:
            self.set_status(error.status)
            await self.show(times_problem=str(error), **typed)
            return
        try:
            if not self.form("look"):
                convening.community_name(self.form("community"))
            workbooks: Workbooks = self.settings["workbooks"]
            path = workbooks.find(typed["workbook"])
            page = await workbooks.page(typed["workbook"])
            if self.form("look"):
                await self.show(plan=_plan(page, when), **typed)
                return
            only = self.only(page)
            job = self.store.write(_begin, path.stem, page, self.form("community"), now, when, only)
            session, words = await self.asked(job)
        except PlckitError as error:
            self.set_status(error.status)
            await self.show(problem=str(error), **typed)
            return
        self.hand_over(session, words)

    def only(self, page: Page) -> list[str]:
        """Return the steps that were left over and are to be done, none where all are."""
        asked = self.get_body_arguments("only")
        found = [step.key for step in page.steps if step.key in asked]
        if asked and not found:
            raise BadValue("This workbook was changed and has none of these steps any more.")
        return found

    def hand_over(self, session: Session, words: str) -> None:
        """Lead to the page that shows the recovery code; this browser alone carries it there."""
        path = f"/begun/{session.code}"
        secure = self.request.protocol == "https"
        self.set_signed_cookie(
            RECOVERY,
            words,
            expires_days=MINUTES_TO_SEE_IT / 1440,
            path=path,
            httponly=True,
            samesite="Strict",
            secure=secure,
        )
        self.redirect(path)


class Begun(PageHandler):
    """`/begun/KT7M`: write the recovery code down, then go to the console."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Show the code and forget it."""
        self.must_be_facilitator()
        session = await self.session(code)
        words = remembered(self, RECOVERY)
        self.clear_cookie(RECOVERY, path=f"/begun/{session.code}")
        page = await self.asked(self.store.read(lambda tx: tx.sessions.page(session.page)))
        if page is None:
            raise HTTPError(404)
        self.finish(
            self.page("begun.html", session=session, words=words, page=page, prework=prework(page.steps))
        )


def _begin(
    tx: Transaction, workbook: str, page: Page, community: str, at: str, when: Meeting, only: list[str]
) -> tuple[Session, str]:
    """Store the session; return it and its recovery code."""
    session = convening.convene(tx, workbook, page, community, at, when.begins, when.ends, only)
    return session, hosting.set_recovery(tx, session, at)


def _plan(page: Page, when: Meeting) -> dict[str, object]:
    """Return what the front door says about a plan."""
    if when.minutes is None:
        sentences = [f"Without a start and a finish every step has its own time: {page.minutes} minutes."]
    else:
        sentences = fits(page.steps, when.minutes)
    return {"minutes": when.minutes, "sentences": sentences, "prework": prework(page.steps)}


routes = [(r"/sessions", NewSession), (r"/begun/([^/]{1,40})", Begun)]
