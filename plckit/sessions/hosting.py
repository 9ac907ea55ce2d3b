"""A facilitator looks after the people: names, places, doors, codes, and who leads."""

from __future__ import annotations

import hashlib
import hmac
import random
import secrets
import uuid
from dataclasses import replace
from typing import Any

from plckit.domain.entries import Kinds
from plckit.domain.people import (
    LONGEST_NAME,
    Role,
    Seat,
    display_name,
    distinct,
    recovery_words,
    table_name,
    tidy_rejoin_word,
)
from plckit.domain.sessions import Phase, Session, new_code
from plckit.domain.texts import one_line
from plckit.domain.visibility import By, See, waits_for_enough
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, NotAllowed, Refused
from plckit.sessions.answering import operation
from plckit.sessions.facilitating import was_seen
from plckit.sessions.leading import led, somebody, yes_or_no
from plckit.store.transaction import Transaction

MOST_ENTERED = 60
ROUNDS = 100_000


def people(tx: Transaction, seat: Seat) -> list[dict[str, str]]:
    """Return who is in the session, who leads it and who was taken out, in the order they came."""
    session = led(tx, seat, "see who is here", afterwards=True)
    found = [{"name": gone.name, "role": "removed"} for gone in tx.seats.removed(session.id)]
    for role in (Role.FACILITATOR, Role.PARTICIPANT):
        for person in tx.seats.all(session.id, role):
            told = {"id": person.id, "name": person.name, "role": role, "table": table_name(person.table)}
            found.append({**told, "job": person.job, "you": "you" if person.id == seat.id else ""})
    return found


def rename(tx: Transaction, seat: Seat, person: Any, name: Any, at: str) -> None:
    """Give somebody another name on every screen."""
    session = led(tx, seat, "change a name", afterwards=True)
    who = somebody(tx, session, person, Role.PARTICIPANT, Role.FACILITATOR)
    if not isinstance(name, str):
        raise BadValue("Please type a name with at least one letter.")
    taken = tx.seats.names(session.id) - {who.name}
    tx.seats.change(who, at, name=distinct(display_name(name), taken))


def give_job(tx: Transaction, seat: Seat, person: Any, job: Any, at: str) -> None:
    """Say what somebody does, in a word or two, so that groups can be mixed by it."""
    session = led(tx, seat, "note what somebody does")
    who = somebody(tx, session, person, Role.PARTICIPANT)
    tx.seats.change(who, at, job=one_line(job, LONGEST_NAME) or "")


def remove(tx: Transaction, seat: Seat, person: Any, at: str) -> None:
    """Take somebody out: her pages stop working; what she wrote stays, so that no count tells what it was."""
    session = led(tx, seat, "take somebody out")
    who = somebody(tx, session, person, Role.PARTICIPANT, Role.FACILITATOR)
    if who.role is Role.FACILITATOR and len(tx.seats.all(session.id, Role.FACILITATOR)) < 2:
        raise Refused("You are the only facilitator. Invite another one first.")
    tx.seats.change(who, at, removed=True)
    if who.role is Role.FACILITATOR:  # who would be back by the link she came by, or by a recovery code
        _new_keys(tx, session, at)
        tx.sessions.change(session.id, "recovery", at, recovery="")


def bring_back(tx: Transaction, seat: Seat, name: Any, at: str) -> None:
    """Let somebody in again who was taken out."""
    session = led(tx, seat, "let somebody in again")
    gone = [s for s in tx.seats.removed(session.id) if s.name == name]
    if not gone:
        raise BadValue("Nobody of that name was taken out.")
    tx.seats.change(gone[-1], at, removed=False)


def merge(tx: Transaction, page: Page, seat: Seat, gone: Any, kept: Any, at: str) -> None:
    """Make one person of two places that she took by mistake.

    Answers with a name move where the place she keeps has none. All others stay where they are: on another
    page they would show what one person wrote for herself or unnamed, and a count that falls tells it too.
    """
    session = led(tx, seat, "join two places")
    old = somebody(tx, session, gone, Role.PARTICIPANT)
    new = somebody(tx, session, kept, Role.PARTICIPANT)
    if old.id == new.id:
        raise BadValue("Choose two different people.")
    for key, spec in page.activities.items():
        if spec.by is By.PERSON and spec.see is See.NAMED:
            rows = tx.entries.of(session.id, key)
            if not any(row.seat == new.id for row in rows):
                for row in rows:
                    if row.seat == old.id:
                        tx.entries.move(session.id, row, key, new.id, at)
    tx.seats.change(old, at, removed=True)


