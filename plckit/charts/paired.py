"""The same students before and after: a line a student, and below it how far each one moved (rules R7, R9).

Students stand where their marks are, in the order the measures bring; their codes are in the table alone.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, sheet
from plckit.charts.sheet import TEAM_ONLY, Sheet, number, signed
from plckit.charts.theme import HIGH_STRONG, LOW_STRONG, NOT_SURE
from plckit.domain.distribution import median
from plckit.domain.ranges import RANGE_FROM, same_teaching

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

HIGH = 220
"""Pixels from no marks to all marks."""

STACK = 84
"""Pixels that the highest stack of changes takes at most."""

DOT = 7
SIDES = ("before", "after")
LANE = 30
LEFT, RIGHT = 30, 8

MOVES = {"more": "more marks", "same": "about the same", "less": "fewer marks"}
SYMBOLS = {
    "more": ("circle", HIGH_STRONG),
    "same": ("circle", NOT_SURE),
    "less": ("circle", LOW_STRONG),
    "mean": ("diamond", "ink"),
    "median": ("diamond", "ink"),
}

FEW_STUDENTS = f"Fewer than {RANGE_FROM} students, so there is no range and no effect size."
AFTERWARDS = "A before–after size includes growth that would have happened anyway."


def rows(measures: Mapping[str, Any], mark: str = TEAM_ONLY) -> list[Row]:
    """Return lines of text, ticks, a row a student, and one for the mean change (rules R2, R3, R7, R9, P7).

    `measures` are those named “paired”: students [{code, before, after}], n, dropped_before (no first score),
    dropped_after (no second score), dropped_first (mean first score of those dropped), max, change, low, high
    (mean change and its range, in marks), effect ({type, size, low, high} or None), why_none, same (two-test
    error in marks), hidden. `mark` is `sheet.SYNTHETIC`, `sheet.TEAM_ONLY`, or empty for an export.
    Columns: part (text, key, tick, student, median, band, step, moved, change, withheld, empty) · id ·
    y_narrow, y_wide · code, before, after, change · symbol (more, same, less; mean, median) · up, down
    (places of before and after in pixels), left, right (places in the stacks of dots), at (place of the
    change from 0 to 1), low_at, high_at, floor · label, and on the row “change” every number that `words`
    says. A student has two rows of one id: the line, and the change (part “moved”).
    """
    n = measures["n"]
    if measures["hidden"] or not n:
        return sheet.nothing(measures["hidden"], mark)
    students = measures["students"] or []
    made = Sheet()
    if students:
        made.text("Each line is one student who took both checks.", gap=2)
    made.key(_key(measures, students))
    if students:
        _slopes(made, measures, students)
    _changes(made, measures, students)
    return made.done(_matched(measures), mark)


def _matched(measures: Mapping[str, Any]) -> str:
    dropped = measures["dropped_before"] + measures["dropped_after"]
    return f"n = {measures['n']} matched, {dropped} left out"


def _key(measures: Mapping[str, Any], students: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what of the key these students need."""
    moves = [move(student["after"] - student["before"], measures["same"]) for student in students]
    names = {**MOVES, "same": MOVES["same"] if measures["same"] else "the same marks"}
    found = {name: label for name, label in names.items() if name in moves}
    if measures["n"] < RANGE_FROM:
        return found | ({"median": "median"} if students else {})
    return found | {"mean": "mean change with its range"}


def move(change: float, same: float | None) -> str:
    """Return whether one student's change is more, less, or about the same: in the two-test error (R9)."""
    if change == 0 or (same is not None and abs(change) <= same):
        return "same"
    return "more" if change > 0 else "less"


