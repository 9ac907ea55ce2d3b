"""Pairs of sliders, now and want: two medians joined by a line, and every answer a dot (rule L8).

Dots of "now" stack above the line, dots of "want" below it, so that equal answers stay countable. Differences
are never averaged over statements. Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import layout
from plckit.charts.stacks import number, splits
from plckit.domain.distribution import median, middle_half

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]
Pair = tuple[float | None, float | None]

SIDES = {"now": "Now", "want": "Want"}
LOWEST, HIGHEST = 0, 10
PLACES = range(LOWEST, HIGHEST + 1)
STACK = 4
"""So many equal answers stand in one column of dots before the next column begins."""

DOT = 6
"""Pixels from one dot's centre to the next."""

LANE = 11
"""Pixels from the middle of a band to the medians of one side."""

BAND = int(2 * (2 * LANE + STACK * DOT + 3))


def rows(statements: Mapping[str, str], answers: Mapping[str, Sequence[Pair] | None]) -> list[Row]:
    """Return a dot an answer, a median a side and a line between them, for each statement (L5, L7, L8, P7).

    `answers` holds (now, want) pairs from 0 to 10; None in a pair is a slider nobody moved, so it is missing.
    Dots are sorted by value on each side, so that nobody can tell which two belong to one person.
    A side on which the group is split has one row of part "split" in place of its median, and no line.
    Columns: part (line, median, split, dot, withheld, empty) · row, statement · side (now, want),
    side_label · value · start, end (medians, on the line) · across, up, size (a dot's place in its stack, and
    its size; 1 = a large dot) · n (people on the line; answers of that side on medians and dots) · label (the
    median's number, or why nothing is shown) · note (on the line: "n = 12").
    """
    found: list[Row] = []
    for row, statement in statements.items():
        head = {"row": row, "statement": statement}
        pairs = answers.get(row, ())
        if pairs is None:
            found.append(head | _row("withheld", n=None, label=phrases.marked(phrases.WITHHELD)))
            continue
        people = [pair for pair in pairs if pair != (None, None)]
        found += [head | cells for cells in _parts(people)]
    return found


def _row(part: str, **cells: object) -> Row:
    """Return a row with every column, so that a spec finds each of them in any row."""
    names = ("side", "side_label", "value", "start", "end", "across", "up", "size", "n", "label", "note")
    return {"part": part, **dict.fromkeys(names), **cells}


def _parts(people: Sequence[Pair]) -> list[Row]:
    if not people:
        return [_row("empty", n=0, label=phrases.EMPTY)]
    sides = {
        side: sorted(float(pair[i]) for pair in people if pair[i] is not None)  # type: ignore[arg-type]
        for i, side in enumerate(SIDES)
    }
    middles = {side: None if splits(values, PLACES) else median(values) for side, values in sides.items()}
    found = [
        _row(
            "line",
            start=middles["now"],
            end=middles["want"],
            n=len(people),
            note=f"n = {len(people)}",
        )
    ]
    # Over 16 equal answers all dots of the statement shrink: as many columns as rows, in the same square.
    most = max(count for values in sides.values() for count in Counter(values).values())
    high = max(STACK, math.isqrt(most - 1) + 1)
    for side, values in sides.items():
        shared = {"side": side, "side_label": SIDES[side], "n": len(values)}
        if middles[side] is not None:
            found.append(_row("median", **shared, value=middles[side], label=number(middles[side])))
        elif values:
            found.append(_row("split", **shared, label=phrases.SPLIT))
        found += [_row("dot", **shared, **place) for place in _stacked(values, high)]
    return found


