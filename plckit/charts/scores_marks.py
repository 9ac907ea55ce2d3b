"""How scores are drawn: columns of dots or bars, cuts with their grey strips, and shares at three cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.charts import sheet
from plckit.charts.scores import FLIPPED, SIDE, SMALLEST, SYMBOLS
from plckit.charts.theme import HIGH_STRONG

if TYPE_CHECKING:
    import altair as alt


def layers() -> list[alt.Chart]:
    """Return the marks of `scores.rows`, from the back to the front."""
    return [*_scale(), *_cuts(), *_scores(), *_percents()]


def _along(part: str, *fields: str) -> alt.Chart:
    """Return the rows of a part with x_<field> in pixels for each field, and `base`, where columns stand."""
    across = {f"x_{field}": f"{SIDE} + datum.{field} * (width - {2 * SIDE})" for field in fields}
    made: alt.Chart = sheet.layer(part).transform_calculate(base="datum.y + datum.floor", **across)
    return made


def _scale() -> list[alt.Chart]:
    """Return the numbers of the scale and the median below them."""
    import altair as alt

    from plckit.charts import theme

    ticks = _along("tick", "at")
    median = _along("median", "at").transform_calculate(
        middle="datum.base + 31", last="datum.x_at > 0.7 * width"
    )
    beside = alt.expr("datum.last ? -10 : 10")
    line = ticks.transform_filter("datum.at < 0.5 && datum.label == '0'").transform_calculate(
        left="0", right="width"
    )
    return [
        line.mark_rule(stroke=alt.expr("ink"), opacity=0.4).encode(
            x=theme.across("left"), x2="right:Q", y=theme.pixels("base")
        ),
        ticks.mark_text(baseline="top", dy=6, fontSize=12, opacity=0.8).encode(
            x=theme.across("x_at"), y=theme.pixels("base"), text="label:N"
        ),
        median.mark_point(filled=True, opacity=1, size=90).encode(
            x=theme.across("x_at"), y=theme.pixels("middle"), **sheet.symbol(SYMBOLS)
        ),
        median.mark_text(
            align=alt.expr("datum.last ? 'right' : 'left'"),
            baseline="middle",
            dx=beside,
            fontSize=12,
            fontWeight="bold",
        ).encode(x=theme.across("x_at"), y=theme.pixels("middle"), text="label:N"),
    ]


def _cuts() -> list[alt.Chart]:
    """Return the grey strips, the cuts' lines and their labels, each in a lane of its own."""
    import altair as alt

    from plckit.charts import theme

    cut = _along("cut", "at", "low_at", "high_at").transform_calculate(
        top="datum.y + datum.lane", middle="datum.y + datum.lane + 8", strip="datum.y + datum.lanes"
    )
    strip = cut.transform_filter("isValid(datum.low_at)")
    text: dict[str, Any] = {
        "align": alt.expr(f"datum.at > {FLIPPED} ? 'right' : 'left'"),
        "baseline": "middle",
        "dx": alt.expr(f"datum.at > {FLIPPED} ? -5 : 5"),
        "fontSize": 12,
    }
    places: dict[str, Any] = {"x": theme.across("x_at"), "y": theme.pixels("middle"), "text": "label:N"}
    halo: dict[str, Any] = {"stroke": alt.expr("paper"), "strokeWidth": 4, "strokeJoin": "round"}
    return [
        strip.mark_rect(color=alt.expr("ink"), opacity=sheet.SHADE).encode(
            x=theme.across("x_low_at"), x2="x_high_at:Q", y=theme.pixels("strip"), y2="base:Q"
        ),
        cut.mark_rule(stroke=alt.expr("ink"), strokeWidth=1.5, strokeDash=[5, 3]).encode(
            x=theme.across("x_at"), y=theme.pixels("top"), y2="base:Q"
        ),
        cut.mark_text(**text, **halo).encode(**places),
        cut.mark_text(**text).encode(**places),
    ]


def _scores() -> list[alt.Chart]:
    """Return a dot a student, or a bar a score where dots would be too small, and the numbers above them."""
    import altair as alt

    from plckit.charts import theme

    row = _along("score", "at").transform_calculate(
        room=f"(width - {2 * SIDE}) / datum.columns",
        top="datum.base - datum.pitch * ((datum.count || 0) + datum.under)",
    )
    bars = row.transform_filter("datum.as_bars").transform_calculate(
        left="datum.x_at - max(0.4 * datum.room, 1)", right="datum.x_at + max(0.4 * datum.room, 1)"
    )
    dots = (
        theme.each(row.transform_filter("!datum.as_bars"), "count")
        .transform_calculate(middle="datum.base - (datum.i + datum.under + 0.5) * datum.pitch")
        .transform_calculate(wide=f"max({SMALLEST}, min(datum.pitch, datum.room)) - 1")
    )
    numbers = row.transform_filter("datum.label != null")
    return [
        bars.mark_rect(color=HIGH_STRONG).encode(
            x=theme.across("left"), x2="right:Q", y=theme.pixels("top"), y2="base:Q"
        ),
        dots.mark_point(filled=True, opacity=1, size=alt.expr("datum.wide * datum.wide")).encode(
            x=theme.across("x_at"), y=theme.pixels("middle"), **sheet.symbol(SYMBOLS)
        ),
        numbers.mark_text(baseline="bottom", dy=-3, fontSize=11, opacity=0.85).encode(
            x=theme.across("x_at"), y=theme.pixels("top"), text="label:N"
        ),
    ]


def _percents() -> list[alt.Chart]:
    """Return the shares at three cuts with their ranges, on a scale from 0 to 100 %."""
    import altair as alt

    from plckit.charts import theme

    left, right = 40, 52

    def across(field: str) -> str:
        return f"{left} + datum.{field} * (width - {left + right})"

    grid = sheet.layer("percent").transform_calculate(x=across("share"), foot="datum.y + datum.floor")
    share = sheet.layer("share").transform_calculate(
        x=across("share"),
        x_low=across("low"),
        x_high=across("high"),
        place="datum.y + datum.middle",
        top="datum.y + datum.middle - 6",
        foot="datum.y + datum.middle + 6",
    )
    line = share.mark_rule(stroke=alt.expr("ink"), strokeWidth=2)
    weight = alt.expr("datum.strong ? 'bold' : 'normal'")
    text: dict[str, Any] = {"baseline": "middle", "fontSize": 12, "fontWeight": weight}
    y = theme.pixels("place")
    return [
        grid.mark_rule(stroke=alt.expr("ink"), opacity=0.12).encode(
            x=theme.across("x"), y=theme.pixels("y"), y2="foot:Q"
        ),
        grid.mark_text(baseline="top", dy=4, fontSize=12, opacity=0.8).encode(
            x=theme.across("x"), y=theme.pixels("foot"), text="label:N"
        ),
        share.mark_text(**text, align="right").encode(x=alt.value(left - 12), y=y, text="name:N"),
        line.encode(x=theme.across("x_low"), x2="x_high:Q", y=y),
        line.encode(x=theme.across("x_low"), y=theme.pixels("top"), y2="foot:Q"),
        line.encode(x=theme.across("x_high"), y=theme.pixels("top"), y2="foot:Q"),
        share.mark_point(filled=True, opacity=1, size=50).encode(
            x=theme.across("x"), y=y, **sheet.symbol(SYMBOLS)
        ),
        share.mark_text(**text, align="right").encode(x=alt.value(alt.expr("width")), y=y, text="label:N"),
    ]
