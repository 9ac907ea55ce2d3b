"""An author's own Altair chart, made ready for the page: its numbers beside it, its colours from the page.

Imports Altair inside its functions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.charts import theme
from plckit.charts.figure import ROWS, figure
from plckit.errors import SpecError

if TYPE_CHECKING:
    import altair as alt

MOST_ROWS = 500
COMPOSED = ("hconcat", "vconcat", "concat", "facet", "repeat", "spec")
FACETS = ("row", "column", "facet")


def still(chart: alt.TopLevelMixin, words: str) -> dict[str, Any]:
    """Return {"figure", "rows", "words", "table"} of one Altair chart that holds its data; all JSON.

    The table has the data's columns and rows. Raises SpecError for a chart of several panels, whose data are
    elsewhere or too many.
    """
    import altair as alt

    try:
        spec: dict[str, Any] = chart.to_dict()
    except alt.MaxRowsError as error:
        raise _too_many("thousands of") from error
    if any(part in spec for part in COMPOSED) or any(part in spec.get("encoding", {}) for part in FACETS):
        raise SpecError("A chart of several panels does not fit on a phone. Show one chart for each panel.")
    rows = _take_rows(spec)
    drawn = figure(alt.Chart.from_dict(_themed(spec)))
    return {"figure": drawn, "rows": rows, "words": words, "table": _table(rows)}


def _take_rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Move the chart's data out of its spec: return the rows, leave the name under which they come back."""
    data = spec.get("data") or {}
    rows = data["values"] if "values" in data else spec.get("datasets", {}).pop(data.get("name"), None)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SpecError(
            "A chart on a page takes its numbers from one table in the notebook, such as a DataFrame: "
            "alt.Chart(table). All its layers share that table."
        )
    if len(rows) > MOST_ROWS:
        raise _too_many(f"{len(rows):,}")
    spec["data"] = {**{k: v for k, v in data.items() if k == "format"}, "name": ROWS}
    return rows


def _too_many(rows: str) -> SpecError:
    return SpecError(
        f"The chart's table has {rows} rows; a page carries up to {MOST_ROWS}. Count or group them first."
    )


def _themed(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the spec as wide as its place and in the room's letters and colours, the author's first."""
    own = spec.pop("config", {})
    own.pop("view", None)
    colours = (("ink", theme.INK), ("paper", theme.PAPER), ("accent", theme.ACCENT))
    signals = [{"name": name, "value": value} for name, value in colours]
    look = {**theme.config(), **_look()}
    for part, said in own.items():
        both = isinstance(said, dict) and isinstance(look.get(part), dict)
        look[part] = {**look[part], **said} if both else said
    return spec | {
        "config": look,
        "params": [*spec.get("params", []), *signals],
        "width": 320,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
    }


def _look() -> dict[str, Any]:
    """Return what plckit's own charts do not need: titles, axes over time, colours of sorts."""
    return {
        "title": {"color": {"expr": "ink"}, "font": theme.FONT, "fontSize": 14, "anchor": "start"},
        "axisX": {"tickCount": {"expr": "ceil(width / 90)"}},
        "axisTemporal": {"grid": False},
        "mark": {"color": theme.HIGH_STRONG},
        "range": {
            "category": [
                theme.HIGH_STRONG,
                theme.LOW_STRONG,
                theme.NOT_SURE,
                theme.HIGH_LIGHT,
                theme.LOW_LIGHT,
            ]
        },
    }


def _table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return {"columns": columns, "rows": [[_cell(row.get(name)) for name in columns] for row in rows]}


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
