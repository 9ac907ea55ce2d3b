"""Mark books as schools export them, written from one small table of results."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from plckit import data
from plckit.data import Import, State

NAME = "Zoë <b>&'\" 李"
Rows = Sequence[Sequence[Any]]


def text(rows: Rows, separator: str = ",", encoding: str = "utf-8", first: str = "") -> bytes:
    """Return rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return (first + out.getvalue()).encode(encoding)


def xlsx(sheets: dict[str, Rows], **looks: Any) -> bytes:
    """Return rows as an Excel file, a sheet each; looks: number formats, merged, hidden."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                code = looks.get("format", {}).get((r, c))
                style = book.add_format({"num_format": code}) if code else None
                if hasattr(value, "year"):
                    sheet.write_datetime(r, c, value, style)
                elif value != "":
                    sheet.write(r, c, value, style)
        for r, first, last, words in looks.get("merged", ()):
            sheet.merge_range(r, first, r, last, words)
        for r in looks.get("hidden_rows", ()):
            sheet.set_row(r, None, None, {"hidden": True})
        for c in looks.get("hidden_columns", ()):
            sheet.set_column(c, c, None, None, {"hidden": True})
        if name in looks.get("hidden_sheets", ()):
            sheet.hide()
    book.close()
    return out.getvalue()


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def ods(rows: Rows, name: str = "9B") -> bytes:
    """Return rows of text as an OpenDocument file."""
    body = "".join(
        f"<table:table-row>{''.join(ODS_CELL.format(cell) for cell in row)}</table:table-row>" for row in rows
    )
    return ods_of(f'<table:table table:name="{name}">{body}</table:table>')


def ods_of(tables: str) -> bytes:
    """Return an OpenDocument file with these tables."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return zipped({"mimetype": kind, "content.xml": ODS.format(tables), "META-INF/manifest.xml": manifest})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def made(raw: bytes, answers: dict[str, Any] | None = None, **more: Any) -> Import:
    """Return what becomes of a file with these answers."""
    return data.tidy(data.read(raw, more.pop("name", "check.csv")), answers, **more)


def question(imported: Import, key: str) -> data.Question:
    """Return one of the questions."""
    return next(one for one in imported.questions if one.id == key)


def asked(imported: Import) -> set[str]:
    """Return the ids of the questions that stand on a guess."""
    return {one.id for one in imported.questions if one.state is State.GUESSED}


def everything(raw: bytes, answers: dict[str, Any] | None = None, **more: Any) -> Import:
    """Return a confirmed import: what *answers* leave open is answered with its guess, dates with a day."""
    first = made(raw, answers, **more)
    rest: dict[str, Any] = {
        one.id: "yes" for one in first.questions if one.must and one.state is State.GUESSED
    }
    if "dates_of_checks" in rest:
        guess = question(first, "dates_of_checks").guess
        rest["dates_of_checks"] = {key: day or "2026-03-14" for key, day in guess.items()}
    return made(raw, {**rest, **(answers or {})}, **more)


def cells(imported: Import) -> list[tuple[Any, ...]]:
    """Return (student's number or name, label, points, status, response) of every row, sorted."""
    people = {line.code: line.number or line.name for line in imported.key.lines}
    items = imported.results.items
    labels = {
        (a, i): label
        for a, i, label in zip(items["assessment_id"], items["item_id"], items["label"], strict=True)
    }
    found = []
    for row in imported.results.table.itertuples():
        points = None if row.points != row.points else row.points
        label = labels[row.assessment_id, row.item_id]
        found.append(
            (people.get(row.student_code, row.student_code), label, points, row.status, row.response)
        )
    return sorted(found, key=lambda cell: cell[:2])


def by_student(imported: Import, label: str) -> dict[str, tuple[Any, str]]:
    """Return points and status of one item by the student's number or name."""
    return {who: (points, status) for who, item, points, status, _ in cells(imported) if item == label}
