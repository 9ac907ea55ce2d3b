"""The same seats by plain requests: what a network that blocks websockets leaves possible."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from raw_client import Browser, Polling, a_put, until
from running_server import Room, Server, free_port
from tornado.httpserver import HTTPServer
from tornado.web import Application

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.domain.workbooks import Page
from plckit.seats import hub as hub_module
from plckit.seats import polling_tab
from plckit.seats.hub import Hub
from plckit.settings import DataFolder
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.testing import a_session
from plckit.web.application import Plckit, Serving


def values(room: Room) -> list[Any]:
    """Return the answers that are stored."""
    return [row[4] for row in room.rows("entry")["entry"]]


async def test_a_polling_tab_has_its_states_and_its_answers_are_saved(room: Room) -> None:
    """Nobody can tell from the database by which way an answer came."""
    seat = room.seat()
    async with await room.browser(seat).messages(seat.id) as tab:
        states = await tab.states()
        assert {"room", "idea", "diary"} <= set(states)
        assert (await tab.put("idea", "by request"))["type"] == "saved"
        assert (await tab.states())["idea"]["mine"] == {"answer": "by request"}
    assert values(room) == ["by request"]


async def test_a_neighbour_who_polls_hears_what_happens(room: Room) -> None:
    """Live answers and the facilitator's moves arrive while the request waits."""
    seat, other, lead = room.seat(), room.seat(), room.seat(Role.FACILITATOR)
    async with (
        await room.browser(seat).messages(seat.id) as tab,
        await room.browser(other).channels(other.id) as socket,
        await room.browser(lead).messages(lead.id) as console,
    ):
        await tab.states()
        assert (await socket.put("signed", "for everybody"))["type"] == "saved"
        await until(lambda: any("for everybody" in json.dumps(u) for u in tab.updates("signed")), "the words")
        told = await console.answer("room", {"type": "phase", "activity": "signed", "phase": "locked"})
        assert told["type"] == "done"
        await until(lambda: tab.updates("signed")[-1].get("phase") == "locked", "the phase")
        assert tab.updates("signed")[-1] == socket.updates("signed")[-1]


async def test_two_tabs_of_one_seat_hear_each_other_whichever_way(room: Room) -> None:
    """A laptop on the cable and a phone behind the school's filter are one person."""
    seat = room.seat()
    async with (
        await room.browser(seat).messages(seat.id) as tab,
        await room.browser(seat).channels(seat.id) as socket,
    ):
        await tab.put("diary", "from the phone")
        await until(lambda: {"answer": "from the phone"} in [u.get("mine") for u in socket.updates("diary")])
        await socket.put("diary", "from the laptop")
        await until(lambda: {"answer": "from the laptop"} in [u.get("mine") for u in tab.updates("diary")])


async def test_an_answer_that_was_lost_is_sent_again(room: Room) -> None:
    """Only what the tab has said it knows is thrown away."""
    seat = room.seat()
    tab = await room.browser(seat).messages(seat.id)
    assert (await tab.post(f"[{a_put('once')}]")).code == 204
    lost = await tab.fetch()
    again = await tab.fetch()
    said = json.loads(again.body)
    assert said[: len(json.loads(lost.body))] == json.loads(lost.body)
    assert [one["number"] for one in said] == list(range(1, len(said) + 1))
    tab.hear(again)
    await until_heard(tab, lambda: tab.updates("idea"))
    assert tab.customs("idea")[0]["type"] == "saved"
    numbers = [one["number"] for one in json.loads((await tab.fetch(after=tab.last - 1)).body)]
    assert numbers[0] == tab.last


async def until_heard(tab: Polling, found: Any) -> None:
    """Fetch until something has been heard."""
    while not found():
        tab.hear(await tab.fetch())


async def test_a_list_that_comes_twice_is_done_once(room: Room) -> None:
    """The reply to a request was lost: the browser cannot know, and sends it again."""
    seat = room.seat(Role.FACILITATOR)
    tab = await room.browser(seat).messages(seat.id)
    asked = {"comm_id": "room", "data": {"method": "custom", "content": {"type": "extend", "minutes": 2}}}
    body = json.dumps([{"header": {"msg_id": "1", "msg_type": "comm_msg"}, "content": asked}])
    for _ in range(3):
        assert (await tab.post(body, number=2)).code == 204
    await until_heard(tab, lambda: tab.customs("room"))
    async with tab:
        await tab.post("[]", number=3)
        tab.number = 3
        await tab.rest()
    assert len(tab.customs("room")) == 1


