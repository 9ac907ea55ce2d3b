"""Personal links of enquiries, and the evidence that came by them."""

from __future__ import annotations

import sqlalchemy as sa

from plckit.domain.enquiries import Evidence, Link
from plckit.store.tables import enquiry_link as links
from plckit.store.tables import evidence as table

LINK = tuple(links.c[name] for name in Link.__dataclass_fields__)
EVIDENCE = tuple(table.c[name] for name in Evidence.__dataclass_fields__)


class Enquiries:
    """Reads and adds links and evidence; a row is marked as gone, never changed."""

    def __init__(self, connection: sa.Connection) -> None:
        self.db = connection

    def add_link(self, link: Link, token: str) -> Link:
        """Keep a link under the hash of its key."""
        values = {name: getattr(link, name) for name in Link.__dataclass_fields__}
        self.db.execute(sa.insert(links).values(**values, token=token))
        return link

    def renew_link(self, link: Link, token: str, name: str, at: str) -> None:
        """Give a link another key, so that the one it had opens nothing any more."""
        values = {"token": token, "name": name, "made": at, "ended": ""}
        self.db.execute(sa.update(links).where(links.c.id == link.id).values(**values))

    def link(self, token: str) -> Link | None:
        """Return the link with that hash, ended or not."""
        return self._one(links.c.token == token)

    def link_of(self, enquiry: str, seat: str) -> Link | None:
        """Return the link that a seat was given for an enquiry."""
        return self._one(links.c.enquiry == enquiry, links.c.seat == seat)

    def links(self, enquiry: str) -> list[Link]:
        """Return all links of an enquiry, the oldest first."""
        query = sa.select(*LINK).where(links.c.enquiry == enquiry).order_by(links.c.made, links.c.id)
        return [Link(*row) for row in self.db.execute(query)]

    def end_links(self, enquiry: str, at: str) -> int:
        """End all links of an enquiry; return how many there were."""
        where = (links.c.enquiry == enquiry, links.c.ended == "")
        return self.db.execute(sa.update(links).where(*where).values(ended=at)).rowcount

    def add(self, evidence: Evidence) -> Evidence:
        """Keep a row of evidence."""
        values = {name: getattr(evidence, name) for name in Evidence.__dataclass_fields__}
        self.db.execute(sa.insert(table).values(**values))
        return evidence

    def get(self, evidence: str) -> Evidence | None:
        """Return the row with that id, gone or not."""
        row = self.db.execute(sa.select(*EVIDENCE).where(table.c.id == evidence)).first()
        return Evidence(*row) if row else None

    def count(self, link: str) -> int:
        """Return how many rows came by a link, those that are gone too."""
        query = sa.select(sa.func.count()).select_from(table).where(table.c.link == link)
        return int(self.db.execute(query).scalar_one())

    def of(self, enquiry: str, link: str = "") -> list[Evidence]:
        """Return the rows of an enquiry that are not gone, by day; of one *link* or all."""
        where = [table.c.enquiry == enquiry, table.c.gone == ""]
        if link:
            where.append(table.c.link == link)
        query = sa.select(*EVIDENCE).where(*where).order_by(table.c.day, table.c.at, table.c.id)
        return [Evidence(*row) for row in self.db.execute(query)]

    def let_go(self, evidence: str, at: str, replaced: str = "") -> None:
        """Mark a row as taken back, or as *replaced* by another."""
        values = {"gone": at, "replaced": replaced}
        self.db.execute(sa.update(table).where(table.c.id == evidence).values(**values))

    def _one(self, *where: sa.ColumnElement[bool]) -> Link | None:
        row = self.db.execute(sa.select(*LINK).where(*where)).first()
        return Link(*row) if row else None
