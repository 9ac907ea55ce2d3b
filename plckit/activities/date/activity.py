"""A day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options, only_answer, weighed
from plckit.activities.days import day, in_words
from plckit.charts import phrases, tally
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.workbooks import ActivitySpec


class Date(BaseKind):
    """One day; the group sees which days were named, the earliest first."""

    name = "date"
    votes = True
    example = {
        "prompt": "When should we look again?",
        "options": {},
        "people": [{ANSWER: f"2027-02-{d}"} for d in ("08", "08", "15", "08", "22")],
    }

    def options(self) -> dict[str, Any]:
        """Return nothing: a day needs no options."""
        return {}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the day as year-month-day."""
        only_answer(entry)
        return day(value)

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many people named each day."""
        named = sorted(Counter(e.value for e in entries).items())
        rows = tally.rows([(in_words(when), count) for when, count in named], len(entries))
        wall = [{"text": in_words(e.value), "name": e.name} for e in entries if e.name]
        return {"rows": rows, "words": tally.words(rows), "table": tally.table(rows), "wall": wall}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the days, the one that most people named first."""
        named = Counter(e.value for e in entries)
        days = {when: in_words(when) for when in sorted(named)}
        return weighed(days, named, phrases.many(len(entries), "answer"))

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the bars without data."""
        from plckit.charts.figure import figure

        return figure(tally.chart())

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the day, and the same in words."""
        return [("", value, in_words(value))]


KIND = Date()
