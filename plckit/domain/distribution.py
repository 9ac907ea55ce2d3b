"""What may be said about a set of answers: the middle, the middle half, and whether the group is split.

Pure rules for Likert scales and sliders (rules L1, L3, L5). Stdlib only; may import nothing of plckit.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

COUNTS_BELOW = 20
"""Under this many answers a chart shows counts, from it up whole percentages (rule L3)."""


def median(values: Sequence[float]) -> float | None:
    """Return the middle of the values, the mean of the two middle ones when their number is even (rule L1).

    None when there is no value.
    """
    return statistics.median(values) if values else None


def middle_half(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the lower and the upper quartile, between which the middle half of the values lies (rule L1).

    Quartiles are interpolated at (n - 1) / 4 and 3 (n - 1) / 4, as QUARTILE.INC does in spreadsheets
    (type 7 of Hyndman & Fan 1996). None when there is no value.
    """
    if not values:
        return None
    if len(values) == 1:
        return values[0], values[0]
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, high


def is_split(counts: Sequence[int]) -> bool:
    """Return whether two separate peaks hold at least 30 % of the answers each (rule L5).

    `counts` holds the answers to each level in the order of the scale. The group is split when some level is
    a valley: it has at most half the answers of the lower one of the highest level below it and the highest
    level above it, and at least 30 % of all answers are strictly below it and at least 30 % strictly above.
    Done in whole numbers, so that 3 of 10 counts as 30 %.
    """
    total = sum(counts)
    for valley in range(1, len(counts) - 1):
        below, above = counts[:valley], counts[valley + 1 :]
        deep = 2 * counts[valley] <= min(max(below), max(above))
        if total and deep and 10 * sum(below) >= 3 * total and 10 * sum(above) >= 3 * total:
            return True
    return False


def share_label(count: int, total: int) -> str:
    """Return a count as a chart says it: "7" under 20 answers, "35%" from 20 up (rule L3).

    Percentages are whole, halves are rounded up, and some answers are never "0%" but "<1%".
    """
    if total < COUNTS_BELOW:
        return str(count)
    percent = (200 * count + total) // (2 * total)
    return "<1%" if count and not percent else f"{percent}%"
