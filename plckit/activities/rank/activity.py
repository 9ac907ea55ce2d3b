"""Put all of them in order, the first one first. No ties: each place is taken once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, one_of, only_answer
from plckit.activities.entering import each_line, picked
from plckit.charts import phrases, ranks
from plckit.domain.distribution import median
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

MOST_RANKED = 12


class Rank(BaseKind):
    """An order of all the options; the group sees where each one stands and how far opinions spread."""

    name = "rank"
    votes = True
    entering = "A line for each person: the numbers of the choices in order, such as 2,1,3."
    example = {
        "prompt": "What should we look at first? Put them in order.",
        "options": {
            "options": {"reading": "Reading aloud", "maths": "Number facts", "talk": "Talk in pairs"}
        },
        "people": [
            {ANSWER: order.split()}
            for order in (
                "maths talk reading",
                "maths reading talk",
                "talk maths reading",
                "maths talk reading",
            )
        ],
    }

    def options(self, *, options: Choices) -> dict[str, Any]:
        """Return the options to put in order (2 to 12 of them)."""
        kept = choices(options, "options")
        if not 2 <= len(kept) <= MOST_RANKED:
            raise SpecError(f"People can put 2 to {MOST_RANKED} options in order, and this has {len(kept)}.")
        return {"choices": kept}

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one person's order a line: “2,1,3” where the second option comes first."""
        keys = list(options["choices"])
        return [{ANSWER: self.parse(options, ANSWER, picked(line, keys))} for line in each_line(text)]

    def parse(self, options: Options, entry: str, value: Any) -> list[str] | None:
        """Return the keys from first to last; every option has one place."""
        only_answer(entry)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) > MOST_RANKED:
            raise BadValue("That is not an order. Reload the page and try again.")
        order = [one_of(key, options["choices"]) for key in value]
        for key in order:
            if order.count(key) > 1:
                raise BadValue(
                    f"“{options['choices'][key]}” stands there twice. Give each one its own place."
                )
        if len(order) < len(options["choices"]):
            raise BadValue("Some are not in the order yet. Give each one a place.")
        return order

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the place each person gave to each option."""
        rows = ranks.rows(spec.options["choices"], [e.value for e in entries])
        return {"rows": rows, "words": ranks.words(rows), "table": ranks.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the options in the order of their middle places, never of a mean (L1)."""
        labels = spec.options["choices"]
        middle = {key: median([e.value.index(key) + 1 for e in entries]) or 0 for key in labels}
        order = sorted(labels, key=lambda key: middle[key])
        told = ", ".join(f"“{labels[key]}” {middle[key]:g}" for key in order)
        said = f"Middle places in {phrases.many(len(entries), 'answer')}, 1 is first: {told}."
        first = [labels[key] for key in order if middle[key] == middle[order[0]]]
        return {"said": said, "texts": [labels[key] for key in order], "first": first}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the places without data."""
        from plckit.charts.figure import figure

        return figure(ranks.chart(options["choices"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return one triple an option: its words, its place from 1, and the place in words."""
        return [(options["choices"][key], i, f"place {i}") for i, key in enumerate(value, 1)]


KIND = Rank()
