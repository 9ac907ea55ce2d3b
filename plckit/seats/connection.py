"""One tab's kernel websocket, joined to a seat instead of to a process."""

from __future__ import annotations

import asyncio
import functools
import types
from typing import Any

from jupyter_server.services.kernels.connection.base import BaseKernelWebsocketConnection
from tornado.websocket import WebSocketClosedError
from traitlets import Any as AnyTrait

from plckit.seats.kernel import SeatKernel
from plckit.seats.tab import MOST_BYTES_WAITING, Tab
from plckit.seats.wire import Message, unpack


class SeatConnection(Tab, BaseKernelWebsocketConnection):
    """Joins one websocket handler to one seat."""

    # Voilà's handler writes the tab's session id here; a real jupyter_client Session weighs 100 kB.
    session = AnyTrait()

    def __init__(self, *, parent: SeatKernel, **more: Any) -> None:
        super().__init__(parent, session=types.SimpleNamespace(session=""), **more)
        self.bytes_unread = 0  # handed to the network, and not taken from us yet

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Queue one message of the tab."""
        self.take(incoming_msg, lambda raw: [unpack(raw)])

    def end(self, code: int, why: str) -> None:
        """Close the websocket."""
        self.websocket_handler.close(code, why)

    def push(self, message: Message) -> None:
        """Send a message in the protocol the tab asked for; a tab that is gone hears nothing.

        One that does not read what it is told begins again; the message that is too much may be a long one.
        """
        handler = self.websocket_handler
        if handler.ws_connection is None:
            return
        if self.bytes_unread > MOST_BYTES_WAITING:
            self.hang_up(1013, "too much was not read")
            return
        packed = message.binary if handler.selected_subprotocol else message.text
        try:
            sent = handler.write_message(packed, binary=isinstance(packed, bytes))
        except WebSocketClosedError:
            return
        if isinstance(sent, asyncio.Future):
            self.bytes_unread += len(packed)
            sent.add_done_callback(functools.partial(self._left, len(packed)))

    def _left(self, size: int, sent: asyncio.Future[None]) -> None:
        """Count what has left this server's memory."""
        self.bytes_unread -= size
        if not sent.cancelled():
            sent.exception()  # a tab that went away while we wrote is no news
