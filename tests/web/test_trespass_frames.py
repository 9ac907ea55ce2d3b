"""Frames that no page of ours sends: a running server refuses them, logs that, and stays well."""

from __future__ import annotations

import asyncio
import json
import os
import uuid
from typing import Any

import pytest
from raw_client import Channels, until
from running_server import Room
from tornado.websocket import WebSocketClosedError

DEEP = "[" * 100_000 + "]" * 100_000


def framed(**parts: Any) -> str:
    """Return a message in Jupyter's JSON protocol with some parts replaced."""
    header = {"msg_id": "1", "msg_type": "comm_msg", "session": "tab"}
    whole = {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": {},
        "channel": "shell",
        **parts,
    }
    return json.dumps(whole)


FRAMES: dict[str, str | bytes] = {
    "not json": "hello",
    "nothing": "",
    "a list": "[]",
    "a number": "5",
    "no header": framed(header=None),
    "no content": framed(content=None),
    "content that is a list": framed(content=[]),
    "a type that is a number": framed(header={"msg_type": 5}),
    "deep": DEEP,
    "deep content": '{"header": {"msg_type": "comm_msg"}, "content": {"x": ' + DEEP + "}}",
    "a number of 5000 digits": '{"header": {"msg_type": "comm_msg"}, "content": {"x": ' + "9" * 5000 + "}}",
    "empty binary": b"",
    "random binary": os.urandom(2000),
    "binary with huge offsets": b"\xff" * 64,
    "binary with a million offsets": (10**6).to_bytes(8, "little") + b"\0" * 100,
    "json as binary": framed().encode(),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
async def test_a_frame_that_is_no_jupyter_message_ends_the_connection(room: Room, frame: str | bytes) -> None:
    """Whoever sends such a thing is not our page; nothing is guessed, and the server says so in its log."""
    seat = room.seat()
    with room.untouched(f"Closed a connection of seat {seat.id}: not a Jupyter message."):
        async with await room.browser(seat).channels(seat.id) as tab:
            await tab.send_raw(frame)
            await until(lambda: tab.closed, "the connection is closed")
            assert tab.socket.close_code == 1007
    await still_answers(room)


async def still_answers(room: Room) -> None:
    """Assert that another seat can still put an answer."""
    other = room.seat()
    async with await room.browser(other).channels(other.id) as tab:
        assert (await tab.put("idea", "still here"))["type"] == "saved"


async def test_a_frame_of_three_megabytes_ends_the_connection(room: Room) -> None:
    """Memory is not the sender's to use up."""
    seat = room.seat()
    before = room.rows("entry", "change")
    async with await room.browser(seat).channels(seat.id) as tab:
        asked = {"type": "put", "op": str(uuid.uuid4()), "entry": "answer", "value": "x" * 3_000_000}
        with pytest.raises(WebSocketClosedError):  # noqa: PT012  (whichever frame meets the closed door)
            await tab.say("idea", asked)
            await until(lambda: tab.closed, "the connection is closed")
            raise WebSocketClosedError
    assert room.rows("entry", "change") == before
    await still_answers(room)


@pytest.mark.parametrize(
    "state", [{"mine": {"answer": "x"}}, {"group": {}}, {"phase": "revealed"}, {}], ids=repr
)
async def test_the_browser_changes_no_field(room: Room, state: dict[str, Any]) -> None:
    """A widget's front end may set any field of its model; here it asks, and Python decides."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        before = await tab.states()
        with room.untouched(f"Refused to change a field of 'idea' for seat {seat.id}."):
            data = {"method": "update", "state": state, "buffer_paths": []}
            await tab.send("comm_msg", {"comm_id": "idea", "data": data})
            await tab.rest()
        assert await tab.states() == before
        assert tab.updates("idea") == [], "nor does the server repeat it to anybody"


@pytest.mark.parametrize(
    "msg_type",
    [
        "execute_request",
        "shutdown_request",
        "interrupt_request",
        "complete_request",
        "input_reply",
        "",
        "no" * 5000,
    ],
)
async def test_nothing_runs_and_nothing_stops(room: Room, msg_type: str) -> None:
    """A kernel would execute code for whoever reaches it. A seat has nothing to execute it with."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched(f"Refused a {msg_type[:40]!r} message from seat {seat.id}."):
            await tab.send(msg_type, {"code": "open('/tmp/pwned', 'w')", "silent": False, "restart": True})
            await tab.rest()
        assert tab.count("execute_reply") == tab.count("shutdown_reply") == 0
        assert (await tab.put("idea", "still here"))["type"] == "saved"


async def test_a_widget_opened_by_the_browser_does_not_exist(room: Room) -> None:
    """Opening a comm makes an object in an ordinary kernel; a seat keeps nothing."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        known = await tab.states()
        before = room.rows()
        content = {"comm_id": "mine", "target_name": "jupyter.widget", "data": {"state": {"value": 1}}}
        for msg_type in ("comm_open", "comm_close"):
            await tab.send(msg_type, content)
        await tab.send("comm_info_request", {})
        await until(lambda: tab.count("comm_info_reply"))
        reply = next(m for m in tab.received if m["header"]["msg_type"] == "comm_info_reply")
        assert set(reply["content"]["comms"]) == {"room", *room_keys(known)}
        assert await tab.states() == known
        assert room.rows() == before


def room_keys(states: dict[str, Any]) -> set[str]:
    """Return the models besides the room."""
    return set(states) - {"room"}


STRANGE: dict[str, dict[str, Any]] = {
    "no comm": {"data": {"method": "custom", "content": {"type": "put"}}},
    "a comm that is a list": {"comm_id": ["idea"], "data": {"method": "custom", "content": {}}},
    "no data": {"comm_id": "idea"},
    "data that is words": {"comm_id": "idea", "data": "put"},
    "content that is a list": {"comm_id": "idea", "data": {"method": "custom", "content": ["put"]}},
    "a type that is a list": {"comm_id": "idea", "data": {"method": "custom", "content": {"type": ["put"]}}},
    "an unknown type": {"comm_id": "idea", "data": {"method": "custom", "content": {"type": "delete"}}},
    "a method that is a dict": {"comm_id": "idea", "data": {"method": {"custom": 1}}},
}


@pytest.mark.parametrize("content", STRANGE.values(), ids=STRANGE)
async def test_a_message_of_a_strange_shape_is_refused(room: Room, content: dict[str, Any]) -> None:
    """Each part may be missing or be something else; none of that is an error of the server's."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched("Refused"):
            await tab.send("comm_msg", content)
            await tab.rest()
        assert (await tab.put("idea", "still here"))["type"] == "saved"


ECHOED: dict[str, dict[str, Any]] = {
    "half a character": {"msg_id": "\ud800"},
    "not a number": {"version": float("nan")},
    "a megabyte": {"session": "x" * 1_000_000},
}


@pytest.mark.parametrize("header", ECHOED.values(), ids=ECHOED)
async def test_what_a_reply_repeats_cannot_break_the_connection(room: Room, header: dict[str, Any]) -> None:
    """A reply repeats its question's header; one that cannot be packed must not leave the tab unanswered."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        await tab.send("kernel_info_request", {}, **header)
        await until(lambda: tab.count("kernel_info_reply") or tab.closed, "an answer or an end")
    await still_answers(room)


@pytest.mark.parametrize("field", ["op", "entry", "comm"])
async def test_a_refusal_reaches_the_tab_whatever_it_repeats(room: Room, field: str) -> None:
    """A refusal names what it refuses; half a character there cannot be sent back as it is."""
    asked = {"type": "put", "op": str(uuid.uuid4()), "entry": "answer", "value": "x"}
    comm = "\ud800" if field == "comm" else "idea"
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        await tab.say(comm, {**asked, **({} if field == "comm" else {field: "\ud800"})})
        await until(lambda: tab.data("custom"), "the refusal")
        assert tab.data("custom")[0][1]["content"]["type"] == "refused"


@pytest.mark.parametrize("depth", [500, 900, 940, 960, 970, 980, 990])
async def test_lists_within_lists_get_an_answer_or_an_end(room: Room, depth: int) -> None:
    """Reading goes a little deeper than writing; what cannot be sent back must not go unanswered."""
    asked = {"type": "put", "op": "DEEP", "entry": "answer", "value": "x"}
    frame = framed(content={"comm_id": "idea", "data": {"method": "custom", "content": asked}})
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        await tab.send_raw(frame.replace('"DEEP"', "[" * depth + "]" * depth))
        await until(lambda: tab.data("custom") or tab.closed, "an answer or an end")
    await still_answers(room)


async def test_a_flood_of_messages_ends_the_connection_and_nobody_elses(room: Room) -> None:
    """Ten thousand messages at once fill a queue of two hundred, not the server."""
    seat, neighbour = room.seat(), room.seat()
    async with await room.browser(neighbour).channels(neighbour.id) as other:
        with room.untouched(f"Closed a connection of seat {seat.id}: too many messages."):
            async with await room.browser(seat).channels(seat.id) as tab:
                await flood(tab)
                await until(lambda: tab.closed, "the connection is closed")
        assert (await other.put("idea", "in the middle of it"))["type"] == "saved"


async def flood(tab: Channels) -> None:
    """Send ten thousand messages that change nothing, as fast as they go out."""
    message = framed(content={"comm_id": "idea", "data": {"method": "request_states"}})
    for number in range(10_000):
        try:
            tab.socket.write_message(message)
        except WebSocketClosedError:
            return
        if number % 500 == 0:
            await asyncio.sleep(0)


async def test_a_tab_that_never_reads_is_hung_up_on(room: Room) -> None:
    """What it does not read waits in the server's memory: four megabytes of it, not an evening's."""
    seat, neighbour = room.seat(), room.seat()
    unread = f"Closed a connection of seat {seat.id}: too much was not read."
    async with (
        await room.browser(neighbour).channels(neighbour.id) as other,
        await room.browser(seat).channels(seat.id) as tab,
    ):
        tab.stop_reading()
        with room.untouched(unread):
            for _ in range(200):  # each is answered by three messages that repeat this
                if unread in room.log():
                    break
                await tab.send("kernel_info_request", {}, username="x" * 200_000)
                await other.rest()
        tab.read_on()
        await until(lambda: tab.closed, "the connection is closed")
        assert (await other.put("idea", "in the middle of it"))["type"] == "saved"
    async with await room.browser(seat).channels(seat.id) as again:
        assert (await again.states())["idea"]["phase"] == "open"
