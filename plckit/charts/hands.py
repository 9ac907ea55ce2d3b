"""A hand vote from 0 to 5: a dot a hand, in six columns, and who abstained apart (rules C1–C3).

The picture is the temperature, never the finding: it says neither a mean nor what it adds up to.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import LETTER, LINE, WIDE_FROM, directed, wrapped
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

DOT_NARROW, DOT_WIDE = 14, 18
"""Pixels from one dot's centre to the next, at size 1."""

GAP = 0.5
"""Free space before the column of those who abstained, as a share of a column."""

TOP = 46
"""Pixels above the highest stack: the line on the whole chart and a stack's number."""

DIGITS = 44
"""Pixels from the base line to the labels."""

MOST_LINES = 6
"""A label that needs more lines than this below its column puts all labels in a list."""


def rows(labels: Mapping[str, str], counts: Mapping[str, int] | None, abstained: int) -> list[Row]:
    """Return one tidy row a hand, in the order given, and one for those who abstained (C2, L3, L5, P7).

    `counts` of None are withheld: one row that says why. A hand missing from `counts` is nobody's.
    Columns: part (hand, abstained, withheld) · row, statement (the hand's words) · place (0 = first hand) ·
    count (people) · n (hands, without those who abstained) · across, size (dots side by side in a stack, and
    their size; 1 = DOT_NARROW) · label (the number above the stack) · total (on the first row: "n = 12 · 2
    abstained", and that the group is split; else None).
    """
    if counts is None:
        return [_row("withheld", total=phrases.marked(phrases.WITHHELD))]
    shown = [counts.get(key, 0) for key in labels]
    n = sum(shown)
    across, size = _stack(max([*shown, abstained]))
    shared = {"n": n, "across": across, "size": size}
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
    names = ("row", "statement", "place", "count", "n", "across", "size", "label", "total")
    return {"part": part, **dict.fromkeys(names), **cells}


def _stack(most: int) -> tuple[int, float]:
    """Return how many dots stand side by side, and their size, so that the highest stack has room."""
    across = 1
    while math.ceil(most / across) * min(1.0, WIDE / across) > HIGH:
        across += 1
    up = max(math.ceil(most / across), 1)
    return across, round(min(LARGEST, HIGH / up, WIDE / across), 4)


def _total(counts: Sequence[int], abstained: int) -> str:
    if not sum(counts) and not abstained:
        return phrases.EMPTY
    said = [f"n = {sum(counts)}", f"{abstained} abstained" if abstained else ""]
    return " · ".join(filter(None, [*said, phrases.SPLIT if is_split(counts) else ""]))


