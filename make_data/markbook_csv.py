"""The mark book as text: semicolons, decimal commas, a BOM, titles above and an average below; and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from make_data.markbook import COLUMNS, FOOTNOTE, MARKERS, MARKS, SUBTITLE, TITLE, Student

HEADER = 6
"""Lines before the first student: `sep=;`, two titles, two header rows, a blank one."""


def number(text: str) -> float | None:
    """Return the mark of a cell that holds nothing but a number."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def percent(row: Student) -> float | None:
    """Return the share of marks in percent as the school's system has it, of cells that are plain numbers."""
    has = {name: value for name in MARKS if (value := number(row.cells[name])) is not None}
    return round(100 * sum(has.values()) / sum(MARKS[name] for name in has), 1) if has else None


def average(rows: Iterable[Student], column: str) -> float:
    """Return the mean of a column, of cells that hold nothing but a number."""
    values = [value for row in rows if (value := number(row.cells[column])) is not None]
    return round(sum(values) / len(values), 2)


def write(rows: list[Student]) -> bytes:
    """Return the file."""
    lines = [["sep=", ""], [TITLE], [SUBTITLE]]
    lines.append(["", "", "", *MARKS, "Writing", "", "%"])
    lines.append(["Student", "ID", "Class", *(f"/{top}" for top in MARKS.values()), *MARKERS, "/100"])
    lines.append([])
    for row in rows:
        share = percent(row)
        whole = "#DIV/0!" if share is None else _comma(f"{share:g}")
        lines.append(
            [row.name, row.id, row.class_code, *(_comma(row.cells[name]) for name in COLUMNS), whole]
        )
    lines.append([])
    lines.append(["Class average", "", "", *(_comma(f"{average(rows, name):g}") for name in MARKS)])
    lines.append([FOOTNOTE])
    made = io.StringIO()
    csv.writer(made, delimiter=";", lineterminator="\r\n").writerows(lines)
    return ("\ufeff" + made.getvalue()).encode()


def read(file: bytes) -> list[Student]:
    """Return the rows of students in a file that `write` made."""
    lines = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))
    return [
        Student(line[0], line[1], line[2], dict(zip(COLUMNS, line[3:10], strict=True)))
        for line in lines[HEADER:]
        if len(line) > 2 and line[1]
    ]


def _comma(text: str) -> str:
    return text.replace(".", ",") if number(text) is not None else text
