"""How growth is drawn: a point a student, the line expected without help, and means of those picked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.charts import sheet
from plckit.charts.growth import HIGH, LEFT, RIGHT, SYMBOLS, TOP

if TYPE_CHECKING:
    import altair as alt


def layers() -> list[alt.Chart]:
    """Return the marks of `growth.rows`, from the back to the front."""
    return [*_grid(), *_lines(), *_marks()]


def _along(part: str, *fields: str) -> alt.Chart:
    """Return the rows of a part with x_<field> in pixels for each field, and `place`, its height."""
    across = {f"x_{field}": f"{LEFT} + datum.{field} * (width - {LEFT + RIGHT})" for field in fields}
    made: alt.Chart = sheet.layer(part).transform_calculate(place="datum.y + datum.up", **across)
    return made


def _grid() -> list[alt.Chart]:
    import altair as alt

    from plckit.charts import theme

    text: dict[str, Any] = {"fontSize": 12, "opacity": 0.8}
    across = _along("across", "at").transform_calculate(
        top=f"datum.y + {TOP}", foot=f"datum.y + {TOP + HIGH}", under=f"datum.y + {TOP + HIGH + 38}"
    )
    up = _along("up").transform_calculate(left=str(LEFT), right=f"width - {RIGHT}", head="datum.y + 8")
    once = across.transform_filter("datum.at == 0")
    rule: dict[str, Any] = {"stroke": alt.expr("ink"), "opacity": 0.1}
    return [
        across.mark_rule(**rule).encode(x=theme.across("x_at"), y=theme.pixels("top"), y2="foot:Q"),
        up.mark_rule(**rule).encode(x=theme.across("left"), x2="right:Q", y=theme.pixels("place")),
        across.mark_text(**text, baseline="top", dy=5).encode(
            x=theme.across("x_at"), y=theme.pixels("foot"), text="label:N"
        ),
        up.mark_text(**text, align="right", baseline="middle").encode(
            x=alt.value(LEFT - 6), y=theme.pixels("place"), text="label:N"
        ),
        once.mark_text(align="right", baseline="bottom", fontSize=12).encode(
            x=alt.value(alt.expr(f"width - {RIGHT}")),
            y=theme.pixels("under"),
            text=alt.value("marks before →"),
        ),
        once.mark_text(align="left", baseline="bottom", dy=-8, fontSize=12).encode(
            x=alt.value(0), y=theme.pixels("top"), text=alt.value("↑ marks after")
        ),
    ]


def _lines() -> list[alt.Chart]:
    """Return the line of the same marks both times, and the line expected without help."""
    import altair as alt

    from plckit.charts import theme

    def line(part: str, **look: Any) -> alt.Chart:
        row = _along(part, "at", "end_at").transform_calculate(end="datum.y + datum.end_up")
        made: alt.Chart = row.mark_rule(stroke=alt.expr("ink"), **look).encode(
            x=theme.across("x_at"), x2="x_end_at:Q", y=theme.pixels("place"), y2="end:Q"
        )
        return made

    return [line("level", strokeDash=[4, 4], opacity=0.5), line("expected", strokeWidth=2.5)]


def _marks() -> list[alt.Chart]:
    """Return the students, those picked in front, then the mean of those picked, or the median of a few."""
    import altair as alt

    from plckit.charts import theme

    row = _along("student", "at").transform_calculate(
        across="datum.x_at + datum.dx", middle="datum.place + datum.dy"
    )
    look: dict[str, Any] = {"filled": True, "opacity": 1, "stroke": alt.expr("paper"), "strokeWidth": 0.8}
    front = "datum.symbol == 'picked'"
    students = [
        row.transform_filter(which)
        .mark_point(**look, size=alt.expr(f"datum.size * ({front} ? 1.5 : 1)"))
        .encode(x=theme.across("across"), y=theme.pixels("middle"), **sheet.symbol(SYMBOLS))
        for which in (f"!({front})", front)
    ]
    mean = _along("mean", "at").transform_calculate(
        low="datum.y + datum.low_up", high="datum.y + datum.high_up"
    )
    whole: dict[str, Any] = {"filled": True, "opacity": 1, "size": 130, "stroke": alt.expr("paper")}
    places = {"x": theme.across("x_at"), "y": theme.pixels("place")}
    return [
        *students,
        mean.mark_rule(stroke=alt.expr("ink"), strokeWidth=2.5).encode(
            x=theme.across("x_at"), y=theme.pixels("low"), y2="high:Q"
        ),
        mean.mark_point(**whole).encode(**places, **sheet.symbol(SYMBOLS)),
        _along("median", "at").mark_point(**whole).encode(**places, **sheet.symbol(SYMBOLS)),
    ]
