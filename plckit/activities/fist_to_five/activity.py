"""A hand from 0 to 5, shown by all at the same moment (rules C2, C3). Abstaining is no number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, one_of, only_answer, weighed
from plckit.activities.entering import counted
from plckit.charts import hands, phrases
from plckit.domain.consensus import HANDS, Counts, Hand, count_hands, label_hands
from plckit.domain.entries import ANSWER, Entry, Tidy
from plckit.domain.visibility import About
from plckit.domain.workbooks import ActivitySpec


class FistToFive(BaseKind):
    """How far can you back this? The words for each hand are always on the screen."""

    name = "fist_to_five"
    about = About.VIEWS
    entering = "How many showed 0, 1, 2, 3, 4 and 5, such as 0,0,1,3,2,0."
    example = {
        "prompt": "Show a hand from 0 to 5: can you work by these rules for one term?",
        "options": {},
        "people": [{ANSWER: hand} for hand in ("5", "4", "4", "3", "1", "abstain", "4")],
    }

    def options(self, *, labels: Choices = HANDS) -> dict[str, Any]:
        """Return the words for the hands 0 to 5; they are kept with the record (C2)."""
        return {"labels": hand_words(labels)}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the hand as text, or “abstain”."""
        only_answer(entry)
        return hand(value, options["labels"])

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one hand a person of “0,0,1,3,2,0”: how many showed 0, 1, 2, 3, 4 and 5."""
        return [{ANSWER: hand} for hand in counted(text, list(options["labels"]))]

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the hands counted, abstentions apart; a reading of the room, never a decision (C1)."""
        rows = hands.rows(spec.options["labels"], _counts(entries), _hands(entries).count(Hand.ABSTAIN))
        return {"rows": rows, "words": hands.words(rows), "table": hands.table(rows)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many showed each hand, with its words; nothing of too few (P3), never a mean (L1)."""
        given = _hands(entries)
        if _counts(entries) is None:
            return {"said": phrases.reason("withheld"), "texts": []}
        words = {hand: f"{hand} {text}" for hand, text in spec.options["labels"].items()}
        counts = {str(hand): given.count(hand) for hand in given}
        return weighed({**words, Hand.ABSTAIN: "Abstain"}, counts, phrases.many(len(given), "hand"))

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the strip without data."""
        from plckit.charts.figure import figure

        return figure(hands.chart(options["labels"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the hand and its words."""
        return [("", value, "Abstain" if value == Hand.ABSTAIN else options["labels"][value])]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a hand, or one that says why there is none (P3, P7)."""
        if _counts(entries) is None:
            return [Tidy(None, "", None, "", phrases.reason("withheld"))]
        return super().tidy(spec, entries)


def hand_words(labels: Choices) -> dict[str, str]:
    """Return the words of the hands 0 to 5, given as a list or by hand; raise SpecError."""
    if isinstance(labels, Sequence) and not isinstance(labels, str):
        labels = {str(hand): text for hand, text in enumerate(labels)}
    elif isinstance(labels, Mapping):
        labels = {str(hand): text for hand, text in labels.items()}
    return label_hands(choices(labels, "labels"))


def hand(value: Any, labels: Mapping[str, str]) -> str | None:
    """Return a hand as text, “abstain”, or None for taken back; refuse anything else."""
    if value is None or value == Hand.ABSTAIN:
        return value
    number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10
    return one_of(str(value) if number else value, labels)


def _hands(entries: Sequence[Entry]) -> list[Hand]:
    return [Hand(e.value) for e in entries]


def _counts(entries: Sequence[Entry]) -> Counts | None:
    return count_hands(_hands(entries), named=any(e.name for e in entries))


KIND = FistToFive()
