"""Writes that wait at the same moment share one trip to the disk, and nothing else.

Fixtures: `store` (tests/conftest.py), `held` (the writer, busy until it is let go).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from plckit.domain.sessions import Session
from plckit.errors import BadValue
from plckit.store.database import MOST_TOGETHER, Store
from plckit.store.transaction import Transaction
from plckit.testing import a_page, a_session


@pytest.fixture
def held(store: Store) -> Iterator[threading.Event]:
    """Return what lets the writer go on; until then everything that is asked for waits behind it."""
    go, begun = threading.Event(), threading.Event()

    def wait(_tx: Transaction) -> None:
        begun.set()
        go.wait(10)

    busy = store.write(wait)
    begun.wait(10)
    yield go
    go.set()
    busy.exception(10)


@pytest.fixture
def commits(store: Store) -> list[str]:
    """Return the log of every commit of this store."""
    log: list[str] = []
    sa.event.listen(store.engine, "commit", lambda _connection: log.append("commit"))
    return log


def add(tx: Transaction, session: str, value: str) -> int:
    return tx.feed.add(session, "note", "2026-11-22T00:00:00", value=value)


def refuse(tx: Transaction, session: str) -> None:
    add(tx, session, "refused")
    raise BadValue("No.")


def numbers(store: Store, session: str) -> list[int]:
    return [c.number for c in store.read(lambda tx: tx.feed.after(session, 0)).result() if c.what == "note"]


def test_what_waits_together_is_committed_once(
    store: Store, held: threading.Event, commits: list[str]
) -> None:
    """Sixty people who press at the same moment wait for one disk, not for sixty."""
    asked = [store.write(lambda tx: len(tx.sessions.all())) for _ in range(MOST_TOGETHER)]
    assert not any(future.done() for future in asked)
    held.set()
    assert [future.result(10) for future in asked] == [0] * MOST_TOGETHER
    assert commits == ["commit", "commit"]  # of the one that held the writer, and of all the others


def test_one_that_is_refused_leaves_nothing_and_takes_nobody_along(store: Store) -> None:
    """The others of the same moment are kept, in the order they came."""
    session = a_session(store, a_page()).id
    before = store.read(lambda tx: tx.feed.counters([session])).result()[session]
    asked = [
        store.write(add, session, "first"),
        store.write(refuse, session),
        store.write(add, session, "third"),
    ]
    assert [asked[0].result(), asked[2].result()] == [before + 1, before + 2]
    with pytest.raises(BadValue, match="No"):
        asked[1].result()
    assert numbers(store, session) == [before + 1, before + 2]


def test_a_disk_that_fails_acknowledges_nobody(
    store: Store, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved is said only of what is on the disk: when the common commit fails, everybody hears it."""

    def full(_dialect: object, _connection: object) -> None:
        raise OSError("disk full")

    asked = [store.write(lambda tx: tx.sessions.all()) for _ in range(3)]
    with monkeypatch.context() as patch:
        patch.setattr(type(store.engine.dialect), "do_commit", full)
        held.set()
        for future in asked:
            with pytest.raises(OSError, match="disk full"):
                future.result(10)
    assert store.write(lambda tx: tx.sessions.all()).result(10) == []


def test_a_disk_that_fills_up_half_way_acknowledges_nobody(
    store: Store, session: Session, held: threading.Event
) -> None:
    """SQLite then takes back what came before as well: nobody of that moment may read Saved."""
    pages = [500]
    sa.event.listen(store.engine, "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages[-1]}"))
    asked = [store.write(add, session.id, value) for value in ("first", "long " * 1_000_000, "third")]
    held.set()
    for future in asked:
        with pytest.raises(sa.exc.OperationalError):
            future.result(10)
    assert numbers(store, session.id) == []
    pages.append(1_000_000)
    again = store.write(add, session.id, "first").result(10)
    assert numbers(store, session.id) == [again]


def test_one_that_nobody_waits_for_any_more_is_not_run(store: Store, held: threading.Event) -> None:
    """A request that was given up writes nothing behind anybody's back."""
    ran = []
    given_up = store.write(lambda _tx: ran.append("ran"))
    assert given_up.cancel()
    held.set()
    store.write(lambda _tx: None).result(10)
    assert not ran
