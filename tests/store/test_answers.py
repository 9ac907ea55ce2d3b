"""What was acknowledged is stored once, numbered, and never lost."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from plckit.domain.entries import Receipt
from plckit.domain.people import Seat
from plckit.domain.sessions import Session
from plckit.errors import BadValue
from plckit.settings import DataFolder
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.store.transaction import Transaction
from plckit.testing import utc_now


def put(store: Store, seat: Seat, value: Any, op: str = "", activity: str = "idea") -> Receipt:
    """Put an answer as `answering.put` does: done before, or stored now."""
    op = op or str(uuid.uuid4())

    def job(tx: Transaction) -> Receipt:
        done = tx.entries.done(seat, activity, "answer", op)
        return done or tx.entries.put(seat, activity, "answer", op, value, utc_now())

    return store.write(job).result()


def log(store: Store, session: Session) -> list[Any]:
    """Return the change log of a session."""
    with store.engine.connect() as connection:
        return list(
            connection.execute(
                sa.text("SELECT * FROM change WHERE session = :s ORDER BY number"), {"s": session.id}
            )
        )


def test_revisions_number_up_and_earlier_words_stay_in_the_log(
    store: Store, open_session: Session, two_participants: tuple[Seat, Seat]
) -> None:
    """Two tabs of one person never lose each other's words."""
    seat, _ = two_participants
    receipts = [put(store, seat, words) for words in ("first", "second", "third")]
    assert [receipt.revision for receipt in receipts] == [1, 2, 3]
    mine = store.read(lambda tx: tx.entries.mine(seat.id)).result()
    assert [(activity, entry, value) for activity, entry, value, _ in mine] == [("idea", "answer", "third")]
    values = [row.value for row in log(store, open_session) if row.what == "entry"]
    assert values == ['"first"', '"second"', '"third"']


def test_the_same_operation_twice_is_one(
    store: Store, open_session: Session, two_participants: tuple[Seat, Seat]
) -> None:
    """An outbox sends again whatever was not acknowledged; it cannot know what was done."""
    seat, _ = two_participants
    op = str(uuid.uuid4())
    first = put(store, seat, "words", op)
    put(store, seat, "later words")
    before = log(store, open_session)
    assert put(store, seat, "other words", op) == first
    assert log(store, open_session) == before


@pytest.mark.parametrize("other", ["seat", "activity"])
def test_an_operation_used_again_for_something_else_is_refused(
    store: Store, open_session: Session, two_participants: tuple[Seat, Seat], other: str
) -> None:
    """A receipt must never be given for what was not stored."""
    zoe, li = two_participants
    op = str(uuid.uuid4())
    put(store, zoe, "words", op)
    before = log(store, open_session)
    with pytest.raises(BadValue, match="This operation was used before for something else"):
        put(store, li if other == "seat" else zoe, "words", op, "diary" if other == "activity" else "idea")
    assert log(store, open_session) == before


def test_what_is_taken_back_is_gone_from_the_room_and_stays_in_the_log(
    store: Store, open_session: Session, two_participants: tuple[Seat, Seat]
) -> None:
    """Taking back is a revision like any other."""
    seat, _ = two_participants
    put(store, seat, "a mistake")
    assert put(store, seat, None).revision == 2
    assert store.read(lambda tx: tx.entries.mine(seat.id)).result() == []
    assert store.read(lambda tx: tx.entries.of(open_session.id, "idea")).result() == []
    assert store.read(lambda tx: tx.entries.answered(open_session.id)).result() == {}
    assert [row.value for row in log(store, open_session) if row.what == "entry"] == ['"a mistake"', None]


def test_an_error_in_a_transaction_leaves_no_trace(
    store: Store, open_session: Session, two_participants: tuple[Seat, Seat]
) -> None:
    """The entry and its change row are written together or not at all."""
    before = log(store, open_session)

    def job(tx: Transaction) -> None:
        tx.entries.put(two_participants[0], "idea", "answer", str(uuid.uuid4()), "words", utc_now())
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        store.write(job).result()
    assert log(store, open_session) == before
    assert store.read(lambda tx: tx.entries.mine(two_participants[0].id)).result() == []


def test_two_processes_writing_at_once_leave_no_gap_and_no_number_twice(
    store: Store, data_folder: DataFolder, open_session: Session, two_participants: tuple[Seat, Seat]
) -> None:
    """The change feed is read from a cursor: a gap would be waited for, a double would be missed."""
    begin = len(log(store, open_session))
    second = open_store(data_folder.database_url)
    together = threading.Barrier(2)

    def write(which: Store, seat: Seat) -> list[int]:
        together.wait(10)
        return [put(which, seat, f"words {number}").revision for number in range(60)]

    try:
        with ThreadPoolExecutor(2) as pool:
            jobs = [pool.submit(write, *pair) for pair in zip((store, second), two_participants, strict=True)]
            revisions = [job.result() for job in jobs]
    finally:
        second.close()
    assert revisions == [list(range(1, 61))] * 2
    rows = log(store, open_session)
    assert [row.number for row in rows] == list(range(1, begin + 121))
    assert store.read(lambda tx: tx.feed.counters([open_session.id])).result() == {open_session.id: len(rows)}


def test_the_feed_gives_what_follows_a_cursor(
    store: Store, open_session: Session, two_participants: tuple[Seat, Seat]
) -> None:
    """Another server asks for exactly this."""
    cursor = store.read(lambda tx: tx.feed.counters([open_session.id])).result()[open_session.id]
    put(store, two_participants[0], "news")
    (change,) = store.read(lambda tx: tx.feed.after(open_session.id, cursor)).result()
    found = (change.number, change.what, change.activity, change.seat)
    assert found == (cursor + 1, "entry", "idea", two_participants[0].id)


def test_a_change_by_another_connection_is_noticed(
    store: Store, data_folder: DataFolder, two_participants: tuple[Seat, Seat]
) -> None:
    """This is how a running server hears of `plckit session new`."""
    second = open_store(data_folder.database_url)
    try:
        version = second.data_version()
        before = version()
        assert version() == before
        put(store, two_participants[0], "news")
        assert version() != before
    finally:
        del version
        second.close()
