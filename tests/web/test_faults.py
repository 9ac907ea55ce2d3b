"""Power cuts, second servers, full ports, old and new databases: nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
import sqlalchemy as sa
from raw_client import Channels, seat_in, until
from running_server import Room, Server, command
from tornado.websocket import WebSocketClosedError

from plckit.activities.registry import kinds
from plckit.domain.people import Seat
from plckit.domain.sessions import Phase
from plckit.domain.workbooks import Page
from plckit.sessions import answering
from plckit.settings import DataFolder
from plckit.store.schema import open_store
from plckit.testing import NAME, a_session, utc_now

PUTS = 110  # of each of four tabs


@pytest.fixture
def own_server(tmp_path: Path, cache: Path) -> Iterator[Server]:
    """Serve from a process that a test may kill."""
    with Server(tmp_path / "data", cache) as running:
        yield running


@pytest.fixture
def own_room(own_server: Server, page: Page) -> Iterator[Room]:
    """Begin a session there with everything open."""
    store = open_store(own_server.data.database_url)
    yield Room(own_server, store, a_session(store, page, phase=Phase.OPEN))
    store.close()


class Typist:
    """One tab that types and remembers what it sent and what was acknowledged."""

    def __init__(self, seat: Seat, tab: Channels, number: int) -> None:
        self.seat, self.tab, self.number = seat, tab, number
        self.sent: list[dict[str, Any]] = []

    @property
    def acknowledged(self) -> set[str]:
        """The operations this tab was told are saved."""
        return {said["op"] for said in self.tab.customs("idea") if said["type"] == "saved"}

    async def type(self) -> None:
        """Put one version after the other until the server is gone."""
        for version in range(PUTS):
            asked = {
                "type": "put",
                "op": str(uuid.uuid4()),
                "entry": "answer",
                "value": f"tab {self.number} version {version}",
            }
            self.sent.append(asked)
            try:
                await self.tab.say("idea", asked)
            except WebSocketClosedError:
                return
            # A few in flight at a time, as a fast typist has.
            await until(lambda: self.tab.closed or len(self.sent) - len(self.acknowledged) < 8)


async def test_a_killed_server_loses_nothing_it_acknowledged_and_stores_nothing_twice(own_room: Room) -> None:
    """“Saved” means on the disk; what was not acknowledged is sent again, and that never doubles anything."""
    server, seats = own_room.server, [own_room.seat(), own_room.seat()]
    async with AsyncExitStack() as stack:
        tabs = [
            await stack.enter_async_context(await own_room.browser(seat).channels(seat.id))
            for seat in (seats[0], seats[0], seats[1], seats[1])
        ]
        typists = [Typist(tab_of(seats, i), tab, i) for i, tab in enumerate(tabs)]
        typing = [asyncio.create_task(typist.type()) for typist in typists]
        await until(lambda: sum(len(t.acknowledged) for t in typists) > 220, "220 acknowledged")
        server.kill()
        await asyncio.gather(*typing)
        for typist in typists:
            await until(lambda t=typist: t.tab.closed, "the tab notices")
    acknowledged = set().union(*(typist.acknowledged for typist in typists))
    sent = {asked["op"]: asked for typist in typists for asked in typist.sent}
    assert len(acknowledged) > 200
    logged = Counter(ops_in_the_log(own_room))
    assert set(logged) <= set(sent)
    assert acknowledged <= set(logged), "an acknowledged answer is not in the log"
    assert max(logged.values()) == 1
    server.start()
    await send_everything_again(own_room, typists)
    logged = Counter(ops_in_the_log(own_room))
    assert set(logged) == set(sent)
    assert max(logged.values()) == 1, "an operation was done twice"
    assert_latest_wins(own_room, seats, sent)


def tab_of(seats: list[Seat], number: int) -> Seat:
    """Return whose the tab is: the first two are one person's, the next two another's."""
    return seats[number // 2]


def ops_in_the_log(room: Room) -> list[str]:
    """Return the operation of every logged answer."""
    query = "SELECT op FROM change WHERE session = :s AND what = 'entry' ORDER BY number"
    with room.store.engine.connect() as connection:
        return list(connection.execute(sa.text(query), {"s": room.session.id}).scalars())


async def send_everything_again(room: Room, typists: list[Typist]) -> None:
    """Send what was acknowledged and what was not, once more, as the outbox of a careless browser would."""
    for typist in typists:
        async with await room.browser(typist.seat).channels(typist.seat.id) as tab:
            for asked in typist.sent:
                assert (await tab.answer("idea", asked))["type"] == "saved"


def assert_latest_wins(room: Room, seats: list[Seat], sent: dict[str, dict[str, Any]]) -> None:
    """Assert that revisions number up without gaps, the last is the answer, and every word is in the log."""
    query = (
        "SELECT seat, op, value, revision FROM change WHERE session = :s AND what = 'entry' ORDER BY number"
    )
    with room.store.engine.connect() as connection:
        rows = connection.execute(sa.text(query), {"s": room.session.id}).all()
        for seat in seats:
            mine = [row for row in rows if row.seat == seat.id]
            assert [row.revision for row in mine] == list(range(1, len(mine) + 1))
            assert all(json.loads(row.value) == sent[row.op]["value"] for row in mine)
            latest = connection.execute(
                sa.text("SELECT value, revision FROM entry WHERE seat = :s"), {"s": seat.id}
            )
            assert tuple(latest.one()) == (mine[-1].value, mine[-1].revision)


async def test_a_restarted_server_knows_everybody(own_room: Room) -> None:
    """The same cookie is the same person with the same answers; the restart logs nobody out."""
    browser = own_room.server.browser()
    seat = await browser.join(own_room.code, NAME)
    async with await browser.channels(seat) as tab:
        assert (await tab.put("diary", "before the restart"))["type"] == "saved"
        own_room.server.stop()
        await until(lambda: tab.closed, "the tab notices")
    own_room.server.start()
    assert seat_in(await browser.get(f"/session/{own_room.code}")) == seat
    async with await browser.channels(seat) as tab:
        assert (await tab.states())["diary"]["mine"] == {"answer": "before the restart"}


SLOW = """import pathlib, threading
pathlib.Path("begun").touch()
threading.Event().wait(50)"""


async def test_a_server_that_is_preparing_a_workbook_stops_when_told(tmp_path: Path, cache: Path) -> None:
    """Ctrl+C in the first minute must not hang, and must leave no kernel behind."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SLOW)])
    nbformat.write(notebook, tmp_path / "01_slow.ipynb")
    with Server(tmp_path / "data", cache, "--workbooks", tmp_path) as server:
        await until((tmp_path / "begun").exists, "the notebook runs")
        assert server.process
        kernels = psutil.Process(server.process.pid).children(recursive=True)
        assert kernels
        server.stop()
    assert psutil.wait_procs(kernels, timeout=5)[1] == []


