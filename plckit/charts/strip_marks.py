"""How strips are drawn: one picture's fixed part for every chart of `strips`, whatever its lines.

Nothing here has a scale or an axis of Vega's: every place follows from its row alone, so no axis, order or
tooltip can tell more than the rows. Imports Altair inside its functions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.charts.layout import LINE
from plckit.charts.strips import BESIDE, LEFT, SILENT, SMALL, WORDS

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

EDGE = 10
"""Pixels beside a panel, so that a mark at its end is whole."""

ASIDE = 104
"""Pixels at the right of a panel for a number and its n."""

LABEL = 48
"""Pixels from a panel's right end to that of the number beside it."""

SERIES = {0: "circle", 1: "square", 2: "diamond", 3: "circle"}
"""The shape of each series' marks: no colour is the only sign."""

FIRST = 0.6
"""Share of two panels' room that the first one takes."""


def chart(description: str, data: list[Row] | None, *, panels: int = 1, indent: int = 0) -> alt.LayerChart:
    """Return the picture's fixed part for rows of `strips.placed` with one or two panels.

    `indent` pixels stay free at the left of the panel for the names of lanes. Draws `data`, or without them
    the named data "rows", which the browser fills.
    """
    import altair as alt

    from plckit.charts import theme

    high = _picked("peek(data('rows')).y_narrow", "peek(data('rows')).y_wide")
    layers = [_pressed(), _rulers(), _ticks(), *_texts(), _bars(), *_lines(), *_points(), *_labels(indent)]
    first = theme.framed(layers, data, description, height=f"length(data('rows')) ? ({high}) : 20", first=400)
    y = f"({_picked('datum.y_narrow', 'datum.y_wide')})"
    made: alt.LayerChart = (
        first.transform_filter(f"isValid{y}")
        .transform_calculate(
            y=f"{y} + (datum.dy || 0)",
            foot=f"{y} + ({_picked('datum.high_narrow', 'datum.high_wide')})",
            left="datum.panel == 2 ? 2 : datum.panel ? left1 : left0",
            right="datum.panel == 2 ? 18 : datum.panel ? right1 : right0",
        )
        .transform_calculate(
            **{
                name: f"datum.left + datum.{share} * (datum.right - datum.left) + (datum.dx || 0)"
                for name, share in (("px", "at"), ("px1", "start"), ("px2", "end"))
            }
        )
        .add_params(*(alt.param(name=name, expr=expr) for name, expr in _ends(panels, indent).items()))
        .add_params(alt.param(name="narrow", expr="width < (peek(data('rows')) || {}).wide_from"))
    )
    return made


def _picked(narrow: str, wide: str) -> str:
    """Return a Vega expression that is `narrow` in a chart that its rows call narrow, else `wide`."""
    return f"narrow ? {narrow} : {wide}"


def _ends(panels: int, indent: int) -> dict[str, str]:
    """Return where each panel begins and ends, as expressions; on a phone all have the same place."""
    begin, end = EDGE + indent, f"width - {ASIDE}"
    column = str(LEFT[panels] - BESIDE)
    if panels == 1:
        left = _picked(str(begin), str(LEFT[1] + begin))
        return {"left0": left, "right0": end, "left1": left, "right1": end, "column": column}
    room = f"(width - {LEFT[2] + ASIDE + LABEL + 3 * EDGE + begin})"
    left = str(LEFT[2] + begin)
    second = f"{left} + {FIRST} * {room} + {ASIDE + 2 * EDGE}"
    return {
        "left0": _picked(str(begin), left),
        "right0": _picked(end, f"{left} + {FIRST} * {room}"),
        "left1": _picked(str(begin), second),
        "right1": _picked(end, f"{second} + {1 - FIRST} * {room}"),
        "column": column,
    }


def _of(*parts: str) -> alt.Chart:
    """Return the rows of these parts."""
    import altair as alt

    made: alt.Chart = alt.Chart().transform_filter(alt.FieldOneOfPredicate("part", [*parts]))
    return made


def _pressed() -> alt.Chart:
    """Return a clear field behind each strip, so that a press beside a mark finds the strip's id."""
    import altair as alt

    from plckit.charts import theme

    made: alt.Chart = (
        _of("strip")
        .mark_rect(fill="transparent")
        .encode(x=alt.value(0), x2=alt.value("width"), y=theme.pixels("y"), y2="foot:Q")
    )
    return made


def _rulers() -> alt.Chart:
    import altair as alt

    from plckit.charts import theme

    made: alt.Chart = (
        _of("ruler")
        .transform_flatten(["ticks"])
        .transform_calculate(x="datum.left + datum.ticks * (datum.right - datum.left)")
        .mark_rule(stroke=alt.expr("ink"), strokeWidth=1, opacity=alt.expr("datum.ticks % 0.5 ? 0.09 : 0.22"))
        .encode(x=theme.across("x"), y=theme.pixels("y"), y2="foot:Q")
    )
    return made


def _ticks() -> alt.Chart:
    """Return the numbers of the scales."""
    from plckit.charts import theme

    made: alt.Chart = (
        _of("tick")
        .mark_text(baseline="top", fontSize=12, opacity=0.8)
        .encode(x=theme.across("px"), y=theme.pixels("y"), text="label:N")
    )
    return made


