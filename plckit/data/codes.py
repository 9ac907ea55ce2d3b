"""Students become random codes, on this computer, before anything is kept (4.12, rules P9, P12).

A code is random and not made from a name or a number: a hash could be guessed. The key that links both is
given once and stored nowhere.
"""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plckit.data.cells import guarded
from plckit.errors import BadValue

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and no O, which look like figures
FIGURES = "23456789"
ALPHABET = LETTERS.replace("L", "") + FIGURES
LENGTH = 4
ROOM = 50
"""So many codes there are at least for each one used."""
CODE = re.compile(rf"S-[{ALPHABET}]{{{LENGTH},}}")
HEAD = ("student_code", "number", "name", "class", "class_code")


@dataclass(frozen=True)
class Line:
    """One student in the key."""

    code: str
    number: str
    name: str
    klass: str = ""
    class_code: str = ""


@dataclass
class Key:
    """Who is behind which code. Hand it over once, keep it away from the results, store it nowhere here."""

    lines: list[Line] = field(default_factory=list)

    def csv(self) -> str:
        """Return the key as the text of a CSV file; no cell of it runs as a formula."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEAD)
        for line in self.lines:
            writer.writerow(
                [guarded(text) for text in (line.code, line.number, line.name, line.klass, line.class_code)]
            )
        return out.getvalue()

    @classmethod
    def from_csv(cls, text: str) -> Key:
        """Return the key that an earlier import gave; raise BadValue for any other file."""
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        if not rows or tuple(rows[0]) != HEAD or any(len(row) != len(HEAD) for row in rows[1:]):
            raise BadValue("This is not a key that plckit wrote: its columns are " + ", ".join(HEAD) + ".")
        return cls([Line(*(_unguarded(text) for text in row)) for row in rows[1:]])

    def __repr__(self) -> str:
        """Say how many there are and show no one."""
        return f"<Key of {len(self.lines)} students>"


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and guarded(text[1:]) != text[1:] else text


def coded(
    who: Sequence[tuple[str, str]], before: Key | None = None
) -> tuple[dict[tuple[str, str], str], list[tuple[str, str]]]:
    """Return a code for each (number, name), and those who are not in the key of an earlier import.

    Numbers are matched first; a name is matched only where both sides have no number (rule X9).
    """
    lines = before.lines if before else []
    numbers = {line.number: line.code for line in lines if line.number}
    names = {line.name: line.code for line in lines if not line.number}
    found = {
        one: numbers[one[0]] if one[0] else names[one[1]]
        for one in who
        if one[0] in numbers or (not one[0] and one[1] in names)
    }
    new = [one for one in dict.fromkeys(who) if one not in found]
    codes = fresh(len(new), taken={line.code for line in lines})
    return found | dict(zip(new, codes, strict=True)), new


def fresh(count: int, taken: Iterable[str] = ()) -> list[str]:
    """Return so many different random codes such as S-4K7Q, none of them taken."""
    used = set(taken)
    made: list[str] = []
    length = LENGTH
    while len(ALPHABET) ** length < ROOM * (count + len(used)):
        length += 1
    while len(made) < count:
        code = "S-" + "".join(secrets.choice(ALPHABET) for _ in range(length))
        if code not in used:
            used.add(code)
            made.append(code)
    return made


def class_codes(classes: Sequence[str], before: Key | None = None) -> dict[str, str]:
    """Return C1, C2 … for classes in the order given, which is never the order of their results (rule R1)."""
    known = {line.klass: line.class_code for line in (before.lines if before else []) if line.klass}
    found = {name: known[name] for name in classes if name in known}
    free = (code for n in range(1, 10_000) if (code := f"C{n}") not in known.values())
    for name in classes:
        if name not in found:
            found[name] = next(free)
    return found
