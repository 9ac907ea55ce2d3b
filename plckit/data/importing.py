"""Book + answers → results, coverage, questions, key, mapping: the import in the order it happens."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from plckit.data import long_table, mapping, plain_text
from plckit.data.assembling import Marks, assembled, fill_blanks
from plckit.data.assessments import checks, row_dates
from plckit.data.codes import Key
from plckit.data.columns import roles
from plckit.data.coverage import Coverage, coverage
from plckit.data.mapping import Mapping
from plckit.data.mark_columns import Places, ask_levels, ask_maxima, ask_words, mark_columns
from plckit.data.mark_values import apply_single, ask_single_cells, read_values
from plckit.data.questions import Asking, Question, State
from plckit.data.reading import Book
from plckit.data.results import Results
from plckit.data.stack import Stack, stacked
from plckit.data.students import students
from plckit.data.totals import compared
from plckit.errors import UnansweredFile

if TYPE_CHECKING:
    import pandas as pd

NO_STUDENTS = "no row with a student was found. Please answer which column tells students apart."
NO_MARKS = "no column with marks was found. Please answer which columns hold marks."


@dataclass(frozen=True)
class Import:
    """What came of a book with the answers given so far.

    results: coded and tidy. coverage: the report. questions: all, in order, each with its state. key: names
    and codes, to be handed over once. mapping: the answers to keep for the next file of this shape.
    """

    results: Results
    coverage: Coverage
    questions: tuple[Question, ...]
    key: Key
    mapping: Mapping

    @property
    def confirmed(self) -> bool:
        """Whether every question that must be answered is: before that nothing may be charted (4.11)."""
        return not any(q.must and q.state is State.GUESSED for q in self.questions)

    def __repr__(self) -> str:
        """Say how far it is, and show no student (rule P12)."""
        left = len(self.coverage.confirm)
        return (
            f"<Import {self.results!r}, {'confirmed' if self.confirmed else f'{left} questions to answer'}>"
        )


def tidy(
    book: Book,
    answers: Map[str, Any] | None = None,
    mapping: Mapping | None = None,
    key: Key | None = None,
    roster: pd.DataFrame | None = None,
    items: pd.DataFrame | None = None,
) -> Import:
    """Return the tidy results of a book and what is still to be answered; raise BadFile, BadValue.

    answers: by question id; “yes” confirms a guess. mapping: of an earlier file; used where it fits. key: of
    an earlier import, so that the same students get the same codes. roster, items: side tables of 4.10, to
    check a tidy file against.
    """
    asking = Asking(dict(answers or {}), {})
    book = _decoded(book, asking)
    table = long_table.find(book)
    if table is not None:
        labels = list(table.columns)
        asking.remembered = _remembered(mapping, labels)
        results, report, made = long_table.tidied(book, table, asking, key, roster, items)
    else:
        results, report, made, labels = _wide(book, asking, mapping, key)
    kept = _kept(labels, asking, mapping)
    results = replace(results, enrolled=report.expected)
    return Import(results, report, tuple(asking.questions), made, kept)


def _remembered(mapping: Mapping | None, labels: list[str]) -> Map[str, Map[str, Any]]:
    return mapping.answers if mapping and mapping.fits(labels) else {}


def _kept(labels: list[str], asking: Asking, before: Mapping | None) -> Mapping:
    return mapping.of(labels, asking.questions, before if before and before.fits(labels) else None)


def _decoded(book: Book, asking: Asking) -> Book:
    """Ask about the letters of a text file where they were judged (rule X6)."""
    if book.certain:
        return book
    sheet = book.sheets[0].cells
    odd = [
        (int(row), at)
        for at in range(len(sheet.columns))
        for row, text in zip(sheet.index.to_numpy(), sheet.iloc[:, at], strict=True)
        if not str(text).isascii()
    ]
    examples = tuple((book.sheets[0].place(row, at), str(sheet.at[row, at])) for row, at in odd[:3])
    answer = asking.one(
        "letters",
        "Are the letters right? They were read as "
        + plain_text.ENCODINGS.get(book.encoding, book.encoding)
        + ".",
        book.encoding,
        [(name, said) for name, said in plain_text.ENCODINGS.items() if not name.startswith("utf")],
        examples=examples,
        why="Old text files do not say how letters with accents are written.",
    )
    return book.decoded(answer)


def _wide(
    book: Book, asking: Asking, kept: Mapping | None, key: Key | None
) -> tuple[Results, Coverage, Key, list[str]]:
    """Import a mark book: a row a student, a column a task or an item (rule X1)."""
    stack = _stack(book, asking, kept)
    of = roles(stack, asking)
    found = students(stack, of, asking)
    if not len(found.at):
        raise UnansweredFile(book.name, NO_STUDENTS, tuple(asking.questions))
    columns = mark_columns(stack, of, found)
    if not columns:
        raise UnansweredFile(book.name, NO_MARKS, tuple(asking.questions))
    places = Places(stack, found)
    ask_maxima(columns, stack, asking, places)
    grades = ask_levels(columns, asking, places)
    words = ask_words(columns, asking, places)
    read_values(columns, words, grades, asking, places)
    apply_single(columns, ask_single_cells(columns, asking, places))
    plan = checks(book.name, stack, of, found, columns, asking)
    days = row_dates(stack, of, found, asking)
    marks = Marks(columns)
    fill_blanks(marks, columns, plan.group, asking, places)
    synthetic = any("synthetic" in text.casefold() for text in (book.name, *stack.titles, *stack.labels))
    results, made = assembled(stack, of, found, columns, marks, plan, days, asking, key, synthetic)
    totals = compared(stack, of, found, columns, marks)
    notes = [*book.notes, *found.notes, *_dateless(of.first("date"), days)]
    read = int(((stack.cells != "") & stack.cells.notna()).any(axis=1).sum())
    report = coverage(read, results, found.dropped, asking, totals=totals, notes=notes)
    return results, report, made, stack.labels


def _stack(book: Book, asking: Asking, kept: Mapping | None) -> Stack:
    """Return the sheets as one table; what a mapping remembers counts from here on, where it fits."""
    asking.remembered = dict(kept.answers) if kept else {}
    stack = stacked(book, asking)
    if kept and not kept.fits(stack.labels):
        asking.remembered = {}
        asking.questions = [q for q in asking.questions if q.id != "sheets"]
        stack = stacked(book, asking)
    return stack


def _dateless(label: str, days: dict[str, str]) -> list[str]:
    unread = [text for text, day in days.items() if not day]
    return [f"“{label}” holds what is no date: {', '.join(unread[:3])}."] if unread else []
