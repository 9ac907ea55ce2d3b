"""Who leads, who leads again, and who never does by accident."""

from __future__ import annotations

import asyncio
import html

import pytest
from raw_client import problem, seat_in
from running_server import Room
from tornado.web import create_signed_value

from plckit.domain.people import Role, Seat
from plckit.sessions import facilitating, hosting
from plckit.testing import a_session, utc_now
from plckit.web.identity import cookie_name


def recovery(room: Room) -> str:
    """Give the session a recovery code and return it."""
    return room.store.write(hosting.set_recovery, room.session, utc_now()).result()


def facilitators(room: Room) -> list[Seat]:
    """Return who leads now."""
    return room.store.read(lambda tx: tx.seats.all(room.session.id, Role.FACILITATOR)).result()


async def test_the_recovery_code_opens_the_console_on_any_device(room: Room) -> None:
    """The laptop is lost: the code on paper is enough, in capitals and with spaces too."""
    words = recovery(room)
    for typed in (words, words.upper(), f"  {words.replace(' ', '-')} "):
        device = room.server.browser(Host="plckit.school.example:8866")
        answer = await device.post(f"/lead/{room.code}", {"words": typed})
        assert (answer.code, answer.headers["Location"]) == (302, f"/console/{room.code}")
        seat = seat_in(await device.get(f"/console/{room.code}"))
        assert seat in {one.id for one in facilitators(room)}
    assert len(facilitators(room)) == 3


async def test_wrong_words_lead_nothing(room: Room) -> None:
    """Not the words of another session, not a rejoin word, not those that were replaced, not nothing."""
    page = room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()
    other = Room(room.server, room.store, a_session(room.store, page))
    elsewhere, replaced, seat = recovery(other), recovery(room), room.seat()
    recovery(room)
    browsers = []
    for typed in (elsewhere, replaced, seat.rejoin, "", "x" * 10_000, "\x00"):
        browser = room.server.browser()
        browsers.append(browser)
        answer = await browser.post(f"/lead/{room.code}", {"words": typed})
        assert answer.code in (403, 429)
        assert not any("facilitator" in name for name in browser.cookies)
    assert not facilitators(room)
    first = await room.server.browser().post(f"/lead/{other.code}", {"words": "teal kiwi"})
    assert html.unescape(problem(first)).startswith("That is not the recovery code of this session.")


async def test_a_session_without_a_recovery_code_has_none_that_fits(room: Room) -> None:
    """An empty hash must match nothing."""
    for typed in ("", "x"):
        assert (await room.server.browser().post(f"/lead/{room.code}", {"words": typed})).code == 403
    assert not facilitators(room)


async def test_recovery_codes_cannot_be_tried_one_after_the_other(room: Room) -> None:
    """Nor all at once: after a few wrong ones a right one waits too, and it is not said which it was."""
    words = recovery(room)
    browser = room.server.browser()
    await browser.get("/")
    tried = [browser.post(f"/lead/{room.code}", {"words": f"teal kiwi coral heron {n}"}) for n in range(30)]
    codes = [answer.code for answer in await asyncio.gather(*tried)]
    assert set(codes) == {403, 429}
    assert codes.count(403) <= 4
    answer = await browser.post(f"/lead/{room.code}", {"words": words})
    assert answer.code == 429
    assert "Too many wrong words" in answer.body.decode()
    assert not facilitators(room)


