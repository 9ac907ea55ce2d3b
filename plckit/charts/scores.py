"""How the scores of a check are spread: a dot a student, and where the cuts fall (rules B3, B4, R10, R13).

Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, sheet
from plckit.charts.sheet import TEAM_ONLY, Sheet, number, percent
from plckit.charts.theme import HIGH_STRONG
from plckit.domain.ranges import RANGE_FROM, Range, wilson

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

HIGH = 132
"""Pixels that the highest column takes at most."""

LARGEST, SMALLEST = 11, 4
"""Pixels of a dot; where dots would be smaller, columns are bars."""

LANE = 18
SIDE = 14
"""Pixels left free at both ends of the scale."""

COUNTABLE = 4
"""So many dots are counted at a glance; higher columns say their number."""

FLIPPED = 0.55
"""Beyond this share of the scale a cut's label stands left of its line."""

NEAR = "one error of the test either side of the cut"
SYMBOLS = {
    "student": ("circle", HIGH_STRONG),
    "column": ("square", HIGH_STRONG),
    "cut": (sheet.DASH_SHAPE, "ink"),
    "near": ("square", "shade"),
    "median": ("triangle-up", "ink"),
    "share": ("diamond", "ink"),
}


def rows(measures: Mapping[str, Any], mark: str = TEAM_ONLY) -> list[Row]:
    """Return lines of text, a row a score, and rows for cuts and the median (rules R2, R3, B3, B4, M3, P7).

    `measures` are those named “scores”: counts [{score, count; None is hidden}], n (tested), of (enrolled),
    max, median, cuts [{id, label, score, sem_low, sem_high, near, at {score: share at or above}}],
    ceiling (sentence or empty), hidden. `mark` is `sheet.SYNTHETIC`, `sheet.TEAM_ONLY`, or empty.
    Columns: part (text, key, tick, score, cut, median, percent, share, withheld, empty) · id · y_narrow,
    y_wide · score, count, n · symbol · at (place of a score from 0 to 1), floor, pitch, room (of the columns)
    · low_at, high_at (the grey strip, a share's range) · label · cut, near, share, low, high.
    """
    n = measures["n"]
    if measures["hidden"] or not n:
        return sheet.nothing(measures["hidden"], mark)
    cuts = measures["cuts"]
    if n < RANGE_FROM:
        cuts = [cut | {"sem_low": None, "sem_high": None, "near": None, "at": {}} for cut in cuts]
    made = Sheet()
    _columns(made, measures, cuts)
    for cut in cuts:
        _shares(made, cut, n)
    if any(count["count"] is None for count in measures["counts"]):
        made.skip(6)
        made.text(phrases.marked(phrases.ALL_PROTECTED))
    if measures["ceiling"]:
        made.skip(6)
        made.text(measures["ceiling"], "plain")
    return made.done(f"n = {n} tested of {measures['of']}", mark)


def _columns(made: Sheet, measures: Mapping[str, Any], cuts: Sequence[Mapping[str, Any]]) -> None:
    """Add the key and the panel of scores: labels of cuts, columns, scale, median."""
    counts = [count for count in measures["counts"] if count["count"] != 0]
    most = max((count["count"] or 0 for count in counts), default=0)
    top = max(measures["max"], *(count["score"] for count in counts), 1)
    gap = _step([count["score"] for count in measures["counts"]], top)
    columns = top / gap + 1
    as_bars = most * SMALLEST > HIGH
    made.key(_key(cuts, as_bars))
    under, most = ([0] * len(counts), most) if as_bars else _stacks(counts, gap, columns)
    pitch = HIGH / most if as_bars else min(LARGEST, HIGH / max(most, 1), _room(columns))
    lanes = len(cuts) * LANE
    floor = lanes + 18 + round(pitch * most)
    made.panel(floor + 40)

    def at(score: float) -> float:
        return round((score / gap + 0.5) / columns, 5)

    for value in sheet.ticks(0, top, 9):
        made.add("tick", at=at(value), floor=floor, label=number(value))
    for lane, cut in enumerate(_in_lanes(cuts, top)):
        _cut(made, cut, at, gap, {"lane": lane * LANE, "lanes": lanes, "floor": floor})
    symbol = "column" if as_bars else "student"
    shape = {"symbol": symbol, "floor": floor, "pitch": pitch, "columns": columns, "as_bars": as_bars}
    share = gap if as_bars else _share(gap, columns)
    for count, below in zip(counts, under, strict=True):
        middle = at(min(_middle(count["score"], share, gap, cuts), top))
        score = {"score": count["score"], "count": count["count"], "under": below, "at": middle}
        label = _number(count["count"], most, columns)
        made.add("score", f"score:{number(count['score'])}", label=label, **score, **shape)
    if measures["median"] is not None:
        place = {"at": at(measures["median"]), "floor": floor}
        label = f"median {number(measures['median'])}"
        made.add("median", "median", symbol="median", score=measures["median"], label=label, **place)


