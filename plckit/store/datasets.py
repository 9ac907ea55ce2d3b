"""Students' results that communities keep for a while, and how their files are read."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from plckit.domain.datasets import Dataset
from plckit.store.tables import dataset as table
from plckit.store.tables import mapping as mappings

COLUMNS = tuple(table.c[name] for name in Dataset.__dataclass_fields__)


class Datasets:
    """Reads, keeps and deletes results."""

    def __init__(self, connection: sa.Connection) -> None:
        self.db = connection

    def add(self, dataset: Dataset, content: bytes) -> Dataset:
        """Keep results."""
        values = {name: getattr(dataset, name) for name in Dataset.__dataclass_fields__}
        self.db.execute(sa.insert(table).values(**values, content=content))
        return dataset

    def get(self, dataset: str) -> Dataset | None:
        """Return what is known of the dataset with that id, deleted or not."""
        row = self.db.execute(sa.select(*COLUMNS).where(table.c.id == dataset)).first()
        return Dataset(*row) if row else None

    def content(self, dataset: str) -> bytes | None:
        """Return the results themselves; None once they were deleted."""
        return self.db.execute(sa.select(table.c.content).where(table.c.id == dataset)).scalar()

    def of(self, community: str) -> list[Dataset]:
        """Return a community's datasets, deleted ones too, the latest check first."""
        query = sa.select(*COLUMNS).where(table.c.community == community)
        return [Dataset(*row) for row in self.db.execute(query.order_by(table.c.day.desc(), table.c.added))]

    def overdue(self, today: str) -> list[Dataset]:
        """Return all datasets that should have been deleted by *today* (ISO day) and were not."""
        where = (table.c.delete_by != "", table.c.delete_by < today, table.c.deleted == "")
        query = sa.select(*COLUMNS).where(*where).order_by(table.c.delete_by)
        return [Dataset(*row) for row in self.db.execute(query)]

    def delete(self, dataset: str, at: str) -> None:
        """Delete results for good; that they were here, and until when, stays on record."""
        gone = {"content": None, "coverage": None, "deleted": at}
        self.db.execute(sa.update(table).where(table.c.id == dataset).values(**gone))

    def keep_mapping(self, community: str, shape: str, content: dict[str, Any], at: str) -> None:
        """Keep how files of one shape are read, instead of what was kept before."""
        where = (mappings.c.community == community, mappings.c.shape == shape)
        self.db.execute(sa.delete(mappings).where(*where))
        values = {"community": community, "shape": shape, "content": content, "at": at}
        self.db.execute(sa.insert(mappings).values(**values))

    def mappings(self, community: str) -> list[dict[str, Any]]:
        """Return how the community's files were read, the latest shape first."""
        query = sa.select(mappings.c.content).where(mappings.c.community == community)
        return list(self.db.execute(query.order_by(mappings.c.at.desc())).scalars())
