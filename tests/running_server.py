"""`plckit serve` in a process of its own, and a session on it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from raw_client import Browser

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.settings import DataFolder
from plckit.store import tables
from plckit.store.database import Store
from plckit.testing import NAME, a_seat, utc_now

SECONDS_TO_START = 40
SECONDS_TO_STOP = 20


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(*words: object) -> list[str]:
    """Return the command line of plckit."""
    return [sys.executable, "-m", "plckit", *map(str, words)]


class Server:
    """A server that is ready inside its `with` block. `stop` and `kill` end it, `start` begins again."""

    def __init__(
        self, data: Path, cache: Path, *more: object, program: Sequence[str] = ("-m", "plckit")
    ) -> None:
        self.data = DataFolder.open(data)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log_file = data / "server.log"
        self.more, self.program = more, program
        self.env = {**os.environ, "PLCKIT_CACHE": str(cache), "PYTHONUNBUFFERED": "1"}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until `/health` answers."""
        words = ("serve", "--data", self.data.path, "--port", self.port, "--no-browser", "--local")
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program, *map(str, (*words, *self.more))],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.env,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.healthy():
            assert self.process.poll() is None, f"the server ended by itself:\n{self.log()}"
            assert time.monotonic() < deadline, f"the server was not ready in time:\n{self.log()}"
            threading.Event().wait(0.05)

    def healthy(self) -> bool:
        """Return whether `/health` answers 200."""
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """End it as Ctrl+C does, and wait for its end, which is a clean one."""
        code = self._end(signal.SIGTERM)
        assert not code, f"the server ended with {code}:\n{self.log()[-4000:]}"

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        if self.process is None:
            return 0
        ending, self.process = self.process, None
        ending.send_signal(how)
        try:
            return ending.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            ending.kill()
            ending.wait()
            raise AssertionError(f"the server did not end by itself:\n{self.log()[-4000:]}") from None

    def log(self) -> str:
        """Return what it printed so far."""
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    def browser(self, **headers: str) -> Browser:
        """Return a new browser without cookies."""
        return Browser(self.address, headers)

    def facilitator_key(self) -> str:
        """Return the secret of the sign-in link."""
        return self.data.secret("facilitator")


class Room:
    """A session on a running server, and what its database says about it."""

    def __init__(self, server: Server, store: Store, session: Session) -> None:
        self.server, self.store, self.session = server, store, session
        self.code = session.code

    def log(self) -> str:
        """Return what the server printed so far."""
        return self.server.log()

    def seat(self, role: Role = Role.PARTICIPANT, name: str = NAME) -> Seat:
        """Return a seat made by another process."""
        return a_seat(self.store, self.session, role, name)

    def browser(self, seat: Seat, **headers: str) -> Browser:
        """Return a browser that holds the cookie of *seat*."""
        return self.server.browser(**headers).holding(seat, self.server.data.secret("cookies"))

    def put_in(self, phase: Phase, *activities: str) -> None:
        """Put activities in a phase, from another process."""
        at = utc_now()
        self.store.write(lambda tx: tx.sessions.set_phases(self.session.id, activities, phase, at)).result()

    @contextlib.contextmanager
    def untouched(self, says: str) -> Iterator[None]:
        """Hold that the block changes nothing of this session, logs *says* and leaves the server healthy."""
        before, heard = self.rows(), len(self.log())
        yield
        deadline = time.monotonic() + 10
        while says not in (logged := self.log()[heard:]):
            assert time.monotonic() < deadline, f"the log does not say {says!r} but {logged[-2000:]!r}"
            threading.Event().wait(0.02)
        assert self.rows() == before
        assert self.server.healthy()

    def rows(self, *names: str) -> dict[str, list[tuple[Any, ...]]]:
        """Return all rows of this session by table: what an attack must leave as it was."""
        names = names or ("session", "seat", "phase", "entry", "change")
        with self.store.engine.connect() as connection:
            found = {}
            for name in names:
                table = tables.metadata.tables[name]
                mine = table.c.id if name == "session" else table.c.session
                query = sa.select(table).where(mine == self.session.id)
                found[name] = sorted((tuple(row) for row in connection.execute(query)), key=repr)
            return found
