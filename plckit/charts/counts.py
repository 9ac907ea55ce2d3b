"""How many chose each option: horizontal bars in the order given.

Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import layout
from plckit.domain.distribution import COUNTS_BELOW, share_label

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

BAR = 18
TOP = 24


def rows(options: Mapping[str, str], counts: Mapping[str, int | None], n: int) -> list[Row]:
    """Return one tidy row an option, in the order given; `n` people answered (rules L3, P4, P7).

    A count of None is a hidden cell. People may choose several options, so counts need not add up to n.
    Columns: part (bar, withheld) · row, statement (the option's words) · count, n · start, end (people) ·
    label (written at the bar's end, or why nothing is shown) · total (on the first row: "n = 12", else None).
    When every option is hidden there is one row of part "withheld" without an option, which says so once.
    """
    if options and all(counts.get(option, 0) is None for option in options):
        return [phrases.all_hidden(n) | {"count": None, "start": None, "end": None}]
    found: list[Row] = []
    for i, (option, words_of_option) in enumerate(options.items()):
        count = counts.get(option, 0)
        hidden = count is None
        found.append(
            {
                "part": "withheld" if hidden else "bar",
                "row": option,
                "statement": words_of_option,
                "count": count,
                "n": n,
                "start": None if hidden else 0,
                "end": count,
                "label": phrases.marked(phrases.PROTECTED) if count is None else share_label(count, n),
                "note": None,
                "total": None if i else f"n = {n}",
            }
        )
    return found


def chart(options: Mapping[str, str], data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: the options and their places.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    from plckit.charts import theme

    places = layout(options, band=BAR, top=TOP, gap=14, aside=10)
    description = f"Bars of how many people chose each of {phrases.many(len(options), 'option')}."
    return theme.themed([theme.total(), *_bars(), theme.messages(BAR // 2)], places, data, description)


def _bars() -> list[alt.Chart]:
    import altair as alt

    from plckit.charts import theme

    # The longest bar leaves room for its label.
    ends = alt.Scale(zero=True, nice=False, range=[0, alt.ExprRef("width - 42")])
    x = alt.X("start:Q", axis=None, scale=ends)
    bars = (
        alt.Chart()
        .transform_filter("datum.part == 'bar'")
        .transform_calculate(foot=f"datum.y + {BAR}", middle=f"datum.y + {BAR / 2}")
    )
    return [
        bars.mark_rect(color=theme.HIGH_STRONG).encode(x=x, x2="end:Q", y=theme.pixels("y"), y2="foot:Q"),
        bars.mark_text(align="left", baseline="middle", dx=6).encode(
            x=alt.X("end:Q", axis=None, scale=ends), y=theme.pixels("middle"), text="label:N"
        ),
    ]


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: one line for all of it, then one line an option (rules L3, P7)."""
    n = rows[0]["n"] if rows else 0
    first = phrases.sentences(f"{phrases.people(n)} answered.", _unit(n) if n else "")
    if rows and rows[0]["row"] is None:
        return phrases.sentences(f"{phrases.people(n)} answered.", f"{phrases.ALL_PROTECTED.capitalize()}.")
    return "\n".join([first, *(f"“{row['statement']}” {_said(row)}" for row in rows)])


def _unit(n: int) -> str:
    if n < COUNTS_BELOW:
        return "A number is how many people chose it."
    return "A number is the share of people who chose it; rounded parts may not add up to 100."


def _said(row: Row) -> str:
    if row["count"] is None:
        return f"{phrases.PROTECTED.capitalize()}."
    return f"{row['label']}." if row["n"] >= COUNTS_BELOW else f"{row['count']} of {row['n']}."


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the chart as columns and rows: counts under 20 answers, percentages from 20 up (L3, P7)."""
    n = rows[0]["n"] if rows else 0
    shown = "People" if n < COUNTS_BELOW else "Share of people"
    body = [[row["statement"], _cell(row)] for row in rows]
    if rows and rows[0]["row"] is None:
        body = [[rows[0]["label"], phrases.SYMBOL]]
    return {"columns": ["Option", f"{shown} (n = {n})"], "rows": body}


def _cell(row: Row) -> str | int:
    if row["count"] is None or row["n"] >= COUNTS_BELOW:
        return str(row["label"])
    return int(row["count"])
