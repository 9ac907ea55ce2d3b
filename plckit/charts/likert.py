"""Answers on an ordered scale as diverging stacked bars, one bar a statement (rule L2).

Bars are centred on the neutral level, or between the two middle levels when their number is even. "Not sure"
is a small bar at the side, in the same unit (Heiberger & Robbins 2014, doi:10.18637/jss.v057.i05). Stacked
bars begin at the left in place of the centre: with the bar at the side they make 100 % of the answers.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
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
    *,
    stacked: bool = False,
) -> list[Row]:
    """Return one tidy row a statement and level, in the order given, "not sure" last (rules L2, L3, P7).

    A statement whose counts are None is one row of part "withheld", one without answers of part "empty".
    `stacked` bars begin at zero; the others have their centre there.
    Columns: part (level, not_sure, withheld, empty) · row, statement · place (0 = lowest level), level,
    level_label · count, n (all answers to this statement) · start, end (shares of n from zero) ·
    label (what is written in the bar) · note (on a statement's first row: "n = 12").
    """
    shown = {row: counts.get(row, {}) for row in statements}
    side = edge(levels, shown.values(), stacked=stacked)
    found: list[Row] = []
    for row, statement in statements.items():
        head = {"row": row, "statement": statement}
        found += [head | bar for bar in bars(levels, shown[row], side, stacked=stacked)]
    return found


def every(levels: Mapping[str, str]) -> dict[str, str]:
    """Return the levels and “not sure”; yes and no stand alone, since a line that is not sure stays empty."""
    return {**levels} if len(levels) == 2 else {**levels, NOT_SURE: "Not sure"}


def edge(
    levels: Mapping[str, str], counts: Iterable[Mapping[str, int] | None], *, stacked: bool = False
) -> float:
    """Return where the "not sure" bars of all these statements begin, as a share of all answers from zero."""
    return max((_right(levels, cells, stacked) for cells in counts if cells), default=0.0) + ASIDE


def bars(
    levels: Mapping[str, str], cells: Mapping[str, int] | None, side: float, *, stacked: bool = False
) -> list[Row]:
    """Return the rows of one bar, without its statement; one row of another part where there is none (P7).

    "Not sure" begins at `side` (see `edge`).
    """
    if cells is None:
        return [no_bar("withheld", phrases.marked(phrases.WITHHELD), None)]
    if not _total(levels, cells):
        return [no_bar("empty", phrases.EMPTY, 0)]
    return _segments(levels, cells, side, 0 if stacked else _left(levels, cells))


def _total(levels: Mapping[str, str], cells: Mapping[str, int]) -> int:
    return sum(cells.get(level, 0) for level in (*levels, NOT_SURE))


def _right(levels: Mapping[str, str], cells: Mapping[str, int], stacked: bool) -> float:
    """Return how far the bar reaches to the right of zero, as a share of all answers."""
    total = _total(levels, cells)
    sure = sum(cells.get(level, 0) for level in levels)
    left = 0 if stacked else _left(levels, cells)
    return (sure - left) / total if total else 0.0


def _left(levels: Mapping[str, str], cells: Mapping[str, int]) -> float:
    """Return the answers to the left of the centre line; of a neutral level one half."""
    inner = [cells.get(level, 0) for level in levels]
    half = len(inner) // 2
    return sum(inner[:half]) + (inner[half] / 2 if len(inner) % 2 else 0)


def no_bar(part: str, label: str, n: int | None) -> Row:
    """Return a row of this part with every column of a bar."""
    cells: Row = {"part": part, "place": None, "level": None, "level_label": None, "count": None}
    return cells | {"n": n, "start": None, "end": None, "label": label, "note": None}


def _segments(levels: Mapping[str, str], cells: Mapping[str, int], side: float, left: float) -> list[Row]:
    """Return a row a level; `left` answers stand to the left of zero."""
    total = _total(levels, cells)
    at = -left
    found: list[Row] = []
    for place, (level, level_label) in enumerate(every(levels).items()):
        count = cells.get(level, 0)
        start = side if level == NOT_SURE else at / total
        at += count
        found.append(
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
    return found


def chart(
    statements: Mapping[str, str],
    levels: Mapping[str, str],
    data: list[Row] | None = None,
    *,
    stacked: bool = False,
) -> alt.LayerChart:
    """Return the picture's fixed part: the statements, their places, the colours (rules L2 and L4).

    `stacked` is for rows that are stacked: they have no centre line to draw.
    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    places = layout(statements, band=BAR)
    bars = "Stacked bars" if stacked else "Bars"
    description = f"{bars} of answers to {phrases.many(len(statements), 'statement')}, one bar a statement."
    layers = [*([] if stacked else [centre()]), *stacks(levels), theme.messages(BAR // 2)]
    return theme.themed(layers, places, data, description)


def centre(top: str = "datum.y") -> alt.Chart:
    """Return the centre line behind each bar, whose upper edge is at the expression `top`."""
    import altair as alt

    from plckit.charts import theme

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.place == 0")
        .transform_calculate(top=f"{top} - 3", foot=f"{top} + {BAR + 3}", zero="0")
        .mark_rule(strokeWidth=1, opacity=0.6, stroke=alt.expr("ink"))
        .encode(x=alt.X("zero:Q", axis=None), y=theme.pixels("top"), y2="foot:Q")
    )
    return made


def stacks(
    levels: Mapping[str, str], top: str = "datum.y", left: str = "0", *, unsure: bool = True
) -> list[alt.Chart]:
    """Return bars and numbers, `unsure` ones too: upper edge at `top`, from `left` to the chart's end."""
    import altair as alt

    from plckit.charts import theme

    colours = theme.level_colours(len(levels))
    names = list((every(levels) if unsure else levels).values())
    colours = [*colours, theme.NOT_SURE][: len(names)]
    dark = [name for name, colour in zip(names, colours, strict=True) if theme.is_dark(colour)]
    scale = alt.Scale(domain=names, range=colours)
    columns = alt.ExprRef(theme.picked("2", str(len(names) if len(names) < 5 else 3)))
    bars, ends = _segment(top), [alt.ExprRef(left), alt.ExprRef("width")]
    x = alt.X("start:Q", axis=None, scale=alt.Scale(nice=False, zero=True, range=ends))
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


def _segment(top: str) -> alt.Chart:
    """Return the base of bars and numbers: a segment for each level that somebody chose."""
    import altair as alt

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.count > 0")
        .transform_calculate(
            upper=f"{top} + (datum.part == 'not_sure' ? 4 : 0)",
            lower=f"{top} + {BAR} - (datum.part == 'not_sure' ? 4 : 0)",
            middle=f"{top} + {BAR / 2}",
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
    """Return at most three sentences on one statement."""
    first = bars[0]
    if first["part"] in ("withheld", "empty"):
        return phrases.reason(first["part"])
    unsure = first["n"] - sum(bar["count"] for bar in bars if bar["part"] == "level")
    total = phrases.many(first["n"], "answer") + (f", {unsure} of them “not sure”." if unsure else ".")
    return phrases.sentences(total, *summary(bars))


def summary(bars: Sequence[Row]) -> list[str]:
    """Return a sentence on the middle answer and one on the middle half; a split in their place (L1, L5)."""
    counts = [bar["count"] for bar in bars if bar["part"] == "level"]
    names = [bar["level_label"] for bar in bars if bar["part"] == "level"]
    if len(counts) == 2:
        both = (f"{share_label(bar['count'], bar['n'])} “{bar['level_label']}”" for bar in bars)
        return [f"{', '.join(both)}."]
    if is_split(counts):
        return [f"{phrases.SPLIT.capitalize()}."]
    answers = [place for place, count in enumerate(counts) for _ in range(count)]
    middle, half = median(answers), middle_half(answers)
    if middle is None or half is None:
        return []
    return [
        f"The middle answer is {_span(names, middle, middle, 'between', 'and')}.",
        f"The middle half is {_span(names, *half, 'from', 'to')}.",
    ]


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
        body.append([bars[0]["statement"], *cells(bars, len(names))])
    return {"columns": ["Statement", *names, "Answers"], "rows": body}


def cells(bars: Sequence[Row], levels: int) -> list[str | int]:
    """Return a table's cells of one bar: every level, "not sure" and all answers, or why there are none."""
    first = bars[0]
    if first["count"] is None:
        return [first["label"], *[phrases.SYMBOL if first["n"] is None else 0] * levels]
    said = [bar["label"] or share_label(0, bar["n"]) for bar in bars] + [first["n"]]
    return [int(cell) if str(cell).isdigit() else cell for cell in said]
