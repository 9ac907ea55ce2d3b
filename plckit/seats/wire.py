"""Jupyter messages on a kernel websocket: the binary v1 protocol and the plain JSON one."""

from __future__ import annotations

import json
import uuid
from collections import UserDict
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

from plckit.sessions.clock import utc_now

PARTS = ("header", "parent_header", "metadata", "content")
PLACE = uuid.uuid4().hex  # where something packed goes; nobody's words can be this


class Packed(UserDict[str, Any]):
    """What many messages carry: packed when it is made, and never again.

    Raises TypeError or ValueError for what is not JSON. Must not be changed afterwards.
    """

    def __init__(self, state: Mapping[str, Any]) -> None:
        super().__init__(state)
        self.json = _dumps(self.data, allow_nan=False)


class Message:
    """One message to any number of connections, packed at most once for each protocol."""

    def __init__(
        self, msg_type: str, content: dict[str, Any], *, parent: Any = None, channel: str = "iopub"
    ) -> None:
        self.channel = channel
        self.parts = {
            "header": {
                "msg_id": uuid.uuid4().hex,
                "msg_type": msg_type,
                "session": "plckit",
                "username": "plckit",
                "version": "5.3",
                "date": utc_now(),
            },
            "parent_header": parent or {},
            "metadata": {},
            "content": content,
        }

    @cached_property
    def binary(self) -> bytes:
        """The message in the v1 protocol."""
        packed: bytes = serialize_msg_to_ws_v1([_pack(self.parts[p]) for p in PARTS], self.channel)
        return packed

    @cached_property
    def text(self) -> str:
        """The message in the JSON protocol."""
        return _pack({**self.parts, "channel": self.channel, "buffers": []}).decode()


def custom(comm: str, content: dict[str, Any]) -> Message:
    """Return a widget's custom message, as `model.on("msg:custom")` receives it."""
    return Message("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": content}})


def update(comm: str, state: dict[str, Any]) -> Message:
    """Return a change of a widget's state."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    return Message("comm_msg", {"comm_id": comm, "data": data})


def unpack(raw: str | bytes) -> dict[str, Any]:
    """Return an incoming message as a dict with `channel` in it; raise ValueError for anything else."""
    if isinstance(raw, bytes):
        # Jupyter's reader believes whatever stands here: a message has six offsets, and they rise.
        count = int.from_bytes(raw[:8], "little")
        if not 6 <= count <= 8 or len(raw) < 8 * (count + 1):
            raise ValueError("not a message")
        try:
            channel, parts = deserialize_msg_from_ws_v1(raw)
            message = {name: json.loads(part) for name, part in zip(PARTS, parts, strict=False)}
        except (IndexError, UnicodeDecodeError, MemoryError, OverflowError) as error:
            raise ValueError("not a message") from error
    else:
        message = json.loads(raw)
        channel = message.get("channel") if isinstance(message, dict) else None
    return _checked(message, channel)


def unpack_all(raw: str | bytes) -> list[dict[str, Any]]:
    """Return the messages of a JSON list as `unpack` does; raise ValueError for anything else."""
    messages = json.loads(raw)
    if not isinstance(messages, list):
        raise ValueError("not a list of messages")
    return [_checked(one, one.get("channel") if isinstance(one, dict) else None) for one in messages]


def _checked(message: Any, channel: Any) -> dict[str, Any]:
    if not isinstance(message, dict):
        raise ValueError("not a message")
    parts_ok = all(isinstance(message.get(part), dict) for part in ("header", "content"))
    if not parts_ok or not isinstance(message["header"].get("msg_type"), str):
        raise ValueError("not a message")
    return {**message, "channel": channel if isinstance(channel, str) else "shell"}


def _pack(value: Any) -> bytes:
    """Return JSON; what is packed already goes in as it is."""
    inside: list[str] = []

    def place(packed: Any) -> str:
        if not isinstance(packed, Packed):
            raise TypeError(f"{type(packed).__name__} is not JSON")
        inside.append(packed.json)
        return PLACE

    around = _dumps(value, default=place).split(f'"{PLACE}"')
    return "".join(chain(*zip(around, [*inside, ""], strict=True))).encode("utf-8", "replace")


def _dumps(value: Any, **how: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), **how)
