"""Which columns belong to which check, and when it was (sections 4.9, 4.10; rules M7, X12)."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from plckit.data.columns import Roles
from plckit.data.mark_columns import MarkColumn
from plckit.data.questions import Asking
from plckit.data.stack import Stack
from plckit.data.students import Students, texts
from plckit.data.wording import ITEM

ITEMS, CHECKS, HEADINGS = "items", "checks", "headings"
ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d?)-(\d\d?)(?!\d)")
DAY_MONTH = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
SLASHED = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](20\d\d)(?!\d)")
SPELT = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(20\d\d)",
    re.I,
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True)
class Checks:
    """How columns and sheets become checks. group: the check of each column; item: its item id.

    Keys of names, dates and forms are (sheet, group); sheet is "" unless each sheet is a check.
    outcome: an outcome id for each column; wording: of each outcome.
    """

    group: list[str]
    item: list[str]
    names: dict[tuple[str, str], str]
    dates: dict[tuple[str, str], str]
    forms: dict[tuple[str, str], str]
    outcome: list[str]
    wording: dict[str, str]


def checks(
    book: str, stack: Stack, roles: Roles, found: Students, columns: list[MarkColumn], asking: Asking
) -> Checks:
    """Ask what the checks are, when they were, and what each item is about."""
    level = _level(stack, columns, asking)
    whole = slug(PurePath(book).stem) or "CHECK"
    parts = [stack.columns[column.label].parts for column in columns]
    upper = [one[0] if level == HEADINGS and len(one) > 1 else whole for one in parts]
    group = [column.label for column in columns] if level == CHECKS else upper
    spots = [(sheet, g) for sheet in dict.fromkeys(found.sheet) for g in dict.fromkeys(group)]
    keys = {" · ".join(filter(None, spot)): spot for spot in spots}
    named = _names(list(keys), whole, asking)
    dates = _dates(book, stack, roles, list(keys), asking)
    forms = _forms(list(keys), asking)
    outcome, wording = _outcomes(stack, columns, level, asking)
    back = {spot: key for key, spot in keys.items()}
    return Checks(
        group,
        _items(columns, group, parts),
        {spot: named[back[spot]] or slug(back[spot]) for spot in spots},
        {spot: dates.get(back[spot], "") for spot in spots},
        {spot: forms[back[spot]] for spot in spots},
        outcome,
        wording,
    )


def _names(keys: list[str], whole: str, asking: Asking) -> dict[str, str]:
    return asking.table(
        "names",
        "What shall the checks be called?",
        {key: slug(key) or whole for key in keys},
        must=False,
        free="text",
        why="The next import with this name continues the same line.",
    )


def _forms(keys: list[str], asking: Asking) -> dict[str, str]:
    return asking.table(
        "forms",
        "Was it a certain form of the test, such as A or B?",
        dict.fromkeys(keys, ""),
        free="text",
        must=False,
        why="Two forms may not be equally hard, so growth between them needs care.",
    )


def slug(text: str) -> str:
    """Return text as an id: capital letters, figures and hyphens, such as READING-TEST-A."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "-", plain.upper()).strip("-")[:40]


def _level(stack: Stack, columns: list[MarkColumn], asking: Asking) -> str:
    """Ask whether columns are items of one check or checks of their own."""
    if len(columns) < 2:
        return ITEMS
    parts = [stack.columns[column.label].parts for column in columns]
    upper = any(len(one) > 1 for one in parts)
    lower = [one[-1].split(" (")[0] for one in parts]
    repeated = upper and len(set(lower)) < len(lower)
    like = sum(bool(ITEM.fullmatch(one[-1])) for one in parts) >= len(parts) / 2
    small = len(columns) >= 8 and sum(column.most <= 4 for column in columns) > len(columns) / 2
    guess = HEADINGS if repeated else ITEMS if like or small else CHECKS
    choices = [
        (ITEMS, "questions of one check"),
        (CHECKS, "each column is a check of its own, such as Quiz 1 and Quiz 2"),
        *([(HEADINGS, "the upper heading is the check, the lower one its questions")] if upper else []),
    ]
    return asking.one(
        "level",
        "What are the columns of marks?",
        guess,
        choices,
        examples=tuple((f"column {number}", column.label) for number, column in enumerate(columns[:3], 1)),
        why="Growth compares checks; a look at single questions needs the questions of one check.",
    )


