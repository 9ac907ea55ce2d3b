"""A few dots to put on what matters most. The whole budget is one answer, so it cannot be overspent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import (
    BaseKind,
    Choices,
    Options,
    choices,
    one_of,
    only_answer,
    weighed,
    whole_number,
)
from plckit.activities.entering import each_line, whole_numbers
from plckit.charts import dots, phrases
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError


class DotVote(BaseKind):
    """Dots on options: so many a person, so many at most on one of them."""

    name = "dot_vote"
    entering = "A line for each person: the dots on each choice, such as 2,0,1."
    example = {
        "prompt": "Put your dots on what we should work on first.",
        "options": {"options": {"time": "Time to plan together", "visits": "Visits", "work": "Student work"}},
        "people": [
            {ANSWER: {"time": 2, "work": 1}},
            {ANSWER: {"time": 1, "visits": 1, "work": 1}},
            {ANSWER: {"work": 2}},
            {ANSWER: {"time": 2}},
        ],
    }

    def options(self, *, options: Choices, dots: int = 3, most: int = 2) -> dict[str, Any]:
        """Return the options; *dots* each person has, *most* of them on one option."""
        kept = choices(options, "options")
        if len(kept) < 2:
            raise SpecError("options has one line. Give at least two to choose between.")
        dots, most = whole_number(dots, 1, 20, "dots"), whole_number(most, 1, 20, "most")
        if most > dots:
            raise SpecError(f"most is {most}, and a person has only {dots}. Use {dots} or fewer.")
        return {"choices": kept, "dots": dots, "most": most}

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, int] | None:
        """Return {option: dots}, without the options that have none; no dots at all is taken back."""
        only_answer(entry)
        if value is None:
            return None
        if not isinstance(value, dict) or len(value) > len(options["choices"]):
            raise BadValue("Those are not dots on the choices. Reload the page and try again.")
        placed = {one_of(key, options["choices"]): _dots(number, options) for key, number in value.items()}
        if (total := sum(placed.values())) > options["dots"]:
            raise BadValue(
                f"That is {total} dots, and each person has {options['dots']}. Take some away first."
            )
        return {key: placed[key] for key in options["choices"] if placed.get(key)} or None

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one person's dots a line: “2,0,1” for two on the first option and one on the third."""
        keys = list(options["choices"])
        dots = [dict(zip(keys, whole_numbers(line, len(keys)), strict=True)) for line in each_line(text)]
        return [{ANSWER: self.parse(options, ANSWER, given)} for given in dots]

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many dots each option has, and of how many people."""
        labels, total, people = spec.options["choices"], Counter[str](), Counter[str]()
        for e in entries:
            total.update(e.value)
            people.update(e.value.keys())
        rows = dots.rows(labels, {k: total[k] for k in labels}, {k: people[k] for k in labels}, len(entries))
        return {"rows": rows, "words": dots.words(rows), "table": dots.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the options in the order of their dots."""
        total = Counter[str]()
        for e in entries:
            total.update(e.value)
        return weighed(spec.options["choices"], total, f"Dots in {phrases.many(len(entries), 'answer')}")

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the dots without data."""
        from plckit.charts.figure import figure

        return figure(dots.chart(options["choices"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return one triple an option that has dots: its words, and how many."""
        return [(options["choices"][key], number, str(number)) for key, number in value.items()]


def _dots(number: Any, options: Options) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise BadValue("Dots are whole numbers from 0 up. Reload the page and try again.")
    if number > options["most"]:
        raise BadValue(f"At most {options['most']} of your dots can go on one choice. Spread them out.")
    return number


KIND = DotVote()
