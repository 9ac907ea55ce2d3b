"""Somebody answers. The browser is not trusted: every rule is checked here, inside the transaction."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from plckit.domain.entries import BESIDE, Kinds, Receipt, parse_beside
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.domain.workbooks import Page
from plckit.errors import ActivityNotOpen, BadValue, NotYours
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
) -> Receipt:
    """Store what *seat* wrote as the entry's latest revision; the same operation twice changes nothing.

    *age* says how many milliseconds ago it was typed, by the browser's own count: words that waited in a
    phone do not replace later ones.
    """
    spec = page.activity(activity)
    if not isinstance(entry, str) or not 0 < len(entry) <= 64:
        raise BadValue("This answer has no place to go. Reload the page and try again.")
    op = _operation(op)
    if seat.role is not Role.PARTICIPANT:
        raise NotYours
    done = tx.entries.done(seat, activity, entry, op)
    if done:
        return done
    if tx.sessions.phase_of(seat.session, activity) is not Phase.OPEN:
        raise ActivityNotOpen(spec.prompt, activity)
    if entry in BESIDE:
        parsed = parse_beside(spec, entry, value)
    else:
        kind = kinds[spec.kind]
        parsed = kind.parse(spec.options, entry, value)
        most = kind.most(spec.options)
        if most and parsed is not None and tx.entries.count(seat.id, activity, besides=entry) >= most:
            raise BadValue(f"You have {most} here already, which is the most. Change or remove one of them.")
    return tx.entries.put(seat, activity, entry, op, parsed, at, _earlier(at, age))


def _earlier(at: str, age: Any) -> str:
    """Return the moment *age* milliseconds before *at*; an age that cannot be is none."""
    if isinstance(age, bool) or not isinstance(age, int) or not 0 < age < LONGEST_AGE:
        return at
    return (datetime.fromisoformat(at) - timedelta(milliseconds=age)).isoformat(timespec="milliseconds")


def _operation(op: Any) -> str:
    try:
        return str(uuid.UUID(op))
    except (TypeError, ValueError, AttributeError):
        raise BadValue("This answer carries no operation number. Reload the page and try again.") from None
