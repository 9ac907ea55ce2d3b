"""`/join`: a visitor becomes a person in the room, or comes back as who she was."""

from __future__ import annotations

import time
import uuid
from typing import ClassVar

from jupyter_server.auth.decorator import allow_unauthenticated

from plckit.domain.people import Role
from plckit.domain.sessions import Session
from plckit.errors import PlckitError, RejoinWordNotFound, TooManyGuesses
from plckit.sessions import joining
from plckit.sessions.clock import utc_now
from plckit.web.base import PageHandler
from plckit.web.identity import cookie_name, remember_seat, remembered

MOST_REMEMBERED = 1000
PLACE = "place"


class Join(PageHandler):
    """`/join/KT7M` asks for a name."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Ask for a name; a browser that is in the session already goes straight on."""
        session = await self.session(code)
        known = remembered(self, cookie_name(session.id, Role.PARTICIPANT))
        if known and not self.get_query_argument("new", ""):
            self.redirect(f"/session/{session.code}")
            return
        self.show(session)

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Give the person a seat and the cookie that holds it."""
        session = await self.session(code)
        name = None if self.form("made_up") else self.form("name")
        place = self.get_signed_cookie(PLACE, self.form(PLACE), max_age_days=1)
        try:
            job = self.store.write(
                joining.join, code, name, at=utc_now(), seat_id=(place or str(uuid.uuid4()).encode()).decode()
            )
            seat = await self.asked(job)
        except PlckitError as error:
            self.show(session, problem=error, name=self.form("name")[:200])
            return
        remember_seat(self, seat)
        self.redirect(f"/session/{session.code}")

    def show(self, session: Session, problem: PlckitError | None = None, **values: str) -> None:
        """Show the form. It carries the seat it will fill, so that sending it twice is joining once."""
        if problem:
            self.set_status(problem.status)
        place = self.create_signed_value(PLACE, str(uuid.uuid4())).decode()
        self.finish(
            self.page(
                "join.html",
                session=session,
                problem=str(problem) if problem else "",
                place=place,
                xsrf=self.xsrf_form_html(),
                **values,
            )
        )


class Rejoin(Join):
    """`/rejoin/KT7M`: a rejoin word brings a person back, on any device."""

    # Wrong guesses by session and address: how many, and until when (monotonic) the next one waits.
    _wrong: ClassVar[dict[tuple[str, str], tuple[int, float]]] = {}

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Lead to where the form is."""
        self.redirect(f"/join/{(await self.session(code)).code}?new=1")

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Give the browser the cookie of the seat whose word it knows."""
        session = await self.session(code)
        who = (session.id, self.request.remote_ip)
        wrong, until = self._wrong.get(who, (0, 0.0))
        try:
            if time.monotonic() < until:
                raise TooManyGuesses
            seat = await self.asked(self.store.read(joining.rejoin, code, self.form("word")))
        except (RejoinWordNotFound, TooManyGuesses) as error:
            if isinstance(error, RejoinWordNotFound):
                self._wrong[who] = (wrong + 1, time.monotonic() + _pause(wrong + 1))
            if len(self._wrong) > MOST_REMEMBERED:
                del self._wrong[next(iter(self._wrong))]
            self.log_exception(None, error, None)
            self.set_status(error.status)
            self.show(session, word_problem=str(error), word=self.form("word")[:60])
            return
        self._wrong.pop(who, None)
        remember_seat(self, seat)
        self.redirect(f"/session/{session.code}")


def _pause(wrong: int) -> float:
    """Return the seconds that the next guess waits: nothing for a slip or two, half a minute for a script."""
    return 0.0 if wrong < 3 else min(2.0 ** (wrong - 3), 30.0)


routes = [(r"/join/([^/]{1,40})", Join), (r"/rejoin/([^/]{1,40})", Rejoin)]
