"""A run chart: one number on each date, its range, the median, and where something was changed (rule R2).

Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, sheet
from plckit.charts.layout import WIDE_FROM
from plckit.charts.sheet import TEAM_ONLY, Sheet, number, percent
from plckit.charts.theme import HIGH_STRONG
from plckit.domain.ranges import RANGE_FROM

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

HIGH = 190
LEFT, RIGHT = 46, 18
NUMBER = 20
"""Pixels of a change's number above the picture; numbers that would touch stand in lanes."""

SHARE = "share"
"""A unit that begins so has values from 0 to 1; they are written as percentages."""

SYMBOLS = {
    "point": ("circle", HIGH_STRONG),
    "few": ("circle", "paper"),
    "median": (sheet.DASH_SHAPE, "ink"),
    "change": ("circle", "ink"),
}
FEW = f"fewer than {RANGE_FROM} students: no range"


def rows(measures: Mapping[str, Any], mark: str = TEAM_ONLY) -> list[Row]:
    """Return a row a date, ticks, the median and a row a change (rules R2, R3, M3, P7).

    `measures` are those named “run”: points [{date (ISO), value, low, high, n, hidden}] in the order of their
    dates, changes [{date, label}], median (or None), unit (such as “share correct” for values from 0 to 1,
    or “marks”). A value of None is hidden, or was not taken; `hidden` says why. Under ten students a point
    has no range, and a share is a count. `mark` is `sheet.SYNTHETIC`, `sheet.TEAM_ONLY`, or empty.
    Columns: part (text, key, up, day, line, point, missing, median, change, withheld, empty) · id (such as
    “date:2026-03-14”, “change:2026-04-02:1”) · y_narrow, y_wide · date, value, low, high, n, hidden · symbol
    (point, few) · at (from 0 to 1 across), up, low_up, high_up (pixels down) · end_at, end_up (of a line) ·
    lane, floor · place_narrow, place_wide (is there room for this date?) · label.
    """
    points = [point | {"value": None} if point["hidden"] else point for point in measures["points"]]
    if all(point["value"] is None for point in points):
        hidden = next((point["hidden"] for point in points if point["hidden"]), None)
        return sheet.nothing(hidden, mark)
    measures = {**measures, "points": points}
    made = Sheet()
    made.text(measures["unit"][:1].upper() + measures["unit"][1:], "head", gap=2)
    made.key(_key(measures))
    dates = [point["date"] for point in points] + [change["date"] for change in measures["changes"]]
    places = _Places(dates, [value for point in points for value in _values(point)], measures["unit"])
    changes = sorted(measures["changes"], key=lambda change: str(change["date"]))
    lanes = _lanes([places.at(change["date"]) for change in changes])
    places.top = NUMBER * (1 + max(lanes, default=-1)) + 8
    made.panel(places.top + HIGH + 34)
    _scale(made, places, [point["date"] for point in points], few=_all_few(measures))
    _changes(made, places, changes, lanes)
    _points(made, places, measures)
    _explained(made, changes, dates, points)
    return made.done(_students(points), mark)


def _key(measures: Mapping[str, Any]) -> dict[str, str]:
    points = [point for point in measures["points"] if point["value"] is not None]
    key = {}
    if any(_low_high(point) for point in points):
        key["point"] = "one date, with its range"
    elif any(not _few(point) for point in points):
        key["point"] = "one date"
    if any(_few(point) for point in points):
        key["few"] = FEW
    if measures["median"] is not None:
        key["median"] = f"median {_median(measures)}"
    return key | ({"change": "we changed this here"} if measures["changes"] else {})


def _few(point: Mapping[str, Any]) -> bool:
    return point["n"] is not None and point["n"] < RANGE_FROM


