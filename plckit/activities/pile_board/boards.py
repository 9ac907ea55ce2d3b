"""A board as its entries tell it: notes, named piles, what lies where. May import `domain` only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plckit.domain.entries import Entry

UNNAMED = "Pile without a name"
NOTE, PILE, AT = "n-", "p-", "at-"
FIRST = "first-pile"
"""Entry ids: a note's words, a pile's name, the pile a card lies in, and the pile to begin with."""


@dataclass(frozen=True)
class Pile:
    """Some notes that say much the same; `notes` are (words, the entry that put it here)."""

    title: str
    first: bool
    notes: list[tuple[str, Entry]] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    """What one writer, or one group, has made; a loose card that was given has no entry of theirs."""

    name: str
    piles: list[Pile]
    loose: list[tuple[str, Entry | None]]


def boards(cards: Sequence[Mapping[str, str]], entries: Sequence[Entry]) -> list[Board]:
    """Return one board a writer, in an order that tells nothing of who was first.

    *cards* are those given, [{"id", "text"}]. What lies in a pile that is gone is loose; what is told of a
    card that is gone is left out.
    """
    by_writer: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        by_writer.setdefault(entry.who, {})[entry.entry] = entry
    return sorted((_board(cards, told) for told in by_writer.values()), key=_content)


def _board(cards: Sequence[Mapping[str, str]], told: Mapping[str, Entry]) -> Board:
    first = told[FIRST].value if FIRST in told else None
    piles = {
        key.removeprefix(PILE): Pile(entry.value or UNNAMED, key == f"{PILE}{first}")
        for key, entry in told.items()
        if key.startswith(PILE)
    }
    written = sorted((e.value, key) for key, e in told.items() if key.startswith(NOTE))
    loose: list[tuple[str, Entry | None]] = []
    for text, key in [*((card["text"], card["id"]) for card in cards), *written]:
        put = told.get(f"{AT}{key}")
        if put and put.value in piles:
            piles[put.value].notes.append((text, put))
        else:
            loose.append((text, told.get(key)))
    name = next((entry.name for entry in told.values() if entry.name), "")
    order = sorted(piles.values(), key=lambda p: (not p.first, -len(p.notes), p.title, _texts(p)))
    return Board(name, order, loose)


def _texts(pile: Pile) -> list[str]:
    return [text for text, _ in pile.notes]


def _content(board: Board) -> tuple[object, ...]:
    piles = [(p.title, p.first, _texts(p)) for p in board.piles]
    return board.name, piles, [text for text, _ in board.loose]
