"""Before and after as points, with the line to be expected without help (rule R8).

Whoever was picked for the first score is likely to score nearer the mean the next time, with no help at all.
The line says how much nearer, so that only what lies beyond it is looked at.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, sheet
from plckit.charts.sheet import TEAM_ONLY, Sheet, number
from plckit.charts.theme import HIGH_STRONG, LOW_STRONG, NOT_SURE
from plckit.domain.distribution import median
from plckit.domain.ranges import RANGE_FROM

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

HIGH = 290
TOP = 24
LEFT, RIGHT = 34, 8
SIDES = ("before", "after")
REACH = 8.5
"""Pixels that the points of one pair of scores may take to each side of it."""

SINGLE = "hidden: single students are shown inside the team only"
SYMBOLS = {
    "picked": ("diamond", LOW_STRONG),
    "other": ("circle", NOT_SURE),
    "student": ("circle", HIGH_STRONG),
    "expected": (sheet.LINE_SHAPE, "ink"),
    "level": (sheet.DASH_SHAPE, "ink"),
    "mean": ("square", "ink"),
    "median": ("square", "ink"),
}
KEY = {
    "picked": "the lowest third last time",
    "other": "the others",
    "student": "one student",
    "expected": "expected without help",
    "level": "same both times",
    "mean": "mean of the lowest third, with range",
    "median": "median",
}
CHANCE = (
    "The line shows what would be expected with no help: scores far from the mean come nearer to it "
    "the next time."
)


def rows(measures: Mapping[str, Any], mark: str = TEAM_ONLY) -> list[Row]:
    """Return lines of text, ticks, a row a student, and the line expected without help (R3, R7, R8, P1, P7).

    `measures` are those named “growth”: students [{code, before, after, picked}], expected [{before, after}]
    (two points of the line, or empty), means ({picked: {before, after, low, high}} or empty: the mean of
    those picked, the lowest third, and the range of their mean score after), n, hidden;
    dropped_before, dropped_after where they are known. `mark` is `sheet.SYNTHETIC`, `sheet.TEAM_ONLY`, or
    empty.
    Columns: part (text, key, across, up, level, expected, student, mean, median, withheld, empty) · id ·
    y_narrow, y_wide · code, before, after, symbol (picked, other, student) · at, up (from 0 to 1 across,
    pixels down), dx, dy (pixels aside, so that equal scores stand apart) · end_at, end_up (of a line) ·
    low, high, low_up, high_up (of a mean) · expected (marks expected of a student) · label.
    """
    n, students = measures["n"], measures["students"]
    if measures["hidden"] or not n:
        return sheet.nothing(measures["hidden"], mark)
    if not students:
        return sheet.nothing(SINGLE, mark)
    made = Sheet()
    line = sorted(measures["expected"] or [], key=lambda point: point["before"]) if n >= RANGE_FROM else []
    mean = (measures["means"] or {}).get("picked") if n >= RANGE_FROM else None
    made.key({name: KEY[name] for name in _symbols(students, line, mean)})
    low, high = _extent([*students, *([mean] if mean else [])])
    _scale(made, low, high)
    place = _Places(low, high)
    if line:
        _line(made, place, line)
    _points(made, place, students, line)
    if mean:
        _mean(made, place, mean)
    if n < RANGE_FROM:
        middle = {
            side: median([student[side] for student in students]) or 0.0 for side in ("before", "after")
        }
        made.add("median", "median", symbol="median", **middle, **place.of(middle["before"], middle["after"]))
    return made.done(_matched(measures), mark)


def _matched(measures: Mapping[str, Any]) -> str:
    dropped = [measures.get(name) for name in ("dropped_before", "dropped_after")]
    known = [number for number in dropped if number is not None]
    return f"n = {measures['n']} matched" + (f", {sum(known)} left out" if known else "")


def _symbols(students: Sequence[Mapping[str, Any]], line: Sequence[Any], mean: object) -> list[str]:
    """Return which symbols are drawn, in the order of the key."""
    found = ["picked", "other"] if any(student["picked"] for student in students) else ["student"]
    found += ["expected"] if line else []
    found += ["level", *(["mean"] if mean else [])]
    return found + (["median"] if len(students) < RANGE_FROM else [])


def _extent(points: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """Return the scale of both axes: round numbers round all scores, from 0 where that is near."""
    values = [point[side] for point in points for side in SIDES]
    low, high = min(values), max(values)
    low = 0.0 if 0 <= low <= 0.5 * high else low
    found = sheet.ticks(low, high, 9)
    step = found[1] - found[0] if len(found) > 1 else 1.0
    return math.floor(round(low / step, 6)) * step, math.ceil(round(high / step, 6)) * step or step


class _Places:
    """Where scores stand: across from 0 to 1, up in pixels from the panel's top."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high if high > low else low + 1

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)

    def up(self, value: float) -> float:
        return round(TOP + HIGH * (1 - self.share(value)), 2)

    def of(self, before: float, after: float) -> Row:
        return {"at": round(self.share(before), 5), "up": self.up(after)}