def _slopes(made: Sheet, measures: Mapping[str, Any], students: Sequence[Mapping[str, Any]]) -> None:
    """Add the panel of lines: all marks of the check from bottom to top."""
    most = max(measures["max"], *(student[side] for student in students for side in SIDES))
    made.panel(HIGH + 34)
    for value in sheet.ticks(0, most, 6):
        made.add("tick", value=value, up=_up(value, most), label=number(value))
    sides = [[student[side] for student in students] for side in SIDES]
    step = most * DOT / HIGH
    stacks = [sheet.stacked(values, max(step, 1e-9)) for values in sides]
    deepest = 1 + max(max(stack) for stack in stacks)
    for i, student in enumerate(students):
        change = student["after"] - student["before"]
        made.add(
            "student",
            f"student:{student['code']}",
            code=student["code"],
            before=student["before"],
            after=student["after"],
            change=change,
            symbol=move(change, measures["same"]),
            up=_up(student["before"], most),
            down=_up(student["after"], most),
            left=stacks[0][i],
            right=stacks[1][i],
            deepest=deepest,
            n=len(students),
        )
    if len(students) < RANGE_FROM:
        middle = [median(values) or 0.0 for values in sides]
        said = f"Median {number(middle[0])} before, {number(middle[1])} after."
        places = {"up": _up(middle[0], most), "down": _up(middle[1], most), "deepest": deepest}
        made.add("median", "median", before=middle[0], after=middle[1], symbol="median", label=said, **places)


def _up(value: float, most: float) -> float:
    """Return pixels from the panel's top."""
    return round(22 + HIGH * (1 - value / most), 2)


def _changes(made: Sheet, measures: Mapping[str, Any], students: Sequence[Mapping[str, Any]]) -> None:
    """Add the panel of changes: a dot a student, the band of rule R9, the mean and its range below them."""
    changes = [student["after"] - student["before"] for student in students]
    few, same = measures["n"] < RANGE_FROM, measures["same"] if students else None
    if few and not students:
        return
    whole = {} if few else {name: measures[name] for name in ("change", "low", "high")}
    extent = [0.0, *changes, *(value for value in whole.values() if value is not None)]
    extent += [same, -same] if same else []
    low, high = min(extent), max(extent)
    span = high - low or 1.0

    def at(value: float) -> float:
        return round((value - low) / span, 5)

    made.skip(6)
    made.text("Change in marks, first check to second", "head", gap=2)
    stacks = sheet.stacked(changes, span / 40)
    pitch = min(DOT, STACK / (1 + max(stacks, default=0)))
    floor = 18 + (max(DOT, round(pitch * (1 + max(stacks)))) if stacks else 0)
    made.panel(floor + LANE + 20)
    if same:
        made.add("band", low_at=at(-same), high_at=at(same), floor=floor, label=MOVES["same"], value=same)
    for value in sheet.ticks(low, high, 9):
        made.add("step", at=at(value), floor=floor, label=signed(value), value=value)
    for student, change, stack in zip(students, changes, stacks, strict=True):
        kind = move(change, measures["same"])
        place = {"at": at(change), "up": round(floor - pitch * (stack + 0.5), 2)}
        made.add("moved", f"student:{student['code']}", symbol=kind, change=change, **place)
    _middle(made, measures, changes, at, floor)


def _middle(
    made: Sheet, measures: Mapping[str, Any], changes: Sequence[float], at: Any, floor: float
) -> None:
    """Add the mean change with its range; under ten students the median change, without one (rule R3)."""
    few = measures["n"] < RANGE_FROM
    value = median(changes) if few else measures["change"]
    if value is None:
        return
    drawn = not few and measures["low"] is not None
    made.add(
        "change",
        "change:median" if few else "change:mean",
        symbol="median" if few else "mean",
        at=at(value),
        low_at=at(measures["low"]) if drawn else None,
        high_at=at(measures["high"]) if drawn else None,
        floor=floor,
        label=signed(value),
        change=value,
        low=measures["low"] if drawn else None,
        high=measures["high"] if drawn else None,
        effect=None if few else measures["effect"],
        **{name: measures[name] for name in _SAID},
    )


