"""One open tab of a seat, however it is reached: what it asks for is done first in, first out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from plckit.seats.kernel import SeatKernel
from plckit.seats.wire import Message

log = logging.getLogger(__name__)

MOST_WAITING = 200
MOST_BYTES_WAITING = 4 * 1024 * 1024
LAST = None


class Tab:
    """What a websocket and a browser that polls have in common.

    What a tab sent before it went away is still done: people type, and close the phone.
    """

    def __init__(self, seat: SeatKernel, **more: Any) -> None:
        super().__init__(**more)
        self.seat = seat
        self.incoming: asyncio.Queue[tuple[int, dict[str, Any]] | None] = asyncio.Queue()
        self.bytes_waiting = 0
        self.worker: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Begin to answer."""
        self.worker = asyncio.create_task(self._work())
        self.seat.hub.arrived(self.seat, self)

    def disconnect(self) -> None:
        """Let go: nothing is sent any more, and the worker ends after what it was asked before."""
        self.seat.connections.discard(self)
        self.incoming.put_nowait(LAST)
        self.seat.hub.left(self.seat)

    def take(self, raw: str | bytes, read: Callable[[str | bytes], list[dict[str, Any]]]) -> None:
        """Queue the messages that *read* finds in *raw*; hang up on a tab that floods or talks nonsense."""
        size = len(raw)
        if self.incoming.qsize() >= MOST_WAITING or self.bytes_waiting + size > MOST_BYTES_WAITING:
            self.hang_up(1008, "too many messages")
            return
        try:
            messages = read(raw)
        except (ValueError, RecursionError):
            self.hang_up(1007, "not a Jupyter message")
            return
        if self.incoming.qsize() + len(messages) > MOST_WAITING:
            self.hang_up(1008, "too many messages")
            return
        for message in messages:
            share = size // len(messages)
            self.bytes_waiting += share
            self.incoming.put_nowait((share, message))

    def hang_up(self, code: int, why: str) -> None:
        """End the connection from our side; the host connects again by itself."""
        log.warning("Closed a connection of seat %s: %s.", self.seat.kernel_id, why)
        self.seat.connections.discard(self)
        self.end(code, why)

    async def _work(self) -> None:
        while (item := await self.incoming.get()) is not LAST:
            size, message = item
            self.bytes_waiting -= size
            try:
                await self.seat.handle(self, message)
            except Exception:
                log.exception("A message of seat %s got no answer.", self.seat.kernel_id)
                self.hang_up(1011, "no answer")

    def push(self, message: Message) -> None:
        """Send a message to the tab; one that is gone hears nothing."""
        raise NotImplementedError

    def end(self, code: int, why: str) -> None:
        """Close the tab, with a close code of the websocket protocol; `disconnect` follows."""
        raise NotImplementedError
