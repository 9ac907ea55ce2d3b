"""Tick any that fit."""

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
from plckit.activities.entering import each_line, picked
from plckit.charts import counts, phrases
from plckit.domain.entries import ANSWER, Entry, Tidy
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError


class MultiSelect(BaseKind):
    """Any of a few. Options in *alone* (“none yet”, “would rather not say”) rule the others out."""

    name = "multi_select"
    votes = True
    entering = "A line for each person with the numbers of the choices, such as 1,3."
    example = {
        "prompt": "In the last month I …",
        "options": {
            "options": {
                "watched": "watched a colleague",
                "planned": "planned with someone",
                "none": "none yet",
            },
            "alone": ["none"],
        },
        "people": [
            {ANSWER: keys.split()} for keys in ("watched planned", "planned", "none", "planned", "watched")
        ],
    }

    def options(self, *, options: Choices, alone: Sequence[str] = (), fold: int = 0) -> dict[str, Any]:
        """Return the options to tick; bars with fewer than *fold* people show no number."""
        kept = choices(options, "options")
        if not isinstance(alone, list | tuple) or any(key not in list(kept) for key in alone):
            raise SpecError("alone must be a list of keys of options.")
        return {"choices": kept, "alone": list(alone), "fold": whole_number(fold, 0, 10, "fold")}

    def parse(self, options: Options, entry: str, value: Any) -> list[str] | None:
        """Return the keys ticked, in the order of the options; nothing ticked is taken back."""
        only_answer(entry)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) > len(options["choices"]):
            raise BadValue("That is not a list of choices. Reload the page and try again.")
        ticked = {one_of(key, options["choices"]) for key in value}
        if len(ticked) > 1 and ticked & set(options["alone"]):
            labels = " or ".join(f"“{options['choices'][key]}”" for key in options["alone"])
            raise BadValue(f"{labels} cannot go with another choice. Untick one of them.")
        return [key for key in options["choices"] if key in ticked] or None

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return what one person ticked, a line each: “1,3” for the first and the third."""
        keys = list(options["choices"])
        return [{ANSWER: self.parse(options, ANSWER, picked(line, keys))} for line in each_line(text)]

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many ticked each option; a number under *fold* (nought too) is not given."""
        labels = spec.options["choices"]
        ticked = Counter(key for e in entries for key in e.value)
        few = _folded(spec.options, ticked)
        shown = {key: None if key in few else ticked[key] for key in labels}
        rows = counts.rows(labels, shown, len(entries))
        wall = [
            {"text": ", ".join(labels[key] for key in e.value), "name": e.name} for e in entries if e.name
        ]
        return {"rows": rows, "words": counts.words(rows), "table": counts.table(rows), "wall": wall}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the options in the order of how many ticked them, without those under *fold* (P4)."""
        ticked = Counter(key for e in entries for key in e.value)
        few = _folded(spec.options, ticked)
        told = weighed(
            {key: label for key, label in spec.options["choices"].items() if key not in few},
            ticked,
            phrases.many(len(entries), "answer"),
        )
        gone = f"The rest is {phrases.PROTECTED}." if few else ""
        return {**told, "said": phrases.sentences(told["said"], gone)}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the bars without data."""
        from plckit.charts.figure import figure

        return figure(counts.chart(options["choices"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return one triple a tick."""
        return [(key, True, options["choices"][key]) for key in value]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a tick; an option under *fold*, with nought too, is one row that says so (P4, P7).

        Where the activity is named the room reads every tick with its name, so nothing is withheld.
        """
        rows = super().tidy(spec, entries)
        if any(e.name for e in entries):
            return rows
        labels = spec.options["choices"]
        few = _folded(spec.options, Counter(row.row for row in rows))
        shown = [row for row in rows if row.row not in few]
        why = f"{phrases.PROTECTED.capitalize()}."
        return shown + [Tidy(None, key, None, labels[key], why) for key in few]


def _folded(options: Options, ticked: Counter[str]) -> list[str]:
    """Return the options whose numbers are not given: those under *fold*, and never just one (P4)."""
    few = [key for key in options["choices"] if ticked[key] < options["fold"]]
    if len(few) == 1:
        rest = [key for key in options["choices"] if key not in few]
        few += sorted(rest, key=lambda key: ticked[key])[:1]
    return [key for key in options["choices"] if key in few]


KIND = MultiSelect()