def _scale(made: Sheet, low: float, high: float) -> None:
    """Add the panel with the numbers of both axes and the line of the same marks both times."""
    made.panel(TOP + HIGH + 44)
    place = _Places(low, high)
    for value in sheet.ticks(low, high, 9):
        made.add("across", at=place.share(value), label=number(value))
        made.add("up", up=place.up(value), label=number(value))
    made.add("level", at=0, up=place.up(low), end_at=1, end_up=place.up(high))


def _line(made: Sheet, place: _Places, line: Sequence[Mapping[str, float]]) -> None:
    """Add the line expected without help, from end to end of the scale, as far as it lies within."""
    ends = []
    for before in (place.low, place.high):
        after = min(max(expected(line, before), place.low), place.high)
        slope = expected(line, 1) - expected(line, 0)
        if slope and after != expected(line, before):
            before += (after - expected(line, before)) / slope
        ends.append(place.of(before, after))
    made.add("expected", "expected", **ends[0], end_at=ends[1]["at"], end_up=ends[1]["up"])


def expected(line: Sequence[Mapping[str, float]], before: float) -> float:
    """Return the score expected without help after this first score, on the line of two points (rule R8)."""
    (x1, y1), (x2, y2) = ((point["before"], point["after"]) for point in line)
    return y1 if x1 == x2 else y1 + (y2 - y1) * (before - x1) / (x2 - x1)


def _points(
    made: Sheet, place: _Places, students: Sequence[Mapping[str, Any]], line: Sequence[Mapping[str, float]]
) -> None:
    """Add a row a student; equal scores lie round their place like seeds, so that each can be seen."""
    same = Counter((student["before"], student["after"]) for student in students)
    spread = min(3.6, REACH / math.sqrt(max(same.values())))
    seen: Counter[tuple[float, float]] = Counter()
    some = any(student["picked"] for student in students)
    for student in students:
        pair = (student["before"], student["after"])
        turn, out = 2.4 * seen[pair], spread * math.sqrt(seen[pair] + (same[pair] > 1) * 0.5)
        seen[pair] += 1
        made.add(
            "student",
            f"student:{student['code']}",
            code=student["code"],
            before=pair[0],
            after=pair[1],
            expected=expected(line, pair[0]) if line else None,
            symbol="student" if not some else "picked" if student["picked"] else "other",
            dx=round(out * math.cos(turn), 2),
            dy=round(out * math.sin(turn), 2),
            size=52 if len(students) < 150 else 26,
            **place.of(*pair),
        )


def _mean(made: Sheet, place: _Places, mean: Mapping[str, Any]) -> None:
    made.add(
        "mean",
        "mean:picked",
        symbol="mean",
        before=mean["before"],
        after=mean["after"],
        low=mean["low"],
        high=mean["high"],
        low_up=place.up(max(mean["low"], place.low)),
        high_up=place.up(min(mean["high"], place.high)),
        **place.of(mean["before"], mean["after"]),
    )


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: how a student and the line expected without help are drawn.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import growth_marks

    description = "A point for each student: marks before across, marks after upwards."
    return sheet.drawn(growth_marks.layers(), SYMBOLS, data, description)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: those picked against the line expected without help (R7, R8)."""
    if sheet.shows_nothing(rows):
        return sheet.why(rows)
    students = [row for row in rows if row["part"] == "student"]
    first = phrases.sentences(_against(students), sheet.foot(rows))
    lines = [CHANCE] if any(row["part"] == "expected" for row in rows) else []
    for row in rows:
        if row["part"] == "mean":
            reach = f"{number(row['low'])} to {number(row['high'])}"
            lines.append(
                f"Mean of the lowest third: {number(row['before'])} before, {number(row['after'])} after"
            )
            lines[-1] += f" (range {reach})."
        elif row["part"] == "median":
            middle = f"Median {number(row['before'])} before, {number(row['after'])} after."
            lines.append(f"{middle} Fewer than {RANGE_FROM} students, so no line is drawn.")
    return "\n".join([first, *lines])


def _against(students: Sequence[Row]) -> str:
    picked = [row for row in students if row["symbol"] == "picked"]
    named = (
        f"{phrases.many(len(picked), 'student')} of the lowest third last time"
        if picked
        else phrases.many(len(students), "student")
    )
    if students[0]["expected"] is None:
        return f"{named}."
    above = sum(row["after"] > row["expected"] for row in picked or students)
    return f"{named}: {above} above the line expected without help, {len(picked or students) - above} not."


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line a student with the marks expected without help; `ids` has the marks (P1, P7, R8)."""
    columns = ["Student", "Before", "After", "Expected without help", "Lowest third last time"]
    if sheet.shows_nothing(rows):
        return sheet.no_table(columns, rows)
    body: list[list[str]] = []
    ids: list[str | None] = []
    for row in rows:
        if row["part"] == "mean":
            after = f"{number(row['after'])} ({number(row['low'])} to {number(row['high'])})"
            body.insert(0, ["Mean of the lowest third", number(row["before"]), after, "–", "–"])
            ids.insert(0, row["id"])
        elif row["part"] in ("student", "median"):
            at_line = row.get("expected")
            cells = [number(row["before"]), number(row["after"]), "–" if at_line is None else number(at_line)]
            body.append([row.get("code", "Median"), *cells, "yes" if row["symbol"] == "picked" else "–"])
            ids.append(row["id"])
    return {"columns": columns, "rows": body, "ids": ids}
