"""The group's picture as a file: what the room sees, for whoever leads it, one after the other."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from raw_client import problem, until
from running_server import Room
from tornado.web import HTTPError

from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.testing import a_page, a_session, an_activity
from plckit.web import picture

OPTIONS = {"time": "Time to plan", "visits": "Visits"}


@pytest.fixture
def dots(room: Room) -> Room:
    """A session whose dots are shown while people put them."""
    spec = an_activity("dot_vote", "dots", see="anon-live", options=OPTIONS)
    diary = an_activity("choice", "diary", see="private")
    page = a_page({"First": [spec, diary, an_activity("choice", "hidden")]})
    return Room(room.server, room.store, a_session(room.store, page, phase=Phase.OPEN))


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR, None])
async def test_only_who_leads_this_session_fetches_its_pictures(
    dots: Room, room: Room, role: Role | None
) -> None:
    """A picture that travels by itself has left the room; another session's facilitator is a stranger."""
    seat = dots.seat(role) if role else room.seat(Role.FACILITATOR)
    answer = await dots.browser(seat).get(f"/console/{dots.code}/picture/dots.svg")
    assert answer.code == 403
    assert problem(answer) == "Only a facilitator can fetch pictures. Open the console first."


@pytest.mark.parametrize(
    ("activity", "says"),
    [
        ("diary", "has words and no picture"),
        ("hidden", "Hidden until the facilitator reveals it."),
        ("no-such", "has no activity"),
    ],
)
async def test_what_the_room_may_not_see_has_no_picture(dots: Room, activity: str, says: str) -> None:
    """The console is a screen of the room like any other."""
    answer = await dots.browser(dots.seat(Role.FACILITATOR)).get(
        f"/console/{dots.code}/picture/{activity}.svg"
    )
    assert 400 <= answer.code < 500
    assert says in problem(answer)


@pytest.mark.parametrize(
    "name", ["../dots.svg", "..%2fdots.svg", "dots.pdf", "DOTS.svg", "dots.svg%00", "%2e"]
)
async def test_a_picture_has_a_plain_name(dots: Room, name: str) -> None:
    """Nothing but the key of an activity and two endings."""
    browser = dots.browser(dots.seat(Role.FACILITATOR))
    assert (await browser.get(f"/console/{dots.code}/picture/{name}")).code == 404


async def test_a_live_answer_waits_in_the_picture_as_it_does_in_the_room(dots: Room) -> None:
    """Who fetches pictures one after the other does not see who has just pressed Save."""
    lead, zoe = dots.seat(Role.FACILITATOR), dots.seat()
    browser, path = dots.browser(lead), f"/console/{dots.code}/picture/dots.svg"
    async with (
        await browser.channels(lead.id) as console,
        await dots.browser(zoe).channels(zoe.id) as phone,
    ):
        await console.states()
        assert (await phone.put("dots", {"time": 2}))["type"] == "saved"
        soon = (await browser.get(path)).body.decode()
        seen = [update for update in console.updates("dots") if "rows" in update["group"]]
        assert seen or "n = 1" not in soon, "the picture is ahead of the room"
        await until(lambda: console.updates("dots"), "the answer in the room")
        assert "n = 1" in (await browser.get(path)).body.decode()


async def test_pictures_are_drawn_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finger that presses twenty times starts no twenty processes on a school laptop."""
    at_work, most = 0, 0

    async def drawn(asked: Any) -> Any:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await asyncio.sleep(0)
        at_work -= 1
        return asked

    monkeypatch.setattr(picture, "_drawn", drawn)
    monkeypatch.setattr(picture, "one_at_a_time", asyncio.Semaphore(1))
    assert await asyncio.gather(*(picture.draw({"n": n}) for n in range(20))) == [{"n": n} for n in range(20)]
    assert most == 1


async def test_who_waits_too_long_for_a_picture_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue without an end would keep the laptop busy after everybody has gone."""
    monkeypatch.setattr(picture, "SECONDS", 0.01)
    monkeypatch.setattr(picture, "one_at_a_time", asyncio.Semaphore(0))
    with pytest.raises(HTTPError) as error:
        await picture.draw({})
    assert error.value.status_code == 503
