"""One chart in an ordinary kernel, drawn by the same script as on plckit's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from traitlets import Dict, List, Unicode

from plckit.kernel.scripts import chart_script
from plckit.kernel.told import ToldWidget


class ChartWidget(ToldWidget):
    """A figure of plckit.charts with its rows, the same in words, and as a table."""

    figure = Dict().tag(sync=True)
    rows = List().tag(sync=True)
    words = Unicode().tag(sync=True)
    table = Dict(None, allow_none=True).tag(sync=True)
    title = Unicode().tag(sync=True)
    count = Unicode().tag(sync=True)

    @classmethod
    def of(cls, said: Mapping[str, Any], title: str = "", count: str = "") -> ChartWidget:
        """Return the chart of {"figure", "rows", "words", "table"}, under a title and how many answered."""
        fields = {name: said[name] for name in ("figure", "rows", "words", "table")}
        return cls(chart_script(), title=title, count=count, **fields)
