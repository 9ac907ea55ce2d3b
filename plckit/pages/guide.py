"""Reading a facilitator's guide: its sections, its tables, and the notes for the console in its run sheet.

A guide has the same stem as its notebook and lies in `facilitator_guides/` beside the folder of workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

SECTIONS = (
    *("At a glance", "Is this the right session today?", "Before", "Roles", "Run sheet", "Words that help"),
    *("Safety", "If the tech fails", "Online or mixed", "Access and culture", "After"),
    *("Good signs, warning signs", "Sources and points covered", "Version and change log"),
)
PROMPTS = "Exact prompts · box · who sees it"
NOTES = ("Do and say", "Look for", "Short of time / stuck")
COLUMNS = ("Clock", "Step", "Min", "Group", "Keep", PROMPTS, *NOTES)
UNWRITTEN = "…"
"""Stands where a person has still to write something."""
HEADING = re.compile(r"^## \d+\. (.+)$", re.MULTILINE)


def guide_of(workbooks: Path, stem: str) -> Path:
    """Return where the guide of a workbook lies, whether it is there or not."""
    return workbooks.resolve().parent / "facilitator_guides" / f"{Path(stem).name}.md"


def sections(text: str) -> dict[str, str]:
    """Return the body of each numbered section by its title, in order."""
    _, *parts = HEADING.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def cells(line: str) -> list[str]:
    """Return the cells of a line of a table; a bar inside one is written as in Markdown, with a backslash."""
    inside = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inside)]


def row_of(values: list[str]) -> str:
    """Return the line of a table that `cells` reads."""
    return f"| {' | '.join(value.replace('|', chr(92) + '|') for value in values)} |"


def title_of(cell: str) -> str:
    """Return the title of a step without the number before it."""
    return re.sub(r"^\d+\s+", "", cell)


def rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the run sheet, cells by their columns; a row that is cut short is left out."""
    columns: list[str] = []
    for line in text.splitlines():
        found = cells(line)
        if not line.startswith("|"):
            columns = []
        elif "Step" in found and set(NOTES) <= set(found):
            columns = found
        elif len(found) == len(columns) and not set(line) <= set("|-: "):
            yield dict(zip(columns, found, strict=True))


def notes(guide: Path) -> dict[str, str]:
    """Return the notes of each step as HTML by the step's title; nothing where there is no such guide."""
    try:
        text = guide.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    return {title_of(row["Step"]): _html(row) for row in rows(text)}


def _html(row: dict[str, str]) -> str:
    said = [(name, row[name]) for name in NOTES if row[name].strip(f"- {UNWRITTEN}")]
    return "".join(f"<dt>{escape(name)}</dt><dd>{_inline(text)}</dd>" for name, text in said)


def _inline(text: str) -> str:
    """Return a cell as HTML: bold, italics and line breaks; everything else in it stays text."""
    html = escape(text, quote=False)
    html = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html)
    html = re.sub(r"\*(.+?)\*", r"<em>\1</em>", html)
    return re.sub(r"\s*&lt;br&gt;\s*", "<br>", html)
