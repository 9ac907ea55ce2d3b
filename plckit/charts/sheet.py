"""A picture of results whose rows bring their own places: lines of text, a key, ticks and panels.

When a workbook is compiled nobody knows how many students, marks or dates there will be. So a chart of
results stacks what it has from top to bottom in Python, as rows with places in pixels, and Vega only spreads
them over the width there is. Heights exist twice, for a narrow and for a wide chart.
Importing this module imports neither Altair nor pandas.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plckit.charts import phrases
from plckit.charts.layout import LINE, WIDE_FROM, wrapped

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]
Symbols = Mapping[str, tuple[str, str]]
"""A symbol's shape and colour; “ink” and “paper” are the page's, paper with an outline, “shade” pale ink."""

SHADE = 0.13
"""How much ink is in a strip behind the marks."""

SYNTHETIC = "SYNTHETIC data"
TEAM_ONLY = "Team only"
"""What stands at the foot of every chart of results, sample data or a team's own (rule P11)."""

EMPTY = "no results yet"

LETTER = 6.3
"""Width in pixels that a letter of 12 pixels takes, with some room to spare."""

KEY_LETTER = 6.8
"""The same where the next symbol stands beside the word, and no font may reach it."""

NARROW = 320
SYMBOL = 22
"""Pixels a symbol of the key takes, its space included."""

LINE_SHAPE = "M-1,-0.2L1,-0.2L1,0.2L-1,0.2Z"
DASH_SHAPE = "M-1,-0.15L-0.2,-0.15L-0.2,0.15L-1,0.15ZM0.2,-0.15L1,-0.15L1,0.15L0.2,0.15Z"
"""Shapes of a symbol in the key, in units of half its size."""

FIRST = "data('rows')[0]"
HEIGHT = f"(length(data('rows')) ? (width < {WIDE_FROM} ? {FIRST}.height_narrow : {FIRST}.height_wide) : 20)"
"""A Vega expression: how high the chart is, as its first row says."""


class Sheet:
    """Rows of one chart, stacked from the top: `rows` so far, `narrow` and `wide` are where the next begins.

    Every row has: part · id (None where there is nothing to point at) · y_narrow, y_wide (top of its panel
    in pixels). The first row also has height_narrow and height_wide once `done`.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.narrow = self.wide = 0.0
        self._panel = (0.0, 0.0)

    def text(self, said: str, style: str = "quiet", gap: int = 4) -> None:
        """Add wrapped lines of text, if there is any; `style` is head, plain, quiet, foot or withheld."""
        if not said:
            return
        narrow, wide = (wrapped(said, int(width / LETTER)) for width in (NARROW, WIDE_FROM))
        self.rows.append(
            {"part": "text", "id": None, "style": style, "label": said, "narrow": narrow, "wide": wide}
            | {"y_narrow": self.narrow, "y_wide": self.wide}
        )
        self.skip(gap, len(narrow), len(wide))

    def key(self, symbols: Mapping[str, str]) -> None:
        """Add the key: each symbol's name with its words, side by side as long as there is room."""
        found: list[Row] = [
            {"part": "key", "id": None, "symbol": name, "label": label} for name, label in symbols.items()
        ]
        lines = [_flow(found, "narrow", NARROW, self.narrow), _flow(found, "wide", WIDE_FROM, self.wide)]
        self.rows += found
        if found:
            self.skip(6, *lines)

    def panel(self, height: float) -> None:
        """Begin a panel so high: the rows added from here on are placed from its top."""
        self._panel = (self.narrow, self.wide)
        self.narrow += height
        self.wide += height

    def add(self, part: str, ident: str | None = None, **cells: object) -> None:
        """Add a row of the panel begun last."""
        self.rows.append(
            {"part": part, "id": ident, "y_narrow": self._panel[0], "y_wide": self._panel[1], **cells}
        )

    def skip(self, gap: float, narrow: int = 0, wide: int = 0) -> None:
        """Leave so many lines and pixels free."""
        self.narrow += narrow * LINE + gap
        self.wide += wide * LINE + gap

    def done(self, *foot: str) -> list[Row]:
        """Return the rows, closed by the foot: how many students, and whose data (rules M3 and P11)."""
        self.skip(4)
        self.text(" · ".join(part.rstrip(".") for part in foot if part), "foot")
        self.rows[0] |= {"height_narrow": self.narrow, "height_wide": self.wide}
        return self.rows


