"""What every chart of results says: n tested of N, whose data they are, and ranges in plain words.

Stdlib and `layout` only.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from plckit.charts import phrases
from plckit.charts.layout import wrapped

FEWEST = 10
"""Under this many students: dots and the median, no range, no percentage (rule R3)."""

HIDDEN = "hidden to protect a small group"
"""Why something is hidden when the measure itself does not say (rule P7)."""


@dataclass(frozen=True)
class Source:
    """Where results come from: students tested of those enrolled, and who may see them (rules M3, P11).

    `tested` is None where the number itself is hidden. `outside` means made for others than the team (P2).
    """

    tested: int | None
    enrolled: int
    synthetic: bool
    outside: bool = False

    def said(self) -> list[str]:
        """Return the chart's footer: how many were tested, and whose data they are (rules M3, P7, P11)."""
        tested = phrases.marked(HIDDEN) if self.tested is None else f"{self.tested} tested"
        return [f"{tested} of {self.enrolled} enrolled.", self.mark()]

    def mark(self) -> str:
        """Return “SYNTHETIC data”, “Team only”, or what was hidden for others (rules P2, P11)."""
        if self.synthetic:
            return "SYNTHETIC data."
        return f"Groups under {FEWEST} students are hidden." if self.outside else "Team only."


def percent(share: float) -> str:
    """Return a share as a whole percentage, halves rounded up; some are never “0%”, not all never “100%”."""
    whole = math.floor(100 * share + 0.5 + 1e-9)
    if share > 0 and whole == 0:
        return "<1%"
    return ">99%" if share < 1 and whole == 100 else f"{whole}%"


def points(difference: float) -> str:
    """Return a difference of two shares in points of 100, with its sign: “+12”, “−5”, “0”."""
    whole = math.floor(100 * abs(difference) + 0.5 + 1e-9)
    return "0" if not whole else f"{'+' if difference > 0 else '−'}{whole}"


def between(low: float, high: float) -> str:
    """Return a range of shares as “62% to 80%”."""
    return f"{percent(low)} to {percent(high)}"


def easily(n: str | int, low: str, high: str, what: str = "result") -> str:
    """Return the plain-words line on a range, such as (93, "62%", "80%") (rule R4)."""
    return (
        f"With {n} students, a {what} between {low} and {high} could easily have come from the same teaching."
    )


def lines(text: str, width: float, size: int = 13) -> list[str]:
    """Return the text in lines for so many pixels, when its letters are `size` pixels high."""
    each = sum(map(_width, text)) / len(text) if text else 1
    return wrapped(text, max(int(width / (each * size)), 1))


def _width(letter: str) -> float:
    """Return about how wide a letter is, as a part of its height."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in "mwMW@%":
        return 0.9
    return 0.68 if letter.isupper() else 0.5
