"""How true is each statement? Rules L1–L5: full distributions, “not sure” apart, never a mean of one item."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, lines, one_of
from plckit.activities.days import when
from plckit.activities.entering import COUNTS_A_LINE, counted_rows
from plckit.charts import likert, phrases, waves
from plckit.domain.entries import Entry, Reading, Tidy
from plckit.domain.visibility import SMALLEST_GROUP, About
from plckit.domain.waves import Statement, Wave
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError
from plckit.sessions.clock import local_day

NOT_SURE = "not_sure"
MOST_ASKED = 5000
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
    entering = COUNTS_A_LINE
    example = {
        "prompt": "How true is this for you today?",
        "options": {
            "rows": {"say": "I could say “I don't know” in this group.", "disagree": "We can disagree."}
        },
        "people": [
            {"say": a, "disagree": b}
            for a, b in (("4", "5"), ("5", "4"), ("3", "2"), ("4", "4"), ("2", "not_sure"), ("5", "1"))
        ],
    }

    def options(
        self, *, rows: Choices, labels: Choices = AGREEMENT, waves: bool = False, stacked: bool = False
    ) -> dict[str, Any]:
        """Return the statements and the levels, from the lowest to the highest (3 to 7 of them).

        With *waves* the group sees what it said in earlier sessions of the same workbook too (L6). *stacked*
        bars all begin at the left, which some find easier to read (L2).
        """
        levels = choices(labels, "labels")
        if not 3 <= len(levels) <= 7 or NOT_SURE in levels:
            raise SpecError("labels must be 3 to 7 levels from low to high; “not sure” is added by itself.")
        if waves and stacked:
            raise SpecError("waves and stacked do not go together. Take one of them out.")
        shown = {"waves": True} if waves else {"stacked": True} if stacked else {}
        return {"rows": lines(rows), "levels": levels, **shown}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the level's key, or not_sure."""
        _statement(options, entry)
        if value is None or value == NOT_SURE:
            return value
        return one_of(str(value) if isinstance(value, int) and 0 <= value < 10 else value, options["levels"])

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one person's levels a row of counts, “not sure” last."""
        return list(counted_rows(text, options["rows"], [*options["levels"], NOT_SURE]))

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the distribution of each statement; one with under five answers is withheld (P3)."""
        every, stacked = _distributions(spec, entries), spec.options.get("stacked", False)
        rows = likert.rows(spec.options["rows"], spec.options["levels"], every, stacked=stacked)
        return {"rows": rows, "words": likert.words(rows), "table": likert.table(rows)}

    def summarise_waves(self, readings: Sequence[Reading]) -> dict[str, Any]:
        """Return every wave's distributions, this one last; a statement worded differently then says so."""
        now, labels = readings[-1].spec, when([local_day(reading.at) for reading in readings])
        found = [_wave(reading, label) for reading, label in zip(readings, labels, strict=True)]
        rows = waves.rows(now.options["rows"], now.options["levels"], found)
        asked = now.options.get("asked", 0)
        return {"rows": rows, "words": waves.words(rows), "table": waves.table(rows), "asked": asked}

    def adjust(self, options: Options, given: Any) -> dict[str, Any]:
        """Return how many people were asked, which gives waves their response rate (L6)."""
        asked = given.get("asked") if isinstance(given, dict) and options.get("waves") else None
        if isinstance(asked, bool) or not isinstance(asked, int) or not 1 <= asked <= MOST_ASKED:
            raise BadValue(f"Give the number of people who were asked, from 1 to {MOST_ASKED:,}.")
        return {"asked": asked}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return each statement's whole distribution in a line: never a mean (L1), none of too few (P3)."""
        levels, every = {**spec.options["levels"], NOT_SURE: "Not sure"}, _distributions(spec, entries)
        lines = {}
        for key, text in spec.options["rows"].items():
            if given := every[key]:
                told = ", ".join(f"{label} {given[level]}" for level, label in levels.items() if given[level])
                lines[text] = f"{text} {told} ({phrases.many(given.total(), 'answer')})."
        few = phrases.reason("withheld")
        said = [lines.get(text, f"{text} {few}") for text in spec.options["rows"].values()]
        return {"said": "\n".join(said), "texts": list(lines.values())}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the bars without data."""
        from plckit.charts.figure import figure

        lines, levels = options["rows"], options["levels"]
        if options.get("waves"):
            return figure(waves.chart(lines, levels))
        return figure(likert.chart(lines, levels, stacked=options.get("stacked", False)))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the statement, the level and its label."""
        label = "Not sure" if value == NOT_SURE else options["levels"][value]
        return [(options["rows"][entry], value, label)]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row an answer; a statement with under five is one row that says so (P3, P7)."""
        every = _distributions(spec, entries)
        few = {key: text for key, text in spec.options["rows"].items() if every[key] is None}
        shown = super().tidy(spec, [e for e in entries if e.entry not in few])
        return shown + [Tidy(None, text, None, "", phrases.reason("withheld")) for text in few.values()]


def _distributions(spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Counter[str] | None]:
    """Return how many gave each level, by statement; None for one that may not be shown."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for e in entries:
        given[e.entry][e.value] += 1
    return {key: given[key] if _enough(given[key]) else None for key in spec.options["rows"]}


def _enough(given: Counter[str]) -> bool:
    """Return whether a statement may be shown: five answers, and no level of fewer than five people.

    Four who are not sure know of each other, so beside them a single level has a name.
    """
    levels = given.total() - given[NOT_SURE]
    return given.total() >= SMALLEST_GROUP and (levels == 0 or levels >= SMALLEST_GROUP)


def _wave(reading: Reading, label: str) -> Wave:
    """Return what one session said, with the words and the scale it was asked in (L9)."""
    options = reading.spec.options
    said = _distributions(reading.spec, reading.entries)
    asked = {key: Statement(text, options["levels"], said[key]) for key, text in options["rows"].items()}
    return Wave(label, reading.people, reading.of, asked)


def _statement(options: Options, entry: str) -> None:
    if entry not in options["rows"]:
        raise BadValue("That statement is not in this workbook. Reload the page and try again.")


KIND = Likert()
