"""A file or its bytes → a Book: sheets of text, as a teacher sees them (rules X4, X6–X8).

Everything is read as text first, so that no "NA" is lost and no 007 becomes 7. What is too large, damaged or
no table at all is refused with one sentence before much work is done. Imports pandas inside functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plckit.data import plain_text, spreadsheets
from plckit.data.cells import shown
from plckit.data.limits import LARGEST_FILE, too_large
from plckit.errors import BadFile

if TYPE_CHECKING:
    import pandas as pd

EMPTY = "there is nothing in this file."
PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


@dataclass(frozen=True)
class Sheet:
    """One sheet: `cells` is a table of text with row labels as its spreadsheet numbers rows, from 1.

    Columns count from 0. merged: ranges of merged cells, rows and columns from 0. hidden: row labels that the
    file hides. visible: whether the sheet itself is shown. notes: sentences about how it was read.
    """

    name: str
    cells: pd.DataFrame
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visible: bool = True

    def place(self, row: int, column: int) -> str:
        """Return where a cell is, as a spreadsheet says it: "9B, F7"."""
        letters = ""
        column += 1
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{self.name}, {letters}{row}" if self.name else f"{letters}{row}"


@dataclass(frozen=True)
class Book:
    """A file that was read: its sheets, and what can be said about how.

    encoding: of a text file, "" for a spreadsheet. certain: whether the encoding was known and not judged.
    """

    name: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    certain: bool = True
    notes: tuple[str, ...] = ()
    raw: bytes = field(default=b"", repr=False)

    def decoded(self, encoding: str) -> Book:
        """Return the same text file read with another encoding."""
        return self if encoding == self.encoding else _text_book(self.name, self.raw, encoding)

    def __repr__(self) -> str:
        """Say how much there is and show no student (rule P12)."""
        sizes = ", ".join(f"{s.name or 'table'} {len(s.cells)} rows" for s in self.sheets)
        return f"<Book {self.name}: {sizes}>"


def read(file: str | Path | bytes, name: str = "") -> Book:
    """Return what is in a CSV, TSV, XLSX, XLS or ODS file, given as a path or as its bytes; raise BadFile.

    What a file is, is told by its content and not by the end of its name.
    """
    raw, name = _bytes(file, name)
    if raw.startswith(PICTURES):
        raise BadFile(
            name, "this is a document, a picture or an archive. Please choose a CSV or spreadsheet file."
        )
    if raw.startswith((spreadsheets.ZIP, spreadsheets.OLD_EXCEL)):
        book = _spreadsheet(name, raw)
    else:
        using, certain = plain_text.encoding(raw)
        book = _text_book(name, raw, using, certain)
    if not any(len(sheet.cells) for sheet in book.sheets):
        raise BadFile(name, EMPTY)
    return book


def _bytes(file: str | Path | bytes, name: str) -> tuple[bytes, str]:
    """Return the content and a name, having looked at the size before reading."""
    if isinstance(file, bytes):
        raw = file
    else:
        path = Path(file)
        name = name or path.name
        try:
            if path.stat().st_size <= LARGEST_FILE:
                raw = path.read_bytes()
            else:
                raw = b""
                too_large(name, path.stat().st_size)
        except OSError as error:
            raise BadFile(name, "the file cannot be opened. Check its name and where it is.") from error
    too_large(name, len(raw))
    if not raw.strip():
        raise BadFile(name, EMPTY)
    return raw, name


def _text_book(name: str, raw: bytes, using: str, certain: bool = True) -> Book:
    cells, separator = plain_text.grid(name, plain_text.decoded(name, raw, using))
    said = {",": "commas", ";": "semicolons", "\t": "tabs"}.get(separator, f"“{separator}”")
    notes = (f"Cells are separated by {said}.",)
    return Book(name, (Sheet("", clean(cells)),), using, certain, notes, b"" if certain else raw)


def _spreadsheet(name: str, raw: bytes) -> Book:
    made, notes = [], []
    for one in spreadsheets.sheets(name, raw):
        cells = clean(one.cells)
        hidden = frozenset(row + 1 for row in one.looks.hidden_rows) & frozenset(cells.index)
        columns = frozenset(one.looks.hidden_columns) & frozenset(cells.columns)
        if hidden or columns:
            notes.append(
                f"Sheet “{one.name}” hides {len(hidden)} rows and {len(columns)} columns; they were read too."
            )
        made.append(Sheet(one.name, cells, one.merged, hidden, columns, one.visible))
    if not raw.startswith(spreadsheets.ZIP):
        notes.append("Hidden rows and columns of an .xls file cannot be told apart; all were read.")
    return Book(name, tuple(made), notes=tuple(notes))


def clean(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the table with texts as a person reads them, without empty rows and columns at the end."""
    import pandas as pd

    for column in cells:
        codes, unique = pd.factorize(cells[column])
        cells[column] = pd.array([shown(str(text)) for text in unique], dtype=object).take(codes)
    filled = cells != ""
    rows, columns = filled.any(axis=1).to_numpy().nonzero()[0], filled.any(axis=0).to_numpy().nonzero()[0]
    if not len(rows):
        return cells.iloc[:0]
    return cells.iloc[: rows[-1] + 1, : columns[-1] + 1]
