"""What each item of a test did: how many gained it, and whether it goes with the rest (rules I1–I6, I9).

`points` is students × items, NaN where there is no number. A student with no number at all was not tested. In
the total of one who was tested, an item without a number (not reached) adds nothing; in the item's own
numbers that student is left out (rule I1). Values of these functions are one an item, in the items' order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from plckit.domain.ranges import Range, wilson
from plckit.statistics.numbers import Numbers, Truths, grid, line, maxima
from plckit.statistics.options import Option

HINT_BELOW = 30
"""Under this many students item numbers are a hint only (rule I4)."""

HINT = "a hint only"
UPPER_LOWER_FROM = 40
UPPER_LOWER_PART = 0.27
FEWEST_FOR_A_LINK = 3
FEWEST_ITEMS = 3
CHECK_THE_KEY = "Is the key right?"
SAME_THING = "Does it measure the same thing?"
TAUGHT = "Was it taught?"
WORDING = "Is it the wording? Many picked another option."
TOO_FEW_ITEMS = "Too few questions to judge one student on this."


@dataclass(frozen=True)
class Facility:
    """The share of an item's marks that *n* students gained, 0–1; None where nobody has a number."""

    value: float | None
    range: Range | None
    n: int


def facilities(points: ArrayLike, max_points: ArrayLike = 1) -> list[Facility]:
    """Return for each item points gained / (n × max points), with its 95 % range (rule I1).

    The range is Wilson's, also where an item has more marks than one: then it is on the careful side.
    """
    got = grid(points, "points")
    shares = got / maxima(got, max_points)
    found = []
    for column in shares.T:
        there = column[~np.isnan(column)]
        n = len(there)
        k = min(float(there.sum()), n)
        found.append(Facility(k / n, wilson(k, n), n) if n else Facility(None, None, 0))
    return found


def totals(points: ArrayLike) -> Numbers:
    """Return the marks of each student; NaN for those who were not tested."""
    got = grid(points, "points")
    return np.where(np.isnan(got).all(axis=1), np.nan, np.nansum(got, axis=1))


def item_rest(points: ArrayLike) -> list[float | None]:
    """Return the correlation of each item with the total minus that item (rule I2; Pearson's r).

    None where all got the same on the item or on the rest, and under three students.
    """
    got = grid(points, "points")
    rest = totals(got)[:, None] - np.nan_to_num(got)
    return [link(got[:, item], rest[:, item]) for item in range(got.shape[1])]


def link(item: ArrayLike, rest: ArrayLike) -> float | None:
    """Return the correlation of one item with the rest, both one number a student, or None (rule I2)."""
    a, b = line(item, "points of the item"), line(rest, "rest of the marks")
    both = ~np.isnan(a) & ~np.isnan(b)
    a, b = a[both], b[both]
    if len(a) < FEWEST_FOR_A_LINK or np.ptp(a) < 1e-9 or np.ptp(b) < 1e-9:
        return None
    return float(np.clip(np.corrcoef(a, b)[0, 1], -1, 1))


def upper_lower(points: ArrayLike, max_points: ArrayLike = 1) -> list[float | None]:
    """Return for each item the facility in the top 27 % less that in the bottom 27 % (rule I3; Kelley 1939).

    Students are ordered by total. Those with the total at a border share the places that are left there, so
    that no order of the file decides. None for each item under 40 students, and where nobody of a part has a
    number.
    """
    got = grid(points, "points")
    shares = got / maxima(got, max_points)
    total = totals(got)
    there = ~np.isnan(total)
    if there.sum() < UPPER_LOWER_FROM:
        return [None] * got.shape[1]
    shares, total = shares[there], total[there]
    top, bottom = _weights(-total), _weights(total)
    found = [(_weighted(column, top), _weighted(column, bottom)) for column in shares.T]
    return [None if a is None or b is None else a - b for a, b in found]


def flags(facility: float | None, item_rest: float | None, options: Sequence[Option] = ()) -> list[str]:
    """Return the questions to ask about an item; none of them says that it failed (rules I5 and I6).

    `options` is the table of a choice item (`plckit.statistics.options`). A high facility is no flag.
    """
    key = sum(option.top for option in options if option.key)
    keyed = any(option.key for option in options)
    found = []
    if item_rest is not None and item_rest < 0:
        found.append(CHECK_THE_KEY)
    elif item_rest is not None and item_rest < 0.2:
        found.append(SAME_THING)
    if facility is not None and facility < 0.2:
        found.append(TAUGHT)
    if keyed and any(option.top > key for option in options):
        found.append(WORDING)
    return found


def is_hint(n: int) -> bool:
    """Return whether item numbers of *n* students are “a hint only” (rule I4)."""
    return n < HINT_BELOW


def too_few_items(items: int) -> str:
    """Return what to say of an outcome with under three items, or "" (rule I9)."""
    return TOO_FEW_ITEMS if items < FEWEST_ITEMS else ""


def _weights(order: Numbers) -> Numbers:
    """Return how much of each student is among the first 27 %, ties at the border shared; sum 0.27 n."""
    places = UPPER_LOWER_PART * len(order)
    border = np.sort(order)[int(np.ceil(places)) - 1]
    inside: Truths = order < border
    at_border: Truths = order == border
    return inside + at_border * (places - inside.sum()) / at_border.sum()


def _weighted(values: Numbers, weights: Numbers) -> float | None:
    there = ~np.isnan(values)
    whole = float(weights[there].sum())
    return float((values[there] * weights[there]).sum() / whole) if whole else None
