"""A session from the front door to the last reveal, in real browsers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from people import LAPTOP, NAME, WALL, Person
from playwright.sync_api import expect
from running_server import Server

pytestmark = pytest.mark.browser


def begin(server: Server, facilitator: Person) -> str:
    """Sign in, begin a session of the notebook with every kind, and return its code."""
    page = facilitator.page
    page.goto(f"{server.address}/sign-in?key={server.facilitator_key()}")
    page.get_by_label("Workbook").select_option("50_every_kind")
    page.get_by_label("Your community").fill(f"Team {NAME}")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Go to the console").click()
    facilitator.is_connected()
    assert "key=" not in page.url
    return re.search(r"/console/(\w{4})$", page.url).group(1)  # type: ignore[union-attr]


def answer_words(person: Person, words: str) -> None:
    """Type into both boxes of the first step."""
    person.page.get_by_role("textbox", name="What is one thing you learned?").focus()
    person.page.keyboard.type(words)
    person.page.keyboard.press("Tab")
    person.saved("What is one thing you learned?")
    person.page.get_by_role("textbox", name="Tell yourself more.").focus()
    person.page.keyboard.type("Only for me\nreally")
    person.page.keyboard.press("Tab")
    person.saved("Tell yourself more.")


def answer_choices(person: Person, drink: str) -> None:
    """Pick and tick with Space and arrows."""
    page = person.page
    page.get_by_role("radio", name="Tea").focus()
    page.keyboard.press("Space")
    if drink == "Coffee":
        page.keyboard.press("ArrowDown")
    person.saved("Tea or coffee?")
    page.get_by_role("checkbox", name="None yet").focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="Pen").focus()
    page.keyboard.press("Space")
    person.saved("What do you use?")
    expect(page.get_by_role("checkbox", name="None yet")).not_to_be_checked()
    page.get_by_role("radio", name="Partly").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")  # out of the answer: whoever stays in it is told of the next step, not moved
    person.saved("Is the aim clear?")


def answer_scales(person: Person) -> None:
    """Set levels and sliders with the keyboard."""
    page = person.page
    first = page.get_by_role("radiogroup", name="I can say I don't know.")
    first.get_by_role("radio", name="Strongly disagree").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.get_by_role("radiogroup", name="I can fail.").get_by_role("radio", name="Not sure").focus()
    page.keyboard.press("Space")
    person.saved("How true is this?")
    now = page.get_by_role("slider", name="Where we are now")
    assert now.get_attribute("aria-valuetext") == "not set"
    now.focus()
    page.keyboard.press("ArrowLeft")
    want = page.get_by_role("slider", name="Where we want to be")
    want.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # to its Clear
    page.keyboard.press("Tab")
    person.saved("Where are we?")
    assert now.get_attribute("aria-valuetext") == "4 of 10"
    assert want.get_attribute("aria-valuetext") == "5 of 10"


def answer_notes(person: Person, need: str) -> None:
    """Write a note of each sort, take one back, make an offer."""
    page = person.page
    page.get_by_label("Write a note").focus()
    page.keyboard.type(need)
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="What is hard").focus()
    page.keyboard.press("Space")
    page.get_by_label("Write a note").focus()
    page.keyboard.type("A note I regret")
    page.keyboard.press("Enter")
    person.saved("What do you need?")
    page.get_by_role("button", name="Remove").last.press("Enter")
    person.saved("What do you need?")
    page.get_by_role("textbox", name="What do you offer?").fill(f"Cake after {need}")
    page.keyboard.press("Tab")
    person.saved("What do you offer?")


@dataclass
class Meeting:
    """Everybody in the room, and the server they meet on."""

    server: Server
    facilitator: Person
    projector: Person
    zoe: Person
    ana: Person

    @property
    def two(self) -> tuple[Person, Person]:
        """The participants."""
        return self.zoe, self.ana

    def goes_on_to(self, step: str) -> None:
        """Press the big button; both participants and the projector follow."""
        self.facilitator.page.get_by_role("button", name=re.compile("^(Begin|Next)")).click()
        for one in (*self.two, self.projector):
            one.is_at(step)


def comes_together(server: Server, person: Callable[..., Person]) -> tuple[Meeting, str]:
    """Begin a session that a projector shows and two people have joined; return it and its code."""
    meeting = Meeting(
        server, person(viewport=LAPTOP), person(viewport=WALL), person(), person(color_scheme="dark")
    )
    code = begin(server, meeting.facilitator)
    meeting.projector.page.goto(f"{server.address}/sign-in?key={server.facilitator_key()}")
    meeting.projector.page.goto(f"{server.address}/projector/{code}")
    meeting.projector.sees(code)
    meeting.zoe.join(server.address, code)
    meeting.ana.join(server.address, code, "Ana")
    meeting.zoe.sees("the facilitator will begin soon")
    return meeting, code


def test_a_session_from_join_to_last_reveal(own_server: Server, person: Callable[..., Person]) -> None:
    """Two people answer every kind by keyboard; the room sees what it may; a restart loses nothing."""
    meeting, code = comes_together(own_server, person)
    words_arrive_live_and_survive_a_reload(meeting)
    choices_are_revealed_as_bars(meeting)
    a_restart_is_noticed_and_mended(meeting)
    scales_of_two_people_stay_hidden(meeting)
    notes_make_a_wall_and_offers_are_signed(meeting)
    finish(meeting.facilitator)
    word = comes_back_on_another_device(own_server, meeting.zoe, person(), code)
    assert re.fullmatch(r"[a-z]+ [a-z]+ \d{3}", word)


def words_arrive_live_and_survive_a_reload(meeting: Meeting) -> None:
    """What one writes live reaches the other by itself, unnamed; a reload changes nothing."""
    zoe, ana = meeting.two
    meeting.goes_on_to("Words")
    answer_words(zoe, "To listen <i>well</i>")
    ana.sees("To listen <i>well</i>")
    expect(ana.activity("What is one thing you learned?").get_by_text("Zoë")).to_have_count(0)
    answer_words(ana, "To wait")
    meeting.facilitator.sees("2 of 2 answered")
    zoe.page.reload()
    zoe.is_at("Words")
    expect(zoe.page.get_by_role("textbox", name="Tell yourself more.")).to_have_value("Only for me\nreally")


def choices_are_revealed_as_bars(meeting: Meeting) -> None:
    """Everybody sees the picture at the facilitator's word."""
    meeting.goes_on_to("Choices")
    answer_choices(meeting.zoe, "Tea")
    answer_choices(meeting.ana, "Coffee")
    reveal(meeting.facilitator, "Tea or coffee?")
    for one in (*meeting.two, meeting.projector):
        one.sees("2 of 2 answered")
        expect(one.page.get_by_role("img", name=re.compile("^Bars"))).to_be_visible()


