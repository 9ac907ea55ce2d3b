"""A team's goal, as it is filled in, and what it says in words (rule G7).

`goal_flags` says what to mend (G1–G6), `goal_review` how the goal stands on its day (G8). Stdlib and
plckit.domain only.
"""

from __future__ import annotations

import datetime
import enum
import math
import re
from dataclasses import dataclass

from plckit.domain.ranges import wilson
from plckit.domain.texts import date_in_words

FEW = 10
"""Under this many students a share is said in numbers of students alone (R3)."""

OPENING = re.compile(r"(?:(?:the |our )?students (?:will|can) |will |can |to |be able to )+", re.IGNORECASE)


# “Year 9” names students without the word; “boys in Year 9” has one.
UNNAMED = re.compile(r"(?:the |our )?(?:year|grade|class|form|set|stage)s?\b", re.IGNORECASE)
PEOPLE = re.compile(r"\b(?:students?|pupils?|learners?|children|boys|girls|ones)\b", re.IGNORECASE)


class Direction(enum.StrEnum):
    """Whether more students are to do it, or fewer."""

    MORE = "more"
    FEWER = "fewer"


class Unit(enum.StrEnum):
    """What is counted. Both are told as students of students; a percentage needs a cut score (G2)."""

    STUDENTS = "students"
    PERCENT = "percent"


class Again(enum.StrEnum):
    """Whether the measure will be given again (G2)."""

    SAME = "same"
    ALIKE = "alike"
    OTHER = "other"
    ONCE = "once"


class Keeper(enum.StrEnum):
    """Where the keeper of the goal belongs (G6)."""

    TEAM = "team"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Goal:
    """What a team has filled in (G1–G6); what is empty or None is not filled in yet.

    `outcome` is an outcome's id, `wording` its words, as `check` are those of `assessment`; `will` is what
    students will do, a verb first. `was` of `was_of` students did it on the day `was_on`; `aim` of `aim_of`
    are to do it on the day `by`. `near` is how many stood just under the cut.
    """

    cohort: str = ""
    outcome: str = ""
    wording: str = ""
    direction: str = ""
    will: str = ""
    task: str = ""
    measure: str = ""
    unit: str = ""
    cut: str = ""
    assessment: str = ""
    check: str = ""
    again: str = ""
    was: int | None = None
    was_of: int | None = None
    was_on: datetime.date | None = None
    aim: int | None = None
    aim_of: int | None = None
    action: str = ""
    purpose: str = ""
    left_out: str = ""
    near: int | None = None
    by: datetime.date | None = None
    mid: datetime.date | None = None
    team: str = ""
    keeper: str = ""
    keeper_is: str = ""

    @property
    def phrase(self) -> str:
        """What students will do, ready to follow “will”."""
        return OPENING.sub("", (self.will or self.wording).strip(), count=1).rstrip(" .")

    @property
    def people(self) -> str:
        """Which students, with a word that says so: “Year 9 students”."""
        who = self.cohort.strip()
        return f"{who} students" if UNNAMED.match(who) and not PEOPLE.search(who) else who

    @property
    def counts(self) -> tuple[int, int, int, int] | None:
        """The counts `was`, `was_of`, `aim` and `aim_of` where all four are there and can be."""
        if self.was is None or not self.was_of or self.aim is None or not self.aim_of:
            return None
        if self.was > self.was_of or self.aim > self.aim_of:
            return None
        return self.was, self.was_of, self.aim, self.aim_of

    @property
    def rise(self) -> float | None:
        """The change as a share, in the goal's own direction; None while a number is missing."""
        if self.counts is None:
            return None
        was, was_of, aim, aim_of = self.counts
        sign = -1 if self.direction == Direction.FEWER else 1
        return sign * (aim * was_of - was * aim_of) / (aim_of * was_of)


def sentence(goal: Goal) -> str:
    """Return the goal in one sentence (G7); an ellipsis stands where something is not filled in yet."""

    def said(value: object) -> str:
        return "…" if value in (None, "") else str(value)

    cut = f" (cut {goal.cut})" if goal.cut else ""
    by, was_on = (date_in_words(day) if day else "…" for day in (goal.by, goal.was_on))
    return (
        f"By {by}, {said(goal.aim)} of {said(goal.aim_of)} {said(goal.people)}"
        f"{_bracket(goal.aim, goal.aim_of)} "
        f"will {said(goal.phrase)} on {said(goal.check or goal.assessment)}{cut}; "
        f"on {was_on} it was {said(goal.was)} of {said(goal.was_of)}{_bracket(goal.was, goal.was_of)}."
    )


def change(goal: Goal) -> str:
    """Return the change as a number of students, and which results could be chance (G3); "" while unknown.

    For 13 of 26 and a target of 18: “Five more students. A result of 15 or 16 could be chance; 18 or more is
    harder to explain away.” The two examples are the middle of those inside the baseline's 95 % range.
    """
    counts, rise = goal.counts, goal.rise
    if counts is None or rise is None or rise <= 0:
        return ""
    was, was_of, _, aim_of = counts
    more = goal.direction != Direction.FEWER
    many = round(rise * aim_of)
    word = f"{_number(many).capitalize()} {'more' if more else 'fewer'} student{'' if many == 1 else 's'}."
    if min(was_of, aim_of) < FEW:  # no range (R3)
        return f"{word} With so few students, much of a change can be chance."
    known, level = wilson(was, was_of), was / was_of * aim_of
    first = math.floor(known.high * aim_of) + 1 if more else math.ceil(known.low * aim_of) - 1
    inside = range(math.floor(level) + 1, first) if more else range(math.ceil(level) - 1, first, -1)
    outer = (len(inside) - 1) // 2
    middle = inside[outer : len(inside) - outer] if inside else ()
    chance = f"A result of {' or '.join(map(str, middle))} could be chance; " if middle else ""
    clear = f"{first} or {'more' if more else 'fewer'} is harder to explain away."
    return f"{word} {chance}{clear}"


def counted(k: int, n: int) -> str:
    """Return “13 of 26 (50 %)”; under ten students without the percentage (R3)."""
    return f"{k} of {n}{_bracket(k, n)}"


def _bracket(k: int | None, n: int | None) -> str:
    return f" ({(200 * k + n) // (2 * n)} %)" if k is not None and n and n >= FEW else ""


def _number(many: int) -> str:
    words = "no one two three four five six seven eight nine ten eleven twelve".split()
    return words[many] if many < len(words) else str(many)
