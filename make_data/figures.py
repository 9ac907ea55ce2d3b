"""The few statistics that the bands need, in plain numpy. Scores are arrays of one row a student."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

Z = 1.95996


def logistic(x: Numbers) -> Numbers:
    """Return 1 / (1 + e^-x)."""
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float64)


def correlation(x: Numbers, y: Numbers) -> float:
    """Return Pearson's r."""
    return float(np.corrcoef(x, y)[0, 1])


def item_rest(points: Numbers) -> list[float]:
    """Return, for each item (column), its correlation with the total without that item (rule I2)."""
    totals = points.sum(axis=1)
    return [correlation(points[:, i], totals - points[:, i]) for i in range(points.shape[1])]


def alpha(points: Numbers) -> float:
    """Return Cronbach's alpha of the items (columns), variances with n - 1 (rule I8)."""
    k = points.shape[1]
    spread = float(points.sum(axis=1).var(ddof=1))
    return float(k / (k - 1) * (1 - points.var(axis=0, ddof=1).sum() / spread))


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the 95 % range of a share of `n` students (Wilson 1927), as shares from 0 to 1."""
    p = k / n
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return centre - half, centre + half


def before_after(first: Numbers, second: Numbers) -> tuple[float, float, float]:
    """Return the before-after size of the same students and its 95 % range (Bonett 2008; rule E2).

    The size is d with its small-sample factor; the range is the uncorrected d ± 1.96 SE.
    """
    n, r = len(first), correlation(first, second)
    s1, s2 = first.std(ddof=1), second.std(ddof=1)
    s = sqrt((s1**2 + s2**2) / 2)
    d = float(second.mean() - first.mean()) / s
    shape = d**2 * (s1**4 + s2**4 + 2 * r**2 * s1**2 * s2**2) / (8 * (n - 1) * s**4)
    error = sqrt(shape + (s1**2 + s2**2 - 2 * r * s1 * s2) / ((n - 1) * s**2))
    return d * sqrt((n - 2) / (n - 1)), d - Z * error, d + Z * error


def expected(first: Numbers, second: Numbers, x: float) -> float:
    """Return the second score that a group with mean `x` at first may expect without any help (rule R8)."""
    slope = correlation(first, second) * second.std(ddof=1) / first.std(ddof=1)
    return float(second.mean() + slope * (x - first.mean()))
