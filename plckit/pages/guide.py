"""What a facilitator's guide says about each step, for the console: the run sheet of the guide, row by row.

A guide has the same stem as its notebook and lies in `facilitator_guides/` beside the folder of workbooks.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

NOTES = ("Do and say", "Look for", "Short of time / stuck")


def guide_of(workbooks: Path, stem: str) -> Path:
    """Return where the guide of a workbook lies, whether it is there or not."""
    return workbooks.resolve().parent / "facilitator_guides" / f"{Path(stem).name}.md"


def notes(guide: Path) -> dict[str, str]:
    """Return the notes of each step as HTML by the step's title; nothing where there is no such guide."""
    try:
        lines = guide.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    columns: list[str] = []
    found = {}
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            columns = []
        elif "Step" in cells and set(NOTES) <= set(cells):
            columns = cells
        elif len(cells) == len(columns):
            row = dict(zip(columns, cells, strict=True))
            found[re.sub(r"^\d+\s+", "", row["Step"])] = _html(row)
    return found


def _html(row: dict[str, str]) -> str:
    said = [(name, row[name]) for name in NOTES if row[name].strip("- ")]
    return "".join(f"<dt>{escape(name)}</dt><dd>{_inline(text)}</dd>" for name, text in said)


def _inline(text: str) -> str:
    """Return a cell as HTML: bold, italics and line breaks; everything else in it stays text."""
    html = escape(text, quote=False)
    html = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html)
    html = re.sub(r"\*(.+?)\*", r"<em>\1</em>", html)
    return re.sub(r"\s*&lt;br&gt;\s*", "<br>", html)