def chart(labels: Mapping[str, str], data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: a column a hand with its digit and its label (rules C2 and L4).

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    fixed, narrow, wide = _places(labels)
    description = f"A hand vote with {phrases.many(len(labels), 'level')}: a dot for each hand."
    layers = [*_columns(fixed), *_stacks(len(labels)), theme.total()]
    return theme.framed(layers, data, description, height=theme.picked(str(narrow), str(wide)), first=narrow)


def _places(labels: Mapping[str, str]) -> tuple[list[Row], int, int]:
    """Return where each digit and label stands, and the height of a narrow and of a wide chart.

    A narrow chart lists the labels below the strip; a wide one has each below its column, wrapped.
    """
    shown = {**labels, DASH: "Abstained"}
    room = WIDE_FROM / _columns_of(len(labels)) - 6
    letters = int(room * 13 / 12 / LETTER)
    below = {key: [directed(line) for line in textwrap.wrap(label, letters)] for key, label in shown.items()}
    listed = max(map(len, below.values())) > MOST_LINES
    high = {"narrow": TOP + HIGH * DOT_NARROW + DIGITS, "wide": TOP + HIGH * DOT_WIDE + DIGITS}
    fixed: list[Row] = []
    y = dict(high)
    for place, (key, label) in enumerate(shown.items()):
        cells: Row = {"place": place, "digit": key, "below": [] if listed else below[key]}
        for size, width in (("narrow", 320), ("wide", WIDE_FROM)):
            cells[size] = wrapped(label, int((width - 28) / LETTER))
            cells[f"y_{size}"] = y[size]
            y[size] += LINE * len(cells[size]) + 5
        fixed.append(cells if listed else cells | {"wide": [], "y_wide": high["wide"]})
    if not listed:
        y["wide"] = high["wide"] + LINE * max(map(len, below.values())) + 2
    return fixed, y["narrow"], y["wide"]


def _columns_of(hands: int) -> float:
    return hands + GAP + 1


def _middle(hands: int) -> str:
    """Return a Vega expression: the middle of the column at `datum.place`, in pixels."""
    return f"(datum.place + 0.5 + (datum.place < {hands} ? 0 : {GAP})) * width / {_columns_of(hands)}"


def _base() -> str:
    """Return a Vega expression: the height of the base line."""
    from plckit.charts import theme

    return f"({TOP} + {HIGH} * ({theme.picked(str(DOT_NARROW), str(DOT_WIDE))}))"


def _columns(fixed: list[Row]) -> list[alt.Chart]:
    """Return base lines, digits and labels, which stand there before the first hand."""
    import altair as alt

    from plckit.charts import theme

    hands = len(fixed) - 1
    column = (
        alt.Chart(alt.InlineData(values=fixed))
        .transform_calculate(x=_middle(hands), base=_base(), y=theme.picked("datum.y_narrow", "datum.y_wide"))
        .transform_calculate(
            left=f"datum.x - 0.42 * width / {_columns_of(hands)}",
            right=f"datum.x + 0.42 * width / {_columns_of(hands)}",
            lists="length(datum.below) && width >= " + str(WIDE_FROM) + " ? '' : datum.digit",
        )
    )
    listed = theme.by_line(column, theme.picked("datum.narrow", "datum.wide"))
    below = theme.by_line(
        column.transform_calculate(y=f"datum.base + {DIGITS}"), theme.picked("[]", "datum.below")
    )
    return [
        column.mark_rule(stroke=alt.expr("ink"), opacity=0.45).encode(
            x=theme.across("left"), x2="right:Q", y=theme.pixels("base")
        ),
        column.mark_text(baseline="top", dy=8, fontSize=22, fontWeight="bold").encode(
            x=theme.across("x"), y=theme.pixels("base"), text="digit:N"
        ),
        column.mark_text(align="left", baseline="top", fontWeight="bold").encode(
            x=alt.value(0), y=theme.pixels("y"), text="lists:N"
        ),
        listed.mark_text(align="left", baseline="top").encode(
            x=alt.value(20), y=theme.pixels("y"), text="line:N"
        ),
        below.mark_text(baseline="top", fontSize=12).encode(
            x=theme.across("x"), y=theme.pixels("y"), text="line:N"
        ),
    ]


def _stacks(hands: int) -> list[alt.Chart]:
    """Return the dots, stacked from the base line upwards, and the number above each stack."""
    import altair as alt

    from plckit.charts import theme

    dot = f"({theme.picked(str(DOT_NARROW), str(DOT_WIDE))})"
    stack = (
        alt.Chart()
        .transform_filter("datum.place != null")
        .transform_calculate(x=_middle(hands), base=_base(), dot=f"{dot} * datum.size")
    )
    dots = (
        theme.each(stack, "count")
        .transform_calculate(up="floor(datum.i / datum.across)")
        .transform_calculate(beside="min(datum.across, datum.count - datum.up * datum.across)")
        .transform_calculate(
            x="datum.x + (datum.i % datum.across - (datum.beside - 1) / 2) * datum.dot",
            y="datum.base - 1 - (datum.up + 0.5) * datum.dot",
        )
        .mark_point(shape="circle", filled=True, opacity=1, size=alt.expr("pow(0.88 * datum.dot, 2)"))
    )
    colours = alt.Scale(
        domain=list(range(hands + 1)), range=[*theme.level_colours(hands), theme.NOT_SURE], type="ordinal"
    )
    numbers = stack.transform_calculate(
        top="datum.base - 1 - ceil(datum.count / datum.across) * datum.dot"
    ).mark_text(baseline="bottom", dy=-4, fontSize=15, opacity=alt.expr("datum.count ? 1 : 0.55"))
    return [
        dots.encode(
            x=theme.across("x"),
            y=theme.pixels("y"),
            color=alt.Color("place:O", scale=colours, legend=None),
        ),
        numbers.encode(x=theme.across("x"), y=theme.pixels("top"), text="label:N"),
    ]


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
