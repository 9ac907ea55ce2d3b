"""People who share one phone: each has a seat, and the phone takes turns among its own people alone."""

from __future__ import annotations

import html
import re

import pytest
from raw_client import Browser, hidden, problem, seat_in
from running_server import Room
from tornado.web import create_signed_value

from plckit.domain.people import Role
from plckit.sessions import hosting
from plckit.testing import NAME, a_session, utc_now
from plckit.web.identity import beside_name, cookie_name


async def add(browser: Browser, room: Room, name: str) -> str:
    """Add another person to the phone; return the seat whose page it then shows."""
    form = await browser.get(f"/join/{room.code}?beside=1")
    fields = {"place": hidden(form, "place"), "name": name, "beside": "1"}
    joined = await browser.post(f"/join/{room.code}", fields)
    assert joined.code == 302, joined.body
    return seat_in(await browser.get(f"/session/{room.code}"))


async def test_two_people_take_turns_on_one_phone(room: Room) -> None:
    """Ana, then Tom, then Ana again: each page is its owner's, with the owner's own words."""
    phone = room.server.browser()
    ana = await phone.join(room.code, "Ana")
    async with await phone.channels(ana) as tab:
        assert (await tab.put("diary", "Ana's words"))["type"] == "saved"
    tom = await add(phone, room, NAME)
    assert tom != ana
    page = html.unescape((await phone.get(f"/session/{room.code}")).body.decode())
    assert f">{NAME}</strong>" in page
    assert "Pass the phone to Ana" in page
    async with await phone.channels(tom) as tab:
        states = await tab.states()
        assert states["room"]["name"] == NAME
        assert states["diary"]["mine"] == {}
    assert (await phone.post(f"/session/{room.code}/as", {"seat": ana})).code == 302
    page = (await phone.get(f"/session/{room.code}")).body.decode()
    assert f"Pass the phone to {NAME}<" in html.unescape(page)
    assert "<b>&'" not in page
    async with await phone.channels(ana) as tab:
        assert (await tab.states())["diary"]["mine"] == {"answer": "Ana's words"}


async def test_a_tab_of_the_one_before_still_sends_her_words(room: Room) -> None:
    """Words on their way when the phone was handed on are not lost."""
    phone = room.server.browser()
    ana = await phone.join(room.code, "Ana")
    await add(phone, room, "Tom")
    async with await phone.channels(ana) as tab:
        assert (await tab.put("idea", "late words"))["type"] == "saved"


async def test_the_phone_lists_its_own_people_alone(room: Room) -> None:
    """Names of the room belong to nobody's page foot."""
    room.seat(name="Somebody Else")
    phone = room.server.browser()
    ana = await phone.join(room.code, "Ana")
    assert 'class="turns"' not in (await phone.get(f"/session/{room.code}")).body.decode()
    tom = await add(phone, room, "Tom")
    page = (await phone.get(f"/session/{room.code}")).body.decode()
    assert re.findall(r"Pass the phone to ([^<]*)", page) == ["Ana"]
    ids = set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", page))
    assert ids == {ana, tom}
    other = await room.server.browser().join(room.code, "Third")
    assert other not in page


async def test_a_form_sent_twice_adds_one_person(room: Room) -> None:
    """A double tap must not make a third."""
    phone = room.server.browser()
    await phone.join(room.code, "Ana")
    place = hidden(await phone.get(f"/join/{room.code}?beside=1"), "place")
    for _ in range(2):
        fields = {"place": place, "name": "Tom", "beside": "1"}
        assert (await phone.post(f"/join/{room.code}", fields)).code == 302
    page = (await phone.get(f"/session/{room.code}")).body.decode()
    assert re.findall(r"Pass the phone to ([^<]*)", page) == ["Ana"]
    assert len(room.rows("seat")["seat"]) == 2


async def test_a_phone_cannot_become_somebody_it_does_not_hold(room: Room) -> None:
    """A seat's id is no secret: every neighbour of a group may have seen one."""
    victim, lead, wall = room.seat(), room.seat(Role.FACILITATOR), room.seat(Role.PROJECTOR)
    phone = room.server.browser()
    ana = await phone.join(room.code, "Ana")
    await add(phone, room, "Tom")
    for wanted in (victim.id, lead.id, wall.id, "", "x", f"{ana} {victim.id}"):
        answer = await phone.post(f"/session/{room.code}/as", {"seat": wanted})
        assert answer.code == 403, wanted
        assert problem(answer).startswith("This page does not belong to you.")
    stranger = room.server.browser()
    assert (await stranger.post(f"/session/{room.code}/as", {"seat": ana})).code == 403
    assert not any("seat" in name for name in stranger.cookies)