def _stacked(values: Sequence[float], high: int) -> list[Row]:
    """Return a place for each value: equal ones in columns of `high` dots, as tall as STACK large ones."""
    size = round(STACK / high, 3)
    found: list[Row] = []
    for value, count in sorted(Counter(values).items()):
        columns = -(-count // high)
        for i in range(count):
            across = i // high - (columns - 1) / 2
            place = {"across": round(across * size, 3), "up": round(i % high * size, 3)}
            found.append({"value": value, "size": size, **place})
    return found


def chart(statements: Mapping[str, str], data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: the statements, their places, the scale from 0 to 10 (rule L8).

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    places = layout(statements, band=BAND, gap=36)
    description = (
        f"{phrases.many(len(statements), 'statement')} on a scale from {LOWEST} to {HIGHEST}: "
        "the middle answer now and the middle answer wanted, joined by a line, and a dot for each answer."
    )
    layers = [*_scale(), *_answers(), theme.messages(12)]
    return theme.themed(layers, places, data, description, foot=16)


def _x(field: str) -> alt.X:
    import altair as alt

    scale = alt.Scale(domain=[LOWEST, HIGHEST], range=[12, alt.ExprRef("width - 12")])
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def _scale() -> list[alt.Chart]:
    """Return a faint ruler behind each band, so that a phone that shows one statement shows its scale."""
    import altair as alt

    from plckit.charts import theme

    ruler = (
        alt.Chart()
        .transform_filter("datum.part == 'line'")
        .transform_calculate(tick="sequence(0, 11)")
        .transform_flatten(["tick"])
        .transform_calculate(foot=f"datum.y + {BAND}")
    )
    lines = ruler.mark_rule(
        stroke=alt.expr("ink"), strokeWidth=1, opacity=alt.expr("datum.tick % 5 ? 0.07 : 0.2")
    ).encode(x=_x("tick"), y=theme.pixels("y"), y2="foot:Q")
    numbers = (
        ruler.transform_filter("datum.tick % 5 == 0")
        .mark_text(baseline="top", dy=3, fontSize=11, opacity=0.75)
        .encode(x=_x("tick"), y=theme.pixels("foot"), text="tick:Q")
    )
    return [lines, numbers]


def _answers() -> list[alt.Chart]:
    """Return dots, line and medians, from the back to the front."""
    import altair as alt

    from plckit.charts import theme

    names = [*SIDES.values()]
    colour = alt.Color("side_label:N", scale=alt.Scale(domain=names, range=[theme.NOW, theme.WANT]))
    shape = alt.Shape("side_label:N", scale=alt.Scale(domain=names, range=["circle", "square"]))
    middle, sign = f"datum.y + {BAND / 2}", "(datum.side == 'now' ? -1 : 1)"
    lane = f"{middle} + {sign} * {LANE}"
    dot = f"{middle} + {sign} * ({LANE + LANE + 4} + datum.up * {DOT})"
    points = alt.Chart().transform_calculate(lane=lane, dot=dot)
    dots = points.transform_filter("datum.part == 'dot'").mark_point(
        size=alt.expr("24 * datum.size * datum.size"),
        filled=True,
        opacity=1,
        xOffset=alt.expr(f"datum.across * {DOT}"),
    )
    medians = points.transform_filter("datum.part == 'median'")
    return [
        dots.encode(x=_x("value"), y=theme.pixels("dot"), color=colour, shape=shape),
        _line(middle),
        medians.mark_point(
            size=440, filled=True, opacity=1, stroke=alt.expr("paper"), strokeWidth=1.5
        ).encode(x=_x("value"), y=theme.pixels("lane"), color=colour, shape=shape),
        medians.mark_text(fontSize=11, fontWeight="bold", baseline="middle", color="#ffffff").encode(
            x=_x("value"), y=theme.pixels("lane"), text="label:N"
        ),
        points.transform_filter("datum.part == 'split'")
        .transform_calculate(at="5")
        .mark_text(fontStyle="italic", baseline="middle")
        .encode(x=_x("at"), y=theme.pixels("lane"), text="label:N"),
    ]


def _line(middle: str) -> alt.Chart:
    """Return the line from the median now, above the middle of the band, to the median wanted, below it."""
    import altair as alt

    from plckit.charts import theme

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.part == 'line' && datum.start != null && datum.end != null")
        .transform_calculate(upper=f"{middle} - {LANE}", lower=f"{middle} + {LANE}")
        .mark_rule(stroke=alt.expr("ink"), strokeWidth=2.5, opacity=0.55)
        .encode(x=_x("start"), x2="end:Q", y=theme.pixels("upper"), y2="lower:Q")
    )
    return made


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one a statement (L1, L5, L8, P7)."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["row"])]
    first = (
        f"{phrases.many(len(groups), 'statement')}, from {LOWEST} to {HIGHEST}. Each small dot is one answer."
    )
    return "\n".join([first, *(f"“{group[0]['statement']}” {_said(group)}" for group in groups)])


def _said(parts: Sequence[Row]) -> str:
    first = parts[0]
    if first["part"] in ("withheld", "empty"):
        return phrases.reason(first["part"])
    return phrases.sentences(
        f"{phrases.people(first['n'])}.",
        *(_side(side, [part["value"] for part in parts if _is_dot(part, side)]) for side in SIDES),
    )


def _is_dot(part: Row, side: str) -> bool:
    return (part["part"], part["side"]) == ("dot", side)


def _side(side: str, values: Sequence[float]) -> str:
    """Return one sentence on one side; when it is split, that in place of a summary (rule L5)."""
    half = middle_half(values)
    if half is None:
        return f"{SIDES[side]}: no answers."
    if splits(values, PLACES):
        return f"{SIDES[side]}: {phrases.SPLIT}."
    low, high = (number(value) for value in half)
    return (
        f"{SIDES[side]}: the middle answer is {number(median(values))}, the middle half is {low} to {high}."
    )


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return medians and middle halves of both sides as columns and rows (rules L1, P7)."""
    columns = ["Statement", "Now, middle", "Now, middle half", "Want, middle", "Want, middle half", "People"]
    body: list[list[str | int]] = []
    for _, group in groupby(rows, key=lambda row: row["row"]):
        parts = list(group)
        first = parts[0]
        cells: list[str | int] = [first["label"], *["–"] * 4]
        if first["part"] == "line":
            sides = ([part["value"] for part in parts if _is_dot(part, side)] for side in SIDES)
            cells = [cell for values in sides for cell in _cells(values)] + [first["n"]]
        body.append([first["statement"], *cells])
    return {"columns": columns, "rows": body}


def _cells(values: Sequence[float]) -> list[str | int]:
    half = middle_half(values)
    if half is None:
        return ["–", "–"]
    if splits(values, PLACES):
        return ["split", "–"]
    return [number(median(values)), " to ".join(map(number, half))]
