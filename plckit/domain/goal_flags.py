"""Is a goal specific, measurable, achievable, relevant, time-bound, and kept by somebody? Rules G1–G6.

A flag blocks nothing: it says what to mend (fix) or to look at again (check), each in plain words. Stdlib and
plckit.domain only.
"""

from __future__ import annotations

import datetime
import enum
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from plckit.domain.goals import Again, Goal, Keeper, Unit
from plckit.domain.ranges import wilson
from plckit.domain.texts import date_in_words

SHORTEST, LONGEST = datetime.timedelta(weeks=3), datetime.timedelta(days=366)
"""A goal runs three weeks or longer, and no longer than a school year (G5)."""
FAST, STEEP = datetime.timedelta(weeks=10), 30
"""A rise of more than 30 points in under ten weeks is looked at again (G3)."""

STAFF = re.compile(r"(?:we|i|staff|teachers?|leaders?|(?:the|our) (?:team|staff|teachers?))\b", re.IGNORECASE)
ADULT = re.compile(
    r"\b(?:professional (?:learning|development)|(?:team|staff) meetings?|lesson plans?)\b", re.IGNORECASE
)
VAGUE = re.compile(r"(?:understand|know|appreciate)s?\b", re.IGNORECASE)
SEVERAL = re.compile(r"[,;/&+\n]|\band\b", re.IGNORECASE)


class Mark(enum.StrEnum):
    """What a letter gets."""

    PASS = "pass"  # noqa: S105  (no password)
    CHECK = "check"
    FIX = "fix"


@dataclass(frozen=True)
class Flag:
    """One letter's mark, with its reasons in plain words; one that passes has none."""

    letter: str
    title: str
    mark: Mark
    reasons: tuple[str, ...] = ()


Reasons = Iterator[tuple[Mark, str]]


def flags(goal: Goal, today: datetime.date, last: datetime.date | None = None) -> list[Flag]:
    """Return the flags of S, M, A, R, T and of who keeps the goal (G1–G6), reasons to fix first.

    *last* is the day of the last listed assessment, where there is one.
    """
    every = (
        ("S", "Specific", _specific(goal)),
        ("M", "Measurable", _measurable(goal)),
        ("A", "Achievable", _achievable(goal, today)),
        ("R", "Relevant", _relevant(goal)),
        ("T", "Time-bound", _timed(goal, today, last)),
        ("+", "Assigned", _assigned(goal)),
    )
    return [_flag(letter, title, list(found)) for letter, title, found in every]


def _flag(letter: str, title: str, found: list[tuple[Mark, str]]) -> Flag:
    marks = {mark for mark, _ in found}
    mark = Mark.FIX if Mark.FIX in marks else Mark.CHECK if Mark.CHECK in marks else Mark.PASS
    reasons = tuple(why for kind in (Mark.FIX, Mark.CHECK) for given, why in found if given is kind)
    return Flag(letter, title, mark, reasons)


def _specific(goal: Goal) -> Reasons:
    """Rule G1."""
    phrase = goal.will.strip()
    if not goal.cohort:
        yield Mark.FIX, "Say which students."
    if not goal.outcome:
        yield Mark.FIX, "Name the outcome it is about."
    elif SEVERAL.search(goal.outcome):
        yield Mark.FIX, "Keep one outcome. A second one is a goal of its own."
    if not phrase:
        yield Mark.FIX, "Say what students will do."
    elif STAFF.match(phrase):
        yield Mark.FIX, "This says what adults will do. Say what students will do."
    elif VAGUE.match(goal.phrase) and not goal.task:
        yield Mark.CHECK, "Nobody can see this happen. Name the task that shows it."
    if not goal.direction:
        yield Mark.FIX, "Say whether more students are to do it, or fewer."


