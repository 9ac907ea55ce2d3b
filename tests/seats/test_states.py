"""A page asks for its states while the room goes on: what it is told last is what holds."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from meeting import Meeting

from plckit.activities.registry import kinds
from plckit.seats import hub as hub_module
from plckit.seats.hub import Hub
from plckit.seats.looking import own
from plckit.seats.room import ROOM
from plckit.store.database import Store
from plckit.testing import a_page, an_activity


class Tab:
    """A connection that keeps what is pushed."""

    def __init__(self) -> None:
        self.pushed: list[Any] = []

    def push(self, message: Any) -> None:
        self.pushed.append(message)

    async def hears(self, more_than: int) -> int:
        """Wait until more was pushed; the test's own deadline ends a wait that is in vain."""
        while len(self.pushed) <= more_than:
            await asyncio.sleep(0.001)
        return len(self.pushed)


async def test_states_are_not_older_than_what_was_sent_meanwhile(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is placed while her page opens sees her group, and its draft, not that she has none."""
    monkeypatch.setattr(hub_module, "SECONDS_TO_GATHER", 0.001)
    meeting = Meeting(store, a_page({"Plan": [an_activity("planner_table", "plan", by="group")]}))
    ana, ben = meeting.people("Ana", "Ben")
    hub = Hub(store, kinds())
    live = await hub.enter(ana.id)
    tab = Tab()
    hub.arrived(live, tab)
    read, before = hub._read, await tab.hears(0)

    async def slow(job: Any, *args: Any) -> Any:
        found = await read(job, *args)
        if job is own and len(tab.pushed) == before:
            meeting.ask("make groups", grouping="group", how="random", size=2)
            meeting.put(ben, "plan", "Ask Mo", entry="row-0001.help")
            hub.wake(ana.session)
            await tab.hears(before)
        return found

    monkeypatch.setattr(hub, "_read", slow)
    states = await hub.states(ana)
    assert states[ROOM]["places"]["group"]["with"] == ["Ben"]
    assert states["plan"]["mine"] == {"row-0001.help": "Ask Mo"}