async def test_after_a_restart_the_tab_begins_again(tmp_path: Path, cache: Path, page: Page) -> None:
    """The request that waits ends, the next one is told 410, and another tab has every answer."""
    with Server(tmp_path / "data", cache) as server:
        store = open_store(server.data.database_url)
        room = Room(server, store, a_session(store, page, phase=Phase.OPEN))
        seat = room.seat()
        async with await room.browser(seat).messages(seat.id) as tab:
            assert (await tab.put("diary", "before"))["type"] == "saved"
            server.stop()
            await until(lambda: tab.closed, "the tab notices")
        server.start()
        assert (await tab.fetch()).code == 410
        assert (await tab.post(f"[{a_put('lost')}]")).code == 410
        async with await room.browser(seat).messages(seat.id) as again:
            assert (await again.states())["diary"]["mine"] == {"answer": "before"}
            assert (await again.put("diary", "after"))["type"] == "saved"
        store.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that takes half a minute takes a moment."""
    monkeypatch.setattr(polling_tab, "SECONDS_TO_HOLD", 0.05)
    monkeypatch.setattr(polling_tab, "SECONDS_OF_SILENCE", 0.3)
    monkeypatch.setattr(hub_module, "SECONDS_GONE", 0.05)


@pytest.fixture
def serving(data_folder: DataFolder, store: Store, tmp_path: Path) -> Serving:
    """Serve from this process, whose constants a test may set."""
    return Serving(data_folder, store, tmp_path, free_port(), local=True)


@contextlib.asynccontextmanager
async def running(serving: Serving, seat: Seat) -> AsyncIterator[tuple[Browser, Hub]]:
    """Serve in this loop; yield a browser that holds a seat, and the hub."""
    plckit = Plckit(serving)
    app = Application(**plckit.init_settings())
    app.add_handlers(".*$", plckit.init_handlers())
    server = HTTPServer(app)
    server.listen(serving.port, "127.0.0.1")
    browser = Browser(f"http://127.0.0.1:{serving.port}")
    yield browser.holding(seat, serving.data.secret("cookies")), app.settings["hub"]
    server.stop()
    await server.close_all_connections()


@pytest.mark.usefixtures("impatient")
async def test_a_silent_tab_is_forgotten(serving: Serving, two_participants: tuple[Seat, Seat]) -> None:
    """As a closed websocket is: the seat goes with its last tab, and nothing of it stays."""
    seat = two_participants[0]
    async with running(serving, seat) as (browser, hub):
        tab = await browser.messages(seat.id)
        for _ in range(10):  # longer than the silence that is allowed, but no silence
            tab.hear(await tab.fetch())
        assert len(hub.seats[seat.id].connections) == 1
        await until(lambda: not hub.seats and not hub.rooms, "the seat is forgotten")
        assert (await tab.fetch()).code == 410


async def test_a_tab_that_does_not_fetch_begins_again(
    serving: Serving, two_participants: tuple[Seat, Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for a tab is bounded; a fresh look at everything is smaller."""
    monkeypatch.setattr(polling_tab, "MOST_UNFETCHED", 20)
    seat = two_participants[0]
    async with running(serving, seat) as (browser, hub):
        tab = await browser.messages(seat.id)
        while (await tab.post(f"[{a_put('a word')}]")).code == 204:
            pass  # each is answered, and nobody fetches the answers
        assert (await tab.fetch()).code == 410
        await until(lambda: not hub.seats[seat.id].connections, "the tab has gone")
        async with await browser.messages(seat.id) as again:
            assert (await again.states())["idea"]["mine"] == {"answer": "a word"}


async def test_a_seat_holds_a_few_polling_tabs(serving: Serving, two_participants: tuple[Seat, Seat]) -> None:
    """Whoever opens a thousand tabs keeps the youngest; the others begin again, one for one."""
    seat = two_participants[0]
    async with running(serving, seat) as (browser, hub):
        tabs = [await browser.messages(seat.id) for _ in range(polling_tab.MOST_TABS + 1)]
        assert len(hub.seats[seat.id].connections) == polling_tab.MOST_TABS
        assert (await tabs[0].fetch()).code == 410
        last = asyncio.create_task(tabs[-1].fetch())
        await tabs[-1].post(f"[{a_put('young')}]")
        assert (await last).code == 200
