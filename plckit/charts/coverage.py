"""Who and what the results cover: students tested, all and in each class, then answers by status, as counts.

Counts of what is there need no range: nothing is inferred from them. Classes stand by their codes in one
order (rule R1). Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import lanes, phrases, results, strips
from plckit.charts.layout import WIDE_FROM
from plckit.charts.results import Source
from plckit.charts.strips import Panel, Strip, mark

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

INDENT = 104
"""Pixels for a status or a class code at the left of its lane."""

ALL = "Students tested, of those enrolled"
BY_STATUS = "Answers, one a student and question"
BY_CLASS = "Students tested in each class, of those enrolled"
ROOM = 3
"""The series of a bar that shows how long another one might be."""


def rows(coverage: Mapping[str, Any], source: Source) -> list[Row]:
    """Return strips of all students, of classes and of statuses (rules M1, M3, M4, P4, P7, P11, R1).

    `coverage` has tested and enrolled; statuses [{status, label, count}], in the order given, count None =
    hidden; classes [{class_code, tested, of, hidden}], drawn in the order of codes; warnings [sentence].
    Columns are those of `strips.placed`; the row of part “lane” or “hidden” also has count and of (students
    of a class; None for a status). Ids are “students:all”, “class:C1” and “status:absent”.
    """
    classes = sorted(coverage["classes"], key=lambda one: lanes.in_order(one["class_code"]))
    found = []
    if coverage["statuses"]:  # without them there are no results
        every = {"id": "students:all", "name": "All", "hidden": ""}
        counts = {"count": coverage["tested"], "of": coverage["enrolled"]}
        found.append(_strip("coverage:students", ALL, [every | counts]))
    if classes:
        found.append(_strip("coverage:classes", BY_CLASS, [_class(one) for one in classes]))
    if coverage["statuses"]:
        found.append(_strip("coverage:statuses", BY_STATUS, [_status(one) for one in coverage["statuses"]]))
    return strips.placed(found, source, panels=(Panel(()),), foot=coverage["warnings"], wide_from=WIDE_FROM)


def _status(one: Mapping[str, Any]) -> Row:
    lane = {"id": f"status:{one['status']}", "name": one["label"], "count": one["count"], "of": None}
    return lane | {"hidden": one.get("hidden") or (results.HIDDEN if one["count"] is None else "")}


def _class(one: Mapping[str, Any]) -> Row:
    lane = {"id": f"class:{one['class_code']}", "name": one["class_code"], "hidden": one.get("hidden")}
    return lane | {"count": one["tested"], "of": one["of"]}


def _strip(id: str, statement: str, told: Sequence[Row]) -> Strip:
    """Return a strip whose longest bar, of those that are shown, takes the whole width."""
    most = max((one["of"] or one["count"] for one in told if not one["hidden"]), default=0) or 1
    marks = [row for lane, one in enumerate(told) for row in _marks(one, lane, most)]
    return Strip(id, statement, marks, lanes=len(told))


def _marks(one: Row, lane: int, most: int) -> list[Row]:
    at: dict[str, Any] = {"id": one["id"], "lane": lane}
    if one["hidden"]:
        label = phrases.marked(one["hidden"])
        return [mark("hidden", **at, name=one["name"], label=label, count=None, of=None)]
    told = {"name": one["name"], "count": one["count"], "of": one["of"], "label": str(one["count"])}
    note = None if one["of"] is None else f"of {one['of']}"
    rest = (
        [] if one["of"] is None else [mark("bar", **at, start=0, end=round(one["of"] / most, 6), series=ROOM)]
    )
    bar = mark("bar", **at, start=0, end=round(one["count"] / most, 6), series=0)
    return [mark("lane", **at, **told, note=note), *rest, bar]


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part. Draws `data`, or without them the named data "rows"."""
    from plckit.charts import strip_marks

    description = "Bars of how many students were tested, and of how many answers have each status."
    return strip_marks.chart(description, data, indent=INDENT)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one a strip (rules M3, M4, P7, P11)."""
    labels = lanes.statements(rows)
    if not labels:
        return strips.nothing(rows)
    said: dict[str, list[str]] = {key: [] for key in labels}
    for row, _ in lanes.talking(rows):
        said[row["row"]].append(f"{row['name']}: {_said(row)}")
    first = phrases.sentences("Who and what the results cover.", strips.source(rows), *strips.foot(rows))
    return "\n".join([first, *(f"{labels[key]}. {'; '.join(told)}." for key, told in said.items())])


def _said(row: Row) -> str:
    if row["part"] == "hidden":
        return str(row["reason"]).removeprefix(f"{phrases.SYMBOL} ")
    return str(row["count"]) if row["of"] is None else f"{row['count']} of {row['of']}"


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line for all, a class and a status as columns and rows, with ids of the marks (rule P7)."""
    told = [row for row, _ in lanes.talking(rows)]
    body = [[row["name"], *_cells(row)] for row in told]
    columns = ["Students or answers", "Number", "Of enrolled"]
    return {"columns": columns, "rows": body, "ids": [row["id"] for row in told]}


def _cells(row: Row) -> list[str | int]:
    if row["part"] == "hidden":
        return [row["reason"], phrases.SYMBOL]
    return [row["count"], "–" if row["of"] is None else row["of"]]
