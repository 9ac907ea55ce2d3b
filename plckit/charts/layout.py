"""Where things stand in a chart: every statement is a wrapped line of text above its own band.

A y axis with 60-letter labels would eat a phone's width, so a chart has none: statements are text, and
places are pixels. Each place exists twice, for a narrow and for a wide chart, and Vega picks by its width.
Stdlib only; may import nothing of plckit.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

WIDE_FROM = 560
"""From this width in pixels up a chart uses its wide places."""

LINE = 17
"""Height of one line of text in pixels, for letters of 13 pixels."""

LETTER = 6.5
"""Width in pixels a letter of 13 pixels takes on average in the fonts of phones and laptops."""


RIGHT_TO_LEFT = "\u200f"


@dataclass(frozen=True)
class Layout:
    """Places of all statements: `values` are tidy rows for the chart, `height_*` its whole height.

    `aside` pixels stay free at the right of each statement.

    Columns of `values`: row; place (0 = first); narrow, wide (the statement's lines of text); text_narrow,
    text_wide (y of its first line); band_narrow, band_wide (y of the band's upper edge). All y in pixels from
    the top.
    """

    values: list[dict[str, object]]
    aside: int
    height_narrow: int
    height_wide: int


def layout(
    statements: Mapping[str, str], *, band: int, top: int = 0, gap: int = 18, aside: int = 54
) -> Layout:
    """Return a place for each statement: its lines of text, and below them a band of `band` pixels."""
    narrow, height_narrow = _stack(statements, _letters(320, aside), band, top, gap)
    wide, height_wide = _stack(statements, _letters(WIDE_FROM, aside), band, top, gap)
    values: list[dict[str, object]] = [
        {
            "row": row,
            "place": place,
            "narrow": narrow[row][0],
            "wide": wide[row][0],
            "text_narrow": narrow[row][1],
            "text_wide": wide[row][1],
            "band_narrow": narrow[row][2],
            "band_wide": wide[row][2],
        }
        for place, row in enumerate(statements)
    ]
    return Layout(values, aside, height_narrow, height_wide)


def _letters(width: int, aside: int) -> int:
    return int((width - aside) / LETTER)


def _stack(
    statements: Mapping[str, str], letters: int, band: int, top: int, gap: int
) -> tuple[dict[str, tuple[list[str], int, int]], int]:
    """Return lines, y of the text and y of the band for each statement, and the height of them all."""
    places = {}
    y = top
    for row, statement in statements.items():
        lines = wrapped(statement, letters)
        places[row] = (lines, y, y + LINE * len(lines) + 4)
        y += LINE * len(lines) + 4 + band + gap
    return places, max(y - gap, top)


def wrapped(statement: str, letters: int) -> list[str]:
    """Return the fewest lines that hold the statement, of one length, so that no word stands alone."""
    lines = textwrap.wrap(statement, letters) or [""]
    while letters > 1 and len(fewer := textwrap.wrap(statement, letters - 1)) == len(lines):
        lines, letters = fewer, letters - 1
    return [directed(line) for line in lines]


def directed(line: str) -> str:
    """Return the line so that its full stop stands at its end, also when it is read from right to left.

    A drawing's letters run from left to right; a mark that nobody sees keeps the stop with its sentence.
    """
    strong = next((kind for kind in map(unicodedata.bidirectional, line) if kind in ("L", "R", "AL")), "L")
    return line if strong == "L" else line + RIGHT_TO_LEFT