async def test_a_server_that_has_prepared_a_workbook_still_stops_cleanly(tmp_path: Path, cache: Path) -> None:
    """Whoever runs notebooks may take the signals over; Ctrl+C must stay ours."""
    cells = (
        f"# only here: {tmp_path}",
        "from plckit.notebook import *\nworkbook('small', 'Small', minutes=5)",
        "step('First', minutes=5, group='Alone', now='Write.')",
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(notebook, tmp_path / "01_small.ipynb")
    with Server(tmp_path / "data", cache, "--workbooks", tmp_path) as server:
        browser = server.browser()
        await browser.get(f"/sign-in?key={server.facilitator_key()}")
        begun = await browser.post("/sessions", {"workbook": "1", "community": NAME})
        assert begun.code == 302, begun.body
        server.stop()
    assert not (tmp_path / "data" / "server.json").exists()


def run(*words: object, cache: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a command of plckit to its end."""
    env = {**os.environ, "PLCKIT_CACHE": str(cache), **more}
    return subprocess.run(command(*words), env=env, capture_output=True, text=True, timeout=60, check=False)


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command that ended with exit code 1 printed: one line, no traceback."""
    assert done.returncode == 1, done
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert not done.stdout
    return lines[0]


def test_a_port_in_use_gets_a_sentence(server: Server, tmp_path: Path, cache: Path) -> None:
    """The second start of the same morning is the commonest mistake there is."""
    serve = ("serve", "--data", tmp_path, "--port", server.port, "--no-browser", "--local")
    assert one_sentence(run(*serve, cache=cache)) == (
        f"Port {server.port} is in use by another program. "
        f"Stop that program, or choose another port: plckit serve --port {server.port + 1}"
    )
    assert server.healthy()


@pytest.mark.parametrize("words", [("serve", "--no-browser"), ("session", "new", "1", "--community", "X")])
def test_a_data_folder_that_cannot_be_written_gets_a_sentence(
    tmp_path: Path, cache: Path, words: tuple[str, ...]
) -> None:
    """Nothing starts that would lose the first answer."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    said = one_sentence(run(*words, "--data", blocked, cache=cache))
    assert said == (
        f"plckit cannot write in {blocked}. Choose another folder with --data, or change its permissions."
    )
    assert blocked.read_text() == "not a folder"


@pytest.mark.parametrize("words", [("serve", "--no-browser"), ("upgrade",)])
def test_a_database_from_the_future_is_left_as_it_is(
    tmp_path: Path, cache: Path, words: tuple[str, ...]
) -> None:
    """An older plckit must not write into what it does not understand."""
    data = DataFolder.open(tmp_path)
    store = open_store(data.database_url)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    file = tmp_path / "plckit.sqlite"
    before = file.read_bytes()
    said = one_sentence(run(*words, "--data", tmp_path, cache=cache))
    assert said.startswith(
        f"The database {file} was written by a newer plckit (schema 9999). Nothing was changed."
    )
    assert file.read_bytes() == before


# Another process on the same database


NOTEBOOK = Path(__file__).parents[2] / "workbooks" / "01_becoming_a_learning_community.ipynb"


@pytest.mark.parametrize("workbook", ["1", "01", NOTEBOOK.stem])
async def test_a_session_made_on_the_command_line_is_usable_at_once(
    server: Server, cache: Path, workbook: str
) -> None:
    """A script may set the room up while the server runs."""
    words = ("session", "new", workbook, "--community", NAME, "--data", server.data.path, "--json")
    done = await asyncio.to_thread(run, *words, "--workbooks", NOTEBOOK.parent, cache=cache)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert {"code", "join_url", "console_url", "projector_url"} <= set(said)
    assert said["community"] == NAME
    for url, status in (("join_url", 200), ("console_url", 302), ("projector_url", 302)):
        path = said[url].removeprefix(f"http://localhost:{server.port}")
        assert path.startswith("/"), f"{said[url]} is not an address of the running server"
        assert (await server.browser().get(path)).code == status
    assert await server.browser().join(said["code"], NAME)


@pytest.mark.parametrize(
    ("workbook", "community", "sentence"),
    [
        ("99", "Ours", "There is no workbook “99”. Workbooks here: 01_becoming_a_learning_community, "),
        ("../pyproject", "Ours", "There is no workbook “../pyproject”. Workbooks here: "),
        ("1", " ", "Please type the name of your community, for example “Year 9 team”."),
    ],
)
def test_a_session_that_cannot_be_gets_a_sentence(
    tmp_path: Path, cache: Path, workbook: str, community: str, sentence: str
) -> None:
    """The sentence names what there is."""
    words = ("session", "new", workbook, "--community", community, "--data", tmp_path)
    assert one_sentence(run(*words, "--workbooks", NOTEBOOK.parent, cache=cache)).startswith(sentence)


async def test_what_another_process_changes_reaches_connected_seats(room: Room) -> None:
    """A second server or a command on the same database is no second truth."""
    seat, other = room.seat(), room.seat()
    page = room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()
    async with await room.browser(seat).channels(seat.id) as tab:
        await tab.states()
        put = (page, other, "signed", "answer", str(uuid.uuid4()), "from elsewhere", utc_now())
        room.store.write(answering.put, kinds(), *put).result()
        await until(lambda: any("from elsewhere" in json.dumps(u) for u in tab.updates("signed")), "the news")
        room.put_in(Phase.LOCKED, "signed")
        await until(lambda: tab.updates("signed")[-1]["phase"] == "locked", "the phase")
