"""Fixtures, all nouns.

    data_folder         an empty data folder, opened
    store               its database, closed afterwards
    page                a small page: every kind of activity, every way of being seen (`plckit.testing`)
    session             a session of that page, everything waiting
    open_session        the same with every activity open
    two_participants    two seats in `open_session`
    facilitator         the facilitator's seat in `open_session`
    cache               one cache folder for the whole run
    server              the real application in a process of its own, shared by the tests of a run
    server_store        a second look at that server's database, as another process has it
    room                a session on that server with every activity open: `running_server.Room`

An `async def` test runs in a loop of its own and has 60 seconds. The log of a server that a test used is
part of its failure.
"""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from running_server import Room, Server

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.settings import DataFolder
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.testing import NAME, a_page, a_seat, a_session

SECONDS_A_TEST = 60

# A slow moment of a busy machine is no finding; which examples are tried is the same on every run.
hypothesis.settings.register_profile("plckit", deadline=None, derandomize=True)
hypothesis.settings.load_profile("plckit")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an `async def` test in a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}

    async def timed() -> None:
        async with asyncio.timeout(SECONDS_A_TEST):
            await pyfuncitem.obj(**wanted)

    asyncio.run(timed())
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Put the log of the servers a failed test used under its failure."""
    report = yield
    if report.failed:
        for name, value in getattr(item, "funcargs", {}).items():
            if isinstance(value, Server | Room):
                report.sections.append((f"log of {name}", value.log()[-8000:]))
    return report


@pytest.fixture(autouse=True)
def no_settings_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from a data folder that the environment names."""
    monkeypatch.delenv("PLCKIT_DATA", raising=False)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the run and all its workers, so that the charts' scripts and the pages are made once."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return Path(os.environ.get("PLCKIT_CACHE") or shared / "cache")


@pytest.fixture
def data_folder(tmp_path: Path) -> DataFolder:
    return DataFolder.open(tmp_path / "data")


@pytest.fixture
def store(data_folder: DataFolder) -> Iterator[Store]:
    opened = open_store(data_folder.database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def page() -> Page:
    return a_page()


@pytest.fixture
def session(store: Store, page: Page) -> Session:
    return a_session(store, page)


@pytest.fixture
def open_session(store: Store, page: Page) -> Session:
    return a_session(store, page, phase=Phase.OPEN)


@pytest.fixture
def two_participants(store: Store, open_session: Session) -> tuple[Seat, Seat]:
    return a_seat(store, open_session), a_seat(store, open_session, name=f"{NAME} the second")


@pytest.fixture
def facilitator(store: Store, open_session: Session) -> Seat:
    return a_seat(store, open_session, Role.FACILITATOR)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server") / "data", cache) as running:
        yield running


@pytest.fixture(scope="session")
def server_store(server: Server) -> Iterator[Store]:
    opened = open_store(server.data.database_url)
    yield opened
    opened.close()


@pytest.fixture
def room(server: Server, server_store: Store, page: Page) -> Room:
    return Room(server, server_store, a_session(server_store, page, phase=Phase.OPEN))
