"""The minutes of a step on everybody's screen, whatever a device's own clock says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from people import LAPTOP, WALL, Person
from playwright.sync_api import Locator, expect
from running_server import Room, Server

from plckit.testing import a_page, a_session, an_activity

pytestmark = pytest.mark.browser
LINE = "What is one thing you learned?"


@pytest.fixture
def room(server: Server, server_store: object) -> Room:
    """Make a session of two steps of five minutes, before its start."""
    steps = {
        name: [an_activity("short_text", name.lower(), prompt=f"{LINE} ({name})")] for name in ("One", "Two")
    }
    return Room(server, server_store, a_session(server_store, a_page(steps)))  # type: ignore[arg-type]


def clock(person: Person) -> Locator:
    return person.page.get_by_role("timer", name="Time left")


def test_all_screens_show_the_same_time_and_two_minutes_more(
    room: Room, person: Callable[..., Person]
) -> None:
    """The room's clock is the server's: a phone that thinks it is 2020 shows the same minutes."""
    console, wall, phone = person(viewport=LAPTOP), person(viewport=WALL), person()
    phone.page.clock.install(time="2020-01-01T12:00:00")
    console.page.goto(f"{room.server.address}/sign-in?key={room.server.facilitator_key()}")
    console.page.goto(f"{room.server.address}/console/{room.code}")
    wall.context.add_cookies(console.context.cookies())
    wall.page.goto(f"{room.server.address}/projector/{room.code}")
    phone.join(room.server.address, room.code)
    expect(clock(console)).to_be_hidden()
    console.page.get_by_role("button", name="Begin").click()
    phone.is_at("One")
    for screen in (console, wall):
        expect(clock(screen)).to_have_text(re.compile(r"^4:\d\d left$"))
    phone.sees("5 min left")
    console.page.get_by_role("button", name="+2 min").click()
    for screen in (console, wall):
        expect(clock(screen)).to_have_text(re.compile(r"^6:\d\d left$"))
    phone.sees("7 min left")
    phone.page.clock.fast_forward("06:10")
    phone.sees("last minute")
    phone.page.reload()
    phone.sees("7 min left")  # a reload asks the server, and there no time has passed
    for screen in (console, wall, phone):
        assert not screen.barriers()


def test_what_is_done_before_has_no_clock(server: Server, person: Callable[..., Person]) -> None:
    """Opened a week early it makes nobody late; the minutes start with the meeting."""
    console = person(viewport=LAPTOP)
    page = console.page
    page.goto(f"{server.address}/sign-in?key={server.facilitator_key()}")
    page.get_by_label("Workbook").select_option("01_becoming_a_learning_community")
    page.get_by_label("Your community").fill("Early School")
    page.get_by_label("Day").fill("2035-03-01")
    page.get_by_label("Start").fill("13:00")
    page.get_by_label("Finish").fill("14:30")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="Go to the console").click()
    console.is_connected()
    page.get_by_role("button", name="Open “Before we meet”").click()
    console.is_at("Before we meet")
    for name in ("+2 min", "Time the rest anew"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    expect(clock(console)).to_be_hidden()
    expect(page.get_by_text(re.compile("min (behind|ahead)$"))).to_be_hidden()
    console.sees("All of it fits, just to 2:30.")
    page.get_by_role("button", name="Begin", exact=True).click()
    console.is_at("Leader goes first")
    expect(clock(console)).to_have_text(re.compile(r"^4:\d\d left$"))
