"""Everybody in a whole meeting of workbook 01: who leads, the wall, and eight people with their troubles."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cable import Cable
from firewall import Firewall
from moved_clock import set_ahead
from people import LAPTOP, SAVED, WALL, Person
from playwright.sync_api import Locator, expect
from running_server import Server

POCKET = {"width": 390, "height": 844}
WRITE = "I write for us"
OPENING = datetime(2030, 3, 1, 14, 55, tzinfo=UTC)
"""When the doors open, five minutes before the start that was planned."""


class MeetingRoom:
    """The server with its clock, the screens that lead, and the people by name."""

    def __init__(self, server: Server, ahead: Path, person: Callable[..., Person]) -> None:
        self.server, self.ahead, self.person = server, ahead, person
        self.minutes, self.real = 0, datetime.now(UTC)
        self.passes(0)
        self.cable, self.wall_of_school = Cable(server.port), Firewall(server.port, "refuses")
        self.people: dict[str, Person] = {}
        self.console = self._with_clock(person(viewport=LAPTOP, timezone_id="UTC"))
        self.code = self._begin()
        self.second, self.wall = self._co_facilitator(), self._projector()

    @staticmethod
    def _with_clock(screen: Person) -> Person:
        screen.page.clock.install(time=OPENING)
        return screen

    def _begin(self) -> str:
        page = self.console.page
        page.goto(f"{self.server.address}/sign-in?key={self.server.facilitator_key()}")
        page.get_by_label("Workbook").select_option("01_becoming_a_learning_community")
        page.get_by_label("Your community").fill("Hill School")
        page.get_by_label("Day").fill(OPENING.date().isoformat())
        page.get_by_label("Start").fill("15:00")
        page.get_by_label("Finish").fill("16:30")
        page.get_by_role("button", name="Begin", exact=True).click()
        self.recovery = page.locator("dd.words").inner_text()
        page.get_by_role("link", name="Go to the console").click()
        self.console.is_connected()
        page.get_by_role("radio", name="Only I see this screen").check()
        return re.search(r"/console/(\w{4})", page.url).group(1)  # type: ignore[union-attr]

    def _co_facilitator(self) -> Person:
        self.part("Doors")
        box = self.console.page.get_by_role("textbox", name="The link for a co-facilitator")
        expect(box).to_have_value(re.compile("key="))
        link = box.input_value()
        self.part("This step")
        second = self.person(viewport=POCKET)
        second.page.goto(link)
        second.is_connected()
        assert "key=" not in second.page.url
        return second

    def _projector(self) -> Person:
        wall = self._with_clock(self.person(viewport=WALL, timezone_id="UTC"))
        wall.context.add_cookies(self.console.context.cookies())
        wall.page.goto(f"{self.server.address}/projector/{self.code}")
        return wall

    def joins(self, name: str, table: str, port: int = 0) -> Person:
        """Let somebody come in, over another way than the straight one if *port* names it."""
        one = self.people[name] = self.person()
        address = f"http://127.0.0.1:{port or self.server.port}"
        one.page.goto(f"{address}/join/{self.code}")
        one.page.get_by_label("What shall we call you?").fill(name)
        one.page.get_by_label("Which table do you sit at?").fill(table)
        one.page.get_by_role("button", name="Join", exact=True).click()
        expect(one.page.locator("body")).to_have_attribute("data-usable", "true", timeout=20_000)
        return one

    def passes(self, minutes: int) -> None:
        """Let time go by in the server and on the screens that show it."""
        self.minutes += minutes
        set_ahead(self.ahead, self.minutes + int((OPENING - self.real).total_seconds()) // 60)
        for screen in (self.console, self.wall) if minutes else ():
            screen.page.clock.fast_forward(minutes * 60_000)

    def part(self, name: str) -> None:
        """Go to a part of the console."""
        self.console.page.get_by_role("navigation", name="Parts of the console").get_by_role(
            "button", name=name
        ).click()

    def press(self, name: str | re.Pattern[str], screen: Person | None = None) -> None:
        """Press a button of a screen that leads."""
        found = (screen or self.console).page.get_by_role("button", name=name, exact=isinstance(name, str))
        found.filter(visible=True).first.click()

    def next(self, step: str) -> None:
        """Go on to *step*, which the one big button names, and see that it is on the wall."""
        self.press(f"Next: {step}")
        self.wall.is_at(step)

    def on(self, name: str) -> Person:
        """Return somebody who is here."""
        return self.people[name]

    def writes(self, name: str, box: str, words: str) -> None:
        """Let somebody write into a box, and see that it is kept."""
        field = self.on(name).page.get_by_role("textbox", name=box).filter(visible=True)
        field.fill(words)
        field.blur()
        expect(self.article(name, field).get_by_text(SAVED)).to_be_visible()

    def article(self, name: str, inside: Locator) -> Locator:
        """Return the activity around a field."""
        return self.on(name).page.get_by_role("article").filter(has=inside)

    def led(self, prompt: str, screen: Person | None = None) -> Locator:
        """Return an activity with its tools on a screen that leads."""
        page = (screen or self.console).page
        heading = page.get_by_role("heading", name=prompt)
        return page.locator(".led").filter(has=heading).filter(visible=True)
