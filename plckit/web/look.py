"""A look at a file beside a question: the top of the sheet, and the cells that the question is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plckit.data import Book, Question, Sheet

TOP, MOST_ROWS, MOST_ROWS_MARKED, MOST_COLUMNS, MOST_SHEETS = 7, 14, 4, 12, 2
FEW = 4
LONGEST = 60
CELL = r"([A-Z]{1,3})(\d{1,7})"
ROW = r"\brow (\d{1,7})"


@dataclass(frozen=True)
class Cell:
    """What a cell says; marked where the question is about its column (1) or about itself (2)."""

    text: str
    mark: int


@dataclass(frozen=True)
class View:
    """Part of a sheet: letters of the columns with their mark, rows by number; `gap` rows follow others."""

    name: str
    letters: list[tuple[str, int]]
    rows: list[tuple[int, bool, list[Cell]]]


def look(book: Book, question: Question | None) -> list[View]:
    """Return what to show of a book; with a question the sheets its examples are in, else the first ones."""
    spots = {sheet.name: _spots(sheet, question) for sheet in book.sheets}
    labels = {key.split(" / ")[-1] for key, _ in question.rows} if question else set()
    sheets = [sheet for sheet in book.sheets if spots[sheet.name]] or list(book.sheets)
    return [_view(sheet, spots[sheet.name], labels) for sheet in sheets[:MOST_SHEETS]]


def _spots(sheet: Sheet, question: Question | None) -> set[tuple[int, int]]:
    """Return row and column of the cells that a question is about; column -1 stands for a whole row."""
    if question is None:
        return set()
    before = re.escape(f"{sheet.name}, ") if sheet.name else ""
    places = [place for place, _ in question.examples]
    cells = [match for text in places if (match := re.fullmatch(before + CELL, text))]
    words = [*places, *dict(question.rows).values()]
    rows = [match for text in words for match in re.finditer(before + ROW, text)]
    return {(int(m[2]), _column(m[1])) for m in cells} | {(int(m[1]), -1) for m in rows[:MOST_ROWS_MARKED]}


def _view(sheet: Sheet, spots: set[tuple[int, int]], labels: set[str]) -> View:
    cells, width = sheet.cells, len(sheet.cells.columns)
    top = cells.head(TOP)
    columns = {at for _, at in spots if 0 <= at < width}
    columns |= {at for at in range(width) if labels & set(top.iloc[:, at])}
    numbers = [*top.index]
    for row in sorted({row for row, _ in spots if row in cells.index})[:MOST_ROWS_MARKED]:
        numbers += [row - 1, row, row + 1]
    shown = _shown(columns, width)
    rows: list[tuple[int, bool, list[Cell]]] = []
    for row in sorted({int(row) for row in numbers if row in cells.index})[:MOST_ROWS]:
        gap = bool(rows) and row > rows[-1][0] + 1
        texts = [str(cells.at[row, cells.columns[at]])[:LONGEST] for at in shown]
        marks = [2 if {(row, at), (row, -1)} & spots else int(at in columns) for at in shown]
        rows.append((row, gap, [Cell(*pair) for pair in zip(texts, marks, strict=True)]))
    return View(sheet.name, [(_letters(at), int(at in columns)) for at in shown], rows)


def _shown(columns: set[int], width: int) -> list[int]:
    """Return the columns to show: those asked about, the first, which tells rows apart, and neighbours."""
    near = [at + step for at in sorted(columns) for step in (1, -1)] if len(columns) < FEW else []
    wanted = [0, *sorted(columns), *near] if columns else list(range(width))
    return sorted([at for at in dict.fromkeys(wanted) if 0 <= at < width][:MOST_COLUMNS])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first else "") + chr(65 + last)
