"""A walk along stories: read a card, then leave notes on it. A note says which school it is from, not who."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, one_of, own_id, whole_number
from plckit.domain.entries import Entry, Tidy
from plckit.domain.texts import one_line
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

SCHOOL = "school"
LONGEST_SCHOOL = 60
SORTS = {"try": "I want to try", "wonder": "I wonder", "offer": "I can offer"}
CARD = re.compile(r"[A-Za-z0-9-]{1,60}")
GONE = "A story that is no longer here"
# What the gallery shows.
STORIES: list[dict[str, Any]] = [
    {
        "id": "story-hill",
        "school": "Hill School",
        "text": "Why do some students stop at the first hard step?",
        "fields": [
            {"title": "What we changed", "value": "Each student drew the sum before they wrote it."},
            {"title": "What you could borrow", "value": "A strip of paper a lesson, and five minutes."},
        ],
    },
    {
        "id": "story-bay",
        "school": "Bay College",
        "text": "Who never asks a question, and what would help?",
        "fields": [
            {"title": "What we changed", "value": "Questions went on cards first.\nThen into pairs."},
            {"title": "What you could borrow", "value": "The set of cards; we send it."},
        ],
    },
]


class GalleryWalk(BaseKind):
    """An entry is a note, {"card": id, "sort": key, "text"}, or `school`: where the writer is from."""

    name = "gallery_walk"
    works_on = "stories"
    see = See.ANON_LIVE
    example = {
        "prompt": "Read a card, then leave a note on it",
        "options": {},
        "supplied": STORIES,
        "people": [
            {
                "school": "Bay College",
                "note-0001": {"card": "story-hill", "sort": "try", "text": "Drawing first, in Year 7"},
            },
            {"note-0002": {"card": "story-hill", "sort": "wonder", "text": "Does it last after a holiday?"}},
            {
                "school": "Hill School",
                "note-0003": {"card": "story-bay", "sort": "offer", "text": "Our own cards, with pictures"},
            },
        ],
    }

    def options(
        self,
        *,
        sorts: Choices | None = None,
        limit: int = 200,
        most: int = 20,
    ) -> dict[str, Any]:
        """Return the options: *sorts* of note, *limit* of characters, *most* notes a person.

        The cards are the stories that the community has for other schools, and those that came from others.
        """
        return {
            "sorts": choices(SORTS if sorts is None else sorts, "sorts"),
            "limit": whole_number(limit, 20, 300, "limit"),
            "most": whole_number(most, 1, 50, "most"),
        }

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str] | str | None:
        """Return the note, or the school's name; one without words is taken back."""
        if entry == SCHOOL:
            return None if value is None else one_line(value, LONGEST_SCHOOL)
        own_id(entry, "note")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"card", "sort", "text"}:
            raise BadValue("This is not a note. Reload the page and try again.")
        card = value["card"]
        if not isinstance(card, str) or not CARD.fullmatch(card):
            raise BadValue("Choose the card that your note is about first.")
        text = one_line(value["text"], 2 * options["limit"])
        if text is None:
            return None
        return {"card": card, "sort": one_of(value["sort"], options["sorts"]), "text": text}

    def most(self, options: Options) -> int:
        """Return how many entries one person may have: notes, and the school."""
        return int(options["most"]) + 1

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"cards": the stories}, which are read before anybody writes."""
        return {"cards": spec.options.get("supplied", [])}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return {"boards": [{"title": card, "piles", "loose": []}]}; a pile has the place of its "sort".

        Beside them "stories" is how many there are to read, which is known before the activity opens.
        """
        boards = []
        for title, notes in _by_card(spec, entries):
            piles = [
                {"title": label, "n": len(said), "notes": said, "first": False, "sort": str(place)}
                for place, (key, label) in enumerate(spec.options["sorts"].items(), 1)
                if (said := [words for sort, words, _ in notes if sort == key])
            ]
            boards.append({"title": title, "piles": piles, "loose": []})
        return {"boards": boards, "stories": len(spec.options.get("supplied", ()))}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return which schools met, a line a pair with its notes counted, and the notes; never a person's."""
        found = _by_card(spec, entries)
        met = Counter(pair for pair in _met(spec, entries) if pair[0].casefold() != pair[1].casefold())
        said = [f"{guest} → {host}: {_notes(n)}" for (guest, host), n in sorted(met.items())]
        sorts = spec.options["sorts"]
        texts = [f"{title} · {sorts[sort]}: {words}" for title, notes in found for sort, words, _ in notes]
        return {"said": "\n".join(said), "texts": texts}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the note's sort as the row and its words as the value."""
        if entry == SCHOOL:
            return [("School", value, value)]
        return [(options["sorts"][value["sort"]], value["text"], value["text"])]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a note: its card as the row."""
        return [
            Tidy(entry, title, words, words)
            for title, notes in _by_card(spec, entries)
            for _, words, entry in notes
        ]


def _notes(n: int) -> str:
    return "1 note" if n == 1 else f"{n} notes"


def _met(spec: ActivitySpec, entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return (the writer's school, the card's school) of each note where both are known."""
    schools = {one.who: one.value for one in entries if one.entry == SCHOOL}
    hosts = {card["id"]: card["school"] for card in spec.options.get("supplied", ())}
    notes = [one for one in entries if one.entry != SCHOOL and one.who in schools]
    return [(schools[one.who], hosts[one.value["card"]]) for one in notes if one.value["card"] in hosts]


def _by_card(spec: ActivitySpec, entries: Sequence[Entry]) -> list[tuple[str, list[tuple[str, str, Entry]]]]:
    """Return (card, [(sort, words with the school, entry)]) of each card that has notes, in cards' order."""
    schools = {one.who: one.value for one in entries if one.entry == SCHOOL}
    titles = {card["id"]: f"{card['school']}: {card['text']}" for card in spec.options.get("supplied", ())}
    found: dict[str, list[tuple[str, str, Entry]]] = {}
    for one in entries:
        if one.entry != SCHOOL:
            school = schools.get(one.who, "")
            words = f"{one.value['text']} ({school})" if school else one.value["text"]
            found.setdefault(one.value["card"], []).append((one.value["sort"], words, one))
    order = [*titles, *sorted(found.keys() - titles.keys())]
    return [(titles.get(card, GONE), found[card]) for card in order if card in found]


KIND = GalleryWalk()
