"""A guide as HTML, for the screen and for paper. The home of mistune.

Guides are files from elsewhere: what is no Markdown stays text, and a link leads to a page or nowhere.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import mistune

from plckit.pages.guide import HEADING, cells

SIZES = (10, 9.7, 9.4, 9.1, 8.8, 8.5, 8.2, 7.9, 7.6, 7.3, 7, 6.7, 6.4)
"""Sizes of print in points; `plckit/web/static/paper.css` has a class for each, such as “pt-97”."""
WIDTHS = (4, 8, 2.5, 5.5, 4, 26, 24, 12, 14)
"""The columns of the run sheet as parts of a hundred, as they are there."""
LETTERS, SIDE, LINE, GAP = 1600.0, 200.0, 0.406, 1.3
"""Across US letter go 1600 / size letters, a line takes 0.406 × size mm, a row 1.3 mm more.

Found by printing every guide: the size that follows is 0.1 to 0.3 points below the largest that fits.
"""

_render = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])


@dataclass(frozen=True)
class Chapter:
    """A numbered section: its heading, and its HTML before the run sheet, the run sheet's, and after it."""

    number: int
    heading: str
    before: str
    sheet: str = ""
    after: str = ""
    size: str = ""


@dataclass(frozen=True)
class Printed:
    """A guide: its title, what stands before the first section, and the sections."""

    title: str
    opening: str
    chapters: tuple[Chapter, ...]


def printed(text: str) -> Printed:
    """Return a guide in the parts that a page is made of."""
    first, *parts = HEADING.split(text)
    title = re.search(r"^# (.+)$", first, re.MULTILINE)
    opening = _html(first.replace(title[0], "", 1) if title else first)
    both = zip(parts[::2], parts[1::2], strict=True)
    chapters = tuple(_chapter(number, heading, body) for number, (heading, body) in enumerate(both, 1))
    return Printed(title[1] if title else "Guide", opening, chapters)


def _chapter(number: int, heading: str, body: str) -> Chapter:
    """Return a section; its run sheet is the table that begins with Clock and Step."""
    lines = body.split("\n")
    begins = next((i for i, line in enumerate(lines) if cells(line)[:2] == ["Clock", "Step"]), None)
    if begins is None:
        return Chapter(number, heading, _html(body))
    ends = next((i for i in range(begins, len(lines)) if not lines[i].startswith("|")), len(lines))
    before, sheet, after = lines[:begins], lines[begins:ends], lines[ends:]
    said = [cells(line) for line in sheet if not set(line) <= set("|-: ")]
    html = [_html("\n".join(part)) for part in (before, sheet, after)]
    return Chapter(number, heading, html[0], html[1], html[2], size_of(said))


def size_of(rows: Sequence[Sequence[str]]) -> str:
    """Return how large a run sheet can be printed and still take one side, A4 or US letter across."""

    def lines(cell: str, letters: int) -> int:
        parts = cell.replace("*", "").split("<br>")
        return sum(len(textwrap.wrap(part, letters)) or 1 for part in parts)

    def height(points: float) -> float:
        letters = [max(1, int(LETTERS / points * width / 100)) for width in WIDTHS]
        tallest = (max(map(lines, row, letters)) for row in rows)
        return sum(most * LINE * points + GAP for most in tallest)

    size = next((points for points in SIZES if height(points) <= SIDE), SIZES[-1])
    return f"pt-{round(10 * size)}"


def _html(text: str) -> str:
    """Return Markdown as HTML.

    Tick boxes are signs, since there is nothing to press; lines may break; a heading that is empty is none.
    """
    html = str(_render(re.sub(r"^(\s*[-*] )\[ \] ", r"\1☐ ", text, flags=re.MULTILINE)))
    html = re.sub(r"\s*&lt;br ?/?&gt;\s*", "<br>", html)
    html = re.sub(r"<thead>\s*<tr>(\s*<th[^>]*></th>)+\s*</tr>\s*</thead>", "", html)
    html = re.sub(r"<li>(\s*(?:<p>)?)☐ ", r'<li class="tick">\1☐ ', html)
    return re.sub(r"<th[^>]*></th>", "<td></td>", html)
