"""A tab whose network lets no websocket through: what it is told waits here until it asks."""

from __future__ import annotations

import asyncio
from collections import deque

from plckit.seats.kernel import SeatKernel
from plckit.seats.tab import MOST_BYTES_WAITING, Tab
from plckit.seats.wire import Message

SECONDS_TO_HOLD = 20.0
SECONDS_OF_SILENCE = 30.0  # longer than a request is held
MOST_UNFETCHED = 1000
MOST_TABS = 8  # of one seat: reloaded pages leave theirs behind for a while


class PollingTab(Tab):
    """Numbers what the tab is told and keeps it until the tab asks for what comes after it.

    `ended` is a close code of the websocket protocol once the tab is forgotten, `why` says it in words.
    """

    def __init__(self, seat: SeatKernel, name: str) -> None:
        super().__init__(seat)
        self.name = name
        self.taken = 0  # the number of the last list of messages that arrived
        self.outgoing: deque[tuple[int, str]] = deque()
        self.number = 0
        self.bytes_unfetched = 0
        self.ended: int | None = None
        self.why = ""
        self.waiter: asyncio.Future[None] | None = None
        self.silence: asyncio.TimerHandle | None = None

    async def connect(self) -> None:
        """Begin to answer; where a seat has too many such tabs, the one silent for longest is forgotten."""
        tabs = [tab for tab in self.seat.connections if isinstance(tab, PollingTab)]
        if len(tabs) >= MOST_TABS:
            min(tabs, key=lambda tab: tab.silence.when() if tab.silence else 0.0).end(1001, "too many tabs")
        self.is_there()
        await super().connect()

    def is_there(self) -> None:
        """Count the seconds of silence from here."""
        if self.silence:
            self.silence.cancel()
        if self.ended is None:
            loop = asyncio.get_running_loop()
            self.silence = loop.call_later(SECONDS_OF_SILENCE, self.end, 1001, "the tab has gone")

    def push(self, message: Message) -> None:
        """Keep a message for the tab; one that does not fetch what it is told begins again."""
        # Nobody looks at the status, and alone it would cost the answer that follows a request of its own.
        if self.ended is not None or message.parts["header"]["msg_type"] == "status":
            return
        self.number += 1
        self.outgoing.append((self.number, message.text))
        self.bytes_unfetched += len(message.text)
        if len(self.outgoing) > MOST_UNFETCHED or self.bytes_unfetched > MOST_BYTES_WAITING:
            self.hang_up(1013, "too much was not fetched")
        self.let_go()

    async def fetch(self, after: int) -> str:
        """Return the messages after number *after*, a JSON list; where there are none, wait a while."""
        self.is_there()
        self.let_go()  # an earlier request of this tab: its answer would reach nobody
        while self.outgoing and self.outgoing[0][0] <= after:
            self.bytes_unfetched -= len(self.outgoing.popleft()[1])
        if not self.outgoing and self.ended is None:
            self.waiter = waiter = asyncio.get_running_loop().create_future()
            await asyncio.wait([waiter], timeout=SECONDS_TO_HOLD)
        self.is_there()
        return "[" + ",".join(f'{{"number":{n},"message":{text}}}' for n, text in self.outgoing) + "]"

    def let_go(self) -> None:
        """Let the request that waits, if there is one, be answered with what there is."""
        if self.waiter and not self.waiter.done():
            self.waiter.set_result(None)

    def end(self, code: int, why: str) -> None:
        """Forget the tab; when it asks next it is told so, and begins again."""
        if self.ended is not None:
            return
        self.ended, self.why = code, why
        if self.silence:
            self.silence.cancel()
        self.outgoing.clear()
        self.let_go()
        self.disconnect()
