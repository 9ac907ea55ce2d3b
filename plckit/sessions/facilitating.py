"""A facilitator leads: steps, phases, the end."""

from __future__ import annotations

from typing import Any

from plckit.domain.entries import Kinds
from plckit.domain.people import Seat
from plckit.domain.sessions import Phase, Session, change_phase
from plckit.domain.visibility import SMALLEST_GROUP, About, waits_for_enough
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import BadValue, Refused
from plckit.sessions import deciding, grouping, recording
from plckit.sessions.leading import led, yes_or_no
from plckit.store.transaction import Transaction


def go_to(tx: Transaction, page: Page, seat: Seat, step: str, at: str) -> None:
    """Make *step* the current one, with its groups; open its activities that wait and were not seen."""
    session = led(tx, seat, "move to another step")
    target = page.step(step)
    if target is None:
        raise BadValue("This workbook has no such step. Reload the console and try again.")
    if step != session.step:
        tx.sessions.set_step(session.id, step, at)
    grouping.regroup(tx, session, target, at)
    grouping.ensure(tx, session, grouping.groupings(target, page), at)
    known = tx.sessions.phases(session.id)
    waiting = [key for key in target.activities if known.get(key, Phase.WAITING) is Phase.WAITING]
    waiting = [key for key in waiting if not was_seen(tx, session, page.activity(key))]
    tx.sessions.set_phases(session.id, waiting, Phase.OPEN, at)


def set_phase(tx: Transaction, page: Page, seat: Seat, activity: str, phase: str, at: str) -> None:
    """Open, lock or reveal one activity (or take that back)."""
    spec = page.activity(activity)
    wanted = change_phase(spec, phase)
    # What was not revealed in time can be revealed afterwards; nothing opens again.
    session = led(tx, seat, "open, lock or reveal", afterwards=wanted is not Phase.OPEN)
    if wanted is Phase.OPEN and was_seen(tx, session, spec):
        raise Refused(
            f"“{spec.prompt}” was revealed. If it opened again, people could work out who answered later."
        )
    if tx.sessions.phases(session.id).get(activity) is not wanted:
        tx.sessions.set_phases(session.id, [activity], wanted, at)


def adjust(tx: Transaction, kinds: Kinds, page: Page, seat: Seat, activity: str, given: Any, at: str) -> None:
    """Change options of one activity that its kind lets a facilitator change; all screens follow."""
    spec = page.activity(activity)
    session = led(tx, seat, "change this for the room", afterwards=True)
    deciding.before_words_change(tx, session, page, activity, at)
    tx.sessions.adjust(session.id, activity, kinds[spec.kind].adjust(spec.options, given), at)


def gather(tx: Transaction, seat: Seat, at: str) -> None:
    """Bring everybody to the current step, also those in the middle of an answer; their words are kept."""
    session = led(tx, seat, "bring everyone here")
    if not session.step:
        raise Refused("Nothing has begun yet, so there is no step to bring people to.")
    tx.sessions.change(session.id, "gather", at)


def pause(tx: Transaction, seat: Seat, paused: Any, at: str) -> None:
    """Hold all answers, so that the room listens; what is typed meanwhile is sent once it goes on."""
    session = led(tx, seat, "pause the room")
    still = yes_or_no(paused)
    tx.sessions.change(session.id, "paused", at, still, paused=still)


def close(tx: Transaction, seat: Seat, at: str) -> None:
    """End the session: nothing can be changed any more, everything stays readable."""
    session = led(tx, seat, "finish the session")
    recording.must_be_kept(tx, session)
    tx.sessions.change(session.id, "closed", at, closed=True, paused=False)


def was_seen(tx: Transaction, session: Session, spec: ActivitySpec) -> bool:
    """Return whether the room has seen a picture of views that one more answer would give away (P3, P6)."""
    guarded = spec.about is About.VIEWS and waits_for_enough(spec.see)
    return (
        guarded
        and tx.sessions.was_revealed(session.id, spec.key)
        and tx.entries.answered(session.id).get(spec.key, 0) >= SMALLEST_GROUP
    )
