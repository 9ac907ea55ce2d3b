"""How the ring map is drawn: rings and ties behind, discs with numbers before them, the list beside.

Imports Altair inside its functions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.charts import sheet
from plckit.charts.layout import LINE
from plckit.charts.partners import INDENT, LIST, MAP, SMALL

if TYPE_CHECKING:
    import altair as alt

US = "Us"
MIDDLE = 38
"""Pixels across the disc in the middle."""

KEY = 34
"""Pixels a line of the key takes."""

WIDEST = 322
"""Pixels of the list at the most, so that dots stand near their names."""

DOT = 12
"""Pixels from one dot of a tie's strength to the next."""


def chart(description: str, data: list[dict[str, Any]] | None) -> alt.LayerChart:
    """Return the picture's fixed part for rows of `partners.rows`."""
    from plckit.charts import theme

    layers = [*_rings(), *_ties(), *_nodes(), *_key(), *_list(), _strengths(), *_empty()]
    made: alt.LayerChart = theme.framed(
        layers, data, description, height=sheet.HEIGHT, first=MAP
    ).transform_calculate(
        y0=theme.picked("datum.y_narrow", "datum.y_wide"),
        x0=theme.picked("datum.x_narrow", "datum.x_wide"),
        cx=theme.picked("width / 2", str(MAP / 2)),
        cy=str(MAP / 2),
    )
    return made


def _rings() -> list[alt.Chart]:
    """Return the rings, darker towards the middle, with us in it."""
    import altair as alt

    from plckit.charts import theme

    ring = sheet.layer("ring")
    at = {"x": theme.across("cx"), "y": theme.pixels("cy")}
    round_: dict[str, Any] = {"shape": "circle", "size": alt.expr("4 * datum.radius * datum.radius")}
    return [
        ring.mark_point(**round_, filled=True, fill=alt.expr("ink"), opacity=0.035).encode(**at),
        ring.mark_point(**round_, filled=False, stroke=alt.expr("ink"), strokeWidth=1, opacity=0.35).encode(
            **at
        ),
    ]


def _ties() -> list[alt.Chart]:
    """Return a line from the middle to each partner: dashed where nobody has said how strong the tie is."""
    import altair as alt

    from plckit.charts import theme

    node = sheet.layer("node").transform_calculate(px="datum.cx + datum.x", py="datum.cy + datum.y")
    ends = {"x": theme.across("cx"), "x2": "px:Q", "y": theme.pixels("cy"), "y2": "py:Q"}
    known, unknown = (node.transform_filter(f"datum.strength {sign} 0") for sign in (">", "=="))
    return [
        known.mark_rule(stroke=theme.HIGH_STRONG, strokeWidth=alt.expr(_WIDTH), opacity=0.75).encode(**ends),
        unknown.mark_rule(stroke=alt.expr("ink"), strokeWidth=1, strokeDash=[3, 3], opacity=0.7).encode(
            **ends
        ),
    ]


_WIDTH = "1 + 6 * (datum.strength - 1) / max(datum.of - 1, 1)"


def _nodes() -> list[alt.Chart]:
    """Return the partners' discs with their numbers, the names of the rings, and us in the middle."""
    import altair as alt

    from plckit.charts import theme

    node = sheet.layer("node").transform_calculate(px="datum.cx + datum.x", py="datum.cy + datum.y")
    at = {"x": theme.across("px"), "y": theme.pixels("py")}
    ring = sheet.layer("ring").transform_calculate(top="datum.cy - datum.radius")
    name = {"x": theme.across("cx"), "y": theme.pixels("top"), "text": "label:N"}
    us = sheet.layer("ring").transform_window(place="row_number()").transform_filter("datum.place == 1")
    middle = {"x": theme.across("cx"), "y": theme.pixels("cy")}
    text: dict[str, Any] = {"baseline": "middle", "fontWeight": "bold"}
    return [
        ring.mark_text(
            baseline="middle", fontSize=12, stroke=alt.expr("paper"), strokeWidth=8, strokeJoin="round"
        ).encode(**name),
        ring.mark_text(baseline="middle", fontSize=12).encode(**name),
        us.mark_point(
            shape="circle", filled=True, opacity=1, size=MIDDLE**2, fill=alt.expr("ink"), strokeWidth=0
        ).encode(**middle),
        us.mark_text(**text, fontSize=13, color=alt.expr("paper"), text=US).encode(**middle),
        node.mark_point(
            shape="circle",
            filled=True,
            opacity=1,
            size=alt.expr("datum.size * datum.size"),
            fill=theme.HIGH_STRONG,
            stroke=alt.expr("paper"),
            strokeWidth=2,
        ).encode(**at),
        node.mark_text(**text, fontSize=alt.expr("datum.size < 20 ? 9 : 12"), color="#ffffff").encode(
            **at, text="number:N"
        ),
    ]


