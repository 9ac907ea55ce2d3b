"""A visitor becomes a person in the room."""

from __future__ import annotations

import random
import uuid

from plckit.domain.people import (
    Role,
    Seat,
    display_name,
    distinct,
    made_up_name,
    rejoin_word,
    tidy_rejoin_word,
)
from plckit.domain.sessions import Session, tidy_code
from plckit.errors import RejoinWordNotFound, SessionClosed, SessionNotFound
from plckit.store.transaction import Transaction


def find(tx: Transaction, code: str) -> Session:
    """Return the session with that join code, however it was typed; raise SessionNotFound."""
    session = tx.sessions.by_code(tidy_code(code))
    if session is None:
        raise SessionNotFound(tidy_code(code))
    return session


def join(tx: Transaction, code: str, name: str | None, at: str, seat_id: str) -> Seat:
    """Give a participant a seat, under the name typed or (None) a made-up one; raise SessionClosed.

    The caller chooses the random *seat_id*, so that a form sent twice is one person who joined once.
    """
    session = find(tx, code)
    seated = tx.seats.get(seat_id)
    if seated and seated.session == session.id:
        return seated
    if seated:  # a form of one session sent to another: a place of its own
        seat_id = str(uuid.uuid4())
    if session.closed:
        raise SessionClosed(session.code)
    shown = made_up_name(random.SystemRandom()) if name is None else display_name(name)
    return _sit(tx, session, Role.PARTICIPANT, shown, at, seat_id)


def rejoin(tx: Transaction, code: str, word: str) -> Seat:
    """Return the seat that a rejoin word belongs to, in a closed session too; raise RejoinWordNotFound."""
    seat = tx.seats.by_rejoin_word(find(tx, code).id, tidy_rejoin_word(word))
    if seat is None:
        raise RejoinWordNotFound
    return seat


def lead(tx: Transaction, session: Session, at: str) -> Seat:
    """Give a facilitator's console a seat; the caller has checked that it may have one."""
    return _sit(tx, session, Role.FACILITATOR, "Facilitator", at)


def show(tx: Transaction, session: Session, at: str) -> Seat:
    """Give a projector a seat; the caller has checked that it may have one."""
    return _sit(tx, session, Role.PROJECTOR, "Projector", at)


def alone(tx: Transaction, session: Session, at: str) -> Seat:
    """Return the one seat of a solo session, made on first use."""
    return tx.seats.by_rejoin_word(session.id, "alone") or _sit(
        tx, session, Role.PARTICIPANT, "Me", at, rejoin="alone"
    )


def _sit(
    tx: Transaction, session: Session, role: Role, name: str, at: str, seat_id: str = "", rejoin: str = ""
) -> Seat:
    seat_id = seat_id or str(uuid.uuid4())
    if role is Role.PARTICIPANT:
        name = distinct(name, tx.seats.names(session.id))
        rejoin = rejoin or _fresh_word(tx, session)
    return tx.seats.add(Seat(seat_id, session.id, role, name, rejoin or f"{role}-{seat_id}"), at)


def _fresh_word(tx: Transaction, session: Session) -> str:
    rng = random.SystemRandom()
    word = rejoin_word(rng)
    while tx.seats.by_rejoin_word(session.id, word):
        word = rejoin_word(rng)
    return word
