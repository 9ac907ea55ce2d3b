"""Charts of results by name: from measures of `plckit.data` to the picture, its words and its table.

from plckit import charts, data

results = data.from_frame(frame)                 # your own DataFrame, columns as in `data.Results`
told = data.measured(results, "outcomes")        # numbers with their ranges, small groups hidden
charts.draw("outcomes", told)                    # an Altair chart
print(charts.words("outcomes", told))            # the same in plain English
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from plckit.charts import (
    coverage,
    growth,
    item_dots,
    item_groups,
    outcomes,
    paired,
    runs,
    scores,
    sheet,
    support,
)
from plckit.charts.results import Source
from plckit.errors import BadValue

if TYPE_CHECKING:
    import altair as alt

Rows = list[dict[str, Any]]
Told = Mapping[str, Any]
"""What `plckit.data.measured` returns: {"measures", "source"}, or {"wait": why there is nothing to show}."""


@dataclass(frozen=True)
class Picture:
    """One sort of chart: its module, `rows(measures, source)`, and what its fixed part is asked for."""

    module: ModuleType
    rows: Callable[[Any, Source], Rows]
    fixed: Mapping[str, Any]


def _sheet(module: Any) -> Picture:
    """Return a chart whose foot is one mark (P11)."""

    def rows(measures: Any, source: Source) -> Rows:
        mark = sheet.SYNTHETIC if source.synthetic else "" if source.outside else sheet.TEAM_ONLY
        return list(module.rows(measures, mark))

    return Picture(module, rows, {})


def _items(measures: Mapping[str, Any], source: Source) -> Rows:
    return item_dots.rows(measures["items"], source, measures["guess"])


PICTURES: dict[str, Picture] = {
    "outcomes": Picture(outcomes, outcomes.rows, {}),
    "items": Picture(item_dots, _items, {}),
    "groups": Picture(item_groups, item_groups.rows, {}),
    "classes": Picture(outcomes, outcomes.rows_by_class, {"classes": True}),
    "coverage": Picture(coverage, coverage.rows, {}),
    "scores": _sheet(scores),
    "paired": _sheet(paired),
    "growth": _sheet(growth),
    "support": _sheet(support),
    "run": _sheet(runs),
}


def rows(name: str, told: Told) -> Rows:
    """Return the rows of the chart of that name; raise BadValue where there is nothing to show."""
    if name not in PICTURES:
        raise BadValue(f"There is no chart “{name[:40]}”. There are: {', '.join(PICTURES)}.")
    if "wait" in told:
        raise BadValue(str(told["wait"]))
    return PICTURES[name].rows(told["measures"], Source(**told["source"]))


def draw(name: str, told: Told) -> alt.LayerChart:
    """Return the picture as an Altair chart; raise BadValue where there is nothing to show."""
    found = rows(name, told)
    picture = PICTURES[name]
    chart: alt.LayerChart = picture.module.chart(found, **picture.fixed)
    return chart


def words(name: str, told: Told) -> str:
    """Return the picture in plain English, a line for all of it and one a mark."""
    return str(PICTURES[name].module.words(rows(name, told)))


def table(name: str, told: Told) -> dict[str, Any]:
    """Return the picture as {"columns", "rows", "ids"}."""
    return dict(PICTURES[name].module.table(rows(name, told)))
