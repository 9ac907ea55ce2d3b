"""Doors that were shut, codes that were changed, people who were taken out: each is told in a sentence."""

from __future__ import annotations

import asyncio
import html

import pytest
from raw_client import Browser, hidden, problem, seat_in
from running_server import Room
from tornado.httpclient import HTTPResponse

from plckit.domain.people import Role, Seat
from plckit.sessions import hosting
from plckit.testing import NAME, a_page, a_session, an_activity, utc_now


def sent_code(room: Room, lead: Seat) -> str:
    """Change the session's code; return the new one."""
    room.store.write(hosting.rotate_code, lead, utc_now()).result()
    session = room.store.read(lambda tx: tx.sessions.get(room.session.id)).result()
    assert session
    assert session.code != room.code
    return session.code


def said(answer: HTTPResponse) -> str:
    """Return the sentence of a page as people read it."""
    return html.unescape(problem(answer))


async def filled(browser: Browser, room: Room, **fields: str) -> HTTPResponse:
    """Fill in the join form and send it."""
    form = await browser.get(f"/join/{room.code}")
    return await browser.post(f"/join/{room.code}", {"place": hidden(form, "place"), **fields})


async def test_an_old_code_lets_nobody_in_and_never_tells_the_new_one(room: Room) -> None:
    """A code is changed because somebody has it who should not: no page may hand that person the next one."""
    late = room.server.browser()
    place = hidden(await late.get(f"/join/{room.code}"), "place")
    fresh = sent_code(room, room.seat(Role.FACILITATOR))
    before = room.rows("seat")
    for answer in (
        await late.get(f"/join/{room.code}"),
        await late.post(f"/join/{room.code}", {"place": place, "name": "Late"}),
        await late.get(f"/rejoin/{room.code}"),
        await late.get(f"/session/{room.code}"),
        await late.post("/join", {"code": room.code}),
        await late.get(f"/lead/{room.code}"),
        await late.get(f"/console/{room.code}"),
        await late.get(f"/console/{room.code}?key=wrong"),
        await late.get(f"/projector/{room.code}"),
        await late.post(f"/rejoin/{room.code}", {"word": "blue otter 700"}),
    ):
        assert fresh not in answer.body.decode()
        assert fresh not in answer.headers.get("Location", "")
    form = await late.get(f"/join/{room.code}")
    assert said(form) == "That code was changed. Ask for the new one, or use your rejoin word."
    assert 'name="word"' in form.body.decode()
    assert 'name="name"' not in form.body.decode()
    assert room.rows("seat") == before


async def test_whoever_is_in_goes_on_under_the_new_code(room: Room) -> None:
    """A changed code must cost nobody in the room anything: bookmarks and open tabs lead on."""
    seat, lead = room.seat(), room.seat(Role.FACILITATOR)
    wall = room.seat(Role.PROJECTOR)
    fresh = sent_code(room, lead)
    for screen, held in (("session", seat), ("console", lead), ("projector", wall)):
        answer = await room.browser(held).get(f"/{screen}/{room.code}")
        assert (answer.code, answer.headers["Location"]) == (302, f"/{screen}/{fresh}")
    page = (await room.browser(seat).get(f"/session/{fresh}")).body.decode()
    assert fresh in page
    assert room.code not in page
    device = room.server.browser()
    assert (await device.post(f"/rejoin/{room.code}", {"word": seat.rejoin})).headers["Location"] == (
        f"/session/{fresh}"
    )


async def test_a_shut_door_keeps_newcomers_out_and_lets_people_back(room: Room) -> None:
    """The sentence says what to do; whoever was in has her word."""
    seat = room.seat()
    late = room.server.browser()
    place = hidden(await late.get(f"/join/{room.code}"), "place")
    room.store.write(hosting.shut_door, room.seat(Role.FACILITATOR), True, utc_now()).result()
    for answer in (
        await late.get(f"/join/{room.code}"),
        await late.post(f"/join/{room.code}", {"place": place, "name": "Late"}),
    ):
        assert said(answer).startswith("The facilitator has closed the door")
        assert 'name="name"' not in answer.body.decode()
    assert (await late.post(f"/rejoin/{room.code}", {"word": seat.rejoin})).code == 302
    assert seat_in(await late.get(f"/session/{room.code}")) == seat.id


