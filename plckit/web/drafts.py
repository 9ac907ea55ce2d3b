"""Mark books that somebody is loading: in memory alone, since they hold names; gone after an hour."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from plckit.domain.people import Seat
from plckit.errors import NotFound, UnansweredFile

if TYPE_CHECKING:
    from plckit.data import Book, Import, Key, Mapping, Question

SECONDS = 3600.0
MOST = 12
MOST_OF_ONE = 3


@dataclass
class Draft:
    """One file on its way in: who loads it, what it is for, the book as text, and the answers so far.

    `made` is what came of the file with these answers; None where they are not enough, and then `stuck` says
    why. Once the results were kept, `key` is the text of the list of names and codes until it is handed over.
    """

    seat: str
    about: dict[str, Any]
    book: Book | None
    mapping: Mapping | None = None
    old_key: Key | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    rest: bool = False
    made: Import | None = None
    questions: tuple[Question, ...] = ()
    stuck: str = ""
    key: str = ""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    end: asyncio.TimerHandle | None = None

    def read(self, answers: dict[str, Any]) -> None:
        """Read the file with *answers* and keep them; raise BadFile or BadValue and keep what was."""
        from plckit import data

        if self.book is None:
            return
        try:
            made = data.tidy(self.book, answers, self.mapping, self.old_key)
            self.made, self.questions, self.stuck = made, made.questions, ""
        except UnansweredFile as error:
            self.made, self.stuck = None, error.why
            self.questions = cast("tuple[Question, ...]", error.questions)
        self.answers = answers

    def hand_over(self, key: str) -> None:
        """Forget everything but the key."""
        self.book = self.made = self.mapping = self.old_key = None
        self.questions, self.answers, self.key = (), {}, key


class Drafts:
    """The drafts of this server, found by a word that nobody guesses, by the seat that loads them."""

    def __init__(self) -> None:
        self._kept: dict[str, Draft] = {}

    def __len__(self) -> int:
        """Return how many files are in memory."""
        return len(self._kept)

    def add(self, draft: Draft) -> str:
        """Keep a draft until nobody has looked at it for an hour; return its word.

        Where there are too many, or too many of that seat, the one that waits longest goes.
        """
        hers = [word for word, one in self._kept.items() if one.seat == draft.seat]
        for word in hers[: max(len(hers) - MOST_OF_ONE + 1, 0)]:
            self.remove(word)
        while len(self._kept) >= MOST:
            self.remove(next(iter(self._kept)))
        word = secrets.token_urlsafe(18)
        self._keep(word, draft)
        return word

    def get(self, seat: Seat, word: str) -> Draft:
        """Return a draft of that seat, which is kept for another hour; raise NotFound."""
        draft = self._kept.get(word)
        if draft is None or draft.seat != seat.id:
            raise NotFound("This file is no longer here: it is kept for an hour only. Load it again.")
        self.remove(word)
        self._keep(word, draft)
        return draft

    def remove(self, word: str) -> None:
        """Forget a draft, names and all."""
        draft = self._kept.pop(word, None)
        if draft and draft.end:
            draft.end.cancel()

    def _keep(self, word: str, draft: Draft) -> None:
        self._kept[word] = draft
        draft.end = asyncio.get_running_loop().call_later(SECONDS, self.remove, word)
