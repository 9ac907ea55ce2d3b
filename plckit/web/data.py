"""`/console/KT7M/data`: the results of a session's community, which of them it uses, and deleting them.

How a mark book is loaded stands in `plckit/web/loading.py`.
"""

from __future__ import annotations

import asyncio
import traceback
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.domain.datasets import As, What, end_of_school_year, in_words
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.errors import PlckitError
from plckit.sessions import importing, results
from plckit.sessions.clock import local_day, utc_now
from plckit.store.transaction import Transaction
from plckit.web.base import log
from plckit.web.drafts import Drafts
from plckit.web.identity import is_facilitator, remember_seat
from plckit.web.workbook import CODE, Console

ROLES = {
    As.NOW: ("The check you talk about", What.RESULTS),
    As.BEFORE: ("An earlier check of the same students", What.RESULTS),
    As.SUPPORT: ("The support log", What.SUPPORT),
}


class Results(Console):
    """What a community has, and what this session uses of it."""

    @property
    def drafts(self) -> Drafts:
        """The files on their way in."""
        return self.settings["drafts"]

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log where it happened and nothing of what was read: sentences quote files, and files hold names."""
        where = "" if isinstance(value, PlckitError | HTTPError) else "".join(traceback.format_tb(tb))
        words = f"Refused {self.request.method} {self.request.path.rpartition('/data')[0]}/data"
        log.warning("%s: %s\n%s" if where else "%s: %s%s", words, typ.__name__, where)

    async def leader(self, code: str) -> tuple[Session, Seat]:
        """Return the session and this browser's seat on its console; refuse everybody else."""
        session = await self.session(code)
        seat = await self.seat_of(session, Role.FACILITATOR)
        if seat is None:
            raise HTTPError(403, reason="Only a facilitator can see results. Open the console first.")
        return session, seat

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Show the list; whoever has signed in but has no seat here gets one first."""
        session = await self.session(code)
        if await self.seat_of(session, Role.FACILITATOR) is None and is_facilitator(self):
            remember_seat(self, await self.asked(self.store.write(self.sit, session)))
            self.redirect(f"/console/{session.code}/data")
            return
        session, _ = await self.leader(code)
        await self.show(session, saved=bool(self.get_query_argument("saved", "")))

    async def show(self, session: Session, **values: Any) -> None:
        """Show the list, with a problem and what was typed where there is one."""
        today = local_day(utc_now())
        told = await self.asked(self.store.read(_told, session))
        told |= {"today": today, "delete_by": end_of_school_year(today), "roles": ROLES, "typed": {}}
        self.finish(self.own_page("data.html", session, **{**told, **values}))

    def own_page(self, template: str, session: Session, **values: Any) -> str:
        """Return one of the pages of results as HTML."""
        token = {"xsrf": self.xsrf_form_html(), "xsrf_token": self.xsrf_token.decode()}
        days = {"in_words": in_words, "local_day": local_day}
        return self.page(template, session=session, **days, **token, **values)

    async def refuse(self, session: Session, error: PlckitError, **values: Any) -> None:
        """Show the list with the sentence of an error."""
        self.log_exception(type(error), error, None)
        self.set_status(error.status)
        await self.show(session, problem=str(error), **values)


def _told(tx: Transaction, session: Session) -> dict[str, Any]:
    """Return what the list shows of a session's community."""
    kept = tx.datasets.of(session.community)
    return {
        "datasets": [one for one in kept if not one.deleted],
        "deleted": [one for one in kept if one.deleted],
        "used": {str(role): one.id for role, one in results.used(tx, session).items()},
        "audience": str(results.audience(tx, session)),
    }


class Choose(Results):
    """Which results this session works with, and who is in the room."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Lead back to where the form is."""
        self.redirect(f"/console/{(await self.leader(code))[0].code}/data")

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Keep the choice."""
        session, seat = await self.leader(code)
        try:
            await self.do(session, seat)
        except PlckitError as error:
            await self.refuse(session, error)
            return
        self.redirect(f"/console/{session.code}/data?saved=1")

    async def do(self, session: Session, seat: Seat) -> None:
        """Keep which results are used."""
        chosen = {str(role): self.form(role) for role in As}
        await self.asked(self.store.write(results.use, seat, chosen, self.form("audience"), utc_now()))


class Samples(Choose):
    """The sample data."""

    async def do(self, session: Session, seat: Seat) -> None:
        """Add them to what the community has, and use them where nothing is used yet."""
        samples = await asyncio.to_thread(importing.samples)
        await self.asked(self.store.write(_use_samples, session, seat, samples, utc_now()))


def _use_samples(
    tx: Transaction, session: Session, seat: Seat, samples: tuple[importing.Packed, ...], at: str
) -> None:
    found = importing.add_samples(tx, session.community, samples, at)
    if not results.used(tx, session):
        chosen = {"now": found["Maths check 1"], "support": found["Support log"]}
        results.use(tx, seat, chosen, "team", at)


class Delete(Choose):
    """Results that are not needed any more."""

    async def do(self, session: Session, seat: Seat) -> None:
        """Delete one set of results for good, from the file and from memory."""
        job = self.store.write(results.delete, session.community, self.form("dataset"), utc_now())
        await self.asked(job)
        importing.forget_measures()
        await asyncio.to_thread(self.store.forget)


routes = [
    (rf"/console/{CODE}/data", Results),
    (rf"/console/{CODE}/data/choose", Choose),
    (rf"/console/{CODE}/data/samples", Samples),
    (rf"/console/{CODE}/data/delete", Delete),
]
