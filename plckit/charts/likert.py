"""Answers on an ordered scale as diverging stacked bars, one bar a statement (rule L2).

Bars are centred on the neutral level, or between the two middle levels when their number is even. "Not sure"
is a small bar at the side, in the same unit (Heiberger & Robbins 2014, doi:10.18637/jss.v057.i05).
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import layout
from plckit.domain.distribution import is_split, median, middle_half, share_label

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

NOT_SURE = "not_sure"
BAR = 24
ASIDE = 0.08
"""Free space between the longest bar and the "not sure" bars, as a share of all answers."""


def rows(
    statements: Mapping[str, str],
    levels: Mapping[str, str],
    counts: Mapping[str, Mapping[str, int] | None],
) -> list[Row]:
    """Return one tidy row a statement and level, in the order given, "not sure" last (rules L2, L3, P7).

    A statement whose counts are None is one row of part "withheld", one without answers of part "empty".
    Columns: part (level, not_sure, withheld, empty) · row, statement · place (0 = lowest level), level,
    level_label · count, n (all answers to this statement) · start, end (shares of n from the centre line) ·
    label (what is written in the bar) · note (on a statement's first row: "n = 12").
    """
    shown = {row: counts.get(row, {}) for row in statements}
    edge = max((_right(levels, cells) for cells in shown.values() if cells), default=0.0) + ASIDE
    found: list[Row] = []
    for row, statement in statements.items():
        cells = shown[row]
        head = {"row": row, "statement": statement}
        if cells is None:
            found.append(head | _no_bar("withheld", phrases.marked(phrases.WITHHELD), None))
        elif not _total(levels, cells):
            found.append(head | _no_bar("empty", phrases.EMPTY, 0))
        else:
            found += [head | bar for bar in _bars(levels, cells, edge)]
    return found


def _total(levels: Mapping[str, str], cells: Mapping[str, int]) -> int:
    return sum(cells.get(level, 0) for level in (*levels, NOT_SURE))


def _right(levels: Mapping[str, str], cells: Mapping[str, int]) -> float:
    """Return how far the bar reaches to the right of the centre line, as a share of all answers."""
    total = _total(levels, cells)
    sure = sum(cells.get(level, 0) for level in levels)
    return (sure - _left(levels, cells)) / total if total else 0.0


def _left(levels: Mapping[str, str], cells: Mapping[str, int]) -> float:
    """Return the answers to the left of the centre line; of a neutral level one half."""
    inner = [cells.get(level, 0) for level in levels]
    half = len(inner) // 2
    return sum(inner[:half]) + (inner[half] / 2 if len(inner) % 2 else 0)


def _no_bar(part: str, label: str, n: int | None) -> Row:
    cells: Row = {"part": part, "place": None, "level": None, "level_label": None, "count": None}
    return cells | {"n": n, "start": None, "end": None, "label": label, "note": None}


def _bars(levels: Mapping[str, str], cells: Mapping[str, int], edge: float) -> list[Row]:
    total = _total(levels, cells)
    at = -_left(levels, cells)
    bars: list[Row] = []
    for place, (level, level_label) in enumerate([*levels.items(), (NOT_SURE, "Not sure")]):
        count = cells.get(level, 0)
        start = edge if level == NOT_SURE else at / total
        at += count
        bars.append(
            {
                "part": "not_sure" if level == NOT_SURE else "level",
                "place": place,
                "level": level,
                "level_label": level_label,
                "count": count,
                "n": total,
                "start": round(start, 6),
                "end": round(start + count / total, 6),
                "label": share_label(count, total) if count else "",
                "note": None if place else f"n = {total}",
            }
        )
    return bars


def chart(
    statements: Mapping[str, str], levels: Mapping[str, str], data: list[Row] | None = None
) -> alt.LayerChart:
    """Return the picture's fixed part: the statements, their places, the colours (rules L2 and L4).

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    places = layout(statements, band=BAR)
    description = f"Bars of answers to {phrases.many(len(statements), 'statement')}, one bar a statement."
    layers = [_centre(), *_stacks(levels), theme.messages(BAR // 2)]
    return theme.themed(layers, places, data, description)


def _centre() -> alt.Chart:
    """Return the centre line behind each bar."""
    import altair as alt

    from plckit.charts import theme

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.note != null")
        .transform_calculate(top="datum.y - 3", foot=f"datum.y + {BAR + 3}", zero="0")
        .mark_rule(strokeWidth=1, opacity=0.6, stroke=alt.expr("ink"))
        .encode(x=alt.X("zero:Q", axis=None), y=theme.pixels("top"), y2="foot:Q")
    )
    return made


def _stacks(levels: Mapping[str, str]) -> list[alt.Chart]:
    import altair as alt

    from plckit.charts import theme

    colours = theme.level_colours(len(levels))
    names = [*levels.values(), "Not sure"]
    dark = [
        name for name, colour in zip(names, [*colours, theme.NOT_SURE], strict=True) if theme.is_dark(colour)
    ]
    scale = alt.Scale(domain=names, range=[*colours, theme.NOT_SURE])
    columns = alt.ExprRef(theme.picked("2", str(len(names) if len(names) < 5 else 3)))
    bars = _segments()
    x = alt.X("start:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    return [
        bars.mark_rect(stroke=alt.expr("paper"), strokeWidth=1).encode(
            x=x,
            x2="end:Q",
            y=theme.pixels("upper"),
            y2="lower:Q",
            color=alt.Color("level_label:N", scale=scale, legend=alt.Legend(columns=columns)),
        ),
        bars.mark_text(
            baseline="middle",
            fontSize=12,
            # A number that does not fit its bar is left out; the table has it.
            text=alt.expr(
                "scale('x', datum.end) - scale('x', datum.start) < 7 * length(datum.label) + 3"
                " ? '' : datum.label"
            ),
        ).encode(
            x="centre:Q",
            y=theme.pixels("middle"),
            color=alt.condition(
                alt.FieldOneOfPredicate("level_label", oneOf=dark), alt.value("#ffffff"), alt.value("#16181c")
            ),
        ),
    ]


def _segments() -> alt.Chart:
    """Return the base of bars and numbers: a segment for each level that somebody chose."""
    import altair as alt

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.count > 0")
        .transform_calculate(
            upper="datum.part == 'not_sure' ? datum.y + 4 : datum.y",
            lower=f"datum.part == 'not_sure' ? datum.y + {BAR - 4} : datum.y + {BAR}",
            middle=f"datum.y + {BAR / 2}",
            centre="(datum.start + datum.end) / 2",
        )
    )
    return made


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one a statement (L1, L3, L5, P7)."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["row"])]
    split = sum(is_split([bar["count"] for bar in group if bar["part"] == "level"]) for group in groups)
    first = phrases.sentences(
        f"Answers to {phrases.many(len(groups), 'statement')}.",
        phrases.units(row["n"] or 0 for row in rows),
        f"The group is split on {phrases.many(split, 'statement')}." if split else "",
    )
    return "\n".join([first, *(f"“{group[0]['statement']}” {_said(group)}" for group in groups)])


def _said(bars: Sequence[Row]) -> str:
    """Return at most three sentences on one statement; a split in place of a summary (rule L5)."""
    first = bars[0]
    if first["part"] in ("withheld", "empty"):
        return phrases.reason(first["part"])
    counts = [bar["count"] for bar in bars if bar["part"] == "level"]
    names = [bar["level_label"] for bar in bars if bar["part"] == "level"]
    unsure = first["n"] - sum(counts)
    total = phrases.many(first["n"], "answer") + (f", {unsure} of them “not sure”." if unsure else ".")
    if is_split(counts):
        return phrases.sentences(total, f"{phrases.SPLIT.capitalize()}.")
    answers = [place for place, count in enumerate(counts) for _ in range(count)]
    middle, half = median(answers), middle_half(answers)
    if middle is None or half is None:
        return total
    return phrases.sentences(
        total,
        f"The middle answer is {_span(names, middle, middle, 'between', 'and')}.",
        f"The middle half is {_span(names, *half, 'from', 'to')}.",
    )


def _span(names: Sequence[str], low: float, high: float, before: str, between: str) -> str:
    """Return levels by name; what lies between two is widened to whole ones: there is no half a level."""
    first, last = names[math.floor(low)], names[math.ceil(high)]
    return f"“{first}”" if first == last else f"{before} “{first}” {between} “{last}”"


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the chart as columns and rows: counts under 20 answers, percentages from 20 up (L2, L3, P7)."""
    names = {row["level_label"]: None for row in rows if row["level_label"] is not None}
    body: list[list[str | int]] = []
    for _, group in groupby(rows, key=lambda row: row["row"]):
        bars = list(group)
        cells: list[str | int]
        if bars[0]["count"] is None:
            cells = [bars[0]["label"], *[phrases.SYMBOL if bars[0]["n"] is None else 0] * len(names)]
        else:
            cells = [bar["label"] or share_label(0, bar["n"]) for bar in bars] + [bars[0]["n"]]
            cells = [int(cell) if str(cell).isdigit() else cell for cell in cells]
        body.append([bars[0]["statement"], *cells])
    return {"columns": ["Statement", *names, "Answers"], "rows": body}
