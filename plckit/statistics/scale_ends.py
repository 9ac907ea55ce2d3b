"""Ceiling and floor: a test that cannot show growth at an end of its scale (rule R10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from plckit.errors import BadValue
from plckit.statistics.numbers import present

MOST_AT_AN_END = 20
"""More than this percentage of the tested at an end of the scale is a ceiling or a floor."""


@dataclass(frozen=True)
class ScaleEnds:
    """How many of *n* students have full marks, how many none, and whether that is too many."""

    full: int
    none: int
    n: int

    @property
    def ceiling(self) -> bool:
        """Whether more than 20 % have full marks."""
        return 100 * self.full > MOST_AT_AN_END * self.n

    @property
    def floor(self) -> bool:
        """Whether more than 20 % have no mark."""
        return 100 * self.none > MOST_AT_AN_END * self.n

    @property
    def sentence(self) -> str:
        """What a chart says about it; "" where there is room at both ends."""
        ends = [("top", "full marks", self.full, self.ceiling), ("bottom", "no marks", self.none, self.floor)]
        return " ".join(
            f"This test cannot show growth at the {end}: {count} of {self.n} students have {marks}."
            for end, marks, count, found in ends
            if found
        )


def scale_ends(scores: ArrayLike, highest: float) -> ScaleEnds:
    """Return how many students stand at the ends of a scale from 0 to *highest* (rule R10).

    Scores are marks, one a student; NaN are left out. BadValue for a score outside the scale.
    """
    found = present(scores, "scores")
    if (found < 0).any() or (found > highest).any():
        raise BadValue(f"Scores lie between 0 and {highest:g}. Correct the results first.")
    return ScaleEnds(int(np.isclose(found, highest).sum()), int((found == 0).sum()), len(found))
