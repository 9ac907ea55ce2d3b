"""`/lead/KT7M`: a facilitator who lost the console comes back with the recovery code, on any device."""

from __future__ import annotations

import asyncio

from jupyter_server.auth.decorator import allow_unauthenticated

from plckit.errors import NotAllowed, PlckitError
from plckit.sessions import hosting
from plckit.sessions.clock import utc_now
from plckit.web.base import PageHandler
from plckit.web.guesses import Guesses
from plckit.web.identity import remember_seat

GUESSES = Guesses(NotAllowed)


class Lead(PageHandler):
    """“I lead this session”."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Ask for the recovery code."""
        self.show((await self.typed_session(code))[1])

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Give whoever has the recovery code a facilitator's seat, and lead to the console."""
        session, typed = await self.typed_session(code)
        words = self.form("words")
        try:
            async with GUESSES.turn(self, session):
                given = await asyncio.to_thread(hosting.recovery_hash, session, words)
                seat = await self.asked(self.store.write(hosting.recover, session, given, utc_now()))
        except PlckitError as error:
            self.log_exception(None, error, None)
            self.set_status(error.status)
            self.show(typed, words=words[:80], problem=_sentence(error))
            return
        remember_seat(self, seat)
        self.redirect(f"/console/{session.code}")

    def show(self, code: str = "", **values: str) -> None:
        """Show the form."""
        self.finish(self.page("lead.html", code=code, xsrf=self.xsrf_form_html(), **values))


class LeadByCode(Lead):
    """`/lead`: asks for the session's code first."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Ask for the code."""
        self.show()

    @allow_unauthenticated
    async def post(self) -> None:
        """Look for the session."""
        typed = self.form("code")
        try:
            _, code = await self.typed_session(typed)
        except PlckitError as error:
            self.set_status(error.status)
            self.show(typed=typed[:12], problem=str(error))
            return
        self.redirect(f"/lead/{code}")


def _sentence(error: PlckitError) -> str:
    if isinstance(error, NotAllowed):
        return "That is not the recovery code of this session. It looks like “teal kiwi coral heron 4821”."
    return str(error)


routes = [(r"/lead", LeadByCode), (r"/lead/([^/]{1,40})", Lead)]