_SAID = ("n", "max", "same", "why_none", "dropped_before", "dropped_after", "dropped_first")


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: how a student, a change and a range are drawn.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import paired_marks

    description = "Lines from each student's first score to the second, and a dot for each change in marks."
    return sheet.drawn(paired_marks.layers(), SYMBOLS, data, description)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: marks first, then effect size, type and range (E4, E6, R7)."""
    if sheet.shows_nothing(rows):
        return sheet.why(rows)
    said = next((row for row in rows if row["part"] == "change"), None)
    if said is None:
        return phrases.sentences(FEW_STUDENTS, sheet.foot(rows))
    first = phrases.sentences(_change(said), _effect(said), sheet.foot(rows))
    return "\n".join(filter(None, [first, *_lines(rows, said)]))


def _change(said: Row) -> str:
    """Return the change in marks, before anything else (rule E4)."""
    change = f"{said['label']} marks of {number(said['max'])}"
    if said["symbol"] == "median":
        return f"Median change: {change}. {FEW_STUDENTS}"
    reach = f", range {signed(said['low'])} to {signed(said['high'])}" if said["low"] is not None else ""
    return f"Mean change: {change}{reach}."


def _effect(said: Row) -> str:
    effect = said["effect"]
    if not effect:
        return ""
    low, high = (f"{effect[side]:.2f}".replace("-", "−") for side in ("low", "high"))
    size = f"{effect['size']:.2f}".replace("-", "−")
    return f"Effect size {size}, range {low} to {high} ({effect['type']})."


def _lines(rows: Sequence[Row], said: Row) -> list[str]:
    """Return what stands beside the change: what it may mean, who moved, who was left out."""
    lines = [AFTERWARDS if said["effect"] else said["why_none"] or ""]
    if said["low"] is not None:
        lines.append(same_teaching(signed(said["low"]), signed(said["high"]), said["n"]))
    return [*lines, _moved(rows, said), _left_out(said)]


def _moved(rows: Sequence[Row], said: Row) -> str:
    """Return how many students have more marks, about the same, and fewer (rule R9)."""
    moves = [row["symbol"] for row in rows if row["part"] == "student"]
    if not moves:
        return ""
    same = "about the same" if said["same"] else "the same marks"
    counts = (
        f"{moves.count('more')} have more marks, {moves.count('same')} {same}, {moves.count('less')} fewer."
    )
    if not said["same"]:
        return f"Of {phrases.many(len(moves), 'student')}, {counts}"
    why = f"A move of up to {number(said['same'])} marks is about the same: the test alone can make it."
    return f"Of {phrases.many(len(moves), 'student')}, {counts} {why}"


def _left_out(said: Row) -> str:
    """Return how many were dropped, and how their first score compares (rule R7)."""
    before, after = said["dropped_before"], said["dropped_after"]
    if not before + after:
        return ""
    counts = f"{phrases.many(before + after, 'student')} left out: {before} without the first check"
    first = said["dropped_first"]
    mean = f" The mean first score of those left out is {number(first)} marks." if first is not None else ""
    return f"{counts}, {after} without the second.{mean}"


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the change of all, then a line a student; `ids` has the mark of each line (rules P1, P7, R9)."""
    columns = ["Student", "Before", "After", "Change", "Move"]
    if sheet.shows_nothing(rows):
        return sheet.no_table(columns, rows)
    body: list[list[str]] = []
    ids: list[str | None] = []
    for row in rows:
        if row["part"] == "change":
            name = "Median change" if row["symbol"] == "median" else "Mean change"
            reach = f"{signed(row['low'])} to {signed(row['high'])}" if row["low"] is not None else "–"
            body.insert(0, [f"{name} (n = {row['n']})", "–", "–", row["label"], reach])
            ids.insert(0, row["id"])
        elif row["part"] == "student":
            moved = MOVES[row["symbol"]] if row["change"] or row["symbol"] != "same" else "the same marks"
            body.append(
                [row["code"], number(row["before"]), number(row["after"]), signed(row["change"]), moved]
            )
            ids.append(row["id"])
    return {"columns": columns, "rows": body, "ids": ids}
