"""How the map of dots is drawn: a cell for each whole number, names at the corners, scales between them.

Imports Altair inside its functions only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plckit.charts.dot_map import CORNERS, PLACES, Row
from plckit.charts.layout import LETTER, LINE, WIDE_FROM, wrapped

if TYPE_CHECKING:
    import altair as alt

LARGEST = 15
"""Pixels across a dot where none has a neighbour in its cell."""

LEFT, RIGHT = 22, 2
HIGH, LEAST = 250, 90
"""Height of the map where there is room, and where there is none; on a phone it is as high as wide."""

TICKS = 18
SMALL = 15


def chart(
    axes: Mapping[str, str], corners: Mapping[str, str], data: list[Row] | None = None
) -> alt.LayerChart:
    """Return the picture's fixed part: the map, its two scales and the names of its corners.

    Draws `data` (from `rows`), or without them the named data "rows", which the browser fills.
    """
    import altair as alt

    from plckit.charts import theme

    across, up = axes.values()
    heads = {size: _heads(corners, up, across, size) for size in _WIDTHS}
    top, foot, last = (_picked(heads, name) for name in ("top", "foot", "last"))
    rest = f"({top}) + {TICKS} + ({foot}) + ({last})"
    wanted = theme.picked(f"width - {LEFT + RIGHT}", str(HIGH))
    high = f"max({LEAST}, min({wanted}, {theme.ROOM} - ({rest})))"
    alone = "length(data('rows')) == 1"
    signals = {"nothing": alone, "top": top, "high": high, "base": f"({top}) + {high}"}
    signals |= {"cell_x": f"(width - {LEFT + RIGHT}) / {len(PLACES)}", "cell_y": f"{high} / {len(PLACES)}"}
    layers = [*_field(), *_scales(), *_names(heads, last), *_counts(foot), *_dots(), _message()]
    description = (
        f"A map of dots, one a person. From left to right: {across}. From bottom to top: {up}. "
        f"Both from {PLACES[0]} to {PLACES[-1]}."
    )
    height = f"{alone} ? 20 : {high} + {rest}"
    made: alt.LayerChart = theme.framed(layers, data, description, height=height, first=440).add_params(
        alt.param(name=theme.ROOM, value=10_000),
        *(alt.param(name=name, expr=expr) for name, expr in signals.items()),
    )
    return made


_WIDTHS = {"narrow": 320, "wide": WIDE_FROM}


def _heads(corners: Mapping[str, str], up: str, across: str, size: str) -> Row:
    """Return the wrapped names of both scales and of the corners, and the pixels they take.

    On a phone the names of the scales have lines of their own; where there is room they stand between those
    of the corners.
    """
    wide = size == "wide"
    third, half = int(_WIDTHS[size] / 3 - 12), int(_WIDTHS[size] / 2 - LEFT)
    names = {key: wrapped(corners[key], int((third if wide else half) / LETTER)) for key in CORNERS}
    above = wrapped(f"↑ {up}", int((third if wide else 320 - LEFT) / LETTER))
    beside = wrapped(f"{across} →", int((third if wide else 320) / LETTER))
    lines = {side: max(len(names[f"{side}-left"]), len(names[f"{side}-right"])) for side in ("top", "bottom")}
    first, last = (0, 0) if wide else (SMALL * len(above) + 8, SMALL * len(beside) + 6)
    top, foot = (
        max(LINE * lines[side] + SMALL, SMALL * len(said))
        for side, said in (("top", above), ("bottom", beside))
    )
    return {
        "names": names,
        "up": above,
        "across": beside,
        "title": first,
        "lines": lines["top"],
        "top": first + top + 8,
        "foot": foot + 6,
        "last": last,
    }


def _picked(heads: Mapping[str, Row], name: str) -> str:
    from plckit.charts import theme

    return theme.picked(str(heads["narrow"][name]), str(heads["wide"][name]))


def _fixed(values: list[Row]) -> alt.Chart:
    """Return a layer of the picture's fixed part, which is not there while nothing may be shown."""
    import altair as alt

    made: alt.Chart = alt.Chart(alt.InlineData(values=values)).transform_filter("!nothing")
    return made


def _field() -> list[alt.Chart]:
    """Return the map's ground and the two middle lines."""
    import altair as alt

    from plckit.charts import theme

    ground = _fixed([{}]).transform_calculate(
        left=str(LEFT),
        right=f"width - {RIGHT}",
        y="top",
        foot="base",
        middle=f"({LEFT} + width - {RIGHT}) / 2",
        half="(top + base) / 2",
    )
    x, y = theme.across("left"), theme.pixels("y")
    line: dict[str, Any] = {"stroke": alt.expr("ink"), "strokeDash": [2, 4], "opacity": 0.5}
    return [
        ground.mark_rect(fill=alt.expr("ink"), fillOpacity=0.045, cornerRadius=6).encode(
            x=x, x2="right:Q", y=y, y2="foot:Q"
        ),
        ground.mark_rule(**line).encode(x=theme.across("middle"), y=y, y2="foot:Q"),
        ground.mark_rule(**line).encode(x=x, x2="right:Q", y=theme.pixels("half")),
    ]


def _scales() -> list[alt.Chart]:
    """Return 0, 5 and 10 below the map and at its left."""
    from plckit.charts import theme

    tick = _fixed([{"tick": place} for place in PLACES[::5]]).transform_calculate(
        x=f"{LEFT} + (datum.tick + 0.5) * cell_x",
        under="base + 5",
        side=f"{LEFT} - 7",
        y="base - (datum.tick + 0.5) * cell_y",
    )
    look: dict[str, Any] = {"fontSize": 11, "opacity": 0.8}
    return [
        tick.mark_text(baseline="top", **look).encode(
            x=theme.across("x"), y=theme.pixels("under"), text="tick:Q"
        ),
        tick.mark_text(align="right", baseline="middle", **look).encode(
            x=theme.across("side"), y=theme.pixels("y"), text="tick:Q"
        ),
    ]


