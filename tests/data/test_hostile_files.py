"""What is too large, damaged or no table costs little and gets one sentence."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from markbooks import made, ods_of, text, xlsx, zipped
from old_excel import far

from plckit import data
from plckit.errors import BadFile

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="9B" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)


def workbook(sheet: str) -> bytes:
    """Return an .xlsx file written by hand."""
    return zipped(
        {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": LINKS, "xl/worksheets/sheet1.xml": sheet}
    )


def lying(content: bytes) -> bytes:
    """Return an archive whose sheet says that it is smaller than it is."""
    raw = bytearray(workbook(content.decode()))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    place = raw.rfind(size.to_bytes(4, "little"))
    raw[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(raw)


WIDE = ",".join(f"Q{n}" for n in range(5000))
FILES = {
    "empty": (b"", "there is nothing in this file."),
    "blank": (b" \r\n \r\n", "there is nothing in this file."),
    "only separators": (b";;;\n;;;\n", "there is nothing in this file."),
    "no header": (b"Ana,1,0\nBo,0,1\n", "no row with the names of columns was found."),
    "one column of prose": (
        b"Dear all,\nplease find\nthe marks\n",
        "no row with the names of columns was found.",
    ),
    "pdf": (b"%PDF-1.7 and so on", "this is a document, a picture or an archive."),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "this is a document, a picture or an archive."),
    "rubbish": (bytes(range(1, 256)) * 40, "this is not a table."),
    "zeros": (bytes(10_000), "this is not a table."),
    "web page": (b"<html><table><tr><td>Ana</td></tr></table></html>", "this is a web page or program data."),
    "word document": (zipped({"word/document.xml": "<w/>"}), "this is not a spreadsheet."),
    "half a zip": (xlsx({"9B": [["ID", "Q1"], ["1", 2]]})[:900], "the file is damaged or not a spreadsheet."),
    "old and broken": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "the file is damaged or not a spreadsheet.",
    ),
    "5,000 columns": (
        f"{WIDE}\n{WIDE}\n".encode(),
        "the table has 5,000 columns, and 1,000 is the most that is read.",
    ),
    "many columns in Excel": (xlsx({"9B": [list(range(1001))]}), "the table has 1,001 columns"),
    "fifty megabytes": (b"a,b\n" * (13 * 2**20), "the file has 52 MB, and 50 MB is the most that is read."),
    "only line ends": (b"\n" * (49 * 2**20), "there is nothing in this file."),
    "thirteen million lines": (b"a\n" * 13_000_000, "which is more than is read at once."),
    "zip bomb": (workbook(SHEET.format(" " * (310 * 2**20))), "the file unpacks to more than is read."),
    "lying zip": (lying(SHEET.format("<row/>" * 9999).encode()), "the file is damaged or not a spreadsheet."),
    "a cell far away": (
        workbook(SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "the table has 16,384 columns",
    ),
    "a cell far down": (
        workbook(SHEET.format('<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>')),
        "the table has 1,048,576 rows of 702 columns",
    ),
    "a cell far away in odd quotes": (
        workbook(SHEET.format("<row><c  r = 'XFD1048576'><v>1</v></c></row>")),
        "the table has 16,384 columns",
    ),
    "repeated cells": (
        ods_of(
            '<table:table table:name="a"><table:table-row table:number-rows-repeated="1000000">'
            '<table:table-cell table:number-columns-repeated="900" office:value-type="string">'
            "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "the table has 1,000,000 rows of 900 columns",
    ),
    "a cell far away in each sheet of an old file": (far(40), "damaged or far too large."),
    "laughing entities": (
        workbook('<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>' + SHEET.format("&c;")),
        "",
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_a_hostile_file_costs_little_and_gets_one_sentence(what: str) -> None:
    """One upload must not stop the room."""
    raw, said = FILES[what]
    began = time.process_time()
    with pytest.raises(BadFile) as refused:
        made(raw, name="marks.csv")
    assert time.process_time() - began < 10
    assert str(refused.value).startswith("marks.csv: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: object) -> None:
    """A sparse file of a terabyte takes no memory."""
    from pathlib import Path

    file = Path(str(tmp_path)) / "huge.csv"
    with open(file, "wb") as handle:
        handle.truncate(2**40)
    with pytest.raises(BadFile, match=r"^huge\.csv: the file has 1,048,576 MB"):
        data.read(file)
    with pytest.raises(BadFile, match=r"^none\.csv: the file cannot be opened\."):
        data.read(file.with_name("none.csv"))


def test_a_locked_or_stray_cell_does_no_harm() -> None:
    """A stray quotation mark does not swallow the rest of the class."""
    rows = b'ID,Name,Q1,Q2\n101,"Ana,1,0\n102,Bo,1,1\n103,Cy,0,1\n'
    assert made(rows).coverage.students == 3


def test_formulas_and_markup_are_only_text() -> None:
    """What a cell says is shown and never run."""
    rows = [["ID", "Name", "=1+1", "<script>"], ["101", "@SUM(1)", "1", "0"], ["102", "-cmd", "1", "1"]]
    imported = made(text(rows))
    assert set(imported.results.items["label"]) == {"=1+1", "<script>"}
    assert {line.name for line in imported.key.lines} == {"@SUM(1)", "-cmd"}


def test_a_long_list_that_is_not_tidy_says_what_it_needs() -> None:
    """Several rows a student is another shape, not fifty duplicates to answer."""
    rows = [["ID", "Task", "Mark"], *([str(n % 25), f"T{n // 25}", "1"] for n in range(200))]
    with pytest.raises(
        BadFile, match="needs the columns student_code, assessment_id, item_id, points and status"
    ):
        made(text(rows))
