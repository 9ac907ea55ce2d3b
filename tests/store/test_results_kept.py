"""The tables of results: an older database gets them and keeps what it had; what is deleted is gone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from plckit.domain.datasets import Dataset, What
from plckit.domain.people import Role
from plckit.errors import SchemaTooOld, StillRead
from plckit.settings import DataFolder
from plckit.store import schema
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.testing import utc_now

DUMP = Path(__file__).with_name("schema_0002.sql").read_text("utf-8")
CHECK = Dataset(
    "d1", "Year 9 team", "Check <b>&'\" 李", What.RESULTS, "2026-03-14", 30, "To plan", "The team",
    "2026-07-31", False, "2026-03-15T08:00:00.000+00:00", coverage={"said": "30 students."},
)  # fmt: skip


def test_a_database_of_the_second_schema_keeps_what_it_had(data_folder: DataFolder) -> None:
    """A room, a hidden answer and a shut door come through, and results can be kept from then on."""
    file = data_folder.path / "plckit.sqlite"
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(DUMP)
    with pytest.raises(SchemaTooOld, match="plckit upgrade"):
        open_store(data_folder.database_url)
    assert schema.upgrade(data_folder.database_url) == file.with_name("plckit-0002.sqlite")
    store = open_store(data_folder.database_url)
    try:
        session = store.read(lambda tx: tx.sessions.by_code("C942")).result()
        assert (session.community, session.begins, session.shut) == (
            "Year 9 team",
            "2026-11-01T09:00:00.000+00:00",
            True,
        )
        [zoe] = store.read(lambda tx: tx.seats.all(session.id, Role.PARTICIPANT)).result()
        assert (zoe.name, zoe.table) == ("Zoe", "3")
        [row] = store.read(lambda tx: tx.entries.of(session.id, "idea")).result()
        assert (row.value, row.hidden) == ("More time", True)
        assert store.read(lambda tx: tx.datasets.of("Year 9 team")).result() == []
        store.write(lambda tx: tx.datasets.add(CHECK, b"x")).result()
        assert store.read(lambda tx: tx.datasets.of("Year 9 team")).result() == [CHECK]
    finally:
        store.close()


def test_results_are_listed_by_community_the_latest_check_first(store: Store) -> None:
    """One community never sees another's, and what it holds comes back as it was kept."""
    others = [
        replace(CHECK, id="d2", day="2026-06-01"),
        replace(CHECK, id="d3", community="Others"),
    ]
    for one in (CHECK, *others):
        store.write(lambda tx, one=one: tx.datasets.add(one, one.id.encode())).result()
    assert [one.id for one in store.read(lambda tx: tx.datasets.of("Year 9 team")).result()] == ["d2", "d1"]
    assert store.read(lambda tx: tx.datasets.get("d1")).result() == CHECK
    assert store.read(lambda tx: tx.datasets.content("d1")).result() == b"d1"
    assert store.read(lambda tx: tx.datasets.get("none")).result() is None


def test_overdue_results_are_those_past_their_day_and_still_here(store: Store) -> None:
    """On the last day they may still be used; sample data have no such day."""
    dates = {"d1": "2026-07-31", "d2": "2026-05-01", "d3": ""}
    for key, day in dates.items():
        made = replace(CHECK, id=key, delete_by=day)
        store.write(lambda tx, made=made: tx.datasets.add(made, b"x")).result()

    def overdue(today: str) -> list[str]:
        return [one.id for one in store.read(lambda tx: tx.datasets.overdue(today)).result()]

    assert overdue("2026-07-31") == ["d2"]
    assert overdue("2026-08-01") == ["d2", "d1"]
    store.write(lambda tx: tx.datasets.delete("d2", utc_now())).result()
    assert overdue("2026-08-01") == ["d1"]


def test_what_is_deleted_is_in_no_byte_of_the_file(store: Store, data_folder: DataFolder) -> None:
    """A deleted row of SQLite can be read for years where nothing is written over it (P9)."""
    content = os.urandom(60_000)
    pieces = [content[at : at + 48] for at in range(0, len(content), 5_000)]

    def found() -> int:
        held = b"".join(file.read_bytes() for file in data_folder.path.glob("plckit.sqlite*"))
        return sum(piece in held for piece in pieces)

    store.write(lambda tx: tx.datasets.add(CHECK, content)).result()
    assert found() >= len(pieces) - 2, "this test no longer finds what is there"
    store.write(lambda tx: tx.datasets.delete(CHECK.id, utc_now())).result()
    store.forget()
    assert found() == 0
    [record] = store.read(lambda tx: tx.datasets.of(CHECK.community)).result()
    assert (record.purpose, record.audience, record.coverage) == (CHECK.purpose, CHECK.audience, None)
    assert record.deleted


def test_what_another_program_still_reads_is_not_called_gone(store: Store, data_folder: DataFolder) -> None:
    """Who deletes results is told that they are still on the disk, and what she is told to do ends that."""
    content = os.urandom(48)

    def found() -> bool:
        return any(content in file.read_bytes() for file in data_folder.path.glob("plckit.sqlite*"))

    sa.event.listen(store.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout=0"))
    store.write(lambda tx: tx.datasets.add(CHECK, content)).result()
    with closing(sqlite3.connect(data_folder.path / "plckit.sqlite")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM dataset").fetchone()
        store.write(lambda tx: tx.datasets.delete(CHECK.id, utc_now())).result()
        with pytest.raises(StillRead, match=r"Close that program, then stop plckit and start it again\.$"):
            store.forget()
        assert found()
    store.close()
    assert not found()


def test_a_mapping_takes_the_place_of_the_one_before(store: Store) -> None:
    """Next term's file is read as the latest of its shape was."""
    for shape, content, at in (("a", {"n": 1}, "1"), ("b", {"n": 2}, "2"), ("a", {"n": 3}, "3")):
        store.write(lambda tx, *of: tx.datasets.keep_mapping("Ours", *of), shape, content, at).result()
    assert store.read(lambda tx: tx.datasets.mappings("Ours")).result() == [{"n": 3}, {"n": 2}]
    assert store.read(lambda tx: tx.datasets.mappings("Others")).result() == []
