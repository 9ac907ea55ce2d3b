"""The sheets of a book as one table, each column under its label (rules X1, X2, X8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plckit.data import layout
from plckit.data.layout import Column, Layout
from plckit.data.questions import Asking, Form, Question
from plckit.data.reading import Book, Sheet
from plckit.errors import BadFile

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NO_HEADER = (
    "no row with the names of columns was found. "
    "Please put a heading over each column, such as “Name”, “Q1”, “Q2”."
)
ALIKE = 0.5


@dataclass(frozen=True)
class Stack:
    """One table of text. cells: a column a label, None where a sheet has no such column, row labels 0, 1 ….

    sheet: which of `sheets` each row is from; row: its number there. columns: by label.
    """

    cells: pd.DataFrame
    sheet: np.ndarray[Any, Any]
    row: np.ndarray[Any, Any]
    sheets: tuple[Sheet, ...]
    layouts: tuple[Layout, ...]
    columns: dict[str, Column]
    titles: tuple[str, ...]

    @property
    def labels(self) -> list[str]:
        """The labels of all columns, in the order of the file."""
        return list(self.columns)

    def hidden(self) -> list[str]:
        """Return the labels of columns that every sheet hides."""
        pairs = list(zip(self.sheets, self.layouts, strict=True))
        hides = {c.label for sheet, one in pairs for c in one.columns if c.at in sheet.hidden_columns}
        shows = {c.label for sheet, one in pairs for c in one.columns if c.at not in sheet.hidden_columns}
        return [label for label in self.columns if label in hides - shows]

    def place(self, at: int, label: str = "") -> str:
        """Return where a cell of this table is in the file; without a label, its row."""
        number = int(self.sheet[at])
        columns = {column.label: column.at for column in self.layouts[number].columns}
        if label in columns:
            return self.sheets[number].place(int(self.row[at]), columns[label])
        return f"{self.sheets[number].name}, row {self.row[at]}".removeprefix(", ")

    def text(self, at: int) -> str:
        """Return a whole row in one line, for a list of what was left out."""
        return " · ".join(text for text in self.cells.iloc[at] if text)[:120]

    def examples(self, label: str, rows: np.ndarray[Any, Any] | None = None) -> list[tuple[str, str]]:
        """Return up to three cells of a column that hold something, with their places."""
        import numpy as np

        column = self.cells[label].to_numpy()
        within = np.arange(min(len(column), 500)) if rows is None else rows
        found = [int(at) for at in within[:500] if column[at]][:3]
        return [(self.place(at, label), str(column[at])) for at in found]


def stacked(book: Book, asking: Asking) -> Stack:
    """Return the table of the sheets that count; raise BadFile where no sheet has one."""
    laid = [(sheet, found) for sheet in book.sheets if len(sheet.cells) and (found := layout.find(sheet))]
    if not laid:
        raise BadFile(book.name, NO_HEADER)
    used = _used(laid, asking)
    columns: dict[str, Column] = {}
    for _, one in used:
        for column in one.columns:
            known = columns.setdefault(column.label, column)
            if known.out_of != column.out_of:  # the sheets say different things: it is asked
                columns[column.label] = Column(known.at, known.parts)
    titles = tuple(dict.fromkeys(title for _, one in used for title in one.titles))
    cells, sheet, row = _cells(used, list(columns))
    return Stack(cells, sheet, row, tuple(s for s, _ in used), tuple(o for _, o in used), columns, titles)


def _used(laid: list[tuple[Sheet, Layout]], asking: Asking) -> list[tuple[Sheet, Layout]]:
    """Return the sheets that hold results: asked wherever there is more than one."""
    if len(laid) == 1:
        return laid
    largest = {column.label for column in max(laid, key=lambda one: len(one[0].cells))[1].columns}
    guess = []
    for sheet, one in laid:
        labels = {column.label for column in one.columns}
        if sheet.visible and len(labels & largest) >= ALIKE * len(labels | largest):
            guess.append(sheet.name)
    choices = tuple((s.name, s.name if s.visible else f"{s.name} (hidden in the file)") for s, _ in laid)
    answer = asking.ask(
        Question(
            "sheets",
            "Which sheets hold results that belong together?",
            Form.MANY,
            guess,
            choices,
            why="A file often has a sheet for each class, and others with summaries or earlier terms.",
        )
    )
    return [one for one in laid if one[0].name in answer] or laid[:1]


def _cells(used: list[tuple[Sheet, Layout]], labels: list[str]) -> tuple[pd.DataFrame, Any, Any]:
    import numpy as np
    import pandas as pd

    frames, sheets, rows = [], [], []
    for number, (sheet, one) in enumerate(used):
        body = sheet.cells.loc[one.first :]
        at = {column.label: column.at for column in one.columns}
        nothing = np.full(len(body), None, dtype=object)
        frames.append({label: body[at[label]].to_numpy() if label in at else nothing for label in labels})
        sheets.append(np.full(len(body), number))
        rows.append(body.index.to_numpy())
    joined = {label: np.concatenate([frame[label] for frame in frames]) for label in labels}
    cells = pd.DataFrame({label: pd.Series(column, dtype=object) for label, column in joined.items()})
    return cells, np.concatenate(sheets), np.concatenate(rows)
