"""A facilitator looks after what is on the screens: hides an entry, shows it large, begins afresh."""

from __future__ import annotations

from typing import Any

from plckit.domain.entries import BESIDE, SIGNED, Kinds
from plckit.domain.people import Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import See, among, is_revealed_together, why_hidden
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import BadValue, Refused
from plckit.sessions.leading import led
from plckit.sessions.summarising import entry_id
from plckit.store.entries import Row
from plckit.store.transaction import Transaction


def entries(tx: Transaction, kinds: Kinds, page: Page, seat: Seat, activity: str) -> list[dict[str, Any]]:
    """Return the texts of one activity that a facilitator may read: {"id", "text", "hidden"}, shuffled.

    That is what the room may see, and what is hidden of it; and what is held for approval, which the label
    has told the writers. Never who wrote it. Raises Refused.
    """
    session = led(tx, seat, "see what was written", afterwards=True)
    spec = page.activity(activity)
    rows = _readable(tx, session, spec)
    kind = kinds[spec.kind]
    found = []
    for row in rows:
        if row.entry == SIGNED:
            continue
        words = kind.readable(spec.options, row.entry, row.value) if row.entry not in BESIDE else []
        text = " · ".join(label for _, _, label in words) or str(row.value)
        found.append({"id": entry_id(session, spec, row), "text": text, "hidden": row.hidden})
    return sorted(found, key=lambda told: str(told["id"]))


def hide(tx: Transaction, page: Page, seat: Seat, activity: str, entry: Any, hidden: Any, at: str) -> None:
    """Take one entry off every screen, or put it back; the writer's own page keeps it."""
    session = led(tx, seat, "hide what was written", afterwards=True)
    row = _named(tx, session, page.activity(activity), entry)
    if row.hidden is not bool(hidden):
        tx.entries.hide(session.id, activity, row, bool(hidden), at)


def hold(tx: Transaction, page: Page, seat: Seat, activity: str, held: Any, at: str) -> None:
    """Read each entry before others see it; from before the first answer on, since the label says so."""
    session = led(tx, seat, "read entries first")
    spec = page.activity(activity)
    if held and not _words_to_show(spec):
        raise Refused("Only words that the room will see can be read first.")
    if held and tx.entries.answered(session.id).get(activity):
        raise Refused("Somebody has answered already under another promise. You can hide single entries.")
    tx.sessions.hold(session.id, activity, bool(held), at)


def spotlight(tx: Transaction, page: Page, seat: Seat, activity: str, entry: Any, at: str) -> None:
    """Show one entry large on the projector; without *entry* none any more."""
    session = led(tx, seat, "show one entry large", afterwards=True)
    if entry is not None:
        spec = page.activity(activity)
        phase = tx.sessions.phases(session.id).get(activity, Phase.WAITING)
        if why_hidden(spec.see, spec.about, phase is Phase.REVEALED, _people(tx, session, spec)):
            raise Refused("The room does not see this yet. Reveal it first.")
        if _named(tx, session, spec, entry).hidden:
            raise Refused("This entry is hidden. Show it again first.")
    tx.feed.add(session.id, "spotlight", at, activity=activity, value=entry)


def reset(tx: Transaction, page: Page, seat: Seat, activity: str, at: str) -> None:
    """Begin one activity afresh: all answers are taken back and stay in the log; `undo` brings them back."""
    session = led(tx, seat, "begin an activity afresh")
    page.activity(activity)
    if not tx.entries.clear(session.id, activity, at):
        raise Refused("Nobody has answered this, so there is nothing to begin afresh.")
    tx.sessions.set_phases(session.id, [activity], Phase.WAITING, at)


def undo(tx: Transaction, page: Page, seat: Seat, activity: str, at: str) -> None:
    """Bring back what the latest `reset` took, while nobody has answered since."""
    session = led(tx, seat, "bring answers back")
    page.activity(activity)
    if not tx.entries.restore(session.id, activity, at):
        raise Refused("There is nothing to bring back, or somebody has answered since.")
    tx.sessions.set_phases(session.id, [activity], Phase.LOCKED, at)


def _words_to_show(spec: ActivitySpec) -> bool:
    return spec.figure is None and spec.see is not See.PRIVATE and not among(spec.see)


def _people(tx: Transaction, session: Session, spec: ActivitySpec) -> int:
    return tx.entries.answered(session.id).get(spec.key, 0)


def _readable(tx: Transaction, session: Session, spec: ActivitySpec) -> list[Row]:
    """Return the rows a facilitator may read one by one; raise Refused where that is none."""
    if not _words_to_show(spec):
        raise Refused("There are no single entries to read here.")
    held = tx.sessions.held(session.id, spec.key)
    phase = tx.sessions.phases(session.id).get(spec.key, Phase.WAITING)
    seen = phase is Phase.REVEALED or held or not is_revealed_together(spec.see)
    why = why_hidden(spec.see, spec.about, seen, _people(tx, session, spec))
    if why:
        raise Refused(why)
    return tx.entries.of(session.id, spec.key)


def _named(tx: Transaction, session: Session, spec: ActivitySpec, entry: Any) -> Row:
    """Return the row with that id among those a facilitator may read."""
    for row in _readable(tx, session, spec):
        if entry_id(session, spec, row) == entry:
            return row
    raise BadValue("That entry is gone. Reload the console and try again.")
