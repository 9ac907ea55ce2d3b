"""Each kind is answered by keyboard alone and by touch alone, and heard by who does not see it."""

from __future__ import annotations

import json
import re
from typing import Any

import drives_of_the_year
import pytest
from drives import DRIVES as FIRST
from drives import Drive
from playwright.sync_api import expect

from plckit.activities.registry import kinds
from plckit.testing.stage import heard

pytestmark = pytest.mark.browser

LISTEN = """slot => {
  slot.told = [];
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const status = (target.closest ? target : target.parentElement)?.closest("[role=status]");
      if (status?.textContent && slot.told.at(-1) !== status.textContent) slot.told.push(status.textContent);
    }
  }).observe(slot, { childList: true, characterData: true, subtree: true });
  slot.scrollIntoView();
  slot.tabIndex = -1;
  slot.focus();
}"""
KEPT = """([slot, kept]) => {
  const mine = JSON.stringify(Object.values(slot.mounted.model.get("mine") ?? []));
  return mine.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "an id") === kept;
}"""

DRIVES = FIRST | drives_of_the_year.DRIVES


def lines(slot: Any) -> list[str]:
    """Return what a screen reader finds in *slot*: role, name, value, states."""
    cdp = slot.page.context.new_cdp_session(slot.page)
    said = []
    for node in heard(cdp, f"#{slot.get_attribute('id')}"):
        states = [state for state in ("checked", "disabled") if node.get(state) in (True, "true")]
        if node["role"] in ("StaticText", "ListMarker"):
            said.append(f"“{node['name']}”")
        elif node["role"] not in ("InlineTextBox", "generic"):
            value = [str(node["value"])] if node["value"] not in ("", None) else []
            said.append(" ".join([node["role"], f"“{node['name']}”", *value, *states]))
    cdp.detach()
    return said


def in_order(wanted: tuple[str, ...], said: list[str]) -> list[str]:
    """Return what of *wanted* is not in *said*, or not after what comes before it."""
    rest = iter(said)
    return [line for line in wanted if not any(line == other for other in rest)]


@pytest.fixture(scope="module")
def screens(browser: Any, gallery: str) -> dict[str, Any]:
    """Return a phone with a keyboard, and a phone alone; `empty` opens the gallery on them."""
    hows = {"keyboard": {}, "touch": {"has_touch": True, "is_mobile": True}}
    size = {"width": 360, "height": 740}
    return {how: browser.new_page(base_url=gallery, viewport=size, **more) for how, more in hows.items()}


def empty(page: Any, kind: str) -> Any:
    """Return the kind's empty view on a page of its own; from now on what is announced in it is kept."""
    page.goto(f"?kind={kind}")
    page.wait_for_selector("body[data-usable=true]", state="attached")
    slot = page.locator(f"#{kind}-participant-open-empty")
    slot.evaluate(LISTEN)
    return slot


def is_kept_and_heard(slot: Any, drive: Drive) -> None:
    """Assert that the answer is kept, says so, and is read aloud as it is."""
    if drive.kept:
        kept = json.dumps(drive.kept, ensure_ascii=False, separators=(",", ":"))
        slot.page.wait_for_function(KEPT, arg=[slot.element_handle(), kept])
        expect(slot.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
        told = slot.evaluate("slot => slot.told")
        assert not in_order(drive.told, told), told
        assert [line for line in told if line.startswith("Saved")], told
    missing = in_order(drive.hears, said := lines(slot))
    assert not missing, "\n".join([f"not heard, or not in this order: {missing}", *said])


def test_every_kind_has_a_row() -> None:
    """A kind nobody has driven is a kind nobody can be sure of."""
    assert set(DRIVES) == set(kinds())
    assert DRIVES


@pytest.mark.parametrize("kind", DRIVES)
def test_keys_alone_answer(screens: dict[str, Any], kind: str) -> None:
    """Who has no pointer answers as everybody does, and hears that it is kept."""
    slot = empty(screens["keyboard"], kind)
    for step in DRIVES[kind].keys:
        step.by_keyboard(slot)
    is_kept_and_heard(slot, DRIVES[kind])


@pytest.mark.parametrize("kind", DRIVES)
def test_fingers_alone_answer(screens: dict[str, Any], kind: str) -> None:
    """On a phone there is nothing to hover over and nothing to press but the glass."""
    slot = empty(screens["touch"], kind)
    for step in DRIVES[kind].taps:
        step.by_touch(slot)
    is_kept_and_heard(slot, DRIVES[kind])


@pytest.mark.parametrize("kind", ["choice", "checklist", "fist_to_five", "likert", "yes_partly_no"])
def test_a_choice_pressed_again_is_taken_back(screens: dict[str, Any], kind: str) -> None:
    """Passing stays possible after a slip of the finger; with keys, Space does the same."""
    for screen, press in (
        ("touch", lambda radio: radio.tap()),
        ("keyboard", lambda radio: radio.press("Space")),
    ):
        slot = empty(screens[screen], kind)
        first = slot.get_by_role("radio").first
        for kept in (True, False):
            press(first)
            expect(first).to_be_checked(checked=kept)
            expect(slot.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
        assert slot.evaluate("slot => Object.keys(slot.mounted.model.get('mine')).length") == 0
