"""A hand vote from 0 to 5: a dot a hand, in six columns, and who abstained apart (rules C1–C3).

In a narrow chart the columns lie on their side: each hand has a lane, its words to the left of its dots.
The picture is the temperature, never the finding: it says neither a mean nor what it adds up to.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.domain.distribution import COUNTS_BELOW, is_split, median, share_label

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

ABSTAINED = "abstained"
DASH = "–"
"""Stands where a digit would: no hand is no number."""

HIGH, WIDE = 8, 2.5
"""A column holds a stack of so many dots of size 1, one above the other and side by side."""

LARGEST = 1.6
"""Few hands make every dot larger, up to this size; many make them smaller."""

DOT = 18
"""Pixels from one dot's centre to the next, at size 1, and the most in a lane."""

LANE, ALONG = 24, 130
"""Pixels of a lane in a narrow chart, up and down and along: so much room have its dots."""


def rows(labels: Mapping[str, str], counts: Mapping[str, int] | None, abstained: int) -> list[Row]:
    """Return one tidy row a hand, in the order given, and one for those who abstained (C2, L3, L5, P7).

    `counts` of None are withheld: one row that says why. A hand missing from `counts` is nobody's.
    Columns: part (hand, abstained, withheld) · row, statement (the hand's words) · place (0 = first hand) ·
    count (people) · n (hands, without those who abstained) · across, size (dots side by side in a stack, and
    their size; 1 = DOT) · deep, dot (dots one below the other in a lane, and their pixels) · label (the
    number beside the dots) · total (on the first row: "n = 12 · 2 abstained", and that the group is split;
    else None).
    """
    if counts is None:
        return [_row("withheld", total=phrases.marked(phrases.WITHHELD))]
    shown = [counts.get(key, 0) for key in labels]
    n = sum(shown)
    most = max([*shown, abstained])
    shared = {"n": n, **_stack(most), **_lane(most)}
    found = [
        _row("hand", **shared, row=key, statement=label, place=place, count=count, label=str(count))
        for place, ((key, label), count) in enumerate(zip(labels.items(), shown, strict=True))
    ]
    apart = {"row": ABSTAINED, "statement": "Abstained", "place": len(labels), "count": abstained}
    found.append(_row("abstained", **shared, **apart, label=str(abstained)))
    found[0]["total"] = _total(shown, abstained)
    return found


def _row(part: str, **cells: object) -> Row:
    """Return a row with every column, so that a spec finds each of them in any row."""
    names = ("row", "statement", "place", "count", "n", "across", "size", "deep", "dot", "label", "total")
    return {"part": part, **dict.fromkeys(names), **cells}


def _stack(most: int) -> Row:
    """Return how many dots stand side by side, and their size, so that the highest stack has room."""
    across = 1
    while math.ceil(most / across) * min(1.0, WIDE / across) > HIGH:
        across += 1
    up = max(math.ceil(most / across), 1)
    return {"across": across, "size": round(min(LARGEST, HIGH / up, WIDE / across), 4)}


def _lane(most: int) -> Row:
    """Return how many dots lie one below the other, and their pixels, so that the longest lane has room."""

    def largest(deep: int) -> float:
        return min(DOT, (LANE - 2) / deep, ALONG / max(math.ceil(most / deep), 1))

    deep = max(range(1, LANE // 2), key=largest)
    return {"deep": deep, "dot": round(largest(deep), 4)}


def _total(counts: Sequence[int], abstained: int) -> str:
    if not sum(counts) and not abstained:
        return phrases.EMPTY
    said = [f"n = {sum(counts)}", f"{abstained} abstained" if abstained else ""]
    return " · ".join(filter(None, [*said, phrases.SPLIT if is_split(counts) else ""]))


def chart(labels: Mapping[str, str], data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: a column a hand with its digit and its label (rules C2 and L4).

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import hands_marks

    return hands_marks.chart(labels, data)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: hands, and the middle one unless the group is split (C1, L5)."""
    if not rows or rows[0]["part"] == "withheld":
        return phrases.reason("withheld" if rows else "empty")
    n, abstained = rows[0]["n"], rows[-1]["count"]
    if not n and not abstained:
        return phrases.reason("empty")
    apart = f", {phrases.people(abstained)} abstained." if abstained else "."
    hands = [row for row in rows if row["part"] == "hand"]
    first = phrases.sentences(f"{phrases.many(n, 'hand')}{apart}", _summary(hands))
    said = [f"{row['row']} “{row['statement']}”: {_said(row)}." for row in hands]
    return "\n".join([first, *said, f"Abstained: {abstained}."])


def _summary(hands: Sequence[Row]) -> str:
    """Return the middle hand, never a mean; when the group is split, that in its place (C1, L5)."""
    counts = [row["count"] for row in hands]
    middle = median([place for place, count in enumerate(counts) for _ in range(count)])
    if middle is None:
        return ""
    if is_split(counts):
        return f"{phrases.SPLIT.capitalize()}."
    low, high = hands[math.floor(middle)], hands[math.ceil(middle)]
    if low is high:
        return f"The middle hand is {low['row']} “{low['statement']}”."
    return f"The middle hand is between {low['row']} and {high['row']}."


def _said(row: Row) -> str:
    share = f" ({share_label(row['count'], row['n'])})" if row["n"] >= COUNTS_BELOW else ""
    return f"{row['count']} of {row['n']}{share}"


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return people a hand as columns and rows, from 20 hands up with their share of the hands (L3, P7)."""
    if not rows or rows[0]["part"] == "withheld":
        body = [[row["total"], phrases.SYMBOL] for row in rows]
        return {"columns": ["Hand", "People"], "rows": body}
    n = rows[0]["n"]
    columns = ["Hand", "People", f"Share of hands (n = {n})"]
    cells: list[list[str | int]] = [
        [
            f"{row['row']} {row['statement']}" if row["part"] == "hand" else row["statement"],
            row["count"],
            share_label(row["count"], n) if row["part"] == "hand" else DASH,
        ]
        for row in rows
    ]
    wide = 3 if n >= COUNTS_BELOW else 2
    return {"columns": columns[:wide], "rows": [line[:wide] for line in cells]}
