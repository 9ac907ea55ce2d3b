"""The mean change over the SD of changes, g_z: for a meta-analysis alone, never on a chart (rule E3).

It is kept away from `plckit.statistics.effects`, whose sizes it cannot be compared with.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from plckit.domain.ranges import Range, Z
from plckit.errors import BadValue
from plckit.statistics.effects import pairs, small_sample, why_none
from plckit.statistics.means import mean


@dataclass(frozen=True)
class GZ:
    """Mean change over the SD of changes, times J, of *n* students; neither E1 nor E2."""

    g_z: float
    range: Range
    n: int


def g_z(before: ArrayLike, after: ArrayLike, highest: float) -> GZ:
    """Return g_z of the same students, second less first, with its 95 % range (rules E3 and E5).

    J has n − 1 degrees of freedom; SE = J·√(1/n + d²/2n) (Borenstein et al. 2009, 4.28, in units of the
    change). BadValue, with the sentence of rule E5, where no effect size may be given.
    """
    first, second = pairs(before, after)
    change = mean(second - first)
    why = why_none([mean(first), mean(second)], [first, second], highest, None, "with both scores")
    if why or not change.sd:
        raise BadValue(why or "All changes are the same, so there is no effect size.")
    n, d, j = change.n, change.value / change.sd, small_sample(change.n - 1)
    se = j * math.sqrt(1 / n + d**2 / (2 * n))
    return GZ(d * j, Range(d * j - Z * se, d * j + Z * se), n)
