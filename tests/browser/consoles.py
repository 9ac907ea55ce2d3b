"""A console in a browser, and a session of four steps to lead."""

from __future__ import annotations

import re

from people import Person
from playwright.sync_api import Locator, expect
from running_server import Room

from plckit.domain.workbooks import ActivitySpec
from plckit.testing import an_activity

LINE, HANDS, TALK = "What is one thing you learned?", "Can you work by this?", "What did your group find?"


def steps() -> dict[str, list[ActivitySpec]]:
    return {
        "One": [an_activity("short_text", "line", prompt=LINE, see="anon-live", about="ideas")],
        "Two": [an_activity("fist_to_five", "hands", prompt=HANDS)],
        "Three": [an_activity("short_text", "talk", prompt=TALK, by="group", see="anon-reveal")],
        "Four": [an_activity("short_text", "end", prompt="Anything else?")],
    }


def opened(room: Room, leading: Person, query: str = "") -> Person:
    """Sign in and open the console."""
    leading.page.goto(f"{room.server.address}/sign-in?key={room.server.facilitator_key()}")
    leading.page.goto(f"{room.server.address}/console/{room.code}")
    leading.is_connected()
    if query:
        leading.page.goto(f"{room.server.address}/console/{room.code}?{query}")
    expect(leading.page.locator("body")).to_have_attribute("data-usable", "true")
    return leading


def press(person: Person, name: str | re.Pattern[str]) -> None:
    button(person, name).click()


def button(person: Person, name: str | re.Pattern[str]) -> Locator:
    exact = isinstance(name, str)
    return person.page.get_by_role("button", name=name, exact=exact).filter(visible=True).first


def part(person: Person, name: str) -> None:
    """Go to a part of the console."""
    parts = person.page.get_by_role("navigation", name="Parts of the console")
    parts.get_by_role("button", name=name, exact=True).click()


def alone(person: Person) -> None:
    """Say that nobody else sees this screen."""
    person.page.get_by_role("radio", name="Only I see this screen").check()


def more(person: Person, prompt: str) -> Locator:
    """Open the other tools of an activity; return its card."""
    card = person.page.locator(".led").filter(has=person.activity(prompt))
    card.get_by_text("More tools").click()
    return card
