"""D5: a messy mark book for reading, as a school's system exports it, with 52 students of C1 and C2."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from make_data.figures import Numbers, logistic
from make_data.names import FIRST, LAST

TITLE = "Kōwhai Road School · Reading mark book, Year 9 · SYNTHETIC"
SUBTITLE = "Exported 12.06.2026 · every name and number is made up"
FOOTNOTE = "* sat the test on another day. A mark over the top of the scale has a bonus in it."
SIZES = {"C1": 26, "C2": 26}
"""One student of C1 had only just joined and is not in the book."""

MARKS = {"Quiz 1": 10, "Quiz 2": 10, "Quiz 3": 10, "Reading test A": 20, "Reading test B": 20}
MARKERS = ("Marker 1", "Marker 2")
COLUMNS = (*MARKS, *MARKERS)
Cells = dict[str, str]
"""What one student's row says, by column; marks have a decimal point here."""


@dataclass(frozen=True)
class Student:
    """One row of the book."""

    name: str
    id: str
    class_code: str
    cells: Cells


def draw(rng: Generator) -> list[Student]:
    """Return the rows in the order of the book, the spoiled cells in their places, one student twice."""
    number = sum(SIZES.values())
    marks = np.column_stack([_quizzes(rng, number), *_tests(rng, number)])
    levels = _writing(rng, number)
    cells = [
        dict(zip(COLUMNS, [f"{mark:g}" for mark in (*marks[i], *levels[i])], strict=True))
        for i in range(number)
    ]
    _spoil(rng, cells)
    names, ids = _names(rng, number), rng.choice(np.arange(112, 1900), size=number, replace=False)
    classes = np.repeat(list(SIZES), list(SIZES.values()))
    rows = [Student(names[i], f"{ids[i]:04}", str(classes[i]), cells[i]) for i in range(number)]
    rows.sort(key=lambda row: (row.class_code, row.name.split(), row.id))
    twice = next(i for i, row in enumerate(rows) if row.cells["Quiz 3"] == "Abs")
    rows.insert(twice + 1, _again(rows[twice]))
    return rows


def _quizzes(rng: Generator, number: int) -> Numbers:
    """Return three quizzes of 10 in half marks: a true part (SD 1.3), an error (SD 1.5), nothing learned."""
    true = rng.normal(6.2, 1.3, number)
    return np.clip(np.round(2 * (true[:, None] + rng.normal(0, 1.5, (number, 3)))) / 2, 0, 10)


def _tests(rng: Generator, number: int) -> list[NDArray[np.int64]]:
    """Return two tests of 20 items that are too easy for most: few can show growth on the second one."""
    ability = rng.normal(2.8, 1.1, number)
    difficulty = np.linspace(-1.2, 1.2, 20)
    chances = [logistic(np.add.outer(ability + more, -difficulty)) for more in (0, 0.3)]
    return [(rng.random(chance.shape) < chance).sum(axis=1) for chance in chances]


def _writing(rng: Generator, number: int) -> NDArray[np.int64]:
    """Return the levels (1–4) of two markers, who differ by one level on about three in ten."""
    one = rng.choice([1, 2, 3, 4], size=number, p=[0.1, 0.35, 0.4, 0.15])
    step = np.where(rng.random(number) < 0.3, rng.choice([-1, 1], size=number), 0)
    other = one + step
    return np.column_stack([one, np.where((other < 1) | (other > 4), one - step, other)])


def _spoil(rng: Generator, cells: list[Cells]) -> None:
    """Put into the book what really stands in such books: rules X4, X5, X8 and X11."""
    order = iter(rng.permutation(len(cells)))
    nobody = cells[next(order)]
    nobody.update(dict.fromkeys(COLUMNS, ""))
    places = [
        ("Quiz 3", "Abs"),
        ("Quiz 1", "Abs"),
        ("Reading test A", "Abs"),
        ("Quiz 2", "abs."),
        ("Quiz 3", "A"),
    ]
    places += [
        ("Reading test B", "A"),
        ("Quiz 2", "N/A"),
        ("Quiz 1", "-"),
        ("Reading test B", "-"),
        ("Quiz 3", ""),
    ]
    places += [("Marker 1", ""), ("Reading test B", "21")]
    for column, text in places:
        cells[next(order)][column] = text
    for column, mark, text in [
        ("Reading test A", "17", "85 %"),
        ("Reading test B", "17", "17/20"),
        ("Reading test A", "14", "14*"),
        ("Marker 2", "3", "3-4"),
    ]:
        same = next((i for i in order if cells[i][column] == mark), None)
        if same is not None:
            cells[same][column] = text


def _names(rng: Generator, number: int) -> list[str]:
    """Return “Surname, First” for everybody: two share a name, some have stray spaces."""
    pairs = rng.permutation([f"{last}, {first}" for last in LAST for first in FIRST])[:number].tolist()
    pairs[1] = pairs[number - 2]
    for i in (4, 19, 40):
        pairs[i] = pairs[i].replace(", ", ",  ") + "  "
    return [str(pair) for pair in pairs]


def _again(row: Student) -> Student:
    """Return the same student's second row, typed in by somebody else after the quiz was caught up on."""
    return Student(row.name.replace(", ", " , "), row.id, row.class_code, row.cells | {"Quiz 3": "6.5"})
