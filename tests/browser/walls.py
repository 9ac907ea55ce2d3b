"""A session that a test leads from another process, and its projector."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

from people import WALL, Person
from playwright.sync_api import expect
from running_server import Room

from plckit.activities.registry import kinds
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.domain.workbooks import Page
from plckit.sessions import answering, facilitating, moderating
from plckit.testing import utc_now

# The letters of a chart as they stand on the screen, with everything that makes the picture larger.
CHART_LETTERS = """() => [...document.querySelectorAll(".plckit-chart svg text")]
  .filter((el) => el.checkVisibility() && el.textContent)
  .map((el) => parseFloat(getComputedStyle(el).fontSize) * el.getScreenCTM().a)"""


class Led:
    """A session that the test leads from another process, and people who answer in it."""

    def __init__(self, room: Room, page: Page) -> None:
        self.room, self.page = room, page
        self.seat = room.seat(Role.FACILITATOR)
        self.people: list[Seat] = []

    def come(self, n: int) -> None:
        self.people += [self.room.seat(name=f"Person {len(self.people) + i}") for i in range(n)]

    def go(self, step: str) -> None:
        self.room.store.write(facilitating.go_to, self.page, self.seat, step, utc_now()).result()

    def put(self, seat: Seat, activity: str, entry: str, value: Any) -> None:
        told = (seat, activity, entry, str(uuid.uuid4()), value, utc_now())
        self.room.store.write(answering.put, kinds(), self.page, *told).result()

    def light(self, activity: str, entry: str | None) -> None:
        told = (self.page, self.seat, activity, entry, utc_now())
        self.room.store.write(moderating.spotlight, *told).result()


def a_wall(led: Led, person: Callable[..., Person], **more: Any) -> Person:
    """Open the projector."""
    found = person(viewport=WALL, **more)
    browser = led.room.browser(led.room.seat(Role.PROJECTOR))
    url = led.room.server.address
    cookies = [{"name": name, "value": value, "url": url} for name, value in browser.cookies.items()]
    found.context.add_cookies(cookies)
    found.page.goto(f"{url}/projector/{led.room.code}")
    found.is_connected()
    expect(found.page.locator("body[data-usable=true]")).to_be_attached()
    return found


def laid_out(wall: Person) -> Person:
    """Wait until everything that stands on the wall has its place and its size."""
    expect(wall.page.locator("main")).to_have_attribute("aria-busy", "false")
    return wall


def reveal(led: Led, wall: Person, activity: str, rows: int = 0) -> None:
    """Reveal, and wait for the picture to be parted into pages."""
    led.room.put_in(Phase.REVEALED, activity)
    group = wall.page.locator(f"[data-key={activity}] .group")
    expect(group.locator(".wall, .plckit-chart svg").filter(visible=True).first).to_be_visible()
    if rows:
        expect(wall.page.locator("#plckit-page")).to_have_text(re.compile(r" of [2-9]"))
    laid_out(wall)