def _measurable(goal: Goal) -> Reasons:
    """Rule G2."""
    if not (goal.measure and goal.assessment):
        yield Mark.FIX, "Name the measure and the check that gives it."
    if not goal.unit:
        yield Mark.FIX, "Say what is counted."
    elif goal.unit == Unit.PERCENT and not goal.cut:
        yield Mark.FIX, "A percentage needs a cut score: say from how many marks a student counts."
    if goal.was is None or not goal.was_of or goal.was_on is None:
        yield Mark.FIX, "Say where students are: how many, of how many, on which day."
    if goal.aim is None or not goal.aim_of:
        yield Mark.FIX, "Say where students are to be: how many, of how many."
    for k, n in ((goal.was, goal.was_of), (goal.aim, goal.aim_of)):
        if k is not None and n and k > n:
            yield Mark.FIX, f"{k} of {n} cannot be. Check both numbers."
    rise = goal.rise
    if rise == 0:
        yield Mark.FIX, "The target is where students are already."
    elif rise is not None and rise < 0:
        yield Mark.FIX, f"The target is not {goal.direction or 'more'} students than there are."
    if goal.again == Again.ONCE:
        yield Mark.CHECK, "This measure is given once, so nobody can see the change on it."
    elif goal.again == Again.OTHER:
        yield Mark.CHECK, "Nobody has said yet that the new form is as hard as the first one."
    elif not goal.again:
        yield Mark.CHECK, "Say whether this measure will be given again."


def _achievable(goal: Goal, today: datetime.date) -> Reasons:
    """Rule G3."""
    if not goal.action:
        yield Mark.FIX, "Say what you will do in a new way. The same teaching gives the same results."
    counts, rise = goal.counts, goal.rise
    if counts is None or rise is None:
        return
    was, was_of, aim, aim_of = counts
    if 0 < rise * aim_of < 1:
        yield Mark.CHECK, "The change is smaller than one student."
    known = wilson(was, was_of)
    if rise > 0 and known.low <= aim / aim_of <= known.high:
        low, high = math.ceil(known.low * aim_of), math.floor(known.high * aim_of)
        yield (
            Mark.CHECK,
            f"With {was_of} students, a result from {low} to {high} of {aim_of} could easily have come from "
            "the same teaching.",
        )
    if aim == aim_of:
        yield Mark.CHECK, "A target of every student leaves no room for one bad day."
    if 100 * rise > STEEP and goal.by and goal.by - (goal.was_on or today) < FAST:
        yield Mark.CHECK, f"A change of {round(100 * rise)} points in under ten weeks is rare."


def _relevant(goal: Goal) -> Reasons:
    """Rule G4."""
    if STAFF.match(goal.will.strip()) or ADULT.search(goal.will):
        yield Mark.FIX, "It is about what adults do. Say what students will learn."
    if not goal.purpose:
        yield Mark.FIX, "Say which line of your purpose it serves."
    if not goal.left_out:
        yield Mark.CHECK, "Say who could still be left out if you hit this goal."
    counts, rise = goal.counts, goal.rise
    if counts and rise and goal.near and goal.near >= round(rise * counts[3]) > 0:
        yield (
            Mark.CHECK,
            f"The {goal.near} students just under the cut could meet it alone. "
            "Say what the others will gain.",
        )


def _timed(goal: Goal, today: datetime.date, last: datetime.date | None) -> Reasons:
    """Rule G5."""
    if goal.by is None:
        yield Mark.FIX, "Say by which day."
        return
    start = goal.was_on or today
    if goal.by < today:
        yield Mark.FIX, "The end date has passed."
    if last and goal.by > last:
        yield Mark.FIX, f"The last listed check is on {date_in_words(last)}, before the end date."
    if goal.by - start < SHORTEST:
        yield Mark.CHECK, "That is under three weeks. Few goals about learning can show by then."
    if goal.by - start > LONGEST:
        yield Mark.CHECK, "That is longer than one school year. Choose a nearer day."
    if goal.mid is None:
        yield Mark.CHECK, "Set a day on the way to look how it goes."
    elif not start < goal.mid < goal.by:
        yield Mark.CHECK, "The day on the way is not between the start and the end date."


def _assigned(goal: Goal) -> Reasons:
    """Rule G6."""
    if not goal.team:
        yield Mark.FIX, "Name the team that owns it."
    if not goal.keeper:
        yield Mark.FIX, "Name one person who keeps it in view."
    elif goal.keeper_is == Keeper.OUTSIDE:
        yield Mark.CHECK, "The keeper is a leader outside the team. A goal is kept best from inside."
