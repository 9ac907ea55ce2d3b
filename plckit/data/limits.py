"""How much is read at all: far more than any school's mark book, far less than would stop the server."""

from __future__ import annotations

from plckit.errors import BadFile

LARGEST_FILE = 50 * 2**20
LARGEST_UNPACKED = 300 * 2**20
MOST_COLUMNS = 1_000
MOST_CELLS = 12_000_000
MOST_SHEETS = 100


def too_large(name: str, size: int) -> None:
    """Raise BadFile for more bytes than are read."""
    if size > LARGEST_FILE:
        raise BadFile(
            name,
            f"the file has {size / 2**20:,.0f} MB, and {LARGEST_FILE // 2**20} MB is the most that is read.",
        )


def too_wide(name: str, columns: int) -> None:
    """Raise BadFile for more columns than a mark book can have."""
    if columns > MOST_COLUMNS:
        raise BadFile(
            name,
            f"the table has {columns:,} columns, and {MOST_COLUMNS:,} is the most that is read. "
            "Please keep only the columns of this check.",
        )


def check_size(name: str, rows: int, columns: int) -> None:
    """Raise BadFile for more cells than are read."""
    if rows * columns > MOST_CELLS:
        raise BadFile(
            name,
            f"the table has {rows:,} rows of {columns:,} columns, which is more than is read at once. "
            "Please keep only the rows and columns of this check.",
        )
