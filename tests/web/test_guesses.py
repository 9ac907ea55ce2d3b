"""Wrong words: a few for a browser, a whole room's for an address, never enough to find one by trying."""

from __future__ import annotations

import asyncio
import uuid

from raw_client import Browser
from running_server import Room

from plckit.domain.people import ANIMALS, COLOURS, Role
from plckit.testing import a_session
from plckit.web.guesses import MOST_OF_A_BROWSER, MOST_OF_AN_ADDRESS, SECONDS, Allowance, _address

WRONG = "blue otter 099"  # no word is like this


def another(room: Room) -> Browser:
    """Return a browser with a cookie of its own, made up as a script would."""
    browser = room.server.browser()
    browser.cookies["_xsrf"] = uuid.uuid4().hex
    return browser


async def tried(browser: Browser, room: Room, word: str = WRONG) -> int:
    """Try a rejoin word; return the status."""
    return (await browser.post(f"/rejoin/{room.code}", {"word": word})).code


async def used_up(room: Room) -> list[int]:
    """Try more wrong words than an address has, each from another browser; return the statuses."""
    tries = (tried(another(room), room) for _ in range(MOST_OF_AN_ADDRESS + 10))
    return list(await asyncio.gather(*tries))


async def test_one_persons_slips_stop_nobody_else_behind_the_schools_address(room: Room) -> None:
    """Whoever cannot find her word waits; the others come in, and type wrong words of their own."""
    seat, hers = room.seat(), another(room)
    assert [await tried(hers, room) for _ in range(6)] == [404] * MOST_OF_A_BROWSER + [429] * 2
    for _ in range(5):
        other = another(room)
        assert [await tried(other, room) for _ in range(2)] == [404, 404]
        assert await tried(other, room, seat.rejoin) == 302
    assert await tried(hers, room, seat.rejoin) == 429, "her own right word waits, too"


async def test_a_script_that_drops_its_cookies_is_stopped_by_its_address(room: Room) -> None:
    """Each try comes from a browser nobody has seen; after a hundred of them even a right word waits."""
    seat = room.seat()
    codes = await used_up(room)
    assert codes.count(404) == MOST_OF_AN_ADDRESS
    assert set(codes) == {404, 429}
    assert await tried(another(room), room, seat.rejoin) == 429


async def test_a_right_word_of_ones_own_buys_no_wrong_ones(room: Room) -> None:
    """Who is in the room has a word: between the wrong ones it must not make a script forgiven."""
    seat, script = room.seat(), another(room)
    codes = []
    for _ in range(2 * MOST_OF_A_BROWSER):
        codes += [await tried(script, room, seat.rejoin), await tried(script, room)]
    assert codes.count(404) == MOST_OF_A_BROWSER
    assert codes[-2:] == [429, 429]


async def test_a_facilitator_is_not_stopped_by_what_others_tried_from_her_address(room: Room) -> None:
    """Signed in, or with a seat on the console; her own wrong words count, whatever cookies she drops."""
    seat = room.seat()
    await used_up(room)
    signed_in, leads = another(room), room.browser(room.seat(Role.FACILITATOR))
    await signed_in.get(f"/sign-in?key={room.server.facilitator_key()}")
    for browser in (signed_in, leads):
        assert await tried(browser, room, seat.rejoin) == 302
    codes = []
    for _ in range(MOST_OF_A_BROWSER + 2):
        leads.cookies["_xsrf"] = uuid.uuid4().hex
        codes.append(await tried(leads, room))
    assert codes == [404] * MOST_OF_A_BROWSER + [429] * 2


async def test_a_forged_facilitators_cookie_frees_nobody(room: Room) -> None:
    """Only what this server signed counts, and only for the session it is for."""
    seat = room.seat()
    await used_up(room)
    page = room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()
    elsewhere = Room(room.server, room.store, a_session(room.store, page))
    of_another = elsewhere.browser(elsewhere.seat(Role.FACILITATOR))
    forged = another(room)
    forged.cookies["plckit-facilitator"] = "x"
    forged.cookies[f"plckit-seat-facilitator-{room.session.id}"] = seat.id
    for browser in (of_another, forged):
        assert await tried(browser, room, seat.rejoin) == 429


def test_a_wrong_word_is_forgiven_after_half_a_minute() -> None:
    """One more then, not all of them; and whoever has none left is not remembered."""
    at = 1000.0
    allowance = Allowance(3, now=lambda: at)
    who, other = ("session", "browser"), ("session", "other")
    for _ in range(3):
        assert not allowance.is_used(who)
        allowance.add(who)
    assert allowance.is_used(who)
    assert not allowance.is_used(other)
    at += SECONDS
    assert not allowance.is_used(who)
    allowance.add(who)
    assert allowance.is_used(who)
    at += 3 * SECONDS + 1
    allowance.add(other)
    assert list(allowance._until) == [other]


def test_a_word_is_not_found_by_trying_for_a_whole_meeting() -> None:
    """The numbers that the module's docstring gives, for two hours and sixty people."""
    words = len(COLOURS) * len(ANIMALS) * 900
    tries = MOST_OF_AN_ADDRESS + 2 * 3600 / SECONDS
    assert words > 6_000_000
    assert tries * 60 / words < 1 / 300
    assert tries / words < 1 / 18_000


def test_a_network_of_addresses_counts_as_one() -> None:
    """A laptop takes as many addresses of its own network as it likes where there is IPv6."""
    assert _address("2001:db8::1") == _address("2001:db8::ffff:2") != _address("2001:db8:0:1::1")
    assert _address("fe80::1%eth0") == _address("fe80::2%eth0")
    assert len({_address(ip) for ip in ("10.0.0.1", "10.0.0.2", "", "::1")}) == 4