def _texts() -> list[alt.Chart]:
    """Return statements; then small lines below them, keys' words and the foot."""
    import altair as alt

    from plckit.charts import theme

    found = _picked("datum.lines_narrow", "datum.lines_wide")
    return [
        theme.by_line(_of("text").transform_filter(f"datum.size == {size}"), found, height)
        .mark_text(
            align="left",
            baseline="top",
            fontSize=size,
            opacity=alt.expr("datum.quiet ? 0.8 : 1"),
            # Whatever letters a label has, it stays in its column and never makes the picture wider.
            limit=alt.expr("(datum.row == null || narrow ? width : column) - datum.x"),
        )
        .encode(x=theme.across("x"), y=theme.pixels("y"), text="line:N")
        for size, height in ((13, LINE), (12, SMALL))
    ]


def _bars() -> alt.Chart:
    from plckit.charts import theme

    made: alt.Chart = (
        _of("bar")
        .transform_calculate(upper="datum.y - 6", lower="datum.y + 6")
        .mark_rect(cornerRadius=2)
        .encode(
            x=theme.across("px1"),
            x2="px2:Q",
            y=theme.pixels("upper"),
            y2="lower:Q",
            color=_colour(),
        )
    )
    return made


def _colour() -> alt.Color:
    """Return the colour of a series: blue, brown, ink, and grey for the room that a bar might take."""
    import altair as alt

    from plckit.charts import theme

    colours: list[Any] = [theme.HIGH_STRONG, theme.LOW_STRONG, alt.ExprRef("ink"), theme.NEUTRAL]
    scale = alt.Scale(domain=[*SERIES], range=colours)
    return alt.Color("series:N", scale=scale, legend=None)


def _lines() -> list[alt.Chart]:
    """Return ranges as lines with ends, and the faint line from a mark to our guess."""
    import altair as alt

    from plckit.charts import theme

    span = _of("range").transform_calculate(upper="datum.y - 5", lower="datum.y + 5")
    y = theme.pixels("y")
    ends = [
        span.mark_rule(strokeWidth=2).encode(
            x=theme.across(end), y=theme.pixels("upper"), y2="lower:Q", color=_colour()
        )
        for end in ("px1", "px2")
    ]
    return [
        _of("gap")
        .mark_rule(stroke=alt.expr("ink"), strokeDash=[2, 3], opacity=0.8)
        .encode(x=theme.across("px1"), x2="px2:Q", y=y),
        span.mark_rule(strokeWidth=3).encode(x=theme.across("px1"), x2="px2:Q", y=y, color=_colour()),
        *ends,
    ]


def _points() -> list[alt.Chart]:
    """Return our guess, then small dots and their median, then the marks themselves."""
    import altair as alt

    from plckit.charts import theme

    x, y = theme.across("px"), theme.pixels("y")
    shape = alt.Shape("series:N", scale=alt.Scale(domain=[*SERIES], range=[*SERIES.values()]), legend=None)
    middle = _of("middle").transform_calculate(upper="datum.y - 9", lower="datum.y + 9")
    return [
        _of("guess")
        .mark_point(
            shape="diamond",
            size=alt.expr("datum.size"),
            filled=True,
            opacity=1,
            fill=alt.expr("paper"),
            stroke=alt.expr("ink"),
            strokeWidth=1.5,
        )
        .encode(x=x, y=y),
        middle.mark_rule(stroke=alt.expr("ink"), strokeWidth=2).encode(
            x=x, y=theme.pixels("upper"), y2="lower:Q"
        ),
        _of("dot").mark_point(size=34, filled=True, opacity=1).encode(x=x, y=y, color=_colour(), shape=shape),
        _of("point")
        .mark_point(size=130, filled=True, opacity=1, stroke=alt.expr("paper"), strokeWidth=1)
        .encode(x=x, y=y, color=_colour(), shape=shape),
    ]


def _labels(indent: int) -> list[alt.Chart]:
    """Return each lane's name, its number and its n, and why there is nothing (rule P7)."""
    import altair as alt

    from plckit.charts import theme

    lane = (
        alt.Chart()
        .transform_filter("datum.part != 'tick' && datum.part != 'text'")
        .transform_calculate(
            edge=f"datum.left - {EDGE}", number=f"datum.right + {LABEL}", aside=f"datum.right + {ASIDE}"
        )
    )
    found = _picked("datum.lines_narrow", "datum.lines_wide")
    silent = _of(*SILENT).transform_calculate(
        edge=f"datum.left - {EDGE}", y=f"datum.y - {WORDS / 2} * (length({found}) - 1)"
    )
    y = theme.pixels("y")
    return [
        lane.transform_filter("isValid(datum.label)")
        .mark_text(align="right", baseline="middle", fontWeight="bold")
        .encode(x=theme.across("number"), y=y, text="label:N"),
        lane.transform_filter("isValid(datum.note)")
        .transform_filter("datum.panel != 1 || narrow")  # beside the second panel is no room
        .mark_text(align="right", baseline="middle", fontSize=12, opacity=0.8)
        .encode(x=theme.across("aside"), y=y, text="note:N"),
        lane.transform_filter("isValid(datum.name)")
        .mark_text(align="right", baseline="middle", fontSize=12, dx=-4, limit=max(indent - 6, 1))
        .encode(x=theme.across("edge"), y=y, text="name:N"),
        theme.by_line(silent, found, WORDS)
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=12,
            opacity=0.85,
            limit=alt.expr("width - datum.edge"),
        )
        .encode(x=theme.across("edge"), y=y, text="line:N"),
    ]
