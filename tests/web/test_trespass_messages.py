"""The way by plain requests lets in whom the websocket lets in, and takes what it takes."""

from __future__ import annotations

import contextlib
import json
import uuid

import pytest
from raw_client import Polling, a_put, problem
from running_server import Room
from tornado.simple_httpclient import HTTPStreamClosedError


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("whose", ["a neighbour's", "nobody's", "a made-up one's"])
async def test_messages_of_another_seat_are_refused(room: Room, method: str, whose: str) -> None:
    """The rule of the websocket: one's own cookie, one's own seat."""
    mine, theirs = room.seat(), room.seat()
    browser = room.server.browser() if whose == "nobody's" else room.browser(mine)
    kernel = str(uuid.uuid4()) if whose == "a made-up one's" else theirs.id
    async with await room.browser(theirs).messages(theirs.id) as tab:
        await tab.states()
        path = f"/api/kernels/{kernel}/messages?session_id={tab.name}&after=0&number=2"
        with room.untouched(f"/api/kernels/{kernel}/messages"):
            body = f"[{a_put('evil')}]" if method == "POST" else None
            answer = await browser.ask(path, method, body, **{"Content-Type": "application/json"})
            assert answer.code == 403
            assert problem(answer).startswith("This page does not belong to you.")


async def test_a_cookie_for_a_seat_that_is_not_stored_opens_no_tab(room: Room) -> None:
    """A cookie that outlived its database must not become a seat by itself."""
    gone = room.seat()
    ghost = type(gone)(str(uuid.uuid4()), gone.session, gone.role, gone.name, "gone")
    with room.untouched("Refused POST"):
        assert (await Polling(room.browser(ghost), ghost.id).post("[]")).code == 403


FOREIGN: dict[str, dict[str, str]] = {
    "another origin": {"Origin": "http://evil.example"},
    "the origin of a file": {"Origin": "null"},
    "another site, as the browser says": {"Sec-Fetch-Site": "cross-site"},
    "another port of this machine": {"Sec-Fetch-Site": "same-site"},
    "a form": {"Content-Type": "application/x-www-form-urlencoded"},
    "a form of plain text": {"Content-Type": "text/plain"},
    "a form with a file": {"Content-Type": "multipart/form-data; boundary=x"},
    "no type": {"Content-Type": ""},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
async def test_what_another_site_posts_is_refused(room: Room, headers: dict[str, str]) -> None:
    """A page elsewhere that a participant has open must not speak with her cookie."""
    seat = room.seat()
    tab = await room.browser(seat).messages(seat.id)
    with room.untouched("Refused POST"):
        assert (await tab.post(f"[{a_put('evil')}]", **headers)).code in (400, 403)
    sent = await tab.post(
        f"[{a_put('mine')}]", Origin=room.server.address, **{"Sec-Fetch-Site": "same-origin"}
    )
    assert sent.code == 204


async def test_what_another_site_fetches_is_refused(room: Room) -> None:
    """Nor may it take away what the tab has not heard."""
    seat = room.seat()
    tab = await room.browser(seat).messages(seat.id)
    path = f"/api/kernels/{seat.id}/messages?session_id={tab.name}&after=0"
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        with room.untouched("Refused GET"):
            assert (await tab.browser.get(path, **headers)).code == 403


# What is no message


NONSENSE: dict[str, bytes] = {
    "nothing": b"",
    "not json": b"hello",
    "a message alone": a_put("x").encode(),
    "a list of words": b'["x"]',
    "a list of lists": b"[[]]",
    "one that is none among others": f"[{a_put('x')}, 5]".encode(),
    "no header": b'[{"content": {}}]',
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "half a character": b'["\xff"]',
    "a number of 5000 digits": b"[" + b"9" * 5000 + b"]",
}


@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE)
async def test_a_body_that_is_no_list_of_messages_ends_the_tab(room: Room, body: bytes) -> None:
    """As on the websocket: nothing is guessed, the log says so, and the page begins again."""
    seat = room.seat()
    tab = await room.browser(seat).messages(seat.id)
    with room.untouched(f"Closed a connection of seat {seat.id}: not a Jupyter message."):
        assert (await tab.post(body)).code == 400
        assert (await tab.fetch()).code == 410
    async with await tab.browser.messages(seat.id) as again:
        assert (await again.put("idea", "still here"))["type"] == "saved"


@pytest.mark.parametrize(
    "query", ["", "session_id=x", "session_id=&number=1&after=0", f"session_id={'x' * 61}&number=1&after=0"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_request_without_a_name_or_a_number_is_refused(room: Room, query: str, method: str) -> None:
    """Such a request comes from no page of ours."""
    seat = room.seat()
    path = f"/api/kernels/{seat.id}/messages?{query}"
    body = "[]" if method == "POST" else None
    answer = await room.browser(seat).ask(path, method, body, **{"Content-Type": "application/json"})
    assert answer.code == (410 if method == "GET" and query == "session_id=x" else 400)


@pytest.mark.parametrize("number", ["-1", "x", "1.5", "٣", "9" * 5000])
async def test_a_number_that_is_none_is_refused(room: Room, number: str) -> None:
    """Whatever stands there, it is an error of the sender's."""
    seat = room.seat()
    tab = await room.browser(seat).messages(seat.id)
    assert (await tab.post("[]", number=number)).code == 400
    assert (await tab.fetch(after=number)).code == 400


async def test_a_body_of_three_megabytes_is_not_read(room: Room) -> None:
    """Memory is not the sender's to use up."""
    seat = room.seat()
    tab = await room.browser(seat).messages(seat.id)
    before = room.rows()
    with contextlib.suppress(
        HTTPStreamClosedError, ConnectionError
    ):  # the server may hang up before the body is out
        assert (await tab.post(f"[{a_put('x' * 3_000_000)}]")).code == 400
    assert room.rows() == before
    assert room.server.healthy()


async def test_a_flood_ends_the_tab_and_nobody_elses(room: Room) -> None:
    """Ten thousand messages in one body fill no queue of two hundred."""
    seat, neighbour = room.seat(), room.seat()
    small = json.dumps({"header": {"msg_type": "comm_open"}, "content": {}})
    async with await room.browser(neighbour).messages(neighbour.id) as other:
        tab = await room.browser(seat).messages(seat.id)
        with room.untouched(f"Closed a connection of seat {seat.id}: too many messages."):
            answer = await tab.post(f"[{','.join([small] * 10_000)}]")
            assert (answer.code, problem(answer)) == (429, "This was refused: too many messages.")
        assert (await tab.post("[]")).code == 410
        assert (await other.put("idea", "in the middle of it"))["type"] == "saved"
