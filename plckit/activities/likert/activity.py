"""How true is each statement? Rules L1–L5: full distributions, “not sure” apart, never a mean of one item."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, one_of
from plckit.charts import likert, phrases
from plckit.domain.entries import Entry, Tidy
from plckit.domain.visibility import SMALLEST_GROUP, About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

NOT_SURE = "not_sure"
AGREEMENT = {
    "1": "Strongly disagree",
    "2": "Disagree",
    "3": "In between",
    "4": "Agree",
    "5": "Strongly agree",
}


class Likert(BaseKind):
    """A matrix of statements; an entry is one statement's level, so its id is the statement's key."""

    name = "likert"
    about = About.VIEWS

    def options(self, *, rows: Choices, labels: Choices = AGREEMENT) -> dict[str, Any]:
        """Return the statements and the levels, from the lowest to the highest (3 to 7 of them)."""
        levels = choices(labels, "labels")
        if not 3 <= len(levels) <= 7 or NOT_SURE in levels:
            raise SpecError("labels must be 3 to 7 levels from low to high; “not sure” is added by itself.")
        return {"rows": choices(rows, "rows"), "levels": levels}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the level's key, or not_sure."""
        _statement(options, entry)
        if value is None or value == NOT_SURE:
            return value
        return one_of(str(value) if isinstance(value, int) and 0 <= value < 10 else value, options["levels"])

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the distribution of each statement; one with under five answers is withheld (P3)."""
        given: dict[str, Counter[str]] = defaultdict(Counter)
        for e in entries:
            given[e.entry][e.value] += 1
        every = {key: given[key] if _enough(given[key]) else None for key in spec.options["rows"]}
        rows = likert.rows(spec.options["rows"], spec.options["levels"], every)
        return {"rows": rows, "words": likert.words(rows), "table": likert.table(rows)}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the diverging bars without data."""
        from plckit.charts.figure import figure

        return figure(likert.chart(options["rows"], options["levels"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the statement, the level and its label."""
        label = "Not sure" if value == NOT_SURE else options["levels"][value]
        return [(options["rows"][entry], value, label)]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row an answer; a statement with under five is one row that says so (P3, P7)."""
        given: dict[str, Counter[str]] = defaultdict(Counter)
        for e in entries:
            given[e.entry][e.value] += 1
        few = {key: text for key, text in spec.options["rows"].items() if not _enough(given[key])}
        shown = super().tidy(spec, [e for e in entries if e.entry not in few])
        return shown + [Tidy(None, text, None, "", phrases.reason("withheld")) for text in few.values()]


def _enough(given: Counter[str]) -> bool:
    """Return whether a statement may be shown: five answers, and no level of fewer than five people.

    Four who are not sure know of each other, so beside them a single level has a name.
    """
    levels = given.total() - given[NOT_SURE]
    return given.total() >= SMALLEST_GROUP and (levels == 0 or levels >= SMALLEST_GROUP)


def _statement(options: Options, entry: str) -> None:
    if entry not in options["rows"]:
        raise BadValue("That statement is not in this workbook. Reload the page and try again.")


KIND = Likert()