def _key() -> list[alt.Chart]:
    """Return what the lines' thickness means."""
    import altair as alt

    from plckit.charts import theme

    row = sheet.layer("key").transform_calculate(
        left="4", right=str(KEY - 6), words=str(KEY), middle=f"datum.y0 + {SMALL / 2}"
    )
    return [
        row.mark_rule(stroke=theme.HIGH_STRONG, strokeWidth=alt.expr(_WIDTH), opacity=0.75).encode(
            x=theme.across("left"), x2="right:Q", y=theme.pixels("middle")
        ),
        row.mark_text(align="left", baseline="middle", fontSize=12).encode(
            x=theme.across("words"), y=theme.pixels("middle"), text="label:N"
        ),
    ]


def _list() -> list[alt.Chart]:
    """Return the names ring by ring, each with its number and what goes which way."""
    from plckit.charts import theme

    title, more = sheet.layer("title"), sheet.layer("more")
    name = sheet.layer("name").transform_calculate(
        words=f"datum.x0 + {INDENT}", disc="datum.x0 + 11", middle=f"datum.y0 + {LINE / 2 - 0.5}"
    )
    lines = theme.picked("datum.lines_narrow", "datum.lines_wide")
    below = theme.picked("datum.below_narrow", "datum.below_wide")
    placed = name.transform_filter("datum.number != ''")
    start = name.transform_calculate(y="datum.y0")
    small = name.transform_calculate(y=f"datum.y0 + {LINE} * length({lines})")
    left: dict[str, Any] = {"align": "left", "baseline": "top"}
    y, words = theme.pixels("y"), theme.across("words")
    head = {"x": theme.across("x0"), "y": theme.pixels("y0"), "text": "label:N"}
    return [
        title.mark_text(**left, fontSize=12, opacity=0.85).encode(**head),
        more.mark_text(**left, fontSize=12, opacity=0.85).encode(**head),
        placed.mark_point(
            shape="circle", filled=True, opacity=1, size=22**2, fill=theme.HIGH_STRONG, strokeWidth=0
        ).encode(x=theme.across("disc"), y=theme.pixels("middle")),
        placed.mark_text(baseline="middle", fontSize=12, fontWeight="bold", color="#ffffff").encode(
            x=theme.across("disc"), y=theme.pixels("middle"), text="number:N"
        ),
        theme.by_line(start, lines).mark_text(**left, fontWeight="bold").encode(x=words, y=y, text="line:N"),
        theme.by_line(small, below, SMALL)
        .mark_text(**left, fontSize=12, opacity=0.85)
        .encode(x=words, y=y, text="line:N"),
    ]


def _strengths() -> alt.Chart:
    """Return as many full dots beside a name as its tie is strong."""
    import altair as alt

    from plckit.charts import theme

    right = theme.picked("width", f"min(width, {LIST + WIDEST})")
    dots = theme.each(sheet.layer("name"), "of").transform_calculate(
        x=f"({right}) - {DOT / 2 + 1} - {DOT} * (datum.of - 1 - datum.i)",
        middle=f"datum.y0 + {LINE / 2 - 0.5}",
    )
    made: alt.Chart = dots.mark_point(
        shape="circle",
        size=64,
        opacity=1,
        strokeWidth=1.2,
        filled=True,
        fill=alt.expr(f"datum.i < datum.strength ? '{theme.HIGH_STRONG}' : 'transparent'"),
        stroke=alt.expr(f"datum.i < datum.strength ? '{theme.HIGH_STRONG}' : ink"),
    ).encode(x=theme.across("x"), y=theme.pixels("middle"))
    return made


def _empty() -> list[alt.Chart]:
    """Return what stands there while nobody is named."""
    import altair as alt

    return [
        sheet.layer("empty")
        .mark_text(align="left", baseline="top", fontStyle="italic", opacity=0.8)
        .encode(x=alt.value(0), y=alt.value(2), text="label:N")
    ]
