"""Cut scores and bands: who set them, who sits near them, what one mark more would change (rules B1–B6)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from plckit.domain.ranges import Range, wilson
from plckit.errors import BadValue
from plckit.statistics.numbers import Numbers, line, present

NO_EVIDENCE = "no evidence yet"
FEWEST_BANDS, MOST_BANDS = 3, 5


@dataclass(frozen=True)
class Cut:
    """A cut in whole marks, who set it, when, how, and whether results had been seen (rule B1).

    `earlier` is the cut that it replaced after results were loaded, `reason` why: both versions are drawn.
    """

    marks: int
    set_by: str
    set_on: date
    how: str
    results_seen: bool
    earlier: Cut | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if not (self.set_by.strip() and self.how.strip()):
            raise BadValue("Write who set the cut, and how.")
        if self.earlier and not self.reason.strip():
            raise BadValue("Write why the cut is changed.")


@dataclass(frozen=True)
class AtCut:
    """How many of the tested have *marks* or more, as a share 0–1 with its range."""

    marks: int
    count: int
    share: float
    range: Range


@dataclass(frozen=True)
class Strip:
    """The strip of one SEM on each side of a cut, in marks, and how many students sit in it."""

    low: float
    high: float
    near: int


def whole_marks(percent: int, highest: int) -> int:
    """Return the fewest whole marks that are *percent* of *highest* or more, in whole numbers (rule B5)."""
    return -(-percent * highest // 100)


def shares_round_cut(scores: ArrayLike, cut: int) -> list[AtCut]:
    """Return the share of students at or above cut − 1, cut and cut + 1, with Wilson ranges (rules B4, B5).

    Scores are marks, one a student; NaN are left out. A score at the cut has reached it. BadValue when nobody
    was tested.
    """
    found = _exact(present(scores, "scores"))
    n = len(found)
    if not n:
        raise BadValue("Nobody was tested, so there is no share.")
    counts = [(marks, int((found >= marks).sum())) for marks in (cut - 1, cut, cut + 1)]
    return [AtCut(marks, count, count / n, wilson(count, n)) for marks, count in counts]


def strip(scores: ArrayLike, cut: int, sem: float) -> Strip:
    """Return the strip of ± 1 SEM round a cut and how many students sit in it, both ends in (rule B3)."""
    found = _exact(present(scores, "scores"))
    low, high = cut - sem, cut + sem
    return Strip(low, high, int(((found >= low - 1e-6) & (found <= high + 1e-6)).sum()))


def bands(scores: ArrayLike, edges: Sequence[int], names: Sequence[str]) -> list[str]:
    """Return the band of each student; who was not tested (NaN) has “no evidence yet” (rules B2, B5 and M8).

    `names` go from the bottom up, `edges` are the fewest marks of each but the first. With “no evidence yet”
    there are three to five bands. BadValue where names or edges do not fit.
    """
    if not FEWEST_BANDS <= len(names) + 1 <= MOST_BANDS or len({*names, NO_EVIDENCE}) != len(names) + 1:
        raise BadValue(f"Name two to four bands, each in its own words. “{NO_EVIDENCE}” is added.")
    if len(edges) != len(names) - 1 or list(edges) != sorted(set(edges)):
        raise BadValue("Give the fewest marks of each band but the first, from low to high.")
    found = _exact(line(scores, "scores"))
    places = np.searchsorted(np.array(edges), found, side="right")
    return [
        NO_EVIDENCE if math.isnan(score) else names[place] for score, place in zip(found, places, strict=True)
    ]


def only_just_below(scores: ArrayLike, picked: ArrayLike, cut: int, sem: float) -> str:
    """Return a warning when a plan is only for students just below the cut, or "" (rule B6).

    `scores` are one a student, `picked` says who is in the plan. Just below is within one SEM, or one mark
    where that is more. Educational triage: Booher-Jennings (2005).
    """
    found, plan = _exact(line(scores, "scores")), np.asarray(picked, dtype=bool)
    if plan.shape != found.shape:
        raise BadValue("Say of each student whether he is in the plan: one yes or no a student.")
    just = (found < cut) & (found >= cut - max(sem, 1.0))
    further = found < cut - max(sem, 1.0)
    if not plan.any() or (plan & ~just).any() or not further.any():
        return ""
    return (
        f"This plan helps only students just below the cut. {int(further.sum())} students have further to go "
        "and are not in it."
    )


def _exact(scores: Numbers) -> Numbers:
    """Return marks without what adding parts of marks leaves behind, so that 9 is never 8.999 (rule B5)."""
    return np.round(scores, 6)
