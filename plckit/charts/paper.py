"""The same picture on paper: a figure and its rows as SVG or PNG, without a browser.

Imports vl-convert inside its functions only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from copy import deepcopy
from html import escape
from typing import Any

from plckit.charts.figure import ROWS
from plckit.charts.layout import WIDE_FROM

WIDTH = WIDE_FROM + 80
"""Pixels a picture is wide unless told: a column of an A4 page, with places for wide charts."""


def svg(figure: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, width: int = WIDTH) -> str:
    """Return the figure with these rows as an SVG, in light colours on white; its height follows its width.

    `figure` is what `figure.figure` returned, `rows` what the chart's module made; neither is changed. The
    figure's description is the drawing's accessible name.
    """
    import vl_convert

    made: str = vl_convert.vega_to_svg(_filled(figure, rows, width))
    name = escape(figure["description"])
    return made.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)


def png(
    figure: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, width: int = WIDTH, scale: float = 2
) -> bytes:
    """Return the same picture as `svg` in dots, `scale` of them to a pixel each way."""
    import vl_convert

    made: bytes = vl_convert.vega_to_png(_filled(figure, rows, width), scale=scale)
    return made


def _filled(figure: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], width: int) -> dict[str, Any]:
    """Return the figure's Vega spec with its rows; its signals keep the light colours they start with."""
    spec: dict[str, Any] = deepcopy(dict(figure["vega"]))
    for data in spec["data"]:
        if data["name"] == ROWS:
            data["values"] = [dict(row) for row in rows]
    spec.pop("title", None)
    return spec | {"width": width, "background": "white"}


def main() -> None:
    """Read {"figure", "rows", "format"} as JSON and write the picture: for servers that draw elsewhere."""
    asked = json.load(sys.stdin)
    figure, rows = asked["figure"], asked["rows"]
    drawn = svg(figure, rows).encode() if asked["format"] == "svg" else png(figure, rows)
    sys.stdout.buffer.write(drawn)


if __name__ == "__main__":
    main()
