"""How a goal stands on its day: met, part met, not met, or nobody can tell (rule G8).

Stdlib and plckit.domain only.
"""

from __future__ import annotations

import datetime
import enum
import math
from dataclasses import dataclass

from plckit.domain.goals import FEW, Again, Direction, Goal, counted
from plckit.domain.ranges import Range, wilson
from plckit.domain.texts import date_in_words


class Standing(enum.StrEnum):
    """What a review may say."""

    MET = "met"
    PART = "part met"
    NOT = "not met"
    COMING = "on the way"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True)
class Result:
    """What a check on a *day* gave: *count* of *tested* students did it, of *enrolled* in the cohort.

    `about` is false where the check has not the goal's outcome.
    """

    assessment: str
    day: datetime.date
    count: int
    tested: int
    enrolled: int
    about: bool = True


@dataclass(frozen=True)
class Count:
    """*k* of *n* students, with the 95 % range of their share (R2)."""

    k: int
    n: int
    range: Range


@dataclass(frozen=True)
class Review:
    """The standing with both counts, `words` for the screen, and `why` nobody can tell yet.

    A count is None where there is none.
    """

    standing: Standing
    before: Count | None
    after: Count | None
    words: str
    why: str = ""


def review(goal: Goal, result: Result, today: datetime.date) -> Review | None:
    """Return how *goal* stands with *result* (G8); None where the result is no newer than the goal's start.

    Met at or over the target, part met between baseline and target, not met at or under the baseline, both
    only once the goal's day has come; cannot tell with under 80 % of the cohort tested or another test.
    Shares are compared, so a cohort may change.
    """
    if goal.was_on and result.day <= goal.was_on:
        return None
    before, after = _count(goal.was, goal.was_of), _count(result.count, result.tested)
    aim = _count(goal.aim, goal.aim_of)
    why = _why_unknown(goal, result, before, after, aim)
    if why or not (before and after and aim):
        return Review(
            Standing.UNKNOWN, before, after, _words(Standing.UNKNOWN, result, before, after, why), why
        )
    sign = -1 if goal.direction == Direction.FEWER else 1
    if sign * (after.k * aim.n - aim.k * after.n) >= 0:
        standing = Standing.MET
    elif goal.by and max(result.day, today) < goal.by:
        standing, why = Standing.COMING, f"The day of the goal is {date_in_words(goal.by)}."
    elif sign * (after.k * before.n - before.k * after.n) > 0:
        standing = Standing.PART
    else:
        standing = Standing.NOT
    return Review(standing, before, after, _words(standing, result, before, after, why), why)


def _why_unknown(
    goal: Goal, result: Result, before: Count | None, after: Count | None, aim: Count | None
) -> str:
    if before is None or aim is None:
        return "The goal has no baseline or no target."
    if _is_another(goal, result):
        return "This is a different test, and nobody has said that it is as hard."
    if after is None or result.tested > result.enrolled:
        return "There is no count of students for that day."
    if 5 * result.tested < 4 * result.enrolled:
        return f"Only {result.tested} of {result.enrolled} students were tested, under 80 %."
    return ""


def _is_another(goal: Goal, result: Result) -> bool:
    """Return whether it is another test, by the team's own word on the form that comes."""
    if goal.assessment.strip().casefold() == result.assessment.strip().casefold():
        return goal.again == Again.OTHER
    return goal.again != Again.ALIKE or not result.about


def _count(k: int | None, n: int | None) -> Count | None:
    return Count(k, n, wilson(k, n)) if k is not None and n and 0 <= k <= n else None


def _words(standing: Standing, result: Result, before: Count | None, after: Count | None, why: str) -> str:
    """Return the standing in words with both counts and, from ten students up, both ranges (R3)."""
    parts = [f"{standing.capitalize()}."] + ([why] if why else [])
    parts += [f"On {date_in_words(result.day)} it was {_ranged(after)}."] if after else []
    parts += [f"At the start it was {_ranged(before)}."] if before else []
    return " ".join(parts)


def _ranged(count: Count) -> str:
    if count.n < FEW:
        return counted(count.k, count.n)
    low, high = (
        math.floor(100 * count.range.low),
        math.ceil(100 * count.range.high),
    )  # never narrower than it is
    return f"{counted(count.k, count.n)[:-1]}, range {low} to {high})"
