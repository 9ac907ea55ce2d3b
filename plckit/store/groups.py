"""Groups: seats that nobody sits on, and who belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import sqlalchemy as sa

from plckit.domain.people import Role, Seat
from plckit.domain.visibility import By
from plckit.store.feed import Feed
from plckit.store.tables import change as log
from plckit.store.tables import member as table
from plckit.store.tables import seat as seats


@dataclass(frozen=True)
class Group:
    """A group as it stands: its seat's id, its name, its people in order, and whose device writes.

    `gone` were taken out of the session while they were in it; what they wrote stays in the group. `since`
    says when each came (ISO, UTC): what only the group may see is not for those who came later, nor does it
    go with those who leave. `seen` is that moment of whoever looks.
    """

    id: str
    name: str
    people: tuple[str, ...] = ()
    pen: str = ""
    gone: tuple[str, ...] = ()
    since: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""

    def views(self) -> list[Group]:
        """Return the group as each of its people sees it; those who came together see the same."""
        return [replace(self, seen=moment) for moment in sorted({self.since.get(p, "") for p in self.people})]


@dataclass(frozen=True)
class Groups:
    """All groups of a session, by grouping."""

    by: Mapping[By, tuple[Group, ...]] = field(default_factory=dict)

    @cached_property
    def _places(self) -> dict[tuple[str, By], Group]:
        return {(seat, by): group for by in self.by for group in self.by[by] for seat in group.people}

    @cached_property
    def _people(self) -> dict[str, tuple[str, ...]]:
        return {group.id: group.people for by in self.by for group in self.by[by]}

    def of(self, seat: str, by: By) -> Group | None:
        """Return the group that *seat* is in."""
        return self._places.get((seat, by))

    def holders(self, owner: str) -> tuple[str, ...]:
        """Return the seats whose page shows what *owner*, a person or a group, put in."""
        return self._people.get(owner, (owner,))

    def owned(self, seat: str) -> list[str]:
        """Return the ids by which *seat*'s entries are stored: its own, and those of its groups."""
        groups = (self.of(seat, by) for by in self.by)
        return [seat, *(group.id for group in groups if group)]

    def used(self, by: By) -> int:
        """Return how many groups have people."""
        return sum(bool(group.people) for group in self.by.get(by, ()))


class Memberships:
    """Reads and writes who is in which group."""

    def __init__(self, connection: sa.Connection, feed: Feed) -> None:
        self.db = connection
        self.feed = feed

    def all(self, session: str) -> Groups:
        """Return the groups of a session in the order they were made, empty ones too."""
        columns = (table.c.group, table.c.seat, table.c.pen, table.c.since, seats.c.removed)
        who = sa.select(*columns).join(seats, seats.c.id == table.c.seat).where(table.c.session == session)
        people: dict[str, list[str]] = defaultdict(list)
        gone: dict[str, list[str]] = defaultdict(list)
        pens: dict[str, str] = {}
        since: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.db.execute(who.order_by(seats.c.joined, seats.c.id)):
            (gone if row.removed else people)[row.group].append(row.seat)
            since[row.group][row.seat] = row.since
            if row.pen and not row.removed:
                pens[row.group] = row.seat
        found: dict[By, tuple[Group, ...]] = {}
        for seat in self.seats(session):
            there, left = tuple(people[seat.id]), tuple(gone[seat.id])
            group = Group(seat.id, seat.name, there, pens.get(seat.id, ""), left, since[seat.id])
            found[By(seat.grouping)] = (*found.get(By(seat.grouping), ()), group)
        return Groups(found)

    def seats(self, session: str) -> list[Seat]:
        """Return the seats that groups own their entries by, in the order they were made."""
        columns = (seats.c.id, seats.c.name, seats.c.rejoin, seats.c.grouping)
        where = (seats.c.session == session, seats.c.role == Role.GROUP)
        rows = self.db.execute(sa.select(*columns).where(*where).order_by(seats.c.joined, seats.c.rejoin))
        return [Seat(r.id, session, Role.GROUP, r.name, r.rejoin, grouping=r.grouping) for r in rows]

    def of(self, seat: str, by: By) -> Seat | None:
        """Return the seat of the group that *seat* is in."""
        group = seats.alias()
        columns = (group.c.id, group.c.session, group.c.name, group.c.rejoin)
        query = sa.select(*columns).join(table, table.c.group == group.c.id)
        row = self.db.execute(query.where(table.c.seat == seat, table.c.grouping == by)).first()
        return Seat(row.id, row.session, Role.GROUP, row.name, row.rejoin, grouping=by) if row else None

    def since(self, seat: str, by: By) -> str:
        """Return when *seat* came into its group (ISO, UTC), empty where it is in none."""
        query = sa.select(table.c.since).where(table.c.seat == seat, table.c.grouping == by)
        return self.db.execute(query).scalar() or ""

    def regrouped(self, session: str) -> frozenset[str]:
        """Return the keys of the steps that have made new groups."""
        made = sa.select(log.c.value).where(log.c.session == session, log.c.what == "regrouped")
        return frozenset(self.db.execute(made).scalars())

    def seat_in(self, session: str, by: By, seat: str, group: str | None, at: str) -> None:
        """Put *seat* into a group of that grouping, or (None) into none; it leaves the one it was in.

        Whoever is there already stays, with the pen where she has it.
        """
        mine = (table.c.session == session, table.c.seat == seat, table.c.grouping == by)
        if self.db.execute(sa.select(table.c.group).where(*mine)).scalar() == group:
            return
        self.db.execute(sa.delete(table).where(*mine))
        if group is not None:
            row = {"session": session, "seat": seat, "grouping": by, "group": group, "since": at}
            self.db.execute(sa.insert(table).values(**row))
        self.feed.add(session, "group", at, seat=seat, value=by)

    def take_pen(self, session: str, by: By, seat: str, group: str, at: str) -> None:
        """Let *seat*'s device write for its group."""
        there = (table.c.session == session, table.c.group == group)
        self.db.execute(sa.update(table).where(*there).values(pen=table.c.seat == seat))
        self.feed.add(session, "group", at, seat=seat, value=by)

    def rename(self, session: str, group: str, name: str, at: str) -> None:
        """Give a group another name."""
        self.db.execute(sa.update(seats).where(seats.c.id == group).values(name=name))
        self.feed.add(session, "group", at, seat=group, value=name)
