"""Columns, students and checks → one row a student, item and sitting (section 4.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.data.assessments import Checks
from plckit.data.codes import Key, Line, class_codes, coded
from plckit.data.columns import Roles
from plckit.data.mark_columns import MarkColumn, Places
from plckit.data.questions import Asking
from plckit.data.results import ITEMS, OUTCOMES, ROSTER, TABLE, Results, frame
from plckit.data.stack import Stack
from plckit.data.students import Students, texts
from plckit.domain.results import STATUS_WORDS, Status

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

BY_PLACE, NOT_GIVEN = "by_place", "not_given"
CODES = list(Status)
NUMBER = {status: number for number, status in enumerate(CODES)}
NOT_THERE = -1


class Marks:
    """The marks as grids, a row a student and a column an item: points, status numbers, responses."""

    def __init__(self, columns: list[MarkColumn]) -> None:
        import numpy as np

        self.points = np.column_stack([_taken(c, c.points, float, float("nan")) for c in columns])
        statuses = [[NUMBER[status] for status in c.status] for c in columns]
        pairs = list(zip(columns, statuses, strict=True))
        self.status = np.column_stack([_taken(c, s, np.int8, NOT_THERE) for c, s in pairs])
        self.response = np.column_stack([_taken(c, c.response, object, "") for c in columns])
        blanks = [[not text for text in c.texts] for c in columns]
        self.blank = np.column_stack(
            [_taken(c, b, bool, False) for c, b in zip(columns, blanks, strict=True)]
        )


def _taken(column: MarkColumn, values: list[Any], kind: Any, missing: Any) -> np.ndarray[Any, Any]:
    """Return a value a row from a value a text."""
    import numpy as np

    table = np.empty(len(values) + 1, dtype=kind)
    table[:-1], table[-1] = values, missing
    return table[column.codes]


def fill_blanks(
    marks: Marks, columns: list[MarkColumn], group: list[str], asking: Asking, places: Places
) -> None:
    """Ask what an empty cell means; it is never 0 unless somebody says so (rules M1, M2, I1)."""
    import numpy as np

    if not marks.blank.any():
        return
    row, at = (int(where[0]) for where in np.nonzero(marks.blank))
    many = max(group.count(one) for one in group) > 3
    answer = asking.one(
        "blank",
        f"Empty cells of marks: {int(marks.blank.sum()):,}. What does empty mean?",
        BY_PLACE if many else str(Status.ABSENT),
        [
            (BY_PLACE, "it depends: left out (0 marks), not reached at the end, absent where all is empty"),
            *((str(status), words) for status, words in STATUS_WORDS.items() if status is not Status.SCORED),
            (NOT_GIVEN, "the student was not given it: no row"),
        ],
        examples=((places.of(columns[at], row), ""),),
        why="Empty can mean left out, not there, or not marked. Only you can know.",
    )
    if answer == NOT_GIVEN:
        marks.status[marks.blank] = NOT_THERE
    elif answer == BY_PLACE:
        for one in dict.fromkeys(group):
            _by_place(marks, [at for at, g in enumerate(group) if g == one])
    else:
        marks.status[marks.blank] = NUMBER[Status(answer)]
    marks.points[marks.blank] = np.where(marks.status[marks.blank] == NUMBER[Status.SKIPPED], 0.0, np.nan)


def _by_place(marks: Marks, members: list[int]) -> None:
    """Empty to the end is not reached, empty before a mark is left out, and nothing at all is absent."""
    import numpy as np

    status, blank = marks.status[:, members], marks.blank[:, members]
    scored = (status == NUMBER[Status.SCORED]) & ~blank
    later = np.flip(np.maximum.accumulate(np.flip(scored, axis=1), axis=1), axis=1)
    status[blank & later] = NUMBER[Status.SKIPPED]
    status[blank & ~later] = NUMBER[Status.NOT_REACHED]
    status[blank & ~scored.any(axis=1)[:, None]] = NUMBER[Status.ABSENT]
    marks.status[:, members] = status


def assembled(
    stack: Stack,
    roles: Roles,
    found: Students,
    columns: list[MarkColumn],
    marks: Marks,
    checks: Checks,
    days: dict[str, str],
    asking: Asking,
    before: Key | None,
    synthetic: bool,
) -> tuple[Results, Key]:
    """Return the tidy results, students coded, and the key."""
    who = list(zip(found.id.tolist(), found.name.tolist(), strict=True))
    people = [(number, "" if number else name) for number, name in who]
    codes, _ = coded(people, before)
    classes = ask_class_codes(list(dict.fromkeys(found.klass.tolist())), asking, before)
    import numpy as np

    student = np.array([codes[one] for one in people], dtype=object)
    klass = np.array([classes[one] for one in found.klass.tolist()], dtype=object)
    # In the order of the random codes: the file's own order is often the alphabet's, and would tell names.
    order = np.argsort(student, kind="stable")
    where, which = np.nonzero(marks.status[order] != NOT_THERE)
    where = order[where]
    values = _long(found, columns, marks, checks, where, which)
    label = roles.first("date")
    if label:
        own = np.array([days.get(text, "") for text in texts(stack, label)[found.at]], dtype=object)[where]
        values["assessment_date"] = np.where(own != "", own, values["assessment_date"])
    table = frame(TABLE, {"student_code": student[where], "class_code": klass[where], **values})
    roster = _roster(stack, roles, found, student, klass).iloc[order]
    roster = roster.drop_duplicates("student_code", ignore_index=True)
    outcomes = frame(OUTCOMES, {"outcome_id": list(checks.wording), "wording": list(checks.wording.values())})
    results = Results(table, roster, _item_table(columns, checks), outcomes, synthetic)
    lines = [
        Line(codes[p], *w, k, classes[k]) for p, w, k in zip(people, who, found.klass.tolist(), strict=True)
    ]
    old = [line for line in (before.lines if before else []) if line.code not in set(student)]
    return results, Key([*old, *{line.code: line for line in lines}.values()])


def ask_class_codes(names: list[str], asking: Asking, before: Key | None) -> dict[str, str]:
    """Ask for the code of each class; the guess is C1, C2 … in the order of the file (rule R1)."""
    made = class_codes(names, before)
    words = {name or "-": name or "the whole file" for name in names}
    answer = asking.table(
        "class_codes",
        "Which code shall each class have?",
        {name or "-": made[name] for name in names},
        words=words,
        free="text",
        must=False,
        why="A class never goes by its teacher's name. C1, C2 … stand in the order of the file.",
        once=True,  # names of classes belong into the key and into no mapping
    )
    return {name: answer[name or "-"] for name in names}


def _long(
    found: Students, columns: list[MarkColumn], marks: Marks, checks: Checks, where: Any, which: Any
) -> dict[str, Any]:
    """Return the columns of the tidy table that are no code; where, which: row and column of each cell."""
    import numpy as np

    sheets = list(dict.fromkeys(found.sheet.tolist()))
    sheet = np.array(
        [sheets.index(one) for one in found.sheet.tolist()] if len(sheets) > 1 else [0] * len(found.at)
    )

    def by_check(said: dict[tuple[str, str], str]) -> Any:
        grid = np.array([[said[one, group] for group in checks.group] for one in sheets], dtype=object)
        return grid[sheet[where], which]

    def by_column(said: list[Any], kind: Any = object) -> Any:
        return np.array(said, dtype=kind)[which]

    return {
        "assessment_id": by_check(checks.names),
        "assessment_date": by_check(checks.dates),
        "attempt": found.attempt[where],
        "item_id": by_column(checks.item),
        "outcome_id": by_column(checks.outcome),
        "max_points": by_column([float("nan") if c.level else c.most for c in columns], float),
        "points": marks.points[where, which],
        "status": np.array([str(status) for status in CODES], dtype=object)[marks.status[where, which]],
        "response": marks.response[where, which],
    }


def _roster(stack: Stack, roles: Roles, found: Students, student: Any, klass: Any) -> pd.DataFrame:
    year = roles.first("year")
    groups = {label: texts(stack, label)[found.at] for label in roles.every("group")}
    years = {"year_level": texts(stack, year)[found.at]} if year else {}
    return frame(ROSTER, {"student_code": student, "class_code": klass, **years, **groups})


def _item_table(columns: list[MarkColumn], checks: Checks) -> pd.DataFrame:
    rows = [
        {
            "assessment_id": checks.names[sheet, group],
            "form": checks.forms[sheet, group],
            "item_id": checks.item[at],
            "label": column.label,
            "outcome_id": checks.outcome[at],
            "type": "rubric" if column.level or "rubric" in column.label.casefold() else "",
            "max_points": float("nan") if column.level else column.most,
            "key": " < ".join(column.levels),
        }
        for sheet, group in checks.names
        for at, column in enumerate(columns)
        if checks.group[at] == group
    ]
    return frame(ITEMS, {name: [row[name] for row in rows] for name in rows[0]})
