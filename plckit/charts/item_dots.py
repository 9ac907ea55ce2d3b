"""The items of a check: the share of marks on each as a dot with its range, beside the room's guess.

The room put items in order from hardest to easiest. Our guess of an item stands where it would be if that
order were right: the first of the order at the smallest share there is, and so on. Importing this module or
calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import lanes, phrases, strips
from plckit.charts.lanes import Measure
from plckit.charts.results import Source
from plckit.charts.strips import Key, Strip, mark
from plckit.domain.results import item_name

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

HINT = "a hint only, since there are few students"
"""How item statistics of fewer than 30 students are printed (rule I4)."""

SMALL, LARGE = 110, 520
"""Size of our guess; the large one shows around the dot where both are at one place."""

KEYS = {0: "Dot: share of the marks on this item. Line: the range around it."}
GUESS = "Our guess: where the item would be if our order from hardest to easiest were right."


def rows(items: Sequence[Measure], source: Source, guess: Sequence[str] = ()) -> list[Row]:
    """Return a strip an item, in the order given (rules I1, I4, I5, M3, P5, P7, P11, R2, R3, R4).

    `items` are measures as `lanes.share` takes them, with id, label, outcome, link, flags (questions),
    not_reached, hint. `guess` has ids of items from hardest to easiest in the room's order; an item that is
    hidden, has no share or is not among them has no guess, and places count without it.
    Columns are those of `strips.placed`; the first row of a lane also has n, value, between, said (see
    `lanes.share`), outcome, guess, found (places from 1 = hardest, in our guess and in the results), link,
    not_reached, asked (the questions as one text). Marks and strip have the id “item:Q07”.
    """
    places = _places(items, guess)
    found = [_strip(one, places.get(one["id"])) for one in items]
    marks = [row for strip in found for row in strip.marks]
    keys = lanes.keys(marks, KEYS)
    if places:
        keys.append(Key(GUESS, [mark("gap", start=0, end=1), mark("guess", at=0.5, size=SMALL)]))
    return strips.placed(found, source, keys=keys, foot=lanes.example(found))


def _places(items: Sequence[Measure], guess: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return for each guessed item where our order puts it, and its place in both orders."""
    shares = {
        one["id"]: round(one["share"], 6) for one in items if one["id"] in guess and lanes.has_range(one)
    }
    order = [id for id in dict.fromkeys(guess) if id in shares]
    return {
        id: {
            "at": sorted(shares.values())[place],
            "guess": place + 1,
            "found": 1 + sum(share < shares[id] for share in shares.values()),
        }
        for place, id in enumerate(order)
    }


def _strip(one: Measure, place: Mapping[str, Any] | None) -> Strip:
    key = f"item:{one['id']}"
    first, *marks = lanes.share(one, key)
    hidden = first["part"] == "hidden"
    asked = [] if hidden else _asked(one)
    first |= {
        "outcome": one.get("outcome"),
        "guess": place and place["guess"],
        "found": place and place["found"],
        "link": None if hidden else one.get("link"),
        "not_reached": None if hidden else one.get("not_reached"),
        "asked": " ".join(asked),
    }
    if place:
        at: dict[str, Any] = {"id": key}
        here = round(one["share"], 6)
        size = LARGE if here == place["at"] else SMALL
        gap = mark("gap", **at, start=here, end=place["at"])
        marks = [gap, mark("guess", **at, at=place["at"], size=size), *marks]
    return Strip(key, name(one), [first, *marks], below=asked)


def name(one: Measure) -> str:
    """Return an item's name as charts write it: “Q07 Sharing in a ratio (O2)”."""
    known = item_name(one["id"], one["label"] or "")
    return f"{known} ({one['outcome']})" if one.get("outcome") else known


def _asked(one: Measure) -> list[str]:
    """Return the item's flags as questions, and how many did not reach it (rules I1, I4, I5)."""
    flags = [f"{flag[0].upper()}{flag[1:]}" for flag in one.get("flags") or ()]
    said = " ".join(flag if flag.endswith((".", "?")) else f"{flag}." for flag in flags)
    hint = f" ({HINT})" if said and one.get("hint") else ""
    late = one.get("not_reached")
    return [
        *([f"{said}{hint}"] if said else []),
        *([f"{lanes.students(late)} did not reach it."] if late else []),
    ]


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part. Draws `data`, or without them the named data "rows"."""
    from plckit.charts import strip_marks

    description = (
        "The share of marks on each item, as a dot with its range, and where our guess put the item."
    )
    return strip_marks.chart(description, data)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one an item (I4, I5, M3, P7, P11, R4)."""
    labels = lanes.statements(rows)
    if not labels:
        return strips.nothing(rows)
    lines = [f"The share of marks on {phrases.many(len(labels), 'item')}. {strips.source(rows)}"]
    for row, small in lanes.talking(rows):
        lines.append(
            phrases.sentences(
                f"“{labels[row['row']]}”", lanes.told(row, small), _guessed(row), row["asked"] or ""
            )
        )
    return "\n".join(lines)


def _guessed(row: Row) -> str:
    if not row["guess"]:
        return ""
    return (
        f"From hardest to easiest, our guess put it in place {row['guess']}, the results in {row['found']}."
    )


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a line an item as columns and rows, with the ids of the marks (rules I2, I4, I5, P7, R2, R3)."""
    labels = lanes.statements(rows)
    told = [row for row, _ in lanes.talking(rows)]
    wanted = {"guess": "Our guess (1 = hardest)", "found": "Results (1 = hardest)"}
    wanted |= {"link": "Link with the other items", "not_reached": "Did not reach it", "asked": "Questions"}
    kept = {key: name for key, name in wanted.items() if any(row[key] for row in told)}
    body = [[labels[row["row"]], *lanes.cells(row), *(_cell(row, key) for key in kept)] for row in told]
    columns = ["Item", "Share of marks", "Range", "Students", *kept.values()]
    return {"columns": columns, "rows": body, "ids": [row["id"] for row in told]}


def _cell(row: Row, key: str) -> str | int:
    if row[key] is None or row[key] == "":
        return phrases.SYMBOL if row["part"] == "hidden" else "–"
    return f"{row[key]:.2f}".replace("-", "−") if key == "link" else row[key]