def _number(count: int | None, most: int, columns: float) -> str | None:
    """Return what stands above a column: its number, unless it is counted at a glance or has no room."""
    if count is None:
        return phrases.SYMBOL
    return str(count) if most > COUNTABLE and (_room(columns) > 15 or count == most) else None


def _key(cuts: Sequence[Mapping[str, Any]], as_bars: bool) -> dict[str, str]:
    key = {"column": "students"} if as_bars else {"student": "one student"}
    key |= {"cut": "cut"} if cuts else {}
    return key | ({"near": NEAR} if any(cut["sem_low"] is not None for cut in cuts) else {})


def _room(columns: float) -> float:
    """Return the pixels from one column to the next on a phone; a column of dots has five at least."""
    return max((sheet.NARROW - 2 * SIDE) / columns, SMALLEST + 1)


def _stacks(counts: Sequence[Mapping[str, Any]], gap: float, columns: float) -> tuple[list[int], int]:
    """Return how many dots stand below each score's first one, and the highest stack.

    Where scores stand closer than dots, neighbours share a stack.
    """
    share = _share(gap, columns)
    heights: dict[int, int] = {}
    under = []
    for count in counts:
        stack = int(count["score"] // share)
        under.append(heights.get(stack, 0))
        heights[stack] = under[-1] + (count["count"] or 0)
    return under, max(heights.values(), default=0)


def _share(gap: float, columns: float) -> float:
    """Return the marks that share a stack of dots."""
    return gap * max(1, math.ceil(columns * (SMALLEST + 1) / (sheet.NARROW - 2 * SIDE)))


def _middle(score: float, share: float, gap: float, cuts: Sequence[Mapping[str, Any]]) -> float:
    """Return where a dot stands: in the middle of its stack, which would lean otherwise.

    Where a cut or the end of its strip goes through the stack, each dot stays on its own side.
    """
    first = score // share * share
    ends = (cut[key] for cut in cuts for key in ("score", "sem_low", "sem_high") if cut[key] is not None)
    if any(first < end < first + share for end in ends):
        return score
    return first + (share - gap) / 2


def _in_lanes(cuts: Sequence[Mapping[str, Any]], most: float) -> list[Mapping[str, Any]]:
    """Return the cuts from the top lane down, so that labels cross as few lines as can be.

    Labels of cuts far right stand left of their lines.
    """
    ordered = sorted(cuts, key=lambda cut: cut["score"])
    right = [cut for cut in ordered if cut["score"] > FLIPPED * most]
    return [*reversed(right), *(cut for cut in ordered if cut["score"] <= FLIPPED * most)]


def _cut(made: Sheet, cut: Mapping[str, Any], at: Any, gap: float, place: Mapping[str, float]) -> None:
    """Add one cut: a line below its first column, its label, and the grey strip round it (rules B3 and B5).

    The strip holds whole columns: those of the scores that lie within one SEM of the cut.
    """
    strip = cut["sem_low"] is not None
    first = math.ceil(round(cut["sem_low"] / gap, 6)) if strip else 0
    last = math.floor(round(cut["sem_high"] / gap, 6)) if strip else 0
    made.add(
        "cut",
        f"cut:{cut['id']}",
        symbol="cut",
        at=at(cut["score"] - gap / 2),
        low_at=max(at((first - 0.5) * gap), 0) if strip else None,
        high_at=min(at((last + 0.5) * gap), 1) if strip else None,
        label=f"{cut['label']}: {number(cut['score'])} or more",
        name=cut["label"],
        cut=cut["score"],
        near=cut["near"],
        **place,
    )


def _step(scores: Sequence[float], most: float) -> float:
    """Return the marks from one column to the next: 1, or less where half marks were given."""
    found = sorted({*scores, 0.0, most})
    smallest = min((b - a for a, b in pairwise(found)), default=1.0)
    return min(max(smallest, most / 200), 1.0) or 1.0


def _shares(made: Sheet, cut: Mapping[str, Any], n: int) -> None:
    """Add the panel of what the cut's place does: the share at the cut and a mark either side (rule B4)."""
    at = {float(score): share for score, share in cut["at"].items() if share is not None}
    if not at:
        return
    made.skip(6)
    made.text(f"Students at or above “{cut['label']}”, if the cut were", "head", gap=2)
    made.panel(len(at) * LANE + 20)
    for value in (0, 0.25, 0.5, 0.75, 1):
        label = {0: "0", 0.5: "50", 1: "100%"}.get(value, "")
        made.add("percent", share=value, label=label, floor=len(at) * LANE)
    for place, (score, share) in enumerate(sorted(at.items())):
        reach = wilson(round(share * n), n)
        made.add(
            "share",
            f"cut:{cut['id']}:{number(score)}",
            symbol="share",
            middle=(place + 0.5) * LANE,
            name=number(score),
            strong=score == cut["score"],
            label=percent(share),
            cut=score,
            share=share,
            low=reach.low,
            high=reach.high,
        )


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: how a score, a cut and a share are drawn.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import scores_marks

    description = "Columns of scores: a dot for each student, and where the cuts fall."
    return sheet.drawn(scores_marks.layers(), SYMBOLS, data, description)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: the middle and the spread, then each cut (R10, R13, B4)."""
    if sheet.shows_nothing(rows):
        return sheet.why(rows)
    scores = [row for row in rows if row["part"] == "score"]
    middle = next((row["score"] for row in rows if row["part"] == "median"), None)
    known = [row["score"] for row in scores]
    first = phrases.sentences(
        f"The middle score is {number(middle)}." if middle is not None else "",
        f"Scores go from {number(min(known))} to {number(max(known))}." if known else "",
        sheet.foot(rows),
    )
    plain = [row["label"] for row in rows if row.get("style") in ("plain", "quiet")]
    return "\n".join([first, *(_said(row, rows) for row in rows if row["part"] == "cut"), *plain])


def _said(cut: Row, rows: Sequence[Row]) -> str:
    near = (
        f"{phrases.many(cut['near'], 'student')} stand within one error of the test from it."
        if cut["near"] is not None
        else ""
    )
    shares = [row for row in rows if row["part"] == "share" and row["id"].startswith(f"{cut['id']}:")]
    said = [f"{row['name']} or more: {row['label']} ({_reach(row)})" for row in shares]
    return phrases.sentences(f"“{cut['name']}”, cut {number(cut['cut'])}:", near, *(f"{s}." for s in said))


def _reach(row: Row) -> str:
    reach = Range(row["low"], row["high"])
    return f"{percent(reach.low)} to {percent(reach.high)}"


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return students a score, then each cut and the shares round it; `ids` has the marks (rules B4, P7)."""
    columns = ["Score", "Students", "Range"]
    if sheet.shows_nothing(rows):
        return sheet.no_table(columns, rows)
    body: list[list[str | int]] = []
    for row in rows:
        if row["part"] == "score":
            hidden = phrases.marked(phrases.PROTECTED)
            body.append([number(row["score"]), hidden if row["count"] is None else row["count"], "–"])
        elif row["part"] == "median":
            body.append(["Median", number(row["score"]), "–"])
        elif row["part"] == "cut":
            body.append(
                [row["label"], f"{row['near']} near the cut" if row["near"] is not None else "–", "–"]
            )
        elif row["part"] == "share":
            body.append([f"{row['name']} or more", row["label"], _reach(row)])
    ids = [row["id"] for row in rows if row["part"] in ("score", "median", "cut", "share")]
    return {"columns": columns, "rows": body, "ids": ids}
