"""Where students stand on each outcome, check after check: a bar a date, under one another (rules B2, M3).

Counts of students, never shares, in the one order of the statuses, and no colour that says stop or go.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, sheet
from plckit.charts.sheet import TEAM_ONLY, Sheet
from plckit.charts.theme import HIGH_LIGHT, HIGH_STRONG, LOW_STRONG
from plckit.domain.ranges import RANGE_FROM

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

STEP, BAR = 28, 20
LEFT, RIGHT = 70, 48
DOT = 13
"""Pixels from one dot to the next: under ten students each one is a dot (rule R3)."""

ORDER = ("secure", "nearly", "not_yet", "no_evidence")
SYMBOLS = {
    "secure": ("square", HIGH_STRONG),
    "nearly": ("square", HIGH_LIGHT),
    "not_yet": ("square", LOW_STRONG),
    "no_evidence": ("square", "paper"),
}


def rows(measures: Sequence[Mapping[str, Any]], mark: str = TEAM_ONLY) -> list[Row]:
    """Return a heading an outcome and a row a status of each of its bars (rules B2, R3, M3, P4, P7).

    `measures` are those named “support”, one an outcome, date and status: date (ISO), outcome, outcome_label,
    status (secure, nearly, not_yet, no_evidence), status_label, count (None is hidden), n, hidden. Outcomes
    and dates keep their order. A bar with a hidden part brings no n, since n would give the part away.
    `mark` is `sheet.SYNTHETIC`, `sheet.TEAM_ONLY`, or empty.
    Columns: part (text, key, status, date, withheld, empty) · id (a bar has one, such as
    “support:O3:2026-03-14”) · y_narrow, y_wide · outcome, date, symbol, status_label · count, start, end
    (students from the left; of all students in the longest bar: most) · dots (under ten: a dot a student) ·
    label (the number; on a date: the day) · note (on a date: “n = 104”, or why a part is not shown).
    """
    if not measures:
        return sheet.nothing(None, mark)
    measures = [{**cell, "count": None} if cell["hidden"] else cell for cell in measures]
    if all(cell["count"] is None for cell in measures):
        return sheet.nothing(next((cell["hidden"] for cell in measures), None) or phrases.ALL_PROTECTED, mark)
    bars = [list(bar) for _, bar in groupby(measures, key=lambda cell: (cell["outcome"], cell["date"]))]
    most = max(sum(cell["count"] or 0 for cell in bar) for bar in bars)
    days = sheet.days([bar[0]["date"] for bar in bars])
    made = Sheet()
    labels = {cell["status"]: cell["status_label"] for cell in measures}
    made.key({status: labels[status] for status in ORDER if status in labels})
    for _, panel in groupby(bars, key=lambda bar: bar[0]["outcome"]):
        found = list(panel)
        made.skip(6)
        made.text(found[0][0]["outcome_label"], "head", gap=2)
        made.panel(STEP * len(found) + 4)
        for place, bar in enumerate(found):
            _bar(made, bar, {"place": place, "most": most, "day": days[bar[0]["date"]]})
    hidden = next((cell["hidden"] for cell in measures if cell["count"] is None), None)
    if any(cell["count"] is None for cell in measures):
        made.skip(4)
        made.text(phrases.marked(hidden or phrases.PROTECTED))
    dots = all(row.get("dots", True) for row in made.rows)
    return made.done("Each dot is one student" if dots else "Numbers in the bars are students", mark)


def _bar(made: Sheet, bar: Sequence[Mapping[str, Any]], where: Row) -> None:
    """Add one bar, status by status in their order, and its date at the left."""
    first = bar[0]
    ident = f"support:{first['outcome']}:{first['date']}"
    counts = {cell["status"]: cell["count"] for cell in bar}
    whole = None not in counts.values()
    head = {"outcome": first["outcome"], "name": first["outcome_label"], "date": first["date"]}
    head |= {"middle": STEP * where["place"] + BAR / 2, "most": where["most"]}
    n = first["n"] if whole else None
    known = sum(count or 0 for count in counts.values())
    note = f"n = {n}" if n is not None else phrases.SYMBOL
    made.add("date", ident, **head, label=where["day"], note=note, n=n, end=known)
    dots = n is not None and n < RANGE_FROM
    start = 0
    for cell in sorted(bar, key=lambda cell: ORDER.index(cell["status"])):
        status, count = cell["status"], cell["count"]
        made.add(
            "status",
            ident,
            **head,
            symbol=status,
            status_label=cell["status_label"],
            count=count,
            start=start,
            end=start + (count or 0),
            dots=dots,
            label=str(count) if count else None,
        )
        start += count or 0


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: how a bar and its parts are drawn.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    description = "Bars of students by status, one bar a check date, for each outcome."
    return sheet.drawn([*_dates(), *_parts(), *_dots()], SYMBOLS, data, description)


def _dates() -> list[alt.Chart]:
    """Return each bar's date at its left and its number of students at the right."""
    import altair as alt

    from plckit.charts import theme

    row = sheet.layer("date").transform_calculate(place="datum.y + datum.middle")
    text: dict[str, Any] = {"baseline": "middle", "fontSize": 12}
    return [
        row.mark_text(**text, align="left", limit=LEFT - 6).encode(
            x=alt.value(0), y=theme.pixels("place"), text="label:N"
        ),
        row.mark_text(**text, align="right", opacity=0.8).encode(
            x=alt.value(alt.expr("width")), y=theme.pixels("place"), text="note:N"
        ),
    ]


