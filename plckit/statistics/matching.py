"""Group × item: the gap that is left among students with like totals (rule I10).

Students are matched by thirds of the total. In each third the group's share of marks is compared with that of
the others; the differences are averaged with the group's numbers as weights (standardisation, Dorans & Kulick
1986). Thirds in which one side has nobody are left out.

An item stands out from the rest when all of these hold:
1. ten students of the group and ten others have a number on it;
2. its difference is 0.10 or more away from the median difference of the other items (Dorans & Holland 1993
   look at an item from 0.10), since a gap that all items share says nothing about this one;
3. that distance cannot easily be chance: its range leaves 0 out, at a level widened for the number of items
   (5 % divided by the items, Bonferroni), so that a test without such an item seldom gets a flag.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from plckit.domain.ranges import LEVEL, Range, Z
from plckit.errors import BadValue
from plckit.statistics.items import totals
from plckit.statistics.numbers import Numbers, Truths, grid, maxima
from plckit.statistics.options import thirds

FEWEST_A_GROUP = 10
APART = 0.10
QUESTION = "Is it the language of this item, or who has had access to what it asks about?"


@dataclass(frozen=True)
class ItemGap:
    """A group's share of an item's marks less that of the others, matched on the total; −1 to 1.

    `n` students of the group and `others` have a number on it. None where no third has both.
    """

    difference: float | None
    range: Range | None
    n: int
    others: int
    stands_out: bool


def group_by_item(points: ArrayLike, member: ArrayLike, max_points: ArrayLike = 1) -> list[ItemGap]:
    """Return each item's gap after matching on the total, with its 95 % range (rules I10 and R5).

    `points` is students × items, NaN where there is no number; `member` says of each student whether he is in
    the group; `max_points` is one for all items or one an item.
    """
    got = grid(points, "points")
    shares = got / maxima(got, max_points)
    inside = np.asarray(member, dtype=bool)
    if inside.shape != got.shape[:1]:
        raise BadValue("Say of each student whether he is in the group: one yes or no a student.")
    third = thirds(totals(got))
    matched = [_matched(column, inside, third) for column in shares.T]
    known = np.array([np.nan if gap is None else gap[0] for gap in matched])
    strict = NormalDist().inv_cdf(1 - (1 - LEVEL) / (2 * max(1, len(matched))))
    found = []
    for item, gap in enumerate(matched):
        there = ~np.isnan(shares[:, item])
        n, others = int((there & inside).sum()), int((there & ~inside).sum())
        if gap is None:
            found.append(ItemGap(None, None, n, others, stands_out=False))
            continue
        value, error = gap
        rest = np.delete(known, item)
        apart = abs(value - float(np.nanmedian(rest))) if not np.isnan(rest).all() else 0.0
        enough = min(n, others) >= FEWEST_A_GROUP
        stands_out = enough and apart >= APART and apart > strict * error
        ends = Range(max(-1.0, value - Z * error), min(1.0, value + Z * error))
        found.append(ItemGap(value, ends, n, others, stands_out))
    return found


def _matched(shares: Numbers, inside: Truths, third: np.ndarray) -> tuple[float, float] | None:
    """Return the matched difference of one item and its standard error."""
    there = ~np.isnan(shares)
    parts = [
        (shares[there & inside & (third == part)], shares[there & ~inside & (third == part)])
        for part in range(3)
    ]
    parts = [(group, others) for group, others in parts if len(group) and len(others)]
    whole = sum(len(group) for group, _ in parts)
    if not whole:
        return None
    value, variance = 0.0, 0.0
    for group, others in parts:
        weight = len(group) / whole
        value += weight * float(group.mean() - others.mean())
        variance += weight**2 * (_variance(group) + _variance(others))
    return value, math.sqrt(variance)


def _variance(shares: Numbers) -> float:
    """Return the squared standard error of a mean share, with one right and one wrong answer added.

    Otherwise a few students who all did the same would look certain (in the spirit of Agresti & Caffo 2000).
    """
    n = len(shares)
    p = (float(shares.sum()) + 1) / (n + 2)
    return p * (1 - p) / n
