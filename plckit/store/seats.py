"""Seats: who has a place in which session."""

from __future__ import annotations

import sqlalchemy as sa

from plckit.domain.people import Role, Seat
from plckit.store.feed import Feed
from plckit.store.tables import seat as table


class Seats:
    """Reads and writes seats."""

    def __init__(self, connection: sa.Connection, feed: Feed) -> None:
        self.db = connection
        self.feed = feed

    def add(self, seat: Seat, at: str) -> Seat:
        """Store a seat."""
        self.db.execute(
            sa.insert(table).values(
                id=seat.id,
                session=seat.session,
                role=seat.role,
                name=seat.name,
                rejoin=seat.rejoin,
                joined=at,
            )
        )
        self.feed.add(seat.session, "seat", at, seat=seat.id)
        return seat

    def get(self, seat: str) -> Seat | None:
        """Return the seat with that id."""
        return self._one(table.c.id == seat)

    def by_rejoin_word(self, session: str, word: str) -> Seat | None:
        """Return the participant of *session* whose rejoin word this is."""
        return self._one(table.c.session == session, table.c.rejoin == word, table.c.role == Role.PARTICIPANT)

    def names(self, session: str) -> set[str]:
        """Return the names taken in *session*."""
        return set(self.db.execute(sa.select(table.c.name).where(table.c.session == session)).scalars())

    def people(self, session: str) -> int:
        """Return how many participants have joined *session*."""
        where = (table.c.session == session, table.c.role == Role.PARTICIPANT)
        return self.db.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()

    def _one(self, *where: sa.ColumnElement[bool]) -> Seat | None:
        columns = (table.c.id, table.c.session, table.c.role, table.c.name, table.c.rejoin)
        row = self.db.execute(sa.select(*columns).where(*where)).first()
        return Seat(row.id, row.session, Role(row.role), row.name, row.rejoin) if row else None
