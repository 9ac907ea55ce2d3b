"""Tidy → each messy form → tidy: nothing is lost and nothing is made up (hypothesis)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markbooks import asked, cells, everything, made, ods, text, xlsx

from plckit.data.cells import GUESSES
from plckit.domain.results import Status

WORDS = ["Abs", "abs.", "A", "N/A", "-", "Exempt", "DNS", "left", "Lost"]
MEANS = {word: GUESSES[word.casefold().strip(".")] for word in WORDS}
NAMES = st.text("abcdefghijklmnopqrstuvwxyzäéñ' ", min_size=2, max_size=8).map(
    lambda t: f"N{t.strip()}x".title()
)


@dataclass(frozen=True)
class Known:
    """What is true: maxima, and a row of marks or words for each student; `classes` of each."""

    maxima: list[int]
    names: list[str]
    marks: list[list[str]]
    halves: bool

    def expected(self) -> list[tuple[Any, ...]]:
        """Return the rows that must come back."""
        found = []
        for student, row in enumerate(self.marks):
            for item, mark in enumerate(row):
                status = str(MEANS[mark]) if mark in MEANS else "scored"
                points = None if mark in MEANS else float(mark)
                found.append((number(student), f"Q{item + 1}", points, status))
        return sorted(found, key=lambda cell: cell[:2])


def number(student: int) -> str:
    """Return a student's number: four digits, none of them lost by a spreadsheet."""
    return str(1001 + student)


@st.composite
def books(draw: st.DrawFn) -> Known:
    """Draw what is true."""
    maxima = draw(st.lists(st.integers(2, 20), min_size=2, max_size=6))
    count = draw(st.integers(4, 12))
    halves = draw(st.booleans())

    def mark(most: int) -> st.SearchStrategy[str]:
        whole = st.integers(0, most).map(str)
        half = st.integers(0, most - 1).map(lambda n: f"{n}.5")
        return st.one_of(whole, whole, whole, half, st.sampled_from(WORDS)) if halves else whole

    row = st.tuples(*(mark(most) for most in maxima)).map(list)
    marks = draw(st.lists(row, min_size=count, max_size=count))
    marks[0] = [str(most) for most in maxima]
    names = draw(st.lists(NAMES, min_size=count, max_size=count, unique=True))
    return Known(maxima, names, marks, halves)


def table(known: Known, comma: bool = False) -> list[list[str]]:
    """Return the rows of students: number, name, marks."""
    rows = []
    for student, row in enumerate(known.marks):
        shown = [mark.replace(".", ",") if comma and mark not in MEANS else mark for mark in row]
        rows.append([number(student), f"{known.names[student]}, First", *shown])
    return rows


def labels(known: Known) -> list[str]:
    """Return the headings."""
    return ["ID", "Name", *(f"Q{n}" for n in range(1, len(known.maxima) + 1))]


def out_of(known: Known) -> list[str]:
    """Return the row under the headings."""
    return ["", "out of", *(f"/{most}" for most in known.maxima)]


def titled(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows between a title and a footer."""
    average = ["", "Class average", *("5.5" for _ in rows[0][2:])]
    return [["A school"], ["Maths, Year 9"], *rows, [], average, ["* had extra time"]]


def plain(known: Known, comma: bool = False) -> list[list[str]]:
    """Return headings, maxima and students."""
    return [labels(known), out_of(known), *table(known, comma)]


def stacked(known: Known) -> list[list[str]]:
    """Return two rows of headings, a title, and students."""
    upper = ["", "", "Number", *[""] * (len(known.maxima) - 1)]
    return [upper, *plain(known)] if len(known.maxima) > 2 else plain(known)


def numbers(rows: list[list[str]]) -> list[list[Any]]:
    """Return the rows with marks as numbers, as Excel has them."""
    return [
        [float(c) if c.replace(".", "").isdigit() and at > 1 else c for at, c in enumerate(row)]
        for row in rows
    ]


def two_sheets(known: Known) -> bytes:
    """Return an Excel file with a sheet for each half of the students."""
    rows, head = numbers(table(known)), [labels(known), out_of(known)]
    half = len(rows) // 2
    # Both sheets have whole columns of marks, so that each is known for what it is.
    return xlsx({"9A": [*head, *rows[:half]], "9B": [*head, *rows[half:]]})


FORMS = {
    "commas": lambda known: text(plain(known)),
    "semicolons and decimal commas": lambda known: text(plain(known, comma=True), ";"),
    "tabs": lambda known: text(plain(known), "\t"),
    "sep= and a byte mark": lambda known: text(plain(known), ";", "utf-8-sig", "sep=;\r\n"),
    "utf-16": lambda known: text(plain(known), "\t", "utf-16"),
    "windows": lambda known: text(plain(known), ";", "cp1252"),
    "titles and footers": lambda known: text(titled(plain(known))),
    "two rows of headings": lambda known: text(stacked(known)),
    "maxima in the headings": lambda known: text(
        [[*labels(known)[:2], *(f"Q{n} (/{m})" for n, m in enumerate(known.maxima, 1))], *table(known)]
    ),
    "fractions": lambda known: text(
        [
            labels(known),
            *(
                [
                    *row[:2],
                    *(
                        mark if mark in MEANS else f"{mark} / {most}"
                        for mark, most in zip(row[2:], known.maxima, strict=True)
                    ),
                ]
                for row in table(known)
            ),
        ]
    ),
    "excel": lambda known: xlsx({"Sheet1": numbers(plain(known))}),
    "a sheet for each class": two_sheets,
    "opendocument": lambda known: ods([[c.replace("&", "+") for c in row] for row in plain(known)]),
}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(known=books())
def test_what_was_true_comes_back_from_every_form(form: str, known: Known) -> None:
    """M2 and X1–X9 at once: marks, words and students survive the way schools write them."""
    raw = FORMS[form](known)
    words = {f"value:{word.casefold().strip('.')}": str(means) for word, means in MEANS.items()}
    imported = everything(raw, {"level": "items", **words}, name="book")
    found = [(who, label.split(" / ")[-1], *rest[:2]) for who, label, *rest in cells(imported)]
    assert found == known.expected()
    assert imported.confirmed
    assert len(imported.results.roster) == len(known.names)
    assert imported.results.table["student_code"].str.fullmatch(r"S-[A-Z2-9]{4}").all()


@settings(max_examples=40)
@given(known=books())
def test_nothing_is_guessed_in_silence_and_no_word_becomes_a_mark(known: Known) -> None:
    """Every word is asked about before any answer is given, and none is 0 meanwhile (M2)."""
    imported = made(text(plain(known)))
    words = {mark.casefold().strip(".") for row in known.marks for mark in row if mark in MEANS}
    assert {f"value:{word}" for word in words} <= asked(imported)
    assert asked(imported) == {one["id"] for one in imported.coverage.guessed}
    table = imported.results.table
    unscored = ~table["status"].isin([str(Status.SCORED), str(Status.SKIPPED)])
    assert table.loc[unscored, "points"].isna().all()


@settings(max_examples=40)
@given(known=books())
def test_a_tidy_table_comes_back_from_its_own_file(known: Known) -> None:
    """What we write we can read: the table of one import is the file of the next."""
    first = everything(text(plain(known))).results.table
    out = io.StringIO()
    first.to_csv(out, index=False)
    again = made(out.getvalue().encode())
    assert again.confirmed
    assert again.coverage.problems == []
    assert again.results.table.to_csv() == first.to_csv()
