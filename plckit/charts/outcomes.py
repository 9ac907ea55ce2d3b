"""The share of marks that students gained on each outcome, as a dot with its range: for all, or by class.

Classes stand by their codes, in one order and one colour, never by their results (rule R1); whether the room
has agreed to see them is decided elsewhere. Importing this module or calling `rows` imports neither Altair
nor pandas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import lanes, phrases, strips
from plckit.charts.lanes import Measure
from plckit.charts.results import Source
from plckit.charts.strips import Strip

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

INDENT = 36
"""Pixels for a class code at the left of its lane."""

KEYS = {0: "Dot: share of the marks that students gained. Line: the range around it."}


def rows(outcomes: Sequence[Measure], source: Source) -> list[Row]:
    """Return a strip an outcome, in the order given (rules M3, P5, P7, P11, R2, R3, R4).

    `outcomes` are measures as `lanes.share` takes them, with id and label. Columns are those of
    `strips.placed`; the row of part “lane” or “hidden” also has n, value (“72%”), between (“62% to 80%”),
    said (rule R4). Marks and strip have the id “outcome:O3”.
    """
    found = []
    for one in outcomes:
        key = f"outcome:{one['id']}"
        found.append(Strip(key, one["label"], lanes.share(one, key)))
    return _placed(found, source)


def rows_by_class(outcomes: Sequence[Measure], source: Source) -> list[Row]:
    """Return a strip an outcome, with a lane for each class in the order of the codes (rule R1).

    `outcomes` are measures as for `rows`, one an outcome and class, with class_code. Rows are those of
    `rows`; the marks of a lane have the id “outcome:O3:C1” and its first row the name “C1”.
    """
    groups: dict[str, list[Measure]] = {}
    for one in sorted(outcomes, key=lambda one: lanes.in_order(one["class_code"])):
        groups.setdefault(one["id"], []).append(one)
    found = []
    for outcome in dict.fromkeys(one["id"] for one in outcomes):
        group, key = groups[outcome], f"outcome:{outcome}"
        marks = [
            row
            for lane, one in enumerate(group)
            for row in lanes.share(one, f"{key}:{one['class_code']}", lane=lane, name=one["class_code"])
        ]
        found.append(Strip(key, group[0]["label"], marks, lanes=len(group)))
    return _placed(found, source)


def _placed(found: Sequence[Strip], source: Source) -> list[Row]:
    marks = [row for strip in found for row in strip.marks]
    return strips.placed(found, source, keys=lanes.keys(marks, KEYS), foot=lanes.example(found))


def chart(data: list[Row] | None = None, *, classes: bool = False) -> alt.LayerChart:
    """Return the picture's fixed part, for `rows_by_class` where `classes`.

    Draws `data`, or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import strip_marks

    each = "each outcome and class" if classes else "each outcome"
    description = f"The share of marks that students gained on {each}, as a dot with its range."
    return strip_marks.chart(description, data, indent=INDENT if classes else 0)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all, then one a lane (rules M3, P7, P11, R3, R4)."""
    labels = lanes.statements(rows)
    if not labels:
        return strips.nothing(rows)
    many = phrases.many(len(labels), "outcome")
    lines = [f"The share of marks that students gained on {many}. {strips.source(rows)}"]
    for row, small in lanes.talking(rows):
        name = f"{row['name']}: " if row["name"] else ""
        lines.append(f"“{labels[row['row']]}” {name}{lanes.told(row, small)}")
    return "\n".join(lines)


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line a lane as columns and rows, with the ids of the marks (rules P7, R2, R3)."""
    labels = lanes.statements(rows)
    told = [row for row, _ in lanes.talking(rows)]
    by_class = any(row["name"] for row in told)
    body = [[labels[row["row"]], *([row["name"]] if by_class else []), *lanes.cells(row)] for row in told]
    columns = ["Outcome", *(["Class"] if by_class else []), "Share of marks", "Range", "Students"]
    return {"columns": columns, "rows": body, "ids": [row["id"] for row in told]}