def _items(columns: list[MarkColumn], group: list[str], parts: list[tuple[str, ...]]) -> list[str]:
    """Return Q01, Q02 … within each check; where the labels carry numbers of their own, those."""
    made = [""] * len(columns)
    for one in dict.fromkeys(group):
        members = [at for at, g in enumerate(group) if g == one]
        said = [re.fullmatch(r"\D{0,12}?(\d{1,3})", parts[at][-1]) for at in members]
        numbers = [int(match[1]) for match in said if match]
        own = len(members) > 1 and len(numbers) == len(members) == len(set(numbers))
        for place, at in enumerate(members):
            made[at] = f"Q{numbers[place] if own else place + 1:02}"
    return made


def _dates(book: str, stack: Stack, roles: Roles, keys: list[str], asking: Asking) -> dict[str, str]:
    in_column = bool(roles.first("date"))
    said = [day for text in (*stack.titles, book) if (day := day_in(text))]
    guess = {key: day_in(key) or (said[0] if len(set(said)) == 1 else "") for key in keys}
    return asking.table(
        "dates_of_checks",
        "On which day was it?" if len(keys) == 1 else "On which day was each check?",
        guess,
        free="date",
        must=not in_column,
        once=True,
        why="Growth and support need to know what came first.",
    )


def day_in(text: str) -> str:
    """Return the day that a title names, as ISO text, or ""."""
    if match := ISO.search(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := SPELT.search(text):
        return _iso(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
    if match := SLASHED.search(text):
        one, two = int(match[1]), int(match[2])
        if max(one, two) > 12 or one == two:  # else nobody can tell the day from the month
            return _iso(int(match[3]), min(one, two), max(one, two))
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def row_dates(stack: Stack, roles: Roles, found: Students, asking: Asking) -> dict[str, str]:
    """Return text → ISO day for the column of dates; asks whether the day or the month stands first."""
    label = roles.first("date")
    if not label:
        return {}
    unique = list(dict.fromkeys(text for text in texts(stack, label)[found.at] if text))
    numbers = {text: match for text in unique if (match := DAY_MONTH.fullmatch(text))}
    day_first = "day"
    if numbers:
        month_first = any(int(match[2]) > 12 for match in numbers.values())
        day_first = asking.one(
            "day_first",
            "What stands first in these dates?",
            "month" if month_first else "day",
            [("day", "the day"), ("month", "the month")],
            examples=tuple((label, text) for text in list(numbers)[:3]),
            why="03/04 is the 3rd of April in most countries and the 4th of March in some.",
        )
    return {text: _day(text, numbers.get(text), day_first) for text in unique}


def _day(text: str, match: re.Match[str] | None, first: str) -> str:
    if not match:
        return day_in(text)
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    month, day = (two, one) if first == "day" else (one, two)
    return _iso(year if year > 99 else 2000 + year, month, day)


def _outcomes(
    stack: Stack, columns: list[MarkColumn], level: str, asking: Asking
) -> tuple[list[str], dict[str, str]]:
    """Ask which outcome each item is about; it may be left empty."""
    guess = {}
    for column in columns:
        parts = stack.columns[column.label].parts
        guess[column.label] = parts[0] if level == ITEMS and len(parts) > 1 else ""
    answer = asking.table(
        "outcomes",
        "Which outcome is each one about? Leave it empty where you do not know.",
        guess,
        free="text",
        must=False,
        why="Results by outcome tell more than one number for the whole check.",
    )
    said = [answer[column.label] for column in columns]
    return numbered(said)


def numbered(said: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Return an id for each outcome, O1, O2 … where it is given in words, and the words of each id."""
    said = list(said)
    ids: dict[str, str] = {text: text for text in said if re.fullmatch(r"[A-Z]{1,3}\d{1,3}", text)}
    free = (code for n in range(1, 10_000) if (code := f"O{n}") not in ids)
    wording = dict.fromkeys(ids, "")
    for text in said:
        if text and text not in ids:
            ids[text] = next(free)
            wording[ids[text]] = text
    return [ids.get(text, "") for text in said], wording
