"""What a facilitator types for people without a device: hands that were counted, or one answer a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from plckit.errors import BadValue

COUNTS = "One number for each choice, in the order shown, such as 3,2,0."
COUNTS_A_LINE = "A line for each statement, and in it one number for each answer, such as 0,1,3,2,0."
LINES = "One answer a line."


def each_line(text: str) -> list[str]:
    """Return the lines that hold something; raise BadValue where none does."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if not found:
        raise BadValue("There is nothing to enter yet. Write one answer a line.")
    return found


def counted(text: str, keys: Sequence[str]) -> list[str]:
    """Return “3,2,0” as three times the first of *keys* and twice the second; raise BadValue."""
    numbers = _numbers(text)
    if len(numbers) != len(keys):
        raise BadValue(
            f"“{text[:40]}” has {len(numbers)} numbers, and there are {len(keys)} choices. "
            "Write one number for each, in the order shown, 0 where nobody chose it."
        )
    return [key for key, number in zip(keys, numbers, strict=True) for _ in range(number)]


def counted_rows(text: str, rows: Mapping[str, str], keys: Sequence[str]) -> list[dict[str, str]]:
    """Return a line of counts a row as {row: key} a person; who chose what in two rows nobody knows."""
    lines = each_line(text)
    if len(lines) != len(rows):
        raise BadValue(
            f"That is {len(lines)} lines, and there are {len(rows)} statements. Write one for each."
        )
    columns = [[(row, key) for key in counted(line, keys)] for row, line in zip(rows, lines, strict=True)]
    return [dict(pair for pair in person if pair) for person in zip_longest(*columns)]


def picked(line: str, keys: Sequence[str]) -> list[str]:
    """Return “2,1” as the second and the first of *keys*; raise BadValue."""
    numbers = _numbers(line)
    if not numbers or not all(1 <= number <= len(keys) for number in numbers):
        raise BadValue(f"“{line[:40]}” names no choices. Write their numbers, from 1 to {len(keys)}.")
    return [keys[number - 1] for number in numbers]


def whole_numbers(line: str, how_many: int) -> list[int]:
    """Return the numbers of a line of *how_many*; raise BadValue."""
    numbers = _numbers(line)
    if len(numbers) != how_many:
        raise BadValue(
            f"“{line[:40]}” has {len(numbers)} numbers. Write {how_many}, with commas between them."
        )
    return numbers


def _numbers(text: str) -> list[int]:
    parts = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
    if not all(part.isascii() and part.isdecimal() and len(part) < 4 for part in parts):
        raise BadValue(
            f"“{text[:40]}” is not a list of numbers. Write them with commas between, such as 3,2,0."
        )
    return [int(part) for part in parts]
