"""What a room may see of one activity, and with which names: decided here for every screen and export."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from plckit.domain.entries import BESIDE, REASON, SIGNED, Entry, Kind
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import (
    SMALLEST_GROUP,
    About,
    By,
    See,
    among,
    is_anonymous,
    waits_for_enough,
    why_hidden,
)
from plckit.domain.workbooks import ActivitySpec
from plckit.sessions import measuring
from plckit.store.entries import Row
from plckit.store.groups import Group
from plckit.store.transaction import Transaction

FEW_REASONS = f"Reasons stay hidden: fewer than {SMALLEST_GROUP} people gave one. Say them aloud if you like."
FEW_OF_THEIR_OWN = (
    f"Fewer than {SMALLEST_GROUP} people answered by themselves, so this stays hidden: beside what was "
    "entered for others, theirs could be worked out."
)
NAMES_OFF = (
    f"Fewer than {SMALLEST_GROUP} people left their name off, so all names stay off: theirs could be guessed."
)


@dataclass(frozen=True)
class Shown:
    """What a room may see of one activity: entries and reasons in an order that tells nothing, or why not.

    `people` have answered, `entered` of them through the facilitator. `who` of an entry is a keyed hash that
    differs in every activity, so nothing links what one person wrote in two of them, nor a reason with the
    answer it stands beside. A name is there only where the activity is named, or where the writer added it.
    """

    people: int
    entered: int = 0
    entries: Sequence[Entry] = ()
    reasons: Sequence[Entry] = ()
    hidden: str | None = None
    few_reasons: bool = False
    names_off: bool = False


def shown(
    tx: Transaction, session: Session, spec: ActivitySpec, phase: Phase, inside: Group | None = None
) -> Shown:
    """Return what everybody in the room may see of *spec* now, or, *inside* a group, what its people may."""
    if spec.see is See.PRIVATE:
        return Shown(0, hidden=why_hidden(spec.see, spec.about, False, 0))
    if why := measuring.for_the_team(tx, session, spec):
        return Shown(0, hidden=why)
    rows = tx.entries.of(session.id, spec.key)
    rows = _of_the_group(rows, spec, inside) if inside else rows
    answered = {row.seat for row in rows if row.entry not in BESIDE}
    people = len(answered)
    hidden = None if inside else _why_hidden(spec, phase is Phase.REVEALED, rows)
    if hidden:
        return Shown(people, hidden=hidden)
    signed = {row.seat for row in rows if row.entry == SIGNED}
    # Beside four who signed, the fifth has a name too: views without one need five of their own (P3).
    off = _guarded(spec) and bool(signed & answered) and 0 < len(answered - signed) < SMALLEST_GROUP
    named = not is_anonymous(spec.see) and not off
    entries, reasons = [], []
    for row in rows:
        name = row.name if named and (spec.see is not See.OPT_IN or row.seat in signed) else ""
        if row.hidden:
            continue  # it counts, since a number that falls would tell what was hidden
        if row.entry == REASON:
            reasons.append(Entry(_keyed(session, spec, REASON, row.seat), row.entry, row.value, name))
        elif row.entry not in BESIDE:
            entries.append(Entry(_keyed(session, spec, row.seat), row.entry, row.value, name))
    few = _few_reasons(spec, rows)

    def order(entry: Entry) -> str:
        return _keyed(session, spec, entry.who, entry.entry)

    told = [] if few else sorted(reasons, key=order)
    entered = len({row.seat for row in rows if row.entered} & answered)
    return Shown(people, entered, sorted(entries, key=order), told, None, few, off)


def _of_the_group(rows: list[Row], spec: ActivitySpec, inside: Group) -> list[Row]:
    """Return what those who read now may see; words of somebody taken out stay: their going would tell."""
    since = {seat: max(inside.seen, inside.since.get(seat, "")) for seat in (*inside.people, *inside.gone)}
    if spec.by is not By.PERSON:
        since = {inside.id: inside.seen}
    return [row for row in rows if row.seat in since and row.at >= since[row.seat]]


def readable(tx: Transaction, session: Session, spec: ActivitySpec, seen: bool) -> tuple[list[Row], str]:
    """Return the entries that can be read one by one where *seen* by the room, or why there are none.

    These are words: a mark on a chart is none, nor is a reason that stays hidden since few gave one.
    """
    if spec.see is See.PRIVATE or among(spec.see) or (spec.charted and not spec.reason):
        return [], "There are no single entries to read here."
    rows = tx.entries.of(session.id, spec.key)
    if why := measuring.for_the_team(tx, session, spec) or _why_hidden(spec, seen, rows):
        return [], why
    few = _few_reasons(spec, rows)
    texts = {row.entry for row in rows if not spec.charted} - BESIDE | (set() if few else {REASON})
    return [row for row in rows if row.entry in texts], ""


def words(kind: Kind, spec: ActivitySpec, row: Row) -> str:
    """Return an entry as one line of words."""
    found = [] if row.entry in BESIDE else kind.readable(spec.options, row.entry, row.value)
    return " · ".join(label for _, _, label in found) or str(row.value)


def _why_hidden(spec: ActivitySpec, seen: bool, rows: Sequence[Row]) -> str | None:
    answered = {row.seat for row in rows if row.entry not in BESIDE}
    hidden = why_hidden(spec.see, spec.about, seen, len(answered))
    # The facilitator knows what she has entered: what is left over needs five of its own (P3).
    own = answered - {row.seat for row in rows if row.entered}
    if hidden is None and _guarded(spec) and 0 < len(own) < SMALLEST_GROUP:
        return FEW_OF_THEIR_OWN
    return hidden


def _guarded(spec: ActivitySpec) -> bool:
    return spec.about is About.VIEWS and waits_for_enough(spec.see)


def _few_reasons(spec: ActivitySpec, rows: Sequence[Row]) -> bool:
    """Return whether reasons stay hidden: one lone reason beside twenty votes is easy to place (P3).

    Free text of views needs five writers of its own; one hidden by hand counts all the same.
    """
    return _guarded(spec) and 0 < sum(row.entry == REASON for row in rows) < SMALLEST_GROUP


def entry_id(session: Session, spec: ActivitySpec, row: Row) -> str:
    """Return what an entry is called on screens: it does not tell whose it is."""
    return "c" + _keyed(session, spec, "id", row.seat, row.entry)[:20]


def _keyed(session: Session, spec: ActivitySpec, *parts: str) -> str:
    text = "\0".join((spec.key, *parts))
    return hmac.new(session.shuffle.encode(), text.encode(), hashlib.sha256).hexdigest()
