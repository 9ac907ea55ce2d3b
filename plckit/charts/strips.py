"""Charts whose lines come with the rows: outcomes, items, classes that nobody knew when the page was made.

A strip is a statement with lanes for marks: below it on a phone, at its right where there is room. Each row
brings its own height in pixels for both, worked out here; `strip_marks` draws them, the same for every chart.
Importing this module imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plckit.charts.layout import LINE
from plckit.charts.results import Source, lines
from plckit.domain.distribution import median

Row = dict[str, Any]

LANE = 28
"""Pixels of a strip's only lane: with GAP enough to be pressed (44)."""

NARROW_LANE = 22
"""Pixels of a lane that has others beside it."""

MANY = 2
"""A statement beside more lanes than this stands at the first of them, not in their middle."""

GAP = 16
SMALL = 15
"""Height of one line of small text in pixels."""

BESIDE_FROM = 420
"""From this width in pixels up there is room for statements beside one panel: a room's screen has 430."""

LEFT = {1: 170, 2: 156}
"""Pixels of a wide chart for statements beside so many panels."""

BESIDE = 12
"""Pixels between a statement and the panel at its right."""

WORDS = 14
"""Height of one line of words in place of marks."""

ROOM = {1: (210, 0), 2: (228, 150)}
"""Pixels for such words in each panel of a wide chart with so many panels."""

PHONE = 320
KEY = 24
"""Pixels at the left of a key's words for its mark."""

AGAIN_FROM = 6
"""From so many strips up the numbers of the scale stand at the foot too."""

DOT = 7
HIGH = 3
"""Pixels from one small dot to the next, and how many equal ones stand in a column."""

SHARES = ((0.0, "0"), (0.25, ""), (0.5, "50"), (0.75, ""), (1.0, "100%"))
"""Where a scale of shares has lines, and what is written there."""

NOTHING = "No results yet."

SILENT = ("hidden", "few")
"""Parts that are words in place of marks."""


@dataclass(frozen=True)
class Strip:
    """One statement and what is drawn for it.

    `id` is stable, such as “item:Q07”, so that something can be pinned to it. `marks` are from `mark`, in
    `lanes` lanes of the first panel, and on a phone in `under` lanes of a second one below them. `below` are
    small lines of text.
    """

    id: str
    statement: str
    marks: Sequence[Row]
    lanes: int = 1
    under: int = 0
    below: Sequence[str] = ()

    def lane(self) -> int:
        """Return the pixels of one lane."""
        return LANE if self.lanes + self.under == 1 else NARROW_LANE


@dataclass(frozen=True)
class Key:
    """A line above the picture that says what a mark means: marks, drawn from 0 to 1, and words."""

    text: str
    marks: Sequence[Row] = ()


@dataclass(frozen=True)
class Panel:
    """A scale: where it has lines (shares of its width) and what is written there."""

    ticks: Sequence[tuple[float, str]] = SHARES


def mark(part: str, *, lane: float = 0, panel: int = 0, **cells: Any) -> Row:
    """Return a mark for `Strip` or `Key`; what else it says is kept for words and table.

    Parts: point (a circle or, of series 1, a square, at `at`), range (a line from `start` to `end`), dot (a
    small one), middle (a tick), guess (a diamond), gap (a faint line), bar, hidden and few (`label` in place
    of marks), lane (nothing but `name`, `label` and `note`).
    """
    return {"part": part, "lane": lane, "panel": panel, **cells}


def dots(values: Sequence[float], **cells: Any) -> list[Row]:
    """Return every value a small dot, sorted, equal ones beside each other, and the median (rule R3)."""
    found: list[Row] = []
    for value in sorted(set(values)):
        count = list(values).count(value)
        columns = math.ceil(count / HIGH)
        for i in range(count):
            beside, up = i // HIGH, i % HIGH
            high = min(HIGH, count - beside * HIGH)
            dx, dy = (beside - (columns - 1) / 2) * DOT, (up - (high - 1) / 2) * DOT
            found.append(mark("dot", at=round(value, 6), dx=dx, dy=dy, **cells))
    middle = median(values)
    return found if middle is None else [mark("middle", at=round(middle, 6), **cells), *found]


