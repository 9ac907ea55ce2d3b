"""`/join`: a visitor becomes a person in the room, or comes back as who she was."""

from __future__ import annotations

import uuid

from jupyter_server.auth.decorator import allow_unauthenticated

from plckit.domain.people import table_number
from plckit.domain.sessions import Session
from plckit.domain.visibility import By, among
from plckit.errors import (
    BadValue,
    CodeChanged,
    DoorShut,
    PlckitError,
    RejoinWordNotFound,
    Removed,
    SessionClosed,
)
from plckit.sessions import joining
from plckit.sessions.clock import utc_now
from plckit.store.transaction import Transaction
from plckit.web.base import PageHandler
from plckit.web.guesses import Guesses
from plckit.web.one_phone import Phone, must_have_room, people_of, sit

PLACE = "place"
GUESSES = Guesses(RejoinWordNotFound)
NEED_GROUPS: dict[str, bool] = {}
FINISHED = (
    "This session is finished, so nobody new can join. "
    "With your rejoin word you can still read your own answers."
)


class Join(PageHandler):
    """`/join/KT7M` asks for a name."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Ask for a name; a browser that is in the session already goes straight on."""
        session, typed = await self.typed_session(code)
        phone = await people_of(self, session)
        stays = self.get_query_argument("new", "") or self.get_query_argument("beside", "")
        if phone.now and not phone.now.removed and not stays:
            self.redirect(f"/session/{typed}")
            return
        await self.show(session, typed, phone, beside=self.get_query_argument("beside", ""))

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Give the person a seat and the cookie that holds it."""
        session, typed = await self.typed_session(code)
        phone = await people_of(self, session)
        name = None if self.form("made_up") else self.form("name")
        place = self.get_signed_cookie(PLACE, self.form(PLACE), max_age_days=1)
        seat_id = place.decode() if place else str(uuid.uuid4())
        try:
            self.table()
            if self.form("beside"):
                must_have_room(phone)
            gone = phone.removed or phone.now
            known = gone.id if gone else ""
            at, table = utc_now(), self.form("table")
            job = self.store.write(joining.join, code, name, at, seat_id, table=table, known=known)
            seat = await self.asked(job)
            sit(self, seat, phone, beside=bool(self.form("beside")))
        except PlckitError as error:
            await self.refuse(session, typed, phone, error)
            return
        self.redirect(f"/session/{typed}")

    def table(self) -> str:
        """Return the table that was typed; raise BadTable."""
        try:
            return table_number(self.form("table"))
        except BadValue as error:
            raise BadTable(str(error)) from None

    async def refuse(self, session: Session, typed: str, phone: Phone, error: PlckitError) -> None:
        """Show the form again with what stopped it, and with what was typed."""
        self.set_status(error.status)
        field = "table_problem" if isinstance(error, BadTable) else "problem"
        values = {name: self.form(name)[:200] for name in ("name", "table", "beside")}
        await self.show(session, typed, phone, **values, **{field: str(error)})

    async def show(self, session: Session, typed: str, phone: Phone, **values: str) -> None:
        """Show the form. It carries the seat it will fill, so that sending it twice is joining once."""
        stop = _stop(session, typed, phone)
        if isinstance(stop, Removed):
            self.set_status(stop.status)
        place = self.create_signed_value(PLACE, str(uuid.uuid4())).decode()
        self.finish(
            self.page(
                "join.html",
                session=session,
                code=typed,
                stop=FINISHED if isinstance(stop, SessionClosed) else str(stop or ""),
                grouped=await self.asked(self.store.read(_needs_groups, session.page)),
                phone=phone,
                place=place,
                xsrf=self.xsrf_form_html(),
                **values,
            )
        )


class Rejoin(Join):
    """`/rejoin/KT7M`: a rejoin word brings a person back, on any device."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Lead to where the form is."""
        self.redirect(f"/join/{(await self.typed_session(code))[1]}?new=1")

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Give the browser the cookie of the seat whose word it knows."""
        session, typed = await self.typed_session(code)
        phone = await people_of(self, session)
        try:
            if self.form("beside"):
                must_have_room(phone)
            async with GUESSES.turn(self, session):
                seat = await self.asked(self.store.read(joining.rejoin, code, self.form("word")))
            sit(self, seat, phone, beside=bool(self.form("beside")))
        except PlckitError as error:
            self.log_exception(None, error, None)
            self.set_status(error.status)
            word, beside = self.form("word")[:60], self.form("beside")[:1]
            await self.show(session, typed, phone, word_problem=str(error), word=word, beside=beside)
            return
        self.redirect(f"/session/{session.code}")


class BadTable(BadValue):
    """What was typed as a table is none."""


def _stop(session: Session, typed: str, phone: Phone) -> PlckitError | None:
    """Return why nobody new can join here by that code from this browser, None where she can."""
    if phone.removed:
        return Removed()
    if session.closed:
        return SessionClosed(typed)
    if session.shut:
        return DoorShut()
    return CodeChanged() if session.code != typed else None


def _needs_groups(tx: Transaction, digest: str) -> bool:
    """Return whether a page asks for something in pairs, groups or teams; looked up once a page."""
    if digest not in NEED_GROUPS:
        page = tx.sessions.page(digest)
        specs = page.activities.values() if page else ()
        NEED_GROUPS[digest] = any(spec.by is not By.PERSON or among(spec.see) for spec in specs)
    return NEED_GROUPS[digest]


routes = [(r"/join/([^/]{1,40})", Join), (r"/rejoin/([^/]{1,40})", Rejoin)]
