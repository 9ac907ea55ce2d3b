"""Effect sizes: marks first, then the size with its range and its type, or why there is none (E1–E6).

Two kinds, never under one name: `two_groups` for different students (E1), `before_after` for the same ones
(E2). Neither is for classes or teachers (E7): show their items instead. There are no words for small or large
and no mark to pass (E6). `plckit.statistics.meta_analysis` has the third kind (E3).
"""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from plckit.domain.ranges import Range, Z
from plckit.errors import BadValue
from plckit.statistics.means import Mean, mean
from plckit.statistics.numbers import Numbers, line, present, same_length
from plckit.statistics.scale_ends import scale_ends

FEWEST_STUDENTS = 10
FEWEST_LEVELS = 5
NO_SIZE = "so there is no effect size."
ANYWAY = "A before–after size includes growth that would have happened anyway."


class EffectType(enum.StrEnum):
    """What an effect size compares and what it divides by; always written beside it (rule E4)."""

    TWO_GROUPS = "Hedges’ g: two groups of different students, pooled SD"
    BEFORE_AFTER = "Bonett’s d: the same students before and after, average SD"


@dataclass(frozen=True)
class HedgesG:
    """The numbers of rule E1."""

    d: float
    j: float
    g: float
    se: float
    range: Range


@dataclass(frozen=True)
class BonettD:
    """The numbers of rule E2; the range belongs to the uncorrected `d`, `adjusted` is the one to show."""

    d: float
    adjusted: float
    se: float
    range: Range


@dataclass(frozen=True)
class Effect:
    """A difference of *marks* on a scale up to *of*, its effect size with a range, or why there is none."""

    type: EffectType
    marks: float
    of: float
    value: float | None = None
    range: Range | None = None
    why_none: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) is not (self.range is None) or (self.value is None) is not bool(
            self.why_none
        ):
            raise BadValue("An effect size has a range, or there is a sentence why there is none.")

    @property
    def words(self) -> str:
        """Marks first, then the size, its range and its type (rules E4 and E6)."""
        first = f"{_signed(self.marks, 1)} marks of {self.of:g}."
        if self.value is None or self.range is None:
            return f"{first} {self.why_none}"
        ends = f"{_signed(self.range.low, 2)} to {_signed(self.range.high, 2)}"
        size = f"{first} Effect size {_signed(self.value, 2)}, range {ends} ({self.type.value})."
        return f"{size} {ANYWAY}" if self.type is EffectType.BEFORE_AFTER else size


def small_sample(df: float) -> float:
    """Return J, which takes the bias of few students out of an effect size (rule E1; Hedges 1981)."""
    return 1 - 3 / (4 * df - 1)


def hedges_g(m1: float, s1: float, n1: int, m2: float, s2: float, n2: int) -> HedgesG:
    """Return the standardised difference of two means of different students (rule E1; Hedges 1981).

    From the mean, the standard deviation (n − 1) and the number of students of each group; first less second.
    """
    df = n1 + n2 - 2
    if min(n1, n2) < 2 or not (s1 or s2):
        raise BadValue("An effect size needs two students a group, and scores that differ.")
    d = (m1 - m2) / math.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / df)
    j = small_sample(df)
    g = d * j
    se = math.sqrt((n1 + n2) / (n1 * n2) + g**2 / (2 * (n1 + n2)))
    return HedgesG(d, j, g, se, Range(g - Z * se, g + Z * se))


def bonett_d(m1: float, s1: float, m2: float, s2: float, r: float, n: int) -> BonettD:
    """Return the standardised change of the same students, second less first (rule E2; Bonett 2008).

    From mean and standard deviation (n − 1) at both times and their correlation *r*; divided by the average
    SD. The range is symmetric about the uncorrected d, as in Bonett's own software.
    """
    if n < 3 or not (s1 or s2):
        raise BadValue("An effect size needs three students, and scores that differ.")
    v = (s1**2 + s2**2) / 2
    d = (m2 - m1) / math.sqrt(v)
    spread = d**2 * (s1**4 + s2**4 + 2 * r**2 * s1**2 * s2**2) / (8 * (n - 1) * v**2)
    se = math.sqrt(spread + (s1**2 + s2**2 - 2 * r * s1 * s2) / ((n - 1) * v))
    return BonettD(d, d * math.sqrt((n - 2) / (n - 1)), se, Range(d - Z * se, d + Z * se))


def two_groups(a: ArrayLike, b: ArrayLike, highest: float, levels: int | None = None) -> Effect:
    """Return the effect size of *a* less *b*, scores of different students, or why there is none (E1, E5).

    Scores are marks from 0 to *highest*, one a student, NaN left out; `levels` is the number of levels where
    the scale is a rubric. Not for classes or teachers (E7).
    """
    first, second = present(a, "scores"), present(b, "scores")
    one, two = mean(first), mean(second)
    marks = one.value - two.value
    kind = EffectType.TWO_GROUPS
    if why := why_none([one, two], [first, second], highest, levels, "in each group"):
        return Effect(kind, marks, highest, why_none=why)
    found = hedges_g(one.value, one.sd, one.n, two.value, two.sd, two.n)
    return Effect(kind, marks, highest, found.g, found.range)


def before_after(before: ArrayLike, after: ArrayLike, highest: float, levels: int | None = None) -> Effect:
    """Return the effect size of the change of the same students, or why there is none (E2, E5, R7).

    Both hold one score a student in the same order, marks from 0 to *highest*; a student without both scores
    (NaN) is left out. `levels` is the number of levels where the scale is a rubric.
    """
    first, second = pairs(before, after)
    one, two = mean(first), mean(second)
    marks = two.value - one.value
    kind = EffectType.BEFORE_AFTER
    if why := why_none([one, two], [first, second], highest, levels, "with both scores"):
        return Effect(kind, marks, highest, why_none=why)
    r = float(np.corrcoef(first, second)[0, 1])
    found = bonett_d(one.value, one.sd, two.value, two.sd, r, one.n)
    return Effect(kind, marks, highest, found.adjusted, found.range)


def pairs(before: ArrayLike, after: ArrayLike) -> tuple[Numbers, Numbers]:
    """Return both scores of those who have both; BadValue where nobody has."""
    first, second = line(before, "scores before"), line(after, "scores after")
    same_length(first, second, "scores before and after")
    both = ~np.isnan(first) & ~np.isnan(second)
    if not both.any():
        raise BadValue("Nobody has both scores. These are different students, so their change is not growth.")
    return first[both], second[both]


def why_none(means: list[Mean], scores: list[Numbers], highest: float, levels: int | None, where: str) -> str:
    """Return why no effect size is given, or "" where one may be (rule E5)."""
    if levels is not None and levels < FEWEST_LEVELS:
        return (
            f"This scale has fewer than {FEWEST_LEVELS} levels, {NO_SIZE} Look at the table of moves instead."
        )
    if any(found.n < FEWEST_STUDENTS for found in means):
        return f"There are fewer than {FEWEST_STUDENTS} students {where}, {NO_SIZE}"
    ends = [found.sentence for group in scores if (found := scale_ends(group, highest)).sentence]
    if ends:
        return f"{ends[0]} It would hide the change, {NO_SIZE}"
    if not all(found.sd for found in means):
        return f"All scores are the same, {NO_SIZE}"
    return ""


def _signed(number: float, digits: int) -> str:
    """Return the number as it is written, with a true minus."""
    text = f"{number:.{digits}f}"
    return text.replace("-", "−") if float(text) else text.lstrip("-")