def enter(
    tx: Transaction, kinds: Kinds, page: Page, seat: Seat, activity: str, op: Any, text: Any, at: str
) -> int:
    """Put in what people without a device said: counts (“3,2,0,1,0”) or one note a line. Return how many.

    Each becomes an answer of its own, marked as entered for somebody; the same operation twice is done once.
    """
    session, op = led(tx, seat, "enter answers for others"), operation(op)
    spec = page.activity(activity)
    done = tx.entries.done(seat, activity, None, op)
    if done:
        return done.revision
    if spec.by is not By.PERSON or not waits_for_enough(spec.see):
        raise Refused("Answers can be entered for others only where they carry no names.")
    if was_seen(tx, session, spec):
        raise Refused(f"“{spec.prompt}” was revealed. What is entered now would tell what those people said.")
    if tx.sessions.phases(session.id).get(activity, Phase.WAITING) not in (Phase.OPEN, Phase.LOCKED):
        raise Refused(f"“{spec.prompt}” takes no more answers now. Open it first.")
    if not isinstance(text, str) or len(text) > 20_000:
        raise BadValue("That is too long. Enter one table at a time.")
    typed = kinds[spec.kind].entered(spec.options, text)
    answers = [answer for answer in typed if any(value is not None for value in answer.values())]
    if not answers:
        raise BadValue("There is nothing in this that can be entered. Write it as the line above says.")
    taken = tx.seats.all(session.id, Role.PAPER)
    if len(answers) > MOST_ENTERED:
        raise BadValue(f"That makes {len(answers)} people. Enter at most {MOST_ENTERED} at a time.")
    with_answer = {row.seat for row in tx.entries.of(session.id, activity)}
    free = [paper for paper in taken if paper.id not in with_answer]
    for number, answer in enumerate(answers):
        paper = free[number] if number < len(free) else _paper(tx, session, len(taken) + number + 1, at)
        for entry, value in answer.items():
            tx.entries.put(paper, activity, entry, str(uuid.uuid4()), value, at)
    tx.feed.add(session.id, "enter", at, activity=activity, seat=seat.id, op=op, revision=len(answers))
    return len(answers)


def _paper(tx: Transaction, session: Session, number: int, at: str) -> Seat:
    seat_id = str(uuid.uuid4())
    return tx.seats.add(
        Seat(seat_id, session.id, Role.PAPER, f"Without a device {number}", f"paper-{seat_id}"), at
    )


def shut_door(tx: Transaction, seat: Seat, shut: Any, at: str) -> None:
    """Let nobody new in, or let people in again; whoever is in stays."""
    session = led(tx, seat, "close the door")
    closed = yes_or_no(shut)
    tx.sessions.change(session.id, "shut", at, closed, shut=closed)


def rotate_code(tx: Transaction, seat: Seat, at: str) -> None:
    """Give the session another join code; the old one lets nobody in any more."""
    session = led(tx, seat, "change the code")
    tx.sessions.set_code(session, fresh_code(tx), at)


def rotate_keys(tx: Transaction, seat: Seat, at: str) -> None:
    """Make the secret links of console and projector anew; who leads goes on, and opens the wall again."""
    _new_keys(tx, led(tx, seat, "change the secret links"), at)


def _new_keys(tx: Transaction, session: Session, at: str) -> None:
    keys = {"console_key": secrets.token_urlsafe(18), "projector_key": secrets.token_urlsafe(18)}
    tx.sessions.change(session.id, "keys", at, **keys)
    for wall in tx.seats.all(session.id, Role.PROJECTOR):  # nobody knows any more who opened which
        tx.seats.change(wall, at, removed=True)


def fresh_code(tx: Transaction) -> str:
    """Return a join code that no session has or had."""
    rng = random.SystemRandom()
    code = new_code(rng)
    while tx.sessions.by_code(code) or tx.sessions.by_past_code(code):
        code = new_code(rng)
    return code


def links(tx: Transaction, seat: Seat) -> dict[str, str]:
    """Return the paths of the secret links by which others lead too, or show the wall."""
    session = led(tx, seat, "invite others", afterwards=True)
    return {
        "console": f"/console/{session.code}?key={session.console_key}",
        "projector": f"/projector/{session.code}?key={session.projector_key}",
    }


def new_recovery(tx: Transaction, seat: Seat, at: str) -> str:
    """Return a new recovery code; only its hash is kept, and the one before is worth nothing any more."""
    session = led(tx, seat, "get a recovery code", afterwards=True)
    return set_recovery(tx, session, at)


def set_recovery(tx: Transaction, session: Session, at: str) -> str:
    """Keep the hash of a new recovery code and return the code."""
    words = recovery_words(random.SystemRandom())
    tx.sessions.change(session.id, "recovery", at, recovery=recovery_hash(session, words))
    return words


def recovery_hash(session: Session, typed: str) -> str:
    """Return the hash of a recovery code; it takes long, so no stranger's is made inside the writer."""
    words = tidy_rejoin_word(typed)
    return hashlib.pbkdf2_hmac("sha256", words.encode(), session.shuffle.encode(), ROUNDS).hex()


def recover(tx: Transaction, session: Session, given: str, at: str) -> Seat:
    """Give a new facilitator's seat where *given* is the hash of the recovery code; raise NotAllowed."""
    now = tx.sessions.get(session.id)
    if not now or not now.recovery or not hmac.compare_digest(given, now.recovery):
        raise NotAllowed("come back with a recovery code, and this is not the one of this session")
    return lead(tx, session, at)


def lead(tx: Transaction, session: Session, at: str) -> Seat:
    """Give a facilitator's console a seat; the caller has checked that it may have one."""
    seat_id = str(uuid.uuid4())
    seat = Seat(seat_id, session.id, Role.FACILITATOR, "Facilitator", f"{Role.FACILITATOR}-{seat_id}")
    return tx.seats.add(replace(seat, name=distinct(seat.name, tx.seats.names(session.id))), at)
