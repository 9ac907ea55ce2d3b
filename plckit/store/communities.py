"""Communities: which there are, whose school they are, and how their sessions went, in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from plckit.domain.entries import BESIDE
from plckit.store.seats import COUNTED
from plckit.store.tables import artefact as artefacts
from plckit.store.tables import change as log
from plckit.store.tables import community as table
from plckit.store.tables import entry as entries
from plckit.store.tables import seat as seats
from plckit.store.tables import session as sessions


class Communities:
    """Reads what is known of communities, and keeps their schools."""

    def __init__(self, connection: sa.Connection) -> None:
        self.db = connection

    def names(self) -> list[str]:
        """Return every community that has met, or whose artefacts were brought here."""
        met = sa.select(sessions.c.community).where(~sessions.c.code.startswith("solo"))
        brought = sa.select(artefacts.c.community).where(artefacts.c.session.is_(None))
        return list(self.db.execute(sa.union(met, brought)).scalars())

    def schools(self) -> dict[str, str]:
        """Return the school of each community that has one."""
        query = sa.select(table.c.name, table.c.school).where(table.c.school != "")
        return {name: school for name, school in self.db.execute(query)}

    def set_school(self, name: str, school: str) -> None:
        """Keep the school of a community instead of the one before; "" for none."""
        self.db.execute(sa.delete(table).where(table.c.name == name))
        self.db.execute(sa.insert(table).values(name=name, school=school))

    def steps_begun(self, of: Sequence[str]) -> dict[str, set[str]]:
        """Return the steps that each of these sessions has reached."""
        query = sa.select(log.c.session, log.c.value).where(log.c.session.in_(of), log.c.what == "step")
        found: dict[str, set[str]] = defaultdict(set)
        for session, step in self.db.execute(query):
            found[session].add(step)
        return found

    def answered(self, of: Sequence[str]) -> dict[str, int]:
        """Return how many people have answered anything in each of these sessions."""
        people = sa.func.count(sa.distinct(entries.c.seat))
        where = (entries.c.session.in_(of), entries.c.value.is_not(sa.null()), COUNTED)
        query = sa.select(entries.c.session, people).join(seats, seats.c.id == entries.c.seat)
        rows = self.db.execute(
            query.where(*where, entries.c.entry.not_in(BESIDE)).group_by(entries.c.session)
        )
        return {session: count for session, count in rows}

    def people(self, of: Sequence[str]) -> dict[str, int]:
        """Return how many people take part in each of these sessions."""
        query = sa.select(seats.c.session, sa.func.count()).where(seats.c.session.in_(of), COUNTED)
        rows = self.db.execute(query.where(~seats.c.removed).group_by(seats.c.session))
        return {session: count for session, count in rows}
