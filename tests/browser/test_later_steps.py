"""The scripts of later steps come after the shown one's: what that must not cost anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cable import Cable
from consoles import HANDS, LINE, steps
from people import Person
from playwright.sync_api import Route, expect
from running_server import Room, Server

from plckit.domain.sessions import Phase
from plckit.testing import a_page, a_session

pytestmark = pytest.mark.browser
AT = "2026-01-01T00:00:00.000+00:00"
VIEWS = "**/activities/*/view.js"


@pytest.fixture
def room(server: Server, server_store: object) -> Room:
    """Make a session of four steps whose first two the room has reached, the second being shown."""
    room = Room(server, server_store, a_session(server_store, a_page(steps()), phase=Phase.OPEN))  # type: ignore[arg-type]
    for step in ("one", "two"):
        room.store.write(lambda tx, step=step: tx.sessions.set_step(room.session.id, step, AT)).result()
    return room


def test_who_goes_offline_has_every_step(room: Room, person: Callable[..., Person]) -> None:
    """The Wi-Fi goes a moment after the page is there: earlier steps can still be answered."""
    cable = Cable(room.server.port)
    zoe = person()
    zoe.join(f"http://127.0.0.1:{cable.port}", room.code)
    zoe.is_at("Two")
    expect(zoe.page.locator("[data-activity]:empty")).to_have_count(0)
    cable.cut()
    zoe.sees("Reconnecting…")
    zoe.page.get_by_role("button", name="Earlier step").click()
    zoe.page.get_by_role("textbox", name=LINE).fill("Kept")
    zoe.page.keyboard.press("Tab")
    zoe.sees("Not saved yet")
    cable.mend()
    zoe.saved(LINE)
    cable.cut()


def test_a_script_that_does_not_come_is_asked_for_again(room: Room, person: Callable[..., Person]) -> None:
    """The Wi-Fi goes in the very moment: the steps that are missing are there with the next connection."""
    cable = Cable(room.server.port)
    zoe = person()
    zoe.join(f"http://127.0.0.1:{cable.port}", room.code)
    expect(zoe.page.locator("[data-activity]:empty")).to_have_count(0)
    zoe.page.route("**/short_text/view.js", lambda route: (cable.cut(), route.abort("connectionreset")))
    zoe.page.reload()
    zoe.sees("Reconnecting…")
    zoe.page.get_by_role("button", name="Earlier step").click()
    expect(zoe.page.get_by_role("textbox", name=LINE)).to_have_count(0)
    zoe.page.unroute_all()
    cable.mend()
    zoe.page.get_by_role("textbox", name=LINE).fill("Here")
    zoe.page.keyboard.press("Tab")
    zoe.saved(LINE)
    expect(zoe.page.get_by_text("did not load")).to_have_count(0)
    cable.cut()


def test_the_shown_step_comes_in_one_piece(room: Room, person: Callable[..., Person]) -> None:
    """Nothing jumps under a finger: a step whose scripts are slow is shown when they are there."""
    held: list[Route] = []
    zoe = person()
    zoe.join(room.server.address, room.code)
    expect(zoe.page.locator("[data-activity]:empty")).to_have_count(0)
    zoe.page.route(VIEWS, lambda route: held.append(route))
    with zoe.page.expect_request(VIEWS) as asked:
        zoe.page.reload()
    assert "/fist_to_five/" in asked.value.url
    expect(zoe.page.get_by_role("heading", level=1, name="Two")).to_be_hidden()
    with zoe.page.expect_request("**/short_text/view.js"):
        held[0].continue_()
        zoe.is_at("Two")
        expect(zoe.activity(HANDS).get_by_role("radio", name="5")).to_be_visible()
    assert zoe.page.locator("body").get_attribute("data-usable") == "true"
    for route in held[1:]:
        route.continue_()
    expect(zoe.page.locator("[data-activity]:empty")).to_have_count(0)


def test_a_step_that_fills_while_one_reads_it_leaves_the_focus_alone(
    room: Room, person: Callable[..., Person]
) -> None:
    """Somebody goes back before that step's scripts are there: its heading keeps the focus and its place."""
    held: list[Route] = []
    zoe = person()
    zoe.join(room.server.address, room.code)
    expect(zoe.page.locator("[data-activity]:empty")).to_have_count(0)
    zoe.page.route("**/short_text/view.js", lambda route: held.append(route))
    with zoe.page.expect_request("**/short_text/view.js"):
        zoe.page.reload()
    zoe.page.get_by_role("button", name="Earlier step").click()
    heading = zoe.page.get_by_role("heading", level=1, name="One")
    expect(heading).to_be_focused()
    before = heading.bounding_box()
    held[0].continue_()
    expect(zoe.page.get_by_role("textbox", name=LINE)).to_be_visible()
    expect(heading).to_be_focused()
    assert heading.bounding_box() == before