def nothing(reason: str | None, *foot: str) -> list[Row]:
    """Return the rows of a chart that shows nothing but why: one sentence, and no marks (rule P7)."""
    made = Sheet()
    made.text(phrases.marked(reason) if reason else EMPTY, "withheld")
    made.rows[0]["part"] = "withheld" if reason else "empty"
    return made.done(*foot)


def shows_nothing(rows: Sequence[Row]) -> bool:
    """Return whether these rows only say why there is no picture."""
    return not rows or rows[0]["part"] in ("withheld", "empty")


def why(rows: Sequence[Row]) -> str:
    """Return the sentence of rows that show nothing, and whose data they are."""
    if not rows:
        return "No results yet."
    label = rows[0]["label"].removeprefix(f"{phrases.SYMBOL} ")
    return phrases.sentences(f"{label[0].upper()}{label[1:]}.", foot(rows))


def no_table(columns: list[str], rows: Sequence[Row]) -> dict[str, Any]:
    """Return the table of rows that show nothing: the reason in its first cell (rule P7)."""
    label = rows[0]["label"] if rows else EMPTY
    return {"columns": columns, "rows": [[label, *["–"] * (len(columns) - 1)]], "ids": [None]}


def foot(rows: Sequence[Row]) -> str:
    """Return the foot of the chart as a sentence, for its words."""
    return " ".join(f"{row['label']}." for row in rows if row.get("style") == "foot")


def _flow(found: list[Row], size: str, width: int, y: float) -> int:
    """Give each symbol of the key its place in a chart of this width; return how many lines they take."""
    x, line = 0.0, 0
    for row in found:
        room = SYMBOL + KEY_LETTER * len(row["label"]) + 8
        if x and x + room - 8 > width:
            x, line = 0.0, line + 1
        row |= {f"x_{size}": x, f"y_{size}": y + LINE * line}
        x += room
    return line + 1


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers from `low` to `high`, at most so many: steps of 1, 2 or 5 times a power of ten."""
    if not math.isfinite(high - low) or high <= low:
        return [low]
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    steps = (size * factor for factor in (1, 2, 5, 10, 20, 50))
    step = next(s for s in steps if _fits(low, high, s) <= most)
    first = math.ceil(round(low / step, 9))
    return [round((first + i) * step, 9) for i in range(_fits(low, high, step))]


def _fits(low: float, high: float, step: float) -> int:
    return math.floor(round(high / step, 9)) - math.ceil(round(low / step, 9)) + 1


def stacked(values: Sequence[float], step: float) -> list[int]:
    """Return each value's place in its stack, 0 at the foot: values nearer than `step` share a stack."""
    heights: dict[int, int] = {}
    places = []
    for value in values:
        stack = math.floor(value / step + 0.5)
        places.append(heights.get(stack, 0))
        heights[stack] = places[-1] + 1
    return places


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def days(dates: Sequence[str]) -> dict[str, str]:
    """Return ISO dates as “14 Mar”, with the year where there is more than one; other text stays."""
    years = {date[:4] for date in dates}
    return {date: _day(date, len(years) > 1) for date in dates}


def _day(date: str, year: bool) -> str:
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return date
    said = f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]}"
    return f"{said} ’{parts[0][2:]}" if year else said


def number(value: float) -> str:
    """Return a number of marks as people write it, halves rounded up: 7, 7.5, −0.3."""
    tenths = math.floor(abs(value) * 10 + 0.5 + 1e-9)
    said = f"{tenths / 10:.1f}".removesuffix(".0")
    return f"−{said}" if value < 0 and tenths else said


def signed(value: float) -> str:
    """Return a change in marks with its sign: +2.1, −0.3, 0."""
    said = number(value)
    return said if value < 0 or said == "0" else f"+{said}"


