"""One place between two ends. Rule L7: it starts unset, and untouched is missing, not the middle."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from plckit.activities.base import BaseKind, Options, label_text, only_answer, place
from plckit.activities.entering import each_line, whole_numbers
from plckit.charts import spread
from plckit.domain.entries import ANSWER, Entry, Reading
from plckit.domain.visibility import About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import SpecError

LOW, HIGH = 0, 10
LINE = "answer"
WAVES = {"now": "This time", "one": "Last time", "two": "The time before"}
"""So many sessions are shown together; which ones there are, nobody knows when the chart is made."""


class Slider(BaseKind):
    """A whole number from 0 to 10, its two ends in words."""

    name = "slider"
    about = About.VIEWS
    entering = "One number from 0 to 10 a line."
    example = {
        "prompt": "Would this be better than what we do today?",
        "options": {"low": "Much worse", "high": "Much better"},
        "people": [{ANSWER: n} for n in (7, 8, 3, 6, 7, 9, 2)],
    }

    def options(
        self, *, low: str = "Not at all", high: str = "Very much", waves: bool = False
    ) -> dict[str, Any]:
        """Return the words at the two ends.

        With *waves* the group sees what it said in earlier sessions of the same workbook too, a line each.
        """
        ends = {"low": label_text(low, "low"), "high": label_text(high, "high")}
        if ends["low"] == ends["high"]:
            raise SpecError("low and high say the same. Give the two ends different words.")
        if not isinstance(waves, bool):
            raise SpecError("waves must be True or False.")
        return {"ends": ends, "low": LOW, "high": HIGH, **({"waves": True} if waves else {})}

    def parse(self, options: Options, entry: str, value: Any) -> int | None:
        """Return the place, a whole number."""
        only_answer(entry)
        return place(value, LOW, HIGH)

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one place a person, one a line."""
        return [{ANSWER: place(whole_numbers(line, 1)[0], LOW, HIGH)} for line in each_line(text)]

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return every answer as a dot, with the middle and the middle half (L1, L5)."""
        rows = spread.rows({LINE: spec.prompt}, {LINE: [e.value for e in entries]})
        return {"rows": rows, "words": spread.words(rows), "table": spread.table(rows)}

    def summarise_waves(self, readings: Sequence[Reading]) -> dict[str, Any]:
        """Return this time's dots, and below them those of the two times before; none is matched (L6).

        `lines` are those that there are: the picture has no room for a time when nobody was asked.
        """
        latest = list(reversed(readings))[: len(WAVES)]
        values = {key: [e.value for e in one.entries] for key, one in zip(WAVES, latest, strict=False)}
        labels = {key: WAVES[key] for key in values}
        rows = spread.rows(labels, values)
        drawn = {"rows": rows, "lines": [*labels]}
        return {**drawn, "words": spread.words(rows), "table": spread.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the middle answer, and how far the answers spread."""
        places = sorted(e.value for e in entries)
        apart = f"from {places[0]} to {places[-1]}" if len(places) > 1 else "one answer"
        middle = f"{median(places):g}"
        return {"said": f"Middle answer {middle} of {spec.options['high']}, {apart}.", "texts": [middle]}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the line without data."""
        from plckit.charts.figure import figure

        lines = WAVES if options.get("waves") else {LINE: ""}
        return figure(spread.chart(lines, **options["ends"]))


KIND = Slider()
