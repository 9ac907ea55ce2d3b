"""Entries: the latest revision in `entry`, every revision in `change`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa

from plckit.domain.entries import BESIDE, Receipt
from plckit.domain.people import Role, Seat
from plckit.errors import BadValue
from plckit.store.feed import Feed
from plckit.store.tables import change as log
from plckit.store.tables import entry as table
from plckit.store.tables import seat as seats

# Statements of the hot path are built once: building them costs more than running them.
KEY = ("session", "activity", "seat", "entry")
THIS = sa.and_(*(table.c[name] == sa.bindparam(f"this_{name}") for name in KEY))
REVISION = sa.select(table.c.revision, table.c.value, table.c.at).where(THIS)
FIRST = sa.insert(table).values({name: sa.bindparam(name) for name in (*KEY, "value", "revision", "at")})
NEXT = sa.update(table).where(THIS).values({name: sa.bindparam(name) for name in ("value", "revision", "at")})
HIDE = sa.update(table).where(THIS).values(hidden=sa.bindparam("hidden"))
ANSWERS = table.c.entry.not_in(BESIDE)


class Row(NamedTuple):
    """An entry as stored, with its owner; `entered` tells that a facilitator put it in for somebody."""

    seat: str
    name: str
    entry: str
    value: Any
    at: str
    hidden: bool = False
    entered: bool = False


class Entries:
    """Reads and writes what people put into activities."""

    def __init__(self, connection: sa.Connection, feed: Feed) -> None:
        self.db = connection
        self.feed = feed

    def done(self, seat: Seat, activity: str, entry: str | None, op: str) -> Receipt | None:
        """Return the receipt of an operation that was done before; refuse one that was something else.

        What was entered for others has no *entry*, and as its revision the number of people.
        """
        row = self.feed.of_operation(seat.session, op)
        if row is None:
            return None
        if (row.seat, row.activity, row.entry) != (seat.id, activity, entry):
            raise BadValue(
                "This operation was used before for something else. Reload the page and try again."
            )
        return Receipt(op, activity, entry or "", row.revision, row.at)

    def put(
        self,
        seat: Seat,
        activity: str,
        entry: str,
        op: str,
        value: Any,
        at: str,
        typed: str = "",
        held: bool = False,
    ) -> Receipt:
        """Store *value* as the entry's next revision and log it; the caller has asked `done` before.

        Words that were *typed* before those that stand (a phone that slept) go into the log alone: an entry
        keeps the moment at which it was typed. What is *held* stays hidden until the facilitator shows it.
        """
        key = dict(zip(KEY, (seat.session, activity, seat.id, entry), strict=True))
        this = {f"this_{name}": value for name, value in key.items()}
        before = self.db.execute(REVISION, this).first()
        revision = before.revision + 1 if before else 1
        new = {"value": value, "revision": revision, "at": typed or at}
        if before is None:
            self.db.execute(FIRST, {**key, **new})
        elif typed and typed < before.at:
            self.db.execute(NEXT, {**this, **new, "value": before.value, "at": before.at})
        else:
            self.db.execute(NEXT, {**this, **new})
        if held:
            self.db.execute(HIDE, {**this, "hidden": True})
        said = {"activity": activity, "seat": seat.id, "entry": entry, "op": op}
        self.feed.add(seat.session, "entry", at, **said, value=value, revision=revision)
        return Receipt(op, activity, entry, revision, at)

    def mine(self, seat: str) -> list[tuple[str, str, Any, str]]:
        """Return (activity, entry, value, at) of all that *seat* put in and did not take back."""
        query = sa.select(table.c.activity, table.c.entry, table.c.value, table.c.at)
        rows = self.db.execute(query.where(table.c.seat == seat, table.c.value.is_not(sa.null())))
        return [(row.activity, row.entry, row.value, row.at) for row in rows]

    def latest(
        self, session: str, activities: Iterable[str], seats: Iterable[str]
    ) -> list[tuple[str, str, str, Any, str]]:
        """Return (seat, activity, entry, value, at) of what *seats* have in *activities*."""
        columns = (table.c.seat, table.c.activity, table.c.entry, table.c.value, table.c.at)
        where = (table.c.session == session, table.c.activity.in_(activities), table.c.seat.in_(seats))
        query = sa.select(*columns).where(*where, table.c.value.is_not(sa.null()))
        return [(r.seat, r.activity, r.entry, r.value, r.at) for r in self.db.execute(query)]

    def of(self, session: str, activity: str) -> list[Row]:
        """Return everything in one activity that was not taken back, what is hidden too."""
        columns = (table.c.seat, seats.c.name, table.c.entry, table.c.value, table.c.at, table.c.hidden)
        query = sa.select(*columns, seats.c.role == Role.PAPER).join(seats, seats.c.id == table.c.seat)
        where = (table.c.session == session, table.c.activity == activity, table.c.value.is_not(sa.null()))
        return [Row(*row) for row in self.db.execute(query.where(*where))]

    def hide(self, session: str, activity: str, row: Row, hidden: bool, at: str) -> None:
        """Hide one entry from every screen, or show it again."""
        key = zip(KEY, (session, activity, row.seat, row.entry), strict=True)
        self.db.execute(HIDE, {**{f"this_{name}": part for name, part in key}, "hidden": hidden})
        self.feed.add(session, "hide", at, activity=activity, seat=row.seat, entry=row.entry, value=hidden)

    def clear(self, session: str, activity: str, at: str) -> int:
        """Take back everything in one activity; the log keeps it. Return how many entries went."""
        kept = self.of(session, activity)
        for row in kept:
            self._set(session, activity, row._replace(value=None, at=at, hidden=False), at)
        gone = [[row.seat, row.entry, row.value, row.at, row.hidden] for row in kept]
        self.feed.add(session, "reset", at, activity=activity, value=gone)
        return len(kept)

    def restore(self, session: str, activity: str, at: str) -> int:
        """Bring back what the latest `clear` took; 0 where there is none, or where somebody wrote since."""
        where = (log.c.session == session, log.c.activity == activity, log.c.what == "reset")
        latest = sa.select(log.c.value).where(*where).order_by(log.c.number.desc()).limit(1)
        gone = self.db.execute(latest).scalar() or []
        if not gone or self.of(session, activity):
            return 0
        for seat, entry, value, typed, hidden in gone:
            self._set(session, activity, Row(seat, "", entry, value, typed, hidden), at)
        self.feed.add(session, "reset", at, activity=activity, value=[])
        return len(gone)

    def taken_back(self, session: str) -> dict[str, int]:
        """Return how many people's answers the latest `clear` of each activity took that can be restored."""
        resets = sa.select(log.c.activity, log.c.value).where(log.c.session == session, log.c.what == "reset")
        latest = {activity: gone for activity, gone in self.db.execute(resets.order_by(log.c.number))}
        return {
            activity: len({seat for seat, *_ in gone})
            for activity, gone in latest.items()
            if gone and not self.of(session, activity)
        }

    def move(self, session: str, row: Row, activity: str, to: str, at: str) -> None:
        """Make an entry somebody else's: of two places that one person took."""
        self._set(session, activity, row._replace(seat=to), at)
        self._set(session, activity, row._replace(value=None), at)

    def _set(self, session: str, activity: str, row: Row, at: str) -> None:
        """Let an entry stand exactly as *row* says, and log that *at* this moment."""
        key = dict(zip(KEY, (session, activity, row.seat, row.entry), strict=True))
        this = {f"this_{name}": part for name, part in key.items()}
        before = self.db.execute(REVISION, this).first()
        new = {"value": row.value, "revision": before.revision + 1 if before else 1, "at": row.at}
        self.db.execute(NEXT if before else FIRST, {**(this if before else key), **new})
        self.db.execute(HIDE, {**this, "hidden": row.hidden})
        said = {"activity": activity, "seat": row.seat, "entry": row.entry}
        self.feed.add(session, "entry", at, **said, value=row.value, revision=new["revision"])

    def answered(self, session: str) -> dict[str, int]:
        """Return how many people have answered each activity; a reason or a name alone is no answer."""
        people = sa.func.count(sa.distinct(table.c.seat))
        query = sa.select(table.c.activity, people).group_by(table.c.activity)
        where = (table.c.session == session, table.c.value.is_not(sa.null()), ANSWERS)
        return {activity: count for activity, count in self.db.execute(query.where(*where))}

    def count(self, seat: str, activity: str, besides: str) -> int:
        """Return how many entries *seat* has in *activity*, the entry *besides* left out."""
        where = (table.c.seat == seat, table.c.activity == activity, table.c.entry != besides, ANSWERS)
        query = sa.select(sa.func.count()).where(*where, table.c.value.is_not(sa.null()))
        return self.db.execute(query).scalar_one()
