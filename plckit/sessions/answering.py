"""Somebody answers. The browser is not trusted: every rule is checked here, inside the transaction."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from plckit.domain.entries import BESIDE, Kind, Kinds, Receipt, parse_beside
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.domain.visibility import By, among
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import ActivityNotOpen, BadValue, NotYours, OtherGroup, Refused, Removed
from plckit.sessions import grouping, measuring
from plckit.store.transaction import Transaction

LONGEST_AGE = 400 * 24 * 60 * 60 * 1000


def put(
    tx: Transaction,
    kinds: Kinds,
    page: Page,
    seat: Seat,
    activity: str,
    entry: Any,
    op: Any,
    value: Any,
    at: str,
    age: Any = 0,
    place: Any = None,
) -> Receipt:
    """Store what *seat* wrote as the entry's latest revision; the same operation twice changes nothing.

    What a group writes together belongs to the group, and any of its people may write it. *place* is the id
    of the group she was in when she wrote it: another group never gets it. Without one it is her group's now.

    *age* says how many milliseconds ago it was typed, by the browser's own count: words that waited in a
    phone do not replace later ones.
    """
    spec = page.activity(activity)
    if not isinstance(entry, str) or not 0 < len(entry) <= 64:
        raise BadValue("This answer has no place to go. Reload the page and try again.")
    op = operation(op)
    if seat.role is not Role.PARTICIPANT:
        raise NotYours
    owner = grouping.owner(tx, spec, seat)
    moved = spec.by is not By.PERSON and place is not None and place != owner.id
    done = tx.entries.done(replace(owner, id=place) if moved else owner, activity, entry, op)
    if done:
        return done
    held = _open_and_held(tx, spec, seat)
    if moved:
        raise OtherGroup(spec.by)
    if spec.by is not By.PERSON and among(spec.see):
        _not_over_what_she_may_not_read(tx, spec, seat, owner, entry)
    parsed = _parsed(tx, kinds[spec.kind], page, spec, owner, entry, value)
    return tx.entries.put(owner, activity, entry, op, parsed, at, _earlier(at, age), held)


def _open_and_held(tx: Transaction, spec: ActivitySpec, seat: Seat) -> bool:
    """Return whether the facilitator holds back what comes in now; raise Removed or ActivityNotOpen."""
    door = tx.sessions.door(seat.session, spec.key, seat.id)
    if door.removed:
        raise Removed
    if door.phase is not Phase.OPEN:
        raise ActivityNotOpen(spec.prompt, spec.key)
    return door.held


def _not_over_what_she_may_not_read(
    tx: Transaction, spec: ActivitySpec, seat: Seat, owner: Seat, entry: str
) -> None:
    """Refuse to write over a group's words from before one came: they are not on her page."""
    since = tx.groups.since(seat.id, spec.by)
    rows = tx.entries.latest(seat.session, [spec.key], [owner.id])
    if any(there == entry and at < since for _, _, there, _, at in rows):
        raise Refused(
            f"Your {spec.by} wrote here before you came, so this was not saved. "
            "Let one of them go on, and you will see it too."
        )


def _parsed(
    tx: Transaction, kind: Kind, page: Page, spec: ActivitySpec, owner: Seat, entry: str, value: Any
) -> Any:
    if entry in BESIDE:
        return parse_beside(spec, entry, value)
    if spec.options.get("data") in measuring.ANSWERED:
        spec = measuring.for_an_answer(tx, spec, owner, page)
    parsed = kind.parse(spec.options, entry, value)
    most = kind.most(spec.options)
    if most and parsed is not None and tx.entries.count(owner.id, spec.key, besides=entry) >= most:
        raise BadValue(f"You have {most} here already, which is the most. Change or remove one of them.")
    return parsed


def _earlier(at: str, age: Any) -> str:
    """Return the moment *age* milliseconds before *at*; an age that cannot be is none."""
    if isinstance(age, bool) or not isinstance(age, int) or not 0 < age < LONGEST_AGE:
        return at
    return (datetime.fromisoformat(at) - timedelta(milliseconds=age)).isoformat(timespec="milliseconds")


def operation(op: Any) -> str:
    """Return the number of an operation, by which it is done once; raise BadValue."""
    try:
        return str(uuid.UUID(op))
    except (TypeError, ValueError, AttributeError):
        raise BadValue("This answer carries no operation number. Reload the page and try again.") from None
