"""A hand vote on each item of a list: a strip an item, every hand a dot at its number (rules C1–C3).

The items come with the rows, since the room has just made them. Nothing is added up to a mean: beside what
needs more talk stands why. Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, strips
from plckit.charts.strips import Key, Panel, Strip, mark
from plckit.domain.consensus import Counts, Hand
from plckit.domain.holding import needs_talk

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

MOST_DOTS = 6
"""Where more people show the same hand there is no room for dots beside the number, which stands alone."""

ASIDE = 9
"""Pixels from the dots to the middle of their number."""

JOINED = "\u00a0· "
"""Between the words of two hands: no line begins with the dot."""

HALF_A_LINE = -6
"""Pixels from a lane's middle to the top of a number."""

NOTHING = "No items yet."


def rows(
    items: Mapping[str, str], counts: Mapping[str, Counts | None], labels: Mapping[str, str], talk: str
) -> list[Row]:
    """Return a strip an item, in the order given (rules C1, C2, P3, P7).

    `counts` of None are withheld. `talk` is what stands below an item that needs more talk, before the
    reason. Columns are those of `strips.placed`; the row of part “lane” or “hidden” also has shown (how many
    show each hand, None where withheld), abstained and said (what stands below).
    """
    panel = Panel([(_at(place, len(labels)), hand) for place, hand in enumerate(labels)])
    said = [f"{hand} {label}" for hand, label in labels.items()]
    keys = [Key(JOINED.join(said[: len(said) // 2])), Key(JOINED.join(said[len(said) // 2 :]))]
    found = [
        _strip(f"item:{number}", text, counts.get(item), labels, talk)
        for number, (item, text) in enumerate(items.items(), 1)
    ]
    return strips.placed(found, panels=(panel,), keys=keys if found else [])


def _at(place: int, hands: int) -> float:
    """Return where a hand stands: in the middle of its own part of the strip."""
    return round((place + 0.5) / hands, 6)


def _strip(key: str, text: str, counts: Counts | None, labels: Mapping[str, str], talk: str) -> Strip:
    if counts is None:
        reason = phrases.marked(phrases.WITHHELD)
        return Strip(key, text, [mark("hidden", label=reason, shown=None, abstained=None, said="")])
    shown = [counts.get(hand, 0) for hand in labels]
    abstained = counts.get(Hand.ABSTAIN, 0)
    why = needs_talk(counts)
    said = f"{talk}: {why}." if why else ""
    dotted = max(shown) <= MOST_DOTS
    marks = [mark("lane", note=f"n = {sum(shown)}", shown=shown, abstained=abstained, said=said)]
    for place, number in enumerate(shown):
        if number:
            marks += _hands(_at(place, len(shown)), number, dotted)
    below = [said, f"Abstained: {abstained}." if abstained else ""]
    return Strip(key, text, marks, below=[one for one in below if one])


def _hands(at: float, number: int, dotted: bool) -> list[Row]:
    """Return the hands at one place: a dot each where there is room, and their number."""
    dots = [one for one in strips.dots([at] * number, series=0) if one["part"] == "dot"] if dotted else []
    dx = max((one["dx"] for one in dots), default=-ASIDE) + ASIDE
    return [*dots, mark("tick", at=at, label=str(number), dx=dx, dy=HALF_A_LINE)]


def chart(labels: Mapping[str, str], data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part. Draws `data`, or without them the named data "rows"."""
    from plckit.charts import strip_marks

    many = phrases.many(len(labels), "level")
    return strip_marks.chart(f"A hand vote on each item of a list, with {many}: a dot for each hand.", data)


def _told(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    """Return each item's words and the row that says what was shown."""
    texts = {row["row"]: row["statement"] for row in rows if row["part"] == "strip"}
    return [(texts[row["row"]], row) for row in rows if row["part"] in ("lane", "hidden")]


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one an item (rules C1, P7)."""
    told = _told(rows)
    if not told:
        return NOTHING
    talk = sum(bool(row["said"]) for _, row in told)
    first = phrases.sentences(
        f"Hands on {phrases.many(len(told), 'item')}.",
        f"{phrases.many(talk, 'item')} {'needs' if talk == 1 else 'need'} more talk." if talk else "",
    )
    return "\n".join([first, *(f"“{text}” {_said(row)}" for text, row in told)])


def _said(row: Row) -> str:
    if row["shown"] is None:
        return phrases.reason("withheld")
    hands = ", ".join(f"{number} showed {hand}" for hand, number in enumerate(row["shown"]) if number)
    apart = f"{row['abstained']} abstained." if row["abstained"] else ""
    return phrases.sentences(f"{hands}." if hands else phrases.reason("empty"), apart, row["said"])


def table(rows: Sequence[Row], labels: Mapping[str, str]) -> dict[str, Any]:
    """Return a line an item: people a hand, who abstained, and what it calls for (rules C1, P7)."""
    columns = ["Item", *(f"{hand} {label}" for hand, label in labels.items()), "Abstained", "More talk"]
    body: list[list[str | int]] = []
    for text, row in _told(rows):
        if row["shown"] is None:
            body.append([text, *[phrases.SYMBOL] * (len(labels) + 1), phrases.WITHHELD])
        else:
            body.append([text, *row["shown"], row["abstained"], row["said"] or "–"])
    return {"columns": columns, "rows": body}
