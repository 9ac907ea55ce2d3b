"""The parts of the console: run sheet, groups, people, doors, and the guide's notes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from consoles import alone, button, opened, part, press
from people import LAPTOP, NAME, Person
from playwright.sync_api import expect
from running_server import Room, Server

from plckit.pages.folder import Workbooks
from plckit.sessions import convening
from plckit.store.database import Store
from plckit.testing import utc_now

pytestmark = pytest.mark.browser
WORKBOOKS = Path(__file__).parents[2] / "workbooks"
GUIDED = "01_becoming_a_learning_community"


def test_groups_are_made_and_changed_by_hand(room: Room, console: Person, two: tuple[Person, Person]) -> None:
    """At random in one press; then one person moves, and a group gets a name."""
    part(console, "Groups")
    expect(console.page.get_by_label("What", exact=True)).to_have_value("group")
    console.page.get_by_label("What", exact=True).select_option("pair")
    press(console, "Make them")
    console.sees("1 pair")
    console.sees("2 people")
    expect(console.page.get_by_text("Ana")).to_have_count(0)
    alone(console)
    console.page.get_by_label("Group of Ana").select_option("new")
    press(console, "Move Ana")
    console.sees("2 pairs")
    expect(console.page.get_by_role("button", name="Move Ana")).to_be_hidden()
    expect(console.page.get_by_label("Group of Ana")).to_be_focused()
    console.page.get_by_text("Pair 1").first.click()
    console.page.get_by_role("textbox", name="Name of Pair 1").fill("Window seat")
    console.page.keyboard.press("Enter")
    expect(console.page.locator("summary").filter(has_text="Window seat")).to_be_visible()


def test_names_are_mended_and_somebody_is_taken_out(
    room: Room, console: Person, two: tuple[Person, Person]
) -> None:
    """Another name on every screen; who is taken out is asked about first, and can be let in again."""
    alone(console)
    part(console, "People")
    console.page.locator("summary").filter(has_text="Ana").click()
    name = console.page.get_by_label("Name", exact=True).filter(visible=True)
    name.fill("Ana Lima")
    name.press("Enter")
    two[1].sees("Ana Lima")
    console.page.get_by_label("What they do").filter(visible=True).fill("Maths")
    console.page.keyboard.press("Enter")
    expect(console.page.locator("summary").filter(has_text="Ana Lima")).to_contain_text("Maths")
    press(console, "Take out…")
    console.sees("Take out “Ana Lima”?")
    press(console, "Take out")
    expect(two[1].page.locator("#plckit-link")).not_to_have_attribute("data-link", "connected")
    press(console, "Let in again: Ana Lima")
    console.sees("2 joined")
    expect(console.page.locator("summary").filter(has_text="Ana Lima")).to_be_visible()
    expect(console.page.get_by_text("Taken out", exact=True)).to_be_hidden()
    expect(console.page.locator("summary").filter(has_text=NAME)).to_be_visible()


def test_a_step_that_is_left_out_is_passed_over(console: Person, two: tuple[Person, Person]) -> None:
    """Looking at a step moves nobody; Next names the step that really comes."""
    press(console, "Begin")
    expect(button(console, "Next: Two")).to_be_visible()
    press(console, re.compile(r"2\. Two"))
    console.is_at("Two")
    two[0].is_at("One")
    press(console, "Leave out")
    expect(button(console, "Next: Three")).to_be_visible()
    press(console, "Take in: Two")
    expect(button(console, "Next: Two")).to_be_visible()
    press(console, "Take the room to this step")
    two[0].is_at("Two")
    two[1].is_at("Two")


def test_who_leads_knows_before_next_that_groups_change(console: Person, two: tuple[Person, Person]) -> None:
    """A jigsaw in which everybody stays with their own table fails in silence."""
    press(console, "Begin")
    press(console, "Next: Two")
    console.sees("Next makes new, mixed groups.")
    press(console, "Next: Three")
    console.sees("1 new group: phones say where to sit.")
    two[0].sees("Your new group: Group 1, with Ana")
    press(console, "Next: Four")
    expect(console.page.get_by_text("phones say where to sit")).to_have_count(0)


def test_start_and_finish_make_a_run_sheet(console: Person) -> None:
    """One types when it begins and ends; each step has its time, and what does not fit is said."""
    console.page.get_by_label("Start").fill("16:00")
    console.page.get_by_label("Finish").fill("15:00")
    press(console, "Keep")
    expect(console.page.get_by_role("alert")).to_contain_text("The finish must be after the start")
    console.page.get_by_label("Finish").fill("17:00")
    press(console, "Keep")
    console.sees(re.compile(r"^All of it fits: \d+ min to spare"))
    console.page.reload()
    expect(console.page.get_by_label("Start")).to_have_value("16:00")
    console.page.get_by_label("Finish").fill("16:10")
    press(console, "Keep")
    console.sees(re.compile(r"^This runs \d+ min past"))


RUN_SHEET = """async (now) => {
  const host = document.querySelector("script[src]").src;
  const { standing } = await import(new URL("console/runsheet.js", host));
  const minute = (at) => Date.parse(`2026-03-02T16:${at}:00Z`);
  const sheet = [
    { step: "one", minutes: 5, cut: false, starts: 5 },
    { step: "two", minutes: 10, cut: true, starts: 10 },
    { step: "three", minutes: 5, cut: false, starts: 11 },
  ];
  const [anchor, ends] = ["2026-03-02T16:00:00Z", "2026-03-02T16:15:00Z"];
  const [since, at] = [minute(now.since), minute(now.now)];
  const found = standing({ sheet, anchor, ends, step: "one", minutes: 5, since, now: at });
  const after = (moment) => (moment - minute("00")) / 60000;
  const { behind, finish, over, expected } = found;
  return [behind, after(finish), over, after(expected.three), "two" in expected];
}"""


@pytest.mark.parametrize(
    ("since", "now", "shows"),
    [
        ("05", "06", [0, 16, 1, 11, False]),  # as planned
        ("03", "04", [-2, 14, -1, 9, False]),  # begun early
        ("05", "13", [3, 19, 4, 14, False]),  # its time is over, and goes on
    ],
)
def test_ahead_or_behind_is_counted_from_what_will_really_end(
    console: Person, since: str, now: str, shows: list[object]
) -> None:
    """A step that runs over pushes the rest; a step that is left out takes no time."""
    assert console.page.evaluate(RUN_SHEET, {"since": since, "now": now}) == shows


def test_the_guide_stands_beside_each_step_but_not_on_the_wall(
    server: Server, server_store: Store, cache: Path, person: Callable[..., Person]
) -> None:
    """What a facilitator says is for her eyes."""
    with ThreadPoolExecutor() as pool:  # Playwright has an event loop here
        page = pool.submit(asyncio.run, Workbooks(WORKBOOKS, cache).page(GUIDED)).result()
    session = server_store.write(convening.convene, GUIDED, page, "Year 9", at=utc_now()).result()
    console = opened(Room(server, server_store, session), person(viewport=LAPTOP))
    press(console, "Begin")
    expect(console.page.get_by_text("Notes of the guide").filter(visible=True)).to_have_count(0)
    alone(console)
    console.sees("Notes of the guide")
    console.sees("A real slip, told simply; no advice")


def test_doors_and_keys(room: Room, console: Person, person: Callable[..., Person]) -> None:
    """The door shuts, the code changes on every page, and a recovery code is shown once."""
    alone(console)
    part(console, "Doors")
    press(console, "Close the door")
    console.sees("Closed: nobody new gets in.")
    press(console, "Open the door")
    press(console, "Show a recovery code")
    expect(
        console.page.get_by_role("status").filter(has_text=re.compile(r"^\w+ \w+ \w+ \w+ \d+$"))
    ).to_be_visible()
    expect(console.page.get_by_role("link", name="Pair my phone")).to_have_attribute(
        "href", f"/console/{room.code}/pair"
    )
    press(console, "New code…")
    press(console, "Make a new code")
    console.page.wait_for_url(lambda url: not url.endswith(room.code))
    code = console.page.url[-4:]
    expect(console.page.locator("[data-code]")).to_have_text(code)
    expect(console.page.locator(".address")).to_contain_text(code)
