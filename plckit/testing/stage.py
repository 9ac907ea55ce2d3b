"""One view of one kind in the gallery's page, and what a person meets there: on the screen, by Tab, by ear.

May import nothing of plckit: all it knows it sees on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as TooLong

PHONE = {"width": 360, "height": 740}
MOST_STOPS = 80
TO_MOUNT, TO_ANSWER = 20_000, 5_000  # milliseconds
PROBE = Path(__file__).with_suffix(".js")
SAVED = re.compile(r"^Saved \d")
WORDS = "A few words"
TYPED = {"url": "https://www.example.org/", "date": "02152026", "number": "5", "email": "ana@example.org"}
PRESSED = {"range": "ArrowRight", "radio": "Space", "checkbox": "Space", "select-one": "ArrowDown"}
PRESSED |= dict.fromkeys(("submit", "button", "summary", "a"), "Enter")


class Stage:
    """The gallery's page of one kind, with one view on it at a time; what goes on in it is kept."""

    def __init__(self, kind: str, page: Any, gallery: str) -> None:
        self.page, self.gallery, self.kind = page, gallery, kind
        self.errors: list[str] = []
        self.asked: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", self._fail)
        page.on("request", self._ask)
        page.set_viewport_size(PHONE)
        page.goto(f"{gallery}?kind={kind}")
        try:
            page.wait_for_selector("body[data-usable=true]", state="attached", timeout=TO_MOUNT)
        except TooLong:
            said = "\n".join(self.errors) or "nothing in the console says why"
            raise AssertionError(
                f"The view of {kind} does not mount in each phase and role:\n{said}"
            ) from None
        page.evaluate(PROBE.read_text("utf-8"))
        self.spec = self("spec")
        self.cdp = page.context.new_cdp_session(page)

    def __call__(self, what: str) -> Any:
        """Return what the probe says: a name of its own, or a call of one."""
        return self.page.evaluate(f"stage.{what}")

    def mount(self, label: str, **changes: Any) -> None:
        """Put the participant's cell *label* on the stage, with *changes* to its state."""
        self.page.evaluate("([label, changes]) => stage.mount(label, changes)", [label, changes])

    def phase(self, phase: str) -> None:
        """Let the facilitator put the activity into *phase*."""
        self.page.evaluate("phase => stage.take({phase})", phase)

    def labels(self) -> list[str]:
        """Return the cells a participant may see."""
        said: list[str] = self("cells.filter(cell => cell.role === 'participant').map(cell => cell.label)")
        return said

    def stops(self) -> Iterator[dict[str, Any]]:
        """Yield what Tab comes to, from before the view to after it."""
        self.page.focus("#before")
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            at = self("focused()")
            if at is None:
                return
            yield at

    def unreached(self, stops: list[dict[str, Any]]) -> list[str]:
        """Return the controls that *stops* does not name."""
        said: list[str] = self(f"unreached({[at['id'] for at in stops]})")
        return said

    def operate(self, control: dict[str, Any]) -> str:
        """Use the control with the focus by keyboard; return the words typed, if it takes words."""
        kind = control["type"]
        if kind in PRESSED:
            self.page.keyboard.press(PRESSED[kind])
            return ""
        self.page.keyboard.type(TYPED.get(kind, WORDS))
        return "" if kind in TYPED else WORDS

    def answer_by_keyboard(self, *, undo: bool = False) -> tuple[list[str], list[str]]:
        """Use every control once, by Tab and keys; return the words typed, and what lost the focus.

        With *undo* also those that come up only with an answer, such as “Clear” and “Remove”.
        """
        used: set[int] = set()
        first = self("controls().map(stage.numberOf)")
        typed, lost = [], []
        for at in self.stops():
            if at["lost"] or at["id"] in used or at["type"] == "summary":
                continue
            if not undo and at["id"] not in first:
                continue
            used.add(at["id"])
            typed.append(self.operate(at))
            if (after := self("focused()")) and after["lost"]:
                lost.append(at["what"])
        return [words for words in typed if words], lost

    def poke(self) -> None:
        """Try to change each control of the answer: by mouse, by dragging and by keys."""
        mouse, keyboard = self.page.mouse, self.page.keyboard
        for number in range(self("targets()")):
            x, y = self(f"bring({number})")
            mouse.move(x, y)
            mouse.down()
            mouse.move(x + 20, y + 60)
            mouse.up()
            mouse.click(*self(f"bring({number})"))
            if self(f"focus({number})"):
                for key in ("x", "Space", "ArrowDown"):
                    keyboard.press(key)

    def memory(self) -> dict[str, float]:
        """Return what the browser keeps for this page once its rubbish is collected."""
        self.cdp.send("Performance.enable")
        for _ in range(2):
            self.cdp.send("HeapProfiler.collectGarbage")
        return {
            metric["name"]: metric["value"] for metric in self.cdp.send("Performance.getMetrics")["metrics"]
        }

    def says(self, words: str | re.Pattern[str]) -> bool:
        """Wait for *words* in the view; return whether they came."""
        try:
            self.page.locator("#stage").get_by_text(words).first.wait_for(timeout=TO_ANSWER)
        except TooLong:
            return False
        return True

    def close(self) -> None:
        """Leave the page as it was given."""
        for event, listener in (("console", self._hear), ("pageerror", self._fail), ("request", self._ask)):
            self.page.remove_listener(event, listener)
        self.cdp.detach()
        self.page.goto("about:blank")

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _fail(self, error: Any) -> None:
        self.errors.append(str(error))

    def _ask(self, request: Any) -> None:
        self.asked.append(request.url)


def heard(cdp: Any, selector: str) -> list[dict[str, Any]]:
    """Return what a screen reader finds inside of *selector*, in order: role, name, value and states.

    Chromium does not say a slider's value in words over this wire, so it is read from the slider.
    """
    at = cdp.send("Runtime.evaluate", {"expression": f"document.querySelector({selector!r})"})
    said = []
    for node in cdp.send("Accessibility.queryAXTree", {"objectId": at["result"]["objectId"]})["nodes"]:
        if node["ignored"]:
            continue
        states = {state["name"]: state["value"].get("value") for state in node.get("properties", ())}
        name, value = (node.get(part, {}).get("value", "") for part in ("name", "value"))
        role = node["role"]["value"]
        if role == "slider":
            value = _attributes(cdp, node).get("aria-valuetext", value)
        said.append({**states, "role": role, "name": name, "value": value})
    return said


def _attributes(cdp: Any, node: dict[str, Any]) -> dict[str, str]:
    found = cdp.send("DOM.describeNode", {"backendNodeId": node["backendDOMNodeId"]})["node"]["attributes"]
    return dict(zip(found[::2], found[1::2], strict=True))
