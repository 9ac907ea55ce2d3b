"""What the two files of D5 must show as files, read from their bytes (rules X1–X3, X6–X9)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree

from make_data.bands import Band
from make_data.markbook import COLUMNS
from make_data.markbook_csv import HEADER, number, read

band = partial(Band, "D5")
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Sheet:
    """One sheet: the text of its cells by address, which are numbers, what it hides and merges."""

    cells: dict[str, str]
    numbers: set[str]
    formulas: int
    merged: int
    hidden: int


def sheets(file: bytes) -> list[Sheet]:
    """Return the sheets of a workbook that this program wrote."""
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        shared = [
            "".join(part.text or "" for part in entry.iter(f"{NS}t"))
            for entry in _xml(book, "xl/sharedStrings.xml").iter(f"{NS}si")
        ]
        return [_sheet(_xml(book, f"xl/worksheets/sheet{place}.xml"), shared) for place in (1, 2)]


def _xml(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(name))  # noqa: S314 (our own file)


def _sheet(root: ElementTree.Element, shared: list[str]) -> Sheet:
    cells, numbers = {}, set()
    for cell in root.iter(f"{NS}c"):
        value = cell.find(f"{NS}v")
        if value is None or value.text is None:
            continue
        if cell.get("t") is None:
            numbers.add(cell.attrib["r"])
        cells[cell.attrib["r"]] = shared[int(value.text)] if cell.get("t") == "s" else value.text
    return Sheet(
        cells,
        numbers,
        formulas=sum(1 for _ in root.iter(f"{NS}f")),
        merged=sum(1 for _ in root.iter(f"{NS}mergeCell")),
        hidden=sum(column.get("hidden") == "1" for column in root.iter(f"{NS}col")),
    )


def bands(text: bytes, excel: bytes) -> Iterator[Band]:
    """Yield every band of the files."""
    lines = text.decode("utf-8-sig").split("\r\n")
    yield band("import practice X1: columns of marks", lines[4].count(";") - 2, 8, 8)
    yield band("import practice X2: header rows that go together", lines[3:5].count("") + 2, 2, 2)
    yield band("import practice X2: “out of” marks", lines[4].count("/"), 6, 6)
    yield band("import practice X3: title lines", sum("SYNTHETIC" in line for line in lines[:3]), 1, 2)
    below = [line for line in lines[HEADER:] if line.startswith(("Class average", "*"))]
    yield band("import practice X3: lines below that are no students", len(below), 2, 2)
    yield band("import practice X6: starts with a BOM", text.startswith(b"\xef\xbb\xbf"), 1, 1)
    yield band("import practice X7: says sep=;", lines[0] == "sep=;", 1, 1)
    yield band("import practice X9: “Surname, First”", sum("," in row.name for row in read(text)), 53, 53)
    yield from _excel(text, sheets(excel))


def _excel(text: bytes, book: list[Sheet]) -> Iterator[Band]:
    yield band("import practice X8: sheets", len(book), 2, 2)
    for place, sheet in enumerate(book, start=1):
        yield band(f"import practice X8: hidden columns in C{place}", sheet.hidden, 1, 1)
        yield band(f"import practice X2: merged cells in C{place}", sheet.merged, 3, 6)
        yield band(f"import practice X8: formulas with values in C{place}", sheet.formulas, 25, 40)
    lost = sum(len(sheet.cells[cell]) < 4 for sheet in book for cell in sheet.numbers if cell[0] == "B")
    yield band("import practice X8: ids that lost their zero", lost, 1, 1)
    dates = sum(float(sheet.cells[cell]) > 40_000 for sheet in book for cell in sheet.numbers)
    yield band("import practice X8: marks that became a date", dates, 1, 1)
    stars = sum(text.endswith("*") for sheet in book for text in sheet.cells.values())
    yield band("import practice X8: marks with a star", stars, 1, 1)
    yield band("twin: cells that differ between the files", _apart(text, book), 1, 1)


def _apart(text: bytes, book: list[Sheet]) -> int:
    """Return in how many cells of marks the files differ, row by row."""
    rows, apart = read(text), 0
    for class_code, sheet in zip(("C1", "C2"), book, strict=True):
        for line, row in enumerate((row for row in rows if row.class_code == class_code), start=6):
            for letter, name in zip("DEFGHIJ", COLUMNS, strict=True):
                one, two = row.cells[name], sheet.cells.get(f"{letter}{line}", "")
                apart += one != two and (number(one) is None or number(one) != number(two))
    return apart
