"""Words that must not be found by trying: how many wrong ones are heard, and how soon the next.

A wrong word counts for the browser it came from, by the cookie that its forms are checked with, and for its
address. A school may have one address, so that allows for a whole room's slips. A script takes another
cookie each time: for it the address is the limit, whatever a right word of its own is between the wrong ones.

There are 60 · 114 · 900 = 6.2 million rejoin words, so one in 100,000 is somebody's in a room of sixty. An
address tries 100 at once and 120 an hour: in a meeting of two hours one script in 300 finds somebody's, and
one in 18,000 a certain person's. Recovery codes are 4 · 10¹¹, and one fits. What `plckit.web.pairing` shows
needs no limit: whoever finds such a code only waits for the laptop's Yes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network

from tornado.web import RequestHandler

from plckit.domain.people import Role
from plckit.domain.sessions import Session
from plckit.errors import PlckitError, TooManyGuesses
from plckit.web.identity import cookie_name, is_facilitator, remembered

MOST_OF_A_BROWSER = 4
MOST_OF_AN_ADDRESS = 100
SECONDS = 30.0
LEADS = None
Who = tuple[str, str | None]
"""A session, and a browser or an address."""


class Allowance:
    """So many wrong words at once, and one more every half minute."""

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.now = now
        self._until: dict[Who, float] = {}  # when the last wrong word is forgiven

    def is_used(self, who: Who) -> bool:
        """Return whether the next word has to wait."""
        return self._until.get(who, 0.0) > self.now() + (self.most - 1) * SECONDS

    def add(self, who: Who) -> None:
        """Count a wrong word; whoever has none left is forgotten."""
        now = self.now()
        self._until = {other: until for other, until in self._until.items() if until > now}
        self._until[who] = self._until.get(who, now) + SECONDS


class Guesses:
    """Lets everybody try a word, and lets whoever was wrong several times wait."""

    def __init__(self, wrong: type[PlckitError]) -> None:
        self.wrong = wrong
        self.browsers = Allowance(MOST_OF_A_BROWSER)
        self.addresses = Allowance(MOST_OF_AN_ADDRESS)
        self._one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, handler: RequestHandler, session: Session | None) -> AsyncIterator[None]:
        """Try one word inside the block; raise TooManyGuesses where the next one has to wait.

        Without a *session* the word is one of no session, such as a personal link's key.

        One at a time, so that a hundred guesses sent at once are a hundred guesses.
        """
        async with self._one_at_a_time:
            counts = self._counts(handler, session)
            if any(allowance.is_used(who) for allowance, who in counts):
                raise TooManyGuesses
            try:
                yield
            except self.wrong:
                for allowance, who in counts:
                    allowance.add(who)
                raise

    def _counts(self, handler: RequestHandler, session: Session | None) -> list[tuple[Allowance, Who]]:
        """Return for whom a wrong word counts.

        What others at her address do never stops a facilitator; all facilitators of a session count as one
        browser, since a cookie more would be another name for the same person.
        """
        of = session.id if session else ""
        if session and (
            is_facilitator(handler) or remembered(handler, cookie_name(session.id, Role.FACILITATOR))
        ):
            return [(self.browsers, (of, LEADS))]
        browser = handler.get_cookie("_xsrf", "")[:100]
        counts: list[tuple[Allowance, Who]] = [
            (self.addresses, (of, _address(handler.request.remote_ip or "")))
        ]
        # Browsers that bring no cookie are not one: whoever opens her link for the first time has none.
        return [*counts, (self.browsers, (of, browser))] if browser else counts


def _address(ip: str) -> str:
    """Return an address as it counts: of IPv6 the network, where a device has any number of addresses."""
    return str(ip_network(f"{ip}/64", strict=False)) if ":" in ip else ip
