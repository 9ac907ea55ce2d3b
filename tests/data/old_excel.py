"""The smallest .xls file: a compound file of three parts with one BIFF8 workbook of one sheet."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(rows: Sequence[Sequence[str | float]], sheet: str = "9B") -> bytes:
    """Return rows of text and numbers as an .xls file."""
    return compound(workbook(rows, sheet))


def record(kind: int, content: bytes = b"") -> bytes:
    """Return one BIFF record."""
    return struct.pack("<HH", kind, len(content)) + content


def far(sheets: int) -> bytes:
    """Return a small .xls file with a mark in the first and the last place of each sheet."""
    ends = b"".join(record(0x0203, struct.pack("<HHHd", *place, 0, 1.0)) for place in ((0, 0), (65_535, 255)))
    return compound(stream([ends] * sheets, "s"))


def workbook(rows: Sequence[Sequence[str | float]], sheet: str) -> bytes:
    """Return the stream of a workbook of one sheet."""
    cells = b""
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            place = struct.pack("<HHH", r, c, 0)
            if isinstance(value, str):
                words = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                cells += record(0x0204, place + words) if value else b""
            else:
                cells += record(0x0203, place + struct.pack("<d", value))
    return stream([cells], sheet)


def stream(sheets: Sequence[bytes], name: str) -> bytes:
    """Return a workbook of sheets, given the records of their cells; names are numbered."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1996, 0, 0))
    begin += record(0x0042, struct.pack("<H", 1200))
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1996, 0, 0))
    bodies = [head + cells + record(0x000A) for cells in sheets]
    names = [f"{name}{number or ''}".encode("latin-1") for number in range(len(sheets))]
    offset = len(begin) + sum(len(record(0x0085, bytes(8) + one)) for one in names) + len(record(0x000A))
    listed = b""
    for one, body in zip(names, bodies, strict=True):
        listed += record(0x0085, struct.pack("<IBB", offset, 0, 0) + struct.pack("<BB", len(one), 0) + one)
        offset += len(body)
    return begin + listed + record(0x000A) + b"".join(bodies)


def compound(stream: bytes) -> bytes:
    """Return a compound file: allocation table, directory, and the stream in a chain of sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    chain = [FAT, END, *range(3, 2 + count), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    folder = entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, FREE, 2, len(stream))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack(
        "<109I", 0, *[FREE] * 108
    )
    return head + table + folder.ljust(SECTOR, b"\0") + stream


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """Return one entry of the directory."""
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
