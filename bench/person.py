"""One person without a browser: joins, loads the page and what it links, and holds a seat's websocket."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bench.http import Visitor

CONTROL = "control"
HIDDEN = re.compile(r'name="(_xsrf|place)"[^>]*value="([^"]*)"')
KERNEL = re.compile(r'"kernel":"([0-9a-f-]{36})"')
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


class Person(Visitor):
    """A participant (or, by the console's link, the facilitator) of one session."""

    def __init__(self, base: str, heard: Callable[[str], object] | None = None) -> None:
        super().__init__(base)
        self.heard = heard
        self.kernel = ""
        self.html = ""
        self.socket: WebSocketClientConnection | None = None
        self._states: asyncio.Future[None] | None = None

    async def join(self, code: str, name: str) -> None:
        """Fill in the form of the join page."""
        form = dict(HIDDEN.findall((await self.get(f"/join/{code}")).text))
        answer = await self.post(f"/join/{code}", {**form, "name": name})
        if answer.status != 302:
            raise RuntimeError(f"Joining was answered with {answer.status}.")

    async def load(self, path: str) -> None:
        """Load the page at *path*, following where it leads."""
        answer = await self.get(path)
        if answer.status in (301, 302):
            answer = await self.get(answer.header("location"))
        found = KERNEL.search(html := answer.text)
        if answer.status != 200 or found is None:
            raise RuntimeError(f"The page was answered with {answer.status}.")
        self.kernel, self.html = found[1], html

    async def load_assets(self) -> None:
        """Load everything the page links, as a browser does that has never been here."""
        linked = dict.fromkeys(LINKED.findall(self.html))
        answers = await asyncio.gather(*(self.get(path) for path in linked))
        if any(answer.status != 200 for answer in answers) or not answers:
            raise RuntimeError("An asset of the page is missing.")

    async def connect(self) -> None:
        """Open the seat's websocket and wait for its states."""
        self._states = asyncio.get_running_loop().create_future()
        server = self.base.replace("http", "ws", 1)
        url = f"{server}/api/kernels/{self.kernel}/channels?session_id={uuid.uuid4()}"
        request = HTTPRequest(url, headers={"Cookie": self.cookie, "Origin": self.base})
        self.socket = await websocket_connect(request, on_message_callback=self._received)
        control = {"comm_id": CONTROL, "target_name": "jupyter.widget.control", "data": {}}
        await self._send("comm_open", control)
        await self._send("comm_msg", {"comm_id": CONTROL, "data": {"method": "request_states"}})
        await self._states

    async def say(self, comm: str, content: dict[str, Any]) -> None:
        """Send a custom message to one model."""
        await self._send("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": content}})

    async def close(self) -> None:
        """Leave."""
        await super().close()
        if self.socket:
            self.socket.close()

    async def _send(self, msg_type: str, content: dict[str, Any]) -> None:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": msg_type, "session": "bench", "version": "5.3"}
        message = {
            "channel": "shell",
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
        }
        if self.socket is None:
            raise RuntimeError("This person has no connection.")
        await self.socket.write_message(json.dumps(message))

    def _received(self, message: str | bytes | None) -> None:
        if message is None:
            if self._states and not self._states.done():
                self._states.set_exception(RuntimeError("The websocket was closed before the states came."))
        elif self._states and not self._states.done():
            if '"update_states"' in str(message):
                self._states.set_result(None)
        elif self.heard:
            self.heard(str(message))