async def test_somebody_who_was_taken_out_is_told_so_on_every_page(room: Room) -> None:
    """The old cookie opens nothing, leads to no form that lets her in, and meets no loop of redirects."""
    seat, lead = room.seat(), room.seat(Role.FACILITATOR)
    browser = room.browser(seat)
    place = hidden(await browser.get(f"/join/{room.code}?new=1"), "place")
    room.store.write(hosting.remove, lead, seat.id, utc_now()).result()
    before = room.rows("seat")
    for answer in (
        await browser.get(f"/session/{room.code}"),
        await browser.get(f"/join/{room.code}"),
        await browser.get(f"/join/{room.code}?new=1"),
        await browser.get(f"/join/{room.code}?beside=1"),
        await browser.post(f"/join/{room.code}", {"place": place, "name": "Me again"}),
        await browser.post(f"/rejoin/{room.code}", {"word": seat.rejoin}),
    ):
        assert answer.code == 403
        assert said(answer).startswith("The facilitator has taken you out of this session.")
        assert 'name="name"' not in answer.body.decode()
    assert room.rows("seat") == before
    fresh = sent_code(room, lead)
    answer = await browser.get(f"/session/{room.code}")
    assert answer.code == 403
    assert fresh not in answer.body.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("3", "3"), ("Table 3", "3"), ("table 03", "3"), ("a", "A"), ("b 2", "B 2"), ("", "")),
        *(("<b>&'\"", "<b>&'\""), ("  Kōwhai Road  School", "Kōwhai Road School")),
    ],
)
async def test_the_table_is_kept_as_people_say_it(room: Room, typed: str, kept: str) -> None:
    """“3” and “Table 3” are one table, or two who sit side by side are put in two groups; a name stays."""
    assert (await filled(room.server.browser(), room, name=NAME, table=typed)).code == 302
    (seat,) = room.store.read(lambda tx: tx.seats.all(room.session.id, Role.PARTICIPANT)).result()
    assert seat.table == kept


async def test_a_table_that_is_none_keeps_the_name_that_was_typed(room: Room) -> None:
    """The sentence stands beside the field it is about."""
    typed = "by the window on the left, next to the door"
    answer = await filled(room.server.browser(), room, name=NAME, table=typed)
    assert answer.code == 400
    page = html.unescape(answer.body.decode())
    assert "a name of 30 letters at most" in page
    assert f'value="{typed}"' in page
    assert f'value="{NAME}"' in page
    assert not room.rows("seat")["seat"]


async def test_the_table_is_asked_openly_only_where_the_workbook_works_in_groups(room: Room) -> None:
    """A field that is not needed is one more thing to read in the first twenty seconds."""
    alone = a_page({"First": [an_activity("short_text", "one", see="named")]}, title="Alone")
    other = Room(room.server, room.store, a_session(room.store, alone))
    for one, folded in ((room, False), (other, True)):
        form = (await room.server.browser().get(f"/join/{one.code}")).body.decode()
        assert 'name="table"' in form
        assert "inputmode" not in form, "a number pad has no letters for a name"
        assert ("I sit at a table with a number" in form) is folded


async def test_sixty_people_join_within_ten_seconds_from_one_address(room: Room) -> None:
    """A school has one address: a limit for each address would shut a full room out."""

    async def join(number: int) -> str:
        return await room.server.browser().join(room.code, f"Person {number}")

    async with asyncio.timeout(10):
        seats = await asyncio.gather(*(join(number) for number in range(60)))
    assert len(set(seats)) == len(room.rows("seat")["seat"]) == 60


async def test_sixty_people_come_back_at_once_with_their_words(room: Room) -> None:
    """Next month the whole room types words; a few slips of others stop nobody."""
    seats = [room.seat(name=f"Person {number}") for number in range(60)]

    async def back(seat: Seat) -> int:
        return (await room.server.browser().post(f"/rejoin/{room.code}", {"word": seat.rejoin})).code

    slips = [room.server.browser().post(f"/rejoin/{room.code}", {"word": "blue otter 700"}) for _ in range(2)]
    codes = await asyncio.gather(*(back(seat) for seat in seats), *slips)
    assert codes[:60] == [302] * 60


async def test_guesses_sent_at_once_are_counted_one_by_one(room: Room) -> None:
    """A script does not wait for an answer before it tries the next word."""
    browser = room.server.browser()
    await browser.get("/")
    words = [browser.post(f"/rejoin/{room.code}", {"word": f"blue otter {n}"}) for n in range(100, 130)]
    codes = [answer.code for answer in await asyncio.gather(*words)]
    assert codes.count(404) <= 4
    assert set(codes) == {404, 429}


@pytest.mark.parametrize(
    "code", ["//evil.example", "%2f%2fevil.example", "evil.example", "http:evil.example"]
)
async def test_no_page_leads_out_of_the_server(room: Room, code: str) -> None:
    """A link of ours that ends elsewhere would be trusted."""
    browser = room.server.browser()
    for path in ("/join/", "/session/", "/lead/", "/console/", "/rejoin/", "/pair/", "/try/phone/"):
        answer = await browser.get(path + code)
        assert answer.code >= 400
        assert "Location" not in answer.headers
    for path in ("/join", "/lead"):
        assert "Location" not in (await browser.post(path, {"code": code})).headers
