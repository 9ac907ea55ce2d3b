"""A protocol in a room: one round on every screen, a clock that survives a reload, a sound on request."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from people import LAPTOP, WALL, Person
from playwright.sync_api import Locator, expect
from running_server import Room, Server

from plckit.testing import a_page, a_session, an_activity

pytestmark = pytest.mark.browser
SOUNDS = """(() => {
  globalThis.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { tones += 1; return start.apply(this, when); };
})()"""


@pytest.fixture
def room(server: Server, server_store: object) -> Room:
    """Make a session of one step with a short protocol, before its start."""
    minutes = {"alone": 1, "pair": 2}
    prompt = "Which rule helps us most?"
    talk = an_activity("protocol", "talk", prompt=prompt, script="alone-pair-four-all", minutes=minutes)
    return Room(server, server_store, a_session(server_store, a_page({"Talk": [talk]})))  # type: ignore[arg-type]


def clock(person: Person) -> Locator:
    return person.page.get_by_role("timer", name="Time left in this round")


def switch(person: Person) -> Locator:
    return person.page.get_by_role("switch", name="Sound when time is up")


def press(person: Person, name: str) -> None:
    person.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def screens(room: Room, person: Callable[..., Person]) -> tuple[Person, Person, Person]:
    """Return a console, a projector and a phone in the running session; clocks are theirs to move."""
    console, wall, phone = person(viewport=LAPTOP), person(viewport=WALL), person()
    for screen in (wall, phone):
        screen.page.clock.install()
    wall.page.add_init_script(SOUNDS)
    console.page.goto(f"{room.server.address}/sign-in?key={room.server.facilitator_key()}")
    console.page.goto(f"{room.server.address}/console/{room.code}")
    wall.context.add_cookies(console.context.cookies())
    wall.page.goto(f"{room.server.address}/projector/{room.code}")
    phone.join(room.server.address, room.code)
    press(console, "Begin")
    phone.is_at("Talk")
    return console, wall, phone


def test_every_screen_goes_from_round_to_round(screens: tuple[Person, Person, Person]) -> None:
    """Rooms differ, so a round ends when the facilitator says so, on all screens at once."""
    console, wall, phone = screens
    for screen in screens:
        screen.sees("Round 1 of 5")
        screen.sees("Think and write for yourself, in silence.")
    expect(clock(phone)).to_have_text("last minute")
    expect(console.page.get_by_role("button", name="Back")).to_be_disabled()
    press(console, "Next round: Pair")
    for screen in screens:
        expect(screen.page.get_by_role("heading", level=3, name="Pair")).to_be_visible()
        screen.sees("Next: Four (5 minutes)")
    expect(clock(wall)).to_have_text(re.compile(r"^[12]:\d\d$"))
    expect(clock(phone)).to_have_text("2 min left")
    press(console, "+1 min")
    expect(clock(phone)).to_have_text("3 min left")
    phone.page.reload()
    phone.sees("Round 2 of 5")
    expect(clock(phone)).to_have_text("3 min left")
    press(console, "Back")
    phone.sees("Round 1 of 5")
    for screen in screens:
        assert not screen.barriers()
    console.page.get_by_text("All rounds, and what you say").click()
    expect(console.page.get_by_text("Mix ranks when you say who sits with whom.")).to_be_hidden()
    console.page.get_by_role("radio", name="Only I see this screen").check()
    console.sees("Mix ranks when you say who sits with whom.")
    assert "Mix ranks" not in wall.page.content() + phone.page.content()


def test_time_that_is_up_waits_and_sounds_where_it_is_switched_on(
    screens: tuple[Person, Person, Person],
) -> None:
    """Silence is the default; who wants the sound hears it at once, and again when time is up."""
    console, wall, phone = screens
    expect(switch(console)).not_to_be_checked()
    expect(switch(wall)).not_to_be_checked()
    expect(switch(phone)).to_have_count(0)
    switch(wall).check()
    assert wall.page.evaluate("tones") == 2
    wall.page.clock.fast_forward("01:10")
    phone.page.clock.fast_forward("01:10")
    for screen in (wall, phone):
        expect(clock(screen)).to_have_text("time is up")
        screen.sees("Round 1 of 5")
    assert wall.page.evaluate("tones") == 4
    press(console, "Next round: Pair")
    wall.sees("Round 2 of 5")
    wall.page.reload()
    expect(switch(wall)).to_be_checked()
    expect(switch(console)).not_to_be_checked()
    assert wall.page.evaluate("tones") == 0
