"""Which rows are students, who is who, and in which class (rules X3, X8, X9, X12). Imports pandas inside.

Rows are matched by number, never by name alone where there is a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from plckit.data.columns import NAMES, Roles
from plckit.data.people_clashes import settle_clashes
from plckit.data.questions import Asking
from plckit.data.stack import Stack
from plckit.data.wording import SUMMARY

if TYPE_CHECKING:
    import numpy as np

CLASS, CHECK = "class", "check"
MANY = 20
EVERY = "all"
KEEP = (("keep", "keep the row as a student"), ("leave", "leave the row out"))


@dataclass(frozen=True)
class Dropped:
    """A row that was left out: where it is, what it says, and why."""

    place: str
    text: str
    why: str


@dataclass
class Students:
    """One entry a row that counts: `at` is its row in the stack; texts are "" where nothing is known.

    sheet: the name of the check, where each sheet is one. attempt: 1, 2 ….
    """

    at: np.ndarray[Any, Any]
    id: np.ndarray[Any, Any]
    name: np.ndarray[Any, Any]
    klass: np.ndarray[Any, Any]
    sheet: np.ndarray[Any, Any]
    attempt: np.ndarray[Any, Any]
    dropped: list[Dropped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def only(self, keep: np.ndarray[Any, Any]) -> None:
        """Keep these rows alone."""
        for part in ("at", "id", "name", "klass", "sheet", "attempt"):
            setattr(self, part, getattr(self, part)[keep])

    def who(self) -> np.ndarray[Any, Any]:
        """Return one text a row that tells students apart: the number, or the name where there is none."""
        import numpy as np

        return np.where(self.id != "", self.id, np.char.add("name:", self.name.astype(str)).astype(object))


def texts(stack: Stack, label: str) -> np.ndarray[Any, Any]:
    """Return a column as text, "" where its sheet has no such column."""
    column = stack.cells[label]
    return column.where(column.notna(), "").to_numpy()


def students(stack: Stack, roles: Roles, asking: Asking) -> Students:
    """Return the rows that are students; everything else is listed with its reason."""
    import numpy as np

    count = len(stack.cells)
    ids = texts(stack, roles.student) if roles.student != NAMES else np.full(count, "", dtype=object)
    names = _names(stack, roles)
    nothing = [np.full(count, "", dtype=object) for _ in range(2)]
    found = Students(np.arange(count), ids, names, nothing[0], nothing[1], np.ones(count, int))
    _drop(found, stack, roles)
    if roles.student != NAMES:
        _without_id(found, stack, asking)
        _zeros(found, stack, roles, asking)
    _classes(found, stack, roles, asking)
    settle_clashes(found, stack, asking)
    return found


def _names(stack: Stack, roles: Roles) -> np.ndarray[Any, Any]:
    """Return the name of each row: one column, or several joined."""
    import numpy as np

    labels = roles.every("name")
    parts = [texts(stack, label) for label in labels]
    if not parts:
        return np.full(len(stack.cells), "", dtype=object)
    if len(parts) == 1:
        return parts[0]
    joined = [", ".join(filter(None, row)) for row in zip(*parts, strict=True)]
    return np.array(joined, dtype=object)


def _drop(found: Students, stack: Stack, roles: Roles) -> None:
    """Leave out rows that are no student, and say which (rule X3)."""
    import numpy as np

    filled = ((stack.cells != "") & stack.cells.notna()).to_numpy().sum(axis=1)
    named = (found.id != "") | (found.name != "")
    keep = named & (filled > 0)
    if roles.student == NAMES:
        suspects = np.array([not text[-1:].isdigit() for text in found.name], bool)
    else:
        suspects = np.array([not text[-1:].isdigit() for text in found.id], bool)
    header = stack.columns[roles.student].parts[-1] if roles.student != NAMES else ""
    for at in np.flatnonzero((suspects | ~named | (found.id == header)) & (filled > 0)):
        why = _reason(found, int(at), int(filled[at]), roles, header)
        if why:
            keep[at] = False
            found.dropped.append(Dropped(stack.place(int(at)), stack.text(int(at)), why))
    found.only(keep)


def _reason(found: Students, at: int, filled: int, roles: Roles, header: str) -> str:
    """Return why a row is no student, or ""."""
    number, name = found.id[at], found.name[at]
    if not number and not name:
        return "no student is named in this row"
    if number and number == header:
        return "the headings once more"
    by_name = roles.student == NAMES or not number
    if SUMMARY.fullmatch(number) or (by_name and SUMMARY.fullmatch(name)):
        return "a summary of other rows"
    text = number or name
    sentence = text.startswith("*") or len(text) > 40 or len(text.split()) > 5 or ":" in text
    alone = filled == 1 and (sentence or roles.student != NAMES)
    return "a line of text and no student" if alone and (sentence or not number) else ""


def _without_id(found: Students, stack: Stack, asking: Asking) -> None:
    import numpy as np

    missing = np.flatnonzero(found.id == "")
    if not len(missing):
        return
    places = {stack.place(int(found.at[row])): int(row) for row in missing}
    rows = list(places) if len(places) <= MANY else [EVERY]
    answer = asking.table(
        "no_number",
        "These rows have a name and no number. Are they students?",
        dict.fromkeys(rows, "keep"),
        KEEP,
        examples=tuple((place, str(found.name[row])) for place, row in places.items()),
        why="Without a number a student can only be found again by name.",
        once=True,
    )
    keep = np.ones(len(found.at), bool)
    for place, row in places.items():
        if answer.get(place, answer.get(EVERY)) == "leave":
            keep[row] = False
            found.dropped.append(
                Dropped(place, "(a row with a name and no number)", "left out by your answer")
            )
    found.only(keep)


def _zeros(found: Students, stack: Stack, roles: Roles, asking: Asking) -> None:
    """Ask about numbers that are shorter than the others: a spreadsheet drops zeros in front (rule X8)."""
    import numpy as np

    lengths = np.array([len(text) if text.isdigit() else 0 for text in found.id])
    usual = int(np.bincount(lengths).argmax()) if len(lengths) else 0
    short = np.flatnonzero((lengths > 0) & (lengths < usual))
    if usual < 3 or (lengths == usual).mean() < 0.7 or not len(short):
        return
    led = any(text.startswith("0") for text, length in zip(found.id, lengths, strict=True) if length == usual)
    answer = asking.one(
        "zeros",
        f"Numbers with fewer than {usual} digits: {len(short)}. Did they lose zeros in front?",
        "pad" if led else "keep",
        [("pad", f"yes: fill them up to {usual} digits"), ("keep", "no: they are right as they are")],
        examples=tuple((stack.place(int(found.at[r]), roles.student), str(found.id[r])) for r in short[:3]),
        why="Spreadsheets drop zeros in front of a number, and then a student is not found again.",
    )
    if answer == "pad":
        found.id[short] = [text.zfill(usual) for text in found.id[short]]


def _classes(found: Students, stack: Stack, roles: Roles, asking: Asking) -> None:
    """Set the class of each row, from its column or its sheet; ask what several sheets are."""
    import numpy as np

    sheets = np.array([sheet.name for sheet in stack.sheets], dtype=object)[stack.sheet[found.at]]
    if len(stack.sheets) > 1:
        who = [set(found.who()[sheets == sheet.name]) for sheet in stack.sheets]
        shared = sum(len(one & other) for i, one in enumerate(who) for other in who[:i])
        again = shared > 0.5 * min(map(len, who))
        meaning = asking.one(
            "sheet_is",
            "What is each sheet?",
            CHECK if again else CLASS,
            [(CLASS, "a class"), (CHECK, "a check of its own, with the same students")],
            examples=tuple((sheet.name, sheet.name) for sheet in stack.sheets[:3]),
            why="Some files have a sheet for each class, others one for each test or term.",
        )
        if meaning == CHECK:
            found.sheet = sheets
    label = roles.first("class")
    found.klass = texts(stack, label)[found.at] if label else found.klass
    if len(stack.sheets) > 1 and not found.sheet.any():
        found.klass = np.where(found.klass == "", sheets, found.klass)
