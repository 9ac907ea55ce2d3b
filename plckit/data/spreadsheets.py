"""Excel and OpenDocument files as grids of text, as a teacher sees them (rule X8).

calamine reads the values; percentages, leading zeros and what is hidden are read from the .xlsx file itself.
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plckit.data import archives
from plckit.data.apart import read_apart
from plckit.data.archives import Looks
from plckit.data.limits import MOST_SHEETS, check_size, too_wide
from plckit.errors import BadFile

if TYPE_CHECKING:
    import pandas as pd

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
LOCKED = "the file is locked with a password. Save a copy without one, and choose that."
SHEET = re.compile(r"""<(?:\w+:)?sheet\s[^>]*>""")
LINK = re.compile(r"<Relationship\s[^>]*>")


@dataclass(frozen=True)
class Raw:
    """One sheet as it is in the file: its text, its merged cells (first row, column; last), and its looks."""

    name: str
    cells: pd.DataFrame
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    looks: Looks
    visible: bool


def sheets(name: str, raw: bytes) -> Iterator[Raw]:
    """Yield the sheets of a spreadsheet; raise BadFile for one that cannot or should not be read."""
    looks, old = _checked(name, raw) if raw.startswith(ZIP) else ({}, True)
    for one in read_apart(name, raw) if old else values(name, raw):
        look = looks.get(one["name"], Looks())
        merged = tuple((tuple(first), tuple(last)) for first, last in one["merged"])
        yield Raw(one["name"], _grid(one["rows"], look), merged, look, one["visible"])


def values(name: str, raw: bytes) -> Iterator[dict[str, Any]]:
    """Yield name, rows of text, merged and visible of each sheet, as calamine reads it; raise BadFile."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        if len(book.sheet_names) > MOST_SHEETS:
            raise BadFile(name, archives.HUGE)
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            too_wide(name, sheet.total_width)
            check_size(name, sheet.total_height, sheet.total_width)
            yield {
                "name": meta.name,
                "rows": _texts(sheet.to_python(skip_empty_area=False)),
                "merged": sheet.merged_cell_ranges or [],
                "visible": meta.visible == SheetVisibleEnum.Visible,
            }
    except PasswordError as error:
        raise BadFile(name, LOCKED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise BadFile(name, archives.BROKEN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust gave up; it is no Exception
            raise
        raise BadFile(name, archives.BROKEN) from error


def _checked(name: str, raw: bytes) -> tuple[dict[str, Looks], bool]:
    """Return the looks of each sheet by its name, and whether the archive's sheets could not be looked at."""
    unpacked = archives.parts(name, raw)
    if "content.xml" in unpacked:
        archives.check_ods(name, unpacked["content.xml"])
    found = archives.looks(name, unpacked)
    names = _names(unpacked)
    sizes_known = "content.xml" in unpacked or "xl/workbook.xml" in unpacked
    return {names[part]: look for part, look in found.items() if part in names}, not sizes_known


def _names(unpacked: dict[str, bytes]) -> dict[str, str]:
    """Return the name of the sheet that each part of an .xlsx file holds."""
    import html

    book = unpacked.get("xl/workbook.xml", b"").decode("utf-8", "replace")
    links = unpacked.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
    targets = {}
    for link in LINK.findall(links):
        one, target = _attribute(link, "Id"), _attribute(link, "Target")
        targets[one] = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    tags = SHEET.findall(book)
    return {
        targets.get(_attribute(tag, r"\w+:id"), ""): html.unescape(_attribute(tag, "name")) for tag in tags
    }


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return (match[1] or match[2] or "") if match else ""


def _grid(rows: list[list[str]], looks: Looks) -> pd.DataFrame:
    import pandas as pd

    for row, column in looks.percent:
        if (value := _numeric(rows, row, column)) is not None:
            rows[row][column] = f"{value * 100:.10g}%"
    for (row, column), digits in looks.zeros.items():
        if _numeric(rows, row, column) is not None:
            rows[row][column] = rows[row][column].zfill(digits)
    table = pd.DataFrame(rows, dtype=object)
    table.index = pd.RangeIndex(1, 1 + len(table))
    return table.fillna("") if len(table) else table


def _numeric(rows: list[list[str]], row: int, column: int) -> float | None:
    """Return the number in a cell that has a number format, or None where it holds anything else."""
    try:
        return float(rows[row][column])
    except (IndexError, ValueError):
        return None


def _texts(rows: list[list[Any]]) -> list[list[str]]:
    numbers = _Numbers()
    return [
        [v if type(v) is str else numbers[v] if type(v) is float else _text(v) for v in row] for row in rows
    ]


class _Numbers(dict[float, str]):
    """Numbers as cells show them, each worked out once: 12.0 is "12"."""

    def __missing__(self, value: float) -> str:
        self[value] = text = f"{value:.15g}" if abs(value) < 1e15 else repr(value)
        return text


def _text(value: Any) -> str:
    """Return a value that is neither text nor a number as its cell shows it: a day is ISO."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
