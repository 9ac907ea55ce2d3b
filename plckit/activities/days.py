"""Days as people pick them and as they read them; `days.js` is the other half."""

from __future__ import annotations

import datetime
import re
from typing import Any

from plckit.domain.texts import date_in_words
from plckit.domain.texts import when as when
from plckit.errors import BadValue

FIRST, LAST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)


def day(value: Any) -> str | None:
    """Return a day as year-month-day; refuse every other way of writing one, and years far from ours.

    3/4/2027 is March in one country and April in another, so nothing is guessed.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
        try:
            found = datetime.date.fromisoformat(value.strip())
        except ValueError:
            raise BadValue("There is no such day. Check the day and the month.") from None
        if not FIRST <= found <= LAST:
            raise BadValue(f"Choose a day between {FIRST.year} and {LAST.year}.")
        return found.isoformat()
    raise BadValue("Write the day as year-month-day, such as 2027-02-15, or pick it from the calendar.")


def in_words(value: str) -> str:
    """Return a kept day as everybody reads it: “15 February 2027”."""
    return date_in_words(datetime.date.fromisoformat(value))
