"""Every answer a dot on a line of places, the middle half and the median below it: for ranks and sliders.

Dots stack above the line, so that equal answers stay countable; below it lie a pale bar, the middle half, and
a tick with a number, the median. Calling `groups` imports neither Altair nor pandas.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import LETTER, WIDE_FROM, layout, wrapped
from plckit.domain.distribution import is_split, median, middle_half

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

HIGH = 54
"""Pixels that the highest stack takes above the line."""

DOT, LARGEST = 6, 12
"""Pixels from one dot's centre to the next: no less while a stack is one dot wide, and when there are few."""

EDGE = 16
"""Pixels from the chart's side to the first and the last place."""

LANE = 20
"""Pixels below the line for the middle half and the median."""

BAND = HIGH + LANE + 18
NUMBERS_UP_TO = 12
"""More places than this have a number at every fifth."""

LINE = 14


def groups(
    statements: Mapping[str, str], answers: Mapping[str, Sequence[int] | None], places: Sequence[int]
) -> list[Row]:
    """Return for each statement its line and a row for each place that holds an answer (L1, L5, P3, P7).

    `places` are all places of the line in order. None in place of answers is withheld.
    Columns: part (line, place, withheld, empty) · row, statement · value (on the line: the median; None when
    the group is split) · start, end (on the line: the middle half) · count (answers at this place) · across,
    size (dots side by side, and pixels from one to the next) · n (answers) · label (the median's number, or
    why there is none) · note (on the line: "n = 12") · total (None).
    """
    stacks = {row: Counter(answers.get(row) or ()) for row in statements}
    most = max((count for stack in stacks.values() for count in stack.values()), default=1)
    found: list[Row] = []
    for row, statement in statements.items():
        head = {"row": row, "statement": statement}
        if answers.get(row, ()) is None:
            found.append(head | _row("withheld", label=phrases.marked(phrases.WITHHELD)))
        elif not stacks[row]:
            found.append(head | _row("empty", n=0, label=phrases.EMPTY))
        else:
            found += [head | cells for cells in _parts(stacks[row], places, most)]
    return found


def said(part: str, sentence: str) -> Row:
    """Return the one row of a chart that shows nothing: a sentence that belongs to no statement (P3, P7)."""
    return {"row": None, "statement": None} | _row(part, label=sentence, total=sentence)


def _row(part: str, **cells: object) -> Row:
    """Return a row with every column, so that a spec finds each of them in any row."""
    names = ("value", "start", "end", "count", "across", "size", "n", "label", "note", "total")
    return {"part": part, **dict.fromkeys(names), **cells}


def _parts(stack: Counter[int], places: Sequence[int], most: int) -> list[Row]:
    values = sorted(stack.elements())
    half = middle_half(values)
    split = splits(values, places)
    low, high = (None, None) if split or half is None else half
    middle = None if split else median(values)
    label = phrases.SPLIT if middle is None else number(middle)
    n = len(values)
    across, size = _fitted(most, len(places))
    line = _row("line", value=middle, start=low, end=high, n=n, label=label, note=f"n = {n}")
    shared = {"across": across, "size": size, "n": n}
    return [line, *(_row("place", value=v, count=count, **shared) for v, count in sorted(stack.items()))]


