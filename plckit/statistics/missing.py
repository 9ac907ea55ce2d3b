"""Students without a result: how many, what they could change, and whether they differ (rules M3–M6).

Nothing is filled in for them (rule M6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from plckit.domain.ranges import Range
from plckit.errors import BadValue
from plckit.statistics.numbers import line, same_length

MOST_MISSING = 10
"""More than this percentage missing, or so many points between groups, carries a warning (rule M4)."""


@dataclass(frozen=True)
class MissingDiffer:
    """How many of the missing and of the tested are under the middle of everybody, in counts (rule M5).

    Those about whom nothing is known (`unknown`, of the missing) are in neither count.
    """

    middle: float
    missing_under: int
    missing: int
    tested_under: int
    tested: int
    unknown: int


def how_many_tested(n: int, enrolled: int) -> str:
    """Return what every chart of results says (rule M3)."""
    _check(n, enrolled)
    return f"{n} tested of {enrolled} enrolled"


def missing_warnings(groups: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """Return what must stand beside a comparison of groups where many are missing; () for nothing (rule M4).

    `groups` holds (tested, enrolled) of each group that is shown; groups without students say nothing. Done
    in whole numbers, so that 10 % itself is fine. Where there is a warning, `best_and_worst` bars belong on
    the chart.
    """
    for tested, enrolled in groups.values():
        _check(tested, enrolled)
    known = {label: counts for label, counts in groups.items() if counts[1]}
    tested, enrolled = (sum(counts[place] for counts in known.values()) for place in (0, 1))
    found = []
    if 100 * (enrolled - tested) > MOST_MISSING * enrolled:
        found.append(f"{enrolled - tested} of {enrolled} students have no result. They could change it.")
    if known and len(known) > 1:
        rising = sorted(known.values(), key=lambda counts: counts[0] / counts[1])
        (least, of), (most, out_of) = rising[0], rising[-1]
        if 100 * (most * of - least * out_of) > MOST_MISSING * of * out_of:
            found.append("Some groups have far more students without a result than others.")
    return tuple(found)


def best_and_worst(share: float, tested: int, enrolled: int) -> Range:
    """Return the share if everybody missing had gained nothing, and if they had gained all (rule M4).

    `share` is that of the tested, 0–1. BadValue where nobody is enrolled.
    """
    _check(tested, enrolled)
    if not enrolled or not 0 <= share <= 1:
        raise BadValue("A share lies between 0 and 1, of one student at least.")
    gained = share * tested
    return Range(gained / enrolled, min(1.0, (gained + enrolled - tested) / enrolled))


def compare_missing(scores: ArrayLike, earlier: ArrayLike) -> MissingDiffer | None:
    """Return whether those without a score differ in what was known before: attendance, earlier score (M5).

    Both hold one number a student in the same order; NaN in `scores` is missing, in `earlier` unknown. The
    middle is the median of everybody known. None where nobody is known or nobody is missing.
    """
    now, known = line(scores, "scores"), line(earlier, "earlier numbers")
    same_length(now, known, "scores and earlier numbers")
    missing, there = np.isnan(now), ~np.isnan(known)
    if not missing.any() or not there.any():
        return None
    middle = float(np.median(known[there]))
    under = there & (known < middle)
    return MissingDiffer(
        middle=middle,
        missing_under=int((under & missing).sum()),
        missing=int((there & missing).sum()),
        tested_under=int((under & ~missing).sum()),
        tested=int((there & ~missing).sum()),
        unknown=int((missing & ~there).sum()),
    )


def _check(tested: int, enrolled: int) -> None:
    if not 0 <= tested <= enrolled:
        raise BadValue(f"{tested} of {enrolled} students cannot have been tested. Correct the roster.")
