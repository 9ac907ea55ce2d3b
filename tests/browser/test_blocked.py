"""Behind a school's filter that lets no websocket through: everything works all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from cable import Cable
from firewall import HOWS, Firewall
from people import LAPTOP, Person
from playwright.sync_api import Page, expect
from running_server import Room, Server

from plckit.domain.sessions import Phase
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.testing import a_page, a_session, an_activity

pytestmark = pytest.mark.browser
PROMPT = "What is one thing you learned?"
DRINK = "Tea or coffee?"
SECONDS = 5
OFFLINE = "Working offline: what you write is kept on this device and sent later"


def a_room(server: Server, store: Store) -> Room:
    """Begin a session that waits before its first step."""
    choices = {"tea": "Tea", "coffee": "Coffee"}
    steps = {
        "One": [an_activity("short_text", "line", prompt=PROMPT, see="anon-live")],
        "Two": [an_activity("choice", "drink", prompt=DRINK, see="anon-reveal", options=choices)],
    }
    return Room(server, store, a_session(store, a_page(steps), phase=Phase.OPEN))


def goes_to_one(room: Room) -> None:
    """Put a session at its first step."""
    at = "2026-01-01T00:00:00.000+00:00"
    room.store.write(lambda tx: tx.sessions.set_step(room.session.id, "one", at)).result()


@pytest.fixture
def room(server: Server, server_store: Store) -> Room:
    return a_room(server, server_store)


@pytest.fixture
def own_room(own_server: Server) -> Iterator[Room]:
    store = open_store(own_server.data.database_url)
    yield a_room(own_server, store)
    store.close()


@pytest.fixture(params=HOWS)
def firewall(room: Room, request: pytest.FixtureRequest) -> Iterator[Firewall]:
    wall = Firewall(room.server.port, request.param)
    yield wall
    wall.cut()


def usable(page: Page) -> None:
    """Hold that within five seconds the page says Connected, by the slower way."""
    expect(page.locator("body")).to_have_attribute("data-usable", "true", timeout=SECONDS * 1000)
    link = page.locator("#plckit-link")
    expect(link).to_have_text("Connected")
    expect(link).to_have_attribute("title", re.compile("blocks the faster way"))


def write(person: Person, words: str) -> None:
    """Write an answer and see that it is saved."""
    box = person.page.get_by_role("textbox", name=PROMPT)
    box.fill(words)
    box.blur()
    person.saved(PROMPT)


def test_a_session_works_behind_a_filter(
    room: Room, firewall: Firewall, person: Callable[..., Person]
) -> None:
    """Participant and facilitator both: answers saved, steps, phases and charts, at 360 px."""
    address = f"http://127.0.0.1:{firewall.port}"
    zoe, lead, ana = person(), person(viewport=LAPTOP), person()
    lead.page.goto(f"{address}/console/{room.code}?key={room.session.console_key}", wait_until="commit")
    usable(lead.page)
    ana.join(room.server.address, room.code, "Ana")  # nothing stands in her way
    zoe.page.goto(f"{address}/join/{room.code}")
    zoe.page.get_by_label("What shall we call you?").fill("Zoe")
    zoe.page.keyboard.press("Enter")
    zoe.page.wait_for_url("**/session/*", wait_until="commit")
    usable(zoe.page)
    following = lead.page.get_by_role("button", name=re.compile("^(Begin|Next)"))
    following.click()
    zoe.is_at("One")
    write(zoe, "To wait")
    ana.sees("To wait")
    write(ana, "To listen")
    zoe.sees("To listen")
    following.click()
    zoe.is_at("Two")
    for one in (zoe, ana):
        one.page.get_by_role("radio", name="Tea").check()
        one.saved(DRINK)
    card = lead.page.locator(".led").filter(has=lead.activity(DRINK))
    card.get_by_role("button", name="Reveal").click()
    expect(zoe.page.get_by_role("img", name=re.compile("^Bars"))).to_be_visible()
    tried = firewall.upgrades
    zoe.page.reload(wait_until="commit")
    usable(zoe.page)
    assert firewall.upgrades == tried, "the tab had learned that websockets are blocked"


def test_what_is_typed_behind_a_filter_while_the_network_is_gone_arrives(
    room: Room, person: Callable[..., Person]
) -> None:
    """Reconnecting is the same by either way; so is what the page says, and after a while it says more."""
    goes_to_one(room)
    wall = Firewall(room.server.port, "refuses")
    zoe = person()
    zoe.join(f"http://127.0.0.1:{wall.port}", room.code)
    usable(zoe.page)
    wall.cut()
    zoe.sees("Reconnecting…")
    box = zoe.page.get_by_role("textbox", name=PROMPT)
    box.fill("Kept")
    box.blur()
    zoe.sees("Not saved yet")
    expect(zoe.page.locator("#plckit-link")).to_have_text(OFFLINE, timeout=15_000)
    assert zoe.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert zoe.barriers() == []
    wall.mend()
    zoe.saved(PROMPT)
    usable(zoe.page)
    assert [row[4] for row in room.rows("entry")["entry"]] == ["Kept"]
    wall.cut()


def test_a_restart_is_noticed_and_mended_behind_a_filter(
    own_room: Room, person: Callable[..., Person]
) -> None:
    """A server that knows no tab any more is asked for everything anew."""
    goes_to_one(own_room)
    wall = Firewall(own_room.server.port, "refuses")
    zoe = person()
    zoe.join(f"http://127.0.0.1:{wall.port}", own_room.code)
    usable(zoe.page)
    write(zoe, "Before")
    own_room.server.kill()
    zoe.sees("Reconnecting…")
    own_room.server.start()
    usable(zoe.page)
    write(zoe, "After")
    wall.cut()


def test_a_page_of_somebody_else_is_told_so_behind_a_filter(
    room: Room, person: Callable[..., Person]
) -> None:
    """Two people share a browser: the page of the first does not go on trying for ever."""
    wall = Firewall(room.server.port, "refuses")
    address = f"http://127.0.0.1:{wall.port}"
    zoe = person()
    zoe.join(address, room.code)
    usable(zoe.page)
    second = zoe.context.new_page()
    second.goto(f"{address}/join/{room.code}?new=1")
    second.get_by_label("What shall we call you?").fill("Ana")
    second.keyboard.press("Enter")
    usable(second)
    wall.cut()
    wall.mend()
    zoe.sees("This page no longer belongs to you.")
    usable(second)
    wall.cut()


def test_a_server_that_is_down_changes_no_way(room: Room, person: Callable[..., Person]) -> None:
    """Who loses the server for a while comes back to the websocket."""
    cable = Cable(room.server.port)
    zoe = person()
    zoe.join(f"http://127.0.0.1:{cable.port}", room.code)
    link = zoe.page.locator("#plckit-link")
    cable.cut()
    expect(link).to_have_text(OFFLINE, timeout=15_000)
    cable.mend()
    expect(link).to_have_text("Connected", timeout=10_000)
    expect(link).to_have_attribute("title", "")
    assert zoe.page.evaluate("sessionStorage.length") == 0
    cable.cut()


def test_a_console_that_is_not_connected_does_not_promise_to_keep_anything(
    room: Room, person: Callable[..., Person]
) -> None:
    """What a facilitator presses without a connection is not done later; the link says no more than it is."""
    cable = Cable(room.server.port)
    lead = person(viewport=LAPTOP)
    lead.page.clock.install()
    lead.page.goto(f"http://127.0.0.1:{cable.port}/console/{room.code}?key={room.session.console_key}")
    lead.is_connected()
    cable.cut()
    lead.sees("Reconnecting…")
    lead.page.clock.run_for(15_000)
    expect(lead.page.locator("#plckit-link")).to_have_text("Reconnecting…")
