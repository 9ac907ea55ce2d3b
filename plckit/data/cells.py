"""One cell of a mark book: a mark, a date, nothing, or a word to ask about (rules X4, X5, X8, X11).

Stdlib only. A word never becomes a mark here, and never 0 (rule M2).
"""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass

from plckit.domain.results import Status

HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
STARS = "*†‡"
_NUMBER = r"[-−]?\d+(?:[.,]\d+)?|[-−]?[.,]\d+"
NUMBER = re.compile(_NUMBER)
MIXED = re.compile(rf"(\d*)\s*([{''.join(HALVES)}])")
FRACTION = re.compile(rf"({_NUMBER})\s*(?:/|⁄|out of|of)\s*(\d+(?:[.,]\d+)?)", re.I)
PERCENT = re.compile(rf"({_NUMBER})\s*%")
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # and not “Marker 1”
)
DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[ T].*)?|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}[-. ]{MONTH}(?:[-. ]\d{{2,4}})?|{MONTH}[-. ]\d{{1,4}}",
    re.I,
)

GUESSES: dict[str, Status] = {
    **dict.fromkeys("abs absent ab away sick ill dns dna a".split(), Status.ABSENT),
    **dict.fromkeys(["did not sit", "not present", "truant", "–", "-", "—"], Status.ABSENT),
    **dict.fromkeys("ex exempt exc excused exempted n/a".split(), Status.EXEMPT),
    **dict.fromkeys("left withdrawn w/d wd withdrew".split(), Status.LEFT),
    **dict.fromkeys(["late enrol", "new", "enrolled late", "joined late"], Status.LATE_ENROL),
    **dict.fromkeys(
        "lost missing inc incomplete #n/a #div/0! #ref! #value! #name? #num!".split(), Status.LOST
    ),
    **dict.fromkeys(["dnf", "not reached", "nr"], Status.NOT_REACHED),
    **dict.fromkeys(["skipped", "left out", "omitted"], Status.SKIPPED),
}
"""What a word most likely means; always a guess that a person confirms (rule X4)."""

DOUBTFUL = {
    "a": "“A” can be absent, the grade A, or Achieved.",
    "na": "“NA” can be not applicable or Not Achieved.",
    "n/a": "“N/A” can be not applicable, absent or Not Achieved.",
    "late": "“Late” can be work handed in late, or a student who joined late.",
}
"""Words with two meanings in schools: there the question says so (rules X4, X10)."""


class Sort(enum.StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    MARK = "mark"
    DATE = "date"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, read. points in marks; of what it says it is out of (100 for a percentage), or None.

    percent: it had a percent sign. star: a footnote star stood beside the mark. word: the text as it is
    compared with others, "" for a mark.
    """

    sort: Sort
    points: float | None = None
    of: float | None = None
    percent: bool = False
    star: bool = False
    word: str = ""


BLANK = Cell(Sort.BLANK)


def shown(text: str) -> str:
    """Return text as a person reads it: NFC, odd spaces and what cannot be seen folded to single spaces."""
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else " ".join(text.split())
    kept = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zs") else c for c in text if c not in "\ufeff\u200b"
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


def word(text: str) -> str:
    """Return text as words are compared: small letters, no full stops at the ends ("Abs." is "abs")."""
    return " ".join(text.casefold().strip(f" .{STARS}()").split()) or text.strip()


def number(text: str, decimal: str = ".") -> float | None:
    """Return the number that text is, or None. 12.5 and 12,5 are both read (rule X5).

    *decimal* is the file's own sign; the other sign before exactly three digits could part thousands, so that
    is no number.
    """
    if not NUMBER.fullmatch(text):
        return None
    other = "," if decimal == "." else "."
    if other in text and len(text.rpartition(other)[2]) == 3:
        return None
    return float(text.replace("−", "-").replace(",", "."))


def parse(text: str, decimal: str = ".") -> Cell:
    """Return what a cell holds; *text* as `shown` returns it."""
    if not text:
        return BLANK
    bare = text.strip(STARS + " ")
    star = bare != text.strip()
    if star and not any(c.isdigit() or c in HALVES for c in bare):
        return Cell(Sort.WORD, word=word(text))
    found = _mark(bare, decimal)
    if found:
        points, of, percent = found
        return Cell(Sort.MARK, points, of, percent, star)
    return Cell(Sort.DATE if DATE.fullmatch(bare) else Sort.WORD, word=word(text))


def _mark(text: str, decimal: str) -> tuple[float, float | None, bool] | None:
    """Return points, what they are out of, and whether it was a percentage; None for what is no mark."""
    plain = number(text, decimal)
    if plain is not None:
        return plain, None, False
    if match := MIXED.fullmatch(text):
        return float(match[1] or 0) + HALVES[match[2]], None, False
    if match := PERCENT.fullmatch(text):
        share = number(match[1], decimal)
        return None if share is None else (share, 100.0, True)
    if match := FRACTION.fullmatch(text):
        gained, of = number(match[1], decimal), number(match[2], decimal)
        return (gained, of, False) if gained is not None and of else None
    return None


def decimal_sign(texts: list[str]) -> str:
    """Return the sign before decimals in these cells: a comma where more of them have one (rule X7)."""
    commas = sum(1 for text in texts if "," in text and NUMBER.fullmatch(text))
    points = sum(1 for text in texts if "." in text and NUMBER.fullmatch(text))
    return "," if commas > points else "."


def guarded(text: str) -> str:
    """Return text that a spreadsheet will not run as a formula when it opens our file."""
    risky = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not NUMBER.fullmatch(text)
    return f"'{text}" if risky else text
