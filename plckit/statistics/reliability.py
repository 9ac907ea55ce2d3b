"""How much of one student's score is chance, and the smallest move to take seriously (rules R8, R9, I8)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from plckit.errors import BadValue
from plckit.statistics.numbers import grid

FEWEST_ITEMS = 5
FEWEST_STUDENTS = 30
ABOUT_THE_SAME = "about the same"


def alpha(points: ArrayLike) -> float | None:
    """Return Cronbach's alpha, k/(k − 1)·(1 − Σs²ᵢ/s²_T), only to get the SEM from it (rule I8).

    `points` is students × items; students with a NaN are left out. None under 5 items or 30 students, where
    all totals are the same, and where it is not above 0: then it is no reliability. Cronbach (1951).
    """
    got = grid(points, "points")
    whole = got[~np.isnan(got).any(axis=1)]
    n, k = whole.shape
    if k < FEWEST_ITEMS or n < FEWEST_STUDENTS:
        return None
    total = float(whole.sum(axis=1).var(ddof=1))
    if total < 1e-12:
        return None
    found = k / (k - 1) * (1 - float(whole.var(axis=0, ddof=1).sum()) / total)
    return found if found > 0 else None


def standard_error(sd: float, reliability: float) -> float:
    """Return the standard error of measurement, SD·√(1 − reliability), in marks (rule R9)."""
    if not (sd >= 0 and 0 <= reliability <= 1):
        raise BadValue("A standard error needs an SD of 0 or more and a reliability from 0 to 1.")
    return sd * math.sqrt(1 - reliability)


def two_test_error(sem: float) -> float:
    """Return the smallest move between two tests to take seriously for one student, SEM·√2 (rule R9)."""
    return sem * math.sqrt(2)


def is_about_the_same(change: float, error: float) -> bool:
    """Return whether one student's move is smaller than the two-test error (rule R9)."""
    return abs(change) < error


def shrunk(score: float, mean: float, reliability: float) -> float:
    """Return Kelley's estimate of a true score, M + reliability·(x − M) (rule R8; Kelley 1947)."""
    if not 0 <= reliability <= 1:
        raise BadValue("A reliability lies between 0 and 1.")
    return mean + reliability * (score - mean)
