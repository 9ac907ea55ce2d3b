"""The browser leaves, the seat must be collected: a live seat is only a view of what is stored."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.people import Seat
from plckit.domain.sessions import Session
from plckit.seats import hub as hub_module
from plckit.seats.hub import Hub
from plckit.seats.kernel import SeatKernel
from plckit.store.database import Store
from plckit.testing import a_seat


class Tab:
    """A connection that keeps what is pushed."""

    def __init__(self) -> None:
        self.pushed: list[Any] = []

    def push(self, message: Any) -> None:
        self.pushed.append(message)


@pytest.fixture
def hub(store: Store, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setattr(hub_module, "SECONDS_GONE", 0.05)
    monkeypatch.setattr(hub_module, "SECONDS_TO_GATHER", 0.005)
    return Hub(store, kinds())


async def eventually(found: Callable[[], bool]) -> None:
    """Wait until something holds; the test's own deadline ends a wait that is in vain."""
    while not found():
        await asyncio.sleep(0.005)


def connect(hub: Hub, live: SeatKernel) -> Tab:
    """Open a tab as `SeatConnection` does."""
    tab = Tab()
    hub.arrived(live, tab)
    return tab


def leave(hub: Hub, live: SeatKernel, tab: Tab) -> None:
    """Close a tab as `SeatConnection` does."""
    live.connections.discard(tab)
    hub.left(live)


def nothing_is_left(hub: Hub) -> bool:
    """Return whether the hub holds no seat and no room."""
    held = (hub.seats, hub.rooms, hub._in_room, hub._entering, hub._publishing, hub._again)
    return not any(held)


async def test_a_seat_whose_browser_has_gone_is_collected(
    hub: Hub, two_participants: tuple[Seat, Seat]
) -> None:
    """A server that runs all term must not keep every person it ever saw."""
    live = await hub.enter(two_participants[0].id)
    alive = weakref.ref(live)
    tab = connect(hub, live)
    leave(hub, live, tab)
    del live, tab
    await eventually(lambda: nothing_is_left(hub))

    def collected() -> bool:
        gc.collect()
        return alive() is None

    await eventually(collected)


async def test_a_seat_whose_tab_comes_back_in_time_stays(
    hub: Hub, two_participants: tuple[Seat, Seat]
) -> None:
    """A reload is a tab that goes and comes."""
    live = await hub.enter(two_participants[0].id)
    leave(hub, live, connect(hub, live))
    tab = connect(hub, live)
    await asyncio.sleep(0.15)
    assert hub.seats == {live.kernel_id: live}
    leave(hub, live, tab)
    await eventually(lambda: nothing_is_left(hub))


async def test_a_room_stays_while_somebody_is_in_it(hub: Hub, two_participants: tuple[Seat, Seat]) -> None:
    """One person who leaves takes nothing away from the others."""
    first, second = [await hub.enter(seat.id) for seat in two_participants]
    tabs = [connect(hub, first), connect(hub, second)]
    leave(hub, first, tabs[0])
    await eventually(lambda: first.kernel_id not in hub.seats)
    assert list(hub.rooms) == [first.seat.session]
    leave(hub, second, tabs[1])
    await eventually(lambda: nothing_is_left(hub))


async def test_a_seat_that_was_entered_but_never_connected_is_collected(
    hub: Hub, two_participants: tuple[Seat, Seat]
) -> None:
    """A handshake that is refused after the seat was made live (another site's, say) has no tab to leave."""
    await hub.enter(two_participants[0].id)
    async with asyncio.timeout(2):
        await eventually(lambda: nothing_is_left(hub))


async def test_two_hundred_comings_and_goings_leave_nothing(
    hub: Hub, store: Store, open_session: Session
) -> None:
    """Phones sleep and wake all evening."""
    seats = [a_seat(store, open_session, name=f"Person {number}") for number in range(20)]
    for number in range(200):
        live = await hub.enter(seats[number % len(seats)].id)
        leave(hub, live, connect(hub, live))
        if number % 20 == 19:
            await asyncio.sleep(0.02)
    del live
    await eventually(lambda: nothing_is_left(hub))

    def collected() -> bool:
        gc.collect()
        return not any(isinstance(o, SeatKernel) and o.hub is hub for o in gc.get_objects())

    await eventually(collected)


async def test_a_room_that_empties_while_it_is_read_is_forgotten(
    hub: Hub, two_participants: tuple[Seat, Seat]
) -> None:
    """News that is ready when everybody has just left must not bring the room back."""
    live = await hub.enter(two_participants[0].id)
    reading, go_on = asyncio.Event(), asyncio.Event()
    read = hub._read

    async def slow(*asked: Any) -> Any:
        reading.set()
        await go_on.wait()
        return await read(*asked)

    hub._read = slow  # type: ignore[method-assign]
    tab = connect(hub, live)
    await reading.wait()
    leave(hub, live, tab)
    await eventually(lambda: not hub.seats)
    go_on.set()
    async with asyncio.timeout(2):
        await eventually(lambda: nothing_is_left(hub))