def placed(
    strips: Sequence[Strip],
    source: Source | None = None,
    *,
    panels: Sequence[Panel] = (Panel(),),
    keys: Sequence[Key] = (),
    foot: Sequence[str] = (),
    wide_from: int = BESIDE_FROM,
) -> list[Row]:
    """Return the rows of a chart from top to bottom: keys, scale, strips, scale, `foot` and the source.

    Only results of students have a source. From `wide_from` pixels up statements stand beside the panels.

    A row has those columns that it needs: part (those of `mark`; text, tick, ruler, strip, end) · id (stable;
    on strips and marks) · row (the strip's id; none above and below them) · statement (on “strip”; on “end”
    the source in words) · panel (0, 1; 2 = a key) · at, start, end (shares of the panel's width) · dx, dy
    (pixels beside that) · series · name, label, note (at the left and at the right of a lane) · reason (in
    place of marks) · lines_narrow, lines_wide, x, size, quiet (of texts) · ticks (of rulers) · wide_from (on
    “end”: from how many pixels up the chart is wide) · y_narrow,
    y_wide, high_narrow, high_wide (pixels from the chart's top in a narrow and in a wide chart; None = not
    there).
    """
    pen = _Pen(LEFT[len(panels)] - BESIDE, wide_from)
    for key in keys:
        pen.key(key)
    if strips:
        pen.scale(panels)
    else:
        pen.foot([NOTHING])
    for strip in strips:
        pen.strip(strip, panels)
    if len(strips) >= AGAIN_FROM:
        pen.scale(panels)
    said = " ".join(source.said()) if source else ""
    pen.foot([*foot, said])
    pen.put("end", pen.narrow, pen.wide, statement=said, wide_from=wide_from)
    return pen.rows


def source(rows: Sequence[Row]) -> str:
    """Return what the footer says of where the results come from (rules M3, P11)."""
    return next((str(row["statement"]) for row in rows if row["part"] == "end"), "")


def foot(rows: Sequence[Row]) -> list[str]:
    """Return the other sentences at the foot, such as warnings (rule M4)."""
    return [" ".join(row["lines_wide"]) for row in rows if row["part"] == "text" and row["quiet"]][:-1]


def nothing(rows: Sequence[Row]) -> str:
    """Return the words of a chart without strips."""
    return " ".join(filter(None, [NOTHING, source(rows)]))


