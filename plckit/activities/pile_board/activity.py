"""Put notes that say much the same thing together, and give each pile a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import (
    BaseKind,
    Choices,
    Options,
    cards_of,
    choices,
    label_text,
    whole_number,
)
from plckit.activities.pile_board.boards import AT, FIRST, NOTE, PILE, UNNAMED, boards
from plckit.charts import phrases
from plckit.domain.entries import Entry, Tidy
from plckit.domain.texts import one_line
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

ID = "[A-Za-z0-9-]{6,40}"
ENTRY = re.compile(rf"{NOTE}{ID}|{PILE}{ID}|{AT}[A-Za-z0-9._-]{{1,60}}|{FIRST}")
MOST_PILES = 24
MOST_GIVEN = 500
LOOSE = "Not in a pile"


class PileBoard(BaseKind):
    """Notes in named piles, in small entries so that several people can move them at the same time.

    An entry is a note written here (`n-…`: its words), a pile (`p-…`: its name, which may be empty), where a
    card lies (`at-` and the card's id: the pile's id), or which pile to begin with (`first-pile`: its id).
    """

    name = "pile_board"
    works_on = "notes"
    example = {
        "prompt": "What do you need to learn well? Put notes that say much the same thing together.",
        "options": {"first": "Sort this out first"},
        "people": [
            {
                "n-note01": "Time to think before I speak",
                "n-note02": "A quiet start",
                "n-note03": "Examples from our own classes",
                "n-note04": "Tea",
                "p-pile01": "We need time before we talk",
                "p-pile02": "",
                "at-n-note01": "pile01",
                "at-n-note02": "pile01",
                "at-n-note03": "pile02",
                "first-pile": "pile01",
            },
            {
                "n-note05": "Small groups",
                "n-note06": "Nobody laughs at a question",
                "n-note07": "Big groups are hard for me",
                "p-pile03": "It must be safe to ask",
                "p-pile04": "Groups of four or fewer",
                "at-n-note05": "pile04",
                "at-n-note06": "pile03",
                "at-n-note07": "pile04",
            },
        ],
    }

    def options(
        self,
        *,
        notes: str | None = None,
        cards: Choices | None = None,
        most: int = 20,
        first: str = "",
        noun: str = "note",
        limit: int = 140,
    ) -> dict[str, Any]:
        """Return the options: the cards to put in piles, and *most* notes that can be written on the board.

        Cards are the answers to the activity with the key *notes*, or *cards* of the workbook's own. *first*
        is what stands on the button that marks one pile, such as “Sort this out first”; *noun*
        is what one of them is called where they are counted; *limit* is the number of characters a note or a
        name should stay within.
        """
        if notes is not None and cards is not None:
            raise SpecError("notes and cards do not go together. Take one of them out.")
        given = choices(cards, "cards") if cards is not None else {}
        kept: dict[str, Any] = {"cards": [{"id": key, "text": text} for key, text in given.items()]}
        if notes is not None:
            if not isinstance(notes, str) or not re.fullmatch(r"[a-z][a-z0-9-]{1,59}", notes):
                raise SpecError("notes must be the key of the activity whose answers go into piles.")
            kept["notes"] = notes
        kept["most"] = whole_number(most, 0, 50, "most")
        if not (most or given or notes):
            raise SpecError(
                "There is nothing to put in piles. Give notes or cards, or let most be 1 or more."
            )
        kept["noun"] = label_text(noun, "noun")
        kept["first"] = label_text(first, "first") if first != "" else ""
        return {**kept, "limit": whole_number(limit, 20, 300, "limit"), "piles": MOST_PILES}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the words, or a pile's id; a pile's name may be empty, a note's words may not."""
        if not ENTRY.fullmatch(entry):
            raise BadValue("That is not part of this board. Reload the page and try again.")
        if value is None:
            return None
        if entry.startswith((NOTE, PILE)):
            text = one_line(value, 2 * options["limit"])
            return text or ("" if entry.startswith(PILE) else None)
        if not isinstance(value, str) or not re.fullmatch(ID, value):
            raise BadValue("That is not a pile of this board. Reload the page and try again.")
        return value

    def most(self, options: Options) -> int:
        """Return how many entries one board may have: notes, piles, where each lies, and the one to begin."""
        given = MOST_GIVEN if "notes" in options else len(options["cards"])
        return int(2 * options["most"]) + given + MOST_PILES + 1

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"cards": the notes it works on}; those of the workbook's own stand in the spec already."""
        return {"cards": cards_of(spec.options)} if "notes" in spec.options else {}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return {"boards": [{"name" where it may be shown, "piles", "loose"}]}, the fullest pile first.

        A pile is {"title", "n", "notes": [words], "first": bool}; "loose" are the words in no pile.
        """
        found = [
            {
                **({"name": board.name} if board.name else {}),
                "piles": [
                    {
                        "title": p.title,
                        "n": len(p.notes),
                        "notes": [text for text, _ in p.notes],
                        "first": p.first,
                    }
                    for p in board.piles
                ],
                "loose": [text for text, _ in board.loose],
            }
            for board in boards(cards_of(spec.options), entries)
        ]
        return {"boards": found}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the piles and how many notes each has: those to begin with, then the fullest first."""
        found = [pile for board in boards(cards_of(spec.options), entries) for pile in board.piles]
        found.sort(key=lambda pile: (not pile.first, -len(pile.notes)))
        told = [f"“{pile.title}” {len(pile.notes)}" + (" (first)" if pile.first else "") for pile in found]
        said = f"{phrases.many(len(found), 'pile')}: {', '.join(told)}." if found else ""
        return {"said": said, "texts": [pile.title for pile in found if pile.title != UNNAMED]}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return what the entry is, and its words."""
        what = {NOTE: "note", PILE: "pile"}.get(entry[:2], "in pile" if entry != FIRST else "first pile")
        return [(what, value, value or UNNAMED)]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return one row a note that somebody wrote or put in a pile: the pile's name and the words."""
        found: list[Tidy] = []
        for board in boards(cards_of(spec.options), entries):
            lies = [(p.title, text, entry) for p in board.piles for text, entry in p.notes]
            lies += [(LOOSE, text, entry) for text, entry in board.loose if entry]
            found += [Tidy(entry, row, text, text) for row, text, entry in lies]
        return found


KIND = PileBoard()
