"""Two sliders, one dot on a map with named corners. Rules L7 (sliders start unset) and P3 (views of five)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, label_text, lines, place
from plckit.activities.entering import each_line, whole_numbers
from plckit.charts import dot_map, phrases
from plckit.domain.entries import Entry, Tidy
from plckit.domain.visibility import SMALLEST_GROUP, About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

LOW, HIGH = 0, 10


class DotMap(BaseKind):
    """Where each person stands between four corners; an entry is one slider's place, so its id is its key."""

    name = "dot_map"
    about = About.VIEWS
    entering = (
        "Two numbers from 0 to 10 a line, one line a person: first the upper slider, then the lower one."
    )
    example = {
        "prompt": "How much room do you have, and how strong is the team?",
        "options": {
            "rows": {"room": "How much room do I have?", "team": "How strong is our team?"},
            "corners": {
                "top-left": "Told what to do",
                "top-right": "Free and together",
                "bottom-left": "Drifting",
                "bottom-right": "On my own",
            },
        },
        "people": [
            {"room": a, "team": b}
            for a, b in ((7, 8), (8, 8), (7, 8), (3, 7), (9, 2), (5, 5), (6, 7), (2, 1))
        ],
    }

    def options(
        self, *, rows: Choices, corners: Mapping[str, str], low: str = "Very little", high: str = "Very much"
    ) -> dict[str, Any]:
        """Return the two sliders (*rows*: the first goes across, the second up) and the map's *corners*.

        *corners* gives a name to each of top-left, top-right, bottom-left and bottom-right; *low* and *high*
        stand at the ends of both sliders.
        """
        kept = lines(rows)
        if len(kept) != 2:
            raise SpecError(f"A map has two sliders, across and up, and rows has {len(kept)}. Give two.")
        if not isinstance(corners, Mapping) or set(corners) != set(dot_map.CORNERS):
            raise SpecError(f"corners must give words to each of {', '.join(dot_map.CORNERS)}.")
        named = choices(corners, "corners")
        ends = {"low": label_text(low, "low"), "high": label_text(high, "high")}
        if ends["low"] == ends["high"]:
            raise SpecError("low and high say the same. Give the two ends different words.")
        ordered = {key: named[key] for key in dot_map.CORNERS}
        return {"rows": kept, "corners": ordered, "ends": ends, "low": LOW, "high": HIGH}

    def parse(self, options: Options, entry: str, value: Any) -> int | None:
        """Return the place of one slider, a whole number."""
        if entry not in options["rows"]:
            raise BadValue("That slider is not in this workbook. Reload the page and try again.")
        return place(value, LOW, HIGH)

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return both places of a person a line."""
        found = []
        for line in each_line(text):
            numbers = [place(one, LOW, HIGH) for one in whole_numbers(line, 2)]
            found.append(dict(zip(options["rows"], numbers, strict=True)))
        return found

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the dots of those who set both sliders; under five of them the map is withheld (P3)."""
        rows = self._rows(spec, entries)
        return {"rows": rows, "words": dot_map.words(rows), "table": dot_map.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many stand in each corner, and the middle answers of both sliders (L1)."""
        said = dot_map.words(self._rows(spec, entries))
        return {"said": said, "texts": said.split("\n")}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the map without dots."""
        from plckit.charts.figure import figure

        return figure(dot_map.chart(options["rows"], options["corners"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the slider and its place."""
        return [(options["rows"][entry], value, str(value))]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a slider of those with a dot; with too few dots a row that says so (P3, P7)."""
        whole = {who for who, _ in _dots(spec, entries)}
        if len(whole) >= SMALLEST_GROUP:
            return super().tidy(spec, [entry for entry in entries if entry.who in whole])
        few = phrases.reason("withheld")
        return [Tidy(None, text, None, "", few) for text in spec.options["rows"].values()]

    def _rows(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[dict[str, Any]]:
        dots = [dot for _, dot in _dots(spec, entries)]
        return dot_map.rows(spec.options["rows"], spec.options["corners"], dots)


def _dots(spec: ActivitySpec, entries: Sequence[Entry]) -> list[tuple[str, tuple[int, int]]]:
    """Return (who, (across, up)) of everybody who set both sliders."""
    given: dict[str, dict[str, int]] = {}
    for entry in entries:
        given.setdefault(entry.who, {})[entry.entry] = entry.value
    across, up = spec.options["rows"]
    return [(who, (set_[across], set_[up])) for who, set_ in given.items() if len(set_) == 2]


KIND = DotMap()
