"""Everybody writes on one wall and watches it: when an answer was saved, when the last screen had it."""

from __future__ import annotations

import asyncio
import functools
import json
import random
import re
import time
import uuid
from collections.abc import Awaitable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bench.crowd import percentile
from bench.person import Person

SECONDS_FOR_THE_LAST = 30
SECONDS_BETWEEN_BURSTS = 2.0
SECONDS_A_TICK = 0.01
MARK = re.compile(r"Person (\d+) writes for the (\d+)\. time")


def words(person: int, turn: int) -> str:
    """Return an answer that tells who wrote it and when it was written last."""
    return f"Person {person} writes for the {turn}. time: less talk from us, more from our students."


@dataclass
class Answer:
    """One answer on its way."""

    person: int
    turn: int
    sent: float
    saved: float = 0.0
    screens: set[int] = field(default_factory=set)
    seen: float = 0.0


class Wall:
    """The answers of one activity, as *people* send and see them."""

    def __init__(self, people: list[Person], activity: str, rng: random.Random) -> None:
        self.people = people
        self.activity = activity
        self.rng = rng
        self.answers: list[Answer] = []
        self._turns = [0] * len(people)
        self._on_their_way: list[Answer] = []
        self._unsaved: dict[str, Answer] = {}
        self._read = functools.lru_cache(8)(self._parse)  # a screen's text is everybody's: read it once
        for number, person in enumerate(people):
            person.heard = partial(self.heard, number)

    async def put(self, number: int) -> None:
        """Let one person send the next version of her answer."""
        self._turns[number] += 1
        op = str(uuid.uuid4())
        content = {"type": "put", "op": op, "entry": "answer", "value": words(number, self._turns[number])}
        answer = Answer(number, self._turns[number], time.perf_counter())
        self.answers.append(answer)
        self._on_their_way.append(answer)
        self._unsaved[op] = answer
        await self.people[number].say(self.activity, content)

    def heard(self, screen: int, text: str) -> None:
        """Note what a message on one person's screen tells of the answers on their way."""
        what, told = self._read(text)
        now = time.perf_counter()
        if what == "saved" and told in self._unsaved:
            self._unsaved.pop(told).saved = now
        elif what == "group":
            for answer in tuple(self._on_their_way):
                if told.get(answer.person, 0) >= answer.turn:
                    self._reached(answer, screen, now)

    def _reached(self, answer: Answer, screen: int, now: float) -> None:
        answer.screens.add(screen)
        if len(answer.screens) == len(self.people):
            answer.seen = now
            self._on_their_way.remove(answer)

    def _parse(self, text: str) -> tuple[str, Any]:
        message = json.loads(text)
        if message["header"]["msg_type"] != "comm_msg" or message["content"]["comm_id"] != self.activity:
            return "", None
        data = message["content"]["data"]
        if data["method"] == "update" and "group" in data["state"]:
            notes = [MARK.search(note["text"]) for note in data["state"]["group"].get("wall", [])]
            return "group", {int(note[1]): int(note[2]) for note in notes if note}
        said = data.get("content", {})
        if said.get("type") in ("refused", "failed"):
            raise RuntimeError(f"An answer was refused: {said.get('message')}")
        return (said.get("type", ""), said.get("op"))

    async def calm(self, windows: int, seconds: float) -> dict[str, float]:
        """Let everybody answer once in each window, at a random moment of it."""

        async def one(number: int) -> None:
            for window in range(windows):
                due = began + (window + self.rng.random()) * seconds
                await asyncio.sleep(due - time.perf_counter())
                await self.put(number)

        began = time.perf_counter()
        return await self._measured(asyncio.gather(*map(one, range(len(self.people)))))

    async def bursts(self, times: int) -> dict[str, float]:
        """Let everybody answer at the same moment, a few times."""

        async def all_at_once() -> None:
            for _ in range(times):
                await asyncio.gather(*map(self.put, range(len(self.people))))
                await asyncio.sleep(SECONDS_BETWEEN_BURSTS)

        return await self._measured(all_at_once())

    async def _measured(self, doing: Awaitable[Any]) -> dict[str, float]:
        self.answers.clear()
        late: list[float] = []
        clock = asyncio.create_task(_lateness(late))
        try:
            await doing
            async with asyncio.timeout(SECONDS_FOR_THE_LAST):
                while self._on_their_way or self._unsaved:
                    await asyncio.sleep(SECONDS_A_TICK)
        finally:
            clock.cancel()
        saved = [1000 * (a.saved - a.sent) for a in self.answers]
        seen = [1000 * (a.seen - a.sent) for a in self.answers]
        found = {f"saved{p}": percentile(saved, p) for p in (50, 95)}
        found |= {f"seen{p}": percentile(seen, p) for p in (50, 95)}
        return found | {"lag95": 1000 * percentile(late, 95)}


async def _lateness(late: list[float]) -> None:
    """Collect how much later than asked for this process gets its turn."""
    while True:
        due = time.perf_counter() + SECONDS_A_TICK
        await asyncio.sleep(SECONDS_A_TICK)
        late.append(time.perf_counter() - due)
