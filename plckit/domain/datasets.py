"""What is known of results a community keeps: why, for whom, and until when (rule P9)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Any

from plckit.domain.texts import date_in_words, one_line
from plckit.errors import BadValue

LONGEST = 200
MOST_DAYS = 800


class What(enum.StrEnum):
    """What a dataset holds."""

    RESULTS = "results"  # of one check, a row a student and item
    SUPPORT = "support"  # where each student is with each outcome, a row a student, outcome and day


class As(enum.StrEnum):
    """What a session uses a dataset as."""

    NOW = "now"
    BEFORE = "before"
    SUPPORT = "support"


class Standing(enum.StrEnum):
    """Where a student is with an outcome, secure to not checked; named by learning, not by person (B2)."""

    SECURE = "secure"
    NEARLY = "nearly"
    NOT_YET = "not_yet"
    NO_EVIDENCE = "no_evidence"


LABELS = {
    Standing.SECURE: "Secure",
    Standing.NEARLY: "Nearly",
    Standing.NOT_YET: "Not yet",
    Standing.NO_EVIDENCE: "No evidence yet",
}


@dataclass(frozen=True)
class Dataset:
    """One set of results, without the results; `day` is that of the check, `deleted` when they went (ISO)."""

    id: str
    community: str
    title: str
    what: str
    day: str
    students: int
    purpose: str
    audience: str
    delete_by: str
    synthetic: bool
    added: str
    deleted: str = ""
    coverage: dict[str, Any] | None = None


def promised(purpose: str, audience: str, delete_by: str, today: str) -> tuple[str, str, str]:
    """Return purpose, audience and the day of deletion as they are kept; raise BadValue (rule P9)."""
    why, whom = one_line(purpose, LONGEST), one_line(audience, LONGEST)
    if not why:
        raise BadValue("Say what these results are for, such as “to plan the next fractions lessons”.")
    if not whom:
        raise BadValue("Say who may see them, such as “the four of us who teach Year 9 maths”.")
    try:
        days = (date.fromisoformat(delete_by) - date.fromisoformat(today)).days
    except ValueError:
        raise BadValue(
            "Give the day they are deleted, for example the last day of the school year."
        ) from None
    if not 0 < days <= MOST_DAYS:
        raise BadValue("The day they are deleted must come after today, and within two years.")
    return why, whom, delete_by


def end_of_school_year(today: str) -> str:
    """Return the day offered as the end of the school year: the last of July, or of December, that comes.

    Both halves of the world have one of them near; whoever loads the file changes it where it is wrong.
    """
    day = date.fromisoformat(today)
    if day.month < 7:
        return f"{day.year}-07-31"
    return f"{day.year}-12-31" if day.month < 12 else f"{day.year + 1}-07-31"


def in_words(day: str) -> str:
    """Return a day (ISO) as everybody reads it; a moment has no day before somebody says where."""
    return date_in_words(date.fromisoformat(day))
