"""Printed totals and percentages against the marks they add up (checks of 4.10). Imports numpy inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.data.assembling import NUMBER, Marks
from plckit.data.cells import Sort, parse
from plckit.data.columns import Roles
from plckit.data.mark_columns import MarkColumn
from plckit.data.stack import Stack
from plckit.data.students import Students, texts
from plckit.domain.results import TESTED, Status

if TYPE_CHECKING:
    import numpy as np

EXACT, ROUNDED = 0.011, 0.51
SAMPLE, MOST_RUNS = 500, 40


def compared(
    stack: Stack, roles: Roles, found: Students, columns: list[MarkColumn], marks: Marks
) -> list[dict[str, Any]]:
    """Return for each total what it was compared with and the rows that differ.

    A percentage may be of all marks or of those a student could gain; rounded to whole numbers is equal.
    Rows without a mark are not compared, so that an absent student's printed 0 is no difference.
    """
    return [
        one
        for role in ("total", "percent")
        for label in roles.every(role)
        if (one := _one(stack, found, columns, marks, label, role == "percent"))
    ]


def _one(
    stack: Stack, found: Students, columns: list[MarkColumn], marks: Marks, label: str, percent: bool
) -> dict[str, Any] | None:
    import numpy as np

    printed = _numbers(texts(stack, label)[found.at])
    if percent and (printed[~np.isnan(printed)] <= 1).all():
        printed *= 100  # a share from 0 to 1 is a percentage whose sign the file has lost
    members = _members(stack, columns, label)
    some = np.flatnonzero(~np.isnan(printed))[:SAMPLE]
    run = max(
        _runs(members), key=lambda run: (~_off(columns, marks, printed, run, percent, some)).sum(), default=[]
    )
    if not run or not len(some):
        return None
    every = np.arange(len(printed))
    off = _off(columns, marks, printed, run, percent, every)
    known = ~np.isnan(printed) & (marks.status[:, run] == NUMBER[Status.SCORED]).any(axis=1)
    rows = np.flatnonzero(off & known)
    span = columns[run[0]].label if len(run) == 1 else f"{columns[run[0]].label} … {columns[run[-1]].label}"
    name = f"“{label}” was compared with {span} in {int(known.sum()):,} rows"
    if len(rows) > known.sum() / 2:
        return {"label": label, "said": f"“{label}” is no sum of marks in this file.", "differ": []}
    total = np.nan_to_num(marks.points[:, run]).sum(axis=1)
    if percent:
        total = 100 * total / sum(columns[at].most for at in run)
    differ = [
        {
            "place": stack.place(int(found.at[r]), label),
            "printed": f"{printed[r]:g}",
            "sum": f"{total[r]:.4g}",
        }
        for r in rows
    ]
    return {"label": label, "said": f"{name}; {len(rows)} differ" + ("" if differ else "."), "differ": differ}


def _off(
    columns: list[MarkColumn], marks: Marks, printed: Any, run: list[int], percent: bool, rows: Any
) -> np.ndarray[Any, Any]:
    """Return for these rows whether a printed number is not what this run of columns adds up to."""
    import numpy as np

    total = np.nan_to_num(marks.points[np.ix_(rows, run)]).sum(axis=1)
    if not percent:
        return np.abs(total - printed[rows]) > EXACT
    counted = np.isin(marks.status[np.ix_(rows, run)], [NUMBER[status] for status in TESTED])
    most = np.array([columns[at].most for at in run])
    taken = np.maximum((counted * most).sum(axis=1), 1e-9)
    ways = [100 * total / most.sum(), 100 * total / taken]
    return np.all([np.abs(way - printed[rows]) > ROUNDED for way in ways], axis=0)


def _runs(members: list[int]) -> list[list[int]]:
    """Return the runs of columns a total may add up, the longest first: often a rubric stands apart."""
    count = len(members)
    spans = [(i, j) for i in range(count) for j in range(i + 1, count + 1)]
    spans = spans if count <= MOST_RUNS else [(0, count)]
    return [members[i:j] for i, j in sorted(spans, key=lambda span: span[0] - span[1])]


def _members(stack: Stack, columns: list[MarkColumn], label: str) -> list[int]:
    """Return the columns a total adds up: those under the same upper heading, or all."""
    parts = stack.columns[label].parts
    marks = [at for at, column in enumerate(columns) if not column.level]
    same = [at for at in marks if len(parts) > 1 and stack.columns[columns[at].label].parts[0] == parts[0]]
    return same or marks


def _numbers(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the numbers of a column of text, NaN for anything else; 85 % is 85."""
    import numpy as np
    import pandas as pd

    codes, unique = pd.factorize(column)
    cells = [parse(str(text)) for text in unique]
    values = [c.points if c.sort is Sort.MARK and c.points is not None else np.nan for c in cells]
    return np.array([*values, np.nan])[codes]
