"""The run sheet of a session: planned when it is made, timed anew when the facilitator asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from plckit.domain.people import Seat
from plckit.domain.planning import JOINING, Planned, problem, run_sheet
from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page, Step
from plckit.errors import BadValue, Refused
from plckit.sessions.leading import led, yes_or_no
from plckit.store.transaction import Transaction

MOST_MORE = 30
LONGEST_MEETING = 12 * 60


def planned(tx: Transaction, session: Session, page: Page) -> list[Planned]:
    """Return the run sheet as it stands: one Planned a step, `starts` in minutes after `anchor`."""
    kept = {one[0]: Planned(*one) for one in tx.sessions.plan(session.id) or []}
    made = run_sheet(page.steps, None)
    return [kept.get(one.step, one) for one in made]


def anchor(session: Session, begun: dict[str, str], page: Page) -> str:
    """Return the moment (ISO) from which the run sheet counts: the planned start, or the real one."""
    if session.begins:
        return session.begins
    first = min((begun[step.key] for step in page.steps if step.key in begun and not step.before), default="")
    return _moved(first, -JOINING) if first else ""


def plan(tx: Transaction, session: Session, page: Page, at: str, only: Sequence[str] = ()) -> str:
    """Keep the first run sheet; of *only* some steps where those were left over. Return what does not fit."""
    length = minutes_between(session.begins, session.ends) if session.begins and session.ends else None
    steps = [step for step in page.steps if not only or step.key in only]
    sheet = {one.step: one for one in run_sheet(steps, length)}
    if length is None and not only:
        return ""
    if not steps:
        raise BadValue("This workbook has none of the steps that were left over. Plan the whole of it.")
    _keep(tx, session, [sheet.get(step.key, Planned(step.key, 0, cut=True)) for step in page.steps], at)
    return problem(steps, length)


def set_times(tx: Transaction, page: Page, seat: Seat, begins: Any, ends: Any, at: str) -> None:
    """Plan the meeting from *begins* to *ends* (ISO, UTC); what was left out by hand is considered again."""
    session = led(tx, seat, "plan the time")
    begins, ends = moment(begins), moment(ends)
    meeting_minutes(begins, ends)
    tx.sessions.change(session.id, "times", at, [begins, ends], begins=begins, ends=ends)
    session = replace(session, begins=begins, ends=ends)
    if _meets(session, page):
        _retime(tx, session, page, at, anew=True)
    else:
        plan(tx, session, page, at)


def extend(tx: Transaction, page: Page, seat: Seat, minutes: Any, at: str) -> None:
    """Give the current step some more minutes and time the rest anew."""
    session = led(tx, seat, "change the time")
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 1 <= minutes <= MOST_MORE:
        raise BadValue(f"A step can have 1 to {MOST_MORE} minutes more at a time.")
    if not _meets(session, page):
        raise Refused("Nothing has begun yet, so there is no time to change.")
    _retime(tx, session, page, at, more=minutes)


def retime(tx: Transaction, page: Page, seat: Seat, at: str) -> None:
    """Fit what is left into the time that is left; what was left out by hand is considered again."""
    session = led(tx, seat, "change the time")
    if not _meets(session, page):
        raise Refused("Nothing has begun yet. Change the start or the finish instead.")
    _retime(tx, session, page, at, anew=True)


def leave_out(tx: Transaction, page: Page, seat: Seat, step: str, cut: Any, at: str) -> None:
    """Leave a step out, or take it in again; it is offered first next time."""
    session = led(tx, seat, "leave a step out")
    chosen, cut = page.step(step), yes_or_no(cut)
    if chosen is None or chosen.before or step in tx.sessions.steps_begun(session.id):
        raise BadValue("Choose a step that is still to come.")
    if cut and any(page.activity(key).options.get("before_end") for key in chosen.activities):
        raise BadValue(f"“{chosen.title}” stays: what this session leaves behind is kept there.")
    minutes = 0 if cut else chosen.minutes
    sheet = [
        replace(one, minutes=minutes, cut=cut) if one.step == step else one
        for one in planned(tx, session, page)
    ]
    here = next((i for i, one in enumerate(page.steps) if one.key == session.step), -1)
    over_at = sheet[here].starts + sheet[here].minutes if _meets(session, page) else None
    rest = _following(page.steps[here + 1 :], sheet[here + 1 :], over_at, page.step(session.step))
    _keep(tx, session, [*sheet[: here + 1], *rest], at)


def left_over(tx: Transaction, session: Session, page: Page) -> list[Step]:
    """Return the steps that a finished session left out or never reached."""
    reached = tx.sessions.steps_begun(session.id)
    if not session.closed or not reached:
        return []
    return [step for step in page.steps if step.key not in reached and not step.before]


def _meets(session: Session, page: Page) -> bool:
    """Return whether people have met: a step before the meeting has no clock."""
    step = page.step(session.step)
    return step is not None and not step.before


def _retime(
    tx: Transaction, session: Session, page: Page, at: str, *, more: int = 0, anew: bool = False
) -> None:
    """Keep a run sheet whose current step has *more* minutes and whose rest fits until the end.

    What is left out stays out, unless the rest is weighed *anew* with a finish in sight.
    """
    begun = tx.sessions.steps_begun(session.id)
    start, since = anchor(session, begun, page), tx.sessions.step_since(session.id)
    sheet = planned(tx, session, page)
    keys = [step.key for step in page.steps]
    here = keys.index(session.step)
    current = page.steps[here]
    minutes = (sheet[here].minutes or current.minutes) + more
    offset = max(0, minutes_between(start, since or at)) if start else 0
    over_at = max(offset + minutes, minutes_between(start, at) if start else 0)
    rest = page.steps[here + 1 :]
    left = minutes_between(start, session.ends) - over_at if session.ends and start else None
    out = {one.step for one in sheet if one.cut and not (anew and left is not None)}
    kept = [step for step in rest if step.key not in out]
    timed = {one.step: one for one in run_sheet(kept, left, begun=True, first_group=current.group)}
    fitted = [timed.get(step.key, Planned(step.key, 0, cut=True)) for step in rest]
    later = _following(rest, fitted, over_at, current)
    now = Planned(current.key, minutes, starts=offset)
    _keep(tx, session, [*sheet[:here], now, *later], at)


def _following(
    steps: Sequence[Step], sheet: Sequence[Planned], over_at: int | None, current: Step | None
) -> list[Planned]:
    """Return *sheet* with the moment at which each of *steps* starts once *current* is over.

    *over_at* is None before people meet: then the sheet begins with joining.
    """
    minutes = {one.step: one.minutes for one in sheet}
    kept = [replace(step, minutes=minutes[step.key]) for step in steps if minutes[step.key] or step.before]
    begun = over_at is not None
    group = current.group if begun and current else ""
    timed = {one.step: one.starts for one in run_sheet(kept, None, begun=begun, first_group=group)}
    found, clock = list[Planned](), over_at or JOINING
    for one in sheet:
        starts = (over_at or 0) + timed[one.step] if one.step in timed else clock
        found.append(replace(one, starts=starts))
        clock = max(clock, starts + one.minutes)
    return found


def _keep(tx: Transaction, session: Session, sheet: Sequence[Planned], at: str) -> None:
    tx.sessions.set_plan(session.id, [list(astuple(one)) for one in sheet], at)


def meeting_minutes(begins: str, ends: str) -> int:
    """Return how long a meeting lasts; raise BadValue where that cannot be."""
    minutes = minutes_between(begins, ends)
    if not 0 < minutes <= LONGEST_MEETING:
        raise BadValue("The finish must be after the start, on the same day.")
    return minutes


def moment(text: Any) -> str:
    """Return a moment as it is stored (ISO, UTC); raise BadValue."""
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise ValueError
        return found.astimezone(UTC).isoformat(timespec="milliseconds")
    except (TypeError, ValueError, OverflowError):
        raise BadValue("That is not a time. Write it like 16:30.") from None


def minutes_between(first: str, last: str) -> int:
    """Return the whole minutes from one moment to a later one."""
    return int((datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds() // 60)


def _moved(at: str, minutes: int) -> str:
    return (datetime.fromisoformat(at) + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
