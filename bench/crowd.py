"""Many people at once: how they join and how they open a page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial

from bench.http import Visitor
from bench.person import Person

AT_ONCE = 10
"""People who join at the same moment; joining is not measured."""
SECONDS = 300


async def join(people: list[Person], code: str) -> None:
    """Give everybody a seat."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(person: Person, number: int) -> None:
        async with gate:
            await person.join(code, f"Person {number}")

    await asyncio.gather(*(one(person, number) for number, person in enumerate(people, 1)))


async def visit(people: list[Person], code: str, seconds: float, assets: bool) -> dict[str, float]:
    """Let everybody open the session within *seconds* and ask for states; return how long it took."""
    pages: list[tuple[float, float]] = []

    async def one(person: Person) -> None:
        began = time.perf_counter()
        await person.load(f"/session/{code}")
        pages.append((time.perf_counter(), began))
        if assets:
            await person.load_assets()
        await person.connect()

    began, ended = await _arrive([partial(one, person) for person in people], seconds)
    return {
        "page": max(end for end, _ in pages) - began,
        "wait": 1000 * percentile([end - start for end, start in pages], 95),
        "usable": ended - began,
    }


async def visit_stock(base: str, people: int, seconds: float) -> dict[str, float]:
    """Let *people* open stock Voilà's page within *seconds*; return when the last one was complete."""

    async def one() -> None:
        visitor = Visitor(base)
        answer = await visitor.get("/")
        await visitor.close()
        if answer.status != 200 or "error when executing" in answer.text:
            raise RuntimeError(f"Stock Voilà answered with {answer.status} or an error in a cell.")

    began, ended = await _arrive([one] * people, seconds)
    return {"page": ended - began}


async def _arrive(visits: list[Callable[[], Awaitable[None]]], seconds: float) -> tuple[float, float]:
    """Start *visits* spread evenly over *seconds*; return when the first began and the last ended."""
    began = time.perf_counter()

    async def one(number: int, visit: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(began + number * seconds / len(visits) - time.perf_counter())
        await visit()

    async with asyncio.timeout(SECONDS):
        await asyncio.gather(*(one(number, visit) for number, visit in enumerate(visits)))
    return began, time.perf_counter()


def percentile(values: list[float], percent: int) -> float:
    """Return the smallest value that *percent* of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
