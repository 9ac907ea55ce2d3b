"""How sure a number is: a range, and the range of a proportion of students (rules R2–R4).

Stdlib and plckit.errors only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from plckit.errors import BadValue

LEVEL = 0.95
"""Every range on a chart is a 95 % range (rule R2)."""

Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
"""1.95996: a 95 % range of the normal curve goes this many standard errors each way."""

RANGE_FROM = 10
"""Under this many students a chart shows dots and the median, no range and no percent (rule R3)."""


@dataclass(frozen=True)
class Range:
    """From where to where a result could easily lie: shares from 0 to 1, or marks."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise BadValue(
                f"A range goes from the lower to the higher number, not {self.low} to {self.high}."
            )


def wilson(k: float, n: int) -> Range:
    """Return the 95 % range of a share of students: *k* of *n* of them (rule R2; Wilson 1927).

    `k` may lie between whole numbers, as where students gain parts of an item's marks: then the range is on
    the careful side, since no shares with the same mean vary more than yes and no do. Shares, 0–1.
    BadValue unless 0 ≤ k ≤ n and n ≥ 1.
    """
    if n < 1 or not 0 <= k <= n:
        raise BadValue(f"{k} of {n} students is not a share. Correct the numbers.")
    p, z2 = k / n, Z * Z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # At the ends the range ends there as well, whatever rounding would leave.
    return Range(max(centre - half, 0.0) if k else 0.0, min(centre + half, 1.0) if k < n else 1.0)


def same_teaching(low: str, high: str, n: int) -> str:
    """Return in plain words what a range says; *low* and *high* as the chart writes them (rule R4)."""
    return (
        f"With {n} students, a result between {low} and {high} could easily have come from the same teaching."
    )
