"""A phone becomes a console only by a code of this laptop, its own number and the facilitator's Yes."""

from __future__ import annotations

import re

import pytest
from raw_client import Browser, problem, seat_in
from running_server import Room
from tornado.web import create_signed_value

from plckit.domain.people import Role
from plckit.errors import NotFound, Refused
from plckit.sessions import hosting
from plckit.testing import a_session, utc_now
from plckit.web.pairing import MOST_WAITING, SECONDS, SECONDS_TO_COME, Pairing, Stand


async def shown(laptop: Browser, room: Room) -> str:
    """Open the page on the laptop; return the letters it shows."""
    page = (await laptop.get(f"/console/{room.code}/pair")).body.decode()
    found = re.search(r"/pair/([A-Z0-9]{6})</p>", page)
    assert found, page[:800]
    return found[1]


async def number_of(phone: Browser, letters: str) -> str:
    """Open the code's address on a phone; return its number."""
    page = (await phone.get(f"/pair/{letters}")).body.decode()
    found = re.search(r'huge-number">(\d\d)<', page)
    assert found, page[:800]
    return found[1]


async def stand(phone: Browser, letters: str) -> str:
    """Return what the phone's script is told."""
    return re.findall(r'"stand": "(\w+)"', (await phone.get(f"/pair/{letters}/state")).body.decode())[0]


def led_by(room: Room) -> int:
    """Return how many facilitators there are."""
    return len(room.store.read(lambda tx: tx.seats.all(room.session.id, Role.FACILITATOR)).result())


async def test_a_phone_is_let_in_by_its_number(room: Room) -> None:
    """Scan, compare, Yes: the phone is a console of its own."""
    laptop, phone = room.browser(room.seat(Role.FACILITATOR)), room.server.browser()
    letters = await shown(laptop, room)
    assert await shown(laptop, room) == letters, "a reload must not change the code on the wall"
    number = await number_of(phone, letters.lower())
    assert await number_of(phone, letters) == number, "a reload is the same phone"
    waiting = (await laptop.get(f"/console/{room.code}/pair/phones")).body.decode()
    assert f'"numbers": [{number}]' in waiting
    assert (await laptop.post(f"/console/{room.code}/pair", {"yes": number})).code == 302
    assert "Your phone is let in" in (await laptop.get(f"/console/{room.code}/pair")).body.decode()
    assert await stand(phone, letters) == "yes"
    let_in = await phone.get(f"/pair/{letters}")
    assert (let_in.code, let_in.headers["Location"]) == (302, f"/console/{room.code}?private=1")
    seat = seat_in(await phone.get(f"/console/{room.code}?private=1"))
    assert [row[2] for row in room.rows("seat")["seat"] if row[0] == seat] == [Role.FACILITATOR]
    assert led_by(room) == 2


async def test_without_a_yes_nobody_comes_in(room: Room) -> None:
    """The wall may be mirrored, so the whole room can scan; asking again changes nothing."""
    laptop = room.browser(room.seat(Role.FACILITATOR))
    thief, phone = room.server.browser(), room.server.browser()
    letters = await shown(laptop, room)
    await number_of(thief, letters)
    number = await number_of(phone, letters)
    for path in (f"/pair/{letters}", f"/console/{room.code}?private=1", f"/console/{room.code}/pair"):
        assert "facilitator" not in str((await thief.get(path)).headers.get_list("Set-Cookie"))
    for form in ({"yes": number}, {"yes": "1"}, {}):
        assert (await thief.post(f"/console/{room.code}/pair", form)).code == 403
    assert (await laptop.post(f"/console/{room.code}/pair", {"yes": number})).code == 302
    assert await stand(thief, letters) == "waiting"
    await number_of(thief, letters)
    assert (await phone.get(f"/pair/{letters}")).code == 302
    assert await stand(thief, letters) == "waiting"
    assert led_by(room) == 2


async def test_a_code_is_used_once(room: Room) -> None:
    """Who scans a photo of it afterwards, or sends what the phone sent, gets nothing."""
    laptop, phone = room.browser(room.seat(Role.FACILITATOR)), room.server.browser()
    letters = await shown(laptop, room)
    number = await number_of(phone, letters)
    replay = room.server.browser()
    replay.cookies = dict(phone.cookies)
    await laptop.post(f"/console/{room.code}/pair", {"yes": number})
    assert (await phone.get(f"/pair/{letters}")).code == 302
    for late in (replay, room.server.browser(), phone):
        answer = await late.get(f"/pair/{letters}")
        assert answer.code in (200, 410)
        assert "facilitator" not in str(answer.headers.get_list("Set-Cookie"))
    again = await laptop.post(f"/console/{room.code}/pair", {"yes": number})
    assert again.code == 403
    assert problem(again).startswith("This code has run out or was used.")
    assert led_by(room) == 2


async def test_a_number_that_does_not_wait_is_refused(room: Room) -> None:
    """A mistyped number, one that was sent away, and one of another session's laptop."""
    page = room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()
    other = Room(room.server, room.store, a_session(room.store, page))
    laptop = room.browser(room.seat(Role.FACILITATOR))
    theirs = other.browser(other.seat(Role.FACILITATOR))
    phone, elsewhere = room.server.browser(), room.server.browser()
    letters, letters_there = await shown(laptop, room), await shown(theirs, other)
    number = await number_of(phone, letters)
    await number_of(elsewhere, letters_there)
    assert (await laptop.post(f"/console/{room.code}/pair", {"no": number})).code == 302
    assert await stand(phone, letters) == "no"
    for guess in (number, "0", "100", "", " ", "x", "<b>'"):
        answer = await laptop.post(f"/console/{room.code}/pair", {"yes": guess})
        assert answer.code == (403 if guess.strip() else 302)
    letters = await shown(laptop, room)
    number = await number_of(phone, letters)
    answer = await theirs.post(f"/console/{room.code}/pair", {"yes": number})
    assert answer.code == 403
    assert (led_by(room), led_by(other)) == (1, 1)


