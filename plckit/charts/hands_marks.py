"""How a hand vote is drawn: columns with their words below, or lanes where those words would have no room.

Imports Altair inside its functions only.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from plckit.charts import phrases
from plckit.charts.hands import DASH, DOT, HIGH, LANE, Row
from plckit.charts.layout import LETTER, LINE, WIDE_FROM, directed, wrapped

if TYPE_CHECKING:
    import altair as alt

GAP = 0.5
"""Free space before the column of those who abstained, as a share of a column."""

TOP = 46
"""Pixels above the highest stack: the line on the whole chart and a stack's number."""

BASE = TOP + HIGH * DOT
"""Pixels from the top to the columns' base line."""

DIGITS = 44
"""Pixels from the base line to the words below a column."""

MOST_LINES = 6
"""Words that need more lines than this below their column give the wide chart lanes, too."""

TOP_LANES = 24
"""Pixels above the first lane: the line on the whole chart."""

APART = 8
"""Pixels before the lane of those who abstained."""

INDENT = 20
"""Pixels from a lane's digit to its words."""

HALF = "width / 2"
"""Where the dots of a lane begin."""


def chart(labels: Mapping[str, str], data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part, a column or a lane a hand with its digit and its words (C2 and L4).

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    import altair as alt

    from plckit.charts import theme

    fixed, long = _places(labels)
    lowest = max(len(row["below"]) for row in fixed)
    columns = BASE + DIGITS + LINE * lowest + 2
    lanes = round(fixed[-1]["middle"] + fixed[-1]["high"] / 2) + 2
    description = f"A hand vote with {phrases.many(len(labels), 'level')}: a dot for each hand."
    layers = [*_scale(fixed), *_dots(fixed), theme.total()]
    made: alt.LayerChart = theme.framed(
        layers,
        data,
        description,
        height=theme.picked(str(lanes), str(lanes if long else columns)),
        first=lanes,
    ).add_params(alt.param(name="lanes", expr="true" if long else f"width < {WIDE_FROM}"))
    return made


def _places(labels: Mapping[str, str]) -> tuple[list[Row], bool]:
    """Return what is written beside each column and lane, and whether it is too long for a column.

    Columns: place · digit · below, beside (lines of words, below a column and beside a lane) · middle, high
    (pixels: a lane's middle from the top, and its height) · text (the top of a lane's words).
    """
    letters = int((WIDE_FROM / _columns_of(len(labels)) - 6) * 13 / 12 / LETTER)
    fixed: list[Row] = []
    y = float(TOP_LANES)
    for place, (key, label) in enumerate({**labels, DASH: "Abstained"}.items()):
        beside = wrapped(label, int((320 / 2 - INDENT - 4) / LETTER))
        high = max(LANE, LINE * len(beside) + 9)
        y += APART if key == DASH else 0
        lane = {"middle": y + high / 2, "high": high, "text": y + (high - LINE * len(beside)) / 2 + 2}
        below = [directed(line) for line in textwrap.wrap(label, letters)]
        fixed.append({"place": place, "digit": key, "below": below, "beside": beside, **lane})
        y += high
    return fixed, any(len(row["below"]) > MOST_LINES for row in fixed)


def _columns_of(hands: int) -> float:
    return hands + GAP + 1


def _middle(hands: int) -> str:
    """Return a Vega expression: the middle of the column at `datum.place`, in pixels."""
    return f"(datum.place + 0.5 + (datum.place < {hands} ? 0 : {GAP})) * width / {_columns_of(hands)}"


def _scale(fixed: list[Row]) -> list[alt.Chart]:
    """Return base lines, digits and words, which stand there before the first hand."""
    import altair as alt

    from plckit.charts import theme

    hands = len(fixed) - 1
    side = f"0.42 * width / {_columns_of(hands)}"
    each = alt.Chart(alt.InlineData(values=fixed)).transform_calculate(column=_middle(hands))
    lines = each.transform_calculate(
        x=f"lanes ? {HALF} - 6 : datum.column - {side}",
        x2=f"lanes ? {HALF} - 6 : datum.column + {side}",
        y=f"lanes ? datum.middle - datum.high / 2 : {BASE}",
        y2=f"lanes ? datum.middle + datum.high / 2 : {BASE}",
    )
    digits = each.transform_calculate(x="lanes ? 0 : datum.column", y=f"lanes ? datum.text : {BASE + 8}")
    words = theme.by_line(
        each.transform_calculate(
            x=f"lanes ? {INDENT} : datum.column", y=f"lanes ? datum.text : {BASE + DIGITS}"
        ),
        "lanes ? datum.beside : datum.below",
    )
    align = alt.expr("lanes ? 'left' : 'center'")
    at: Row = {"x": theme.across("x"), "y": theme.pixels("y")}
    return [
        lines.mark_rule(stroke=alt.expr("ink"), opacity=0.45).encode(**at, x2="x2:Q", y2="y2:Q"),
        digits.mark_text(
            align=align, baseline="top", fontSize=alt.expr("lanes ? 13 : 22"), fontWeight="bold"
        ).encode(**at, text="digit:N"),
        words.mark_text(align=align, baseline="top", fontSize=alt.expr("lanes ? 13 : 12")).encode(
            **at, text="line:N"
        ),
    ]


def _dots(fixed: list[Row]) -> list[alt.Chart]:
    """Return the dots, from the base line upwards or along their lane, and the number after the last."""
    import altair as alt

    from plckit.charts import theme

    hands = len(fixed) - 1
    lanes = alt.LookupData(alt.InlineData(values=fixed), "place", ["middle"])
    each = (
        alt.Chart()
        .transform_filter("datum.place != null")
        .transform_lookup("place", from_=lanes)
        .transform_calculate(
            side="lanes ? datum.deep : datum.across",
            pixels=f"lanes ? datum.dot : {DOT} * datum.size",
            column=_middle(hands),
        )
    )
    dots = (
        theme.each(each, "count")
        .transform_calculate(line="floor(datum.i / datum.side)")
        .transform_calculate(beside="min(datum.side, datum.count - datum.line * datum.side)")
        .transform_calculate(
            off="(datum.i % datum.side - (datum.beside - 1) / 2) * datum.pixels",
            on="(datum.line + 0.5) * datum.pixels",
        )
        .transform_calculate(
            x=f"lanes ? {HALF} + datum.on : datum.column + datum.off",
            y=f"lanes ? datum.middle + datum.off : {BASE - 1} - datum.on",
        )
        .mark_point(shape="circle", filled=True, opacity=1, size=alt.expr("pow(0.88 * datum.pixels, 2)"))
    )
    colours = alt.Scale(
        domain=list(range(hands + 1)), range=[*theme.level_colours(hands), theme.NOT_SURE], type="ordinal"
    )
    at: Row = {"x": theme.across("x"), "y": theme.pixels("y")}
    return [
        dots.encode(**at, color=alt.Color("place:O", scale=colours, legend=None)),
        _numbers(each).encode(**at, text="label:N"),
    ]


def _numbers(each: alt.Chart) -> alt.Chart:
    import altair as alt

    made: alt.Chart = (
        each.transform_calculate(end="ceil(datum.count / datum.side) * datum.pixels")
        .transform_calculate(
            x=f"lanes ? {HALF} + datum.end + 4 : datum.column",
            y=f"lanes ? datum.middle : {BASE - 5} - datum.end",
        )
        .mark_text(
            align=alt.expr("lanes ? 'left' : 'center'"),
            baseline=alt.expr("lanes ? 'middle' : 'bottom'"),
            fontSize=15,
            opacity=alt.expr("datum.count ? 1 : 0.55"),
        )
    )
    return made
