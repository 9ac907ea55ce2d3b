"""What people type, made clean: nothing invisible, nothing longer than can be kept."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from plckit.errors import BadValue

# Word breaks a line with a vertical tab; what `str.splitlines` takes for the end of a line is one here too.
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Emoji are joined and coloured by them; Persian and several Indian scripts spell with them.
JOINERS = "\u200c\u200d\ufe0f"
# Letters without a picture; a name of them alone would be no name.
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"

MONTHS = ("January February March April May June July August September October November December").split()


def date_in_words(day: datetime.date) -> str:
    """Return a day as everybody reads it: “15 February 2027”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def when(days: Sequence[str]) -> list[str]:
    """Return days (ISO) as a chart writes them: “Feb 2027”, with the day where two share a month."""
    found = [datetime.date.fromisoformat(day) for day in days]
    months = [f"{MONTHS[day.month - 1][:3]} {day.year}" for day in found]
    return [
        month if months.count(month) == 1 else f"{day.day} {month}"
        for day, month in zip(found, months, strict=True)
    ]


def file_stem(text: str, otherwise: str) -> str:
    """Return *text* as part of a file's name on any computer: a–z, digits and hyphens, 60 at most."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:60] or otherwise


def plain_text(text: str) -> str:
    """Return *text* in NFC without control, format or private characters, spaces folded line by line."""
    kept = "".join(c for c in LINE_ENDS.sub("\n", text) if c in "\n\t" or c in JOINERS or _shows(c))
    if all(c in JOINERS or c.isspace() for c in kept):
        return ""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", kept).split("\n"))
    return "\n".join(lines).strip()


def _shows(c: str) -> bool:
    """Return whether a character can be seen or parts words; emoji younger than this Python can."""
    young = "\U0001f000" <= c <= "\U0001faff"
    return young or not (c in BLANKS or unicodedata.category(c).startswith("C"))


def words(value: Any, longest: int) -> str | None:
    """Return *value* as clean text, None where nothing is left; refuse what is not text or too long."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadValue("Only words can be kept here. Reload the page and try again.")
    if len(value) > 4 * longest:
        raise too_long(len(value), longest)
    text = plain_text(value)
    if len(text) > longest:
        raise too_long(len(text), longest)
    return text or None


def too_long(length: int, longest: int) -> BadValue:
    """Return the error for a text of *length* characters where *longest* are kept."""
    return BadValue(
        f"That is {length:,} characters, and {longest:,} is the most that can be kept here. "
        "Your words are still in the box: please shorten them."
    )


def one_line(value: Any, longest: int) -> str | None:
    """Return *value* as clean text on one line, None where nothing is left; refuse as `words` does."""
    text = words(value, longest)
    return " ".join(text.split()) if text else None
