"""A screen of 1280 × 1024 at 200 %: nothing has to be read by scrolling sideways (WCAG 1.4.4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from consoles import alone, opened, part, press
from people import Person
from playwright.sync_api import expect
from running_server import Room, Server

from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.store.database import Store
from plckit.testing import a_page, a_session, utc_now

pytestmark = pytest.mark.browser
ZOOMED = {"viewport": {"width": 640, "height": 512}, "device_scale_factor": 2}
FITS = "document.documentElement.scrollWidth <= innerWidth"
WIDE = """[...document.querySelectorAll("body *")]
  .filter((el) => el.getBoundingClientRect().right > innerWidth + 1)
  .map((el) => `${el.tagName}.${el.className}`).slice(0, 5)"""


@pytest.fixture
def room(server: Server, server_store: Store) -> Room:
    """Make a session of every kind, everything open."""
    return Room(server, server_store, a_session(server_store, a_page(), phase=Phase.OPEN))


def test_a_participants_page_needs_no_scrolling_sideways(room: Room, person: Callable[..., Person]) -> None:
    """Every way of answering, and what the group made of it once it is revealed."""
    zoe = person(**ZOOMED)
    zoe.join(room.server.address, room.code)
    assert zoe.page.evaluate(FITS), zoe.page.evaluate(WIDE)
    keys = list(room.store.read(lambda tx: tx.sessions.page(room.session.page)).result().activities)
    for step in ("first", "second"):
        room.store.write(lambda tx, s=step: tx.sessions.set_step(room.session.id, s, utc_now())).result()
        zoe.is_at(step.capitalize())
        expect(zoe.page.locator("[data-activity]:empty")).to_have_count(0)
        assert zoe.page.evaluate(FITS), zoe.page.evaluate(WIDE)
    room.put_in(Phase.REVEALED, *keys)
    expect(zoe.page.locator('.activity[data-phase="revealed"]').filter(visible=True).first).to_be_visible()
    assert zoe.page.evaluate(FITS), zoe.page.evaluate(WIDE)


def test_the_console_needs_no_scrolling_sideways(room: Room, person: Callable[..., Person]) -> None:
    """Every part of it, with names and links."""
    for name in ("Ana", "Somebody with a very long name indeed"):
        room.seat(Role.PARTICIPANT, name)
    console = opened(room, person(**ZOOMED))
    alone(console)
    press(console, "Begin")
    console.is_at("First")
    for name in ("This step", "Run sheet", "Groups", "People", "Doors"):
        part(console, name)
        if name == "Groups":
            expect(console.page.locator(".group-list > li").first).to_be_visible()
        if name == "People":
            console.page.locator("summary").filter(has_text="Ana").click()
        assert console.page.evaluate(FITS), (name, console.page.evaluate(WIDE))
