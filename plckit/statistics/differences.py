"""A difference with its own range; whether two ranges overlap is no judge of it (rule R5)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from plckit.domain.ranges import Range, wilson
from plckit.statistics.means import mean
from plckit.statistics.student_t import t_quantile


@dataclass(frozen=True)
class Difference:
    """First less second, in shares or marks; no range where none can be had."""

    value: float
    range: Range | None


def difference_of_shares(k1: float, n1: int, k2: float, n2: int) -> Difference:
    """Return *k1* of *n1* less *k2* of *n2* different students, with its 95 % range (rule R5).

    Newcombe's hybrid score range (1998, Statistics in Medicine 17, method 10), made of both Wilson ranges.
    """
    first, second = wilson(k1, n1), wilson(k2, n2)
    p1, p2 = k1 / n1, k2 / n2
    value = p1 - p2
    low = value - math.hypot(p1 - first.low, second.high - p2)
    high = value + math.hypot(first.high - p1, p2 - second.low)
    return Difference(value, Range(low, high))


def difference_of_means(a: ArrayLike, b: ArrayLike) -> Difference:
    """Return the mean of *a* less the mean of *b*, different students, with Welch's 95 % range (rule R5).

    Scores are one a student, NaN left out. Welch (1947), degrees of freedom after Satterthwaite. No range
    where a group has one student, or where all scores of both are the same. BadValue for an empty group.
    """
    first, second = mean(a), mean(b)
    value = first.value - second.value
    if first.n < 2 or second.n < 2 or not (first.sd or second.sd):
        return Difference(value, None)
    v1, v2 = first.sd**2 / first.n, second.sd**2 / second.n
    df = (v1 + v2) ** 2 / (v1**2 / (first.n - 1) + v2**2 / (second.n - 1))
    half = t_quantile(df) * math.sqrt(v1 + v2)
    return Difference(value, Range(value - half, value + half))
