"""Two groups of students on each item: both shares, and the difference between like students with its range.

A gap in the total need not be there in each item. The difference is drawn with its own range, since two
ranges that overlap say nothing on it (rule R5); it is shown only where both groups are. Importing this module
or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import lanes, phrases, results, strips
from plckit.charts.lanes import Measure
from plckit.charts.layout import WIDE_FROM
from plckit.charts.results import FEWEST, Source
from plckit.charts.strips import Key, Panel, Strip, mark
from plckit.domain.results import item_name

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

STANDS_OUT = "This item stands out. Could its language, or who has had access to the topic, play a part?"
"""An item whose difference is not like the others' is a question (rule I10)."""

REACHES = (0.25, 0.5, 0.75, 1.0)
"""Differences that the scale may end at."""

NO_DIFFERENCE = f"hidden: it needs {FEWEST} students in each group"


def rows(groups: Mapping[str, Sequence[Measure]], source: Source) -> list[Row]:
    """Return a strip an item, in the order given (rules I10, M3, P1, P7, P11, R2, R3, R4, R5).

    `groups` has “shares”, measures as `lanes.share` takes them, one an item and group, with label (the
    item's), group, group_label; and “differences”, one an item: {id, difference, low, high, stands_out,
    hidden}, the first group's share minus the second's among students with like totals, from −1 to 1.
    Columns are those of `strips.placed`; first rows of lanes also have n, value, between, said (see
    `lanes.share`) and group (None = the difference). Ids are “item:Q07” (strips), “item:Q07:EL”,
    “difference:Q07”.
    """
    items: dict[str, list[Measure]] = {}
    for one in groups["shares"]:
        items.setdefault(one["id"], []).append(one)
    named = list({one["group"]: one["group_label"] for one in groups["shares"]}.values())
    differences = {one["id"]: one for one in groups["differences"]}
    known = {id: one for id, one in differences.items() if id in items and _known(one, items[id])}
    reach = _reach(list(known.values()))
    found = [
        _strip(id, group, named, known.get(id), differences.get(id), reach) for id, group in items.items()
    ]
    marks = [row for strip in found for row in strip.marks]
    shares = [row for row in marks if not row["panel"]]
    series = {place: f"{name}: share of the marks, with its range." for place, name in enumerate(named)}
    end = round(100 * reach)
    return strips.placed(
        found,
        source,
        panels=(Panel(), Panel(((0.0, f"−{end}"), (0.5, "0"), (1.0, f"+{end}")))),
        keys=[*lanes.keys(shares, series), *([_key(named, end)] if known else [])],
        foot=[*lanes.example(found), *lanes.example(found, "How to read a difference", 1)],
        wide_from=WIDE_FROM,
    )


def _known(one: Measure, group: Sequence[Measure]) -> bool:
    """Return whether a difference may be shown: both shares are, so that it gives neither away (P4, I10)."""
    return not one.get("hidden") and len(group) == 2 and all(map(lanes.has_range, group))


def _reach(known: Sequence[Measure]) -> float:
    """Return where the scale of differences ends: at the least that holds all that is shown."""
    most = max((max(abs(one["low"]), abs(one["high"])) for one in known), default=0.0)
    return next((reach for reach in REACHES if most <= reach), REACHES[-1])


def _key(named: Sequence[str], end: int) -> Key:
    drawn = [mark("range", start=0, end=1, series=2), mark("point", at=0.5, series=2)]
    text = (
        f"Difference between students with like totals, in points of 100, from −{end} to +{end}. "
        f"Right of the middle: more for “{named[0]}”."
    )
    return Key(text, drawn)


def _strip(
    id: str,
    group: Sequence[Measure],
    named: Sequence[str],
    known: Measure | None,
    asked: Measure | None,
    reach: float,
) -> Strip:
    marks: list[Row] = []
    for one in group:
        series = named.index(one["group_label"])
        first, *rest = lanes.share(one, f"item:{id}:{one['group']}", lane=series, series=series)
        marks += [first | {"group": one["group_label"]}, *rest]
    marks += _difference(id, [one["n"] for one in group], known, asked, reach)
    below = [STANDS_OUT] if known and known.get("stands_out") else []
    statement = item_name(id, group[0]["label"] or "")
    return Strip(f"item:{id}", statement, marks, lanes=len(named), under=1, below=below)


def _difference(
    id: str, students: Sequence[int], known: Measure | None, asked: Measure | None, reach: float
) -> list[Row]:
    """Return the difference's marks, or why there is none (rules P7, R2, R4, R5)."""
    at: dict[str, Any] = {"id": f"difference:{id}", "panel": 1, "series": 2}
    told: dict[str, Any] = {**dict.fromkeys(lanes.SAID), "group": None, "stands_out": False}
    if not known:
        why = (asked or {}).get("hidden") or NO_DIFFERENCE
        return [mark("hidden", **at, **told, label=phrases.marked(why))]
    value, low, high = (results.points(known[key]) for key in ("difference", "low", "high"))
    n = " and ".join(map(str, students))
    told |= {"stands_out": bool(known.get("stands_out"))}
    told |= {"n": n, "value": value, "label": value, "note": "points", "between": f"{low} to {high}"}
    told |= {"said": results.easily(n, low, f"{high} points", "difference")}
    start, end, place = (round((known[key] / reach + 1) / 2, 6) for key in ("low", "high", "difference"))
    return [
        mark("lane", **at, **told),
        mark("range", **at, start=start, end=end),
        mark("point", **at, at=place),
    ]


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part. Draws `data`, or without them the named data "rows"."""
    from plckit.charts import strip_marks

    description = (
        "The share of marks of two groups of students on each item, and the difference between students "
        "with like totals, each with its range."
    )
    return strip_marks.chart(description, data, panels=2)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all, then one an item (I10, M3, P7, P11, R4, R5)."""
    labels = lanes.statements(rows)
    if not labels:
        return strips.nothing(rows)
    said: dict[str, list[str]] = {key: [] for key in labels}
    for row, small in lanes.talking(rows):
        name = row["group"] or "Difference"
        said[row["row"]].append(f"{name}: {lanes.told(row, small)}")
    asked = {row["row"] for row in rows if row.get("stands_out")}
    many = phrases.many(len(labels), "item")
    first = f"The share of marks of two groups of students on {many}. {strips.source(rows)}"
    each = (
        phrases.sentences(f"“{label}”", *said[key], STANDS_OUT if key in asked else "")
        for key, label in labels.items()
    )
    return "\n".join([first, *each])


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line an item and group, and one an item's difference, with ids (rules P7, R2, R3, R5)."""
    labels = lanes.statements(rows)
    told = [row for row, _ in lanes.talking(rows)]
    body = [[labels[row["row"]], row["group"] or "Difference in points", *lanes.cells(row)] for row in told]
    columns = ["Item", "Group", "Share of marks or difference", "Range", "Students"]
    return {"columns": columns, "rows": body, "ids": [row["id"] for row in told]}
