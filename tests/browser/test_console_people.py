"""The console: two places of one person, groups in every way, new links, the rest timed anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from consoles import LINE, alone, button, opened, part, press, steps
from people import LAPTOP, NAME, Person
from playwright.sync_api import expect
from running_server import Room, Server

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.sessions import grouping, hosting, timing
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, a_session, utc_now

pytestmark = pytest.mark.browser

PEOPLE = {"Ana": "Maths", "Ben": "Maths", "Cem": "Maths", "Dia": "Art", "Eva": "Art", "Fay": "Art"}
TABLES = [{"Ana", "Dia"}, {"Ben", "Eva"}, {"Cem", "Fay"}]
LAST_TIME = [{"Ana", "Ben"}, {"Cem", "Dia"}, {"Eva", "Fay"}]


def test_two_places_of_one_person_become_one(console: Person, two: tuple[Person, Person]) -> None:
    """Somebody joined twice: a question says what becomes of both, and one page says that it is over."""
    alone(console)
    part(console, "People")
    console.page.locator("summary").filter(has_text="Ana").click()
    console.page.get_by_label("Same person as…").filter(visible=True).select_option(label=NAME)
    press(console, "Join both")
    dialog = console.page.get_by_role("dialog", name="The same person twice?")
    expect(dialog).to_contain_text(f"become one person, called “{NAME}”")
    dialog.get_by_role("button", name="Join both").click()
    expect(console.page.get_by_role("heading", name="1 joined")).to_be_visible()
    expect(console.page.locator(".people summary").filter(has_text="Ana")).to_be_hidden()
    expect(console.page.locator(".people summary").filter(has_text=NAME)).to_be_visible()
    two[1].sees("This page no longer belongs to you.")
    two[0].is_connected()


def test_new_links_end_the_old_ones_and_nobodys_lead(
    room: Room, console: Person, person: Callable[..., Person]
) -> None:
    """A link that got into the wrong hands opens nothing any more; whoever leads goes on leading."""
    alone(console)
    part(console, "Doors")
    boxes = [
        console.page.get_by_role("textbox", name=name)
        for name in ("The link for a co-facilitator", "The link of the projector")
    ]
    for box in boxes:
        expect(box).to_have_value(re.compile(r"\?key="))
    old = [box.input_value() for box in boxes]
    press(console, "Make both links anew…")
    press(console, "Make them anew")
    for box, before in zip(boxes, old, strict=True):
        expect(box).not_to_have_value(before)
    stranger = person(viewport=LAPTOP)
    for link in old:
        stranger.page.goto(link)
        stranger.sees("Only a facilitator can open this page.")
    for box, screen in zip(boxes, ("console", "projector"), strict=True):
        stranger.page.goto(box.input_value())
        stranger.is_connected()
        assert stranger.page.url == f"{room.server.address}/{screen}/{room.code}"
    press(console, "Begin")
    expect(button(console, "Next: Two")).to_be_visible()


@pytest.fixture
def six(server: Server, server_store: Store) -> Room:
    """Make a session of six people with tables and jobs, whose community met before in other groups."""
    made = [a_session(server_store, a_page(steps()), community="The six") for _ in range(2)]
    for session, together in zip(made, (LAST_TIME, TABLES), strict=True):
        server_store.write(lambda tx, s=session: tx.sessions.set_step(s.id, "", utc_now())).result()
        seated(server_store, session, together)
    return Room(server, server_store, made[1])


def seated(store: Store, session: Session, together: list[set[str]]) -> None:
    """Let everybody come and sit at tables; in the earlier session the tables made the groups."""
    leader = a_seat(store, session, Role.FACILITATOR)
    people: dict[str, Seat] = {name: a_seat(store, session, name=name) for name in PEOPLE}
    for number, names in enumerate(together, 1):
        for name in names:
            store.write(grouping.sit_at, people[name], str(number), utc_now()).result()
    for name, job in PEOPLE.items():
        store.write(hosting.give_job, leader, people[name].id, job, utc_now()).result()
    if together is LAST_TIME:
        store.write(grouping.make, leader, "group", "tables", 2, utc_now()).result()


@pytest.mark.parametrize("how", ["By tables", "Mixed, by what people do", "As last time"])
def test_groups_are_made_in_every_way(six: Room, person: Callable[..., Person], how: str) -> None:
    """By where people sit, by what they do, or with whom they worked the last time."""
    console = opened(six, person(viewport=LAPTOP))
    alone(console)
    part(console, "Groups")
    console.page.get_by_label("How", exact=True).select_option(label=how)
    console.page.get_by_label("People in each").fill("2")
    press(console, "Make them")
    groups = console.page.locator(".group-list > li")
    expect(groups.locator(".members > li")).to_have_count(6)
    found = [set(group.locator(".members .name").all_inner_texts()) for group in groups.all()]
    if how == "By tables":
        assert sorted(map(sorted, found)) == sorted(map(sorted, TABLES))
    elif how == "As last time":
        assert sorted(map(sorted, found)) == sorted(map(sorted, LAST_TIME))
    else:
        assert [sorted(PEOPLE[name] for name in group) for group in found] == [["Art", "Maths"]] * 3


def test_one_group_is_not_several(console: Person, two: tuple[Person, Person]) -> None:
    """The count under a group's question is said as people say it."""
    for name in ("Begin", "Next: Two", "Next: Three"):
        press(console, name)
    console.sees("0 of 1 group answered")
    two[0].is_at("Three")


def test_the_rest_is_timed_anew(room: Room, console: Person) -> None:
    """What was left out by hand comes back where there is time for it, on the run sheet and on the button."""
    begins, ends = (datetime.now(UTC) + timedelta(minutes=minutes) for minutes in (-5, 90))
    page = room.store.read(lambda tx: tx.sessions.page(room.session.page)).result()
    leader = room.seat(Role.FACILITATOR)
    told = (begins.isoformat(), ends.isoformat(), utc_now())
    room.store.write(timing.set_times, page, leader, *told).result()
    press(console, "Begin")
    console.is_at("One")
    press(console, re.compile(r"2\. Two"))
    press(console, "Leave out")
    expect(button(console, "Next: Three")).to_be_visible()
    line = console.page.locator("[data-line=two] .minutes")
    expect(line).to_have_text("left out")
    press(console, "Time the rest anew")
    expect(line).to_have_text("5 min")
    expect(button(console, "Next: Two")).to_be_visible()
    console.sees(re.compile(r"^All of it fits: \d+ min to spare"))


def test_what_somebody_answered_counts_after_she_is_taken_out(
    room: Room, console: Person, two: tuple[Person, Person]
) -> None:
    """Never more answers than people: the console does not say “2 of 1”."""
    press(console, "Begin")
    for person in two:
        person.is_at("One")
        box = person.activity(LINE).get_by_role("textbox")
        box.fill("A line")
        box.blur()
        person.saved(LINE)
    alone(console)
    part(console, "People")
    console.page.locator("summary").filter(has_text="Ana").click()
    press(console, "Take out…")
    press(console, "Take out")
    console.sees("1 of 1 here")
    console.sees("open, 2 of 2 answered")