def a_restart_is_noticed_and_mended(meeting: Meeting) -> None:
    """The server dies and comes back: every page says so and goes on by itself."""
    meeting.server.kill()
    meeting.zoe.sees("Reconnecting…")
    meeting.server.start()
    for one in (*meeting.two, meeting.projector, meeting.facilitator):
        one.is_connected()
    meeting.zoe.sees("Connected")


def scales_of_two_people_stay_hidden(meeting: Meeting) -> None:
    """Views of fewer than five are not shown, revealed or not."""
    meeting.goes_on_to("Scales")
    for one in meeting.two:
        answer_scales(one)
    reveal(meeting.facilitator, "How true is this?")
    meeting.projector.sees("Fewer than 5 people answered")


def notes_make_a_wall_and_offers_are_signed(meeting: Meeting) -> None:
    """Each sees both notes and no regretted one; an offer bears its name."""
    meeting.goes_on_to("Notes")
    for one, need in zip(meeting.two, ("Time", "Trust"), strict=True):
        answer_notes(one, need)
    reveal(meeting.facilitator, "What do you need?")
    for one in (*meeting.two, meeting.projector):
        wall = one.activity("What do you need?").get_by_role("region", name="What the group said")
        expect(wall.get_by_role("listitem")).to_have_count(2)
    meeting.projector.sees(NAME)
    assert meeting.projector.page.get_by_text("A note I regret").count() == 0


def reveal(facilitator: Person, prompt: str) -> None:
    """Press the activity's own Reveal."""
    card = facilitator.page.locator(".led").filter(has=facilitator.activity(prompt))
    card.get_by_role("button", name="Reveal").press("Enter")
    expect(card.get_by_role("button", name="Hide again")).to_be_visible()


def finish(facilitator: Person) -> None:
    """End the session, after a question."""
    facilitator.page.get_by_role("button", name="Finish the session…").first.click()
    facilitator.page.get_by_role("button", name="Finish", exact=True).click()
    facilitator.sees("Finished")


def comes_back_on_another_device(server: Server, person: Person, device: Person, code: str) -> str:
    """Use the rejoin word at another address of the server, and find the same answers; return the word."""
    person.is_at("Thank you")
    word: str = person.page.locator("[data-rejoin]").inner_text()
    device.page.goto(f"http://localhost:{server.port}/join/{code}")
    device.page.get_by_label("Your rejoin word").fill(word.upper())
    device.page.get_by_role("button", name="Come back").click()
    device.is_connected()
    device.is_at("Thank you")
    device.page.get_by_role("button", name="Earlier step").click()
    expect(device.page.get_by_role("textbox", name="What do you offer?")).to_have_value("Cake after Time")
    return word


def test_nothing_serious_stands_in_anybodys_way(own_server: Server, person: Callable[..., Person]) -> None:
    """Every screen, light and dark, passes axe."""
    found: dict[str, Any] = {}
    for scheme in ("light", "dark"):
        facilitator, zoe = person(viewport=LAPTOP, color_scheme=scheme), person(color_scheme=scheme)
        zoe.page.goto(own_server.address)
        found[f"front door {scheme}"] = zoe.barriers()
        code = begin(own_server, facilitator)
        zoe.page.goto(f"{own_server.address}/join/{code}")
        found[f"join {scheme}"] = zoe.barriers()
        zoe.join(own_server.address, code)
        step = facilitator.page.get_by_role("button", name=re.compile("^(Begin|Next)"))
        for title in ("Words", "Choices", "Scales", "Notes"):
            step.click()
            zoe.is_at(title)
            found[f"{title} {scheme}"] = zoe.barriers()
        found[f"console {scheme}"] = facilitator.barriers()
        facilitator.page.goto(f"{own_server.address}/projector/{code}")
        facilitator.is_at("Notes")
        found[f"projector {scheme}"] = facilitator.barriers()
    assert len(found) == 16
    assert not {where: what for where, what in found.items() if what}
