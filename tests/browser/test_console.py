"""The console: safe on the wall, the first ten seconds, and what one does with an activity."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from cable import Cable
from consoles import HANDS, LINE, alone, button, more, opened, part, press
from people import LAPTOP, WALL, Person
from playwright.sync_api import expect
from running_server import Room, Server

from plckit.store.database import Store
from plckit.testing import a_page, a_session, an_activity

pytestmark = pytest.mark.browser
POCKET = {"width": 390, "height": 844}


def wall_of(room: Room, person: Callable[..., Person], console: Person) -> Person:
    """Open the projector in a browser of its own."""
    wall = person(viewport=WALL)
    wall.context.add_cookies(console.context.cookies())
    wall.page.goto(f"{room.server.address}/projector/{room.code}")
    return wall


def test_a_console_opens_safe_for_the_wall(room: Room, console: Person, two: tuple[Person, Person]) -> None:
    """No name and no link is even in the page until the facilitator says that nobody else sees it."""
    part(console, "People")
    console.sees("2 of 2 here")
    console.sees("Names stay off the wall.")
    for name in ("People", "Doors", "Groups"):
        part(console, name)
        assert "Ana" not in console.page.content()
        assert "?key=" not in console.page.content()
    alone(console)
    part(console, "People")
    console.sees("Ana")
    part(console, "Doors")
    link = console.page.get_by_role("textbox", name="The link for a co-facilitator")
    expect(link).to_have_value(re.compile(rf"/console/{room.code}\?key="))
    console.page.reload()
    expect(console.page.get_by_role("radio", name="Only I see this screen")).to_be_checked()
    fresh = console.context.new_page()
    fresh.goto(console.page.url)
    expect(fresh.get_by_role("radio", name="This screen is on the wall")).to_be_checked()
    fresh.close()
    console.page.get_by_role("radio", name="This screen is on the wall").check()
    for name in ("People", "Doors", "Groups"):
        part(console, name)
        assert "Ana" not in console.page.content()
    expect(link).to_have_count(0)


def test_a_paired_phone_opens_private(
    room: Room, person: Callable[..., Person], two: tuple[Person, Person]
) -> None:
    """Nobody mirrors the phone in one's hand; its address says what it is."""
    phone = opened(room, person(viewport=POCKET), "private=1")
    part(phone, "People")
    phone.sees("Ana")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_first_ten_seconds(
    room: Room, console: Person, person: Callable[..., Person], two: tuple[Person, Person]
) -> None:
    """Next, more time, a pause and bringing everyone here: one press each, and every screen follows."""
    zoe, ana = two
    console.sees("The code and the way to join")
    press(console, "Begin")
    zoe.is_at("One")
    console.sees("open, 0 of 2 answered")
    console.sees("on time")
    press(console, "+2 min")
    zoe.sees("7 min left")
    press(console, "Pause all")
    zoe.sees("Closed: no more changes")
    console.sees("paused, 0 of 2 answered")
    press(console, "Go on")
    box = zoe.page.get_by_role("textbox", name=LINE)
    box.fill("Half a thou")
    expect(console.page.get_by_text("open, 1 of 2 answered")).to_be_visible()
    box.focus()
    press(console, "Next: Two")
    ana.is_at("Two")
    zoe.sees("The group has moved on to “Two”.")
    press(console, "Bring everyone here")
    press(console, "+2 min")
    console.sees(re.compile(r"^6:\d\d left$"))
    assert "gather" in [what for row in room.rows("change")["change"] for what in row]


def test_a_laptop_that_slept_leads_on(
    room: Room, person: Callable[..., Person], two: tuple[Person, Person]
) -> None:
    """Its connection is gone for a while; meanwhile somebody else led. It finds the room where it is now."""
    cable = Cable(room.server.port)
    laptop, second = person(viewport=LAPTOP), opened(room, person(viewport=POCKET))
    laptop.context.add_cookies(second.context.cookies())
    laptop.page.goto(f"http://127.0.0.1:{cable.port}/console/{room.code}")
    laptop.is_connected()
    cable.cut()
    expect(laptop.page.locator("#plckit-link")).to_have_attribute("data-link", "reconnecting")
    press(second, "Begin")
    two[0].is_at("One")
    press(laptop, "Begin")
    laptop.sees(re.compile("Not connected"))
    cable.mend()
    laptop.is_connected()
    press(laptop, "Next: Two")
    two[0].is_at("Two")
    cable.cut()


