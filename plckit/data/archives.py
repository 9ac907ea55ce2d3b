"""Spreadsheets that are zip archives, looked at before anything parses them (rule X8). Stdlib only.

A few kilobytes can unpack to gigabytes, and one cell at the far corner makes a grid of seventeen thousand
million: so every part is unpacked within a limit here, and its extent is counted, before calamine sees it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from plckit.data.limits import LARGEST_UNPACKED, MOST_SHEETS, check_size, too_wide
from plckit.errors import BadFile

BROKEN = "the file is damaged or not a spreadsheet. Open it, save it as .xlsx or .csv, and choose that."
HUGE = "the file unpacks to more than is read. Please keep only the sheets and rows of this check."
LETTERS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,5})\d""")
DIGITS = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{0,5}(\d{1,10})""")
HIDDEN = rb"""\shidden\s*=\s*["'](?:1|true)["']"""
HIDDEN_ROW = re.compile(rb"<row(\s[^>]*" + HIDDEN + rb"[^>]*)>")
HIDDEN_COLUMN = re.compile(rb"<col(\s[^>]*" + HIDDEN + rb"[^>]*)>")
FORMAT = re.compile(r'<numFmt\s[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"')
CELL_FORMATS = re.compile(r"<cellXfs.*?</cellXfs>", re.S)
ODS_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")


@dataclass
class Looks:
    """How one sheet of an .xlsx file looks: cells shown as percentages or with leading zeros, what is hidden.

    Rows and columns count from 0; zeros holds how many digits a cell shows.
    """

    percent: set[tuple[int, int]] = field(default_factory=set)
    zeros: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def parts(name: str, raw: bytes) -> dict[str, bytes]:
    """Return the unpacked parts that matter; raise BadFile for what is damaged, huge or no spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            if (
                len(names) > 10 * MOST_SHEETS + 900
                or sum(i.file_size for i in archive.infolist()) > LARGEST_UNPACKED
            ):
                raise BadFile(name, HUGE)
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise BadFile(
                    name, "this is not a spreadsheet. Please choose a file in .xlsx, .ods or .csv form."
                )
            return _unpacked(name, archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise BadFile(name, BROKEN) from error


def _unpacked(name: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack every part to its real end, whatever length it says it has, and keep what is looked at."""
    kept, left = {}, LARGEST_UNPACKED
    for info in archive.infolist():
        said, info.file_size = info.file_size, left + 1
        with archive.open(info) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise BadFile(name, HUGE)
        if len(content) != said:
            raise BadFile(name, BROKEN)
        if info.filename.endswith((".xml", ".rels")):
            kept[info.filename] = content
    return kept


def looks(name: str, unpacked: dict[str, bytes]) -> dict[str, Looks]:
    """Return the looks of each sheet of an .xlsx file by its part's name; raise BadFile for one too large."""
    percent, zeros = _formats(unpacked.get("xl/styles.xml", b"").decode("utf-8", "replace"))
    found = {}
    for part, xml in unpacked.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part):
            check_extent(name, xml)
            found[part] = _looks(xml, percent, zeros)
    if len(found) > MOST_SHEETS:
        raise BadFile(name, HUGE)
    return found


def check_extent(name: str, xml: bytes) -> None:
    """Raise BadFile where a sheet's cells reach further than is read."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadFile(name, BROKEN)
    width = max(map(_column, set(LETTERS.findall(xml))), default=0) + 1
    height = max(map(int, set(DIGITS.findall(xml))), default=1)
    too_wide(name, width)
    check_size(name, height, width)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number - 1


def _formats(styles: str) -> tuple[set[str], dict[str, int]]:
    """Return the style numbers shown as percentages, and those shown with leading zeros (how many digits)."""
    codes = {"9": "0%", "10": "0.00%"}
    codes |= dict(FORMAT.findall(styles))
    percent: set[str] = set()
    zeros: dict[str, int] = {}
    table = CELL_FORMATS.search(styles)
    for style, xf in enumerate(re.findall(r"<xf\s[^>]*", table[0]) if table else ()):
        match = re.search(r'numFmtId="(\d+)"', xf)
        code = codes.get(match[1], "") if match else ""
        if "%" in code:
            percent.add(str(style))
        elif re.fullmatch("0{2,}", code):
            zeros[str(style)] = len(code)
    return percent, zeros


def _looks(xml: bytes, percent: set[str], zeros: dict[str, int]) -> Looks:
    made = Looks()
    if styles := "|".join(sorted(percent | set(zeros))):
        shape = rf' r="([A-Z]+)(\d+)" s="({styles})"'  # the order that every program writes
        for letters, row, style in re.findall(shape.encode(), xml):
            place = (int(row) - 1, _column(letters))
            if style.decode() in percent:
                made.percent.add(place)
            else:
                made.zeros[place] = zeros[style.decode()]
    head, _, body = xml.partition(b"<sheetData")
    for attributes in HIDDEN_ROW.findall(body) if b"hidden" in body else ():
        if said := re.search(rb'\sr="(\d+)"', attributes):
            made.hidden_rows.add(int(said[1]) - 1)
    for attributes in HIDDEN_COLUMN.findall(head):
        first, last = re.search(rb'\smin="(\d+)"', attributes), re.search(rb'\smax="(\d+)"', attributes)
        if first and last:
            made.hidden_columns.update(range(int(first[1]) - 1, min(int(last[1]), 16_384)))
    return made


def check_ods(name: str, xml: bytes) -> None:
    """Raise BadFile where the repeated rows and cells of an .ods file make more than is read."""
    for rows, columns in _ods_extents(xml):
        too_wide(name, columns)
        check_size(name, rows, columns)


def _ods_extents(xml: bytes) -> Iterator[tuple[int, int]]:
    """Yield the rows and columns of each table up to its last cell that holds something."""
    height = width = filled_rows = across = filled = repeated = 0
    for closing, tag, attributes in ODS_TAG.findall(xml):
        if tag == b"table":
            if closing:
                yield filled_rows, width
            height = width = filled_rows = 0
        elif tag == b"table-row" and not closing:
            across = filled = 0
            repeated = _times(attributes, b"rows")
            if attributes.endswith(b"/"):
                height += repeated
        elif tag == b"table-row":
            height += repeated
            width = max(width, filled)
            filled_rows = height if filled else filled_rows
        elif not closing:
            across += _times(attributes, b"columns")
            filled = across if b"value-type" in attributes or b"formula" in attributes else filled


def _times(attributes: bytes, what: bytes) -> int:
    match = re.search(rb"number-" + what + rb"""-repeated\s*=\s*["'](\d{1,12})""", attributes)
    return int(match[1]) if match else 1
