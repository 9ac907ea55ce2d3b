"""Where are we now, and where do we want to be? Rules L7 (sliders start unset) and L8."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, lines, place
from plckit.charts import dumbbell, phrases
from plckit.domain.entries import Entry, Tidy
from plckit.domain.visibility import SMALLEST_GROUP, About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

HANDLES = ("now", "want")
LOW, HIGH = 0, 10


class SliderPair(BaseKind):
    """Two sliders a line; an entry is one line's {"now": 0–10 or null, "want": 0–10 or null}."""

    name = "slider_pair"
    about = About.VIEWS
    example = {
        "prompt": "Where are we now, and where do we want to be?",
        "options": {"rows": {"lead": "Everybody can lead.", "see": "We see each other teach."}},
        "people": [
            {"lead": {"now": a, "want": b}, "see": {"now": c, "want": d}}
            for a, b, c, d in (
                (4, 8, 2, 7),
                (5, 9, 1, 6),
                (3, 7, 3, 8),
                (6, 8, 2, 9),
                (5, 10, 4, 7),
                (2, 8, 1, 8),
            )
        ],
    }

    def options(
        self, *, rows: Choices, now: str = "Where we are now", want: str = "Where we want to be"
    ) -> dict[str, Any]:
        """Return the lines and the names of the two handles."""
        handles = choices({"now": now, "want": want}, "now and want")
        return {"rows": lines(rows), "handles": handles, "low": LOW, "high": HIGH}

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, int | None] | None:
        """Return both handles; a line with neither set is taken back (L7: untouched is missing, not 5)."""
        if entry not in options["rows"]:
            raise BadValue("That line is not in this workbook. Reload the page and try again.")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - set(HANDLES):
            raise BadValue("That is not a pair of sliders. Reload the page and try again.")
        pair = {handle: place(value.get(handle), LOW, HIGH) for handle in HANDLES}
        return pair if any(place is not None for place in pair.values()) else None

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return each line's answers and medians; a line with under five answers is withheld (P3)."""
        rows = _rows(spec, entries)
        return {"rows": rows, "words": dumbbell.words(rows), "table": dumbbell.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return each line's middle answers with n, now and wanted; one with too few only says so (P3)."""
        _, *lines = dumbbell.words(_rows(spec, entries)).split("\n")
        few = phrases.WITHHELD.casefold()
        return {"said": "\n".join(lines), "texts": [line for line in lines if few not in line.casefold()]}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the dumbbells without data."""
        from plckit.charts.figure import figure

        return figure(dumbbell.chart(options["rows"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return one triple a handle that was set."""
        line, names = options["rows"][entry], options["handles"]
        return [(line, value[handle], names[handle]) for handle in HANDLES if value[handle] is not None]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a handle that was set; a line with too few is one row that says so (P3, P7)."""
        given = _given(entries)
        few = {key: text for key, text in spec.options["rows"].items() if not _enough(given[key])}
        shown = super().tidy(spec, [e for e in entries if e.entry not in few])
        return shown + [Tidy(None, text, None, "", phrases.reason("withheld")) for text in few.values()]


def _rows(spec: ActivitySpec, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the rows of the chart; a line with under five answers is withheld (P3)."""
    given = _given(entries)
    shown = {key: given[key] if _enough(given[key]) else None for key in spec.options["rows"]}
    return dumbbell.rows(spec.options["rows"], shown)


def _given(entries: Sequence[Entry]) -> defaultdict[str, list[tuple[int | None, int | None]]]:
    """Return the (now, want) pairs of each line."""
    given: defaultdict[str, list[tuple[int | None, int | None]]] = defaultdict(list)
    for e in entries:
        given[e.entry].append((e.value["now"], e.value["want"]))
    return given


def _enough(pairs: Sequence[tuple[float | None, float | None]]) -> bool:
    """Return whether both handles may be shown: each set by nobody or by five and more (P3)."""
    counts = [sum(place is not None for place in side) for side in zip(*pairs, strict=True)]
    return (
        bool(counts) and max(counts) >= SMALLEST_GROUP and all(n == 0 or n >= SMALLEST_GROUP for n in counts)
    )


KIND = SliderPair()
