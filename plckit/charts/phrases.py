"""Sentences that the text alternatives of several charts share. Stdlib and plckit.domain only."""

from __future__ import annotations

from collections.abc import Iterable

from plckit.domain import suppression
from plckit.domain.distribution import COUNTS_BELOW
from plckit.domain.visibility import SMALLEST_GROUP

WITHHELD = f"hidden: fewer than {SMALLEST_GROUP} answers"
"""Why a statement shows nothing (rules P3 and P7)."""

PROTECTED = suppression.PROTECTED
"""Why one cell shows nothing: it is small itself, or a small one could be worked out from it (P4 and P7)."""

ALL_PROTECTED = "hidden to protect small groups"
"""Why no cell of a chart shows anything (P4 and P7)."""

EMPTY = "no answers yet"
SPLIT = "the group is split"
SYMBOL = "⊘"
"""Stands where something is hidden, always with the reason beside it (rule P7)."""


def marked(reason: str) -> str:
    """Return the reason as the chart and the table write it."""
    return f"{SYMBOL} {reason}"


def all_hidden(n: int) -> dict[str, object]:
    """Return the one row of a chart in which every option is hidden: one sentence, and no bars (rule P7).

    It belongs to no statement, so `row` and `statement` are None; `n` people answered.
    """
    said = marked(ALL_PROTECTED)
    head: dict[str, object] = {"part": "withheld", "row": None, "statement": None, "n": n, "label": said}
    return head | {"note": None, "total": f"n = {n} · {said}"}


def many(number: int, noun: str) -> str:
    """Return “1 answer” or “12 answers”."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def people(number: int) -> str:
    """Return “1 person” or “12 people”."""
    return "1 person" if number == 1 else f"{number} people"


def reason(part: str) -> str:
    """Return the sentence on a statement that has a row of part "withheld" or "empty" (rule P7)."""
    text = WITHHELD if part == "withheld" else EMPTY
    return f"{text[0].upper()}{text[1:]}."


def units(totals: Iterable[int]) -> str:
    """Return what the numbers in the bars are (rule L3); an empty string when there are no bars."""
    found = [n for n in totals if n]
    if not found:
        return ""
    if max(found) < COUNTS_BELOW:
        return "Numbers in the bars are answers."
    rounded = "percentages of all answers; rounded parts may not add up to 100"
    if min(found) >= COUNTS_BELOW:
        return f"Numbers in the bars are {rounded}."
    return f"Numbers with % are {rounded}. Other numbers are answers."


def sentences(*parts: str) -> str:
    """Return the parts that are not empty, as one line."""
    return " ".join(part for part in parts if part)
