"""The load generator: a process of its own that does what it is told, one line of JSON after the other.

It ends, and all its people leave, when its input does.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from typing import Any

from bench import crowd
from bench.http import Visitor
from bench.person import Person
from bench.reveal import Reveals
from bench.wall import Wall

STATIC = re.compile(r'"(/static/[^/"]+/)')


class Load:
    """The people of one session."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.leader: Person | None = None

    async def warm(self, base: str) -> dict[str, Any]:
        """Wait for the chart library, which a server makes once in its life; no session page is touched."""
        front = Visitor(base)
        found = STATIC.search((await front.get("/")).text)
        chart = await front.get(f"{found[1]}charts/vega.js" if found else "/")
        await front.close()
        if found is None or chart.status != 200:
            raise RuntimeError("The chart library is missing.")
        return {}

    async def join(self, base: str, code: str, people: int) -> dict[str, Any]:
        """Give *people* a seat each."""
        self.people = [Person(base) for _ in range(people)]
        await crowd.join(self.people, code)
        return {}

    async def visit(self, code: str, seconds: float, assets: bool) -> dict[str, Any]:
        """Let everybody open the page and connect."""
        return await crowd.visit(self.people, code, seconds, assets)

    async def lead(self, base: str, console: str, step: str) -> dict[str, Any]:
        """Open a step as its facilitator."""
        opened = asyncio.Event()
        self.leader = Person(base, lambda text: opened.set() if '"done"' in text else None)
        await self.leader.load(console)
        await self.leader.connect()
        await self.leader.say("room", {"type": "go", "step": step})
        await asyncio.wait_for(opened.wait(), crowd.SECONDS)
        return {}

    async def newcomers(self, base: str, code: str, people: int) -> list[dict[str, str]]:
        """Return the cookies of people who have joined but have not opened the page."""
        some = [Person(base) for _ in range(people)]
        await crowd.join(some, code)
        for person in some:
            await person.close()
        return [person.cookies for person in some]

    async def answer(self, activity: str, windows: int, window: float, bursts: int) -> dict[str, Any]:
        """Let everybody answer, first calmly and then in bursts."""
        wall = Wall(self.people, activity, random.Random(1))  # noqa: S311
        return {"calm": await wall.calm(windows, window), "burst": await wall.bursts(bursts)}

    async def reveal(self, activity: str, times: int) -> dict[str, Any]:
        """Let everybody answer, then let the facilitator reveal what they said."""
        if self.leader is None:
            raise RuntimeError("Nobody leads this session.")
        return await Reveals(self.people, self.leader, activity).measure(times)

    async def stock(self, base: str, people: int, seconds: float) -> dict[str, Any]:
        """Let *people* open stock Voilà's page."""
        return await crowd.visit_stock(base, people, seconds)

    async def leave(self) -> dict[str, Any]:
        """Let everybody go."""
        for person in [*self.people, *([self.leader] if self.leader else [])]:
            await person.close()
        self.people, self.leader = [], None
        return {}


async def main() -> None:
    """Do what standard input asks for, line by line."""
    load = Load()
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        print(json.dumps(await getattr(load, asked.pop("do"))(**asked)), flush=True)
    await load.leave()


if __name__ == "__main__":
    asyncio.run(main())
