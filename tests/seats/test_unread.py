"""What a tab does not read is counted, whichever way it would come; too much of it ends the tab."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.people import Seat
from plckit.seats.connection import SeatConnection
from plckit.seats.hub import Hub
from plckit.seats.kernel import SeatKernel
from plckit.seats.polling_tab import MOST_UNFETCHED, PollingTab
from plckit.seats.tab import MOST_BYTES_WAITING
from plckit.seats.wire import Message, custom
from plckit.store.database import Store

WORD = custom("room", {"words": "x"})
MEGABYTE = custom("room", {"words": "x" * 1_000_000})
FITS = MOST_BYTES_WAITING // 1_000_000


class Handler:
    """Stands where Tornado's handler does: what it is given is on its way until `arrive`."""

    def __init__(self, protocol: str | None) -> None:
        self.selected_subprotocol = protocol
        self.ws_connection: Handler | None = self
        self.on_its_way: list[asyncio.Future[None]] = []
        self.closed: tuple[int, str] | None = None

    def write_message(self, packed: str | bytes, binary: bool = False) -> asyncio.Future[None]:
        assert isinstance(packed, bytes) == binary
        self.on_its_way.append(asyncio.get_running_loop().create_future())
        return self.on_its_way[-1]

    def close(self, code: int, why: str) -> None:
        self.ws_connection, self.closed = None, (code, why)

    async def arrive(self) -> None:
        """Let the tab read all it was sent."""
        while self.on_its_way:
            self.on_its_way.pop().set_result(None)
        await asyncio.sleep(0)


class Connection(SeatConnection):
    """A connection whose handler is no real one."""

    websocket_handler: Any = None


@pytest.fixture
def live(store: Store, two_participants: tuple[Seat, Seat]) -> SeatKernel:
    return SeatKernel(Hub(store, kinds()), two_participants[0])


def a_websocket(live: SeatKernel, protocol: str | None = None) -> tuple[Connection, Handler]:
    """Return a tab of *live* and what stands for its network."""
    tab = Connection(parent=live)
    tab.websocket_handler = handler = Handler(protocol)
    live.connections.add(tab)
    return tab, handler


@pytest.mark.parametrize("protocol", [None, "v1.kernel.websocket.jupyter.org"])
async def test_a_websocket_that_does_not_read_is_hung_up_on(live: SeatKernel, protocol: str | None) -> None:
    """It begins again with full states; what is told meanwhile does not pile up."""
    _, handler = a_websocket(live, protocol)
    for _ in range(FITS + 1):
        live.push(MEGABYTE)
    assert handler.closed is None
    live.push(WORD)
    assert handler.closed == (1013, "too much was not read")
    assert len(handler.on_its_way) == FITS + 1
    assert not live.connections
    live.push(WORD)
    assert len(handler.on_its_way) == FITS + 1


async def test_a_websocket_that_reads_stays_however_much_it_is_told(live: SeatKernel) -> None:
    """A wall is told a hundred megabytes in a long evening, a phone with bad Wi-Fi in bursts."""
    tab, handler = a_websocket(live)
    for _ in range(10):
        for _ in range(FITS):
            live.push(MEGABYTE)
        await handler.arrive()
        assert tab.bytes_unread == 0
    assert handler.closed is None


async def test_one_message_may_be_longer_than_the_bound(live: SeatKernel) -> None:
    """The states of a large room come in one piece, and a tab that can never have them would never work."""
    _, handler = a_websocket(live)
    live.push(custom("room", {"words": "x" * 2 * MOST_BYTES_WAITING}))
    await handler.arrive()
    live.push(WORD)
    assert handler.closed is None


async def test_what_a_dead_connection_did_not_take_is_no_error(live: SeatKernel) -> None:
    """The phone went out of the room while it was written to."""
    tab, handler = a_websocket(live)
    live.push(WORD)
    handler.on_its_way[0].set_exception(OSError("gone"))
    live.push(WORD)
    handler.on_its_way[1].cancel()
    await asyncio.sleep(0)
    assert tab.bytes_unread == 0


@pytest.mark.parametrize(
    ("message", "most"), [(WORD, MOST_UNFETCHED), (MEGABYTE, FITS)], ids=["many", "long"]
)
async def test_a_tab_that_does_not_fetch_is_forgotten(live: SeatKernel, message: Message, most: int) -> None:
    """By plain requests the same holds: a thousand messages or four megabytes wait, and no more."""
    tab = PollingTab(live, "tab")
    live.connections.add(tab)
    for _ in range(most):
        live.push(message)
    assert tab.ended is None
    live.push(message)
    assert (tab.ended, tab.why) == (1013, "too much was not fetched")
    assert not tab.outgoing
    assert not live.connections
    live.push(message)
    assert not tab.outgoing
