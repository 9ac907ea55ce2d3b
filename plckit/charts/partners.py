"""A ring map of partners: near ones inside, far ones outside, stronger ties as thicker lines to the middle.

Names of any length would run into one another on rings, so the map has numbers, and the list beside it (below
it on a phone) has the names. Rows bring their own places, since nobody knows who will be named.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import LINE, WIDE_FROM, directed, wrapped

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]
Labels = Mapping[str, str]
Partner = Mapping[str, str]

NEEDS = ("name", "level", "strength")
"""Columns of the table: who it is, on which ring, and how strong the tie is."""

LISTS: dict[str, tuple[str, ...]] = {"level": (), "strength": ()}
"""Columns that take one of a list: rings from the inside out, ties from thin to strong."""

MOST = 24
"""So many partners are named in the list; the table has all."""

FEW = 6
"""Up to so many partners the list beside the map says what goes which way; a wall has no room for more."""

RADIUS = 130
"""Pixels from the middle to the outermost ring."""

MAP = 2 * RADIUS + 20
"""Pixels of the square that holds the map."""

NODE, SMALLEST = 24, 13
"""Pixels across a partner's disc: where there is room, and where many stand on one ring."""

STARTS = (0.5, 0.3, 0.7, 0.1, 0.9)
"""Where a ring's first partner may stand, as a share of the way to the second."""

NARROW = 320
LIST = MAP + 18
"""Pixels from the left to the list, where it stands beside the map."""

INDENT, TIES = 32, 16
"""Pixels from the list's left to its names, and those that one dot of the tie's strength takes."""

LETTER, BOLD, SMALL = 6.1, 7.1, 15
NOT_ON = "No ring chosen yet"
BOTH = ("we give and get", "only we give", "only we get")


def rows(columns: Labels, lists: Mapping[str, Labels], found: Sequence[Partner]) -> list[Row]:
    """Return rings, a key of ties, and for each partner a disc with its line and its names in the list.

    `columns` and `lists` are the table's own ({key: label}; of `lists` a dict a column); `found` are its
    rows, {column: text or key of a list}. Rows without a name are left out; those without a ring are in the
    list only. Partners are numbered from the inside out.
    Columns: part (ring, key, node, title, name, more, left, empty) · id (None) · x, y (pixels from the map's
    middle) · x_narrow, x_wide, y_narrow, y_wide (pixels from the chart's left and top) · radius · strength (0
    = not said, 1 = thin) · of (how many strengths there are) · number, size · statement (the partner) ·
    lines_narrow, lines_wide, below_narrow, below_wide (its words) · cells (the table's line) · label · ring
    (its name). The first row also has height_narrow, height_wide and columns.
    """
    named = [one for one in found if one.get("name")]
    if not named:
        return [
            {"part": "empty", "id": None, "label": "no partners yet", "height_narrow": 20, "height_wide": 20}
        ]
    rings = {key: [one for one in named if one.get("level") == key] for key in lists["level"]}
    made = [_ring(label, i, len(rings)) for i, label in enumerate(lists["level"].values())]
    made += _key(lists["strength"])
    made += _nodes(rings, lists)
    groups = [(lists["level"][key], held) for key, held in rings.items()]
    groups.append((NOT_ON, [one for one in named if one.get("level") not in rings]))
    return _Listed(made, columns, lists).all(groups)


def _ring(label: str, place: int, rings: int) -> Row:
    return {
        "part": "ring",
        "id": None,
        "radius": _radius(place, rings),
        "label": label,
        "y_narrow": 0,
        "y_wide": 0,
    }


def _radius(place: int, rings: int) -> float:
    """Return how far a ring is from the middle: the disc in the middle takes as much room as a ring."""
    return round(RADIUS * (place + 1.3) / (rings + 0.3), 1)


def _key(strengths: Labels) -> list[Row]:
    """Return what the thickness of a line means, below the map."""
    return [
        {"part": "key", "id": None, "strength": i, "of": len(strengths), "label": label}
        | dict.fromkeys(("y_narrow", "y_wide"), MAP + SMALL * (i - 1) + 8)
        for i, label in enumerate(strengths.values(), 1)
    ]


def _nodes(rings: Mapping[str, Sequence[Partner]], lists: Mapping[str, Labels]) -> list[Row]:
    """Return a disc a partner, spread over its ring but for the top, where the ring's name stands."""
    found: list[Row] = []
    strengths, sizes = [*lists["strength"]], [float(NODE)]
    taken: list[float] = []
    for place, (key, held) in enumerate(rings.items()):
        radius = _radius(place, len(rings))
        free = math.asin(min((len(lists["level"][key]) * LETTER / 2 + NODE) / radius, 0.96))
        step = (2 * math.pi - 2 * free) / max(len(held), 1)
        turns = _turns(free, step, len(held), taken)
        taken += turns
        sizes.append(0.9 * step * radius)
        for turn, one in zip(turns, held, strict=True):
            at = {"x": round(radius * math.sin(turn), 1), "y": round(-radius * math.cos(turn), 1)}
            tie = {"strength": _strength(one, strengths), "of": len(strengths)}
            found.append({"part": "node", "id": None, "y_narrow": 0, "y_wide": 0, **at, **tie})
    size = round(max(min(sizes), SMALLEST), 1)
    return [row | {"number": str(i), "size": size} for i, row in enumerate(found, 1)]


