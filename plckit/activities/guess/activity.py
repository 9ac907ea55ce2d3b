"""A guess before one looks: which items, or outcomes, were the hardest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options, only_answer, option_of, signature, weighed, whole_number
from plckit.charts import phrases
from plckit.domain.datasets import As
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.visibility import About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

OF = ("items", "outcomes")
MARK = re.compile(r"[A-Za-z0-9._:-]{1,60}")


class Guess(BaseKind):
    """A few of the items or outcomes, tapped; the group's guess can be drawn into a chart of the results."""

    name = "guess"
    works_on = "results"
    about = About.IDEAS
    example = {
        "prompt": "Tap the three questions that you think were the hardest.",
        "options": {"of": "items", "picks": 3},
        "people": [
            {ANSWER: ["Q09", "Q10", "Q12"]},
            {ANSWER: ["Q07", "Q10"]},
            {ANSWER: ["Q10", "Q12", "Q15"]},
        ],
        "supplied": {
            "measures": [
                {"id": f"Q{n:02}", "text": f"Q{n:02} ({outcome})"}
                for n, outcome in enumerate(["O1"] * 4 + ["O2"] * 4 + ["O3"] * 4 + ["O4"] * 3, 1)
            ]
        },
    }

    def options(self, *, of: str = "items", picks: int = 3) -> dict[str, Any]:
        """Return the options: *of* items or outcomes, and how many one may pick."""
        option_of(of, OF, "of")
        return {
            "data": "list",
            "of": of,
            "needs": [str(As.NOW)],
            "picks": whole_number(picks, 1, 10, "picks"),
        }

    def parse(self, options: Options, entry: str, value: Any) -> list[str] | None:
        """Return what was picked; nothing picked is taken back."""
        only_answer(entry)
        if value is None or value == []:
            return None
        if not isinstance(value, list) or not all(
            isinstance(one, str) and MARK.fullmatch(one) for one in value
        ):
            raise BadValue("That is not a list of choices. Reload the page and try again.")
        picked = list(dict.fromkeys(value))
        if (known := _labels(options)) and not known.keys() >= set(picked):
            raise BadValue("That is not one of the choices. Reload the page and try again.")
        if len(picked) > options["picks"]:
            raise BadValue(f"Pick {options['picks']} at most. Take one away first.")
        return picked

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"cards": what can be picked}, or {"picture": {"wait": why nothing can}}."""
        supplied = spec.options["supplied"]
        return {"picture": supplied} if "wait" in supplied else {"cards": supplied["measures"]}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return `balance`, how many picked each: [{"label", "count"}], the most often picked first.

        Where the activity is named, the wall has what each person picked.
        """
        labels = _labels(spec.options)
        counts = Counter(key for e in entries for key in e.value)
        order = sorted(counts, key=lambda key: (-counts[key], key))
        return {
            "balance": [{"label": labels.get(key, key), "count": counts[key]} for key in order],
            "wall": [{"text": _said(labels, e), **signature(e)} for e in entries if e.name],
        }

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return what was picked, the most often picked first."""
        counts = Counter(key for e in entries for key in e.value)
        labels = {key: key for key in sorted(counts)} | _labels(spec.options)
        return weighed(labels, counts, phrases.many(len(entries), "answer"))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return one triple a pick."""
        return [("", key, key) for key in value]


def _said(labels: dict[str, str], entry: Entry) -> str:
    return ", ".join(labels.get(key, key) for key in entry.value)


def _labels(options: Options) -> dict[str, str]:
    return {one["id"]: one["text"] for one in options.get("supplied", {}).get("measures", ())}


KIND = Guess()