def _placed(size: str, head: Row) -> list[Row]:
    """Return each line of the names: its side, and how far it stands from the top, the map or the foot."""
    wide = size == "wide"
    up: Row = {"size": size, "bold": False, "said": "middle" if wide else "left", "from": "top"}
    low = up | ({"from": "base"} if wide else {"said": "right", "from": "foot"})
    first = TICKS + 4 if wide else 4
    found = [up | {"line": t, "at": SMALL * i, "total": not i} for i, t in enumerate(head["up"])]
    found += [low | {"line": t, "at": first + SMALL * i} for i, t in enumerate(head["across"])]
    for key, lines in head["names"].items():
        side, said = key.split("-")
        corner = {"size": size, "bold": True, "said": said, "from": "top" if side == "top" else "base"}
        above = head["title"] + LINE * (head["lines"] - len(lines)) if side == "top" else TICKS + 4
        found += [corner | {"line": t, "at": above + LINE * i} for i, t in enumerate(lines)]
    return found


def _names(heads: Mapping[str, Row], last: str) -> list[alt.Chart]:
    """Return what the scales and the corners are called, line by line, and how many dots there are."""
    import altair as alt

    from plckit.charts import theme

    found = [line for size, head in heads.items() for line in _placed(size, head)]
    wanted = theme.picked("'narrow'", "'wide'")
    many = "'   (' + data('rows')[0].total + ')'"
    text = (
        _fixed(found)
        .transform_filter(f"datum.size == ({wanted})")
        .transform_calculate(
            y=f"datum.at + (datum.from == 'base' ? base : datum.from == 'foot' ? height - ({last}) : 0)",
            words=f"datum.line + (datum.total && length(data('rows')) > 1 ? {many} : '')",
        )
    )
    look: dict[str, Any] = {
        "baseline": "top",
        "fontSize": alt.expr("datum.bold ? 13 : 12"),
        "fontWeight": alt.expr("datum.bold ? 'bold' : 'normal'"),
        "opacity": alt.expr("datum.bold ? 1 : 0.85"),
    }
    sides: list[Any] = [
        ("left", "left", str(LEFT)),
        ("middle", "center", "width / 2"),
        ("right", "right", "width"),
    ]
    return [
        text.transform_filter(f"datum.said == '{said}'")
        .mark_text(align=align, **look)
        .encode(x=alt.value(alt.expr(x)), y=theme.pixels("y"), text="words:N")
        for said, align, x in sides
    ]


def _counts(foot: str) -> list[alt.Chart]:
    """Return how many dots each corner holds, below its name."""
    import altair as alt

    from plckit.charts import theme

    corner = (
        alt.Chart()
        .transform_filter("datum.part == 'corner'")
        .transform_calculate(
            y=f"indexof(datum.row, 'top') == 0 ? top - {SMALL + 5} : base + {TICKS} + ({foot}) - {SMALL + 2}"
        )
    )
    look: dict[str, Any] = {"baseline": "top", "fontSize": 12, "opacity": 0.85}
    y = theme.pixels("y")
    left = corner.transform_filter("indexof(datum.row, 'left') > 0")
    right = corner.transform_filter("indexof(datum.row, 'right') > 0")
    return [
        left.mark_text(align="left", **look).encode(x=alt.value(LEFT), y=y, text="label:N"),
        right.mark_text(align="right", **look).encode(x=alt.value(alt.expr("width")), y=y, text="label:N"),
    ]


def _dots() -> list[alt.Chart]:
    """Return every dot in its cell, and the large ones with their number."""
    import altair as alt

    from plckit.charts import theme

    room = "min(cell_x, cell_y)"
    at = {"x": f"{LEFT} + (datum.across + 0.5) * cell_x", "y": "base - (datum.up + 0.5) * cell_y"}
    dot = (
        theme.each(alt.Chart().transform_filter("datum.part == 'place'"), "count")
        .transform_calculate(step=f"min({LARGEST + 2}, 0.96 * {room} / datum.side)", **at)
        .transform_calculate(line="floor(datum.i / datum.side)", lines="ceil(datum.count / datum.side)")
        .transform_calculate(beside="min(datum.side, datum.count - datum.line * datum.side)")
        .transform_calculate(
            px="datum.x + (datum.i % datum.side - (datum.beside - 1) / 2) * datum.step",
            py="datum.y - (datum.line - (datum.lines - 1) / 2) * datum.step",
        )
    )
    large = alt.Chart().transform_filter("datum.part == 'many'").transform_calculate(**at)
    x, y = theme.across("x"), theme.pixels("y")
    look: dict[str, Any] = {"shape": "circle", "filled": True, "opacity": 1, "color": theme.HIGH_STRONG}
    return [
        dot.mark_point(**look, size=alt.expr("pow(0.88 * datum.step, 2)")).encode(
            x=theme.across("px"), y=theme.pixels("py")
        ),
        large.mark_point(**look, size=alt.expr(f"pow(0.98 * {room}, 2)")).encode(x=x, y=y),
        large.mark_text(baseline="middle", fontSize=12, fontWeight="bold", color="#ffffff").encode(
            x=x, y=y, text="label:N"
        ),
    ]


def _message() -> alt.Chart:
    """Return why there is no map (rule P7)."""
    import altair as alt

    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.part == 'withheld' || datum.part == 'empty'")
        .mark_text(align="left", baseline="top", fontStyle="italic", opacity=0.8)
        .encode(x=alt.value(0), y=alt.value(2), text="label:N")
    )
    return made
