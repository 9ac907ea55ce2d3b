"""A chart without data, compiled for the browser: a JSON figure that only waits for rows.

Vega-Lite is compiled to Vega here, so that the browser needs Vega alone. Imports vl-convert inside its
functions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.errors import SpecError

if TYPE_CHECKING:
    import altair as alt

ROWS = "rows"
LEFT_OUT = ("projections",)
"""Parts of Vega the browser's bundle does not hold (see `bundle`): maps."""


def figure(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return {"description": str, "vega": Vega spec}, both JSON; the browser fills the data "rows".

    The browser sets the signal `width` to its container's width, and the signal `height` follows by the
    expression in the chart's `usermeta["height"]`, when it has one. Raises SpecError when the chart has no
    data named "rows" or needs what the browser's bundle leaves out.
    """
    import vl_convert

    spec: dict[str, Any] = vl_convert.vegalite_to_vega(chart.to_dict())
    if not any(data["name"] == ROWS and "values" not in data for data in spec["data"]):
        raise SpecError(f"A chart on a page must take its numbers from data named “{ROWS}”.")
    for part in LEFT_OUT:
        if part in spec:
            raise SpecError(f"Charts on a page cannot use “{part}”. Show a picture of the chart instead.")
    height = spec.pop("usermeta", {}).get("height")
    if height:
        # A signal of the name "height" is the height; its value serves until the first evaluation.
        own = {"name": "height", "value": spec.pop("height"), "update": height}
        spec["signals"] = [own, *spec.get("signals", [])]
    description = spec.pop("description", "")
    return {"description": description, "vega": spec}
