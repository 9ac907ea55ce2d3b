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


class SeatConnection(BaseKernelWebsocketConnection):
    """Joins one websocket handler to one seat; messages of a tab are handled first in, first out."""

    # Voilà's handler writes the tab's session id here; a real jupyter_client Session weighs 100 kB.
    session = AnyTrait()

    def __init__(self, *, parent: SeatKernel, **more: Any) -> None:
        self.seat = parent
        super().__init__(session=types.SimpleNamespace(session=""), **more)
        self.incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_WAITING)
        self.worker: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Begin to answer."""
        self.worker = asyncio.create_task(self._work())
        self.seat.connections.add(self)
        self.seat.hub.arrived(self.seat)

    def disconnect(self) -> None:
        """Let go; what was asked before is still finished."""
        self.seat.connections.discard(self)
        if self.worker:
            self.worker.cancel()
        self.seat.hub.left(self.seat)

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Queue one message of the tab; close on one that floods or is not Jupyter's."""
        try:
            self.incoming.put_nowait(unpack(incoming_msg))
        except (ValueError, RecursionError):
            log.warning(
                "Closed a connection of seat %s: that was not a Jupyter message.", self.seat.kernel_id
            )
            self.websocket_handler.close(1007, "not a Jupyter message")
        except asyncio.QueueFull:
            log.warning("Closed a connection of seat %s: too many messages.", self.seat.kernel_id)
            self.websocket_handler.close(1008, "too many messages")

    async def _work(self) -> None:
        while True:
            await self.seat.handle(self, await self.incoming.get())

    def push(self, message: Message) -> None:
        """Send a message in the protocol the tab asked for."""
        handler = self.websocket_handler
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
