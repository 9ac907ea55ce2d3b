"""The share of an outcome, with a range from resampling students (rule R2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from plckit.domain.ranges import LEVEL, Range, wilson
from plckit.errors import BadValue
from plckit.statistics.numbers import Numbers, grid, maxima

SEED = 20_260
"""A fixed seed: the same results give the same picture on every screen and every day."""

TIMES = 2_000
AT_ONCE = 1_000_000
"""So many counts are held in memory at a time, however many kinds of students there are."""


@dataclass(frozen=True)
class OutcomeShare:
    """The share of marks that *n* students gained on an outcome, 0–1; no range of a single student."""

    value: float
    range: Range | None
    n: int


def outcome_share(
    points: ArrayLike, max_points: ArrayLike = 1, rng: np.random.Generator | None = None
) -> OutcomeShare:
    """Return the share of marks gained on the items of one outcome, with its 95 % range (rule R2).

    `points` is students × items, NaN where there is no number; `max_points` one for all items or one an item.
    Students are drawn with replacement, each with all of his answers, since answers of one student go
    together; the range holds the middle 95 % of 2,000 draws (percentile bootstrap, Efron 1979). Where all
    students have the same share, drawing changes nothing, and the range is Wilson's for so many students.
    BadValue when nobody was tested.
    """
    got = grid(points, "points")
    most = maxima(got, max_points)
    there = ~np.isnan(got)
    possible = (there * most).sum(axis=1)
    gained, possible = np.nansum(got, axis=1)[possible > 0], possible[possible > 0]
    n = len(gained)
    if not n:
        raise BadValue("Nobody was tested on this outcome, so there is no share.")
    value = float(gained.sum() / possible.sum())
    if n == 1:
        return OutcomeShare(value, None, n)
    if np.ptp(gained / possible) < 1e-12:
        return OutcomeShare(value, wilson(min(value, 1.0) * n, n), n)
    shares = _drawn(gained, possible, rng or np.random.default_rng(SEED))
    low, high = np.quantile(shares, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return OutcomeShare(value, Range(float(low), float(high)), n)


def _drawn(gained: Numbers, possible: Numbers, rng: np.random.Generator) -> Numbers:
    """Return the share of each draw.

    Students with the same marks are one kind, and a draw is how often each kind comes: one row of a
    multinomial. So a large cohort costs little, and the order of the students decides nothing.
    """
    kinds, times = np.unique(np.column_stack([gained, possible]), axis=0, return_counts=True)
    n, batch = len(gained), max(1, AT_ONCE // len(kinds))
    found = []
    for start in range(0, TIMES, batch):
        drawn = rng.multinomial(n, times / n, size=min(batch, TIMES - start)) @ kinds
        found.append(drawn[:, 0] / drawn[:, 1])
    return np.concatenate(found)
