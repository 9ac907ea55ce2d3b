"""How a facilitator's phone is let in: a code that is used once, and a number that both screens show.

The laptop may be mirrored to the wall, so anybody may scan the code. Everybody who does gets a number and
waits; only the number for which the facilitator says Yes is let in. Kept in memory: a restart forgets it.
"""

from __future__ import annotations

import enum
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from plckit.domain.sessions import CODE_LETTERS
from plckit.errors import NotFound, Refused

LETTERS = 6
SECONDS = 180.0
SECONDS_TO_COME = 30.0  # for the phone to hear of a Yes that came at the last moment
MOST_WAITING = 20
MOST_NUMBERS = 80
NUMBERS = range(10, 100)


class Stand(enum.StrEnum):
    """How a phone stands."""

    WAITING = "waiting"
    YES = "yes"
    NO = "no"
    IN = "in"
    OVER = "over"


@dataclass
class Waiting:
    """A phone that opened the code's address."""

    number: int
    stand: Stand = Stand.WAITING


@dataclass
class Offer:
    """A code that a facilitator's laptop shows: whose it is, until when (monotonic), and who came."""

    session: str
    seat: str
    letters: str
    until: float
    phones: dict[str, Waiting] = field(default_factory=dict)  # by the phone's secret token
    used: bool = False

    def waiting(self) -> list[Waiting]:
        """Return the phones that the facilitator has not decided about, the first to come first."""
        return [phone for phone in self.phones.values() if phone.stand is Stand.WAITING]


class Pairing:
    """The codes that laptops show at this moment, one a facilitator."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._offers: dict[str, Offer] = {}  # by seat

    def make(self, session: str, seat: str) -> Offer:
        """Return a fresh code for the laptop of *seat*; the one before is worth nothing any more."""
        self._offers = {s: one for s, one in self._offers.items() if self.now() < one.until + SECONDS}
        taken = {one.letters for one in self._offers.values()}
        rng = random.SystemRandom()
        letters = "".join(rng.choices(CODE_LETTERS, k=LETTERS))
        while letters in taken:
            letters = "".join(rng.choices(CODE_LETTERS, k=LETTERS))
        self._offers[seat] = Offer(session, seat, letters, self.now() + SECONDS)
        return self._offers[seat]

    def of(self, session: str, seat: str) -> Offer | None:
        """Return what the laptop of *seat* shows, run out or not."""
        found = self._offers.get(seat)
        return found if found and found.session == session else None

    def is_open(self, offer: Offer) -> bool:
        """Return whether a phone may still be let in by this code."""
        return not offer.used and self.now() < offer.until

    def knock(self, typed: str, token: str) -> Waiting:
        """Return the phone with that token, which waits from now on; raise NotFound or Refused."""
        offer = self._find(typed)
        if offer and token in offer.phones:
            return offer.phones[token]
        if offer is None or not self.is_open(offer):
            raise NotFound("That code has run out or was used. Let the laptop show another one.")
        taken = {phone.number for phone in offer.phones.values()}
        if len(offer.waiting()) >= MOST_WAITING or len(taken) >= MOST_NUMBERS:
            raise Refused("Too many phones have opened this code. Let the laptop show another one.")
        number = random.SystemRandom().choice([one for one in NUMBERS if one not in taken])
        offer.phones[token] = Waiting(number)
        return offer.phones[token]

    def decide(self, session: str, seat: str, number: str, yes: bool) -> None:
        """Let the phone that shows *number* in, or send it away; raise Refused where that cannot be."""
        offer = self.of(session, seat)
        if offer is None or not self.is_open(offer):
            raise Refused("This code has run out or was used. Show another one.")
        phone = next((one for one in offer.waiting() if str(one.number) == number), None)
        if phone is None:
            raise Refused("No phone with that number waits here.")
        phone.stand = Stand.YES if yes else Stand.NO
        offer.used = yes

    def stand(self, typed: str, token: str) -> Stand:
        """Return how the phone with that token stands."""
        offer = self._find(typed)
        phone = offer.phones.get(token) if offer else None
        if offer is None or phone is None:
            return Stand.OVER
        late = self.now() >= offer.until
        if phone.stand is Stand.WAITING:
            return Stand.OVER if late else Stand.WAITING
        gone = phone.stand is Stand.YES and self.now() >= offer.until + SECONDS_TO_COME
        return Stand.OVER if gone else phone.stand

    def come_in(self, typed: str, token: str) -> tuple[str, str] | None:
        """Return the session that the phone may lead from now on and who let it in, once; None otherwise."""
        offer = self._find(typed)
        if offer is None or self.stand(typed, token) is not Stand.YES:
            return None
        offer.phones[token].stand = Stand.IN
        return offer.session, offer.seat

    def _find(self, typed: str) -> Offer | None:
        letters = "".join(typed.upper().split())
        return next((one for one in self._offers.values() if one.letters == letters), None)
