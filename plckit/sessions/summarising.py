"""What an audience may see of one activity, decided here for every screen, export and DataFrame."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from plckit.domain.entries import Entry, Kinds
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import See, caution, is_anonymous, why_hidden
from plckit.domain.workbooks import ActivitySpec
from plckit.store.transaction import Transaction


def shown_entries(
    tx: Transaction, session: Session, spec: ActivitySpec, phase: Phase
) -> tuple[list[Entry], int, str | None]:
    """Return (entries in an order that tells nothing, people who answered, why they are hidden or None).

    `who` of an entry is a keyed hash that differs in every activity, so nothing links what one person
    wrote in two of them; a name is there only where the activity is named.
    """
    if spec.see is See.PRIVATE:
        return [], 0, why_hidden(spec.see, spec.about, False, 0)
    rows = tx.entries.of(session.id, spec.key)
    people = len({row[0] for row in rows})
    hidden = why_hidden(spec.see, spec.about, phase is Phase.REVEALED, people)
    if hidden:
        return [], people, hidden
    named = not is_anonymous(spec.see)
    entries = [
        Entry(_keyed(session, spec, seat), entry, value, name if named else "")
        for seat, name, entry, value, _ in rows
    ]
    return sorted(entries, key=lambda e: _keyed(session, spec, e.who, e.entry)), people, None


def group_view(
    tx: Transaction, kinds: Kinds, session: Session, spec: ActivitySpec, phase: Phase
) -> dict[str, Any]:
    """Return what everybody in the room may see of *spec* now, as JSON.

    Either {"hidden": reason} or {"n", "of", "caution", and what the kind's summary holds}.
    """
    entries, people, hidden = shown_entries(tx, session, spec, phase)
    if hidden:
        return {"hidden": hidden}
    summary = kinds[spec.kind].summarise(spec, entries)
    of = tx.seats.people(session.id)
    return {"n": people, "of": of, "caution": caution(spec.see, spec.about, people), **summary}


def _keyed(session: Session, spec: ActivitySpec, *parts: str) -> str:
    text = "\0".join((spec.key, *parts))
    return hmac.new(session.shuffle.encode(), text.encode(), hashlib.sha256).hexdigest()
