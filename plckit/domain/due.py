"""What a community has said it would do, or look at again, and on which day.

People write days as they like. A day is read only where it is certain; all other words are shown as they are.
Stdlib, plckit.errors and plckit.domain only.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.artefacts import Artefact, current
from plckit.domain.texts import MONTHS

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
WEEKDAY = r"(?:(?P<weekday>[a-z]{3,9})\.?,? )?"
DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
MONTH, YEAR = r"(?P<month>[a-z]{3,9})\.?", r"(?P<year>\d{4})"
WRITTEN = [
    re.compile(rf"(?:by |on )?{WEEKDAY}{first} (?:of )?{second},? {YEAR}\.?", re.ASCII)
    for first, second in ((DAY, MONTH), (MONTH, DAY))
]


@dataclass(frozen=True)
class Due:
    """One thing that is due.

    `day` is ISO where it is certain, else "" and `said` has the words for it. `label` says what is to be done
    in fixed words, or is the promise itself; `words` are the community's own beside it, for the coach's page
    alone. `who` promised it, with the name shown to the room. `key` stays the same as long as it is the same
    thing, so that a calendar finds it again.
    """

    key: str
    label: str
    day: str = ""
    said: str = ""
    words: str = ""
    who: str = ""


@dataclass(frozen=True)
class Source:
    """Where an artefact holds a day: a field, a column if it has rows, and which part says what it is about.

    Of some types only the `last` one counts: who draws up new ground rules looks at those again.
    """

    kind: str
    field: str
    column: str
    label: str
    about: str = ""
    last: bool = False


SOURCES = (
    Source("charter", "review", "", "Look at our rules again", last=True),
    Source("consensus-record", "review", "", "Look at the decision again", "proposal"),
    Source("attribute-profile", "first_step", "when", "First step after the review", "what", last=True),
    Source("loose-tight-map", "line_up", "when", "Change what does not match yet", "what", last=True),
    Source("team-compass", "outcomes", "date", "Check an outcome", "outcome", last=True),
    Source("data-story", "change", "check", "Did the change work?", "what"),
    Source("support-plan", "help", "check", "Check the help we give"),
    Source("enquiry", "dates", "when", "Meet about the enquiry", "what"),
    Source("sustainability-plan", "learners", "when", "Somebody learns a job", "job", last=True),
    Source("partnership-map", "partners", "renew", "Look at a partnership again", "name", last=True),
    Source("borrow-plan", "plan", "when", "Try what we borrow", "what"),
    Source("borrow-plan", "tell", "when", "Tell all schools how it went", "from"),
)


def certain_day(text: str) -> str:
    """Return the day that *text* names, ISO, or "" where it could be another one or none.

    “2027-02-15”, “15 February 2027”, “Mon 15 Feb 2027” and “February 15, 2027” are certain. 3/4/2027 is March
    in one country and April in another, and “15 February” is a day of every year.
    """
    words = " ".join(text.casefold().split())
    if match := ISO.fullmatch(words):
        return _day(*map(int, match.groups()))
    for pattern in WRITTEN:
        match = pattern.fullmatch(words)
        months = [i for i, name in enumerate(MONTHS, 1) if match and _short(match["month"], name)]
        if match and len(months) == 1:
            found = _day(int(match["year"]), months[0], int(match["day"]))
            return found if found and _fits(match["weekday"], found) else ""
    return ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat() if 2000 <= year <= 2100 else ""
    except ValueError:
        return ""


def _short(given: str, name: str) -> bool:
    """Return whether *given*, three letters or more, is how *name* begins."""
    return name.casefold().startswith(given)


def _fits(weekday: str | None, day: str) -> bool:
    """Return whether a weekday that was written beside a day is the one it falls on."""
    return weekday is None or _short(weekday, WEEKDAYS[datetime.date.fromisoformat(day).weekday()])


def in_artefacts(artefacts: Sequence[Artefact]) -> list[Due]:
    """Return what is due by the latest version of each of a community's artefacts, the latest first."""
    found: list[Due] = []
    for source in SOURCES:
        of_kind = [one for one in artefacts if one.kind == source.kind]
        for artefact in of_kind[:1] if source.last else of_kind:
            found += _in_one(artefact, source)
    return found


def _in_one(artefact: Artefact, source: Source) -> Iterator[Due]:
    content = current(artefact)
    field = artefact_type(artefact.kind).field(source.field)
    value = content.get(source.field, "")
    for place, line in enumerate(value if isinstance(value, list) else [value]):
        row = line if isinstance(line, dict) else {source.column: line}
        said = _line(row.get(source.column))
        if not said:
            continue
        words = _line(row.get(source.about) or content.get(source.about)) if source.about else ""
        day = certain_day(said)
        if field and field.team:  # the team's own words may name students: only the day leaves the team
            said, words = "see the plan", ""
        yield Due(f"{artefact.id}-{source.field}-{place}", source.label, day, "" if day else said, words)


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def in_order(found: Sequence[Due]) -> list[Due]:
    """Return the list by day; what has no certain day comes last, in the order it was found."""
    return sorted(found, key=lambda one: (one.day == "", one.day))
