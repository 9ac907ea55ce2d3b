"""How the same students before and after are drawn: lines, dots, and the strip of their changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.charts import sheet
from plckit.charts.paired import DOT, LANE, LEFT, RIGHT, SYMBOLS

if TYPE_CHECKING:
    import altair as alt


def layers() -> list[alt.Chart]:
    """Return the marks of `paired.rows`, from the back to the front."""
    return [*_grid(), *_students(), *_strip(), *_mean(), *_medians()]


def _room() -> str:
    """Return a Vega expression: the pixels from one dot of a stack to the next one at its side."""
    return f"min({DOT}, 0.2 * width / datum.deepest)"


EDGE_LEFT = f"({LEFT} + datum.deepest * ({_room()}))"
EDGE_RIGHT = f"(width - {RIGHT} - datum.deepest * ({_room()}))"


def _grid() -> list[alt.Chart]:
    import altair as alt

    from plckit.charts import theme

    row = sheet.layer("tick").transform_calculate(
        at="datum.y + datum.up", left=str(LEFT - 4), right="width", top="datum.y + 6"
    )
    sides = row.transform_filter("datum.value == 0")
    text: dict[str, Any] = {"baseline": "middle", "fontSize": 12}
    return [
        row.mark_rule(stroke=alt.expr("ink"), opacity=0.12).encode(
            x=theme.across("left"), x2="right:Q", y=theme.pixels("at")
        ),
        row.mark_text(**text, align="right", opacity=0.8).encode(
            x=alt.value(LEFT - 8), y=theme.pixels("at"), text="label:N"
        ),
        sides.mark_text(**text, align="left").encode(
            x=alt.value(LEFT), y=theme.pixels("top"), text=alt.value("Before")
        ),
        sides.mark_text(**text, align="right").encode(
            x=alt.value(alt.expr("width")), y=theme.pixels("top"), text=alt.value("After")
        ),
    ]


def _students() -> list[alt.Chart]:
    """Return a line and two dots a student; many lines let one another shine through."""
    import altair as alt

    from plckit.charts import theme

    row = sheet.layer("student").transform_calculate(
        start=EDGE_LEFT,
        end=EDGE_RIGHT,
        one="datum.y + datum.up",
        two="datum.y + datum.down",
        x_one=f"{LEFT} + (datum.deepest - datum.left - 0.5) * ({_room()})",
        x_two=f"width - {RIGHT} - (datum.deepest - datum.right - 0.5) * ({_room()})",
    )
    clear = "datum.n < 30 ? 0.7 : datum.n < 120 ? 0.4 : 0.16"
    lines = row.mark_rule(strokeWidth=1.5, opacity=alt.expr(clear)).encode(
        x=theme.across("start"),
        x2="end:Q",
        y=theme.pixels("one"),
        y2="two:Q",
        color=sheet.colour(SYMBOLS),
    )
    dots = row.mark_point(filled=True, opacity=1, size=30)
    look = sheet.symbol(SYMBOLS)
    return [
        lines,
        dots.encode(x=theme.across("x_one"), y=theme.pixels("one"), **look),
        dots.encode(x=theme.across("x_two"), y=theme.pixels("two"), **look),
    ]


def _strip() -> list[alt.Chart]:
    """Return the band of rule R9, the steps of the scale, and a dot a student."""
    import altair as alt

    from plckit.charts import theme

    band = _along(sheet.layer("band"), "low_at", "high_at").transform_calculate(
        top="datum.y + 16",
        foot=f"datum.y + datum.floor + {LANE}",
        label_at="min(max((datum.x_low_at + datum.x_high_at) / 2, 46), width - 46)",
        head="datum.y + 7",
    )
    step = _along(sheet.layer("step"), "at").transform_calculate(
        top="datum.y + 16", foot=f"datum.y + datum.floor + {LANE}"
    )
    moved = _along(sheet.layer("moved"), "at").transform_calculate(place="datum.y + datum.up")
    text: dict[str, Any] = {"baseline": "middle", "fontSize": 12}
    return [
        band.mark_rect(color=alt.expr("ink"), opacity=sheet.SHADE).encode(
            x=theme.across("x_low_at"), x2="x_high_at:Q", y=theme.pixels("top"), y2="foot:Q"
        ),
        band.mark_text(**text, opacity=0.8).encode(
            x=theme.across("label_at"), y=theme.pixels("head"), text="label:N"
        ),
        step.mark_rule(stroke=alt.expr("ink"), opacity=alt.expr("datum.value == 0 ? 0.6 : 0.12")).encode(
            x=theme.across("x_at"), y=theme.pixels("top"), y2="foot:Q"
        ),
        step.mark_text(baseline="top", dy=4, fontSize=12, opacity=0.8).encode(
            x=theme.across("x_at"), y=theme.pixels("foot"), text="label:N"
        ),
        moved.mark_point(filled=True, opacity=1, size=30).encode(
            x=theme.across("x_at"), y=theme.pixels("place"), **sheet.symbol(SYMBOLS)
        ),
    ]


def _along(row: alt.Chart, *fields: str) -> alt.Chart:
    """Return the rows with x_<field> in pixels for each field, a place from 0 to 1 on the changes' scale."""
    made: alt.Chart = row.transform_calculate(
        **{f"x_{field}": f"{LEFT} + datum.{field} * (width - {2 * LEFT})" for field in fields}
    )
    return made


