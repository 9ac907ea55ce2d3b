"""The vote that decides: a hand from 0 to 5, and whether one can see what the group wants (rules C7, C8).

Both are one answer, so that no half of a vote is counted, and the server alone can hold them against each
other. What a room learns of the second is “pass” or “not yet”, never a number and never who.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, label_text, one_of, only_answer
from plckit.activities.fist_to_five.activity import KIND as HAND_VOTE
from plckit.activities.fist_to_five.activity import hand
from plckit.charts import hands, phrases
from plckit.domain.consensus import (
    HAND,
    HANDS,
    PASS_OR_NOT_YET,
    SEES,
    Counts,
    Hand,
    Sees,
    count_hands,
    pairs_of,
    will_evident,
)
from plckit.domain.entries import ANSWER, Entry, Tidy
from plckit.domain.visibility import About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

WILL = "Whatever I want myself, I can see what this group wants."
ANSWERS = {Sees.YES.value: "Yes", Sees.NOT_SURE.value: "Not sure", Sees.NO.value: "No"}
HALF = "This is half of a vote. Show a hand, and say whether you can see what this group wants."
TEST = "Is it plain what this group wants?"


class FinalVote(BaseKind):
    """A hand from 0 to 5, and “I can see what this group wants”: counts, and whether both pass."""

    name = "final_vote"
    about = About.VIEWS
    example = {
        "prompt": "Vote again, 0 to 5: how far can you back the sentence as it stands?",
        "options": {},
        "people": [
            {ANSWER: {HAND: shown, SEES: sees}}
            for shown, sees in zip(
                "5543310", ("yes", "yes", "yes", "yes", "yes", "not_sure", "yes"), strict=True
            )
        ],
    }

    def options(
        self, *, labels: Choices = HANDS, will: str = WILL, options: Choices = ANSWERS
    ) -> dict[str, Any]:
        """Return the words for the hands 0 to 5, the line of the *will* check, and its three answers."""
        kept = choices(options, "options")
        if set(kept) != set(ANSWERS):
            raise SpecError("options must give a label for each of yes, not_sure and no.")
        words = {"will": label_text(will, "will"), "choices": {key: kept[key] for key in ANSWERS}}
        return {**HAND_VOTE.options(labels=labels), **words}

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str | None] | None:
        """Return the whole vote; only who abstains may leave out the answer to the will check."""
        only_answer(entry)
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - {HAND, SEES}:
            raise BadValue("This is not a vote. Reload the page and try again.")
        shown, sees = hand(value.get(HAND), options["labels"]), value.get(SEES)
        if shown is None or (sees is None and shown != Hand.ABSTAIN):
            raise BadValue(HALF)
        return {HAND: shown, SEES: None if sees is None else one_of(sees, options["choices"])}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the hands counted, and whether the will check passes; of too few nothing (P3)."""
        given, counts = _hands(entries), _counts(entries)
        rows = hands.rows(spec.options["labels"], counts, given.count(Hand.ABSTAIN))
        told = "" if counts is None else f"{TEST} {_test(entries)}."
        return {"rows": rows, "words": hands.words(rows), "table": hands.table(rows), "told": told}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the hands as of any hand vote, and pass or not yet."""
        told = HAND_VOTE.record(spec, [replace(e, value=e.value[HAND]) for e in entries])
        return (
            told
            if _counts(entries) is None
            else {**told, "said": f"{told['said']}\n{TEST} {_test(entries)}."}
        )

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the strip of a hand vote without data."""
        return HAND_VOTE.figure(options)

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the hand and the answer to the will check; `tidy` reads of that only the test (C8)."""
        sees = value[SEES]
        will = [(options["will"], sees, options["choices"][sees])] if sees else []
        return HAND_VOTE.readable(options, entry, value[HAND]) + will

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a hand and one for the test, or one that says why there is none (C8, P3, P7)."""
        if _counts(entries) is None:
            return [Tidy(None, "", None, "", phrases.reason("withheld"))]
        showed = [
            Tidy(e, *parts)
            for e in entries
            for parts in HAND_VOTE.readable(spec.options, e.entry, e.value[HAND])
        ]
        only = f"Shown as “pass” or “not yet” alone, and it is: {_test(entries).lower()}."
        return [*showed, Tidy(None, TEST, None, "", only)]


def _hands(entries: Sequence[Entry]) -> list[Hand]:
    return [Hand(e.value[HAND]) for e in entries]


def _counts(entries: Sequence[Entry]) -> Counts | None:
    return count_hands(_hands(entries), named=any(e.name for e in entries))


def _test(entries: Sequence[Entry]) -> str:
    return PASS_OR_NOT_YET[will_evident(pairs_of(entries))]


KIND = FinalVote()
