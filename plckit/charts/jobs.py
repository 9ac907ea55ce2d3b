"""Jobs at risk: a tile a job, in groups from what would be lost with one person to what is shared.

The picture holds jobs and no people: the colour is the job's risk, and the words above each group say it too.
Nobody knows how many jobs there will be, so rows bring their own places (`sheet`).
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, sheet
from plckit.charts.layout import LINE, WIDE_FROM, wrapped
from plckit.charts.sheet import NARROW, Sheet
from plckit.charts.theme import HIGH_LIGHT, LOW_LIGHT, LOW_STRONG

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

NEEDS = ("job", "backup", "head")
"""Columns of the table: the job, who else could do it, and whether it is in one head."""

LISTS = {"head": ("yes", "no")}
"""Columns that take one of a list, and the keys that the picture reads."""

NOBODY = frozenset({"", "-", "–", "—", "?", "0", "nobody", "nobody else", "no one", "no-one", "none", "n/a"})
"""What people write where there is nobody else."""

GROUPS = {
    "risk": ("At risk", "nobody else could, and it is in one head"),
    "alone": ("Half safe", "nobody else could do it"),
    "head": ("Half safe", "somebody else could, but it is in one head"),
    "shared": ("Shared", "somebody else could, and it is not in one head"),
    "open": ("Not answered yet", "is it in one head?"),
}
SYMBOLS = {
    "risk": ("square", LOW_STRONG),
    "alone": ("square", LOW_LIGHT),
    "head": ("square", LOW_LIGHT),
    "shared": ("square", HIGH_LIGHT),
    "open": ("square", "paper"),
}

MOST = 24
"""So many tiles are drawn, the jobs most at risk first; the table has all."""

BESIDE = {"narrow": 2, "wide": 4}
"""Tiles side by side."""

STRIP = 4
"""So many tiles of a group stay together when a wall parts the picture into pages."""

GAP, PAD = 6, 8
LINES = 3
LETTER, BOLD = 6.6, 7.6
"""Pixels a letter of 13 pixels takes, and one of a title."""


def risk(backup: str, head: str) -> str:
    """Return the group of a job: who else could do it, in words, and “yes”, “no” or nothing for one head."""
    if not head:
        return "open"
    nobody = backup.strip(" .").casefold() in NOBODY
    if head == "yes":
        return "risk" if nobody else "head"
    return "alone" if nobody else "shared"


def rows(
    columns: Mapping[str, str], lists: Mapping[str, Mapping[str, str]], found: Sequence[Mapping[str, str]]
) -> list[Row]:
    """Return a heading a group and a tile a job, those most at risk first.

    `columns` and `lists` are the table's own ({key: label}; of `lists` a dict a column); `found` are its
    rows, {column: text or key of a list}. Rows without a job are left out.
    Columns: part (strip, title, why, job, more, left, end, empty) · id (None) · row (the strip, such as
    “risk-0”: a heading and tiles that stay together) · y_narrow, y_wide · symbol (the group: risk, alone,
    head, shared, open) · statement (the job) · place_narrow, place_wide (0 = the tile at the left) ·
    high_narrow, high_wide · narrow, wide (lines of words) · cells (the table's line) · label. On the last
    row y_narrow and y_wide are the picture's height.
    """
    jobs = [(risk(one.get("backup", ""), one.get("head", "")), one) for one in found if one.get("job")]
    if not jobs:
        return [{"part": "empty", "id": None, "label": "no jobs yet", "y_narrow": 20, "y_wide": 20}]
    order = [*GROUPS]
    jobs.sort(key=lambda pair: order.index(pair[0]))
    made = Sheet()
    for group, same in groupby(jobs, key=lambda pair: pair[0]):
        tiles = [_tile(group, one, columns, lists) for _, one in same]
        _group(made, group, tiles, sum(row["part"] == "job" for row in made.rows))
    if len(jobs) > MOST:
        made.skip(8)
        _line(made, "more", f"and {len(jobs) - MOST} more, which the table has")
    made.rows[0]["columns"] = [*columns.values(), "How safe"]
    made.panel(0)
    made.add("end")
    return made.rows


def _tile(
    group: str,
    one: Mapping[str, str],
    columns: Mapping[str, str],
    lists: Mapping[str, Mapping[str, str]],
) -> Row:
    """Return a job with its words and its line of the table."""
    said = [lists.get(key, {}).get(one.get(key, ""), one.get(key, "")) or "–" for key in columns]
    lines = {}
    for size, width in (("narrow", NARROW), ("wide", WIDE_FROM)):
        tile = (width - GAP * (BESIDE[size] - 1)) / BESIDE[size]
        lines[size] = _cut(one["job"], int((tile - 2 * PAD) / LETTER))
    return {"part": "job", "id": None, "symbol": group, "statement": one["job"], "cells": said, **lines}


def _cut(text: str, letters: int) -> list[str]:
    lines = wrapped(text, letters)
    return lines if len(lines) <= LINES else [*lines[: LINES - 1], f"{lines[LINES - 1][: letters - 1]}…"]


def _group(made: Sheet, group: str, tiles: Sequence[Row], before: int) -> None:
    """Add a heading, and the group's tiles in lines of two on a phone and of four where there is room."""
    drawn = tiles[: max(MOST - before, 0)]
    for first in range(0, len(drawn), STRIP):
        strip = f"{group}-{first}"
        start = {"y_narrow": made.narrow, "y_wide": made.wide}
        head: Row = {"part": "strip", "id": None, "row": strip, **start}
        made.rows.append(head)
        if not first:
            _heading(made, group, len(tiles), strip)
        _placed(made, drawn[first : first + STRIP], strip)
        if first + STRIP >= len(drawn):
            made.skip(8)
        head |= {f"high_{size}": getattr(made, size) - start[f"y_{size}"] for size in BESIDE}
    made.rows += [tile | {"part": "left", "y_narrow": 0, "y_wide": 0} for tile in tiles[len(drawn) :]]


def _heading(made: Sheet, group: str, count: int, strip: str) -> None:
    """Add what a group is called, and why it is one: below that, or beside it where there is room."""
    name, why = GROUPS[group]
    title = f"{name} · {count}"
    _line(made, "title", title, row=strip)
    beside = {
        "y_narrow": made.narrow,
        "y_wide": made.wide - LINE,
        "x_narrow": 0,
        "x_wide": BOLD * len(title) + 12,
    }
    made.rows.append({"part": "why", "id": None, "row": strip, "label": why, **beside})
    made.skip(4, 1, 0)


def _placed(made: Sheet, tiles: Sequence[Row], strip: str) -> None:
    """Add tiles of one height a line."""
    for size, beside in BESIDE.items():
        y = getattr(made, size)
        for first in range(0, len(tiles), beside):
            line = tiles[first : first + beside]
            high = LINE * max(len(tile[size]) for tile in line) + 2 * PAD - 2
            for place, tile in enumerate(line):
                tile |= {f"y_{size}": y, f"place_{size}": place, f"high_{size}": high, "row": strip}
            y += high + GAP
        setattr(made, size, y)
    made.rows += tiles


def _line(made: Sheet, part: str, said: str, **cells: object) -> None:
    """Add one line of text over the whole width."""
    place = {"y_narrow": made.narrow, "y_wide": made.wide, "x_narrow": 0, "x_wide": 0}
    made.rows.append({"part": part, "id": None, "label": said, **place, **cells})
    made.skip(0, 1, 1)


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: how headings and tiles are drawn.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    description = "A tile for each job, in groups by how safe the job is if one person leaves."
    high = theme.picked("peek(data('rows')).y_narrow", "peek(data('rows')).y_wide")
    height = f"length(data('rows')) ? ({high}) : 20"
    made: alt.LayerChart = theme.framed(
        [*_heads(), *_tiles()], data, description, height=height, first=20
    ).transform_calculate(y=theme.picked("datum.y_narrow", "datum.y_wide"))
    return made


def _heads() -> list[alt.Chart]:
    """Return the name of each group with its number of jobs, why it is one, and what is left out."""
    from plckit.charts import theme

    small = {"fontSize": 12}
    found = []
    nothing = {"fontStyle": "italic"}
    for part, look in (
        ("title", {"fontWeight": "bold"}),
        ("why", small),
        ("more", small),
        ("empty", nothing),
    ):
        opacity = 1 if part == "title" else 0.85
        x = theme.picked("datum.x_narrow", "datum.x_wide")
        row = sheet.layer(part).transform_calculate(x=f"({x}) || 0")
        if part == "empty":
            row = row.transform_calculate(y="2")
        text = row.mark_text(align="left", baseline="alphabetic", dy=11, opacity=opacity, **look)
        found.append(text.encode(x=theme.across("x"), y=theme.pixels("y"), text="label:N"))
    return found


def _tiles() -> list[alt.Chart]:
    """Return the tiles and their words; what nobody has answered is an empty box, not a colour."""
    import altair as alt

    from plckit.charts import theme

    wide = f"(width - {GAP} * (beside - 1)) / beside"
    tile = (
        sheet.layer("job")
        .transform_calculate(beside=theme.picked(*(str(n) for n in BESIDE.values())))
        .transform_calculate(room=wide.replace("beside", "datum.beside"))
        .transform_calculate(
            left=f"({theme.picked('datum.place_narrow', 'datum.place_wide')}) * (datum.room + {GAP})",
            foot=f"datum.y + ({theme.picked('datum.high_narrow', 'datum.high_wide')})",
        )
        .transform_calculate(right="datum.left + datum.room")
    )
    box = {"x": theme.across("left"), "x2": "right:Q", "y": theme.pixels("y"), "y2": "foot:Q"}
    letters = "datum.symbol == 'risk' ? 'white' : datum.symbol == 'open' ? ink : '#1b1f24'"
    words = theme.by_line(
        tile.transform_calculate(y=f"datum.y + {PAD}", x=f"datum.left + {PAD}"),
        theme.picked("datum.narrow", "datum.wide"),
    )
    return [
        tile.transform_filter("datum.symbol != 'open'")
        .mark_rect(cornerRadius=5)
        .encode(**box, color=sheet.colour(SYMBOLS)),
        tile.transform_filter("datum.symbol == 'open'")
        .mark_rect(filled=False, stroke=alt.expr("ink"), strokeDash=[3, 3], cornerRadius=5, opacity=0.8)
        .encode(**box),
        words.mark_text(
            align="left",
            baseline="top",
            color=alt.expr(letters),
            limit=alt.expr(f"datum.room - {PAD}"),
        ).encode(x=theme.across("x"), y=theme.pixels("y"), text="line:N"),
    ]


def _jobs(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["part"] in ("job", "left")]


def words(rows: Sequence[Row]) -> str:
    """Return the picture in plain English: how many jobs are how safe, then the jobs of each group."""
    if sheet.shows_nothing(rows):
        return "No jobs yet."
    jobs = _jobs(rows)
    held = {group: [row for row in jobs if row["symbol"] == group] for group in GROUPS}
    lines = [
        f"{name} ({why}): {'; '.join(row['statement'] for row in held[group])}."
        for group, (name, why) in GROUPS.items()
        if held[group]
    ]
    risk, half = len(held["risk"]), len(held["alone"]) + len(held["head"])
    first = (
        f"{phrases.many(len(jobs), 'job')}: {risk} at risk, {half} half safe, {len(held['shared'])} shared."
    )
    return "\n".join([first, *lines])


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the whole table, the jobs most at risk first, and how safe each job is."""
    if sheet.shows_nothing(rows):
        return sheet.no_table(["Job", "How safe"], rows)
    body = [[*row["cells"], ": ".join(GROUPS[row["symbol"]])] for row in _jobs(rows)]
    return {"columns": rows[0]["columns"], "rows": body}
