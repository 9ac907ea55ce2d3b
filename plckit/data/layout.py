"""Where a sheet's table is: titles, one to three header rows, an "out of" row, the first student (X1–X3).

Only the first rows are looked at. Nothing here is final: what is found becomes questions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plckit.data.cells import GUESSES, Sort, parse
from plckit.data.wording import CLEAR_OUT_OF, ITEM, OUT_OF, OUT_OF_ROW, role_of, split_out_of

if TYPE_CHECKING:
    from plckit.data.reading import Sheet

LOOK = 40
BELOW = 25
STRUCTURE = frozenset("id name class year date total percent comment private group".split())


@dataclass(frozen=True)
class Column:
    """One column: where it is, the words of its header rows, and what its cells are out of."""

    at: int
    parts: tuple[str, ...]
    out_of: float | None = None

    @property
    def label(self) -> str:
        """The header rows joined: "Number / Q1" (rule X2)."""
        return " / ".join(self.parts)


@dataclass(frozen=True)
class Layout:
    """The shape of one sheet. first is the row label of the first row after the header; titles are texts."""

    columns: tuple[Column, ...]
    first: int
    titles: tuple[str, ...]
    header_rows: int = 1


class _Grid:
    """The first rows of a sheet, and what each cell looks like."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows: list[list[str]] = sheet.cells.head(LOOK + BELOW).to_numpy().tolist()
        self.width = len(sheet.cells.columns)
        self.marks = [[_mark_like(text) for text in row] for row in self.rows]

    def filled(self, row: int) -> list[int]:
        return [at for at, text in enumerate(self.rows[row]) if text]

    def over_marks(self, row: int) -> set[int]:
        """Return the columns where this row has words and most cells below it are marks."""
        found = set()
        for at in self.filled(row):
            below = [r for r in range(row + 1, min(len(self.rows), row + BELOW)) if self.rows[r][at]]
            if not self.marks[row][at] and below and sum(self.marks[r][at] for r in below) > len(below) / 2:
                found.add(at)
        return found

    def words(self, row: int) -> set[int]:
        """Return the columns where this row names what a column holds."""
        return {at for at in self.filled(row) if role_of(split_out_of(self.rows[row][at])[0])}

    def header(self) -> int | None:
        """Return the row that is most like a header, the first of equals; None where none is."""
        best, score = None, 0
        for row in range(min(LOOK, len(self.rows))):
            filled = self.filled(row)
            words, over = self.words(row), self.over_marks(row)
            if len(filled) < min(2, self.width) or not (words or over):
                continue
            plain = sum(1 for at in filled if not self.marks[row][at])
            items = sum(1 for at in filled if ITEM.fullmatch(self.rows[row][at]) and not self.marks[row][at])
            if not words and len(over) < max(1, len(filled) / 3):
                continue
            here = 2 * len(words) + 2 * len(over) + plain + items - (len(filled) - plain if not words else 0)
            if here > score:
                best, score = row, here
        return best

    def maxima(self, row: int, names: set[int]) -> dict[int, float]:
        """Return what each column is out of if this row says that, else nothing (rule X2).

        names: the columns of ids and names, which such a row leaves empty or fills with "Out of".
        """
        cells = {at: self.rows[row][at] for at in self.filled(row)}
        said = any(OUT_OF_ROW.fullmatch(text) for at, text in cells.items() if at in names)
        found, clear = {}, said
        for at, text in cells.items():
            match = OUT_OF.fullmatch(text.strip("()[] "))
            sure = bool(match and CLEAR_OUT_OF.search(text))
            if match and (sure or at not in names):
                found[at] = float(match[1].replace(",", "."))
            elif not (OUT_OF_ROW.fullmatch(text) or text in ("%", "-") or (said and at not in names)):
                return {}  # a row of headings may hold single maxima too: see `_columns`
            clear = clear or sure or not any(at in cells for at in names)
        return found if clear and all(value > 0 for value in found.values()) else {}


def _mark_like(text: str) -> bool:
    cell = parse(text)
    return cell.sort in (Sort.MARK, Sort.DATE) or (cell.sort is Sort.WORD and cell.word in GUESSES)


