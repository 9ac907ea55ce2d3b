"""Students made by the recipe of the sample data, for tests that need a whole cohort."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DIFFICULTY = [-1.5, -1.0, -0.6, -0.4, -0.8, -0.3, 0.0, 0.0, 1.3, 1.5, 1.2, 1.6, -0.4, -0.2, 0.1]
HIGH_LOAD = [3, 7, 14]
"""Q4, Q8 and Q15 need much reading."""


def a_check(
    seed: int, extra: float = 1.8, learners: int = 28, others: int = 76
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return right and wrong answers, students × 15 items, and who learns English.

    Items of much reading are harder by *extra* for those who learn English; ability is the same.
    """
    chosen = np.random.default_rng(seed)
    n = learners + others
    learns = np.arange(n) < learners
    ability = chosen.normal(0.17, 0.9, n)
    harder = np.zeros((n, len(DIFFICULTY)))
    harder[np.ix_(learns, HIGH_LOAD)] = extra
    chance = 1 / (1 + np.exp(-1.25 * (ability[:, None] - np.array(DIFFICULTY) - harder)))
    return (chosen.random(chance.shape) < chance).astype(float), learns
