"""How often each thing was said: words, dates and whatever else nobody knew when the chart was made.

Rows bring their own words, so places follow from a row's number, and the height from how many rows there are.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import directed
from plckit.domain.distribution import COUNTS_BELOW, share_label

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

MOST = 15
"""So many rows are drawn; how many are left out is said."""

LETTERS = 21
"""A word longer than this takes two lines; what does not fit in two is cut."""

TOP = 26
STEP = 36
BAR = 20
LINE = 15


def rows(found: Sequence[tuple[str, int]], n: int, more: int = 0) -> list[Row]:
    """Return one tidy row a thing, in the order given, at most 15 (rules L3, P7).

    `found` are (words, how many people said it); `n` people answered; `more` is how many things the caller
    has left out already. Nothing found is one row of part "empty".
    Columns: part (bar, more, empty) · row, place (0, 1, 2 …: where it stands) · statement (the words) · lines
    (as they are drawn) · count, n · label (the number) · total (on the first row: "n = 12", else None).
    """
    total = f"n = {n}" if n else None
    drawn = [
        _row("bar", place, n=n, statement=text, lines=_cut(text), count=count, label=str(count))
        for place, (text, count) in enumerate(found[:MOST])
    ]
    if not drawn:
        return [_row("empty", 0, n=n, label=phrases.EMPTY, total=total)]
    drawn[0]["total"] = total
    left_out = more + len(found[MOST:])
    if left_out:
        said = f"and {left_out} more"
        drawn.append(_row("more", len(drawn), n=n, statement=said, lines=[said], label=said))
    return drawn


def _row(part: str, place: int, **cells: object) -> Row:
    """Return a row with every column, so that a spec finds each of them in any row."""
    names = ("statement", "lines", "count", "n", "label", "total")
    return {"part": part, "row": str(place), "place": place, **dict.fromkeys(names), **cells}


def _cut(text: str) -> list[str]:
    """Return one or two lines; letters as wide as they are high count as two."""
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    lines = textwrap.wrap(text, LETTERS // 2 if wide else LETTERS, max_lines=2, placeholder="…")
    return [directed(line) for line in lines] or [""]


def chart(data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: that every row has a place, and how it is drawn.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    height = f"{TOP} + {STEP} * max(1, length(data('rows')))"
    description = "Bars of how many people said the same."
    return theme.framed([theme.total(), *_bars()], data, description, height=height, first=TOP + STEP)


def _bars() -> list[alt.Chart]:
    """Return words at the left, bars and numbers right of them, in a band of one height a row."""
    import altair as alt

    from plckit.charts import theme

    left = "min(164, 0.5 * width)"
    row = alt.Chart().transform_calculate(
        middle=f"{TOP} + {STEP} * datum.place + {STEP / 2}",
    )
    first = row.transform_filter("datum.part == 'bar'").transform_calculate(
        y=f"datum.middle - (length(datum.lines) - 1) * {LINE / 2}"
    )
    text = theme.by_line(first, "datum.lines", LINE).mark_text(
        align="left", baseline="middle", limit=alt.expr(f"{left} - 8")
    )
    bar = (
        row.transform_filter("datum.part == 'bar'")
        .transform_joinaggregate(most="max(count)")
        .transform_calculate(
            start=left, end=f"{left} + datum.count / max(datum.most, 1) * (width - {left} - 36)"
        )
        .transform_calculate(upper=f"datum.middle - {BAR / 2}", lower=f"datum.middle + {BAR / 2}")
    )
    said = row.transform_filter("datum.part != 'bar'").mark_text(
        align="left", baseline="middle", fontStyle="italic", opacity=0.8
    )
    return [
        text.encode(x=alt.value(0), y=theme.pixels("y"), text="line:N"),
        bar.mark_rect(color=theme.HIGH_STRONG).encode(
            x=theme.across("start"), x2="end:Q", y=theme.pixels("upper"), y2="lower:Q"
        ),
        bar.mark_text(align="left", baseline="middle", dx=6).encode(
            x=theme.across("end"), y=theme.pixels("middle"), text="label:N"
        ),
        said.encode(x=alt.value(0), y=theme.pixels("middle"), text="label:N"),
    ]


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: one line for all of it, then one a thing (rules L3, P7)."""
    if not rows or rows[0]["part"] == "empty":
        return phrases.reason("empty")
    n = rows[0]["n"]
    first = f"{phrases.people(n)} answered. A number is how many people said it."
    said = [f"“{row['statement']}” {row['count']} of {n}." for row in rows if row["part"] == "bar"]
    more = [f"{row['label'].capitalize()}." for row in rows if row["part"] == "more"]
    return "\n".join([first, *said, *more])


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return people a thing as columns and rows, from 20 people up with their share (rules L3, P7)."""
    n = rows[0]["n"] if rows else 0
    columns = ["Said", f"People (n = {n})", "Share of people"]
    wide = 3 if n >= COUNTS_BELOW else 2
    body = [[row["statement"] or row["label"], *_cells(row)][:wide] for row in rows]
    return {"columns": columns[:wide], "rows": body}


def _cells(row: Row) -> list[str | int]:
    return [row["count"], share_label(row["count"], row["n"])] if row["part"] == "bar" else ["–", "–"]
