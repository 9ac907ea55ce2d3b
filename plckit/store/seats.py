"""Seats: who has a place in which session."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from plckit.domain.people import Role, Seat
from plckit.store.feed import Feed
from plckit.store.tables import seat as table

COLUMNS = tuple(table.c[name] for name in Seat.__dataclass_fields__)
# Who counts when a room is counted: those who joined, and those somebody entered answers for.
COUNTED = table.c.role.in_((Role.PARTICIPANT, Role.PAPER))


class Seats:
    """Reads and writes seats."""

    def __init__(self, connection: sa.Connection, feed: Feed) -> None:
        self.db = connection
        self.feed = feed

    def add(self, seat: Seat, at: str) -> Seat:
        """Store a seat."""
        values = {name: getattr(seat, name) for name in Seat.__dataclass_fields__}
        self.db.execute(sa.insert(table).values(**values, joined=at))
        self.feed.add(seat.session, "seat", at, seat=seat.id)
        return seat

    def change(self, seat: Seat, at: str, **values: Any) -> None:
        """Change what is known of a person: the name, the table, or that she was removed."""
        self.db.execute(sa.update(table).where(table.c.id == seat.id).values(**values))
        self.feed.add(seat.session, "seat", at, seat=seat.id)

    def get(self, seat: str) -> Seat | None:
        """Return the seat with that id."""
        return self._one(table.c.id == seat)

    def by_rejoin_word(self, session: str, word: str) -> Seat | None:
        """Return the participant of *session* whose rejoin word this is."""
        return self._one(table.c.session == session, table.c.rejoin == word, table.c.role == Role.PARTICIPANT)

    def names(self, session: str) -> set[str]:
        """Return the names taken in *session*."""
        return set(self.db.execute(sa.select(table.c.name).where(table.c.session == session)).scalars())

    def all(self, session: str, role: Role) -> list[Seat]:
        """Return the seats of a role that were not removed, in the order they joined."""
        where = (table.c.session == session, table.c.role == role, ~table.c.removed)
        rows = self.db.execute(sa.select(*COLUMNS).where(*where).order_by(table.c.joined, table.c.id))
        return [_seat(row) for row in rows]

    def removed(self, session: str) -> list[Seat]:
        """Return who was taken out, in the order they joined; a wall that was shut is nobody."""
        where = (table.c.session == session, table.c.removed, table.c.role != Role.PROJECTOR)
        rows = self.db.execute(sa.select(*COLUMNS).where(*where).order_by(table.c.joined, table.c.id))
        return [_seat(row) for row in rows]

    def named(self, session: str) -> tuple[dict[str, str], frozenset[str]]:
        """Return the names of all who were not taken out by seat, and the seats of those who were."""
        query = sa.select(table.c.id, table.c.name, table.c.removed).where(table.c.session == session)
        rows = self.db.execute(query.order_by(table.c.joined, table.c.id)).all()
        here = {row.id: row.name for row in rows if not row.removed}
        return here, frozenset(row.id for row in rows if row.removed)

    def people(self, session: str) -> int:
        """Return how many people take part: who joined and was not removed, and who was entered for."""
        where = (table.c.session == session, COUNTED, ~table.c.removed)
        return self.db.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()

    def _one(self, *where: sa.ColumnElement[bool]) -> Seat | None:
        row = self.db.execute(sa.select(*COLUMNS).where(*where)).first()
        return _seat(row) if row else None


def _seat(row: sa.Row[*tuple[Any, ...]]) -> Seat:
    return Seat(**{**row._asdict(), "role": Role(row.role)})
