"""What each column is: guessed by label and cells, then asked, one question for all that look alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plckit.data.cells import GUESSES, Sort, parse, word
from plckit.data.questions import Asking
from plckit.data.stack import Stack
from plckit.data.wording import ITEM, ROLES, role_of

SAMPLE = 300
FEW = 8
LONG = 25
GRADES = frozenset(
    "n a m e na a+ a- b b+ b- c c+ c- d d+ d- e f u p pass fail achieved merit excellence below at above "
    "developing emerging beginning secure meeting exceeding proficient approaching expected mastered".split()
) | {"not achieved", "not yet", "working towards", "working at", "greater depth", "well below", "well above"}
NAMES = "names"
QUESTIONS = {
    "mark": ("Do these columns hold marks?", "Each becomes a question of the check, or a check of its own."),
    "level": (
        "Do these columns hold grades or levels?",
        "Levels have an order, and no sums are made of them.",
    ),
    "total": (
        "Are these columns totals?",
        "A total is compared with the marks it adds up, and then left out.",
    ),
    "percent": (
        "Are these columns percentages of a total?",
        "They are compared with the marks, and left out.",
    ),
    "id": (
        "Do these columns hold a number for each student?",
        "Numbers tell students apart; they are not kept.",
    ),
    "name": ("Do these columns hold names?", "Names are replaced by codes and are not kept."),
    "class": ("Does this column name the class?", "Classes get neutral codes such as C1."),
    "date": ("Does this column give the date of the check?", "Growth needs to know when a check was."),
    "year": ("Does this column give the year level?", "It is kept beside the student's code."),
    "group": ("Do these columns put students into groups?", "Keep only groups that you will look at."),
    "comment": ("Do these columns hold comments?", "Comments are left out: they often name students."),
    "private": ("Do these columns hold private details?", "They are left out."),
    "ignore": ("Can these columns be left out?", "Nothing in them looks like results."),
}
NOT_NEEDED = frozenset({"comment", "private", "ignore", "name", "id", "year"})


@dataclass(frozen=True)
class Roles:
    """The labels by what they hold. student: the column that tells students apart, or "names"."""

    of: Mapping[str, str]
    student: str

    def every(self, role: str) -> list[str]:
        """Return the labels of one role, in the order of the file."""
        return [label for label, one in self.of.items() if one == role]

    def first(self, role: str) -> str:
        """Return the first label of a role, or ""."""
        return next(iter(self.every(role)), "")


def roles(stack: Stack, asking: Asking) -> Roles:
    """Ask what the columns are and which one tells students apart (rules X1, X9)."""
    guesses = {label: _guess(stack, label) for label in stack.labels}
    if "id" not in guesses.values() and "name" not in guesses.values():
        guesses = {label: "name" if _names(stack, label) else role for label, role in guesses.items()}
    hidden = stack.hidden()
    guesses |= dict.fromkeys(hidden, "ignore")
    words = {label: f"{label} (hidden in the file)" for label in hidden}
    found = dict(guesses)
    for role, (text, why) in QUESTIONS.items():
        alike = {label: role for label in stack.labels if guesses[label] == role}
        if not alike:
            continue
        examples = [example for label in alike for example in stack.examples(label)[:1]]
        more: dict[str, Any] = {"examples": tuple(examples), "why": why, "must": role not in NOT_NEEDED}
        found |= asking.table(
            f"columns:{role}",
            text,
            alike,
            tuple(ROLES.items()),
            {label: words.get(label, label) for label in alike},
            **more,
        )
    return Roles(found, _student(stack, asking, found))


def _student(stack: Stack, asking: Asking, found: Mapping[str, str]) -> str:
    numbers = [label for label, role in found.items() if role == "id"]
    names = [label for label, role in found.items() if role == "name"]
    choices = [(label, f"the column “{label}”") for label in numbers]
    if names:
        choices.append((NAMES, "there is no number; only the names"))
    if not choices:
        choices = [(label, f"the column “{label}”") for label in stack.labels]
    guess = max(
        (label for label, _ in choices if label != NAMES), key=lambda c: _distinct(stack, c), default=NAMES
    )
    return asking.one(
        "student",
        "Which column tells students apart?",
        guess,
        choices,
        examples=tuple(stack.examples(names[0] if guess == NAMES else guess)),
        why="Two students can have the same name, so a number is safer.",
    )


def _distinct(stack: Stack, label: str) -> float:
    """Return the share of different texts in a column, within one sheet: sheets may repeat the students."""
    column = stack.cells[label].to_numpy()
    sheet = next((s for s, text in zip(stack.sheet, column, strict=True) if text), 0)
    filled = [text for text in column[stack.sheet == sheet][:SAMPLE] if text]
    return len(set(filled)) / len(filled) if filled else 0


def _guess(stack: Stack, label: str) -> str:
    texts = [text for text in stack.cells[label].head(SAMPLE) if text]
    if not texts:
        return "ignore"
    said = role_of(stack.columns[label].parts[-1])
    cells = [parse(text) for text in texts]
    marks = sum(cell.sort is Sort.MARK for cell in cells) / len(cells)
    days = sum(cell.sort is Sort.DATE for cell in cells) / len(cells)
    spread = _distinct(stack, label)
    if said in ("class", "year", "group", "comment", "private", "total", "percent"):
        return "mark" if said == "comment" and marks > 0.5 else said
    if said == "level" and (marks < 0.1 or stack.columns[label].parts[-1].casefold() == "level"):
        return "level" if marks < 0.1 else "year"
    if said == "name" and sum(any(map(str.isdigit, text)) for text in texts) > 0.9 * len(texts):
        said = "id"
    if said == "id" and (spread > 0.8 or len(texts) < 4):
        return "id"
    if said == "name" and marks < 0.5:
        return "name"
    if days > 0.5:
        return "date"
    return _by_cells(stack, label, texts, marks, spread)


def _by_cells(stack: Stack, label: str, texts: list[str], marks: float, spread: float) -> str:
    """Return the role of a column whose label says nothing."""
    words = {word(text) for text in texts if parse(text).sort is Sort.WORD}
    if marks > 0.9 and spread > 0.95 and len(texts) > 3 and all(t.isdigit() and len(t) > 3 for t in texts):
        return "id"
    if marks > 0.9 and all(t.isdigit() and len(t) > 3 for t in texts):
        return "group"  # a number of a school or a course: no mark has four digits
    known = sum(word(text) in GUESSES for text in texts) / len(texts)
    grades = words & GRADES
    if marks + known >= 0.5 and not (marks < 0.1 and len(grades - set(GUESSES)) > 1):
        return "mark"
    if grades and len(words - set(GUESSES)) <= FEW and len(grades) >= len(words) / 2:
        return "level"
    if ITEM.fullmatch(stack.columns[label].parts[-1]) and len(words) <= FEW:
        return "level"
    if marks > 0.2:
        return "mark"
    return "comment" if sum(map(len, texts)) / len(texts) > LONG or spread > 0.5 else "group"


def _names(stack: Stack, label: str) -> bool:
    """Return whether a column without a telling label holds names: the first with another word a row."""
    for one in stack.labels:
        texts = [text for text in stack.cells[one].head(SAMPLE) if text]
        plain = sum(parse(text).sort is Sort.WORD and text[0].isalpha() for text in texts)
        if texts and plain > 0.9 * len(texts) and _distinct(stack, one) > 0.8:
            return one == label
    return False
