"""A browser without a browser: cookies, forms and kernel websockets, with every byte in the test's hand."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import HTTPStreamClosedError
from tornado.web import create_signed_value
from tornado.websocket import WebSocketClientConnection, websocket_connect

from plckit.domain.people import Seat
from plckit.web.identity import cookie_name

V1 = "v1.kernel.websocket.jupyter.org"
SECONDS = 6.0


async def until(found: Callable[[], Any], what: str = "") -> Any:
    """Return what *found* returns once that is something; fail after six seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + SECONDS
    while not (value := found()):
        assert loop.time() < deadline, f"did not happen in {SECONDS:.0f} s: {what or found}"
        await asyncio.sleep(0.003)
    return value


class Browser:
    """One person's browser: it keeps cookies and follows no redirect."""

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        self.address = address
        self.headers = headers or {}
        self.cookies: dict[str, str] = {}
        self.set_cookies: list[str] = []

    def holding(self, seat: Seat, secret: str) -> Browser:
        """Put the cookie of *seat*, signed with *secret*, into this browser; return it."""
        name = cookie_name(seat.session, seat.role)
        self.cookies[name] = create_signed_value(secret, name, seat.id).decode()
        return self

    async def ask(self, path: str, method: str = "GET", body: Any = None, **headers: str) -> HTTPResponse:
        """Send one request exactly as given; return the answer, whatever its status."""
        sent = {**self.headers, **headers}
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        request = HTTPRequest(
            self.address + path,
            method=method,
            body=body,
            headers=sent,
            follow_redirects=False,
            allow_nonstandard_methods=True,
            request_timeout=60,
        )
        client = AsyncHTTPClient(force_instance=True)
        try:
            answer = await client.fetch(request, raise_error=False)
        finally:
            client.close()
        for line in answer.headers.get_list("Set-Cookie"):
            self.set_cookies.append(line)
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return answer

    async def get(self, path: str, **headers: str) -> HTTPResponse:
        """Get a page."""
        return await self.ask(path, **headers)

    async def post(self, path: str, form: dict[str, Any], **headers: str) -> HTTPResponse:
        """Send a form as the page that held it does, with the page's own token."""
        if "_xsrf" not in self.cookies:
            await self.get("/")
        filled = {"_xsrf": self.cookies["_xsrf"], **form}
        kind = "application/x-www-form-urlencoded"
        return await self.ask(
            path, "POST", urlencode(filled, doseq=True), **{"Content-Type": kind, **headers}
        )

    async def join(self, code: str, name: str) -> str:
        """Join a session by its form; return the id of the seat that the page then holds."""
        form = await self.get(f"/join/{code}")
        joined = await self.post(f"/join/{code}", {"name": name, "place": hidden(form, "place")})
        assert joined.code == 302, joined.body
        return seat_in(await self.get(joined.headers["Location"]))

    async def channels(self, kernel: str, *, binary: bool = False, **headers: str) -> Channels:
        """Open the channels of a kernel; raises tornado's HTTPError where they are refused."""
        sent = {**self.headers, **headers}
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        address = self.address.replace("http", "ws", 1) + f"/api/kernels/{kernel}/channels?session_id=tab"
        request = HTTPRequest(address, headers=sent, connect_timeout=SECONDS)
        socket = await websocket_connect(
            request, subprotocols=[V1] if binary else None, max_message_size=50_000_000
        )
        return Channels(socket, binary)

    async def messages(self, kernel: str) -> Polling:
        """Open the channels of a kernel by plain requests."""
        tab = Polling(self, kernel)
        opened = await tab.post("[]")
        assert opened.code == 204, (opened.code, opened.body)
        return tab


