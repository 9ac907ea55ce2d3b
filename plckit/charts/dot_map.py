"""Two sliders as one map: a dot a person between four named corners (rules L1, L3, L5, L7, P3).

Each whole number is a cell of its own, so equal dots stand side by side in it and stay countable; where more
than nine would stand, one large dot has their number. Calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import directed
from plckit.charts.stacks import number, splits
from plckit.domain.distribution import COUNTS_BELOW, median, middle_half, share_label
from plckit.domain.visibility import SMALLEST_GROUP

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]
Dot = tuple[int, int]

PLACES = range(11)
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
ON_LINE = "On a middle line"

ACROSS = 3
"""So many dots stand side by side in a cell, and as many lines of them."""


def rows(axes: Mapping[str, str], corners: Mapping[str, str], dots: Sequence[Dot]) -> list[Row]:
    """Return a row a corner and a row a place that holds dots, sorted (rules L3, P3, P7).

    `axes` names the two sliders, the one that goes across first; `dots` are (across, up), whole numbers from
    0 to 10. Under five dots there is one row of part "withheld", without dots one of part "empty".
    Columns: part (corner, place, many, withheld, empty) · row (the corner's key; None on the last two) ·
    statement (the corner's name) · across, up (of a place) · count · side (dots side by side in a cell) · n ·
    label (what the corner holds: "9 of 14", from 20 dots up "45%"; the number in a large dot) · total ("n =
    14", on the first row). A dot on a middle line, 5 on one slider, is in no corner.
    """
    n = len(dots)
    if n < SMALLEST_GROUP:
        part = "withheld" if n else "empty"
        label = phrases.marked(phrases.WITHHELD) if n else phrases.EMPTY
        return [_row(part, label=label, names=[*axes.values()])]
    held, cells = Counter(map(_corner, dots)), Counter(dots)
    side = math.ceil(math.sqrt(max((c for c in cells.values() if c <= ACROSS**2), default=1)))
    found = [
        _row("corner", row=key, statement=text, count=held[key], n=n, label=_share(held[key], n))
        for key, text in corners.items()
    ]
    for (across, up), count in sorted(cells.items()):
        place = {"across": across, "up": up, "count": count, "side": side, "n": n}
        found.append(_row("many" if count > ACROSS**2 else "place", **place, label=str(count)))
    found[0] |= {"total": f"n = {n}", "names": [*axes.values()]}
    return found


def _row(part: str, **cells: object) -> Row:
    """Return a row with every column, so that a spec finds each of them in any row."""
    names = ("row", "statement", "across", "up", "count", "side", "n", "label", "total", "names")
    return {"part": part, **dict.fromkeys(names), **cells}


def _corner(dot: Dot) -> str:
    """Return the corner a dot stands nearest to; an empty text on a middle line."""
    across, up = dot
    middle = PLACES[-1] / 2
    if middle in dot:
        return ""
    return f"{'top' if up > middle else 'bottom'}-{'right' if across > middle else 'left'}"


def _share(count: int, n: int) -> str:
    return f"{count} of {n}" if n < COUNTS_BELOW else share_label(count, n)


def chart(
    axes: Mapping[str, str], corners: Mapping[str, str], data: list[Row] | None = None
) -> alt.LayerChart:
    """Return the picture's fixed part: the map, its two scales and the names of its corners.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import dot_map_marks

    return dot_map_marks.chart(axes, corners, data)


def words(rows: Sequence[Row]) -> str:
    """Return the map in plain English: the corners, then the middle answers of both (L1, L3, L5, P7)."""
    first = rows[0]
    if first["part"] != "corner":
        return phrases.reason(first["part"])
    large = any(row["part"] == "many" for row in rows)
    held = [row for row in rows if row["part"] == "corner"]
    lines = [
        phrases.sentences(
            f"{phrases.people(first['n'])}. Each dot is one person.",
            "A large dot with a number stands for that many." if large else "",
        ),
        *(f"“{row['statement']}” {row['label']}." for row in held),
    ]
    if between := first["n"] - sum(row["count"] for row in held):
        lines.append(f"{ON_LINE}: {_share(between, first['n'])}.")
    return "\n".join([*lines, *(_middle(rows, name, i) for i, name in enumerate(first["names"]))])


def _middle(rows: Sequence[Row], name: str, axis: int) -> str:
    """Return the middle answer of one slider, or that the group is split (rules L1, L5)."""
    places = [row for row in rows if row["part"] in ("place", "many")]
    values = [row[("across", "up")[axis]] for row in places for _ in range(row["count"])]
    said = directed(f"“{name}”")
    half = middle_half(values)
    if half is None or splits(values, PLACES):
        return f"{said} {phrases.SPLIT.capitalize()}."
    low, high = map(number, half)
    return f"{said} The middle answer is {number(median(values))}; the middle half is {low} to {high}."


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line a place with its dots (rule P7)."""
    first = rows[0]
    columns = [*first["names"], "People"]
    if first["part"] != "corner":
        empty = 0 if first["part"] == "empty" else phrases.SYMBOL
        return {"columns": columns, "rows": [[first["label"], "–", empty]]}
    places = [row for row in rows if row["part"] in ("place", "many")]
    return {"columns": columns, "rows": [[row["across"], row["up"], row["count"]] for row in places]}
