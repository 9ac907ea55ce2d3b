"""A visitor becomes a person in the room, and comes back as who she was."""

from __future__ import annotations

import html

import pytest
from raw_client import Browser, hidden, problem, seat_in
from running_server import Room, Server
from tornado.httpclient import HTTPResponse

from plckit.domain.people import Role
from plckit.sessions import facilitating
from plckit.testing import NAME, a_session, utc_now


async def sent(browser: Browser, room: Room, **fields: str) -> HTTPResponse:
    """Fill in the join form and send it."""
    form = await browser.get(f"/join/{room.code}")
    return await browser.post(f"/join/{room.code}", {"place": hidden(form, "place"), **fields})


@pytest.mark.parametrize("code", ["ZZZZ", "K0", "", "KT7MM", "<b>&'\"", "李李李李", "x" * 10_000])
async def test_a_code_that_is_none_gets_a_sentence_and_stays_in_the_form(room: Room, code: str) -> None:
    """Four letters read off a wall go wrong often; the way on is to try again, not to start again."""
    answer = await room.server.browser().post("/join", {"code": code})
    assert answer.code == 404
    said = html.unescape(problem(answer))
    assert said.startswith("There is no session with the code “")
    assert said.endswith("Check the code on the screen in the room and try again.")
    shown = html.unescape(answer.body.decode())
    assert f'value="{code[:12]}"' in shown


async def test_a_code_that_is_none_in_the_address_is_not_found(room: Room) -> None:
    """A mistyped link says the same as a mistyped code."""
    for path in (
        "/join/ZZZZ",
        "/session/ZZZZ",
        "/console/ZZZZ",
        "/projector/ZZZZ",
        "/rejoin/ZZZZ",
        "/join/%ff",
    ):
        answer = await room.server.browser().get(path)
        assert answer.code in (400, 404), path
        assert problem(answer)


async def test_a_code_may_be_typed_in_small_letters_with_spaces(room: Room) -> None:
    """What a person reads as the right code is the right code."""
    for typed in (
        room.code.lower(),
        f" {room.code[:2]} {room.code[2:]} ",
        f"{room.code[:2]}-{room.code[2:]}",
    ):
        answer = await room.server.browser().post("/join", {"code": typed})
        assert (answer.code, answer.headers["Location"]) == (302, f"/join/{room.code}")


NAMES = {
    "empty": ("", "at least one letter"),
    "spaces": ("   \t ", "at least one letter"),
    "emoji": ("🙂👩‍🏫", "at least one letter"),
    "invisible": ("\u200b\u202e\u00ad", "at least one letter"),
    "marks": ("<>&'\"", "at least one letter"),
    "ten thousand letters": ("x" * 10_000, "10,000 letters. Please use 40 or fewer."),
}


@pytest.mark.parametrize("case", NAMES)
async def test_a_name_nobody_can_read_out_gets_a_sentence_and_nothing_is_stored(
    room: Room, case: str
) -> None:
    """The form comes back with what was typed, so that a person changes it instead of typing it again."""
    name, sentence = NAMES[case]
    before, browser = room.rows(), room.server.browser()
    answer = await sent(browser, room, name=name)
    assert answer.code == 400
    assert sentence in problem(answer)
    typed = name.strip()[:200]
    assert f'value="{typed}"' in html.unescape(answer.body.decode())
    assert room.rows() == before
    assert not any(cookie.startswith("plckit-seat") for cookie in browser.cookies)


async def test_a_name_with_markup_is_kept_and_shown_as_typed(room: Room) -> None:
    """Names are text everywhere: nothing of one is ever taken for markup, and nothing of it is lost."""
    browser = room.server.browser()
    seat = await browser.join(room.code, NAME)
    assert [row[3] for row in room.rows("seat")["seat"]] == [NAME]
    assert "<b>&'" not in (await browser.get(f"/session/{room.code}")).body.decode()
    async with await browser.channels(seat) as tab:
        assert (await tab.states())["room"]["name"] == NAME


async def test_a_made_up_name_is_given_to_whoever_asks(room: Room) -> None:
    """Nobody needs to say who she is."""
    answer = await sent(room.server.browser(), room, name="", made_up="1")
    assert answer.code == 302
    (name,) = [row[3] for row in room.rows("seat")["seat"]]
    assert len(name.split()) == 2


async def test_two_people_of_one_name_are_told_apart(room: Room) -> None:
    """In a named activity two of the same name would be taken for one."""
    for _ in range(2):
        assert (await sent(room.server.browser(), room, name=NAME)).code == 302
    assert {row[3] for row in room.rows("seat")["seat"]} == {NAME, f"{NAME} (2)"}


async def test_the_same_form_sent_twice_is_one_person(room: Room) -> None:
    """A double tap on a slow phone must not leave an empty chair behind."""
    browser = room.server.browser()
    place = hidden(await browser.get(f"/join/{room.code}"), "place")
    pages = set()
    for _ in range(2):
        assert (await browser.post(f"/join/{room.code}", {"place": place, "name": NAME})).code == 302
        pages.add(seat_in(await browser.get(f"/session/{room.code}")))
    assert len(pages) == len(room.rows("seat")["seat"]) == 1


