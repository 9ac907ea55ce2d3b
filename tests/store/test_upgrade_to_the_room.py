"""A database of the first schema becomes one of the newest, and nothing that was written is lost."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest

from plckit.activities.registry import kinds
from plckit.domain.people import Role
from plckit.errors import SchemaTooOld
from plckit.sessions import answering, hosting
from plckit.settings import DataFolder
from plckit.store import schema
from plckit.store.schema import open_store
from plckit.testing import utc_now

DUMP = Path(__file__).with_name("schema_0001.sql").read_text("utf-8")
CODE = "C942"


@pytest.fixture
def old_file(data_folder: DataFolder) -> Path:
    """Return a database as the first release left it: one session, one seat, one answer."""
    file = data_folder.path / "plckit.sqlite"
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(DUMP)
    return file


def test_it_is_refused_until_somebody_upgrades_it(old_file: Path, data_folder: DataFolder) -> None:
    """Opening it half-way would lose the way back."""
    before = old_file.read_bytes()
    with pytest.raises(SchemaTooOld, match="plckit upgrade"):
        open_store(data_folder.database_url)
    with closing(sqlite3.connect(old_file)) as raw:
        assert "\n".join(raw.iterdump()).startswith("BEGIN TRANSACTION;")
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    assert len(before) == old_file.stat().st_size


def test_what_was_written_is_there_and_goes_on(old_file: Path, data_folder: DataFolder) -> None:
    """The same person changes her answer, somebody leads, and the old file lies beside the new one."""
    copy = schema.upgrade(data_folder.database_url)
    assert copy == old_file.with_name("plckit-0001.sqlite")
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT value FROM entry").fetchall() == [('"More time"',)]
        assert "hidden" not in [row[1] for row in raw.execute("PRAGMA table_info(entry)")]
    store = open_store(data_folder.database_url)
    try:
        session = store.read(lambda tx: tx.sessions.by_code(CODE)).result()
        assert (session.community, session.begins, session.paused, session.shut) == (
            "Year 9 team",
            "",
            False,
            False,
        )
        [zoe] = store.read(lambda tx: tx.seats.all(session.id, Role.PARTICIPANT)).result()
        assert (zoe.name, zoe.rejoin, zoe.table, zoe.removed) == ("Zoe", "ebony dingo 879", "", False)
        page = store.read(lambda tx: tx.sessions.page(session.page)).result()
        [row] = store.read(lambda tx: tx.entries.of(session.id, "idea")).result()
        assert (row.value, row.hidden, row.entered) == ("More time", False, False)
        what = (zoe, "idea", "answer", str(uuid.uuid4()), "Even more time")
        assert store.write(answering.put, kinds(), page, *what, at=utc_now()).result().revision == 2
        leader = store.write(hosting.lead, session, utc_now()).result()
        told = store.read(hosting.people, leader).result()
        assert [one["name"] for one in told] == ["Facilitator", "Zoe"]
    finally:
        store.close()