async def test_a_co_facilitators_laptop_cannot_say_yes_for_another(room: Room) -> None:
    """Each laptop decides about its own code: two people who press at once must not cross."""
    one, two = (room.browser(room.seat(Role.FACILITATOR)) for _ in range(2))
    phone = room.server.browser()
    letters = await shown(one, room)
    assert await shown(two, room) != letters
    number = await number_of(phone, letters)
    assert (await two.post(f"/console/{room.code}/pair", {"yes": number})).code == 403
    assert await stand(phone, letters) == "waiting"


async def test_a_phones_token_is_its_own(room: Room) -> None:
    """The cookie is signed for one code; a made-up one is a new phone."""
    laptop, phone, thief = (
        room.browser(room.seat(Role.FACILITATOR)),
        room.server.browser(),
        room.server.browser(),
    )
    letters = await shown(laptop, room)
    number = await number_of(phone, letters)
    (name,) = [name for name in phone.cookies if name.startswith("plckit-pair-")]
    token = create_signed_value("guess", name, "x" * 36).decode()
    thief.cookies[name] = token
    assert await number_of(thief, letters) != number
    assert await stand(room.server.browser(), letters) == "over"


async def test_a_facilitator_who_was_taken_out_cannot_say_yes(room: Room) -> None:
    """Her page may still be open."""
    lead, gone = room.seat(Role.FACILITATOR), room.seat(Role.FACILITATOR)
    laptop, phone = room.browser(gone), room.server.browser()
    number = await number_of(phone, letters := await shown(laptop, room))
    room.store.write(hosting.remove, lead, gone.id, utc_now()).result()
    assert (await laptop.post(f"/console/{room.code}/pair", {"yes": number})).code == 403
    assert await stand(phone, letters) == "waiting"


@pytest.mark.parametrize("letters", ["AAAAAA", "000000", "abcdef"])
async def test_a_code_that_is_none_says_what_to_do(room: Room, letters: str) -> None:
    """A photo of yesterday's wall."""
    answer = await room.server.browser().get(f"/pair/{letters}")
    assert answer.code == 410
    assert "This code has run out" in answer.body.decode()


class Clock:
    """A clock that is set."""

    at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_code_runs_out_after_three_minutes(clock: Clock) -> None:
    """A Yes that came in time still counts for a moment, for the phone to hear of it."""
    pairing = Pairing(clock)
    offer = pairing.make("session", "seat")
    number = str(pairing.knock(offer.letters, "phone").number)
    pairing.knock(offer.letters, "other")
    clock.at += SECONDS - 1
    pairing.decide("session", "seat", number, True)
    clock.at += 1
    for late in (
        lambda: pairing.knock(offer.letters, "late"),
        lambda: pairing.decide("session", "seat", number, True),
    ):
        with pytest.raises((NotFound, Refused)):
            late()
    assert pairing.stand(offer.letters, "other") is Stand.OVER
    assert pairing.come_in(offer.letters, "other") is None
    assert pairing.come_in(offer.letters, "phone") == (offer.session, offer.seat)
    assert pairing.come_in(offer.letters, "phone") is None


def test_a_yes_that_nobody_took_up_is_worth_nothing_later(clock: Clock) -> None:
    """A phone that was switched off must not become a console the next day."""
    pairing = Pairing(clock)
    offer = pairing.make("session", "seat")
    pairing.decide("session", "seat", str(pairing.knock(offer.letters, "phone").number), True)
    clock.at += SECONDS + SECONDS_TO_COME
    assert pairing.come_in(offer.letters, "phone") is None


def test_another_code_makes_the_one_before_worthless(clock: Clock) -> None:
    """The facilitator shows another one because too many have seen the first."""
    pairing = Pairing(clock)
    first = pairing.make("session", "seat")
    number = str(pairing.knock(first.letters, "phone").number)
    pairing.make("session", "seat")
    assert pairing.stand(first.letters, "phone") is Stand.OVER
    with pytest.raises(Refused):
        pairing.decide("session", "seat", number, True)


def test_at_most_twenty_phones_wait_and_no_number_comes_twice(clock: Clock) -> None:
    """A number that was sent away must not come back on another phone while the facilitator looks."""
    pairing = Pairing(clock)
    letters = pairing.make("session", "seat").letters
    seen = [pairing.knock(letters, f"phone {n}").number for n in range(MOST_WAITING)]
    with pytest.raises(Refused):
        pairing.knock(letters, "one more")
    pairing.decide("session", "seat", str(seen[0]), False)
    seen.append(pairing.knock(letters, "one more").number)
    assert len(set(seen)) == MOST_WAITING + 1


def test_codes_that_ran_out_are_forgotten(clock: Clock) -> None:
    """A server runs for months."""
    pairing = Pairing(clock)
    for number in range(50):
        pairing.make("session", f"seat {number}")
    clock.at += 2 * SECONDS
    pairing.make("session", "seat")
    assert len(pairing._offers) == 1
