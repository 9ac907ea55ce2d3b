"""How a run chart is drawn: points with ranges over dates, the median, and numbered changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.charts import phrases, sheet
from plckit.charts.runs import LEFT, NUMBER, RIGHT, SYMBOLS
from plckit.charts.theme import HIGH_STRONG

if TYPE_CHECKING:
    import altair as alt


def layers() -> list[alt.Chart]:
    """Return the marks of `runs.rows`, from the back to the front."""
    return [*_scale(), *_changes(), *_lines(), *_points()]


def _along(part: str, *fields: str) -> alt.Chart:
    """Return the rows of a part with x_<field> in pixels for each field; `place` and `base` are heights."""
    across = {f"x_{field}": f"{LEFT} + datum.{field} * (width - {LEFT + RIGHT})" for field in fields}
    made: alt.Chart = sheet.layer(part).transform_calculate(
        place="datum.y + datum.up", base="datum.y + datum.floor", **across
    )
    return made


def _scale() -> list[alt.Chart]:
    import altair as alt

    from plckit.charts import theme

    up = _along("up").transform_calculate(left=str(LEFT - 6), right="width")
    day = _along("day", "at").transform_filter(theme.picked("datum.place_narrow", "datum.place_wide"))
    tick = _along("day", "at").transform_calculate(under="datum.base + 5")
    text: dict[str, Any] = {"fontSize": 12, "opacity": 0.8}
    return [
        up.mark_rule(stroke=alt.expr("ink"), opacity=0.12).encode(
            x=theme.across("left"), x2="right:Q", y=theme.pixels("place")
        ),
        up.mark_text(**text, align="right", baseline="middle").encode(
            x=alt.value(LEFT - 12), y=theme.pixels("place"), text="label:N"
        ),
        tick.mark_rule(stroke=alt.expr("ink"), opacity=0.5).encode(
            x=theme.across("x_at"), y=theme.pixels("base"), y2="under:Q"
        ),
        day.transform_calculate(x="min(datum.x_at, width - 3.4 * length(datum.label))")
        .mark_text(**text, baseline="top", dy=8)
        .encode(x=theme.across("x"), y=theme.pixels("base"), text="label:N"),
    ]


def _changes() -> list[alt.Chart]:
    """Return each change's line, and its number in a circle above."""
    import altair as alt

    from plckit.charts import theme

    row = _along("change", "at").transform_calculate(
        middle="datum.y + datum.lane", top=f"datum.y + datum.lane + {NUMBER / 2}"
    )
    return [
        row.mark_rule(stroke=alt.expr("ink"), strokeWidth=1.5, opacity=0.75).encode(
            x=theme.across("x_at"), y=theme.pixels("top"), y2="base:Q"
        ),
        row.mark_point(shape="circle", filled=True, size=300, opacity=1, color=alt.expr("ink")).encode(
            x=theme.across("x_at"), y=theme.pixels("middle")
        ),
        row.mark_text(baseline="middle", fontSize=12, fontWeight="bold", color=alt.expr("paper")).encode(
            x=theme.across("x_at"), y=theme.pixels("middle"), text="label:N"
        ),
    ]


def _lines() -> list[alt.Chart]:
    """Return the median and the line from date to date; it stops where a date has no value."""
    import altair as alt

    from plckit.charts import theme

    median = _along("median").transform_calculate(left=str(LEFT - 6), right="width")
    line = _along("line", "at", "end_at").transform_calculate(end="datum.y + datum.end_up")
    return [
        median.mark_rule(stroke=alt.expr("ink"), strokeWidth=1.5, strokeDash=[6, 4], opacity=0.8).encode(
            x=theme.across("left"), x2="right:Q", y=theme.pixels("place")
        ),
        line.mark_rule(stroke=HIGH_STRONG, strokeWidth=1.5, opacity=0.7).encode(
            x=theme.across("x_at"), x2="x_end_at:Q", y=theme.pixels("place"), y2="end:Q"
        ),
    ]


def _points() -> list[alt.Chart]:
    """Return each date's range and point, and a sign where a date has no value (rule P7)."""
    import altair as alt

    from plckit.charts import theme

    point = _along("point", "at").transform_calculate(
        low_place="datum.y + datum.low_up", high_place="datum.y + datum.high_up"
    )
    reach = point.transform_filter("isValid(datum.low_up)")
    missing = _along("missing", "at")
    return [
        reach.mark_rule(stroke=HIGH_STRONG, strokeWidth=2.5).encode(
            x=theme.across("x_at"), y=theme.pixels("low_place"), y2="high_place:Q"
        ),
        point.mark_point(
            filled=True, opacity=1, size=alt.expr("datum.size"), stroke=HIGH_STRONG, strokeWidth=2
        ).encode(x=theme.across("x_at"), y=theme.pixels("place"), **sheet.symbol(SYMBOLS)),
        missing.mark_text(baseline="bottom", dy=-4, fontSize=13).encode(
            x=theme.across("x_at"), y=theme.pixels("base"), text=alt.value(phrases.SYMBOL)
        ),
    ]
