"""Who may lead a session and who takes part in it, checked the same way for everything a page asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.errors import BadValue, NotAllowed, NotYours, Refused, Removed, SessionNotFound
from plckit.store.transaction import Transaction


def led(tx: Transaction, seat: Seat, what: str, afterwards: bool = False) -> Session:
    """Return the session that *seat* leads; raise NotAllowed, or Refused once it is finished.

    The seat is read again: a facilitator who was removed leads nothing any more.
    """
    now = tx.seats.get(seat.id)
    if now is None or now.removed or now.role is not Role.FACILITATOR:
        raise NotAllowed(what)
    session = tx.sessions.get(seat.session)
    if session is None:
        raise SessionNotFound("")
    if session.closed and not afterwards:
        raise Refused("The session is finished, so nothing opens or moves any more. You can still reveal.")
    return session


def leads_anything(tx: Transaction, seats: Iterable[str]) -> bool:
    """Return whether one of *seats* leads a session; one that was taken out leads nothing any more."""
    found = (tx.seats.get(seat) for seat in seats)
    return any(seat and seat.role is Role.FACILITATOR and not seat.removed for seat in found)


def taking_part(tx: Transaction, seat: Seat) -> Session:
    """Return the session in which *seat* is a participant; raise NotYours, Removed, or Refused at its end."""
    now = tx.seats.get(seat.id)
    session = tx.sessions.get(seat.session)
    if now is None or session is None or now.role is not Role.PARTICIPANT:
        raise NotYours
    if now.removed:
        raise Removed
    if session.closed:
        raise Refused("The session is finished, so nothing changes any more.")
    return session


def somebody(tx: Transaction, session: Session, person: Any, *roles: Role) -> Seat:
    """Return the seat with that id if it is one of *roles* in this session; raise NotYours."""
    who = tx.seats.get(person) if isinstance(person, str) and person.isascii() else None
    if who is None or who.session != session.id or who.role not in roles or who.removed:
        raise NotYours
    return who


def yes_or_no(value: Any) -> bool:
    """Return what a switch on a page says; raise BadValue for what is no switch."""
    if not isinstance(value, bool):
        raise BadValue("This page asked for something unclear. Reload it and try again.")
    return value
