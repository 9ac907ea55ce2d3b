"""The group's answers as one chart: tidy rows in, an Altair chart, words and a table out.

Each kind of chart is one module with four pure functions. `rows` makes tidy rows from counts, `chart` makes
the picture's fixed part, `words` says the same in plain English, `table` in columns. Only rows travel when an
answer comes in; `figure` and `bundle` make what the browser needs once, `chart.js` draws it, `paper` prints
it.

This room may import plckit.domain, plckit.errors and plckit.settings, nothing above. It is the only home of
Altair and vl-convert, and it imports them inside the functions that need them, never when a module loads.
What a coach calls for results of students stands in `pictures`: `draw`, `words`, `table`, `rows`.
"""

from plckit.charts.pictures import draw, rows, table, words

__all__ = ["draw", "rows", "table", "words"]
