"""A facilitator looks after what is on the screens: hides an entry, shows it large, begins afresh."""

from __future__ import annotations

from typing import Any

from plckit.domain.entries import Kinds
from plckit.domain.people import Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import SECONDS_TO_WAIT, See, among
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import BadValue, Refused
from plckit.sessions.clock import moved
from plckit.sessions.leading import led, yes_or_no
from plckit.sessions.showing import entry_id, readable, words
from plckit.sessions.supplying import adjusted
from plckit.store.entries import Row
from plckit.store.transaction import Transaction


def entries(
    tx: Transaction, kinds: Kinds, page: Page, seat: Seat, activity: str, at: str
) -> list[dict[str, Any]]:
    """Return the texts of one activity that a facilitator may read: {"id", "text", "hidden"}, shuffled.

    That is what the room may see, and what is hidden of it; and what is held for approval, which the label
    has told the writers. Never who wrote it: what is live and without names waits here as it does on the
    wall. Raises Refused.
    """
    session = led(tx, seat, "see what was written", afterwards=True)
    spec = page.activity(activity)
    kind, now = kinds[spec.kind], adjusted(tx, session, spec)
    waits = spec.see is See.ANON_LIVE and not tx.sessions.held(session.id, activity)
    fresh = moved(at, -SECONDS_TO_WAIT) if waits else at
    found = [
        {"id": entry_id(session, spec, row), "text": words(kind, now, row), "hidden": row.hidden}
        for row in _readable(tx, session, spec)
        if row.at <= fresh or row.hidden
    ]
    return sorted(found, key=lambda told: str(told["id"]))


def hide(tx: Transaction, page: Page, seat: Seat, activity: str, entry: Any, hidden: Any, at: str) -> None:
    """Take one entry off every screen, or put it back; the writer's own page keeps it."""
    session = led(tx, seat, "hide what was written", afterwards=True)
    hidden, row = yes_or_no(hidden), _named(tx, session, page.activity(activity), entry)
    if row.hidden is not hidden:
        tx.entries.hide(session.id, activity, row, hidden, at)


def hold(tx: Transaction, page: Page, seat: Seat, activity: str, held: Any, at: str) -> None:
    """Read each entry before others see it; from before the first answer on, since the label says so."""
    session = led(tx, seat, "read entries first")
    spec, held = page.activity(activity), yes_or_no(held)
    if held and (spec.charted or spec.see is See.PRIVATE or among(spec.see)):
        raise Refused("Only words that the room will see can be read first.")
    if held and tx.entries.answered(session.id).get(activity):
        raise Refused("Somebody has answered already under another promise. You can hide single entries.")
    tx.sessions.hold(session.id, activity, held, at)


def spotlight(tx: Transaction, page: Page, seat: Seat, activity: str, entry: Any, at: str) -> None:
    """Show one entry large on the projector; without *entry* none any more."""
    session = led(tx, seat, "show one entry large", afterwards=True)
    if entry is None:
        tx.feed.add(session.id, "spotlight", at)
        return
    spec = page.activity(activity)
    row = _named(tx, session, spec, entry)
    if readable(tx, session, spec, _is_revealed(tx, session, spec))[1]:
        raise Refused("The room does not see this yet. Reveal it first.")
    if row.hidden:
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


def _is_revealed(tx: Transaction, session: Session, spec: ActivitySpec) -> bool:
    return tx.sessions.phases(session.id).get(spec.key) is Phase.REVEALED


def _readable(tx: Transaction, session: Session, spec: ActivitySpec) -> list[Row]:
    """Return the rows a facilitator may read one by one; raise Refused where that is none."""
    seen = _is_revealed(tx, session, spec) or tx.sessions.held(session.id, spec.key)
    rows, why = readable(tx, session, spec, seen)
    if why:
        raise Refused(why)
    return rows


def _named(tx: Transaction, session: Session, spec: ActivitySpec, entry: Any) -> Row:
    """Return the row with that id among those a facilitator may read."""
    for row in _readable(tx, session, spec):
        if entry_id(session, spec, row) == entry:
            return row
    raise BadValue("That entry is gone. Reload the console and try again.")
