"""A facilitator loads a mark book with a keyboard, on a phone's width, in the dark, and without scripts."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from people import LAPTOP, PHONE, Person
from playwright.sync_api import Page, expect
from running_server import Room, Server

from plckit.store.database import Store
from plckit.testing import a_page, a_session

BOOK = b"ID,Name,Q1,Q2,Q3\n101,Ana One,1,0,2\n102,Bo Two,0,Abs,1\n103,Cy Three,1,1,0\n"


@pytest.fixture
def room(server: Server, server_store: Store) -> Room:
    session = a_session(server_store, a_page(), community=f"Team {uuid.uuid4()}")
    return Room(server, server_store, session)


def at_results(room: Room, person: Person) -> Page:
    """Let a facilitator open the page of results; return it."""
    page = person.page
    page.goto(f"{room.server.address}/sign-in?key={room.server.facilitator_key()}")
    page.goto(f"{room.server.address}/console/{room.code}/data")
    expect(page.get_by_role("heading", name="Results of your students")).to_be_visible()
    return page


def load(page: Page) -> None:
    """Fill in the form and send the file."""
    page.get_by_label("The file").set_input_files(
        [{"name": "marks.csv", "mimeType": "text/csv", "buffer": BOOK}]
    )
    page.get_by_label("What shall we call these results?").fill("Fractions")
    page.get_by_label("What are they for?").fill("To plan")
    page.get_by_label("Who may see them?").fill("The team")
    page.get_by_role("button", name="Read the file").click()


def look(page: Page, person: Person) -> None:
    """Assert that nothing keeps anybody out, light and dark, and that nothing is wider than the screen."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert person.barriers() == []
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_step_can_be_read_and_the_question_has_the_focus(room: Room, person: Any) -> None:
    """Whoever hears the page hears the question first; Enter takes the guess."""
    coach = person(viewport=LAPTOP)
    page = at_results(room, coach)
    look(page, coach)
    load(page)
    go = page.get_by_role("button", name="Go on")
    asked = 0
    while go.count():
        asked += 1
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        if asked in (1, 4):
            look(page, coach)
        for day in page.locator("[type=date]").all():
            day.fill("2026-03-14")
        rest = page.get_by_role("button", name=re.compile("^Leave all"))
        with page.expect_navigation():
            (rest if rest.count() else go).press("Enter")
        assert asked < 20
    expect(page.get_by_role("heading", name="Is this what is in the file?")).to_be_focused()
    look(page, coach)
    page.get_by_role("button", name="Yes, keep these results").press("Enter")
    look(page, coach)
    with page.expect_download() as key:
        page.get_by_role("button", name="Download the key").click()
    assert "Ana One" in key.value.path().read_text("utf-8-sig")
    expect(page.get_by_role("heading", name="The key was handed over")).to_be_focused()
    page.get_by_role("link", name="To the results").click()
    look(page, coach)
    expect(page.get_by_role("heading", name="Fractions")).to_be_visible()


def test_it_works_without_scripts(room: Room, person: Any) -> None:
    """A school's browser may run none, and a form needs none."""
    coach = person(viewport=PHONE, java_script_enabled=False)
    page = at_results(room, coach)
    load(page)
    for _ in range(30):
        if not page.get_by_role("button", name="Go on").count():
            break
        for day in page.locator("[type=date]").all():
            day.fill("2026-03-14")
        page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Yes, keep these results").click()
    page.get_by_text("Go on without the key").click()
    page.get_by_role("button", name="Forget the key").click()
    expect(page.get_by_role("heading", name="Fractions")).to_be_visible()
