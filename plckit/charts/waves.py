"""The same statements asked more than once: a diverging bar a wave, the latest four one by one (L2, L6).

Answers have no names, so waves are never matched: the pattern of answers changes, of people nothing is said.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from plckit.charts import likert, phrases
from plckit.charts.layout import layout
from plckit.domain.waves import BROKEN, Wave, comparable, few_answered, warnings

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

MOST = 4
"""So many waves of a statement are drawn, the latest ones."""

GAP = 14
STEP = likert.BAR + GAP
LEFT_NARROW, LEFT_WIDE = 84, 120
"""Pixels at the left of each bar for its wave's label and its number of answers."""

CHANGED = "asked differently"
DRAWN = "(length(data('rows')) ? 1 + extent(pluck(data('rows'), 'wave'))[1] : 1)"
"""An expression: how many waves the rows hold."""


def rows(statements: Mapping[str, str], levels: Mapping[str, str], waves: Sequence[Wave]) -> list[Row]:
    """Return the rows of a bar (see `likert.rows`) for each statement and each of the latest four waves.

    `waves` are the oldest first, the last one with these statements and levels. A wave that asked a statement
    in other words or on another scale shows that in place of a bar and of its counts, since the two cannot be
    compared (rule L9).
    Columns: those of `likert.rows`, note always None; part may be "changed" · wave (0 = oldest drawn),
    wave_label, wave_n, wave_of (people who answered the wave, people asked) · wave_note (on a bar's first
    row: "n = 24 of 26") · broken (on a bar's first row: wording or scale changed since the wave above).
    """
    latest = waves[-MOST:]
    asked = {row: [_asked(wave, latest[-1], row) for wave in latest] for row in statements}
    side = likert.edge(levels, (cells for line in asked.values() for cells, _ in line))
    found: list[Row] = []
    for row, statement in statements.items():
        changed = [other for _, other in asked[row]]
        breaks = [False, *(one != other for one, other in pairwise(changed))]
        for place, wave in enumerate(latest):
            cells, other = asked[row][place]
            bars = likert.bars(levels, cells, side)
            if other:
                bars = [likert.no_bar("changed", CHANGED, None)]
            whose = {"wave": place, "wave_label": wave.label, "wave_n": wave.n, "wave_of": wave.of}
            head = {"row": row, "statement": statement} | whose
            found += [head | bar | {"note": None, "wave_note": None, "broken": False} for bar in bars]
            first = found[-len(bars)]
            first |= {
                "wave_note": f"n = {first['n']} of {wave.of}" if first["n"] else None,
                "broken": breaks[place],
            }
    return found


def _asked(wave: Wave, now: Wave, row: str) -> tuple[Mapping[str, int] | None, bool]:
    """Return the counts of one statement in one wave, and whether its wording or its scale was another."""
    then = wave.statements.get(row)
    if then is None:
        return {}, False
    return (then.counts, False) if comparable(wave, now, row) else ({}, True)


def chart(
    statements: Mapping[str, str],
    levels: Mapping[str, str],
    data: list[Row] | None = None,
) -> alt.LayerChart:
    """Return the picture's fixed part: the statements, with room for the waves there are (rules L2 and L4).

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    places = layout(statements, band=MOST * STEP - GAP, gap=26)
    description = (
        f"Bars of answers to {phrases.many(len(statements), 'statement')}, one bar a wave, oldest at the top."
    )
    top = f"datum.y + datum.wave * {STEP}"
    left = f"({theme.picked(str(LEFT_NARROW), str(LEFT_WIDE))})"
    layers = [likert.centre(top), *likert.stacks(levels, top, left), *_labels(top, left), *_breaks(top)]
    return theme.themed(layers, places, data, description, lift=f"({MOST} - {DRAWN}) * {STEP}")


def _labels(top: str, left: str) -> list[alt.Chart]:
    """Return each wave's label and number of answers left of its bar, and why there is no bar."""
    import altair as alt

    from plckit.charts import theme

    first = (
        alt.Chart()
        .transform_filter("datum.place == null || datum.place == 0")
        .transform_calculate(
            middle=f"{top} + {likert.BAR / 2}",
            line=f"{top} + (datum.wave_note == null ? {likert.BAR / 2} : 6)",
            under=f"{top} + 20",
        )
    )
    text: dict[str, Any] = {"align": "left", "baseline": "middle"}
    return [
        first.mark_text(**text, fontSize=12, limit=alt.expr(f"{left} - 8")).encode(
            x=alt.value(0), y=theme.pixels("line"), text="wave_label:N"
        ),
        first.transform_filter("datum.wave_note != null")
        .mark_text(**text, fontSize=11, opacity=0.75, limit=alt.expr(f"{left} - 6"))
        .encode(x=alt.value(0), y=theme.pixels("under"), text="wave_note:N"),
        first.transform_filter("datum.place == null")
        .mark_text(**text, fontStyle="italic", opacity=0.8)
        .encode(x=alt.value(alt.expr(left)), y=theme.pixels("middle"), text="label:N"),
    ]


