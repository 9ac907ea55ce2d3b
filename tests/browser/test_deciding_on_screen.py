"""Deciding in a browser: the sentence is typed once for all screens, the result declared by the rules."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from consoles import opened, press
from people import LAPTOP, Person
from playwright.sync_api import expect
from running_server import Room, Server

from plckit.store.database import Store
from plckit.testing import a_page, a_session, an_activity

pytestmark = pytest.mark.browser
KEYS = {"proposal": "words", "heard": "heard", "first": "first", "vote": "last"}
FIRST, SECOND = "We will meet each week.", "We will meet each month."


@pytest.fixture
def room(server: Server, server_store: Store) -> Room:
    """Make a session in which the sentence stands on two steps."""
    specs = {
        "One": [an_activity("proposal", "words", prompt="What do we decide on?")],
        "Two": [
            an_activity("yes_partly_no", "heard"),
            an_activity("fist_to_five", "first"),
            an_activity("final_vote", "last", prompt="How far can you back it?"),
        ],
        "Three": [
            an_activity("declare_result", "result", prompt="The result?", voices={"s": "Students"}, **KEYS)
        ],
    }
    return Room(server, server_store, a_session(server_store, a_page(specs)))


def test_a_small_group_decides(room: Room, person: Callable[..., Person]) -> None:
    """Two people: the hands are said aloud and typed in; what the rules do not allow cannot be chosen."""
    console, ana = opened(room, person(viewport=LAPTOP)), person()
    ana.join(room.server.address, room.code, "Ana")
    press(console, "Begin")
    for words in (FIRST, SECOND):
        console.page.get_by_label("The words we decide on").filter(visible=True).fill(words)
        press(console, "Keep these words")
        ana.sees(words)
    expect(ana.activity("What do we decide on?").get_by_role("listitem")).to_have_text([FIRST])
    press(console, "Next: Two")
    press(console, "Next: Three")
    press(console, "Declare the result")
    form = console.page.get_by_role("form", name="The result")
    expect(form.get_by_role("radio", disabled=True)).to_have_count(4)
    for label, value in (("How many belong", "3"), ("^4$", "3")):
        form.get_by_label(re.compile(label)).fill(value)
    for label in ("In the round", "Everybody said that they can see"):
        form.get_by_label(re.compile(label)).check()
    form.get_by_label("Students", exact=True).select_option("Their view is here")
    expect(form.get_by_role("radio", name="Consensus", exact=True)).to_be_enabled()
    assert console.barriers() == []
    form.get_by_role("radio", name="Consensus", exact=True).check()
    press(console, "Declare it")
    console.sees("Say why in one sentence")
    form.get_by_label(re.compile("^Why")).fill("All of us want it.")
    form.get_by_label("Who declares it?").fill("Maria")
    press(console, "Declare it")
    expect(console.page.get_by_role("button", name="Declare it again")).to_be_focused()
    ana.sees("All of us want it.")
    expect(ana.activity("The result?")).to_contain_text("Last vote: talked round, not counted")


def test_half_a_vote_is_none_and_a_whole_one_holds_the_words(
    room: Room, person: Callable[..., Person]
) -> None:
    """The phone says what is missing, the console counts what is whole; then the sentence stays as it is."""
    console, ana = opened(room, person(viewport=LAPTOP)), person()
    ana.join(room.server.address, room.code, "Ana")
    press(console, "Begin")
    press(console, "Next: Two")
    vote, counted = ana.activity("How far can you back it?"), console.page.locator("#plckit-sees-now li").last
    vote.get_by_role("radio", name="4 Good").check()
    ana.sees("One more tap: can you see what this group wants?")
    expect(counted).to_contain_text("0 of 1 answered")
    vote.get_by_role("radio", name="Yes").check()
    expect(counted).to_contain_text("1 of 1 answered")
    expect(vote.locator(".one-more")).to_be_empty()
    console.page.get_by_role("button", name=re.compile("1. One")).click()
    console.page.get_by_label("The words we decide on").filter(visible=True).fill("We will meet at noon.")
    press(console, "Keep these words")
    console.sees("first begin that vote afresh (More tools)")
    press(console, "Show it")
    expect(console.activity("How far can you back it?")).to_be_visible()
