"""The mean of students' scores, with a t range on the students (rule R2)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from plckit.domain.ranges import Range
from plckit.errors import BadValue
from plckit.statistics.numbers import present
from plckit.statistics.student_t import t_quantile


@dataclass(frozen=True)
class Mean:
    """A mean of *n* students, in the unit of their scores; no range where none can be had."""

    value: float
    sd: float
    n: int
    range: Range | None


def mean(scores: ArrayLike) -> Mean:
    """Return the mean of one score a student, its 95 % t range and the standard deviation (n − 1) (rule R2).

    NaN are left out. There is no range of a single student, nor where all scores are the same, since the
    formula would then claim to be certain. BadValue when nobody was tested.
    """
    found = present(scores, "scores")
    if not len(found):
        raise BadValue("Nobody was tested, so there is no mean.")
    value, n = float(found.mean()), len(found)
    if n < 2:
        return Mean(value, math.nan, n, None)
    sd = float(found.std(ddof=1)) if found.min() < found.max() else 0.0
    half = t_quantile(n - 1) * sd / math.sqrt(n)
    return Mean(value, sd, n, Range(value - half, value + half) if sd else None)