async def test_what_was_typed_wrong_is_shown_as_text(room: Room) -> None:
    """Words may be markup."""
    answer = await room.server.browser().post(f"/lead/{room.code}", {"words": '"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.body.decode()


async def test_a_participants_cookie_never_opens_the_console(room: Room) -> None:
    """Whatever a participant asks for, nothing of hers becomes a facilitator's seat."""
    seat = room.seat()
    browser = room.browser(seat)
    secret = room.server.data.secret("cookies")
    own = browser.cookies[cookie_name(room.session.id, Role.PARTICIPANT)]
    facilitator = cookie_name(room.session.id, Role.FACILITATOR)
    for held in (None, own, create_signed_value(secret, facilitator, seat.id).decode()):
        if held:
            browser.cookies[facilitator] = held
        for path in ("console/{}", "console/{}/pair", "console/{}/pair/phones", "projector/{}", "begun/{}"):
            assert (await browser.get("/" + path.format(room.code))).code == 403, (path, held)
        assert (await browser.post(f"/console/{room.code}/pair", {})).code == 403
        assert (await browser.get("/try")).code == 403, held
    assert not facilitators(room)


async def test_a_facilitator_of_another_session_leads_nothing_here(room: Room) -> None:
    """A console's cookie, put under this session's name, is still another session's seat."""
    page = room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()
    other = Room(room.server, room.store, a_session(room.store, page))
    lead = other.seat(Role.FACILITATOR)
    browser = other.browser(lead)
    name = cookie_name(room.session.id, Role.FACILITATOR)
    browser.cookies[name] = create_signed_value(room.server.data.secret("cookies"), name, lead.id).decode()
    for screen in ("console", "projector"):
        assert (await browser.get(f"/{screen}/{room.code}")).code == 403
    assert (await browser.get(f"/console/{room.code}/picture/trust.svg")).code == 403


@pytest.mark.parametrize("screen", ["console", "projector"])
async def test_the_key_leaves_the_address_bar_of_whoever_is_in_already(room: Room, screen: str) -> None:
    """The laptop is mirrored: a link that is opened a second time must not stand on the wall."""
    key = room.session.console_key if screen == "console" else room.session.projector_key
    browser = room.server.browser()
    for _ in range(2):
        answer = await browser.get(f"/{screen}/{room.code}?key={key}")
        assert (answer.code, answer.headers["Location"]) == (302, f"/{screen}/{room.code}")
        assert key not in (await browser.get(f"/{screen}/{room.code}")).body.decode()
    assert len([row for row in room.rows("seat")["seat"] if row[2] in ("facilitator", "projector")]) == 1


async def test_a_facilitator_who_was_taken_out_stays_out(room: Room) -> None:
    """Not with the old cookie on any page of hers, and not by the link that was changed."""
    lead, gone = room.seat(Role.FACILITATOR), room.seat(Role.FACILITATOR)
    browser, old_key = room.browser(gone), room.session.console_key
    assert (await browser.get(f"/console/{room.code}")).code == 200
    room.store.write(hosting.remove, lead, gone.id, utc_now()).result()
    room.store.write(hosting.rotate_keys, lead, utc_now()).result()
    for path in ("console/{}", "projector/{}", "console/{}/pair", "console/{}/pair/phones"):
        assert (await browser.get("/" + path.format(room.code))).code == 403
    for path in (f"console/{room.code}?key={old_key}", f"projector/{room.code}?key={old_key}"):
        assert (await browser.get("/" + path)).code == 403
    assert [one.id for one in facilitators(room)] == [lead.id]


async def test_the_one_who_signed_in_leads_although_her_seat_was_taken_out(room: Room) -> None:
    """The owner of the computer cannot be locked out of it."""
    lead, owner = room.seat(Role.FACILITATOR), room.seat(Role.FACILITATOR)
    browser = room.browser(owner)
    await browser.get(f"/sign-in?key={room.server.facilitator_key()}")
    room.store.write(hosting.remove, lead, owner.id, utc_now()).result()
    assert (await browser.get(f"/console/{room.code}")).code == 302
    assert seat_in(await browser.get(f"/console/{room.code}")) not in (owner.id, lead.id)


async def test_the_front_door_finds_the_session_of_a_recovery_code(room: Room) -> None:
    """Without the old laptop nobody knows an address by heart; a finished session opens too."""
    words = recovery(room)
    room.store.write(facilitating.close, room.seat(Role.FACILITATOR), utc_now()).result()
    browser = room.server.browser()
    assert 'href="/lead"' in (await browser.get("/")).body.decode()
    found = await browser.post("/lead", {"code": room.code.lower()})
    assert (found.code, found.headers["Location"]) == (302, f"/lead/{room.code}")
    assert (await browser.post(f"/lead/{room.code}", {"words": words})).code == 302
    wrong = await browser.post("/lead", {"code": "<b>'"})
    assert wrong.code == 404
    assert "There is no session with the code" in html.unescape(problem(wrong))
