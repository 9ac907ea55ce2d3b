"""When a meeting is, as a form says it, and what of a workbook fits into it, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from plckit.domain.planning import carried_on, needed, problem, run_sheet
from plckit.domain.workbooks import Step
from plckit.errors import BadValue
from plckit.sessions import timing

MOST_OFFSET = 14 * 60


@dataclass(frozen=True)
class Meeting:
    """Start and finish as moments (ISO, UTC); both are empty where nothing was planned."""

    begins: str = ""
    ends: str = ""

    @property
    def minutes(self) -> int | None:
        """How long it lasts, None where nothing was planned."""
        return timing.meeting_minutes(self.begins, self.ends) if self.begins else None


def meeting(day: str, begins: str, ends: str, offset: str, now: str) -> Meeting:
    """Return the meeting that was typed; raise BadValue.

    *day* is a date (today where it is empty), *begins* and *ends* are times of that day. *offset* is what the
    browser's clock is behind UTC, in minutes; without it the times are of this computer's own zone.
    """
    if not begins and not ends:
        return Meeting()
    if not begins or not ends:
        raise BadValue("Type both the start and the finish, or neither.")
    zone = _zone(offset)
    try:
        on = date.fromisoformat(day) if day else datetime.fromisoformat(now).astimezone(zone).date()
        first, last = (_stored(on, time.fromisoformat(one), zone) for one in (begins, ends))
    except (ValueError, OverflowError, OSError):
        raise BadValue("That is not a time. Write it like 16:30.") from None
    found = Meeting(first, last)
    timing.meeting_minutes(found.begins, found.ends)
    if found.ends <= now:
        raise BadValue("That finish has passed already. Choose another day or a later time.")
    return found


def fits(steps: Sequence[Step], minutes: int) -> list[str]:
    """Return what of *steps* is left out or shortened in *minutes*, in sentences."""
    sheet = {one.step: one for one in run_sheet(steps, minutes)}
    out = carried_on(steps, list(sheet.values()))
    shorter = [
        f"{step.title} ({sheet[step.key].minutes} instead of {step.minutes} min)"
        for step in steps
        if not step.before and not sheet[step.key].cut and sheet[step.key].minutes < step.minutes
    ]
    spare = minutes - needed(steps)
    said = [f"Everything fits, with {_count(spare, 'minute')} to spare."] if spare > 0 else []
    said += ["Everything fits."] if spare == 0 else []
    if out:
        verb = "is" if len(out) == 1 else "are"
        said.append(f"{_count(len(out), 'step')} {verb} left out: {_list(out, lambda step: step.title)}.")
    if shorter:
        verb = "is" if len(shorter) == 1 else "are"
        said.append(f"{_count(len(shorter), 'step')} {verb} shorter: {'; '.join(shorter)}.")
    if out:
        said.append("What is left out is offered for the next meeting.")
    return [*said, *filter(None, [problem(steps, minutes)])]


def prework(steps: Sequence[Step]) -> str:
    """Return what to do about steps that people do before they meet, empty where there are none."""
    before = [step for step in steps if step.before]
    if not before:
        return ""
    titles = _list(before, lambda step: f"“{step.title}”")
    return (
        f"Before people meet they do {titles}. A laptop that is shut cannot receive that: hand it out on "
        "paper, or do it in the first five minutes."
    )


def _zone(offset: str) -> timezone | None:
    """Return the zone that a browser said; None, which is this computer's own, where it said none."""
    try:
        minutes = int(offset)
    except ValueError:
        return None
    return timezone(timedelta(minutes=-minutes)) if abs(minutes) <= MOST_OFFSET else None


def _stored(day: date, at: time, zone: timezone | None) -> str:
    local = datetime.combine(day, at)
    aware = local.replace(tzinfo=zone) if zone else local.astimezone()
    return aware.astimezone(UTC).isoformat(timespec="milliseconds")


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _list(steps: Sequence[Step], words: Callable[[Step], str]) -> str:
    return "; ".join(words(step) for step in steps)
