"""One share of marks in its lane: range and dot, small dots for few students, or a reason; and its words.

What outcomes, items and groups draw alike, in `strips`. Imports neither Altair nor pandas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plckit.charts import phrases, results, strips
from plckit.charts.results import FEWEST
from plckit.charts.strips import Key, Strip, mark
from plckit.domain.distribution import median

Row = dict[str, Any]
Measure = Mapping[str, Any]

SAID = ("n", "value", "between", "said")
"""What the first row of a lane also says: students, “72%”, “62% to 80%”, and the range in words (rule R4)."""

TALKS = ("lane", "hidden")
"""Parts of which each lane has one row, which says in words what is there."""

FEW = "too few students for a range"

CAPPED = 0.05
"""Width of the bar at an end of the scale that stands for “≤ 5%” or “≥ 95%” (rule P5)."""


def share(one: Measure, id: str, *, lane: float = 0, series: int = 0, name: str | None = None) -> list[Row]:
    """Return a share's marks (rules P5, P7, R2, R3, R4); the row of part “lane” or “hidden” is the first.

    `one` is a measure {n, share, low, high, said, hidden}, shares from 0 to 1. A hidden one, one with `said`
    and one of fewer than ten students have no share and no range here, whatever the measure holds; the last
    has `dots` instead, each student's share in any order.
    """
    at: dict[str, Any] = {"id": id, "lane": lane, "series": series}
    told: dict[str, Any] = {**dict.fromkeys(SAID), "name": name}
    if one.get("hidden"):
        return [mark("hidden", **at, **told, label=phrases.marked(one["hidden"]))]
    n = one["n"]
    told |= {"n": n, "note": f"n = {n}"}
    if n < FEWEST:
        small = strips.dots(one.get("dots") or (), **at)
        return [mark("lane", **at, **told), *(small or [mark("few", **at, label=FEW)])]
    if one.get("said"):
        start, end = (0, CAPPED) if one["said"].startswith("≤") else (1 - CAPPED, 1)
        told |= {"value": one["said"], "label": one["said"]}
        return [mark("lane", **at, **told), mark("bar", **at, start=start, end=end)]
    value, low, high = (results.percent(one[key]) for key in ("share", "low", "high"))
    told |= {"value": value, "label": value, "between": f"{low} to {high}"}
    told |= {"said": results.easily(n, low, high)}
    return [
        mark("lane", **at, **told),
        mark("range", **at, start=round(one["low"], 6), end=round(one["high"], 6)),
        mark("point", **at, at=round(one["share"], 6)),
    ]


def has_range(one: Measure) -> bool:
    """Return whether a measure is drawn as a dot with its range: neither hidden, nor of few, nor coded."""
    return not one.get("hidden") and one["n"] >= FEWEST and not one.get("said")


def in_order(code: str) -> list[tuple[int, str]]:
    """Return what class codes are sorted by, never their results: C2 before C10 (rule R1)."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", code)]


def keys(marks: Iterable[Row], series: Mapping[int, str]) -> list[Key]:
    """Return what the marks mean that are there; `series` has the words for each colour."""
    parts = {one["part"] for one in marks}
    found = []
    if "point" in parts:
        for number, text in series.items():
            drawn = [mark("range", start=0, end=1, series=number), mark("point", at=0.5, series=number)]
            found.append(Key(text, drawn))
    if "dot" in parts:
        drawn = [mark("dot", at=0.2, series=0), mark("middle", at=0.7)]
        text = f"Fewer than {FEWEST} students: a small dot each, a tick for the middle one, no range."
        found.append(Key(text, drawn))
    if "bar" in parts:
        found.append(
            Key(
                "Short bar: somewhere in the last 5 points of the scale.",
                [mark("bar", start=0, end=1, series=0)],
            )
        )
    return found


def example(found: Iterable[Strip], begin: str = "How to read a line", panel: int = 0) -> list[str]:
    """Return how the panel's first range reads in plain words; nothing where there is none (rule R4)."""
    for strip in found:
        for one in strip.marks:
            if one["panel"] == panel and one.get("said"):
                whose = one.get("name") or one.get("group")
                where = shortened(f"{whose}: {strip.statement}" if whose else strip.statement)
                return [f"{begin}, such as the one of “{where}”: {lower(one['said'])}"]
    return []


def shortened(text: str) -> str:
    """Return at most 60 letters."""
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def lower(sentence: str) -> str:
    """Return the sentence as it stands after a colon."""
    return sentence[0].lower() + sentence[1:]


def statements(rows: Iterable[Row]) -> dict[str, str]:
    """Return each strip's statement by the strip's id."""
    return {row["row"]: row["statement"] for row in rows if row["part"] == "strip"}


def talking(rows: Sequence[Row]) -> list[tuple[Row, list[float]]]:
    """Return each lane's row that says what is there, with the shares of its small dots, sorted."""
    small: dict[str, list[float]] = {}
    for row in rows:
        if row["part"] == "dot" and "id" in row:  # a key's dot has none
            small.setdefault(row["id"], []).append(row["at"])
    return [(row, small.get(row["id"], [])) for row in rows if row["part"] in TALKS]


def told(row: Row, small: Sequence[float]) -> str:
    """Return what a lane says as sentences (rules P7, R3, R4)."""
    if row["part"] == "hidden":
        reason = row["reason"].removeprefix(f"{phrases.SYMBOL} ")
        return f"{reason[0].upper()}{reason[1:]}."
    if row["value"] is None:
        return phrases.sentences(f"{students(row['n'])}, so there is no range.", _each(small))
    return phrases.sentences(f"{row['value']}.", row["said"] or f"{students(row['n'])}.")


def _each(small: Sequence[float]) -> str:
    if not small:
        return ""
    each = ", ".join(f"{value:.2g}" for value in small)
    return (
        f"Each student's share of the marks, as a part of 1: {each}; the middle one is {median(small):.2g}."
    )


def students(n: int) -> str:
    """Return “1 student” or “12 students”."""
    return phrases.many(n, "student")


def cells(row: Row) -> list[str | int]:
    """Return a table's cells of one lane: share, range, students (rules P7, R2, R3)."""
    if row["part"] == "hidden":
        return [row["reason"], phrases.SYMBOL, phrases.SYMBOL]
    if row["value"] is None:
        return ["dots only", "–", row["n"]]
    return [row["value"], row["between"] or "–", row["n"]]