def find(sheet: Sheet) -> Layout | None:
    """Return the layout of a sheet, or None where no row names columns."""
    grid = _Grid(sheet)
    anchor = grid.header()
    if anchor is None:
        return None
    names = {at for at in grid.words(anchor) if role_of(grid.rows[anchor][at]) in ("id", "name")}
    names = names or {0}
    headers, last = [anchor], anchor
    maxima: dict[int, float] = {}
    for row in range(anchor + 1, min(anchor + 4, len(grid.rows))):
        found = grid.maxima(row, names)
        if not found and not _is_header(grid, row, names):
            break
        last = row
        maxima |= found
        headers += [] if found else [row]
    for row in range(anchor - 1, max(-1, anchor - 4), -1):
        found = grid.maxima(row, names)
        if found:
            maxima |= found
        elif _is_upper(grid, row, anchor):
            headers.insert(0, row)
        else:
            break
    titles = [" ".join(filter(None, grid.rows[row])) for row in range(headers[0])]
    labels = sheet.cells.index
    first = int(labels[last]) + 1
    return Layout(_columns(grid, headers, maxima), first, tuple(filter(None, titles)), len(headers))


def _is_header(grid: _Grid, row: int, names: set[int]) -> bool:
    """Return whether a row under the header is one more of it: words over marks, no student."""
    filled = grid.filled(row)
    if len(filled) < 2 or any(grid.rows[row][at] for at in names):
        return False
    return not any(grid.marks[row][at] and not ITEM.fullmatch(grid.rows[row][at]) for at in filled) and bool(
        grid.over_marks(row)
    )


def _is_upper(grid: _Grid, row: int, anchor: int) -> bool:
    """Return whether a row over the header is one more of it, such as strands, and no title."""
    filled = grid.filled(row)
    merged = any(first[0] == row and first[1] > 0 for first, _ in grid.sheet.merged)
    enough = len(filled) >= 3 or (len(filled) == 2 and filled[0] > 0) or merged
    return enough and not any(grid.marks[row][at] for at in filled) and filled[-1] <= max(grid.filled(anchor))


def _columns(grid: _Grid, headers: list[int], maxima: dict[int, float]) -> tuple[Column, ...]:
    """Return the columns, upper headers filled right over the lower ones they stand for (rule X2)."""
    lowest = [
        next((r for r in reversed(headers) if (text := grid.rows[r][at]) and not _maximum(text)), None)
        for at in range(grid.width)
    ]
    made, seen = [], Counter[tuple[str, ...]]()
    for at in range(grid.width):
        parts: list[str] = []
        own = lowest[at]
        for row in headers if own is not None else ():
            text = grid.rows[row][at]
            if _maximum(text):
                maxima.setdefault(at, _maximum(text))
                continue
            if not text and row < (own or 0) and role_of(grid.rows[own or 0][at]) not in STRUCTURE:
                text = _from_left(grid, row, at, lowest)
            parts += [text] if text and text not in parts[-1:] else []
        if not parts and not any(row[at] for row in grid.rows[headers[-1] + 1 :]):
            continue
        parts = parts or ["(no heading)"]
        parts[-1], out_of = split_out_of(parts[-1])
        out_of = maxima.get(at, out_of)
        seen[tuple(parts)] += 1
        parts[-1] += f" ({seen[tuple(parts)]})" if seen[tuple(parts)] > 1 else ""
        made.append(Column(at, tuple(parts), out_of))
    return tuple(made)


def _maximum(text: str) -> float:
    """Return the number of a heading that says nothing but what its column is out of, such as "/20", or 0."""
    match = OUT_OF.fullmatch(text.strip("()[] "))
    return float(match[1].replace(",", ".")) if match and CLEAR_OUT_OF.search(text) else 0.0


def _from_left(grid: _Grid, row: int, at: int, lowest: list[int | None]) -> str:
    """Return the heading to the left that stands for this column too.

    It does as far as its cells are merged; where the row has no merged cells, until the next heading, unless
    it is the only heading of its own column.
    """
    left = next((c for c in range(at, -1, -1) if grid.rows[row][c]), None)
    if left is None:
        return ""
    across = [span for span in grid.sheet.merged if span[0][0] == row]
    merged = any(first[1] <= left and at <= last[1] for first, last in across)
    return grid.rows[row][left] if (merged if across else lowest[left] != row) else ""