def test_an_entry_goes_off_the_wall_and_comes_back(
    room: Room, console: Person, person: Callable[..., Person], two: tuple[Person, Person]
) -> None:
    """Within a second on the projector; and one can be shown large."""
    wall = wall_of(room, person, console)
    press(console, "Begin")
    zoe, ana = two
    for one, words in ((zoe, "To wait"), (ana, "To listen")):
        box = one.page.get_by_role("textbox", name=LINE)
        box.fill(words)
        box.blur()
    wall.sees("To listen")
    card = more(console, LINE)
    expect(card.get_by_text("Read single entries")).to_be_hidden()
    alone(console)
    card.get_by_text("Read single entries").click()
    card.get_by_role("button", name="Hide: To wait").click()
    expect(wall.page.get_by_text("To wait")).to_have_count(0, timeout=1000)
    wall.sees("To listen")
    card.get_by_role("button", name="Show again: To wait").click()
    expect(wall.page.get_by_text("To wait").first).to_be_visible(timeout=1000)
    card.get_by_role("button", name="Show large: To listen").click()
    console.sees("One text, shown large")
    card.get_by_role("button", name="Stop showing large: To listen").click()
    expect(console.page.get_by_text("One text, shown large")).to_have_count(0)


def test_entries_are_read_first_only_before_anybody_answered(
    console: Person, two: tuple[Person, Person]
) -> None:
    """The label has told people who reads what they write, so it cannot change afterwards."""
    press(console, "Begin")
    card = more(console, LINE)
    first = card.get_by_role("checkbox", name="I read each one first")
    first.click()  # what it shows is what the server has said
    expect(first).to_be_checked()
    expect(card.get_by_text("Nothing is shown until you show it")).to_be_visible()
    first.click()
    expect(first).not_to_be_checked()
    two[0].page.get_by_role("textbox", name=LINE).fill("To wait")
    expect(first).to_be_disabled()
    expect(card.get_by_text("Somebody has answered already, under another promise.")).to_be_visible()


def test_an_activity_begins_afresh_and_that_is_undone(
    room: Room, console: Person, person: Callable[..., Person], two: tuple[Person, Person]
) -> None:
    """A question says how much goes; everybody who leads can bring it back, until somebody answers again."""
    press(console, "Begin")
    second = opened(room, person(viewport=POCKET))
    undo = "Undo: bring the answers back"
    field = two[0].page.get_by_role("textbox", name=LINE)
    field.fill("To wait")
    field.blur()
    console.sees("1 of 2 answered")
    expect(button(second, undo)).to_be_hidden()
    begin = more(console, LINE).get_by_role("button", name="Begin afresh…")
    begin.click()
    console.sees("Take back the answers of 1 person?")
    press(console, "Keep them")
    console.sees("1 of 2 answered")
    begin.press("Enter")
    press(console, "Take them back")
    expect(field).to_have_value("")
    second.sees("The answers of 1 person were taken back.")
    expect(button(console, undo)).to_be_focused()
    console.page.reload()
    expect(button(console, undo)).to_be_visible()
    button(second, undo).press("Enter")
    expect(field).to_have_value("To wait")
    for screen in (console, second):
        expect(button(screen, undo)).to_be_hidden()
    expect(second.page.locator(".more > summary").filter(visible=True).first).to_be_focused()


def test_people_without_a_device_are_counted(console: Person, two: tuple[Person, Person]) -> None:
    """Real hands become answers; a slip of the pen is explained beside the button."""
    press(console, "Begin")
    press(console, "Next: Two")
    card = more(console, HANDS)
    card.get_by_text("Enter for people without a device").click()
    box = card.get_by_role("textbox", name="What people without a device said")
    box.fill("three hands")
    card.get_by_role("button", name="Enter", exact=True).click()
    expect(card.get_by_role("alert")).to_be_visible()
    box.fill("0,0,1,3,1,0")
    card.get_by_role("button", name="Enter", exact=True).click()
    expect(card.get_by_text("Entered for 5 people.")).to_be_visible()
    expect(card.get_by_role("alert")).to_have_count(0)
    expect(box).to_have_value("")
    card.get_by_role("button", name="Reveal").click()
    expect(card.get_by_text("5 of these answers were entered")).to_be_visible()