def _mean() -> list[alt.Chart]:
    """Return the mean change with its range and its number."""
    import altair as alt

    from plckit.charts import theme

    mean = _along(sheet.layer("change"), "at", "low_at", "high_at").transform_calculate(
        middle=f"datum.y + datum.floor + {LANE / 2}",
        top=f"datum.y + datum.floor + {LANE / 2 - 8}",
        foot=f"datum.y + datum.floor + {LANE / 2 + 8}",
        beside="datum.at > 0.8 ? (isValid(datum.low_at) ? datum.x_low_at : datum.x_at) - 10"
        " : (isValid(datum.high_at) ? datum.x_high_at : datum.x_at) + 10",
    )
    reach = mean.transform_filter("isValid(datum.low_at)")
    ends = reach.mark_rule(stroke=alt.expr("ink"), strokeWidth=2)
    align = alt.expr("datum.at > 0.8 ? 'right' : 'left'")
    return [
        reach.mark_rule(stroke=alt.expr("ink"), strokeWidth=2.5).encode(
            x=theme.across("x_low_at"), x2="x_high_at:Q", y=theme.pixels("middle")
        ),
        ends.encode(x=theme.across("x_low_at"), y=theme.pixels("top"), y2="foot:Q"),
        ends.encode(x=theme.across("x_high_at"), y=theme.pixels("top"), y2="foot:Q"),
        mean.mark_point(filled=True, opacity=1, size=90).encode(
            x=theme.across("x_at"), y=theme.pixels("middle"), **sheet.symbol(SYMBOLS)
        ),
        mean.mark_text(align=align, baseline="middle", fontWeight="bold").encode(
            x=theme.across("beside"), y=theme.pixels("middle"), text="label:N"
        ),
    ]


def _medians() -> list[alt.Chart]:
    """Return the line from the median before to the median after, where there are few students (rule R3)."""
    import altair as alt

    from plckit.charts import theme

    row = sheet.layer("median").transform_calculate(
        start=f"{EDGE_LEFT} + 7",
        end=f"{EDGE_RIGHT} - 7",
        one="datum.y + datum.up",
        two="datum.y + datum.down",
    )
    points = row.mark_point(filled=True, opacity=1, size=150, stroke=alt.expr("paper"))
    look = sheet.symbol(SYMBOLS)
    return [
        row.mark_rule(stroke=alt.expr("ink"), strokeWidth=2.5).encode(
            x=theme.across("start"), x2="end:Q", y=theme.pixels("one"), y2="two:Q"
        ),
        points.encode(x=theme.across("start"), y=theme.pixels("one"), **look),
        points.encode(x=theme.across("end"), y=theme.pixels("two"), **look),
    ]
