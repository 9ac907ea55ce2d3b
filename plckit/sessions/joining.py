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
from plckit.domain.visibility import By
from plckit.errors import (
    CodeChanged,
    DoorShut,
    RejoinWordNotFound,
    Removed,
    SessionClosed,
    SessionFull,
    SessionNotFound,
)
from plckit.sessions import grouping
from plckit.store.transaction import Transaction

MOST_PEOPLE = 390
"""In one session; pairs of more would be more groups than there can be."""


def find(tx: Transaction, code: str) -> Session:
    """Return the session with that join code (or one it had before); raise SessionNotFound."""
    wanted = tidy_code(code)
    session = tx.sessions.by_code(wanted) or tx.sessions.by_past_code(wanted)
    if session is None:
        raise SessionNotFound(wanted)
    return session


def join(
    tx: Transaction, code: str, name: str | None, at: str, seat_id: str, table: str = "", known: str = ""
) -> Seat:
    """Give a participant a seat, under the name typed or (None) a made-up one, at a *table* if she said so.

    The caller chooses the random *seat_id*, so that a form sent twice is one person who joined once. *known*
    is the seat this browser held before. Raises SessionClosed, DoorShut, CodeChanged, Removed.
    """
    session = find(tx, code)
    seated = tx.seats.get(seat_id)
    if seated and seated.session == session.id:
        if seated.removed:
            raise Removed
        return seated
    if seated:  # a form of one session sent to another: a place of its own
        seat_id = str(uuid.uuid4())
    if session.closed:
        raise SessionClosed(session.code)
    if session.shut:
        raise DoorShut
    if session.code != tidy_code(code):
        raise CodeChanged
    if tx.seats.people(session.id) >= MOST_PEOPLE:
        raise SessionFull
    before = tx.seats.get(known) if known else None
    if before and before.session == session.id and before.removed:
        raise Removed
    shown = made_up_name(random.SystemRandom()) if name is None else display_name(name)
    table = grouping.table_of(tx, session, table, seat_id)
    seat = _sit(tx, session, Role.PARTICIPANT, shown, at, seat_id, table=table)
    grouping.place_late(tx, session, seat, at)
    return seat


def rejoin(tx: Transaction, code: str, word: str) -> Seat:
    """Return the seat that a rejoin word belongs to, in a closed session too; raise RejoinWordNotFound."""
    seat = tx.seats.by_rejoin_word(find(tx, code).id, tidy_rejoin_word(word))
    if seat is None:
        raise RejoinWordNotFound
    if seat.removed:
        raise Removed
    return seat


def show(tx: Transaction, session: Session, at: str) -> Seat:
    """Give a projector a seat; the caller has checked that it may have one."""
    return _sit(tx, session, Role.PROJECTOR, "Projector", at)


def alone(tx: Transaction, session: Session, at: str) -> Seat:
    """Return the one seat of a solo session, made on first use, who is her own pair, group and team."""
    me = tx.seats.by_rejoin_word(session.id, "alone")
    if me is None:
        me = _sit(tx, session, Role.PARTICIPANT, "Me", at, rejoin="alone")
    for by in set(By) - {By.PERSON}:
        if tx.groups.of(me.id, by) is None:
            grouping.seat_alone(tx, session, by, me, at)
    return me


def _sit(
    tx: Transaction,
    session: Session,
    role: Role,
    name: str,
    at: str,
    seat_id: str = "",
    rejoin: str = "",
    table: str = "",
) -> Seat:
    seat_id = seat_id or str(uuid.uuid4())
    if role is Role.PARTICIPANT:
        name = distinct(name, tx.seats.names(session.id))
        rejoin = rejoin or _fresh_word(tx, session)
    return tx.seats.add(Seat(seat_id, session.id, role, name, rejoin or f"{role}-{seat_id}", table), at)


def _fresh_word(tx: Transaction, session: Session) -> str:
    rng = random.SystemRandom()
    word = rejoin_word(rng)
    while tx.seats.by_rejoin_word(session.id, word):
        word = rejoin_word(rng)
    return word