def _turns(free: float, step: float, count: int, taken: Sequence[float]) -> list[float]:
    """Return the angles of a ring's partners, where lines to them pass the partners of inner rings by."""
    ways = [[free + (i + start) * step for i in range(count)] for start in STARTS]
    return max(ways, key=lambda way: min((abs(a - b) for a in way for b in taken), default=0.0))


def _strength(one: Partner, strengths: Sequence[str]) -> int:
    given = one.get("strength", "")
    return strengths.index(given) + 1 if given in strengths else 0


class _Listed:
    """Writes the list beside the map, and below it on a phone: `narrow` and `wide` are where it goes on."""

    def __init__(self, made: list[Row], columns: Labels, lists: Mapping[str, Labels]) -> None:
        self.rows, self.columns, self.lists = made, columns, lists
        self.strengths = [*lists["strength"]]
        self.foot = MAP + SMALL * len(self.strengths) + 8
        self.narrow, self.wide = self.foot + 14.0, 0.0
        self.number = self.drawn = 0
        self.many = False

    def all(self, groups: Sequence[tuple[str, Sequence[Partner]]]) -> list[Row]:
        """Return all rows: those of the map, and the list ring by ring."""
        self.many = sum(len(held) for _, held in groups) > FEW
        for label, held in groups:
            for i, one in enumerate(held):
                if not i and self.drawn < MOST:
                    self.line("title", f"{label} · {len(held)}", 6)
                self.partner(one, label)
        if left := sum(len(held) for _, held in groups) - self.drawn:
            self.line("more", f"and {left} more, which the table has", 0)
        height = {"height_narrow": self.narrow, "height_wide": max(self.wide, self.foot)}
        self.rows[0] |= {**height, "columns": [*self.columns.values()]}
        return self.rows

    def put(self, part: str, **cells: object) -> None:
        place = {"x_narrow": 0, "x_wide": LIST, "y_narrow": self.narrow, "y_wide": self.wide}
        self.rows.append({"part": part, "id": None, **place, **cells})

    def skip(self, narrow: float, wide: float) -> None:
        self.narrow, self.wide = self.narrow + narrow, self.wide + wide

    def line(self, part: str, said: str, gap: float) -> None:
        before = 8 if self.drawn else 0
        self.skip(before, before)
        self.put(part, label=directed(said))
        self.skip(LINE + gap, LINE + gap)

    def partner(self, one: Partner, ring: str) -> None:
        """Add a partner's name, its tie as dots, and in small letters what goes which way and until when."""
        placed = ring != NOT_ON
        self.number += placed
        said = [self.lists.get(key, {}).get(one.get(key, ""), one.get(key, "")) for key in self.columns]
        tie = {"strength": _strength(one, self.strengths), "of": len(self.strengths)}
        cells: Row = {"statement": one["name"], "cells": [text or "–" for text in said], "ring": ring, **tie}
        cells["number"] = str(self.number) if placed else ""
        if self.drawn == MOST:
            self.rows.append({"part": "left", "id": None, "y_narrow": 0, "y_wide": 0, **cells})
            return
        self.drawn += 1
        high = {}
        for size, width in (("narrow", NARROW), ("wide", WIDE_FROM - LIST)):
            room, told, short = width - INDENT, _told(one), self.many and size == "wide"
            cells[f"lines_{size}"] = wrapped(one["name"], int((room - TIES * tie["of"]) / BOLD))[:2]
            cells[f"below_{size}"] = wrapped(told, int(room / LETTER))[:2] if told and not short else []
            high[size] = LINE * len(cells[f"lines_{size}"]) + SMALL * len(cells[f"below_{size}"]) + 9
        self.put("name", **cells)
        self.skip(high["narrow"], high["wide"])


def _told(one: Partner) -> str:
    """Return which way help goes, and when we look at it again."""
    gives, gets = bool(one.get("give")), bool(one.get("get"))
    way = BOTH[0] if gives and gets else BOTH[1] if gives else BOTH[2] if gets else ""
    again = f"again {one['renew']}" if one.get("renew") else ""
    return " · ".join(filter(None, [way, again]))


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: how rings, ties, discs and the list are drawn.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import partners_marks

    return partners_marks.chart("A map of partners on rings round us, and a list of their names.", data)


def _partners(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["part"] in ("name", "left")]


def words(rows: Sequence[Row]) -> str:
    """Return the map in plain English: a line a ring with its partners and how strong their ties are."""
    found = _partners(rows)
    if not found:
        return "No partners yet."
    rings = [row["label"] for row in rows if row["part"] == "ring"]
    ties = [row["label"] for row in rows if row["part"] == "key"]
    lines = []
    for ring in [*rings, *([NOT_ON] if any(row["ring"] == NOT_ON for row in found) else [])]:
        held = [f"{row['statement']} ({_tie(row, ties)})" for row in found if row["ring"] == ring]
        lines.append(f"{ring}: {'; '.join(held) or 'nobody'}.")
    return "\n".join([f"{phrases.many(len(found), 'partner')}. A thicker line is a stronger tie.", *lines])


def _tie(row: Row, ties: Sequence[str]) -> str:
    return ties[row["strength"] - 1] if row["strength"] else "strength not said"


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the whole table, from the innermost ring to the outermost, with the numbers of the map."""
    found = _partners(rows)
    if not found:
        return {"columns": ["Partner"], "rows": [["no partners yet"]]}
    body = [[*row["cells"], row["number"] or "–"] for row in found]
    return {"columns": [*rows[0]["columns"], "Number on the map"], "rows": body}
