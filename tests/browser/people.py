"""Somebody with a browser of their own, who finds things by role and label as people do."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

NAME = "Zoë <b>&'\" 李"
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
WALL = {"width": 1024, "height": 768}
SAVED = re.compile(r"^Saved \d")


class Person:
    """One browser context with one page at first; `heard` holds what its consoles said."""

    def __init__(self, browser: Any, viewport: dict[str, int] | None = None, **more: Any) -> None:
        self.context = browser.new_context(viewport=viewport or PHONE, **more)
        self.hosts: set[str] = set()
        self.heard: list[str] = []
        self.context.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))
        self.context.on("console", lambda m: m.type == "error" and self.heard.append(m.text))
        self.context.on("weberror", lambda e: self.heard.append(str(e.error)))
        self.page = self.context.new_page()

    def leave(self, forgive: str = "WebSocket|ERR_(CONNECTION|EMPTY_RESPONSE|SOCKET)|status of 4") -> None:
        """Close the browser; assert that nothing left the machine and no script failed."""
        self.context.close()
        assert self.hosts <= {"127.0.0.1", "localhost"}, self.hosts
        unexpected = [said for said in self.heard if not re.search(forgive, said)]
        assert not unexpected, unexpected

    def join(self, address: str, code: str, name: str = NAME) -> None:
        """Come in by the front door."""
        self.page.goto(address)
        self.page.get_by_label("The code on the screen").fill(code.lower())
        self.page.get_by_role("button", name="Join").click()
        self.page.get_by_label("What shall we call you?").fill(name)
        self.page.keyboard.press("Enter")
        self.is_connected()

    def is_connected(self) -> None:
        """Wait until the page knows it is and can be used; the projector says nothing then."""
        expect(self.page.locator("#plckit-link")).to_have_attribute("data-link", "connected")
        expect(self.page.locator("body")).to_have_attribute("data-usable", "true")

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until *text* is on the screen."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def is_at(self, step: str) -> None:
        """Wait until the screen shows *step*."""
        expect(self.page.get_by_role("heading", level=1, name=step)).to_be_visible()

    def activity(self, prompt: str) -> Locator:
        """Return the activity with that prompt."""
        heading = self.page.get_by_role("heading", name=prompt)
        return self.page.get_by_role("article").filter(has=heading)

    def saved(self, prompt: str) -> None:
        """Wait until the activity says that it is kept."""
        expect(self.activity(prompt).get_by_text(SAVED)).to_be_visible()

    def barriers(self) -> list[str]:
        """Return the serious things that axe finds on the page."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{v['id']}: {n['html'][:160]}"
            for v in found
            if v["impact"] in ("serious", "critical")
            for n in v["nodes"]
        ]
