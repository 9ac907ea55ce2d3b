"""One tab's kernel websocket, joined to a seat instead of to a process."""

from __future__ import annotations

import asyncio
import types
from typing import Any

from jupyter_server.services.kernels.connection.base import BaseKernelWebsocketConnection
from tornado.websocket import WebSocketClosedError
from traitlets import Any as AnyTrait

from plckit.seats.kernel import SeatKernel
from plckit.seats.tab import Tab
from plckit.seats.wire import Message, unpack


class SeatConnection(Tab, BaseKernelWebsocketConnection):
    """Joins one websocket handler to one seat."""

    # Voilà's handler writes the tab's session id here; a real jupyter_client Session weighs 100 kB.
    session = AnyTrait()

    def __init__(self, *, parent: SeatKernel, **more: Any) -> None:
        super().__init__(parent, session=types.SimpleNamespace(session=""), **more)

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Queue one message of the tab."""
        self.take(incoming_msg, lambda raw: [unpack(raw)])

    def end(self, code: int, why: str) -> None:
        """Close the websocket."""
        self.websocket_handler.close(code, why)

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
