"""How a group shares each of several things out among a few columns: one bar a thing, all of one length.

Columns have no order, so there is no middle and no centre line: words say how many chose each.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import layout
from plckit.charts.likert import BAR, cells, no_bar, stacks
from plckit.domain.distribution import share_label

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]


def rows(
    things: Mapping[str, str], columns: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]
) -> list[Row]:
    """Return one tidy row a thing and column, both in the order given (rules L3, P7).

    A thing that nobody has put anywhere is one row of part "empty".
    Columns: part (level, empty) · row, statement (the thing's words) · place (0 = first column), level,
    level_label · count, n (all who placed it) · start, end (shares of n) · label (written in the bar) ·
    note (on a thing's first row: "n = 12").
    """
    found: list[Row] = []
    for row, statement in things.items():
        placed = {key: counts.get(row, {}).get(key, 0) for key in columns}
        head = {"row": row, "statement": statement}
        found += [head | bar for bar in _bars(columns, placed)]
    return found


def _bars(columns: Mapping[str, str], placed: Mapping[str, int]) -> list[Row]:
    n = sum(placed.values())
    if not n:
        return [no_bar("empty", phrases.EMPTY, 0)]
    found: list[Row] = []
    at = 0
    for place, (key, count) in enumerate(placed.items()):
        found.append(
            {
                "part": "level",
                "place": place,
                "level": key,
                "level_label": columns[key],
                "count": count,
                "n": n,
                "start": round(at / n, 6),
                "end": round((at + count) / n, 6),
                "label": share_label(count, n) if count else "",
                "note": None if place else f"n = {n}",
            }
        )
        at += count
    return found


def chart(
    things: Mapping[str, str], columns: Mapping[str, str], data: list[Row] | None = None
) -> alt.LayerChart:
    """Return the picture's fixed part: the things, their places, a colour for each column.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    description = (
        f"Stacked bars of where people put each of {phrases.many(len(things), 'card')}, one bar a card."
    )
    layers = [*stacks(columns, unsure=False), theme.messages(BAR // 2)]
    return theme.themed(layers, layout(things, band=BAR), data, description)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one a card (rules L3, P7)."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["row"])]
    agreed = sum(any(bar["n"] > 1 and bar["count"] == bar["n"] for bar in group) for group in groups)
    first = phrases.sentences(
        f"Where people put {phrases.many(len(groups), 'card')}.",
        phrases.units(row["n"] for row in rows),
        f"All agree on {agreed} of them." if agreed else "",
    )
    return "\n".join([first, *(f"“{group[0]['statement']}” {_said(group)}" for group in groups)])


def _said(bars: Sequence[Row]) -> str:
    if bars[0]["part"] == "empty":
        return phrases.reason("empty")
    chosen = sorted((bar for bar in bars if bar["count"]), key=lambda bar: -bar["count"])
    each = ", ".join(f"{bar['label']} “{bar['level_label']}”" for bar in chosen)
    return f"{phrases.many(bars[0]['n'], 'answer')}. {each}."


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the chart as columns and rows: counts under 20 answers, percentages from 20 up (L3, P7)."""
    names = list(dict.fromkeys(row["level_label"] for row in rows if row["level_label"] is not None))
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["row"])]
    body = [[group[0]["statement"], *cells(group, len(names))] for group in groups]
    return {"columns": ["Card", *names, "Answers"], "rows": body}
