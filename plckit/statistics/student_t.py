"""Student's t with the standard library alone, so that no chart needs scipy."""

from __future__ import annotations

import math
from functools import lru_cache

from plckit.domain.ranges import LEVEL
from plckit.errors import BadValue

TINY = 1e-300


@lru_cache(maxsize=4096)
def t_quantile(df: float, level: float = LEVEL) -> float:
    """Return how many standard errors a range at this level goes each way, for *df* degrees of freedom.

    Bisection on the incomplete beta function: P(|T| ≤ t) = 1 − I(df / (df + t²); df/2, 1/2)
    (Abramowitz & Stegun 26.7.1). `df` need not be whole (Welch). BadValue unless df > 0 and 0 < level < 1.
    """
    if not (df > 0 and 0 < level < 1):
        raise BadValue(f"There is no range at level {level} for {df} degrees of freedom.")
    low, high = 0.0, 1.0
    while _outside(high, df) > 1 - level:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if _outside(middle, df) > 1 - level else (low, middle)
    return high


def _outside(t: float, df: float) -> float:
    """Return P(|T| > t)."""
    return incomplete_beta(df / 2, 0.5, df / (df + t * t))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta I(x; a, b), by its continued fraction (DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    return front / (a * _fraction(a, b, x))


def _fraction(a: float, b: float, x: float) -> float:
    """Return 1 + d₁/(1 + d₂/(1 + …)) by Lentz's method."""
    value, above, below = 1.0, 1.0, 0.0
    for step in range(1, 1000):
        m = step // 2
        if step % 2:
            d = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            d = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        below = 1 / (1 + d * below or TINY)
        above = 1 + d / above or TINY
        value *= above * below
        if abs(above * below - 1) < 1e-15:
            break
    return value