async def test_a_cookie_that_was_made_up_or_moved_is_worth_nothing(room: Room) -> None:
    """The cookie is signed for its own name: another session's, and a seat's own, cannot stand in for it."""
    victim, own = room.seat(), room.seat()
    secret = room.server.data.secret("cookies")
    name = beside_name(room.session.id)
    signed_for_another = create_signed_value(
        secret, cookie_name(room.session.id, Role.PARTICIPANT), victim.id
    ).decode()
    for forged in (victim.id, signed_for_another, create_signed_value("wrong", name, victim.id).decode()):
        phone = room.browser(own)
        phone.cookies[name] = forged
        assert (await phone.post(f"/session/{room.code}/as", {"seat": victim.id})).code == 403
        assert "Pass the phone" not in (await phone.get(f"/session/{room.code}")).body.decode()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROJECTOR])
async def test_only_participants_share_a_phone(room: Room, role: Role) -> None:
    """Even a rightly signed cookie makes no participant's page of a console's seat, nor the other way."""
    lead, phone = room.seat(role), room.browser(room.seat())
    name = beside_name(room.session.id)
    phone.cookies[name] = create_signed_value(room.server.data.secret("cookies"), name, lead.id).decode()
    assert (await phone.post(f"/session/{room.code}/as", {"seat": lead.id})).code == 403
    assert (await phone.get(f"/console/{room.code}")).code == 403


async def test_people_of_another_session_are_no_turn_here(room: Room) -> None:
    """Two sessions on one phone are two phones."""
    page = room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()
    other = Room(room.server, room.store, a_session(room.store, page))
    phone = room.server.browser()
    ana = await phone.join(room.code, "Ana")
    await add(phone, room, "Tom")
    await phone.join(other.code, "Ana there")
    assert (await phone.post(f"/session/{other.code}/as", {"seat": ana})).code == 403
    assert "Pass the phone" not in (await phone.get(f"/session/{other.code}")).body.decode()


async def test_five_people_fit_on_a_phone_and_a_sixth_is_told(room: Room) -> None:
    """The sixth leaves no empty chair behind."""
    phone = room.server.browser()
    await phone.join(room.code, "One")
    for name in ("Two", "Three", "Four", "Five"):
        await add(phone, room, name)
    before = room.rows("seat")
    form = await phone.get(f"/join/{room.code}?beside=1")
    fields = {"place": hidden(form, "place"), "name": "Six", "beside": "1"}
    answer = await phone.post(f"/join/{room.code}", fields)
    assert answer.code == 400
    assert problem(answer) == "5 people share this phone already. Please use another one."
    assert room.rows("seat") == before


async def test_somebody_who_was_here_before_comes_to_the_others_phone(room: Room) -> None:
    """Her own phone is flat: her word brings her to a neighbour's, and the neighbour stays."""
    tom = room.seat(name="Tom")
    phone = room.server.browser()
    ana = await phone.join(room.code, "Ana")
    assert (await phone.post(f"/rejoin/{room.code}", {"word": tom.rejoin, "beside": "1"})).code == 302
    assert seat_in(await phone.get(f"/session/{room.code}")) == tom.id
    assert (await phone.post(f"/session/{room.code}/as", {"seat": ana})).code == 302
    assert seat_in(await phone.get(f"/session/{room.code}")) == ana


async def test_when_one_is_taken_out_the_other_keeps_the_phone(room: Room) -> None:
    """The one who is out is told; the phone still opens the other's page, and adds nobody."""
    phone, lead = room.server.browser(), room.seat(Role.FACILITATOR)
    ana = await phone.join(room.code, "Ana")
    tom = await add(phone, room, "Tom")
    room.store.write(hosting.remove, lead, tom, utc_now()).result()
    answer = await phone.get(f"/session/{room.code}")
    assert answer.code == 403
    assert "Pass the phone to Ana" in answer.body.decode()
    assert (await phone.post(f"/session/{room.code}/as", {"seat": ana})).code == 302
    page = await phone.get(f"/session/{room.code}")
    assert seat_in(page) == ana
    assert "Pass the phone to Tom" not in page.body.decode()
    assert (await phone.post(f"/session/{room.code}/as", {"seat": tom})).code == 403
    assert (await phone.get(f"/join/{room.code}?beside=1")).code == 403