async def test_a_form_of_one_session_sent_to_another_is_a_seat_there(room: Room) -> None:
    """Whoever edits the form's address gets a seat or a sentence, never an error of the server's."""
    browser = room.server.browser()
    place = hidden(await browser.get(f"/join/{room.code}"), "place")
    other = Room(
        room.server,
        room.store,
        a_session(room.store, room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()),
    )
    for code in (room.code, other.code):
        answer = await browser.post(f"/join/{code}", {"place": place, "name": NAME})
        assert answer.code < 500, f"{code}: {answer.code}"
    assert "Traceback" not in room.log()


async def test_a_form_with_a_made_up_place_cannot_take_a_seat(room: Room) -> None:
    """The place in the form is signed: a seat's id written there by hand is worth nothing."""
    victim = room.seat()
    browser = room.server.browser()
    await browser.get("/")
    assert (await browser.post(f"/join/{room.code}", {"place": victim.id, "name": NAME})).code == 302
    assert seat_in(await browser.get(f"/session/{room.code}")) != victim.id


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(room: Room) -> None:
    """Whoever holds the cookie is the person."""
    browser = room.server.browser()
    await browser.join(room.code, NAME)
    (line,) = [c for c in browser.set_cookies if c.startswith("plckit-seat")]
    flags = {part.strip() for part in line.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= flags
    assert "Secure" not in flags, "without HTTPS, as in most rooms, a Secure cookie would never come back"


async def test_a_rejoin_word_brings_a_person_back_on_another_device_at_another_address(room: Room) -> None:
    """A phone that died, a server that moved: still the same person with the same answers."""
    seat = room.seat()
    for word in (seat.rejoin, seat.rejoin.upper(), f"  {seat.rejoin.replace(' ', '-')} "):
        device = room.server.browser(Host="plckit.school.example:8866")
        answer = await device.post(f"/rejoin/{room.code}", {"word": word})
        assert (answer.code, answer.headers["Location"]) == (302, f"/session/{room.code}")
        assert seat_in(await device.get(f"/session/{room.code}")) == seat.id


async def test_a_wrong_word_and_the_word_of_another_session_are_refused(room: Room) -> None:
    """A word is worth one seat in one session; it stays in the form to be mended."""
    elsewhere = a_session(
        room.store, room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()
    )
    word = Room(room.server, room.store, elsewhere).seat().rejoin
    with room.untouched("Nobody in this session has that rejoin word"):
        for typed in (word, f"facilitator-{room.session.id}"):
            answer = await room.server.browser().post(f"/rejoin/{room.code}", {"word": typed})
            assert answer.code == 404
            assert problem(answer).startswith("Nobody in this session has that rejoin word.")
            assert f'value="{typed[:60]}"' in answer.body.decode()


async def test_the_words_of_consoles_and_projectors_bring_nobody_in(room: Room) -> None:
    """The rejoin word of a console would hand over the room."""
    for role in (Role.FACILITATOR, Role.PROJECTOR):
        word = room.seat(role).rejoin
        assert (await room.server.browser().post(f"/rejoin/{room.code}", {"word": word})).code == 404


async def test_a_closed_session_takes_nobody_new_but_everybody_back(room: Room) -> None:
    """The end closes the door; one's own words stay readable."""
    seat, lead = room.seat(), room.seat(Role.FACILITATOR)
    place = hidden(await (late := room.server.browser()).get(f"/join/{room.code}"), "place")
    room.store.write(facilitating.close, lead, utc_now()).result()
    before = room.rows()
    answer = await late.post(f"/join/{room.code}", {"place": place, "name": NAME})
    assert answer.code == 403
    assert "finished" in html.unescape(answer.body.decode())
    assert room.rows() == before
    device = room.server.browser()
    assert (await device.post(f"/rejoin/{room.code}", {"word": seat.rejoin})).code == 302
    assert seat_in(await device.get(f"/session/{room.code}")) == seat.id


async def test_a_facilitator_signs_in_and_begins_a_session(server: Server) -> None:
    """The secret link, a workbook, a community: then its console is there."""
    browser = server.browser()
    await browser.get(f"/sign-in?key={server.facilitator_key()}")
    begun = await browser.post("/sessions", {"workbook": "1", "community": NAME})
    assert begun.code == 302, begun.body
    code = begun.headers["Location"].removeprefix("/begun/")
    assert "Write this down" in (await browser.get(f"/begun/{code}")).body.decode()
    console = f"/console/{code}"
    assert (await browser.get(console)).code == 302
    assert (await browser.get(console)).code == 200
    for workbook, community, sentence in (
        ("99", "Ours", "There is no workbook “99”."),
        ("1", " ", "Please type the name of your community"),
    ):
        answer = await browser.post("/sessions", {"workbook": workbook, "community": community})
        assert 400 <= answer.code < 500
        assert problem(answer).startswith(sentence)
