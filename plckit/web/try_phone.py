"""`/try`: before the meeting, see whether a phone can reach this computer, and what to do where it cannot."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.domain.sessions import CODE_LETTERS, tidy_code
from plckit.errors import SessionNotFound
from plckit.sessions.leading import leads_anything
from plckit.web.addresses import address_for_others, is_this_machine, own_addresses, qr
from plckit.web.base import PageHandler
from plckit.web.identity import is_facilitator, own_seats, remember, remembered

VISIT = "plckit-try"
SECONDS = 3600.0
MOST_VISITS = 200


@dataclass
class Visit:
    """One laptop that looks whether phones come, and whether one came."""

    until: float  # monotonic
    reached: bool = False


class Visits:
    """The laptops that have this page open, by four letters; kept in memory."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._visits: dict[str, Visit] = {}

    def get(self, letters: str) -> Visit | None:
        """Return a visit that is not too long ago."""
        found = self._visits.get(letters)
        return found if found and self.now() < found.until else None

    def make(self) -> str:
        """Return the letters of a fresh visit."""
        rng = random.SystemRandom()
        letters = "".join(rng.choices(CODE_LETTERS, k=4))
        while letters in self._visits:
            letters = "".join(rng.choices(CODE_LETTERS, k=4))
        self._visits[letters] = Visit(self.now() + SECONDS)
        if len(self._visits) > MOST_VISITS:
            del self._visits[next(iter(self._visits))]
        return letters


class Try(PageHandler):
    """What the laptop shows."""

    @property
    def visits(self) -> Visits:
        """The laptops that look whether phones come."""
        return self.settings["visits"]

    async def must_lead(self) -> None:
        """Refuse whoever neither signed in nor leads a session: the addresses of this computer are listed."""
        if not is_facilitator(self) and not await self.asked(
            self.store.read(leads_anything, own_seats(self))
        ):
            raise HTTPError(403, reason="Only a facilitator can open this page. Open the console first.")

    def visit(self) -> tuple[str, Visit | None]:
        """Return this browser's visit."""
        letters = remembered(self, VISIT) or ""
        return letters, self.visits.get(letters)

    @allow_unauthenticated
    async def get(self) -> None:
        """Show the address to open on a phone, and whether one has."""
        await self.must_lead()
        letters, visit = self.visit()
        if visit is None or self.get_query_argument("again", ""):
            letters = self.visits.make()
            visit = self.visits.get(letters)
            remember(self, VISIT, letters)
        serving = self.settings["serving"]
        path = f"/try/phone/{letters}"
        address = address_for_others(self.request, serving.lan, path)
        shown = address.partition("//")[2].partition("/")[0].rpartition(":")[0]
        port = address.partition("//")[2].partition("/")[0].rpartition(":")[2]
        others = [f"http://{one}:{port}{path}" for one in own_addresses() if one != shown]
        self.finish(
            self.page(
                "try.html",
                address=address,
                qr=qr(address),
                reached=bool(visit and visit.reached),
                alone=serving.local,
                others=[(one, qr(one)) for one in others],
            )
        )


class TryState(Try):
    """`/try/state`: whether a phone came, for the page's script."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Send it."""
        _, visit = self.visit()
        self.finish({"reached": bool(visit and visit.reached)})


class TryPhone(Try):
    """`/try/phone/KT7M`: what the phone shows."""

    @allow_unauthenticated
    async def get(self, typed: str) -> None:
        """Tell the laptop, if this is another device, and the person."""
        try:
            letters = tidy_code(typed)
        except SessionNotFound:
            raise HTTPError(404) from None
        visit = self.visits.get(letters)
        if visit is None:
            raise HTTPError(
                404, reason="This test is over. Open “Try it with your phone” again on the laptop."
            )
        same = is_this_machine(self.request.remote_ip or "") or remembered(self, VISIT) == letters
        visit.reached = visit.reached or not same
        self.finish(self.page("try_phone.html", same=same))


routes = [(r"/try", Try), (r"/try/state", TryState), (r"/try/phone/([^/]{1,40})", TryPhone)]
