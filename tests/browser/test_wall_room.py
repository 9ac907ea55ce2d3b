"""The room's screen has room for what people said: words begin on the first page, pictures stay large."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from people import Person
from playwright.sync_api import expect
from running_server import Room, Server
from walls import CHART_LETTERS, Led, a_wall, reveal

from plckit.activities.registry import kinds
from plckit.domain.sessions import Phase
from plckit.testing import a_page, a_session, an_activity

pytestmark = pytest.mark.browser
COLUMNS = {key: f"What we do about it, part {key}" for key in "abcde"}


def test_words_that_come_live_make_room_on_the_first_page(
    server: Server, server_store: Any, person: Callable[..., Person]
) -> None:
    """What to do stands there until somebody has written; then a table that needs its room begins there."""
    table = an_activity(
        "planner_table", "plan", prompt="Who?", columns=COLUMNS, dates=[], add=3, see="anon-live"
    )
    page = a_page({"Plan": [table]})
    page = replace(page, steps=(replace(page.steps[0], now="Say it, agree, and write it down. " * 4),))
    led = Led(Room(server, server_store, a_session(server_store, page, phase=Phase.OPEN)), page)
    led.come(3)
    led.go("plan")
    wall = a_wall(led, person)
    wall.sees("Say it, agree")
    for column in COLUMNS:
        led.put(led.people[0], "plan", f"mf0000aa-1a2b3c.{column}", "A line of words that takes its room")
    expect(wall.page.get_by_text("A line of words").first).to_be_in_viewport()
    expect(wall.page.locator("#plckit-page")).to_have_text(re.compile(r"^(1 of \d)?$"))
    expect(wall.page.get_by_text("Say it, agree")).to_be_hidden()


@pytest.mark.parametrize("kind", ["dot_map", "fist_to_five"])
def test_a_picture_is_as_high_as_a_page_and_its_letters_stay_large(
    server: Server, server_store: Any, person: Callable[..., Person], kind: str
) -> None:
    """A page of its own, rather than small letters; once it is revealed the room sees that page."""
    example = kinds()[kind].example
    page = a_page({"Picture": [an_activity(kind, "picture", **example["options"])]})
    led = Led(Room(server, server_store, a_session(server_store, page, phase=Phase.OPEN)), page)
    led.come(len(example["people"]))
    for seat, answers in zip(led.people, example["people"], strict=True):
        for entry, value in answers.items():
            led.put(seat, "picture", entry, value)
    led.go("picture")
    wall = a_wall(led, person)
    reveal(led, wall, "picture")
    expect(wall.page.locator("#plckit-page")).to_have_text("2 of 2")
    expect(wall.page.locator(".plckit-chart svg")).to_be_in_viewport(ratio=0.99)
    assert min(wall.page.evaluate(CHART_LETTERS)) >= 25.9
