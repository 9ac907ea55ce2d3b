"""Colours, letters and calm: what all charts of plckit share. Imports Altair inside its functions only.

Colours of text, lines and paper are signals (`ink`, `paper`, `accent`), which the browser sets from the
page's custom properties, so a chart turns dark with the page. Colours of data are fixed: the same meaning has
the same colour in every chart and on every page (rule L4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts.layout import LINE, WIDE_FROM, Layout

if TYPE_CHECKING:
    import altair as alt

ALONE = "length(data('rows')) == 1 && data('rows')[0].row == null && data('rows')[0].part == 'withheld'"
"""A Vega expression: is everything hidden, and one row says so for all statements (`phrases.all_hidden`)?"""

FONT = "system-ui, sans-serif"
INK, PAPER, ACCENT = "#1b1f24", "#ffffff", "#1f6fb2"

# Brown to blue: told apart with every common kind of colour blindness, no red beside green (rule L4). In grey
# both ends are dark, and the side of the centre line tells them apart.
LOW_STRONG, LOW_LIGHT = "#a35a12", "#e9c48d"
HIGH_LIGHT, HIGH_STRONG = "#a5cbe8", "#1f6fb2"
NEUTRAL, NOT_SURE = "#d6d6da", "#8d939c"
NOW, WANT = LOW_STRONG, HIGH_STRONG


def level_colours(levels: int) -> list[str]:
    """Return one colour for each level of a scale, light at the centre, strong at both ends (rule L4)."""
    side = levels // 2
    low = [_mix(LOW_STRONG, LOW_LIGHT, i / max(side - 1, 1)) for i in range(side)]
    high = [_mix(HIGH_STRONG, HIGH_LIGHT, i / max(side - 1, 1)) for i in range(side)]
    return [*low, *([NEUTRAL] if levels % 2 else []), *reversed(high)]


def is_dark(colour: str) -> bool:
    """Return whether white letters are easier to read on this colour than black ones (WCAG 2.2 contrast)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (light + 0.05) > (light + 0.05) / 0.05


def picked(narrow: str, wide: str) -> str:
    """Return a Vega expression that is `narrow` in a narrow chart and `wide` in a wide one."""
    return f"width < {WIDE_FROM} ? {narrow} : {wide}"


def themed(
    layers: Sequence[alt.Chart],
    places: Layout,
    rows: list[dict[str, Any]] | None,
    description: str,
    *,
    foot: int = 4,
    lift: str = "0",
) -> alt.LayerChart:
    """Return one layered chart of statements in the room's look; its data are `rows`, or the named "rows".

    Every layer finds the `y` of its statement's band in its data. `foot` pixels stay free below the last
    band. The expression `lift` says how many pixels of every band the rows leave empty: what follows moves up
    by so many. A row that hides all statements (`ALONE`) stands alone, and the chart is one line high.
    """
    import altair as alt

    bands = alt.LookupData(alt.InlineData(values=places.values), "row", ["place", "band_narrow", "band_wide"])
    heights = picked(str(places.height_narrow + foot), str(places.height_wide + foot))
    heights = f"({heights}) - {len(places.values)} * lift"
    layers = [_statements(places), _notes(), *layers]
    first = places.height_narrow + foot
    made: alt.LayerChart = (
        framed(layers, rows, description, height=f"alone ? 20 : {heights}", first=first)
        .transform_lookup("row", from_=bands, as_=["lifted", "band_narrow", "band_wide"])
        .transform_calculate(y=f"({picked('datum.band_narrow', 'datum.band_wide')}) - datum.lifted * lift")
        .add_params(alt.param(name="alone", expr=ALONE), alt.param(name="lift", expr=lift))
    )
    return made


ROOM = "room"
"""The signal of a chart that can be of any height: the pixels there are for it, which a wall's page sets."""


def framed(
    layers: Sequence[alt.Chart],
    rows: list[dict[str, Any]] | None,
    description: str,
    *,
    height: str,
    first: int,
) -> alt.LayerChart:
    """Return layers as one chart with the room's look, whatever their places; its data as in `themed`.

    The expression `height` travels in `usermeta`, since Vega-Lite itself knows only one height; `figure` puts
    it in place. It may read `width` and `data('rows')`; `first` is the height until then.
    """
    import altair as alt

    data = alt.NamedData("rows") if rows is None else alt.InlineData(values=rows, name="rows")
    made: alt.LayerChart = (
        alt.layer(*layers, data=data)
        .add_params(
            *(alt.param(name=n, value=v) for n, v in (("ink", INK), ("paper", PAPER), ("accent", ACCENT)))
        )
        .properties(
            width=320,
            height=first,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
            background="transparent",
            padding={"left": 0, "right": 0, "top": 2, "bottom": 4},
            description=description,
            usermeta={"height": height},
        )
        .configure(**config())
    )
    return made


