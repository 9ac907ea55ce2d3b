"""`/session/KT7M/as`: people who share one phone take turns; each has a seat and a page of her own.

The cookie of a seat says whose turn it is. One more signed cookie holds the other seats of this browser in
that session; nothing else makes a browser another person.
"""

from __future__ import annotations

from typing import NamedTuple

from jupyter_server.auth.decorator import allow_unauthenticated

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.errors import BadValue, NotYours
from plckit.store.transaction import Transaction
from plckit.web.base import PageHandler
from plckit.web.identity import (
    beside_name,
    cookie_name,
    remember,
    remember_seat,
    remembered,
    seats_beside,
)

MOST_BESIDE = 4


class Phone(NamedTuple):
    """Who uses this browser in a session: whose turn it is, and the others."""

    now: Seat | None
    others: list[Seat]

    @property
    def removed(self) -> Seat | None:
        """Somebody of this phone whom the facilitator took out."""
        return next((seat for seat in (self.now, *self.others) if seat and seat.removed), None)

    @property
    def can_take_over(self) -> list[Seat]:
        """The others whose turn it can be."""
        return [seat for seat in self.others if not seat.removed]


async def people_of(handler: PageHandler, session: Session) -> Phone:
    """Return who uses this browser in *session*."""
    held = remembered(handler, cookie_name(session.id, Role.PARTICIPANT))
    beside = [one for one in seats_beside(handler, session.id) if one != held]

    def find(tx: Transaction) -> list[Seat | None]:
        seats = (tx.seats.get(one) if one else None for one in (held, *beside))
        return [s if s and (s.session, s.role) == (session.id, Role.PARTICIPANT) else None for s in seats]

    now, *others = await handler.asked(handler.store.read(find))
    return Phone(now, [seat for seat in others if seat])


def sit(handler: PageHandler, seat: Seat, phone: Phone, *, beside: bool) -> None:
    """Make it the turn of *seat*; with *beside* whoever had this phone before stays on it too."""
    kept = [one.id for one in phone.others if one.id != seat.id]
    if beside and phone.now and phone.now.id != seat.id:
        kept.append(phone.now.id)
    remember_seat(handler, seat)
    if kept:
        remember(handler, beside_name(seat.session), " ".join(kept))
    elif phone.others:
        handler.clear_cookie(beside_name(seat.session))


def must_have_room(phone: Phone) -> None:
    """Raise BadValue where nobody else fits on the phone."""
    if phone.now and len(phone.others) >= MOST_BESIDE:
        raise BadValue(f"{MOST_BESIDE + 1} people share this phone already. Please use another one.")


class TakeTurns(PageHandler):
    """`POST /session/KT7M/as`: the phone goes to another of its people."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Lead to the page itself."""
        self.redirect(f"/session/{(await self.typed_session(code))[1]}")

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Show the page of the seat that was asked for, if this browser holds it."""
        session, typed = await self.typed_session(code)
        phone = await people_of(self, session)
        seat = next((one for one in phone.can_take_over if one.id == self.form("seat")), None)
        if seat is None:
            raise NotYours
        sit(self, seat, phone, beside=True)
        self.redirect(f"/session/{typed}")


routes = [(r"/session/([^/]{1,40})/as", TakeTurns)]
