"""Growth: the same students at both times, and what would have happened without help (rules R6–R8)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from plckit.errors import BadValue
from plckit.statistics.effects import pairs
from plckit.statistics.numbers import Numbers

DIFFERENT_STUDENTS = "different students"
"""The label of a change between different students, which is never growth (rule R6)."""


@dataclass(frozen=True)
class Matched:
    """Students with both scores, in the order of their codes, and those who are dropped (rule R7).

    `no_before` have a score after only, `no_after` before only; `dropped_first` is the mean first score of
    those without a second, None where there is none. `before` and `after` are marks, one a student.
    """

    codes: tuple[str, ...]
    before: Numbers
    after: Numbers
    no_before: tuple[str, ...]
    no_after: tuple[str, ...]
    dropped_first: float | None


@dataclass(frozen=True)
class Expected:
    """The line of rule R8: what a first score leads to without help."""

    before: float
    after: float
    slope: float

    def at(self, first: float) -> float:
        """Return the second score to expect without help after this first one, in marks."""
        return self.after + self.slope * (first - self.before)


def matched(before: Mapping[str, float], after: Mapping[str, float]) -> Matched:
    """Return the students who have a score at both times, found by code, and who is dropped (rule R7).

    A student who is missing or NaN was not tested. BadValue where nobody has both: the change of different
    students is not growth (rule R6).
    """
    first = {code: score for code, score in before.items() if not math.isnan(score)}
    second = {code: score for code, score in after.items() if not math.isnan(score)}
    both = sorted(first.keys() & second.keys())
    if not both:
        raise BadValue("Nobody has both scores. These are different students, so their change is not growth.")
    no_after = tuple(sorted(first.keys() - second.keys()))
    return Matched(
        codes=tuple(both),
        before=np.array([first[code] for code in both]),
        after=np.array([second[code] for code in both]),
        no_before=tuple(sorted(second.keys() - first.keys())),
        no_after=no_after,
        dropped_first=float(np.mean([first[code] for code in no_after])) if no_after else None,
    )


def expected_without_help(
    before: ArrayLike, after: ArrayLike, reliability: float | None = None
) -> Expected | None:
    """Return the expected-without-help line E = M2 + r·(SD2/SD1)·(x − M1) of the whole group (rule R8).

    Scores are one a student in the same order, of everybody and not only of those who were picked; students
    without both (NaN) are left out. r is the correlation of both tests, or *reliability* where it is given.
    None with fewer than three students, or where all first or all second scores are the same. Galton (1886).
    """
    first, second = pairs(before, after)
    if reliability is not None and not 0 <= reliability <= 1:
        raise BadValue("A reliability lies between 0 and 1.")
    if len(first) < 3 or not (np.ptp(first) and np.ptp(second)):
        return None
    r = float(np.corrcoef(first, second)[0, 1]) if reliability is None else reliability
    slope = r * float(second.std(ddof=1) / first.std(ddof=1))
    return Expected(float(first.mean()), float(second.mean()), slope)
