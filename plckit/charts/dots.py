"""A dot vote: what each option was given, a circle a dot, in the order of the options.

Options never change places, so that a picture that grows does not jump under the eye.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import layout

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

BAND = 30
TOP = 24
LABEL = 48
"""Pixels that stay free for the number behind the longest line of dots."""

LARGEST = 16
MOST_LINES = 6
"""An option's dots stand in one to six lines, the more of them the smaller; a phone holds 324 dots a band."""


def rows(
    options: Mapping[str, str],
    dots: Mapping[str, int | None],
    people: Mapping[str, int | None],
    n: int,
) -> list[Row]:
    """Return one tidy row an option, in the order given; `n` people gave dots (rules L3, P4, P7).

    `dots` are all dots on an option, `people` how many gave it one at least; None is hidden. When every
    option is hidden there is one row of part "withheld" that says so once.
    Columns: part (dots, withheld) · row, statement (the option's words) · dots, people · n · most (dots on
    the option that has most) · label (written behind the dots, or why nothing is shown) · note (how many
    people gave them) · total (on the first row: "n = 14 · 42 dots", else None).
    """
    shown = {option: dots.get(option, 0) for option in options}
    known = [count for count in shown.values() if count is not None]
    if options and not known:
        return [phrases.all_hidden(n) | {"dots": None, "people": None, "most": None}]
    all_dots = f" · {phrases.many(sum(known), 'dot')}" if len(known) == len(shown) else ""
    total = f"n = {n}{all_dots}" if n else phrases.EMPTY
    return [
        {
            "part": "withheld" if count is None else "dots",
            "row": option,
            "statement": options[option],
            "dots": count,
            "people": None if count is None else people.get(option, 0),
            "n": n,
            "most": max(known),
            "label": phrases.marked(phrases.PROTECTED) if count is None else str(count),
            "note": _note(count, people.get(option, 0)),
            "total": None if i else total,
        }
        for i, (option, count) in enumerate(shown.items())
    ]


def _note(dots: int | None, people: int | None) -> str | None:
    return phrases.people(people) if dots and people else None


def chart(options: Mapping[str, str], data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: the options and their places.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    # Lines are wrapped for less room than they have, so that wide letters neither are cut nor meet the note.
    places = replace(layout(options, band=BAND, top=TOP, gap=20, aside=88), aside=64)
    description = f"A dot vote on {phrases.many(len(options), 'option')}: a circle for each dot."
    layers = [theme.total(), *_bands(), theme.messages(BAND // 2)]
    return theme.themed(layers, places, data, description)


def _pitch(number: int) -> float:
    """Return pixels from one dot's centre to the next when they stand in so many lines."""
    return min(LARGEST, BAND / number)


def _lines() -> str:
    """Return a Vega expression: the fewest lines in which the most dots of an option fit; 0 = no way."""
    tests = (
        f"datum.most <= {number} * floor((width - {LABEL}) / {_pitch(number)}) ? {number} : "
        for number in range(1, MOST_LINES + 1)
    )
    return f"{''.join(tests)}0"


def _bands() -> list[alt.Chart]:
    """Return circles, line by line from the left; bars in their place when they do not fit; numbers."""
    import altair as alt

    from plckit.charts import theme

    band = (
        alt.Chart()
        .transform_filter("datum.part == 'dots'")
        .transform_calculate(lines=_lines())
        .transform_calculate(
            pitch=f"datum.lines ? min({LARGEST}, {BAND} / datum.lines) : 0",
            left="0",
            upper=f"datum.y + {BAND / 2 - 9}",
            middle=f"datum.y + {BAND / 2}",
            lower=f"datum.y + {BAND / 2 + 9}",
        )
        .transform_calculate(
            right="datum.lines ? ceil(datum.dots / datum.lines) * datum.pitch"
            f" : datum.dots / datum.most * (width - {LABEL})"
        )
    )
    bars = band.transform_filter("datum.lines == 0").mark_rect(color=theme.HIGH_STRONG)
    return [
        _circles(band).encode(x=theme.across("x"), y=theme.pixels("y")),
        bars.encode(x=theme.across("left"), x2="right:Q", y=theme.pixels("upper"), y2="lower:Q"),
        band.mark_text(
            align="left", baseline="middle", fontSize=14, fontWeight="bold", dx=alt.expr("datum.dots ? 6 : 0")
        ).encode(x=theme.across("right"), y=theme.pixels("middle"), text="label:N"),
    ]


def _circles(band: alt.Chart) -> alt.Chart:
    import altair as alt

    from plckit.charts import theme

    made: alt.Chart = (
        theme.each(band.transform_filter("datum.lines > 0"), "dots")
        .transform_calculate(
            x="(floor(datum.i / datum.lines) + 0.5) * datum.pitch",
            y="datum.middle + (datum.i % datum.lines - (datum.lines - 1) / 2) * datum.pitch",
        )
        .mark_point(
            shape="circle",
            filled=True,
            opacity=1,
            color=theme.HIGH_STRONG,
            size=alt.expr("pow(0.86 * datum.pitch, 2)"),
        )
    )
    return made


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: one line for all of it, then one line an option (rule P7)."""
    if not rows or not rows[0]["n"]:
        return phrases.reason("empty")
    first = f"{phrases.people(rows[0]['n'])} gave dots."
    if rows[0]["row"] is None:
        return phrases.sentences(first, f"{phrases.ALL_PROTECTED.capitalize()}.")
    return "\n".join([first, *(f"“{row['statement']}” {_said(row)}" for row in rows)])


def _said(row: Row) -> str:
    if row["dots"] is None:
        return f"{phrases.PROTECTED.capitalize()}."
    given = f" from {phrases.people(row['people'])}" if row["dots"] and row["people"] else ""
    return f"{phrases.many(row['dots'], 'dot')}{given}."


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return dots and the people who gave them as columns and rows (rule P7)."""
    n = rows[0]["n"] if rows else 0
    body = [
        [row["statement"] or row["label"], *([phrases.SYMBOL] * 2 if row["row"] is None else _cells(row))]
        for row in rows
    ]
    return {"columns": ["Option", "Dots", f"People (n = {n})"], "rows": body}


def _cells(row: Row) -> list[str | int]:
    if row["dots"] is None:
        return [str(row["label"]), phrases.SYMBOL]
    return [row["dots"], phrases.SYMBOL if row["people"] is None else row["people"]]
