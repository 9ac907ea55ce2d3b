"""`/e/<key>`: a person's own page of an enquiry, by which she adds evidence between meetings.

Whoever has the link is that person; no other cookie or sign-in counts. The page shows the enquiry's question
and what came by this link, nothing of anybody else. It is a plain form, so it works without scripts, and what
cannot be kept comes back with its words. The key stands in the address, so no line of the log holds it.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.domain.datasets import in_words
from plckit.domain.noticing import personal_details
from plckit.errors import LinkEnded, LinkNotFound, PlckitError, SentBefore
from plckit.sessions import enquiring
from plckit.sessions.clock import local_day, utc_now
from plckit.sessions.enquiring import WORDS, Opened
from plckit.web.addresses import address_for_others, qr
from plckit.web.base import PageHandler
from plckit.web.guesses import Guesses

T = TypeVar("T")
log = logging.getLogger(__name__)

GUESSES = Guesses(LinkNotFound)
FIELDS = ("id", "instead", "turn", "day", "did", "saw", "means", "number", "url")
LONGEST_BACK = 5000
"""So much of a field is written back into the form; longer words were never typed by hand."""

DONE = {
    "added": "Kept. Your team sees it at the next check-in.",
    "changed": "Changed. What it said before is not shown any more.",
    "gone": "Taken back. Nobody sees it any more.",
}
STALE = "This page was open for a long time. Your words are still here: press Keep it once more."


class Evidence(PageHandler):
    """The form, and one's own rows."""

    stale = False

    def set_default_headers(self) -> None:
        """Set the headers of every page, and tell no other page the address of this one."""
        super().set_default_headers()
        self.set_header("Referrer-Policy", "no-referrer")

    def check_origin(self, origin_to_satisfy_tornado: str = "") -> bool:
        """Take forms of this server, and of pages that do not say where they are from, as this one's.

        The form's own token is checked beside it. Jupyter's check would write the address into the log.
        """
        origin = self.request.headers.get("Origin")
        return origin in (None, "null") or urlsplit(origin).netloc == self.request.host

    def check_referer(self) -> bool:
        """Take a look from anywhere: it changes nothing, and a link is opened from mails and chats."""
        return True

    def check_xsrf_cookie(self) -> None:
        """Note that the form has no cookie any more, so that its words can be shown again."""
        try:
            super().check_xsrf_cookie()
        except HTTPError:
            self.stale = True

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what is refused without the address, which holds the key."""
        if isinstance(value, PlckitError | HTTPError):
            log.warning("Refused %s of a personal link: %s", self.request.method, type(value).__name__)
        else:
            log.error("A personal link's page failed.", exc_info=(typ, value, tb))

    async def opened(self, job: Callable[..., T], *args: Any, write: bool = False) -> T:
        """Do what a link is asked for; whoever tries keys has to wait."""
        async with GUESSES.turn(self, None):
            return await self.asked((self.store.write if write else self.store.read)(job, *args))

    @allow_unauthenticated
    async def get(self, token: str) -> None:
        """Show the form; with `edit` filled with one of the own rows."""
        found = await self.opened(enquiring.opened, token)
        row = next((one for one in found.rows if one.id == self.get_query_argument("edit", "")), None)
        values = {name: str(getattr(row, name)) for name in FIELDS[2:]} if row else {}
        values |= {"instead": row.id} if row else {}
        self.show(token, found, values, done=DONE.get(self.get_query_argument("done", ""), ""))

    @allow_unauthenticated
    async def post(self, token: str) -> None:
        """Keep a row, change one, or take one back."""
        values = {name: self.form(name)[:LONGEST_BACK] for name in FIELDS}
        try:
            if self.stale:
                found = await self.opened(enquiring.opened, token)
                self.refuse(token, found, values, 403, STALE)
                return
            if self.form("take"):
                await self.changed(enquiring.take_back, token, self.form("take")[:60], utc_now())
                self.redirect(f"/e/{token}?done=gone", status=303)
                return
            if asks := [] if self.form("sure") else _asks(values):
                found = await self.opened(enquiring.opened, token)
                self.show(token, found, values, asks=asks)
                return
            await self.changed(enquiring.add, token, {name: self.form(name) for name in FIELDS}, utc_now())
        except LinkEnded as error:
            self.refuse(token, None, values, error.status, str(error))
            return
        except LinkNotFound:
            raise
        except PlckitError as error:
            found = await self.opened(enquiring.opened, token)
            if isinstance(error, SentBefore):
                values["id"] = values["instead"] = ""  # once more is another row
            self.refuse(token, found, values, error.status, str(error))
            return
        self.redirect(f"/e/{token}?done={'changed' if values['instead'] else 'added'}", status=303)

    async def changed(self, job: Callable[..., list[str]], *args: Any) -> None:
        """Write, and wake the sessions that may show it."""
        for session in await self.opened(job, *args, write=True):
            self.hub.wake(session)

    def refuse(
        self, token: str, found: Opened | None, values: Mapping[str, str], status: int, problem: str
    ) -> None:
        """Show the form again with what stopped it and with every word that was typed."""
        self.set_status(status)
        self.show(token, found, values, problem=problem)

    def show(self, token: str, found: Opened | None, values: Mapping[str, str], **more: Any) -> None:
        """Show the page. It carries the id of the row it will add, so that sending it twice adds one."""
        filled = {"day": local_day(utc_now()), "turn": str(found.turn) if found else "", **values}
        filled["id"] = filled.get("id") or str(uuid.uuid4())
        path = f"/e/{token}"
        lan = self.settings["serving"].lan
        shown = {"qr": qr(address_for_others(self.request, lan, path)) if found else ""}
        about = {"found": found, "values": filled, "words": WORDS, "in_words": in_words, "path": path}
        self.finish(self.page("evidence.html", xsrf=self.xsrf_form_html(), **about, **shown, **more))


class Code(Evidence):
    """The QR code of a link, for the screen that has just been given it."""

    @allow_unauthenticated
    async def get(self, token: str) -> None:
        """Return it as a picture."""
        await self.opened(enquiring.opened, token)
        address = address_for_others(self.request, self.settings["serving"].lan, f"/e/{token}")
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(qr(address))

    @allow_unauthenticated
    async def post(self, token: str) -> None:
        """Refuse: there is nothing to send here."""
        raise HTTPError(405)


def _asks(values: Mapping[str, str]) -> list[str]:
    """Return what in the words may tell who a student is, one sentence a field (rule P10)."""
    found = ((label, personal_details(values[key])) for key, label in WORDS.items())
    return [f"“{label}” looks as if it holds {' and '.join(what)}." for label, what in found if what]


routes = [
    (r"/e/([A-Za-z0-9_-]{20,40})", Evidence),
    (r"/e/([A-Za-z0-9_-]{20,40})/qr", Code),
]
