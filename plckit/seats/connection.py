"""One tab's kernel websocket, joined to a seat instead of to a process."""

from __future__ import annotations

import asyncio
import logging
import types
from typing import Any

from jupyter_server.services.kernels.connection.base import BaseKernelWebsocketConnection
from tornado.websocket import WebSocketClosedError
from traitlets import Any as AnyTrait

from plckit.seats.kernel import SeatKernel
from plckit.seats.wire import Message, unpack

log = logging.getLogger(__name__)

MOST_WAITING = 200
MOST_BYTES_WAITING = 4 * 1024 * 1024
LAST = None


class SeatConnection(BaseKernelWebsocketConnection):
    """Joins one websocket handler to one seat; messages of a tab are handled first in, first out.

    What a tab sent before it went away is still done: people type, and close the phone.
    """

    # Voilà's handler writes the tab's session id here; a real jupyter_client Session weighs 100 kB.
    session = AnyTrait()

    def __init__(self, *, parent: SeatKernel, **more: Any) -> None:
        self.seat = parent
        super().__init__(session=types.SimpleNamespace(session=""), **more)
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

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Queue one message of the tab; hang up on one that floods or is not Jupyter's."""
        size = len(incoming_msg)
        if self.incoming.qsize() >= MOST_WAITING or self.bytes_waiting + size > MOST_BYTES_WAITING:
            self.hang_up(1008, "too many messages")
            return
        try:
            message = unpack(incoming_msg)
        except (ValueError, RecursionError):
            self.hang_up(1007, "not a Jupyter message")
            return
        self.bytes_waiting += size
        self.incoming.put_nowait((size, message))

    def hang_up(self, code: int, why: str) -> None:
        """End the connection from our side; the host connects again by itself."""
        log.warning("Closed a connection of seat %s: %s.", self.seat.kernel_id, why)
        self.seat.connections.discard(self)
        self.websocket_handler.close(code, why)

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
        """Send a message in the protocol the tab asked for; a tab that is gone hears nothing."""
        handler = self.websocket_handler
        if handler.ws_connection is None:
            return
        try:
            if handler.selected_subprotocol:
                sent = handler.write_message(message.binary, binary=True)
            else:
                sent = handler.write_message(message.text)
        except WebSocketClosedError:
            return
        if isinstance(sent, asyncio.Future):
            sent.add_done_callback(_noticed)


def _noticed(sent: asyncio.Future[None]) -> None:
    if not sent.cancelled():
        sent.exception()  # a tab that went away while we wrote is no news
