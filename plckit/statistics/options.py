"""Choice items: who picked which option, by thirds of the total (rule I7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plckit.errors import BadValue
from plckit.statistics.numbers import line

RARE_BELOW = 5
"""An option that under 5 % picked is rarely used."""

RARELY_USED = "rarely used"


@dataclass(frozen=True)
class Option:
    """How many students of each third of the total picked an option, and its share of all answers, 0–1."""

    option: str
    key: bool
    bottom: int
    middle: int
    top: int
    share: float
    rare: bool


def thirds(totals: ArrayLike) -> NDArray[np.int64]:
    """Return for each student 0 (bottom third of the totals), 1 or 2 (top), −1 where the total is NaN.

    Equal totals are in the same third, by the middle of the places they share: so thirds may differ in size,
    and no order of the file decides.
    """
    total = line(totals, "totals")
    there = ~np.isnan(total)
    found = np.full(len(total), -1, dtype=np.int64)
    ordered = np.sort(total[there])
    first = np.searchsorted(ordered, total[there], side="left")
    last = np.searchsorted(ordered, total[there], side="right")
    found[there] = 3 * (first + last) // (2 * max(1, len(ordered)))
    return found


def options_by_thirds(
    responses: Sequence[str], totals: ArrayLike, options: Sequence[str], key: str
) -> list[Option]:
    """Return the table of a choice item, its options in the order given (rule I7).

    `responses` holds what each student picked, "" for nothing, and `totals` their marks in the same order;
    students with a NaN total are left out. BadValue for an answer or a key that is no option.
    """
    third = thirds(totals)
    if len(third) != len(responses):
        raise BadValue("The answers and the totals need one entry a student.")
    if strange := sorted({key, *responses} - {"", *options}):
        raise BadValue(f"“{strange[0]}” is not an option of this item.")
    picked = np.array(responses, dtype=object)
    answers = int(((picked != "") & (third >= 0)).sum())
    found = []
    for option in options:
        bottom, middle, top = (int(((picked == option) & (third == part)).sum()) for part in range(3))
        number = bottom + middle + top
        share = number / answers if answers else 0.0
        rare = 100 * number < RARE_BELOW * answers
        found.append(Option(option, option == key, bottom, middle, top, share, rare))
    return found
