"""The same number twice, a student in two classes, two of one name (rules X9, X12): always asked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from plckit.data.questions import Asking
from plckit.data.stack import Stack
from plckit.errors import BadFile

if TYPE_CHECKING:
    from plckit.data.students import Students

TWICE = (
    ("first", "the same student: use the first row"),
    ("last", "the same student: use the last row"),
    ("sittings", "the same student, who sat it more than once: keep all, in this order"),
    ("people", "different students: one number is wrong"),
)
LONG_LIST = (
    "most students have several rows. A list with a row for each student and question needs the columns "
    "student_code, assessment_id, item_id, points and status; a mark book has one row for each student."
)


def settle_clashes(found: Students, stack: Stack, asking: Asking) -> None:
    """Ask about every student who stands in more than one row, and act on the answers."""
    import numpy as np
    import pandas as pd

    if not len(found.at):
        return
    keys = pd.DataFrame({"who": found.who(), "sheet": found.sheet}, dtype=object)
    twice = np.flatnonzero(keys.duplicated(keep=False).to_numpy())
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in twice:
        groups[str(keys.iat[int(row), 0]), str(keys.iat[int(row), 1])].append(int(row))
    if len(groups) > 20 and len(twice) > 0.5 * len(found.at):
        raise BadFile("This table", LONG_LIST)
    here = {stack.place(int(found.at[rows[0]])): rows for rows in groups.values()}
    moved = {place: rows for place, rows in here.items() if len(set(found.klass[rows])) > 1}
    same = {place: rows for place, rows in here.items() if place not in moved}
    keep = np.ones(len(found.at), bool)
    if same:
        _same(found, stack, asking, same, keep)
    if moved:
        _moved(found, stack, asking, moved, keep)
    _namesakes(found, stack)
    found.only(keep)


def _same(found: Students, stack: Stack, asking: Asking, groups: dict[str, list[int]], keep: object) -> None:
    words = {}
    for place, rows in groups.items():
        alike = len({tuple(stack.cells.iloc[int(found.at[row])].fillna("")) for row in rows}) == 1
        names = len(set(found.name[rows])) > 1
        about = "the rows are alike" if alike else "the names differ" if names else "the rows differ"
        words[place] = f"{' and '.join(stack.place(int(found.at[row])) for row in rows)}: {about}"
    answer = asking.table(
        "twice",
        "These students stand in more than one row. What are the rows?",
        dict.fromkeys(groups, "first"),
        TWICE,
        words,
        examples=tuple(
            (place, str(found.name[rows[0]] or found.id[rows[0]])) for place, rows in groups.items()
        ),
        why="A student counted twice changes every number.",
        once=True,
    )
    for place, rows in groups.items():
        _settle(found, rows, answer[place], keep)


def _moved(found: Students, stack: Stack, asking: Asking, groups: dict[str, list[int]], keep: object) -> None:
    """Ask in which class a student counts who stands in two (one class a student and date)."""
    every = sorted({str(name) for rows in groups.values() for name in found.klass[rows]})
    choices = [(f"in:{name}", f"counts in {name}: use that row") for name in every]
    answer = asking.table(
        "two_classes",
        "These students stand in two classes. Where do they count?",
        {place: f"in:{found.klass[rows[-1]]}" for place, rows in groups.items()},
        [
            *choices,
            ("sittings", "moved during the year: keep each row with its class, in this order"),
            TWICE[3],
        ],
        {p: " and ".join(stack.place(int(found.at[row])) for row in rows) for p, rows in groups.items()},
        examples=tuple(
            (place, str(found.name[rows[0]] or found.id[rows[0]])) for place, rows in groups.items()
        ),
        why="On one day a student is in one class.",
        once=True,
    )
    for place, rows in groups.items():
        _settle(found, rows, answer[place], keep)


def _settle(found: Students, rows: list[int], answer: str, keep: object) -> None:
    """Act on one answer: `keep` loses the rows that do not count."""
    import numpy as np

    kept = np.asarray(keep)
    if answer == "sittings":
        found.attempt[rows] = range(1, len(rows) + 1)
    elif answer == "people":
        for number, row in enumerate(rows[1:], 2):
            if found.id[row]:
                found.id[row] = f"{found.id[row]} ({number})"
            else:
                found.name[row] = f"{found.name[row]} ({number})"
    else:
        chosen = rows[-1] if answer == "last" else rows[0]
        if answer.startswith("in:"):
            chosen = next((row for row in rows if found.klass[row] == answer[3:]), rows[-1])
        kept[[row for row in rows if row != chosen]] = False


def _namesakes(found: Students, stack: Stack) -> None:
    """Say where two numbers have one name: they stay two students."""
    import pandas as pd

    who = pd.DataFrame({"id": found.id, "name": found.name}, dtype=object)
    who = who[(who["id"] != "") & (who["name"] != "")].drop_duplicates()
    again = who[who["name"].duplicated(keep=False)]
    for _, rows in again.groupby("name"):
        places = [stack.place(int(found.at[row])) for row in rows.index]
        found.notes.append(
            f"{' and '.join(places[:4])} have one name and different numbers: they stay different students."
        )
