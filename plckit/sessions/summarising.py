"""What an audience may see of one activity, decided here for every screen, export and DataFrame."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from plckit.domain.entries import BESIDE, REASON, SIGNED, Entry, Kinds, Reading
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import (
    SMALLEST_GROUP,
    About,
    See,
    caution,
    is_anonymous,
    waits_for_enough,
    why_hidden,
)
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.store.transaction import Transaction

FEW_REASONS = f"Reasons stay hidden: fewer than {SMALLEST_GROUP} people gave one. Say them aloud if you like."
NAMES_OFF = (
    f"Fewer than {SMALLEST_GROUP} people left their name off, so all names stay off: theirs could be guessed."
)


@dataclass(frozen=True)
class Shown:
    """What a room may see of one activity: entries and reasons in an order that tells nothing, or why not.

    `people` have answered. `who` of an entry is a keyed hash that differs in every activity, so nothing links
    what one person wrote in two of them, nor a reason with the answer it stands beside. A name is there
    only where the activity is named, or where the writer added it.
    """

    people: int
    entries: Sequence[Entry] = ()
    reasons: Sequence[Entry] = ()
    hidden: str | None = None
    few_reasons: bool = False
    names_off: bool = False


def shown(tx: Transaction, session: Session, spec: ActivitySpec, phase: Phase) -> Shown:
    """Return what everybody in the room may see of *spec* now."""
    if spec.see is See.PRIVATE:
        return Shown(0, hidden=why_hidden(spec.see, spec.about, False, 0))
    rows = tx.entries.of(session.id, spec.key)
    answered = {seat for seat, _, entry, _, _ in rows if entry not in BESIDE}
    people = len(answered)
    hidden = why_hidden(spec.see, spec.about, phase is Phase.REVEALED, people)
    if hidden:
        return Shown(people, hidden=hidden)
    signed = {seat for seat, _, entry, _, _ in rows if entry == SIGNED}
    guarded = spec.about is About.VIEWS and waits_for_enough(spec.see)
    # Beside four who signed, the fifth has a name too: views without one need five of their own (P3).
    off = guarded and bool(signed & answered) and 0 < len(answered - signed) < SMALLEST_GROUP
    named = not is_anonymous(spec.see) and not off
    entries, reasons = [], []
    for seat, name, entry, value, _ in rows:
        with_name = name if named and (spec.see is not See.OPT_IN or seat in signed) else ""
        if entry == REASON:
            reasons.append(Entry(_keyed(session, spec, REASON, seat), entry, value, with_name))
        elif entry not in BESIDE:
            entries.append(Entry(_keyed(session, spec, seat), entry, value, with_name))
    # Free text of views needs five writers of its own: one lone reason beside twenty votes is easy to place.
    few = guarded and 0 < len(reasons) < SMALLEST_GROUP

    def order(entry: Entry) -> str:
        return _keyed(session, spec, entry.who, entry.entry)

    told = [] if few else sorted(reasons, key=order)
    return Shown(people, sorted(entries, key=order), told, None, few, off)


def group_view(
    tx: Transaction, kinds: Kinds, session: Session, spec: ActivitySpec, phase: Phase
) -> dict[str, Any]:
    """Return what everybody in the room may see of *spec* now, as JSON.

    Either {"hidden": reason} or {"n", "of", "caution", "reasons", "fewReasons", and what the kind's summary
    holds}; of a timer {"since": when it was started, None while it stands still}.
    """
    kind = kinds[spec.kind]
    if not kind.asks:
        return {"since": tx.sessions.phase_since(session.id, spec.key) if phase is Phase.OPEN else None}
    said = shown(tx, session, spec, phase)
    if said.hidden:
        return {"hidden": said.hidden}
    now = _reading(tx, session, spec, said)
    line = NAMES_OFF if said.names_off else caution(spec.see, spec.about, now.people, now.of)
    if spec.options.get("waves"):  # which carry warnings of their own
        line, summary = "", kind.summarise_waves([*_earlier(tx, session, spec), now])
    else:
        summary = kind.summarise(now.spec, now.entries)
    view = {"n": now.people, "of": now.of, "caution": line, **summary}
    if spec.reason:
        words = ({"text": r.value, **({"name": r.name} if r.name else {})} for r in said.reasons)
        view |= {"reasons": list(words), "fewReasons": FEW_REASONS if said.few_reasons else ""}
    return view


def _reading(tx: Transaction, session: Session, spec: ActivitySpec, said: Shown) -> Reading:
    """Return what *session* said, of how many: those who joined, or as many as the facilitator has asked."""
    spec = adjusted(tx, session, spec)
    of = max(spec.options.get("asked") or tx.seats.people(session.id), said.people)
    return Reading(session.created, spec, said.people, of, said.entries)


def _earlier(tx: Transaction, session: Session, spec: ActivitySpec) -> list[Reading]:
    """Return what the community's earlier sessions of this workbook revealed of the same activity (L6)."""
    found, pages = [], dict[str, Page | None]()
    for before in tx.sessions.before(session):
        if before.page not in pages:  # most sessions have the same one, and reading it takes long
            pages[before.page] = tx.sessions.page(before.page)
        page = pages[before.page]
        then = page.activities.get(spec.key) if page else None
        if then is None or then.kind != spec.kind:
            continue
        said = shown(tx, before, then, tx.sessions.phases(before.id).get(then.key, Phase.WAITING))
        if said.people and not said.hidden:
            found.append(_reading(tx, before, then, said))
    return found


def adjusted(tx: Transaction, session: Session, spec: ActivitySpec) -> ActivitySpec:
    """Return the spec with what the facilitator has changed in it."""
    given = tx.sessions.adjusted(session.id, spec.key)
    return replace(spec, options={**spec.options, **given}) if given else spec


def _keyed(session: Session, spec: ActivitySpec, *parts: str) -> str:
    text = "\0".join((spec.key, *parts))
    return hmac.new(session.shuffle.encode(), text.encode(), hashlib.sha256).hexdigest()
