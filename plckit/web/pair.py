"""`/console/KT7M/pair` and `/pair/ABCDEF`: a phone becomes a console, confirmed on both screens."""

from __future__ import annotations

import math
import uuid
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.errors import NotAllowed, NotFound, PlckitError, SessionNotFound
from plckit.sessions import hosting
from plckit.sessions.clock import utc_now
from plckit.store.transaction import Transaction
from plckit.web.addresses import address_for_others, qr
from plckit.web.base import PageHandler
from plckit.web.identity import remember, remember_seat, remembered
from plckit.web.pairing import Offer, Pairing, Stand
from plckit.web.workbook import CODE, Console

PHONE = "plckit-pair-"


class Laptop(Console):
    """What the laptop shows: a code to scan, and the numbers of the phones that wait."""

    @property
    def pairing(self) -> Pairing:
        """The codes that are shown now."""
        return self.settings["pairing"]

    async def leader(self, code: str) -> tuple[Session, Seat | None]:
        """Return the session and this browser's seat on its console; None where it may take one first."""
        session = await self.session(code)
        seat = await self.seat_of(session, Role.FACILITATOR)
        if seat is None and not await self.leads(session):
            raise HTTPError(403, reason="Only a facilitator can pair a phone. Open the console first.")
        return session, seat

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Show the code of this laptop, the first time a fresh one."""
        session, seat = await self.leader(code)
        if seat is None:
            self.redirect(f"/console/{session.code}")
            return
        self.show(session, self.pairing.of(session.id, seat.id) or self.pairing.make(session.id, seat.id))

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Decide about a phone, or show another code."""
        session, seat = await self.leader(code)
        yes, no = self.form("yes"), self.form("no")
        if seat and (yes or no):
            try:
                self.pairing.decide(session.id, seat.id, yes or no, bool(yes))
            except PlckitError as error:
                self.log_exception(None, error, None)
                self.set_status(error.status)
                self.show(session, self.pairing.of(session.id, seat.id), problem=str(error))
                return
        elif seat:
            self.pairing.make(session.id, seat.id)
        self.redirect(f"/console/{session.code}/pair")

    def show(self, session: Session, offer: Offer | None, **values: str) -> None:
        """Show the page as it stands."""
        letters = offer.letters if offer else ""
        address = address_for_others(self.request, self.settings["serving"].lan, f"/pair/{letters}")
        about = {"session": session, "offer": offer, "address": address, "qr": qr(address)}
        stands = {**about, "open": bool(offer and self.pairing.is_open(offer)), **values}
        self.finish(self.page("pair_laptop.html", xsrf=self.xsrf_form_html(), **stands))


class Phones(Laptop):
    """`/console/KT7M/pair/phones`: the numbers that wait, for the laptop's script."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Send them."""
        session, seat = await self.leader(code)
        offer = self.pairing.of(session.id, seat.id) if seat else None
        is_open = bool(offer and self.pairing.is_open(offer))
        left = math.ceil(offer.until - self.pairing.now()) if offer and is_open else 0
        numbers = [phone.number for phone in offer.waiting()] if offer else []
        self.finish({"open": is_open, "left": left, "numbers": numbers})

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Refuse: the page itself takes the answers."""
        raise HTTPError(405)


class Phone(PageHandler):
    """`/pair/ABCDEF`: what the phone shows that opened the code's address."""

    @property
    def pairing(self) -> Pairing:
        """The codes that are shown now."""
        return self.settings["pairing"]

    def token(self, letters: str) -> str:
        """Return the secret by which this phone is known under that code, empty at first."""
        return remembered(self, PHONE + letters.upper()) or ""

    @allow_unauthenticated
    async def get(self, letters: str) -> None:
        """Show the phone's number, or let it in once the laptop has said Yes to it."""
        token = self.token(letters) or str(uuid.uuid4())
        let_in = self.pairing.come_in(letters, token)
        if let_in:
            seat, code = await self.asked(self.store.write(_lead, *let_in))
            remember_seat(self, seat)
            self.redirect(f"/console/{code}?private=1")
            return
        try:
            phone = self.pairing.knock(letters, token)
        except NotFound as error:
            self.log_exception(None, error, None)
            self.set_status(410)
            self.finish(self.page("pair_phone.html", stand=Stand.OVER, number=0))
            return
        remember(self, PHONE + letters.upper(), token)
        self.finish(
            self.page("pair_phone.html", stand=self.pairing.stand(letters, token), number=phone.number)
        )


class PhoneState(Phone):
    """`/pair/ABCDEF/state`: how the phone stands, for its script."""

    @allow_unauthenticated
    async def get(self, letters: str) -> None:
        """Send it."""
        stands: dict[str, Any] = {"stand": self.pairing.stand(letters, self.token(letters))}
        self.finish(stands)


def _lead(tx: Transaction, session_id: str, by: str) -> tuple[Seat, str]:
    session, laptop = tx.sessions.get(session_id), tx.seats.get(by)
    if laptop is None or laptop.removed:
        raise NotAllowed("pair a phone")
    if session is None:
        raise SessionNotFound("")
    return hosting.lead(tx, session, utc_now()), session.code


LETTERS = r"([A-Za-z0-9]{6})"
routes = [
    (rf"/console/{CODE}/pair", Laptop),
    (rf"/console/{CODE}/pair/phones", Phones),
    (rf"/pair/{LETTERS}", Phone),
    (rf"/pair/{LETTERS}/state", PhoneState),
]
