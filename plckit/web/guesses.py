"""Words that must not be found by trying: how many wrong ones came, and when the next is heard."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from plckit.errors import PlckitError, TooManyGuesses

MOST_REMEMBERED = 1000
Who = tuple[str, str | None]
"""A session and the address a guess comes from."""


@dataclass
class _Tried:
    wrong: int = 0
    until: float = 0.0  # monotonic
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)


class Guesses:
    """Lets everybody try a word, and lets whoever was wrong several times wait."""

    def __init__(self, wrong: type[PlckitError]) -> None:
        self.wrong = wrong
        self._tried: dict[Who, _Tried] = {}

    @asynccontextmanager
    async def turn(self, who: Who) -> AsyncIterator[None]:
        """Try one word inside the block; raise TooManyGuesses where the next one has to wait.

        One at a time, so that a hundred guesses sent at once are a hundred guesses.
        """
        tried = self._tried.setdefault(who, _Tried())
        if len(self._tried) > MOST_REMEMBERED:
            del self._tried[next(iter(self._tried))]
        async with tried.one_at_a_time:
            if time.monotonic() < tried.until:
                raise TooManyGuesses
            try:
                yield
            except self.wrong:
                tried.wrong += 1
                tried.until = time.monotonic() + _pause(tried.wrong)
                raise
            tried.wrong = max(0, tried.wrong - 1)  # one's own right word must not buy a script two wrong ones


def _pause(wrong: int) -> float:
    """Return the seconds that the next guess waits: nothing for a slip or two, half a minute for a script."""
    return 0.0 if wrong < 3 else min(2.0 ** (wrong - 3), 30.0)
