"""A hand from 0 to 5 for each item of a list that the room has just made; all are shown together (C2, C3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import (
    BaseKind,
    Choices,
    Options,
    activity_key,
    cards_of,
    choices,
    label_text,
    whole_number,
)
from plckit.activities.fist_to_five.activity import hand, hand_words
from plckit.charts import hand_strips, phrases
from plckit.domain.consensus import HANDS, Counts, Hand, count_hands
from plckit.domain.entries import Entry, Tidy
from plckit.domain.holding import needs_talk
from plckit.domain.visibility import About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

ITEM = re.compile(r"[A-Za-z0-9._-]{1,60}")
MOST_ITEMS = 12
SPARE = 4
"""A list changes while people vote: so many times its length may be kept of one person's hands."""


class HandForEach(BaseKind):
    """How far can you back each item? An entry is one item's hand, so its id is the item's."""

    name = "hand_for_each"
    works_on = "notes"
    about = About.VIEWS
    example = {
        "prompt": "For each item, show a hand from 0 to 5: can we all hold to it?",
        "options": {
            "cards": {
                "i-team": "Everybody is in a team that meets in the school day",
                "i-extra": "Students who are stuck get extra time in the school day",
                "i-tasks": "All teams use the same tasks",
            }
        },
        "people": [
            {"i-team": a, "i-extra": b, "i-tasks": c}
            for a, b, c in (
                ("5", "4", "1"),
                ("4", "4", "2"),
                ("4", "3", "5"),
                ("5", "2", "4"),
                ("3", "5", "0"),
            )
        ]
        + [{"i-team": "4", "i-extra": "abstain"}],
    }

    def options(
        self,
        *,
        notes: str | None = None,
        cards: Choices | None = None,
        most: int = 7,
        labels: Choices = HANDS,
        talk: str = "More talk first",
    ) -> dict[str, Any]:
        """Return the options: the items, which are the answers to the activity with the key *notes*.

        They stand in the order of their words, so number them; *cards* are items of the workbook's own. A
        list of more than *most* waits until it is shorter. *talk* stands below what needs more talk.
        """
        if (notes is None) == (cards is None):
            raise SpecError("Give hand_for_each either notes, the key of an activity, or cards of its own.")
        most = whole_number(most, 1, MOST_ITEMS, "most")
        given = choices(cards, "cards") if cards is not None else {}
        if len(given) > most:
            raise SpecError(f"cards has {len(given)} lines, and most is {most}. Take some out.")
        kept: dict[str, Any] = {"cards": [{"id": key, "text": text} for key, text in given.items()]}
        if notes is not None:
            kept["notes"] = activity_key(notes, "notes")
        words = {"labels": hand_words(labels), "talk": label_text(talk, "talk")}
        return {**kept, "most": most, **words}

    def most(self, options: Options) -> int | None:
        """Return how many hands one person may have on a list of the room's, items that are gone too."""
        return SPARE * int(options["most"]) if "notes" in options else None

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the hand as text, or “abstain”."""
        known = {card["id"] for card in options["cards"]}
        if not ITEM.fullmatch(entry) or ("notes" not in options and entry not in known):
            raise BadValue("That item is not on the list. Reload the page and try again.")
        return hand(value, options["labels"])

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"cards": the notes it works on}; those of the workbook's own stand in the spec already."""
        return {"cards": cards_of(spec.options)} if "notes" in spec.options else {}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the hands on each item, and which need more talk; never what they add up to (C1)."""
        labels = spec.options["labels"]
        rows = hand_strips.rows(_items(spec.options), _counts(spec, entries), labels, spec.options["talk"])
        return {"rows": rows, "words": hand_strips.words(rows), "table": hand_strips.table(rows, labels)}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return each item with its hands in words: {"item", "hands"}; nothing of too few (P3)."""
        counts, talk = _counts(spec, entries), spec.options["talk"]
        found = [
            {"item": text, "hands": _said(counts[item], talk)} for item, text in _items(spec.options).items()
        ]
        return {"rows": found, "texts": [f"{row['item']} ({row['hands']})" for row in found]}

    def figure(self, options: Options) -> dict[str, Any] | None:
        """Return the strips without data."""
        from plckit.charts.figure import figure

        return figure(hand_strips.chart(options["labels"]))

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the item, the hand and its words; of an item that is gone only the hand."""
        item = _items(options).get(entry, "An item that was taken off")
        return [(item, value, "Abstain" if value == Hand.ABSTAIN else options["labels"][value])]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a hand on what is on the list, or one an item that says why not (P3, P7)."""
        items, counts = _items(spec.options), _counts(spec, entries)
        shown = super().tidy(spec, [e for e in entries if counts.get(e.entry) is not None])
        few = [text for item, text in items.items() if counts[item] is None]
        return shown + [Tidy(None, text, None, "", phrases.reason("withheld")) for text in few]


def _items(options: Options) -> dict[str, str]:
    """Return the list: the workbook's own in its order, the room's in the order of its words."""
    items = {card["id"]: card["text"] for card in cards_of(options)}
    if "notes" not in options:
        return items
    return dict(sorted(items.items(), key=lambda item: (item[1].casefold(), item[0])))


def _counts(spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Counts | None]:
    named = any(e.name for e in entries)
    return {
        item: count_hands([Hand(e.value) for e in entries if e.entry == item], named)
        for item in _items(spec.options)
    }


def _said(counts: Counts | None, talk: str) -> str:
    """Return what an artefact keeps of an item's hands."""
    if counts is None:
        return phrases.WITHHELD
    told = ", ".join(f"{counts[hand]} showed {hand}" for hand in (*HANDS, Hand.ABSTAIN) if counts.get(hand))
    told = told.replace(f"showed {Hand.ABSTAIN}", "abstained")
    why = needs_talk(counts)
    return f"{told}. {talk}: {why}." if why else f"{told}."


KIND = HandForEach()
