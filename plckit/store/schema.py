"""Which schema a database has, and how it gets the one this plckit needs.

A fresh database is migrated at once. An old one is refused until `plckit upgrade` has been run, which
copies a SQLite file first. Alembic is imported only when there is something to migrate.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from plckit.errors import SchemaTooNew, SchemaTooOld
from plckit.store.database import Store, make_engine

MIGRATIONS = Path(__file__).with_name("migrations")
REVISIONS = sorted(file.stem.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def open_store(url: str) -> Store:
    """Return the store at *url*, made if it is not there; raise SchemaTooNew or SchemaTooOld."""
    store = Store(url)
    try:
        found = revision(store.engine)
        if found is None:
            _migrate(store.engine)
        elif found not in REVISIONS:
            raise SchemaTooNew(found, _name(url))
        elif found != REVISIONS[-1]:
            raise SchemaTooOld(found, _name(url))
    except BaseException:
        store.close()
        raise
    return store


def upgrade(url: str) -> Path | None:
    """Bring the database at *url* to this plckit's schema; return the copy of its file made first."""
    engine = make_engine(url)
    try:
        found = revision(engine)
        if found is not None and found not in REVISIONS:
            raise SchemaTooNew(found, _name(url))
        if found == REVISIONS[-1]:
            return None
        copy = None
        if found is not None:
            file = Path(str(engine.url.database))
            copy = file.with_name(f"{file.stem}-{found}{file.suffix}")
            _copy(engine, copy)
        _migrate(engine)
        return copy
    finally:
        engine.dispose()


def revision(engine: sa.Engine) -> str | None:
    """Return the schema revision of a database, None for an empty one."""
    if not sa.inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _copy(engine: sa.Engine, copy: Path) -> None:
    """Copy the database as it is now, with what is in its log alone while others have it open."""
    with engine.connect() as connection, closing(sqlite3.connect(copy)) as target:
        connection.connection.driver_connection.backup(target)  # type: ignore[union-attr]


def _migrate(engine: sa.Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    # The write lock comes first: of two processes that find an empty file, the second waits and then
    # finds it migrated.
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _name(url: str) -> str:
    return sa.make_url(url).database or sa.make_url(url).render_as_string()