def _breaks(top: str) -> list[alt.Chart]:
    """Return a dashed line between two waves that asked a statement differently (rule L9)."""
    import altair as alt

    from plckit.charts import theme

    line = (
        alt.Chart()
        .transform_filter("datum.broken")
        .transform_calculate(at=f"{top} - {GAP / 2}", left="0", right="width - 136")
    )
    return [
        line.mark_rule(stroke=alt.expr("ink"), strokeDash=[4, 3], opacity=0.7).encode(
            x=theme.across("left"), x2="right:Q", y=theme.pixels("at")
        ),
        line.mark_text(align="right", baseline="middle", fontSize=11, fontStyle="italic").encode(
            x=alt.value("width"), y=theme.pixels("at"), text=alt.value("wording or scale changed")
        ),
    ]


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one a statement (L1, L5, L6, L9, P7)."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["row"])]
    if not groups:
        return phrases.reason("empty")
    waves = {row["wave"]: row for row in groups[0]}
    statements = phrases.many(len(groups), "statement")
    earlier = (
        f"The pattern of answers to {statements} in {phrases.many(len(waves), 'wave')}, oldest first.",
        "Answers have no names and are not matched, so nothing is said of any person.",
    )
    first = phrases.sentences(
        *(earlier if len(waves) > 1 else (f"Answers to {statements}.",)),
        phrases.units(row["n"] or 0 for row in rows),
        *_warnings([Wave(w["wave_label"], w["wave_n"], w["wave_of"], {}) for w in waves.values()]),
    )
    return "\n".join([first, *(f"“{group[0]['statement']}” {_said(group)}" for group in groups)])


def _warnings(waves: Sequence[Wave]) -> list[str]:
    """Return a sentence where few people answered, or many more in one wave than in the next (rule L6)."""
    if len(waves) == 1:
        return [few_answered(waves[0])]
    found = [sentence for pair in pairwise(waves) for sentence in warnings(*pair)]
    return list(dict.fromkeys(found))


def _said(rows: Sequence[Row]) -> str:
    """Return a sentence a wave; why two cannot be compared stands between them (rule L9)."""
    said = []
    for _, group in groupby(rows, key=lambda row: row["wave"]):
        bars = list(group)
        if bars[0]["broken"]:
            said.append(BROKEN)
        said.append(f"{bars[0]['wave_label']}: {_wave(bars)}")
    return " ".join(said)


def _wave(bars: Sequence[Row]) -> str:
    first = bars[0]
    if first["part"] == "changed":
        return f"{CHANGED}."
    if first["part"] in ("withheld", "empty"):
        sentence = phrases.reason(first["part"])
    else:
        sentence = (likert.summary(bars) or ["All answers are “not sure”."])[0]
    return sentence[0].lower() + sentence[1:]


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line a statement and wave: counts under 20 answers, percentages from 20 up (L2, L3, P7)."""
    names = {row["level_label"]: None for row in rows if row["level_label"] is not None}
    body = []
    for _, group in groupby(rows, key=lambda row: (row["row"], row["wave"])):
        bars = list(group)
        cells = likert.cells(bars, len(names))
        if bars[0]["part"] == "changed":
            cells = [CHANGED, *["–"] * len(names)]
        body.append([bars[0]["statement"], bars[0]["wave_label"], *cells])
    return {"columns": ["Statement", "Wave", *names, "Answers"], "rows": body}
