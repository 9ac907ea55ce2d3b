"""A facilitator reveals a chart: when the last screen has it, and how often it was made for that."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from functools import partial
from pathlib import Path
from typing import Any

from bench import notebooks, servers
from bench.crowd import percentile
from bench.generator import generator
from bench.person import Person
from bench.sizes import Sizes

SECONDS_FOR_THE_LAST = 30


class Reveals:
    """One chart that everybody answered and everybody watches.

    A picture that is made once for all is one message on all sockets, so it carries one number: the count of
    different numbers a change says how often the picture was made and packed.
    """

    def __init__(self, people: list[Person], leader: Person, activity: str) -> None:
        self.people, self.leader, self.activity = people, leader, activity
        self._wanted = ""
        self._there: dict[int, float] = {}
        self._numbers: set[str] = set()
        self._all = asyncio.Event()
        for number, person in enumerate(people):
            person.heard = partial(self._heard, number)

    async def measure(self, times: int) -> dict[str, float]:
        """Let everybody answer, then reveal and hide the picture a few times."""
        for number, person in enumerate(self.people):
            value = str(1 + number % 5)
            put = {"type": "put", "op": str(uuid.uuid4()), "entry": notebooks.LINE, "value": value}
            await person.say(self.activity, put)
        took, made = [], []
        for _ in range(times):
            took.append(1000 * await self._change("revealed"))
            made.append(len(self._numbers))
            await self._change("locked")
        return {"p50": percentile(took, 50), "p95": percentile(took, 95), "made": max(made)}

    async def _change(self, phase: str) -> float:
        """Put the activity in *phase*; return the seconds until the last screen knows."""
        self._wanted, self._there, self._numbers = phase, {}, set()
        self._all.clear()
        began = time.perf_counter()
        await self.leader.say("room", {"type": "phase", "activity": self.activity, "phase": phase})
        async with asyncio.timeout(SECONDS_FOR_THE_LAST):
            await self._all.wait()
        return max(self._there.values()) - began

    def _heard(self, screen: int, text: str) -> None:
        if self.activity not in text or '"group"' not in text:
            return
        message: dict[str, Any] = json.loads(text)
        content = message["content"]
        state = content.get("data", {}).get("state", {})
        if content.get("comm_id") != self.activity or state.get("phase") != self._wanted:
            return
        self._numbers.add(message["header"]["msg_id"])
        if (self._wanted == "revealed") == bool(state["group"].get("rows")):
            self._there.setdefault(screen, time.perf_counter())
        if len(self._there) == len(self.people):
            self._all.set()


def everywhere(key: str, people: int, sizes: Sizes, folder: Path) -> dict[str, float]:
    """Measure a reveal in a room of *people*."""
    workbooks = folder / "workbooks"
    name = notebooks.write_chart(workbooks)
    with servers.plckit(folder, workbooks) as server, generator(folder) as load:
        session = servers.new_session(server, name, workbooks)
        code, console = session["code"], "/" + session["console_url"].split("/", 3)[3]
        load.ask("warm", base=server.base)
        load.ask("join", base=server.base, code=code, people=people)
        load.ask("lead", base=server.base, console=console, step=notebooks.STEP)
        load.ask("visit", code=code, seconds=sizes.arrive, assets=False)
        found = load.ask("reveal", activity=notebooks.CHART, times=sizes.reveals)
    return {f"{key}.{what}": number for what, number in found.items()}