def _low_high(point: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return the point's range; none under ten students (rule R3)."""
    if _few(point) or point["low"] is None or point["high"] is None:
        return None
    return point["low"], point["high"]


def _all_few(measures: Mapping[str, Any]) -> bool:
    """Return whether no date has ten students: then nothing is a percentage (rule R3)."""
    return all(_few(point) for point in measures["points"] if point["value"] is not None)


def _median(measures: Mapping[str, Any]) -> str:
    """Return the median with its unit; of a few students' shares so many in ten (rule R3)."""
    if _all_few(measures) and _is_share(measures["unit"]):
        return f"{math.floor(measures['median'] * 10 + 0.5)} in 10"
    return said(measures["median"], measures["unit"])


def _is_share(name: str) -> bool:
    return name.startswith(SHARE)


def _values(point: Mapping[str, Any]) -> list[float]:
    return [] if point["value"] is None else [point["value"], *(_low_high(point) or ())]


def said(value: float, name: str, n: int | None = None) -> str:
    """Return a value with its unit: “62%”, “5 of 8” under ten students (rule R3), “7.5”."""
    if not _is_share(name):
        return number(value)
    if n is not None and n < RANGE_FROM:
        return f"{math.floor(value * n + 0.5)} of {n}"
    return percent(value)


class _Places:
    """Where dates and values stand: across from 0 to 1 by the calendar, up in pixels from the panel's top."""

    def __init__(self, dates: Sequence[str], values: Sequence[float], name: str) -> None:
        self.order = {day: place for place, day in enumerate(sorted(set(dates)))}
        self.name, self.top = name, 0.0
        low, high = (0.0, 1.0) if _is_share(name) else (min(0.0, *values), max(values))
        self.ticks = sheet.ticks(low, high, 6)
        step = self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else 1.0
        self.low = math.floor(round(low / step, 6)) * step
        self.high = max(math.ceil(round(high / step, 6)) * step, self.low + step)
        self.ticks = sheet.ticks(self.low, self.high, 7)

    def at(self, day: str) -> float:
        first, last = (self._number(of) for of in (min(self.order), max(self.order)))
        return round((self._number(day) - first) / (last - first), 5) if last > first else 0.5

    def _number(self, day: str) -> float:
        """Return the day's number; where some date is no ISO date, its place in the order."""
        try:
            return {day: date.fromisoformat(day).toordinal() for day in self.order}[day]
        except ValueError:
            return self.order[day]

    def up(self, value: float) -> float:
        return round(self.top + HIGH * (1 - (value - self.low) / (self.high - self.low)), 2)


def _lanes(places: Sequence[float]) -> list[int]:
    """Return a lane for each change's number, 0 the lowest: on a phone none touches another in its lane."""
    width = sheet.NARROW - LEFT - RIGHT
    last: list[float] = []
    lanes = []
    for place in places:
        free = (lane for lane, at in enumerate(last) if (place - at) * width >= NUMBER + 2)
        lane = next(free, len(last))
        last[lane:] = [place, *last[lane + 1 :]]
        lanes.append(lane)
    return lanes


def _scale(made: Sheet, places: _Places, dates: Sequence[str], few: bool) -> None:
    """Add the numbers at the left, and the dates below as far as there is room for them."""
    floor = places.top + HIGH
    labels = {value: said(value, places.name) for value in places.ticks}
    if few and _is_share(places.name):
        labels = {0.0: "none", 0.5: "half", 1.0: "all"}
    for value, label in labels.items():
        made.add("up", up=places.up(value), label=label)
    shown = sheet.days(dates)
    gap = sheet.LETTER * max(map(len, shown.values())) + 10
    room = {name: _thinned([places.at(day) for day in dates], wide, gap) for name, wide in WIDTHS.items()}
    for i, day in enumerate(dates):
        made.add(
            "day",
            at=places.at(day),
            floor=floor,
            label=shown[day],
            place_narrow=i in room["narrow"],
            place_wide=i in room["wide"],
        )


WIDTHS = {"narrow": sheet.NARROW - LEFT - RIGHT, "wide": WIDE_FROM - LEFT - RIGHT}


def _thinned(places: Sequence[float], width: float, gap: float) -> set[int]:
    """Return which dates are written below the picture: the last, and before it those that leave it room."""
    shown: set[int] = set()
    edge = math.inf
    for i in reversed(range(len(places))):
        if places[i] * width <= edge - gap:
            shown.add(i)
            edge = places[i] * width
    return shown


def _changes(
    made: Sheet, places: _Places, changes: Sequence[Mapping[str, Any]], lanes: Sequence[int]
) -> None:
    """Add a line and a number for each change; what was changed stands below the picture, by its number."""
    for i, (change, lane) in enumerate(zip(changes, lanes, strict=True)):
        made.add(
            "change",
            f"change:{change['date']}:{i + 1}",
            date=change["date"],
            at=places.at(change["date"]),
            lane=places.top - 8 - NUMBER * (lane + 0.5),
            floor=places.top + HIGH,
            label=str(i + 1),
            what=change["label"],
        )


def _points(made: Sheet, places: _Places, measures: Mapping[str, Any]) -> None:
    """Add the median, the line from date to date, and the dates with their ranges."""
    if measures["median"] is not None:
        value = {"value": measures["median"], "label": _median(measures)}
        made.add("median", "median", up=places.up(measures["median"]), **value)
    before: Mapping[str, Any] | None = None
    for point in measures["points"]:
        head = {"date": point["date"], "at": places.at(point["date"]), "n": point["n"]}
        if point["value"] is None:
            reason = point["hidden"] or "no value"
            floor = places.top + HIGH
            made.add("missing", f"date:{point['date']}", **head | {"n": None}, hidden=reason, floor=floor)
            before = None
            continue
        if before is not None:
            ends = {"end_at": head["at"], "end_up": places.up(point["value"])}
            made.add("line", at=places.at(before["date"]), up=places.up(before["value"]), **ends)
        before = point
        low, high = _low_high(point) or (None, None)
        made.add(
            "point",
            f"date:{point['date']}",
            **head,
            symbol="few" if _few(point) else "point",
            value=point["value"],
            low=low,
            high=high,
            up=places.up(point["value"]),
            low_up=None if low is None else places.up(low),
            high_up=None if high is None else places.up(high),
            label=said(point["value"], places.name, point["n"]),
            unit=places.name,
            size=90 if len(measures["points"]) <= 16 else 36,
        )


def _explained(
    made: Sheet,
    changes: Sequence[Mapping[str, Any]],
    dates: Sequence[str],
    points: Sequence[Mapping[str, Any]],
) -> None:
    """Add what each change was, under its number, and why a date has no value (rule P7)."""
    shown = sheet.days(dates)
    for i, change in enumerate(changes):
        made.text(f"{i + 1} · {shown[change['date']]}: {change['label']}", "plain", gap=2)
    reasons = [point["hidden"] for point in points if point["value"] is None and point["hidden"]]
    for reason in dict.fromkeys(reasons):
        made.text(phrases.marked(reason))


def _students(points: Sequence[Mapping[str, Any]]) -> str:
    """Return how many students stand behind the dates (rule M3)."""
    known = [point["n"] for point in points if point["n"] is not None and point["value"] is not None]
    if not known:
        return ""
    few, many = min(known), max(known)
    return f"n = {many} at each date" if few == many else f"n = {few} to {many} at a date"


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: how a date, its range and a change are drawn.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import runs_marks

    description = "A run chart: a point for each date with its range, the median, and numbered changes."
    return sheet.drawn(runs_marks.layers(), SYMBOLS, data, description)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: the median, then each date and each change in turn (R2, R3)."""
    if sheet.shows_nothing(rows):
        return sheet.why(rows)
    middle = [f"The median is {row['label']}." for row in rows if row["part"] == "median"]
    points = [row for row in rows if row["part"] in ("point", "missing")]
    first = phrases.sentences(f"{phrases.many(len(points), 'date')}.", *middle, sheet.foot(rows))
    turns = sorted((row for row in [*_changed(rows), *points]), key=lambda row: str(row["date"]))
    shown = sheet.days([row["date"] for row in turns])
    return "\n".join([first, *(f"{shown[row['date']]}: {_told(row)}." for row in turns)])


def _changed(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["part"] == "change"]


def _told(row: Row) -> str:
    if row["part"] == "change":
        return f"we changed this here: {row['what']}".rstrip(".")
    if row["part"] == "missing":
        return str(row["hidden"])
    n = f" (n = {row['n']})" if row["n"] is not None else ""
    reach = _reach(row)
    return f"{row['label']}{', range ' + reach if reach else ''}{n}"


def _reach(row: Row) -> str:
    if row["low"] is None:
        return ""
    return f"{said(row['low'], row['unit'])} to {said(row['high'], row['unit'])}"


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line a date and a line a change, in turn; `ids` has the mark of each (rules R2, R3, P7)."""
    columns = ["Date", "Value", "Range", "Students", "Changed"]
    if sheet.shows_nothing(rows):
        return sheet.no_table(columns, rows)
    found = [row for row in rows if row["part"] in ("change", "point", "missing")]
    found.sort(key=lambda row: str(row["date"]))
    shown = sheet.days([row["date"] for row in found])
    body: list[list[str | int]] = []
    for row in found:
        day = shown[row["date"]]
        if row["part"] == "change":
            body.append([day, "–", "–", "–", row["what"]])
        elif row["part"] == "missing":
            body.append([day, phrases.marked(row["hidden"]), "–", "–", "–"])
        else:
            n = "–" if row["n"] is None else row["n"]
            body.append([day, row["label"], _reach(row) or "–", n, "–"])
    return {"columns": columns, "rows": body, "ids": [row["id"] for row in found]}
