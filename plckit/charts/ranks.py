"""Options put in order: every rank an option was given a dot, the middle rank and the middle half (L1, L5).

Options stand in the order given, never in the order of their ranks.
Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, stacks

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]


def rows(options: Mapping[str, str], orders: Sequence[Sequence[str]] | None) -> list[Row]:
    """Return a line and a row for each rank that somebody gave, for each option (rules L1, L5, P3, P7).

    `orders` holds one full ranking a person, keys of options, best first; None is withheld. That they are
    withheld, or that there are none yet, one row says for all options.
    Columns are those of `stacks.groups`: part (line, place, withheld, empty) · row, statement · value (a
    rank, 1 = first) · start, end · count · across, size · n · label · note (None) · total (on the first row:
    "n = 12", or why nothing is shown).
    """
    if orders is None:
        return [stacks.said("withheld", phrases.marked(phrases.WITHHELD))]
    if not orders:
        return [stacks.said("empty", phrases.EMPTY)]
    ranks = {key: [order.index(key) + 1 for order in orders if key in order] for key in options}
    found = stacks.groups(options, ranks, _places(options))
    for i, row in enumerate(found):
        row |= {"note": None, "total": None if i else f"n = {len(orders)}"}
    return found


def _places(options: Mapping[str, str]) -> range:
    return range(1, len(options) + 1)


def chart(options: Mapping[str, str], data: list[Row] | None = None) -> alt.LayerChart:
    """Return the picture's fixed part: the options and a line of ranks for each.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    description = (
        f"{phrases.many(len(options), 'option')} put in order: for each a dot for each person's rank, the "
        "middle rank, and a bar for the middle half."
    )
    return stacks.chart(options, _places(options), ("first", "last"), data, description, top=24)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one an option (rules L1, L5, P7)."""
    if not rows or rows[0]["part"] != "line":
        return phrases.reason(rows[0]["part"] if rows else "empty")
    told = stacks.told(rows, "Middle rank {middle}; the middle half put it from {low} to {high}.")
    first = f"{phrases.people(rows[0]['n'])} put {phrases.many(len(told), 'option')} in order; 1 is first."
    return "\n".join([first, *told])


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return how many people gave each rank, and the middle rank, as columns and rows (rules L1, P7)."""
    options = dict.fromkeys(row["row"] for row in rows)
    if None in options:
        return {"columns": ["Option", "Middle rank"], "rows": [[rows[0]["label"], "–"]]}
    places = range(1, len(options) + 1)
    columns = ["Option", *(f"Rank {place}" for place in places), "Middle rank", "Middle half", "People"]
    return {"columns": columns, "rows": stacks.columns(rows, places)}
