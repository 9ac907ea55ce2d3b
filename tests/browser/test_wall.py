"""The room's screen: read at eight metres on 1024 × 768; what does not fit is on the next page."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from people import Person
from playwright.sync_api import expect
from running_server import Room, Server
from walls import CHART_LETTERS, Led, a_wall, laid_out, reveal

from plckit.domain.sessions import Phase
from plckit.sessions.showing import entry_id
from plckit.testing import a_page, a_session, an_activity

pytestmark = pytest.mark.browser
TRUE, WHERE, FIRST, NEED, WHO = (
    "How true is this?",
    "Where are we?",
    "Which first?",
    "What do you need?",
    "Who?",
)
LINES = {f"line-{i}": f"We do good thing number {i}." for i in range(1, 16)}
FIVE = {key: LINES[key] for key in list(LINES)[:5]}
IN_STEP = "main section:not([hidden])"
LETTERS = """(step) => [...document.querySelectorAll(`${step} *`)]
  .filter((el) => !el.closest("svg") && el.checkVisibility())
  .filter((el) => [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((el) => [el.className, parseFloat(getComputedStyle(el).fontSize)])"""
# What stands on this page and sticks out of it.
CUT = """(step) => {
  const main = document.querySelector("main").getBoundingClientRect();
  return [...document.querySelectorAll(`${step} :is(li, p, h1, h2, svg, td, .note-card)`)]
    .filter((el) => el.checkVisibility())
    .flatMap((el) => [...el.getClientRects()].map((rect) => [el, rect]))
    .filter(([, r]) => r.width && r.right > main.left + 1 && r.left < main.right - 1)
    .filter(([, r]) => r.bottom > main.bottom + 1 || r.right > main.right + 1 || r.left < main.left - 1)
    .map(([el, r]) => `${el.tagName} ${el.textContent.slice(0, 40)} ${r.left} ${r.right} ${r.bottom}`);
}"""
SHOWN = """(step) => {
  const main = document.querySelector("main").getBoundingClientRect();
  const parts = ".plckit-chart svg text, .asked li, .note-card p, .rooms li";
  return [...document.querySelectorAll(`${step} :is(${parts})`)].filter((el) => {
    const r = el.getBoundingClientRect();
    const inside = r.left >= main.left - 1 && r.right <= main.right + 1 && r.bottom <= main.bottom + 1;
    return el.checkVisibility() && r.width && inside;
  }).map((el) => el.textContent);
}"""


@pytest.fixture
def led(server: Server, server_store: Any) -> Led:
    """Five steps, everything open, six people, and answers to all but the last."""
    steps = {
        "Survey": [an_activity("likert", "trust", prompt=TRUE, rows=LINES)],
        "Sliders": [an_activity("slider_pair", "now", prompt=WHERE, rows=FIVE)],
        "Pick": [an_activity("choice", "pick", prompt=FIRST, options=LINES)],
        "Notes": [an_activity("sticky_notes", "needs", prompt=NEED, see="anon-reveal")],
        "Plan": [an_activity("planner_table", "plan", prompt=WHO, by="group", see="anon-reveal")],
    }
    page = a_page(steps)
    page = replace(page, steps=(*page.steps[:-1], replace(page.steps[-1], group="Groups")))
    room = Room(server, server_store, a_session(server_store, page, phase=Phase.OPEN))
    led = Led(room, page)
    led.come(6)
    for i, seat in enumerate(led.people):
        for row in LINES:
            led.put(seat, "trust", row, str(1 + (i + len(row)) % 5))
        for row in FIVE:
            led.put(seat, "now", row, {"now": i, "want": 10 - i})
        led.put(seat, "pick", "answer", f"line-{1 + i}")
        for n in range(3):
            led.put(
                seat,
                "needs",
                str(uuid.uuid4()),
                {"text": f"Note {i}-{n}: time to look at pupils' work", "sort": "need"},
            )
    return led


@pytest.fixture
def wall(led: Led, person: Callable[..., Person]) -> Person:
    return a_wall(led, person)


def pages(wall: Person) -> list[list[str]]:
    """Turn through the pages; return what each shows, and hold that none is cut off."""
    found = []
    laid_out(wall)
    back, more = (wall.page.get_by_role("button", name=name, exact=True) for name in ("Back", "More"))
    while back.is_visible() and back.is_enabled():
        wall.page.keyboard.press("PageUp")
    while True:
        assert not wall.page.evaluate(CUT, IN_STEP)
        found.append(wall.page.evaluate(SHOWN, IN_STEP))
        if not more.is_visible() or more.is_disabled():
            return found
        wall.page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(
    ("step", "key", "rows"), [("survey", "trust", 15), ("sliders", "now", 5), ("pick", "pick", 15)]
)
def test_a_long_picture_is_parted_between_statements(
    led: Led, wall: Person, step: str, key: str, rows: int
) -> None:
    """Every statement stands whole on one page, in letters of 26 px, and all pages have one scale."""
    led.go(step)
    wall.is_at(step.capitalize())
    asked = [text for one in pages(wall) for text in one]
    assert {text for text in asked if text in LINES.values()} == set(list(LINES.values())[:rows])
    reveal(led, wall, key, rows)
    found = pages(wall)
    shown = [text for one in found for text in one if text in LINES.values()]
    assert shown == list(LINES.values())[:rows]
    assert len(found) > 1
    assert min(wall.page.evaluate(CHART_LETTERS)) >= 25.9
    expect(wall.page.locator("#plckit-where")).to_have_text(led.page.activities[key].prompt)


def test_letters_can_be_read_at_eight_metres(led: Led, wall: Person) -> None:
    """Prompts have 40 px, everything else 26; with “+” more, and the device remembers it."""
    for step in ("survey", "notes", "plan"):
        led.go(step)
        wall.is_at(step.capitalize())
        laid_out(wall)
        small = [one for one in wall.page.evaluate(LETTERS, IN_STEP) if one[1] < 26]
        assert not small, small
        prompt = wall.page.get_by_role("heading", level=2).filter(visible=True).first
        assert prompt.evaluate("(el) => parseFloat(getComputedStyle(el).fontSize)") >= 40
    size = "() => parseFloat(getComputedStyle(document.body).fontSize)"
    before = wall.page.evaluate(size)
    for _ in range(3):
        wall.page.keyboard.press("+")
    assert wall.page.evaluate(size) == pytest.approx(1.3 * before)
    wall.page.reload()
    wall.is_connected()
    assert wall.page.evaluate(size) == pytest.approx(1.3 * before)
    wall.page.keyboard.press("-")
    assert wall.page.evaluate(size) == pytest.approx(1.2 * before)


def test_a_wall_has_eight_notes_a_page(led: Led, wall: Person) -> None:
    """Eighteen notes are eight, eight and two; the last two are larger than the first eight."""
    led.go("notes")
    reveal(led, wall, "needs", 18)
    found = [[text for text in one if text.startswith("Note ")] for one in pages(wall)]
    assert [len(one) for one in found if one] == [8, 8, 2]
    assert len({text for one in found for text in one}) == 18
    sizes = wall.page.locator(".wall").evaluate_all(
        "(all) => all.map((el) => parseFloat(getComputedStyle(el).fontSize))"
    )
    assert sizes[2] > sizes[0] >= 26


def test_one_key_blanks_the_screen_and_any_key_or_touch_brings_it_back(led: Led, wall: Person) -> None:
    """The step goes on behind it."""
    led.go("notes")
    blank = wall.page.get_by_role("button", name="The screen is blank. Press any key.")
    for key, back in (("b", "x"), (".", "b")):
        wall.page.keyboard.press(key)
        expect(blank).to_be_visible()
        wall.page.keyboard.press(back)
        expect(blank).to_be_hidden()
    wall.page.keyboard.press("?")
    wall.page.get_by_role("button", name="Blank the screen").click()
    expect(blank).to_be_visible()
    wall.page.mouse.click(300, 300)
    expect(blank).to_be_hidden()
    wall.is_at("Notes")


def test_the_menu_shows_up_under_the_pointer_and_says_every_key(led: Led, wall: Person) -> None:
    """A facilitator who knows no key finds them."""
    menu = wall.page.get_by_role("button", name="Menu")
    expect(menu).to_have_css("opacity", "0")
    wall.page.mouse.move(200, 200)
    expect(menu).to_have_css("opacity", "1")
    menu.click()
    dialog = wall.page.get_by_role("dialog", name="This screen")
    contrast = dialog.get_by_role("button", name="High contrast")
    contrast.click()
    expect(contrast).to_have_attribute("aria-pressed", "true")
    assert not wall.barriers()
    dialog.get_by_role("button", name="Close").click()
    wall.page.keyboard.press("c")
    expect(wall.page.locator("html.contrast")).to_have_count(0)


def test_one_entry_is_shown_large_over_the_step(
    led: Led, wall: Person, person: Callable[..., Person]
) -> None:
    """Until it is switched off; people's pages show it as well. What is not revealed never is."""
    led.go("notes")
    phone = person()
    phone.join(led.room.server.address, led.room.code, "Ana")
    row = led.room.store.read(lambda tx: tx.entries.of(led.room.session.id, "needs")).result()[0]
    entry = entry_id(led.room.session, led.page.activities["needs"], row)
    led.room.put_in(Phase.REVEALED, "needs")
    led.light("needs", entry)
    large = wall.page.get_by_role("region", name="Shown to all")
    expect(large).to_contain_text(row.value["text"])
    expect(wall.page.get_by_role("heading", level=1, name="Notes")).to_be_hidden()
    laid_out(wall)
    quote = large.get_by_text(row.value["text"])
    assert quote.evaluate("(el) => parseFloat(getComputedStyle(el).fontSize)") > 60
    expect(phone.page.get_by_role("complementary", name="Shown to all")).to_contain_text(row.value["text"])
    assert not wall.barriers() + phone.barriers()
    led.light("needs", None)
    wall.is_at("Notes")


def test_rooms_are_listed_twelve_at_a_time(led: Led, wall: Person) -> None:
    """Sixty people in groups of four: a page of twelve rooms, and where the others are."""
    led.come(58)
    led.go("plan")
    wall.sees("and 4 more")
    found = [[text for text in one if text.startswith("Group ")] for one in pages(wall)]
    assert [len(one) for one in found if one] == [12, 4]
    assert found[0][0] == "Group 1 · 4 people"
    wall.sees("0 of 16 groups answered")


def test_the_way_in_is_in_a_corner_on_every_step(led: Led, wall: Person) -> None:
    """Code, address and QR; before the start the door has them large."""
    expect(wall.page.locator(".door svg")).to_be_visible()
    for step in ("survey", "plan"):
        led.go(step)
        wall.is_at(step.capitalize())
        corner = wall.page.locator(".bar .corner")
        expect(corner).to_contain_text(led.room.code)
        expect(corner.locator("svg")).to_be_visible()


def test_prework_is_done_before_people_meet(
    server: Server, server_store: Any, person: Callable[..., Person]
) -> None:
    """It has no timer; the wall shows the door meanwhile."""
    page = a_page({"Read": [an_activity("short_text", "read")], "Meet": [an_activity("short_text", "meet")]})
    page = replace(page, steps=(replace(page.steps[0], before=True), page.steps[1]))
    led = Led(Room(server, server_store, a_session(server_store, page)), page)
    wall, phone = a_wall(led, person), person()
    phone.join(server.address, led.room.code, "Ana")
    led.go("read")
    phone.is_at("Read")
    phone.sees("Before we meet · Alone")
    expect(wall.page.locator(".door")).to_be_visible()
    led.go("meet")
    phone.sees("Step 2 of 2 · Alone · 5 min left")
    wall.is_at("Meet")


def test_nothing_serious_stands_in_the_way_of_the_wall(led: Led, person: Callable[..., Person]) -> None:
    """Light, dark and in high contrast, open and revealed, pass axe."""
    found = {}
    for scheme in ("light", "dark"):
        wall = a_wall(led, person, color_scheme=scheme)
        for contrast in (False, True):
            if contrast:
                wall.page.keyboard.press("c")
            led.go("plan")
            wall.is_at("Plan")
            found[f"open {scheme} {contrast}"] = wall.barriers()
            led.go("notes")
            reveal(led, wall, "needs", 18)
            found[f"revealed {scheme} {contrast}"] = wall.barriers()
    assert len(found) == 8
    assert not {where: what for where, what in found.items() if what}


def test_a_chart_glides_to_its_new_shape(led: Led, person: Callable[..., Person]) -> None:
    """Marks that are there move; with less motion asked for they are simply there."""
    led.go("pick")
    led.room.put_in(Phase.REVEALED, "pick")
    for motion, seconds in (("no-preference", re.compile(r"^(0\.\d|[1-9])")), ("reduce", "0s")):
        wall = a_wall(led, person, reduced_motion=motion)
        mark = wall.page.locator(".plckit-chart path").filter(visible=True).first
        expect(mark).to_have_css("transition-duration", seconds)
