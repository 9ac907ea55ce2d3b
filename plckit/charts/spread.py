"""Sliders from 0 to 10: every answer a dot, the middle half and the median below them (rules L1, L5, L7).

Importing this module or calling `rows` imports neither Altair nor pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, stacks

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

PLACES = range(11)


def rows(lines: Mapping[str, str], values: Mapping[str, Sequence[int | None] | None]) -> list[Row]:
    """Return a line and a row for each place with answers, for each statement (rules L1, L5, L7, P3, P7).

    `values` are whole numbers from 0 to 10; None among them is a slider nobody moved, so it is missing; None
    in their place is withheld. Columns are those of `stacks.groups`: part (line, place, withheld, empty) ·
    row, statement · value · start, end · count · across, size · n · label · note · total.
    """
    moved = {
        row: None if answers is None else [value for value in answers if value is not None]
        for row, answers in values.items()
    }
    return stacks.groups(lines, moved, PLACES)


def chart(
    lines: Mapping[str, str], low: str = "", high: str = "", data: list[Row] | None = None
) -> alt.LayerChart:
    """Return the picture's fixed part: the statements, the scale from 0 to 10, what `low` and `high` mean.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    description = (
        f"{phrases.many(len(lines), 'line')} from 0 to 10: a dot for each answer, the middle answer, and a "
        "bar for the middle half."
    )
    return stacks.chart(lines, PLACES, (low, high), data, description)


def words(rows: Sequence[Row]) -> str:
    """Return the chart in plain English: a line for all of it, then one a statement (L1, L5, P7)."""
    told = stacks.told(rows, "{people}. The middle answer is {middle}; the middle half is {low} to {high}.")
    return "\n".join([f"{phrases.many(len(told), 'line')} from 0 to 10. Each dot is one answer.", *told])


def table(rows: Sequence[Row]) -> dict[str, Any]:
    """Return answers at each place, median and middle half as columns and rows (rules L1, P7)."""
    columns = ["Line", *map(str, PLACES), "Middle", "Middle half", "Answers"]
    return {"columns": columns, "rows": stacks.columns(rows, PLACES)}
