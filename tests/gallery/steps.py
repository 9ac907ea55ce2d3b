"""What a person does in a view, one thing at a time: by keyboard alone, or by touch alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect

MOST_STOPS = 30


@dataclass(frozen=True)
class At:
    """Go there: press Tab until the control has the focus (or Shift+Tab, *back*), or tap it."""

    role: str
    name: str
    nth: int = 0
    back: bool = False

    def find(self, slot: Any) -> Any:
        """Return the control."""
        return slot.get_by_role(self.role, name=self.name, exact=True).nth(self.nth)

    def by_keyboard(self, slot: Any) -> None:
        control = self.find(slot)
        for _ in range(MOST_STOPS):
            slot.page.keyboard.press("Shift+Tab" if self.back else "Tab")
            if control.evaluate("control => control === document.activeElement"):
                return
        raise AssertionError(f"Tab does not come to {self.role} {self.name}")

    def by_touch(self, slot: Any) -> None:
        control = self.find(slot)
        control.tap()
        if self.role == "textbox":
            expect(control).to_be_focused()  # a tap is done before the keyboard is up


@dataclass(frozen=True)
class Fold:
    """Open what is folded away under that heading."""

    name: str

    def by_keyboard(self, slot: Any) -> None:
        heading = self.find(slot)
        for _ in range(MOST_STOPS):
            slot.page.keyboard.press("Tab")
            if heading.evaluate("heading => heading === document.activeElement"):
                return slot.page.keyboard.press("Enter")
        raise AssertionError(f"Tab does not come to {self.name}")

    def by_touch(self, slot: Any) -> None:
        self.find(slot).tap()

    def find(self, slot: Any) -> Any:
        """Return the heading."""
        return slot.locator("summary").get_by_text(self.name, exact=True)


@dataclass(frozen=True)
class Key:
    """Press one key."""

    name: str

    def by_keyboard(self, slot: Any) -> None:
        slot.page.keyboard.press(self.name)


@dataclass(frozen=True)
class Words:
    """Write; who touches has a keyboard on the glass for it."""

    words: str

    def by_keyboard(self, slot: Any) -> None:
        slot.page.keyboard.type(self.words)

    by_touch = by_keyboard


@dataclass(frozen=True)
class Day:
    """Set the day in that box: type it, or take it from the phone's calendar."""

    name: str

    def by_keyboard(self, slot: Any) -> None:
        At("textbox", self.name).by_keyboard(slot)
        slot.page.keyboard.type("02152027")  # as Chromium takes a day in English: month, day, year

    def by_touch(self, slot: Any) -> None:
        box = At("textbox", self.name).find(slot)
        box.tap()
        box.fill("2027-02-15")


@dataclass(frozen=True)
class Choose:
    """Choose *words* from the list of that name: by its first letters, or on the phone's own list."""

    name: str
    words: str

    def by_keyboard(self, slot: Any) -> None:
        At("combobox", self.name).by_keyboard(slot)
        slot.page.keyboard.type(self.words)

    def by_touch(self, slot: Any) -> None:
        At("combobox", self.name).find(slot).select_option(label=self.words)


@dataclass(frozen=True)
class Slide:
    """Touch the slider where it stands for *value* of 0 to 10."""

    name: str
    value: int
    nth: int = 0

    def by_touch(self, slot: Any) -> None:
        slider = At("slider", self.name, self.nth).find(slot)
        slider.scroll_into_view_if_needed()
        at = slider.bounding_box()
        thumb = at["height"] / 4
        along = thumb + (at["width"] - 2 * thumb) * self.value / 10
        slot.page.touchscreen.tap(at["x"] + along, at["y"] + at["height"] / 2)


@dataclass(frozen=True)
class Drag:
    """Hold the handle of the line *words* and carry it just above the line *onto*."""

    words: str
    onto: str

    def by_touch(self, slot: Any) -> None:
        line = slot.get_by_role("listitem")
        grip = line.filter(has_text=self.words).locator(".grip")
        grip.scroll_into_view_if_needed()
        start, end = grip.bounding_box(), line.filter(has_text=self.onto).bounding_box()
        x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
        finger = slot.page.context.new_cdp_session(slot.page)
        down = [{"x": x, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": down})
        for part in range(1, 9):
            there = [{"x": x, "y": y + (end["y"] + 4 - y) * part / 8}]
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": there})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        finger.detach()


Step = At | Key | Words | Day | Choose | Slide | Drag
