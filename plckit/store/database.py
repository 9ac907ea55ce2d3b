"""One database: one writer, first in first out, and a few readers.

SQLite runs in WAL with synchronous=FULL: what was acknowledged survives a power cut. Every write is one
`BEGIN IMMEDIATE` transaction, so two processes on the same file wait for each other instead of failing.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy import event

from plckit.store.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")
Job = Callable[Concatenate[Transaction, P], T]


def make_engine(url: str) -> sa.Engine:
    """Return an engine whose SQLite connections keep what they commit and take write locks up front."""
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Store:
    """The database of one installation, usable from any thread."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self._writer = ThreadPoolExecutor(1, "plckit-writer")
        self._readers = ThreadPoolExecutor(2, "plckit-reader")

    def write(self, job: Job[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run *job* in one write transaction, after all asked for before; its future holds the result."""
        return self._writer.submit(lambda: self._run(True, job, *args, **kwargs))

    def read(self, job: Job[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run *job* in a read transaction: one consistent view, beside the writer."""
        return self._readers.submit(lambda: self._run(False, job, *args, **kwargs))

    def _run(self, writes: bool, job: Job[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self.engine.connect().execution_options(writes=writes) as connection, connection.begin():
            return job(Transaction(connection), *args, **kwargs)

    def data_version(self) -> Callable[[], object]:
        """Return a cheap question whose answer changes once another connection has committed.

        Keep asking from one thread. SQLite answers in microseconds (`PRAGMA data_version`); elsewhere
        the answer is the sum of all sessions' change counters.
        """
        connection = self.engine.connect()
        sqlite = self.engine.dialect.name == "sqlite"
        question = sa.text("PRAGMA data_version" if sqlite else "SELECT sum(changes) FROM session")

        def ask() -> object:
            answer: object = connection.execute(question).scalar()
            connection.rollback()  # a transaction left open would see the same moment for ever
            return answer

        return ask

    def close(self) -> None:
        """Finish what was asked for and let go of the file."""
        self._writer.shutdown()
        self._readers.shutdown()
        self.engine.dispose()