def _parts() -> list[alt.Chart]:
    """Return the parts of each bar with their numbers; "no evidence yet" is an empty box, not a colour."""
    import altair as alt

    from plckit.charts import theme

    scale = f"(width - {LEFT + RIGHT + 8}) / datum.most"
    row = (
        sheet.layer("status")
        .transform_filter("!datum.dots && datum.count > 0")
        .transform_calculate(
            left=f"{LEFT} + datum.start * {scale} + 0.5",
            right=f"{LEFT} + datum.end * {scale} - 0.5",
            top=f"datum.y + datum.middle - {BAR / 2}",
            foot=f"datum.y + datum.middle + {BAR / 2}",
            place="datum.y + datum.middle",
        )
        .transform_calculate(centre="(datum.left + datum.right) / 2")
    )
    empty = "datum.symbol == 'no_evidence'"
    text = row.transform_filter("datum.right - datum.left > 6.8 * length(datum.label) + 0.5")
    letters = f"{empty} ? ink : datum.symbol == 'nearly' ? '#1b1f24' : 'white'"
    return [
        row.transform_filter(f"!({empty})")
        .mark_rect()
        .encode(
            x=theme.across("left"),
            x2="right:Q",
            y=theme.pixels("top"),
            y2="foot:Q",
            color=sheet.colour(SYMBOLS),
        ),
        row.transform_filter(empty)
        .transform_calculate(left="datum.left + 0.5", right="datum.right - 0.5")
        .mark_rect(filled=False, stroke=alt.expr("ink"), strokeWidth=1, strokeDash=[3, 2], opacity=0.8)
        .encode(x=theme.across("left"), x2="right:Q", y=theme.pixels("top"), y2="foot:Q"),
        text.mark_text(baseline="middle", fontSize=12, color=alt.expr(letters)).encode(
            x=theme.across("centre"), y=theme.pixels("place"), text="label:N"
        ),
    ]


def _dots() -> list[alt.Chart]:
    """Return a dot a student where there are fewer than ten (rule R3)."""
    from plckit.charts import theme

    row = (
        theme.each(sheet.layer("status").transform_filter("datum.dots"), "count")
        .transform_calculate(
            x=f"{LEFT} + (datum.start + datum.i + 0.5) * {DOT}", place="datum.y + datum.middle"
        )
        .mark_point(
            shape="circle", filled=True, opacity=1, size=100, stroke=sheet.outline(SYMBOLS), strokeWidth=1
        )
    )
    return [row.encode(x=theme.across("x"), y=theme.pixels("place"), color=sheet.colour(SYMBOLS))]


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line an outcome and date, counts in the order of the statuses."""
    if sheet.shows_nothing(rows):
        return sheet.why(rows)
    bars = _bars(rows)
    outcomes = len({bar[0]["outcome"] for bar in bars})
    dates = len({bar[0]["date"] for bar in bars})
    first = f"{phrases.many(outcomes, 'outcome')}, {phrases.many(dates, 'check date')}."
    said = [f"{head['name']}, {head['label']}: {_said(parts, head)}." for head, *parts in bars]
    return "\n".join([phrases.sentences(first, sheet.foot(rows)), *said])


def _bars(rows: Sequence[Row]) -> list[list[Row]]:
    """Return each bar's rows, its date first."""
    found: list[list[Row]] = []
    for row in rows:
        if row["part"] == "date":
            found.append([row])
        elif row["part"] == "status":
            found[-1].append(row)
    return found


def _said(parts: Sequence[Row], head: Row) -> str:
    """Return the counts of one bar; what is hidden is said to be, never a zero (rule P7)."""
    counts = [f"{part['status_label']} {_count(part)}" for part in parts]
    return ", ".join([*counts, *([f"of {head['n']}"] if head["n"] is not None else [])])


def _count(part: Row) -> str | int:
    return "hidden" if part["count"] is None else part["count"]


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line an outcome and date, a column a status; `ids` has the bar of each line (rules B2, P7)."""
    if sheet.shows_nothing(rows):
        return sheet.no_table(["Outcome", "Date", "Students"], rows)
    names = {row["symbol"]: row["label"] for row in rows if row["part"] == "key"}
    body: list[list[str | int]] = []
    for head, *parts in _bars(rows):
        counts = {part["symbol"]: _count(part) for part in parts}
        n = phrases.SYMBOL if head["n"] is None else head["n"]
        body.append([head["name"], head["date"], *(counts.get(name, "–") for name in names), n])
    columns = ["Outcome", "Date", *names.values(), "Students"]
    return {"columns": columns, "rows": body, "ids": [head["id"] for head, *_ in _bars(rows)]}
