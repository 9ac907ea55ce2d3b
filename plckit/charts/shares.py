"""How a group shares each of several things out among a few columns: one bar a thing, all of one length.

Columns have no order, so there is no middle and no centre line: words say how many chose each. What a group
is least at one about stands on top, so things have no places of their own and bring them with the rows.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, sheet
from plckit.charts.likert import BAR, cells, no_bar, stacks
from plckit.charts.sheet import Sheet
from plckit.domain.distribution import share_label

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]


GAP = 14
"""Pixels between a bar and the next thing's words."""

PARTS = ("level", "empty")
"""Parts of rows that belong to a bar; the others are its words."""


def rows(
    things: Mapping[str, str], columns: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]
) -> list[Row]:
    """Return a strip a thing, with its words and one tidy row a column, the most split first (rules L3, P7).

    The smaller the share of the column that most have chosen, the higher a thing stands; of two alike the
    one given first. A thing that nobody has put anywhere is one row of part "empty", at the foot.
    Columns: part (strip, text, level, empty, end) · row, statement (the thing's words) · place (0 = first
    column), level, level_label · count, n (all who placed it) · start, end (shares of n) · label (written in
    the bar) · y_narrow, y_wide, high_narrow, high_wide (pixels, as strips of `strips` have them, so that the
    wall can turn pages between them). The last rows say how many answered, and where the picture ends.
    """
    made = Sheet()
    bars = {row: _bars(columns, {key: counts.get(row, {}).get(key, 0) for key in columns}) for row in things}
    for row in sorted(things, key=lambda row: _agreed(bars[row])):
        _strip(made, row, things[row], bars[row])
    n = sorted({bar["n"] for found in bars.values() for bar in found})
    made.text(f"n = {n[0]}" if len(n) == 1 else f"n = {n[0]} to {n[-1]}", "foot")
    made.rows.append({"part": "end", "row": None, "y_narrow": made.narrow, "y_wide": made.wide})
    return made.rows


def _strip(made: Sheet, row: str, words: str, bars: Sequence[Row]) -> None:
    """Add one thing: its words, and below them its bar."""
    begins, y = len(made.rows), {"y_narrow": made.narrow, "y_wide": made.wide}
    made.text(words, "plain")
    made.panel(BAR + GAP)
    for bar in bars:
        made.add(**bar, statement=words)
    high = {"high_narrow": made.narrow - y["y_narrow"], "high_wide": made.wide - y["y_wide"]}
    made.rows.insert(begins, {"part": "strip", "statement": words, **y, **high})
    for one in made.rows[begins:]:
        one["row"] = row


def _agreed(bars: Sequence[Row]) -> float:
    """Return the share of the column that most have chosen; more than all where nobody has."""
    return max((bar["count"] / bar["n"] for bar in bars if bar["n"]), default=2.0)


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
            }
        )
        at += count
    return found


def chart(
    things: Mapping[str, str], columns: Mapping[str, str], data: list[Row] | None = None
) -> alt.LayerChart:
    """Return the picture's fixed part: how words and bars are drawn, and a colour for each column.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    many = phrases.many(len(things), "card")
    description = f"Stacked bars of where people put each of {many}, one bar a card, the most split on top."
    layers = [*stacks(columns, unsure=False), sheet.texts(), theme.messages(BAR // 2)]
    high = theme.picked("peek(data('rows')).y_narrow", "peek(data('rows')).y_wide")
    made: alt.LayerChart = theme.framed(
        layers, data, description, height=f"length(data('rows')) ? ({high}) : 20", first=20
    ).transform_calculate(y=theme.picked("datum.y_narrow", "datum.y_wide"))
    return made


def _things(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the bars of each thing."""
    found = [row for row in rows if row["part"] in PARTS]
    return [list(group) for _, group in groupby(found, key=lambda row: row["row"])]


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one a card (rules L3, P7)."""
    groups = _things(rows)
    agreed = sum(any(bar["n"] > 1 and bar["count"] == bar["n"] for bar in group) for group in groups)
    first = phrases.sentences(
        f"Where people put {phrases.many(len(groups), 'card')}.",
        phrases.units(bars[0]["n"] for bars in groups),
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
    groups = _things(rows)
    names = list(dict.fromkeys(bar["level_label"] for bars in groups for bar in bars if bar["level_label"]))
    body = [[group[0]["statement"], *cells(group, len(names))] for group in groups]
    return {"columns": ["Card", *names, "Answers"], "rows": body}