class Channels:
    """An open kernel websocket that keeps everything it received, in order, raw and unpacked."""

    def __init__(self, socket: WebSocketClientConnection, binary: bool) -> None:
        self.socket, self.binary = socket, binary
        self.raw: list[str | bytes] = []
        self.received: list[dict[str, Any]] = []
        self.closed = False
        self._listener = asyncio.create_task(self._listen())

    async def __aenter__(self) -> Channels:
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.socket.close()
        await self._listener

    def stop_reading(self) -> None:
        """Leave what comes from now on where it is; the network holds some of it, the server the rest."""
        self._listener.cancel()

    def read_on(self) -> None:
        """Read again, from where it stopped."""
        self._listener = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while (raw := await self.socket.read_message()) is not None:
            self.raw.append(raw)
            self.received.append(unpacked(raw))
        self.closed = True

    async def send_raw(self, raw: str | bytes) -> None:
        """Send one frame as it is."""
        await self.socket.write_message(raw, binary=isinstance(raw, bytes))

    async def send(self, msg_type: str, content: dict[str, Any], **header: Any) -> None:
        """Send one Jupyter message."""
        head = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": msg_type,
            "session": "tab",
            "version": "5.3",
            **header,
        }
        parts = [head, {}, {}, content]
        if self.binary:
            packed = [json.dumps(part).encode() for part in parts]
            await self.send_raw(serialize_msg_to_ws_v1(packed, "shell"))
        else:
            names = ("header", "parent_header", "metadata", "content")
            await self.send_raw(json.dumps({**dict(zip(names, parts, strict=True)), "channel": "shell"}))

    async def say(self, comm: str, content: dict[str, Any]) -> None:
        """Send a widget's custom message."""
        await self.send("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": content}})

    async def answer(self, comm: str, content: dict[str, Any]) -> dict[str, Any]:
        """Send a custom message and return the answer to it: the next custom message on that comm."""
        before = len(self.customs(comm))
        await self.say(comm, content)
        await until(
            lambda: len(self.customs(comm)) > before or self.closed, f"an answer to {str(content)[:200]}"
        )
        assert not self.closed, "the server closed the connection"
        return self.customs(comm)[before]

    async def put(self, activity: str, value: Any, entry: str = "answer", op: Any = None) -> dict[str, Any]:
        """Put an answer; return what the tab is told."""
        op = str(uuid.uuid4()) if op is None else op
        return await self.answer(activity, {"type": "put", "op": op, "entry": entry, "value": value})

    async def states(self) -> dict[str, dict[str, Any]]:
        """Ask for the states of all models and return them."""
        before = len(self.all_states())
        await self.send("comm_msg", {"comm_id": "control", "data": {"method": "request_states"}})
        await until(lambda: len(self.all_states()) > before, "the states")
        return self.all_states()[before]

    async def rest(self) -> None:
        """Wait until everything sent so far has been answered."""
        before = self.count("kernel_info_reply")
        await self.send("kernel_info_request", {})
        await until(lambda: self.count("kernel_info_reply") > before, "kernel_info_reply")

    def count(self, msg_type: str) -> int:
        """Return how many messages of a type arrived."""
        return sum(message["header"]["msg_type"] == msg_type for message in self.received)

    def data(self, method: str) -> list[tuple[str, dict[str, Any]]]:
        """Return (comm, data) of every comm message of one method, in order."""
        found = (m["content"] for m in self.received if m["header"]["msg_type"] == "comm_msg")
        return [(c["comm_id"], c["data"]) for c in found if c["data"]["method"] == method]

    def customs(self, comm: str) -> list[dict[str, Any]]:
        """Return the custom messages that arrived on a comm."""
        return [data["content"] for of, data in self.data("custom") if of == comm]

    def updates(self, comm: str) -> list[dict[str, Any]]:
        """Return the state changes that arrived of one model."""
        return [data["state"] for of, data in self.data("update") if of == comm]

    def all_states(self) -> list[dict[str, dict[str, Any]]]:
        """Return every full set of states that arrived."""
        full = (data["states"] for _, data in self.data("update_states"))
        return [{key: held["state"] for key, held in states.items()} for states in full]


