"""What a phone meets: lost networks, second tabs, a closed and reopened browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cable import Cable
from people import SAVED, Person
from playwright.sync_api import WebSocketRoute, expect
from running_server import Room, Server

from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.sessions import facilitating
from plckit.testing import a_page, a_session, an_activity, utc_now

pytestmark = pytest.mark.browser
PROMPT = "What is one thing you learned?"


@pytest.fixture
def room(server: Server, server_store: object) -> Room:
    """Make a session with one open question."""
    page = a_page({"One": [an_activity("short_text", "line", prompt=PROMPT, see="anon-live")]})
    room = Room(server, server_store, a_session(server_store, page, phase=Phase.OPEN))  # type: ignore[arg-type]
    at = "2026-01-01T00:00:00.000+00:00"
    room.store.write(lambda tx: tx.sessions.set_step(room.session.id, "one", at)).result()
    return room


def test_words_typed_without_a_network_arrive_once_and_later(
    room: Room, person: Callable[..., Person]
) -> None:
    """The Wi-Fi goes in mid-word, at 360 px; nothing is lost and nothing is counted twice."""
    cable = Cable(room.server.port)
    zoe = person()
    zoe.join(f"http://127.0.0.1:{cable.port}", room.code)
    field = zoe.page.get_by_role("textbox", name=PROMPT)
    field.focus()
    zoe.page.keyboard.type("To li")
    cable.cut()
    zoe.page.keyboard.type("sten")
    zoe.sees("Reconnecting…")
    zoe.sees("Not saved yet: it is sent as soon as the connection is back")
    cable.mend()
    zoe.saved(PROMPT)
    zoe.is_connected()
    expect(field).to_have_value("To listen")
    rows = room.rows("entry")["entry"]
    assert [row[4] for row in rows] == ["To listen"]
    cable.cut()


def test_words_wait_in_the_browser_while_it_is_closed(room: Room, person: Callable[..., Person]) -> None:
    """A page closed without a network still delivers, when it is opened again."""
    cable = Cable(room.server.port)
    zoe = person()
    zoe.join(f"http://127.0.0.1:{cable.port}", room.code)
    cable.cut()
    zoe.sees("Reconnecting…")
    zoe.page.get_by_role("textbox", name=PROMPT).fill("Kept")
    zoe.page.keyboard.press("Tab")
    zoe.sees("Not saved yet")
    zoe.page.close()
    cable.mend()
    zoe.page = zoe.context.new_page()
    zoe.page.goto(f"http://127.0.0.1:{cable.port}/session/{room.code}")
    zoe.saved(PROMPT)
    expect(zoe.page.get_by_role("textbox", name=PROMPT)).to_have_value("Kept")
    assert [row[4] for row in room.rows("entry")["entry"]] == ["Kept"]
    cable.cut()


def test_two_tabs_are_one_person(room: Room, person: Callable[..., Person]) -> None:
    """What one tab saves shows in the other, and never replaces words somebody is in the middle of."""
    zoe = person()
    zoe.join(room.server.address, room.code)
    second = zoe.context.new_page()
    second.goto(f"{room.server.address}/join/{room.code}")  # the code again: no second name is asked
    other = second.get_by_role("textbox", name=PROMPT)
    zoe.page.get_by_role("textbox", name=PROMPT).fill("First tab")
    zoe.page.keyboard.press("Tab")
    expect(other).to_have_value("First tab")
    other.focus()
    second.keyboard.press("End")
    second.keyboard.type(", second t")
    zoe.page.get_by_role("textbox", name=PROMPT).fill("Meanwhile")
    zoe.page.keyboard.press("Tab")
    zoe.saved(PROMPT)
    second.keyboard.type("ab")
    expect(other).to_have_value("First tab, second tab")
    second.keyboard.press("Tab")
    expect(zoe.page.get_by_role("textbox", name=PROMPT)).to_have_value("First tab, second tab")
    assert len(room.rows("seat")["seat"]) == 1
    logged = [row for row in room.rows("change")["change"] if row[2] == "entry"]
    assert {"Meanwhile", "First tab, second tab"} <= {row[7] for row in logged}


def test_words_that_are_refused_stay_in_the_box(room: Room, person: Callable[..., Person]) -> None:
    """Far too many characters: neither leaving the box nor an echo takes the words."""
    zoe = person()
    zoe.join(room.server.address, room.code)
    second = zoe.context.new_page()
    second.goto(f"{room.server.address}/session/{room.code}")
    field, other = (page.get_by_role("textbox", name=PROMPT) for page in (zoe.page, second))
    field.fill("Short")
    field.blur()
    expect(other).to_have_value("Short")
    words = "far too long " * 100
    field.fill(words)
    field.blur()
    refusal = zoe.activity(PROMPT).locator('.saved[data-state="refused"]')
    expect(refusal).to_be_visible()
    field.focus()
    field.blur()
    other.fill("From elsewhere")
    other.blur()
    zoe.sees("From elsewhere")  # in the group's wall: what the other tab saved has arrived here
    expect(field).to_have_value(words)
    expect(refusal).to_be_visible()
    field.fill("Short again")
    field.blur()
    zoe.saved(PROMPT)
    expect(other).to_have_value("Short again")


def test_a_locked_box_keeps_the_words_and_sends_them_when_it_opens(
    room: Room, person: Callable[..., Person]
) -> None:
    """The facilitator locks while somebody types: nothing is stolen, and nothing is lost."""
    zoe = person()
    zoe.join(room.server.address, room.code)
    field = zoe.page.get_by_role("textbox", name=PROMPT)
    field.focus()
    zoe.page.keyboard.type("Half a th")
    room.put_in(Phase.LOCKED, "line")
    zoe.sees("Closed: no more changes")
    expect(field).to_have_value("Half a th")
    zoe.page.reload()
    zoe.is_connected()
    zoe.sees("is not open, so this was not saved")  # said of the words sent before the reload, too
    room.put_in(Phase.OPEN, "line")
    zoe.saved(PROMPT)
    expect(field).to_have_value("Half a th")


def test_what_came_too_late_is_told_and_then_gone_from_the_device(
    room: Room, person: Callable[..., Person]
) -> None:
    """Others use this computer next; until she leaves, the words can be copied out of the box."""
    zoe = person()
    zoe.join(room.server.address, room.code)
    field = zoe.page.get_by_role("textbox", name=PROMPT)
    field.focus()
    zoe.page.keyboard.type("A word too late")
    room.put_in(Phase.LOCKED, "line")
    zoe.sees("is not open, so this was not saved")
    kept = "Object.values(localStorage).join()"
    assert "A word too late" in zoe.page.evaluate(kept), "the facilitator may open it again"
    leader = room.seat(Role.FACILITATOR)
    room.store.write(facilitating.close, leader, utc_now()).result()
    zoe.sees("Thank you,")
    zoe.page.get_by_role("button", name="Earlier step").click()
    zoe.sees("copy them if you need them")
    expect(field).to_have_value("A word too late")
    assert "A word too late" in zoe.page.evaluate(kept), "a phone that sleeps may drop the page"
    zoe.page.goto(f"{room.server.address}/join/{room.code}")
    assert "A word too late" not in zoe.page.evaluate(kept)


def test_a_reloaded_page_says_what_is_not_saved(room: Room, person: Callable[..., Person]) -> None:
    """Beside words that are still on their way never stands that an earlier answer is saved."""
    zoe = person()
    zoe.join(room.server.address, room.code)
    field = zoe.page.get_by_role("textbox", name=PROMPT)
    field.fill("Earlier")
    field.blur()
    zoe.saved(PROMPT)
    # From here on this browser's answers reach nobody, until the last visit.
    deaf = {"on": True}

    def forward(socket: WebSocketRoute) -> None:
        onward = socket.connect_to_server()
        socket.on_message(lambda said: None if deaf["on"] and '"put"' in said else onward.send(said))

    zoe.page.route_web_socket("**/channels?*", forward)
    zoe.page.reload()
    zoe.is_connected()
    field.fill("Later")
    field.blur()
    zoe.sees("Saving…")
    zoe.page.reload()
    zoe.is_connected()
    zoe.sees("Not saved yet")
    expect(field).to_have_value("Later")
    expect(zoe.activity(PROMPT).get_by_text(SAVED)).to_have_count(0)
    deaf["on"] = False
    zoe.page.reload()
    zoe.saved(PROMPT)
    expect(field).to_have_value("Later")


def test_the_back_button_and_a_reopened_browser_lead_back(room: Room, person: Callable[..., Person]) -> None:
    """Refresh loses nobody: same person, same step, same answers."""
    zoe = person()
    zoe.join(room.server.address, room.code)
    zoe.page.get_by_role("textbox", name=PROMPT).fill("Still me")
    zoe.page.keyboard.press("Tab")
    zoe.saved(PROMPT)
    zoe.page.go_back()
    zoe.page.go_forward()
    expect(zoe.page.get_by_role("textbox", name=PROMPT)).to_have_value("Still me")
    kept = zoe.context.storage_state()
    again = person(storage_state=kept)
    again.page.goto(f"{room.server.address}/join/{room.code}")
    expect(again.page.get_by_role("textbox", name=PROMPT)).to_have_value("Still me")
    assert len(room.rows("seat")["seat"]) == 1
