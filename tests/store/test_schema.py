"""Which databases are opened, which are refused, and what an upgrade leaves behind."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from typer.testing import CliRunner

from plckit.cli.app import app
from plckit.errors import FolderNotWritable, SchemaTooNew, SchemaTooOld
from plckit.settings import DataFolder
from plckit.store import schema
from plckit.store.database import Store
from plckit.store.schema import REVISIONS, open_store
from plckit.store.tables import metadata

LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{before}"


def upgrade():
    op.add_column("seat", sa.Column("later", sa.String(8)))
"""


@pytest.fixture
def later_plckit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Add a migration to a copy of ours; return its revision."""
    migrations = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "9998_later.py").write_text(LATER.format(before=REVISIONS[-1]))
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "REVISIONS", [*REVISIONS, "9998"])
    return "9998"


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    """A column that is in one of them only works here and fails there."""
    assert len(metadata.tables) >= 6
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_from_the_future_is_refused(store: Store, data_folder: DataFolder) -> None:
    """An older plckit must not write into what it does not understand."""
    with sqlite3.connect(data_folder.path / "plckit.sqlite") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    for refused in (open_store, schema.upgrade):
        with pytest.raises(SchemaTooNew) as error:
            refused(data_folder.database_url)
        assert str(error.value) == (
            f"The database {data_folder.path / 'plckit.sqlite'} was written by a newer plckit (schema 9999). "
            "Nothing was changed. Install that newer plckit, or choose another folder with --data."
        )


def test_an_old_database_is_refused_and_names_the_command(
    store: Store, data_folder: DataFolder, later_plckit: str
) -> None:
    """An upgrade is decided by a person, with a copy at hand."""
    with pytest.raises(SchemaTooOld) as error:
        open_store(data_folder.database_url)
    assert str(error.value) == (
        f"The database {data_folder.path / 'plckit.sqlite'} was written by an older plckit "
        f"(schema {REVISIONS[-1]}). Nothing was changed. "
        "Run “plckit upgrade” once; it keeps a copy of the old file."
    )


@pytest.fixture
def old_database(data_folder: DataFolder, later_plckit: str) -> Path:
    """Make a database as it was before the later plckit."""
    with pytest.MonkeyPatch.context() as before:
        before.setattr(schema, "MIGRATIONS", Path(schema.__file__).with_name("migrations"))
        before.setattr(schema, "REVISIONS", REVISIONS)
        open_store(data_folder.database_url).close()
    return data_folder.path / "plckit.sqlite"


def test_an_upgrade_keeps_a_copy_of_the_old_file(data_folder: DataFolder, old_database: Path) -> None:
    """If the upgrade goes wrong, the old file and the old plckit still go together."""
    copy = schema.upgrade(data_folder.database_url)
    assert copy == data_folder.path / f"plckit-{REVISIONS[-1]}.sqlite"
    assert column_names(copy) == [c.name for c in metadata.tables["seat"].columns]
    assert column_names(old_database)[-1] == "later"
    assert schema.upgrade(data_folder.database_url) is None
    open_store(data_folder.database_url).close()


def test_the_copy_is_whole_while_others_have_the_file_open(
    data_folder: DataFolder, old_database: Path
) -> None:
    """What was written a moment ago is still in SQLite's log alone as long as somebody reads."""
    with closing(sqlite3.connect(old_database)) as reader, closing(sqlite3.connect(old_database)) as writer:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM page").fetchone()
        with writer:
            writer.execute("INSERT INTO page VALUES ('written-now', '{}')")
        copy = schema.upgrade(data_folder.database_url)
        assert copy
        with closing(sqlite3.connect(copy)) as kept:
            assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert kept.execute("SELECT digest FROM page").fetchall() == [("written-now",)]


def test_whoever_upgrades_is_told_what_the_copy_holds(data_folder: DataFolder, old_database: Path) -> None:
    """A promise to delete results holds for the copy too, and only a person can keep it there (P9)."""
    done = CliRunner().invoke(app, ["upgrade", "--data", str(data_folder.path)])
    copy = data_folder.path / f"plckit-{REVISIONS[-1]}.sqlite"
    assert done.output == (
        f"Upgraded. The old database is kept as {copy}. What is deleted in plckit from now on stays in that "
        "copy, students' results too: delete the copy once you have seen that all is well.\n"
    )


def column_names(file: Path) -> list[str]:
    """Return the columns of the seat table in a SQLite file."""
    raw = sqlite3.connect(file)
    try:
        return [row[1] for row in raw.execute("PRAGMA table_info(seat)")]
    finally:
        raw.close()


def test_two_first_starts_at_once_make_one_database(data_folder: DataFolder) -> None:
    """A double click starts two servers; neither must find half a schema."""
    with ThreadPoolExecutor(2) as pool:
        stores = list(pool.map(open_store, [data_folder.database_url] * 2))
    try:
        assert [schema.revision(store.engine) for store in stores] == [REVISIONS[-1]] * 2
        with stores[0].engine.connect() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM alembic_version")).scalar() == 1
    finally:
        for store in stores:
            store.close()


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, inside: str) -> None:
    """The sentence comes before the first answer, not after it."""
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderNotWritable) as error:
        DataFolder.open(tmp_path / "file" / inside)
    assert str(error.value) == (
        f"plckit cannot write in {tmp_path / 'file' / inside}. "
        "Choose another folder with --data, or change its permissions."
    )


def test_a_secret_is_made_once_and_readable_by_its_owner_alone(data_folder: DataFolder) -> None:
    """Two processes that start together must sign with the same secret."""
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: data_folder.secret("cookies"), range(16)))
    assert len(found) == 1
    assert len(found.pop()) >= 40
    assert (data_folder.path / "cookies.secret").stat().st_mode & 0o077 == 0
    assert data_folder.secret("facilitator") != data_folder.secret("cookies")