class Polling(Channels):
    """The same by plain requests: lists of messages go out under numbers, and one request always waits."""

    def __init__(self, browser: Browser, kernel: str) -> None:
        self.browser, self.kernel, self.name = browser, kernel, str(uuid.uuid4())
        self.binary = self.closed = self.leaving = False
        self.raw, self.received = [], []
        self.number = self.last = 0
        self._listener = asyncio.create_task(asyncio.sleep(0))

    async def __aenter__(self) -> Polling:
        self._listener = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.leaving = True
        if not self._listener.done():
            await self.send("kernel_info_request", {})  # the request that waits ends with the answer
        await self._listener

    async def _listen(self) -> None:
        with contextlib.suppress(OSError, HTTPStreamClosedError):  # the server has gone
            while not self.leaving and (answer := await self.fetch()).code == 200:
                self.hear(answer)
        self.closed = True

    async def fetch(self, **query: Any) -> HTTPResponse:
        """Ask for what came after the last message heard."""
        asked = {"session_id": self.name, "after": self.last, **query}
        return await self.browser.get(f"/api/kernels/{self.kernel}/messages?{urlencode(asked)}")

    def hear(self, answer: HTTPResponse) -> None:
        """Take in an answer as a browser does: what is known already counts once."""
        for one in json.loads(answer.body):
            if one["number"] > self.last:
                self.last = one["number"]
                self.received.append(one["message"])

    async def post(self, body: str | bytes, *, number: Any = None, **headers: str) -> HTTPResponse:
        """Send one list of messages as it is, under the next number."""
        self.number += number is None
        query = urlencode({"session_id": self.name, "number": self.number if number is None else number})
        kind = {"Content-Type": "application/json", **headers}
        return await self.browser.ask(f"/api/kernels/{self.kernel}/messages?{query}", "POST", body, **kind)

    async def send_raw(self, raw: str | bytes) -> None:
        """Send one message."""
        assert isinstance(raw, str)
        sent = await self.post(f"[{raw}]")
        assert sent.code == 204, (sent.code, sent.body)


def a_put(value: Any, op: str | None = None) -> str:
    """Return the message that puts an answer to the idea."""
    asked = {"type": "put", "op": op or str(uuid.uuid4()), "entry": "answer", "value": value}
    content = {"comm_id": "idea", "data": {"method": "custom", "content": asked}}
    return json.dumps({"header": {"msg_id": "1", "msg_type": "comm_msg"}, "content": content})


def unpacked(raw: str | bytes) -> dict[str, Any]:
    """Return a received frame as a dict; reading goes as deep as the server's writing, wherever tests run."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + 2000)
    try:
        return _unpacked(raw)
    finally:
        sys.setrecursionlimit(before)


def _unpacked(raw: str | bytes) -> dict[str, Any]:
    if isinstance(raw, str):
        found: dict[str, Any] = json.loads(raw)
        return found
    channel, parts = deserialize_msg_from_ws_v1(raw)
    names = ("header", "parent_header", "metadata", "content")
    return {**{n: json.loads(p) for n, p in zip(names, parts, strict=False)}, "channel": channel}


def hidden(answer: HTTPResponse, name: str) -> str:
    """Return the value of a hidden field of a form."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.body.decode())
    assert found, f"the page has no field {name}: {answer.code} {answer.body[:500]!r}"
    return found[1]


def seat_in(answer: HTTPResponse) -> str:
    """Return the seat that a workbook page belongs to."""
    found = re.findall(r'"kernel":"([0-9a-f-]{36})"', answer.body.decode())
    assert len(found) == 1, f"{len(found)} seats in the page: {answer.code} {answer.body[:500]!r}"
    return str(found[0])


def problem(answer: HTTPResponse) -> str:
    """Return the sentence of an error page or of a problem in a form."""
    found = re.findall(
        r"<h1>(?:Sorry|Not here)</h1>\s*<p>(.*?)</p>|role=\"alert\"[^>]*>(.*?)</p>", answer.body.decode()
    )
    assert found, f"no sentence on the page: {answer.code} {answer.body[:500]!r}"
    return next(filter(None, found[0]))
