"""Yes or no to each line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, lines, one_of
from plckit.activities.entering import COUNTS_A_LINE, counted_rows
from plckit.charts import likert
from plckit.domain.entries import Entry
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

LABELS = {"no": "No", "yes": "Yes"}


class Checklist(BaseKind):
    """Lines to go through; an entry is one line's yes or no, so its id is the line's key."""

    name = "checklist"
    votes = True
    entering = COUNTS_A_LINE
    example = {
        "prompt": "Is our meeting ready?",
        "options": {"rows": {"room": "A room with tables", "data": "The results, checked", "time": "Cover"}},
        "people": [
            {"room": "yes", "data": "no", "time": "yes"},
            {"room": "yes", "data": "yes"},
            {"room": "no", "data": "no", "time": "yes"},
        ],
    }

    def options(self, *, rows: Choices) -> dict[str, Any]:
        """Return the lines."""
        return {"rows": lines(rows), "levels": LABELS}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return yes or no."""
        if entry not in options["rows"]:
            raise BadValue("That line is not in this workbook. Reload the page and try again.")
        if isinstance(value, bool):
            value = "yes" if value else "no"
        return None if value is None else one_of(value, LABELS)

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one person's answers a row of counts: no, then yes."""
        return list(counted_rows(text, options["rows"], [*options["levels"]]))

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many said yes and how many no, line by line."""
        given: dict[str, Counter[str]] = defaultdict(Counter)
        for e in entries:
            given[e.entry][e.value] += 1
        lines = spec.options["rows"]
        rows = likert.rows(lines, LABELS, {key: given[key] for key in lines})
        return {"rows": rows, "words": likert.words(rows), "table": likert.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the lines with how many said yes, or yes and no where one sheet was filled in."""
        said = []
        for key, line in spec.options["rows"].items():
            given = [e.value for e in entries if e.entry == key]
            yes = given.count("yes")
            if given:
                said.append(f"{line} {LABELS[given[0]] if len(given) == 1 else f'{yes} of {len(given)} yes'}")
        return {"said": "\n".join(said), "texts": said}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the bars without data."""
        from plckit.charts.figure import figure

        return figure(likert.chart(options["rows"], LABELS))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the line, yes or no, and the same in words."""
        return [(options["rows"][entry], value, LABELS[value])]


KIND = Checklist()
