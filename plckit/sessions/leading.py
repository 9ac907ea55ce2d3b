"""Who may lead a session, checked the same way for everything a facilitator asks."""

from __future__ import annotations

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.errors import NotAllowed, Refused, SessionNotFound
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
