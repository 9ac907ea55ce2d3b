"""Whoever is in the middle of something stays there: nothing is pulled away under a finger or a cursor."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from people import LAPTOP, Person
from playwright.sync_api import expect
from running_server import Room, Server

from plckit.domain.sessions import Phase
from plckit.testing import a_page, a_session, an_activity

pytestmark = pytest.mark.browser
DRINK, LINE, WALL = "Tea or coffee?", "What is one thing you learned?", "What do you need?"


@pytest.fixture
def room(server: Server, server_store: object) -> Room:
    """Make a session of two steps, everything open, at its first; the last one is called like the end."""
    options = {"tea": "Tea", "coffee": "Coffee"}
    steps = {
        "One": [
            an_activity("choice", "drink", prompt=DRINK, options=options),
            an_activity("sticky_notes", "needs", prompt=WALL),
        ],
        "Exit": [an_activity("short_text", "line", prompt=LINE)],
    }
    made = a_session(server_store, a_page(steps), phase=Phase.OPEN)  # type: ignore[arg-type]
    room = Room(server, server_store, made)  # type: ignore[arg-type]
    at = "2026-01-01T00:00:00.000+00:00"
    room.store.write(lambda tx: tx.sessions.set_step(room.session.id, "one", at)).result()
    return room


@pytest.fixture
def facilitator(room: Room, person: Callable[..., Person]) -> Person:
    """Open the console of the room."""
    leading = person(viewport=LAPTOP)
    leading.page.goto(f"{room.server.address}/sign-in?key={room.server.facilitator_key()}")
    leading.page.goto(f"{room.server.address}/console/{room.code}")
    leading.is_connected()
    return leading


def test_a_button_of_the_console_stays_while_answers_come_in(
    room: Room, facilitator: Person, person: Callable[..., Person]
) -> None:
    """The focus on Reveal is on the same Reveal after another answer, and it works."""
    card = facilitator.page.locator(".led").filter(has=facilitator.activity(DRINK))
    reveal = card.get_by_role("button", name="Reveal")
    reveal.focus()
    before = reveal.element_handle()
    zoe = person()
    zoe.join(room.server.address, room.code)
    zoe.page.get_by_role("radio", name="Tea").check()
    zoe.saved(DRINK)
    expect(card.get_by_text("1 of 1 answered").first).to_be_visible()
    expect(reveal).to_be_focused()
    assert before.is_visible()
    facilitator.page.get_by_role("button", name="Finish the session…").first.click()
    facilitator.sees("1 activity with answers is not revealed yet.")
    facilitator.page.get_by_role("button", name="Not yet").click()
    reveal.focus()
    facilitator.page.keyboard.press("Enter")
    expect(card.get_by_role("button", name="Hide again")).to_be_focused()


def test_who_answers_by_keyboard_is_told_and_who_tapped_goes_along(
    room: Room, facilitator: Person, person: Callable[..., Person]
) -> None:
    """Nobody's focus ends up in a step that is hidden; an empty box for the next note holds nobody."""
    zoe, ana, ben = person(), person(), person()
    zoe.join(room.server.address, room.code)
    ana.join(room.server.address, room.code, "Ana")
    ben.join(room.server.address, room.code, "Ben")
    ben.page.get_by_label("Write a note").fill("Time to think")
    ben.page.get_by_role("button", name="Add").click()
    ben.saved(WALL)
    expect(ben.page.get_by_label("Write a note")).to_be_focused()
    zoe.page.get_by_role("radio", name="Tea").focus()
    zoe.page.keyboard.press("Space")
    zoe.saved(DRINK)
    ana.page.get_by_text("Coffee", exact=True).click()
    ana.saved(DRINK)
    facilitator.page.get_by_role("button", name=re.compile("^Next")).click()
    zoe.sees("The group has moved on to “Exit”.")
    expect(zoe.page.get_by_role("radio", name="Tea")).to_be_focused()
    zoe.page.get_by_role("button", name="Go there").press("Enter")
    for one in (zoe, ana, ben):
        expect(one.page.get_by_role("heading", level=1, name="Exit")).to_be_focused()
        expect(one.page.get_by_role("heading", level=1, name="Thank you")).to_be_hidden()


def test_a_note_that_was_not_added_is_kept_when_the_step_is_left(
    room: Room, facilitator: Person, person: Callable[..., Person]
) -> None:
    """Words in the new-note box are added; an emptied note goes without pulling the focus back."""
    zoe = person()
    zoe.join(room.server.address, room.code)
    new = zoe.page.get_by_label("Write a note")
    new.focus()
    zoe.page.keyboard.type("Time to think")
    facilitator.page.get_by_role("button", name=re.compile("^Next")).click()
    zoe.page.get_by_role("button", name="Go there").click()
    zoe.page.get_by_role("button", name="Earlier step").click()
    expect(zoe.page.get_by_role("button", name="Remove: Time to think")).to_be_visible()
    zoe.saved(WALL)
    zoe.page.get_by_label("Change: Time to think").fill("")
    zoe.page.get_by_role("button", name="Later step").focus()
    expect(zoe.page.get_by_role("button", name="Remove")).to_have_count(0)
    expect(zoe.page.get_by_role("button", name="Later step")).to_be_focused()