def percent(share: float) -> str:
    """Return a share as a whole percentage; some are never “0%”, and some short of all never “100%”."""
    whole = math.floor(share * 100 + 0.5)
    if 0 < share < 1 and whole in (0, 100):
        return "<1%" if whole == 0 else ">99%"
    return f"{whole}%"


def drawn(
    layers: Sequence[alt.Chart],
    symbols: Symbols,
    data: list[Row] | None,
    description: str,
) -> alt.LayerChart:
    """Return one chart of the layers, its key and its text; each mark finds its panel's top as `datum.y`.

    `symbols` gives each name of the column `symbol` a shape and a colour; they are shared by all layers.
    """
    from plckit.charts import theme

    made: alt.LayerChart = theme.framed(
        [*layers, *_keys(symbols), texts()], data, description, height=HEIGHT, first=20
    ).transform_calculate(y=theme.picked("datum.y_narrow", "datum.y_wide"))
    return made


def symbol(symbols: Symbols) -> dict[str, Any]:
    """Return the encodings of a mark by its row's `symbol`: a shape and a colour, without a legend."""
    import altair as alt

    names = [*symbols]
    shapes = alt.Scale(domain=names, range=[shape for shape, _ in symbols.values()])
    return {"shape": alt.Shape("symbol:N", scale=shapes, legend=None), "color": colour(symbols)}


def colour(symbols: Symbols) -> alt.Color:
    """Return the encoding of a line's or a bar's colour by its row's `symbol`."""
    import altair as alt

    signals = {name: alt.ExprRef(name) for name in ("ink", "paper")}
    signals["shade"] = signals["ink"]
    colours = [signals.get(name, name) for _, name in symbols.values()]
    scale = alt.Scale(domain=[*symbols], range=colours)
    return alt.Color("symbol:N", scale=scale, legend=None)


def outline(symbols: Symbols) -> alt.ExprRef:
    """Return the colour of the line round a symbol: there is one round those that are as pale as the page."""
    import altair as alt

    return alt.expr(f"{_is('paper', symbols)} ? ink : 'transparent'")


def _is(colour: str, symbols: Symbols) -> str:
    """Return a Vega expression: whether this row's symbol has the colour."""
    found = [name for name, (_, wanted) in symbols.items() if wanted == colour]
    return f"indexof({json.dumps(found)}, datum.symbol) >= 0"


def layer(part: str) -> alt.Chart:
    """Return a layer of the rows of this part."""
    import altair as alt

    made: alt.Chart = alt.Chart().transform_filter(f"datum.part == '{part}'")
    return made


def _keys(symbols: Symbols) -> list[alt.Chart]:
    import altair as alt

    from plckit.charts import theme

    row = layer("key").transform_calculate(
        x=f"({theme.picked('datum.x_narrow', 'datum.x_wide')}) + 8", middle=f"datum.y + {LINE / 2}"
    )
    seen = alt.expr(f"{_is('shade', symbols)} ? {SHADE} : 1")
    marks = row.mark_point(filled=True, opacity=seen, size=90, stroke=outline(symbols), strokeWidth=1)
    return [
        marks.encode(x=theme.across("x"), y=theme.pixels("middle"), **symbol(symbols)),
        row.mark_text(align="left", baseline="middle", fontSize=12, dx=SYMBOL - 10).encode(
            x=theme.across("x"), y=theme.pixels("middle"), text="label:N"
        ),
    ]


def texts() -> alt.Chart:
    """Return the layer of all lines of text."""
    import altair as alt

    from plckit.charts import theme

    row = alt.Chart().transform_filter("isValid(datum.style)")
    made: alt.Chart = (
        theme.by_line(row, theme.picked("datum.narrow", "datum.wide"))
        .mark_text(
            align="left",
            baseline="top",
            fontSize=12,
            opacity=alt.expr("datum.style == 'plain' || datum.style == 'head' ? 1 : 0.8"),
            fontStyle=alt.expr("datum.style == 'withheld' ? 'italic' : 'normal'"),
        )
        .encode(x=alt.value(0), y=theme.pixels("y"), text="line:N")
    )
    return made
