"""Mark books as they are → tidy results, with every doubt asked (sections 4.9–4.12 of the brief).

    from plckit import data

    book = data.read("marks.xlsx")
    data.questions(book)  # what cannot be known: id, text, guess, choices, examples, why
    made = data.tidy(book, answers={"student": "yes", "value:abs": "absent"})
    print(made.coverage)  # rows, students, cells by status, guesses, what to confirm
    made.results.table  # one row a student, item and sitting; the columns stand with `Results`
    made.results.checks()  # each check of the file by its name: charts draw one at a time
    made.key.csv()  # who is behind which code: keep it elsewhere
    made.mapping.to_json()  # the answers, for next term's file of the same shape

    results = data.from_frame(frame)  # or your own DataFrame, straight away
    told = data.measured(results, "outcomes")  # what `plckit.charts.draw` draws

Nothing is charted before `made.confirmed`. Importing this imports no pandas; its functions do. Knows neither
the store nor charts.
"""

from __future__ import annotations

from collections.abc import Mapping as _Map
from typing import Any as _Any

from plckit.data.cells import guarded
from plckit.data.coach import from_frame, measured
from plckit.data.codes import Key
from plckit.data.coverage import Coverage
from plckit.data.importing import Import, tidy
from plckit.data.long_table import side_table
from plckit.data.mapping import Mapping
from plckit.data.questions import Question, State
from plckit.data.reading import Book, Sheet, read
from plckit.data.results import Results

__all__ = [
    "Book",
    "Coverage",
    "Import",
    "Key",
    "Mapping",
    "Question",
    "Results",
    "Sheet",
    "from_frame",
    "guarded",
    "measured",
    "questions",
    "read",
    "side_table",
    "tidy",
]


def questions(
    book: Book, answers: _Map[str, _Any] | None = None, mapping: Mapping | None = None
) -> list[Question]:
    """Return what is still to be answered about a book, those that must be answered first."""
    left = [q for q in tidy(book, answers, mapping).questions if q.state is State.GUESSED]
    return sorted(left, key=lambda question: not question.must)