def _statements(places: Layout) -> alt.Chart:
    """Return the statements themselves, from the fixed part: they stand there before the first answer."""
    import altair as alt

    statement = (
        alt.Chart(alt.InlineData(values=places.values))
        .transform_filter("!alone")
        .transform_calculate(y=f"({picked('datum.text_narrow', 'datum.text_wide')}) - datum.place * lift")
    )
    made: alt.Chart = (
        by_line(statement, picked("datum.narrow", "datum.wide"))
        .mark_text(align="left", baseline="top", limit=alt.expr(f"width - {places.aside - 4}"))
        .encode(x=alt.value(0), y=pixels("y"), text="line:N")
    )
    return made


def _notes() -> alt.Chart:
    """Return how many answers there are, at the right of the statement's last line of text."""
    import altair as alt

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.note != null")
        .mark_text(align="right", baseline="alphabetic", dy=-10.7, fontSize=12, opacity=0.75)
        .encode(x=alt.value("width"), y=pixels("y"), text="note:N")
    )
    return made


def total() -> alt.Chart:
    """Return what is said of the whole chart, in its first line: “n = 12”, from the column `total`."""
    import altair as alt

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.total != null")
        .mark_text(align="left", baseline="top", fontSize=12, opacity=0.75)
        .encode(x=alt.value(0), y=alt.value(0), text="total:N")
    )
    return made


def each(base: alt.Chart, count: str) -> alt.Chart:
    """Return the chart with one datum a dot: row by row, `datum.i` runs from 0 to under `datum.<count>`."""
    made: alt.Chart = (
        base.transform_filter(f"datum.{count} > 0")
        .transform_calculate(i=f"sequence(0, datum.{count})")
        .transform_flatten(["i"])
    )
    return made


def by_line(base: alt.Chart, lines: str, height: int = LINE) -> alt.Chart:
    """Return the chart with one datum a line of text: `datum.line`, its `y` one line below the last one's.

    `lines` is an expression for all lines. A mark that holds several draws right-to-left ones over one
    another, where it is vl-convert that draws.
    """
    made: alt.Chart = (
        base.transform_calculate(line=lines)
        .transform_calculate(number="sequence(0, length(datum.line))")
        .transform_flatten(["line", "number"])
        .transform_calculate(y=f"datum.y + {height} * datum.number")
    )
    return made


def across(field: str) -> alt.X:
    """Return a field that is a place in pixels from the left, without scale or axis."""
    import altair as alt

    return alt.X(f"{field}:Q", scale=None, axis=None)


def pixels(field: str) -> alt.Y:
    """Return a field that is a height in pixels from the top, without scale or axis."""
    import altair as alt

    return alt.Y(f"{field}:Q", scale=None, axis=None)


def messages(baseline_dy: int) -> alt.Chart:
    """Return what stands where a bar would be when there is none: a reason, never a zero (rule P7)."""
    import altair as alt

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.row != null && (datum.part == 'withheld' || datum.part == 'empty')")
        .mark_text(align="left", baseline="middle", dy=baseline_dy, fontStyle="italic", opacity=0.8)
        .encode(x=alt.value(0), y=pixels("y"), text="label:N")
    )
    return made


def config() -> dict[str, Any]:
    """Return the look that every chart shares, its colours left to the page's signals."""
    ink = {"expr": "ink"}
    return {
        "font": FONT,
        "aria": False,  # the figure around it carries the text alternative; a label a mark would be noise
        "view": {"stroke": None},
        "text": {"color": ink, "fontSize": 13, "font": FONT},
        "axis": {
            "labelColor": ink,
            "titleColor": ink,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "domain": False,
            "tickColor": ink,
            "tickOpacity": 0.3,
            "gridColor": ink,
            "gridOpacity": 0.12,
            "labelFont": FONT,
            "titleFont": FONT,
        },
        "legend": {
            "labelColor": ink,
            "labelFontSize": 12,
            "labelFont": FONT,
            "title": None,
            "orient": "top",
            "direction": "horizontal",
            "symbolSize": 130,
            "symbolStrokeWidth": 0,
            "columnPadding": 14,
            "rowPadding": 4,
            "offset": 14,
            "labelLimit": 150,
        },
    }


def _mix(one: str, other: str, share: float) -> str:
    """Return the colour between two, at `share` of the way from one to the other."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
