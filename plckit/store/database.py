"""One database: one writer, first in first out, and a few readers.

SQLite runs in WAL with synchronous=FULL: what was acknowledged survives a power cut. Every write is inside
a `BEGIN IMMEDIATE` transaction, so two processes on the same file wait for each other instead of failing.
Writes that wait at the same moment share one transaction, since reaching the disk is what takes the time:
each has a savepoint of its own, and none is acknowledged before all are on the disk.
"""

from __future__ import annotations

import functools
import queue
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import event

from plckit.errors import StillRead
from plckit.store.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")
Job = Callable[Concatenate[Transaction, P], T]
Asked = tuple[Future[Any], Callable[[Transaction], Any]]

MOST_TOGETHER = 64
SECONDS_TO_SWITCH = 10.0


def make_engine(url: str) -> sa.Engine:
    """Return an engine whose connections keep what they commit and take write locks up front."""
    engine = sa.create_engine(url)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    connection.execute("PRAGMA busy_timeout=10000")
    _switch_to_wal(connection)
    # What is deleted is written over: students' results must not stay in the file.
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: Any) -> None:
    """Switch the file to WAL; SQLite does not wait by itself for another process that does the same."""
    deadline = time.monotonic() + SECONDS_TO_SWITCH
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_over(connection: sa.Connection) -> bool:
    """Return whether SQLite has rolled back the whole transaction by itself, as it does on a full disk."""
    return not _sqlite(connection).in_transaction


def _sqlite(connection: sa.Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


class Store:
    """The database of one installation, usable from any thread."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self._waiting: queue.SimpleQueue[Asked] = queue.SimpleQueue()
        self._writer = ThreadPoolExecutor(1, "plckit-writer")
        self._readers = ThreadPoolExecutor(2, "plckit-reader")

    def write(self, job: Job[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run *job* in a write transaction, after all asked for before; its future holds the result.

        The result is there once it is on the disk. A job that raises leaves nothing behind.
        """
        future: Future[T] = Future()
        self._waiting.put((future, lambda tx: job(tx, *args, **kwargs)))
        self._writer.submit(self._write_waiting)
        return future

    def read(self, job: Job[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run *job* in a read transaction: one consistent view, beside the writer."""
        return self._readers.submit(self._read, lambda tx: job(tx, *args, **kwargs))

    def _read(self, job: Callable[[Transaction], T]) -> T:
        with self.engine.connect() as connection, connection.begin():
            return job(Transaction(connection))

    def _write_waiting(self) -> None:
        """Write all that waits by now; those asked for later find it done, and the queue empty."""
        together: list[Asked] = []
        while len(together) < MOST_TOGETHER and not self._waiting.empty():
            together.append(self._waiting.get())
        if not together:
            return
        try:
            settle = self._write_together(together)
        except Exception as error:  # nothing of it was kept
            settle = [functools.partial(f.set_exception, error) for f, _ in together if not f.cancelled()]
        for tell in settle:
            tell()

    def _write_together(self, together: Sequence[Asked]) -> list[Callable[[], None]]:
        """Run jobs in one transaction and commit it; return how to tell each what became of it."""
        settle: list[Callable[[], None]] = []
        with (
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            tx = Transaction(connection)
            for future, job in together:
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    with connection.begin_nested():
                        settle.append(functools.partial(future.set_result, job(tx)))
                except Exception as error:
                    if _is_over(connection):
                        raise  # and with it went what others of this moment wrote
                    settle.append(functools.partial(future.set_exception, error))
        return settle

    def data_version(self) -> Callable[[], object]:
        """Return a cheap question whose answer changes once another connection has committed.

        Keep asking from one thread; SQLite answers in microseconds.
        """
        connection = self.engine.connect()
        question = sa.text("PRAGMA data_version")

        def ask() -> object:
            answer: object = connection.execute(question).scalar()
            connection.rollback()  # a transaction left open would see the same moment for ever
            return answer

        return ask

    def forget(self) -> None:
        """Write the log back into the file and empty it, so that what was deleted is in neither.

        Waits for others who read; raises StillRead where one of them does not end.
        """
        with self.engine.connect() as connection:
            busy, *_ = _sqlite(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StillRead

    def close(self) -> None:
        """Finish what was asked for and let go of the file."""
        self._writer.shutdown()
        self._readers.shutdown()
        self.engine.dispose()