def test_by_keyboard_alone(console: Person, two: tuple[Person, Person]) -> None:
    """Single keys do what is pressed most; they are listed, rest inside boxes, and can be switched off."""
    keyboard = console.page.keyboard
    keyboard.press("n")
    two[0].is_at("One")
    keyboard.press("e")
    two[0].sees("7 min left")
    keyboard.press("p")
    expect(button(console, "Go on")).to_be_visible()
    keyboard.press("p")
    expect(button(console, "Pause all")).to_be_visible()
    keyboard.press("?")
    console.sees("Two minutes more")
    keyboard.press("n")
    keyboard.press("Escape")
    expect(console.page.get_by_role("dialog")).to_have_count(0)
    card = more(console, LINE)
    card.get_by_text("Enter for people without a device").focus()
    keyboard.press("Enter")
    card.get_by_role("textbox").focus()
    keyboard.type("nnn")
    expect(button(console, "Next: Two")).to_be_visible()
    button(console, "Keys (?)").focus()
    keyboard.press("Enter")
    console.page.get_by_role("checkbox", name="Use these keys").uncheck()
    keyboard.press("Escape")
    keyboard.press("n")
    expect(button(console, "Next: Two")).to_be_visible()
    two[0].is_at("One")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, POCKET], ids=["laptop", "phone"])
def test_nothing_stands_in_a_facilitators_way(
    room: Room, person: Callable[..., Person], two: tuple[Person, Person], size: dict[str, int], scheme: str
) -> None:
    """Every part passes axe, on the wall and alone, and nothing is wider than the screen."""
    console = opened(room, person(viewport=size, color_scheme=scheme))
    press(console, "Begin")
    console.is_at("One")
    found: list[str] = []
    seen = 0
    for mine in (False, True):
        if mine:
            alone(console)
        for name in ("This step", "Groups", "People", "Doors", *(["Run sheet"] if size is POCKET else [])):
            part(console, name)
            if name == "Groups" and mine:
                press(console, "Make them")
                console.sees("Group 1")
            if name == "People" and mine:
                console.page.locator("summary").filter(has_text="Ana").click()
            if name == "This step":
                console.page.locator(".more > summary").filter(visible=True).first.click()
            found += [f"{name}: {barrier}" for barrier in console.barriers()]
            assert console.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            seen += 1
    assert seen >= 8
    assert not found


def test_a_session_that_lacks_something_says_so_where_one_pressed_and_leads_there(
    server: Server, server_store: Store, person: Callable[..., Person]
) -> None:
    """The big button is far from the small one at the foot of the run sheet, and both ask first."""
    keeper = an_activity(
        "artefact_maker", "rules", prompt="Our rules", artefact="charter", sources={}, before_end=True
    )
    page = a_page({"One": [keeper], "Two": [an_activity("short_text", "line", prompt=LINE)]})
    console = opened(Room(server, server_store, a_session(server_store, page)), person(viewport=WALL))
    for name in ("Begin", "Next: Two"):
        press(console, name)
    head = console.page.get_by_label("The session now")
    for place in (head, console.page.get_by_role("region", name="Run sheet")):
        place.get_by_role("button", name="Finish the session…").click()
        press(console, "Finish")
        problem = place.get_by_role("alert")
        expect(problem).to_contain_text("Before this session ends, keep its ground rules in “Our rules”.")
        expect(problem).to_be_in_viewport()
    press(console, "Show it")
    expect(console.activity("Our rules")).to_be_in_viewport()
    expect(console.page.get_by_role("heading", name="One", level=1)).to_be_focused()


def test_what_is_only_looked_at_is_not_waited_for(
    server: Server, server_store: Store, person: Callable[..., Person]
) -> None:
    """A chart that takes no notes, or a sentence for all, has no answers to count and nothing to lock."""
    chart = an_activity("data_chart", "coverage", chart="coverage", most=0, see="anon-live")
    page = a_page({"One": [chart, an_activity("proposal", "words")]})
    console = opened(Room(server, server_store, a_session(server_store, page)), person(viewport=WALL))
    press(console, "Begin")
    expect(console.page.locator("#plckit-sees-now li")).to_have_count(2)
    expect(console.page.locator("#plckit-sees-now .how")).to_have_count(0)
    for name in ("Lock", "Reveal"):
        expect(console.page.get_by_role("button", name=name)).to_have_count(0)
