"""The Excel twin of the mark book: one sheet a class, and what a spreadsheet does to such a book."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import xlsxwriter

from make_data.markbook import COLUMNS, FOOTNOTE, MARKERS, MARKS, SUBTITLE, TITLE, Student
from make_data.markbook_csv import average, number, percent

MADE = datetime(2026, 6, 12)
EPOCH = (1980, 1, 1, 0, 0, 0)
BECAME_A_DATE = {"3-4": datetime(2026, 4, 3)}
FIRST_ROW = 5
"""The first student's row, counted from 0."""


def write(rows: list[Student]) -> bytes:
    """Return the workbook, the same bytes each time: its parts have no time and are not compressed."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    told = {"title": TITLE, "comments": SUBTITLE, "created": MADE}
    book.set_properties(told)
    formats = {
        "head": book.add_format({"bold": True, "align": "center", "border": 1}),
        "date": book.add_format({"num_format": "d-mmm"}),
    }
    lost = next(row.id for row in rows if row.class_code == "C2" and row.id.startswith("0"))
    for class_code in ("C1", "C2"):
        sheet = book.add_worksheet(class_code)
        _head(sheet, formats)
        own = [row for row in rows if row.class_code == class_code]
        for line, row in enumerate(own, start=FIRST_ROW):
            _student(sheet, formats, line, row, lost)
        _foot(sheet, own)
    book.close()
    return _plain(made)


def _head(sheet: Any, formats: dict[str, Any]) -> None:
    """Write titles and two header rows with merged cells; column C is hidden."""
    sheet.merge_range(0, 0, 0, 10, TITLE, formats["head"])
    sheet.write(1, 0, SUBTITLE)
    for place, name in enumerate(("Student", "ID", "Old total")):
        sheet.merge_range(2, place, 3, place, name, formats["head"])
    for place, (name, top) in enumerate(MARKS.items(), start=3):
        sheet.write(2, place, name, formats["head"])
        sheet.write(3, place, f"/{top}", formats["head"])
    sheet.merge_range(2, 8, 2, 9, "Writing", formats["head"])
    sheet.write_row(3, 8, MARKERS, formats["head"])
    sheet.write(2, 10, "%", formats["head"])
    sheet.write(3, 10, "/100", formats["head"])
    sheet.set_column("A:A", 28)
    sheet.set_column("C:C", 9, None, {"hidden": True})
    sheet.set_column("D:J", 14)


def _student(sheet: Any, formats: dict[str, Any], line: int, row: Student, lost: str) -> None:
    """Write one row; ids are text but for the one that was retyped and lost its zero."""
    sheet.write_string(line, 0, row.name)
    if row.id == lost:
        sheet.write_number(line, 1, int(row.id))
    else:
        sheet.write_string(line, 1, row.id)
    sheet.write_number(line, 2, 38 + 7 * line % 31)
    for place, name in enumerate(COLUMNS, start=3):
        text = row.cells[name]
        value = number(text)
        if text in BECAME_A_DATE:
            sheet.write_datetime(line, place, BECAME_A_DATE[text], formats["date"])
        elif value is not None:
            sheet.write_number(line, place, value)
        elif text:
            sheet.write_string(line, place, text)
    r = line + 1
    formula = f"=ROUND(100*SUM(D{r}:H{r})/(10*COUNT(D{r}:F{r})+20*COUNT(G{r}:H{r})),1)"
    share = percent(row)
    sheet.write_formula(line, 10, formula, None, "#DIV/0!" if share is None else share)


def _foot(sheet: Any, rows: list[Student]) -> None:
    """Write the averages as formulas with their values, and the footnote."""
    first, last = FIRST_ROW + 1, FIRST_ROW + len(rows)
    sheet.write(last + 1, 0, "Class average")
    for place, name in enumerate(MARKS, start=3):
        letter = "ABCDEFGH"[place]
        formula = f"=ROUND(AVERAGE({letter}{first}:{letter}{last}),2)"
        sheet.write_formula(last + 1, place, formula, None, average(rows, name))
    sheet.write(last + 2, 0, FOOTNOTE)


def _plain(made: io.BytesIO) -> bytes:
    """Return the same workbook with its parts stored as they are: compressors differ between computers."""
    stored = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name))
    return stored.getvalue()