def splits(values: Sequence[float], places: Sequence[int]) -> bool:
    """Return rule L5 on a line: place by place up to five of them, by fifths of the line when it has more.

    On eleven places of their own a handful of answers nearly always leaves a gap, and a gap is not yet a
    split: twelve answers around one middle would be called split four times in ten, in fifths once in twenty.
    """
    parts = min(len(places), 5)
    length = max(places[-1] - places[0], 1)
    found = Counter(min(int((value - places[0]) * parts // length), parts - 1) for value in values)
    return is_split([found[part] for part in range(parts)])


def _fitted(most: int, places: int) -> tuple[int, float]:
    """Return dots side by side and pixels from one to the next, so that a phone has room for the most."""
    room = min(2 * EDGE, (320 - 2 * EDGE) / max(places - 1, 1) - 3)
    across = 1
    while math.ceil(most / across) * min(DOT, room / across) > HIGH:
        across += 1
    up = max(math.ceil(most / across), 1)
    return across, round(min(LARGEST, HIGH / up, room / across), 3)


def number(value: float | None) -> str:
    """Return “3” or “3.5”: at most one decimal; nothing where there is no value."""
    return "" if value is None else f"{round(value, 1):g}"


def chart(
    statements: Mapping[str, str],
    places: Sequence[int],
    ends: tuple[str, str],
    data: list[Row] | None,
    description: str,
    *,
    top: int = 0,
) -> alt.LayerChart:
    """Return statements with a line of places each; `ends` are written under its first and last place."""
    from plckit.charts import theme

    narrow, wide = (
        [wrapped(end, int((width / 2 - 10) / LETTER)) for end in ends] for width in (320, WIDE_FROM)
    )
    foot = LINE * max(len(lines) for lines in [*narrow, *wide]) + 4 if any(ends) else 0
    where = layout(statements, band=BAND + foot, top=top, gap=24)
    layers = [*_scale(places), *_ends(narrow, wide), *_middles(places), _dots(places), theme.messages(12)]
    if top:
        layers.append(theme.total())
    return theme.themed(layers, where, data, description)


def _scale(places: Sequence[int]) -> list[alt.Chart]:
    """Return the line and its places; a number under each, but where the median's own stands."""
    import altair as alt

    from plckit.charts import theme

    every = 1 if len(places) <= NUMBERS_UP_TO else 5
    named = [p for p in places if not p % every or p in (places[0], places[-1])]
    line = (
        alt.Chart()
        .transform_filter("datum.part == 'line'")
        .transform_calculate(base=f"datum.y + {HIGH + 1}", foot=f"datum.y + {HIGH + LANE}")
    )
    ticks = line.transform_calculate(tick=json.dumps([*places])).transform_flatten(["tick"])
    numbers = line.transform_calculate(tick=json.dumps(named)).transform_flatten(["tick"])
    free = "datum.value == null || abs(scale('x', datum.tick) - scale('x', datum.value)) > 17"
    return [
        ticks.mark_rule(stroke=alt.expr("ink"), opacity=0.09).encode(
            x=_x(places, "tick"), y=theme.pixels("y"), y2="foot:Q"
        ),
        line.transform_calculate(left=str(places[0]), right=str(places[-1]))
        .mark_rule(stroke=alt.expr("ink"), opacity=0.45)
        .encode(x=_x(places, "left"), x2="right:Q", y=theme.pixels("base")),
        numbers.mark_text(
            baseline="top", dy=3, fontSize=11, opacity=0.75, text=alt.expr(f"{free} ? datum.tick : ''")
        ).encode(x=_x(places, "tick"), y=theme.pixels("foot")),
    ]


def _x(places: Sequence[int], field: str) -> alt.X:
    import altair as alt

    ends = [places[0], max(places[-1], places[0] + 1)]
    scale = alt.Scale(domain=ends, range=[EDGE, alt.ExprRef(f"width - {EDGE}")], nice=False)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def _ends(narrow: Sequence[Sequence[str]], wide: Sequence[Sequence[str]]) -> list[alt.Chart]:
    """Return what the first and the last place mean, below their numbers."""
    import altair as alt

    from plckit.charts import theme

    line = alt.Chart().transform_filter("datum.part == 'line'")
    under = line.transform_calculate(y=f"datum.y + {BAND + 2}")
    low, high = (
        theme.by_line(under, theme.picked(json.dumps(n), json.dumps(w)), LINE)
        for n, w in zip(narrow, wide, strict=True)
    )
    look: dict[str, Any] = {"baseline": "top", "fontSize": 12, "opacity": 0.75}
    y, text = theme.pixels("y"), "line:N"
    return [
        low.mark_text(align="left", **look).encode(x=alt.value(0), y=y, text=text),
        high.mark_text(align="right", **look).encode(x=alt.value("width"), y=y, text=text),
    ]


def _middles(places: Sequence[int]) -> list[alt.Chart]:
    """Return the middle half as a pale bar, the median as a tick with its number, or that there is none."""
    import altair as alt

    from plckit.charts import theme

    line = (
        alt.Chart()
        .transform_filter("datum.part == 'line'")
        .transform_calculate(
            upper=f"datum.y + {HIGH + 6}",
            lower=f"datum.y + {HIGH + LANE - 4}",
            base=f"datum.y + {HIGH + 1}",
            foot=f"datum.y + {HIGH + LANE + 1}",
            lane=f"datum.y + {HIGH + LANE / 2 + 1}",
        )
    )
    known = line.transform_filter("datum.value != null")
    return [
        known.mark_rect(color=theme.HIGH_LIGHT, cornerRadius=2).encode(
            x=_x(places, "start"), x2="end:Q", y=theme.pixels("upper"), y2="lower:Q"
        ),
        known.mark_rule(stroke=alt.expr("ink"), strokeWidth=4).encode(
            x=_x(places, "value"), y=theme.pixels("base"), y2="foot:Q"
        ),
        known.mark_text(baseline="top", dy=2, fontSize=14, fontWeight="bold").encode(
            x=_x(places, "value"), y=theme.pixels("foot"), text="label:N"
        ),
        line.transform_filter("datum.value == null")
        .mark_text(baseline="middle", fontStyle="italic")
        .encode(x=alt.value(alt.expr("width / 2")), y=theme.pixels("lane"), text="label:N"),
    ]


def _dots(places: Sequence[int]) -> alt.Chart:
    import altair as alt

    from plckit.charts import theme

    made: alt.Chart = (
        theme.each(alt.Chart().transform_filter("datum.part == 'place'"), "count")
        .transform_calculate(up="floor(datum.i / datum.across)")
        .transform_calculate(beside="min(datum.across, datum.count - datum.up * datum.across)")
        .transform_calculate(
            aside="(datum.i % datum.across - (datum.beside - 1) / 2) * datum.size",
            dot=f"datum.y + {HIGH} - (datum.up + 0.5) * datum.size",
        )
        .mark_point(
            shape="circle",
            filled=True,
            opacity=1,
            color=theme.HIGH_STRONG,
            size=alt.expr("pow(0.86 * datum.size, 2)"),
            xOffset=alt.expr("datum.aside"),
        )
        .encode(x=_x(places, "value"), y=theme.pixels("dot"))
    )
    return made


def told(rows: Sequence[Row], pattern: str) -> list[str]:
    """Return a line of words a statement; `pattern` has {people}, {middle}, {low}, {high} (rules L5, P7)."""
    lines = []
    for _, group in groupby(rows, key=lambda row: row["row"]):
        first = next(group)
        lines.append(f"“{first['statement']}” {_told(first, pattern)}")
    return lines


def _told(line: Row, pattern: str) -> str:
    if line["part"] in ("withheld", "empty"):
        return phrases.reason(line["part"])
    if line["value"] is None:
        return f"{phrases.SPLIT.capitalize()}."
    low, high = number(line["start"]), number(line["end"])
    return pattern.format(people=phrases.people(line["n"]), middle=number(line["value"]), low=low, high=high)


def columns(rows: Sequence[Row], places: Sequence[int]) -> list[list[str | int]]:
    """Return a table's cells a statement: answers at each place, median, middle half, all answers (P7)."""
    body: list[list[str | int]] = []
    for _, group in groupby(rows, key=lambda row: row["row"]):
        first, *rest = group
        counts = {row["value"]: row["count"] for row in rest}
        cells: list[str | int]
        if first["part"] == "line":
            half = "–" if first["value"] is None else f"{number(first['start'])} to {number(first['end'])}"
            middle = "split" if first["value"] is None else first["label"]
            cells = [*(counts.get(place, 0) for place in places), middle, half, first["n"]]
        else:
            empty = 0 if first["part"] == "empty" else phrases.SYMBOL
            cells = [*[empty] * len(places), first["label"], "–", empty]
        body.append([first["statement"], *cells])
    return body