class _Pen:
    """Writes rows one below the other; `narrow` and `wide` are where the next one begins.

    A wide chart is at least `across` pixels wide, with `beside` of them for statements.
    """

    def __init__(self, beside: float, across: int) -> None:
        self.beside, self.across = beside, across
        self.narrow = self.wide = 0.0
        self.rows: list[Row] = []

    def put(self, part: str, narrow: float | None, wide: float | None, **cells: Any) -> None:
        at = {"y_narrow": narrow, "y_wide": wide}
        self.rows.append({"part": part, **at, **cells})

    def text(self, found: Mapping[str, list[str]], narrow: float, wide: float, **cells: Any) -> None:
        look = {"x": 0, "size": 13, "quiet": False} | cells
        self.put(
            "text", narrow, wide, lines_narrow=found["narrow"], lines_wide=found["wide"], panel=0, **look
        )

    def key(self, key: Key) -> None:
        x = KEY if key.marks else 0
        found = {
            "narrow": lines(key.text, PHONE - x, 12),
            "wide": lines(key.text, self.across - x, 12),
        }
        for one in key.marks:
            cells = {name: cell for name, cell in one.items() if name != "lane"}
            self.put(narrow=self.narrow + 7, wide=self.wide + 7, **cells | {"panel": 2})
        self.text(found, self.narrow, self.wide, x=x, size=12)
        self.narrow += SMALL * len(found["narrow"]) + 4
        self.wide += SMALL * len(found["wide"]) + 4

    def scale(self, panels: Sequence[Panel]) -> None:
        """Write the numbers of every scale that begins at the same height; a phone has the first one only."""
        if not any(panel.ticks for panel in panels):
            return
        self.narrow, self.wide = self.narrow + 6, self.wide + 6
        for number, panel in enumerate(panels):
            for at, label in panel.ticks:
                if label:
                    narrow = None if number else self.narrow
                    self.put("tick", narrow, self.wide, at=at, label=label, panel=number)
        self.narrow, self.wide = self.narrow + SMALL + 4, self.wide + SMALL + 4

    def strip(self, strip: Strip, panels: Sequence[Panel]) -> None:
        lane = strip.lane()
        said = {
            "narrow": lines(strip.statement, PHONE),
            "wide": lines(strip.statement, self.beside),
        }
        asked = {
            "narrow": [line for one in strip.below for line in lines(one, PHONE, 12)],
            "wide": [line for one in strip.below for line in lines(one, self.beside, 12)],
        }
        small = {size: SMALL * len(asked[size]) + (3 if asked[size] else 0) for size in asked}
        beside = LINE * len(said["wide"]) + small["wide"]
        band = {"narrow": lane * (strip.lanes + strip.under), "wide": max(lane * strip.lanes, beside)}
        head = LINE * len(said["narrow"]) + 2
        high = {"narrow": head + band["narrow"] + small["narrow"] + GAP, "wide": band["wide"] + GAP}
        shared = {"row": strip.id, "id": strip.id}
        tall = {"high_narrow": high["narrow"], "high_wide": high["wide"]}
        self.put("strip", self.narrow, self.wide, **shared, statement=strip.statement, **tall)
        above = (lane - LINE if strip.lanes > MANY else band["wide"] - beside) / 2
        top = self.wide + max(above, 0) + GAP / 2
        self.text(said, self.narrow, top, **shared)
        if strip.below:
            under = self.narrow + head + band["narrow"] + 3
            self.text(asked, under, top + LINE * len(said["wide"]) + 3, size=12, **shared)
        self._rulers(strip, panels, self.narrow + head, high["wide"])
        middle = self.wide + high["wide"] / 2
        for one in strip.marks:
            self._mark(strip, one, self.narrow + head, middle, len(panels))
        self.narrow, self.wide = self.narrow + high["narrow"], self.wide + high["wide"]

    def _rulers(self, strip: Strip, panels: Sequence[Panel], narrow: float, wide: float) -> None:
        """Write the lines behind the lanes; in a wide chart they run on from strip to strip."""
        lane = strip.lane()
        for number, panel in enumerate(panels):
            tall = {"high_narrow": lane * (strip.under if number else strip.lanes), "high_wide": wide}
            ticks = [at for at, _ in panel.ticks]
            if all(one["part"] in SILENT for one in strip.marks if one["panel"] == number):
                continue  # a line through words would strike them out
            y = narrow + number * lane * strip.lanes
            self.put("ruler", y, self.wide, row=strip.id, panel=number, ticks=ticks, **tall)

    def _mark(self, strip: Strip, one: Row, narrow: float, middle: float, panels: int) -> None:
        lane, place, panel = strip.lane(), one["lane"], one["panel"]
        y_narrow = narrow + lane * (place + 0.5 + (strip.lanes if panel else 0))
        count = max(strip.under, 1) if panel else strip.lanes
        y_wide = middle + lane * (place + 0.5 - count / 2)
        cells = {name: cell for name, cell in one.items() if name not in ("lane", "part")}
        if one["part"] in SILENT:
            said = cells.pop("label")
            cells |= {"reason": said, "lines_narrow": lines(said, PHONE - 50, 12)}
            cells |= {"lines_wide": lines(said, ROOM[panels][panel], 12)}
        self.put(one["part"], y_narrow, y_wide, **{"row": strip.id, "id": strip.id} | cells)

    def foot(self, sentences: Sequence[str]) -> None:
        self.narrow, self.wide = self.narrow + 6, self.wide + 6
        for sentence in filter(None, sentences):
            found = {"narrow": lines(sentence, PHONE, 12), "wide": lines(sentence, self.across, 12)}
            self.text(found, self.narrow, self.wide, size=12, quiet=True)
            self.narrow += SMALL * len(found["narrow"]) + 6
            self.wide += SMALL * len(found["wide"]) + 6
