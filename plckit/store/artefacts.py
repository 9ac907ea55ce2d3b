"""Artefacts of communities, every version of them."""

from __future__ import annotations

import sqlalchemy as sa

from plckit.domain.artefacts import Artefact
from plckit.store.tables import artefact as table

COLUMNS = tuple(table.c[name] for name in Artefact.__dataclass_fields__)


class Artefacts:
    """Reads artefacts and adds versions; none is ever changed."""

    def __init__(self, connection: sa.Connection) -> None:
        self.db = connection

    def add(self, artefact: Artefact) -> Artefact:
        """Store one version."""
        values = {name: getattr(artefact, name) for name in Artefact.__dataclass_fields__}
        self.db.execute(sa.insert(table).values(**values))
        return artefact

    def versions(self, community: str, kind: str = "", before: str = "") -> list[Artefact]:
        """Return a community's artefacts, the latest first: of one kind or all, and *before* a time."""
        where = [table.c.community == community]
        if kind:
            where.append(table.c.kind == kind)
        if before:
            where.append(table.c.at < before)
        query = sa.select(*COLUMNS).where(*where).order_by(table.c.at.desc(), table.c.version.desc())
        return [Artefact(*row) for row in self.db.execute(query)]

    def of_session(self, session: str, kind: str, group: str = "") -> Artefact | None:
        """Return the artefact of that kind that a session left behind, as it was worded last."""
        where = (table.c.session == session, table.c.kind == kind, table.c.group == group)
        query = sa.select(table.c.id).where(*where).order_by(table.c.version.desc()).limit(1)
        found = self.db.execute(query).scalar()
        return self.of_id(found)[0] if found else None

    def of_id(self, artefact: str) -> list[Artefact]:
        """Return every version of one artefact, the latest first."""
        query = sa.select(*COLUMNS).where(table.c.id == artefact).order_by(table.c.version.desc())
        return [Artefact(*row) for row in self.db.execute(query)]
