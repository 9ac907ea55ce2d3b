"""Pick exactly one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, one_of, only_answer, weighed
from plckit.activities.entering import COUNTS, counted
from plckit.charts import counts, phrases
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.workbooks import ActivitySpec


class Choice(BaseKind):
    """One of a few; the group sees a bar for each."""

    name = "choice"
    votes = True
    entering = COUNTS
    example = {
        "prompt": "Which of our rules matters most today?",
        "options": {
            "options": {"focus": "We stay on learning", "listen": "We listen", "equal": "Equal parts"}
        },
        "people": [{ANSWER: key} for key in ("focus", "listen", "listen", "equal", "listen")],
    }

    def options(self, *, options: Choices) -> dict[str, Any]:
        """Return the options to pick from."""
        return {"choices": choices(options, "options")}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the key of the option picked."""
        only_answer(entry)
        return None if value is None else one_of(value, options["choices"])

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one answer a person of “3,2,0”: how many picked each option."""
        return [{ANSWER: key} for key in counted(text, list(options["choices"]))]

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many picked each option; with names where the activity is named."""
        picked = Counter(e.value for e in entries)
        labels = spec.options["choices"]
        rows = counts.rows(labels, {key: picked[key] for key in labels}, len(entries))
        wall = [{"text": labels[e.value], "name": e.name} for e in entries if e.name]
        return {"rows": rows, "words": counts.words(rows), "table": counts.table(rows), "wall": wall}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the options in the order of how many picked them."""
        picked = Counter(e.value for e in entries)
        return weighed(spec.options["choices"], picked, phrases.many(len(entries), "answer"))

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the bars without data."""
        from plckit.charts.figure import figure

        return figure(counts.chart(options["choices"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the option's key and its label."""
        return [("", value, options["choices"][value])]


KIND = Choice()
