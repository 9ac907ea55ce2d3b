"""One slider a line, all between the same two ends. Rules L1, L5 and L7 (sliders start unset)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, label_text, lines, place
from plckit.activities.entering import each_line, whole_numbers
from plckit.charts import phrases, spread
from plckit.domain.entries import Entry, Tidy
from plckit.domain.visibility import SMALLEST_GROUP, About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

LOW, HIGH = 0, 10


class Sliders(BaseKind):
    """A whole number from 0 to 10 for each line; an entry is one line's place, its id the line's key."""

    name = "sliders"
    about = About.VIEWS
    entering = "One person a line: a number from 0 to 10 for each slider, such as 7 4 6."
    example = {
        "prompt": "How far are we?",
        "options": {"rows": {"way": "We know our direction.", "deep": "Learning goes deep."}},
        "people": [{"way": a, "deep": b} for a, b in ((7, 4), (8, 3), (6, 5), (9, 4), (7, 6), (5, 2))],
    }

    def options(self, *, rows: Choices, low: str = "Not at all", high: str = "Fully") -> dict[str, Any]:
        """Return the lines, and the words at the two ends of all of them."""
        ends = {"low": label_text(low, "low"), "high": label_text(high, "high")}
        if ends["low"] == ends["high"]:
            raise SpecError("low and high say the same. Give the two ends different words.")
        return {"rows": lines(rows), "ends": ends, "low": LOW, "high": HIGH}

    def parse(self, options: Options, entry: str, value: Any) -> int | None:
        """Return a line's place, a whole number."""
        if entry not in options["rows"]:
            raise BadValue("That line is not in this workbook. Reload the page and try again.")
        return place(value, LOW, HIGH)

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return a person a line, a number for each slider."""
        keys = [*options["rows"]]
        found = [[place(n, LOW, HIGH) for n in whole_numbers(line, len(keys))] for line in each_line(text)]
        return [dict(zip(keys, places, strict=True)) for places in found]

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return every answer as a dot, with the middles; a line with under five is withheld (L1, L5, P3)."""
        rows = spread.rows(spec.options["rows"], _shown(spec, entries))
        return {"rows": rows, "words": spread.words(rows), "table": spread.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return each line's middle answer and how far its answers spread; none of too few (P3)."""
        given = _shown(spec, entries)
        said = [_told(text, given[key]) for key, text in spec.options["rows"].items()]
        return {"said": "\n".join(said), "texts": said}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the lines without dots."""
        from plckit.charts.figure import figure

        return figure(spread.chart(options["rows"], **options["ends"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the line and its place."""
        return [(options["rows"][entry], value, str(value))]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row an answer; a line with too few is one row that says so (P3, P7)."""
        given = _shown(spec, entries)
        few = {key: text for key, text in spec.options["rows"].items() if given[key] is None}
        shown = super().tidy(spec, [e for e in entries if e.entry not in few])
        return shown + [Tidy(None, text, None, "", phrases.reason("withheld")) for text in few.values()]


def _shown(spec: ActivitySpec, entries: Sequence[Entry]) -> Mapping[str, list[int] | None]:
    """Return each line's places, None for one that fewer than five people have set (P3)."""
    given = {key: [e.value for e in entries if e.entry == key] for key in spec.options["rows"]}
    return {key: places if len(places) >= SMALLEST_GROUP else None for key, places in given.items()}


def _told(text: str, places: list[int] | None) -> str:
    if places is None:
        return f"“{text}” {phrases.reason('withheld')}"
    return f"“{text}” Middle answer {median(places):g} of {HIGH}, from {min(places)} to {max(places)}."


KIND = Sliders()
