"""Notes with tags, and notes that give a reason: asked once, moved only when wanted, never blocked."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from plckit.activities.sticky_notes.activity import KIND
from plckit.testing.builders import utc_now

pytestmark = pytest.mark.browser

TAGS = {"teaching": "Teaching", "task": "The task", "time": "Time"}
OPTIONS = KIND.options(tags=TAGS, wonder="wonder-notes")
# `there` stands for the other activity: it keeps what is put into it, as a room does.
MOUNT = """async ([options, phase, group]) => {
  for (const slot of document.querySelectorAll("[data-cell]")) slot.mounted?.stop();
  const kind = gallery.kinds.sticky_notes;
  kind.spec.options = options;
  const el = document.createElement("div");
  document.querySelector("main").replaceChildren(el);
  const state = { mine: {}, saved: null, phase: group.n ? "revealed" : "open", group };
  const { model } = await gallery.mount("sticky_notes", { state, beside: false }, el);
  const heard = new Set();
  globalThis.notes = model;
  globalThis.there = {
    phase, kept: [],
    get: (name) => ({ phase: there.phase, spec: { kind: "sticky_notes", options: { sorts: {} } } })[name],
    on: (_, handler) => heard.add(handler),
    off: (_, handler) => heard.delete(handler),
    send: (message) => there.kept.push(message),
    answer: (said) => heard.forEach((handler) => handler({ ...said, op: there.kept.at(-1).op })),
  };
  model.elsewhere = (key) => (key === "wonder-notes" ? there : undefined);
}"""
REASON = "Item 7 is low because of the wording"
SOUNDS = f"“{REASON}” sounds like a reason."


class Notes:
    """One person's notes."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def open(self, phase: str = "open", **group: Any) -> None:
        """Put the view on the page; *phase* is that of the other activity."""
        self.page.evaluate(MOUNT, [OPTIONS, phase, group])

    def add(self, text: str) -> None:
        """Write a note and add it; it is kept."""
        self.page.get_by_role("textbox", name="Write a note").fill(text)
        self.page.get_by_role("button", name="Add").click()
        kept = "text => Object.values(notes.get('mine')).some((note) => note.text === text)"
        self.page.wait_for_function(kept, arg=text)

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def says(self, words: str) -> Any:
        return self.page.get_by_role("status").filter(has_text=words)


def kept(route: Any) -> None:
    """Answer as the gallery does, with the options of these tests."""
    asked = json.loads(parse_qs(urlsplit(route.request.url).query)["asked"][0])
    value = KIND.parse(OPTIONS, asked["entry"], asked["value"])
    route.fulfill(json={"type": "saved", "at": utc_now(), "value": value})


def barriers(page: Any) -> list[Any]:
    """Return what axe has against the page."""
    rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found: list[Any] = Axe().run(page, options={"runOnly": rules}).response["violations"]
    return found


@pytest.fixture
def notes(gallery: str, view_page: Any) -> Notes:
    view_page.set_viewport_size({"width": 360, "height": 740})
    view_page.route("**/gallery/try/**", kept)
    view_page.goto(f"{gallery}?kind=sticky_notes")
    view_page.wait_for_selector("body[data-usable=true]", state="attached")
    return Notes(view_page)


def test_a_note_with_a_reason_is_kept_and_asked(notes: Notes) -> None:
    """Describing and explaining stay apart, and nobody's words wait for that."""
    notes.open()
    notes.add("I see 12 of 26 on item 7")
    expect(notes.button("Move it")).not_to_be_visible()
    notes.add(REASON)
    expect(notes.says(f"{SOUNDS} Move it to Wonder?")).to_be_visible()
    expect(notes.page.get_by_role("textbox", name="Write a note")).to_be_focused()
    assert barriers(notes.page) == []


def test_a_note_moves_once_it_is_kept_there(notes: Notes) -> None:
    """Words that are on their way are nowhere lost."""
    notes.open()
    notes.add(REASON)
    notes.button("Move it").click()
    assert notes.page.evaluate("there.kept.map(({ type, value }) => [type, value])") == [
        ["put", {"text": REASON}]
    ]
    assert notes.page.evaluate("Object.keys(notes.get('mine')).length") == 1
    notes.page.evaluate("there.answer({ type: 'saved' })")
    notes.page.wait_for_function("() => Object.keys(notes.get('mine')).length === 0")
    expect(notes.button(f"Remove: {REASON}")).to_have_count(0)


def test_a_refused_move_leaves_the_note(notes: Notes) -> None:
    """The other activity may have closed at that moment."""
    notes.open()
    notes.add(REASON)
    notes.button("Move it").click()
    notes.page.evaluate("there.answer({ type: 'refused', message: 'It is closed.' })")
    expect(notes.page.get_by_text("It is closed.")).to_be_visible()
    expect(notes.button(f"Remove: {REASON}")).to_be_visible()


def test_a_note_is_asked_once(notes: Notes) -> None:
    """Who has said no is not asked again, not after a change of words either."""
    notes.open()
    notes.add(REASON)
    notes.button("Keep it here").click()
    expect(notes.button("Keep it here")).not_to_be_visible()
    expect(notes.page.get_by_role("textbox", name="Write a note")).to_be_focused()
    own = notes.page.get_by_role("textbox", name=f"Change: {REASON}")
    own.fill(f"{REASON} of it")
    own.blur()
    expect(notes.page.get_by_role("textbox", name=f"Change: {REASON} of it")).to_be_visible()
    expect(notes.page.get_by_text("sounds like a reason")).to_have_count(0)


def test_where_the_other_is_not_open_it_is_a_hint(notes: Notes) -> None:
    """A hint becomes an offer as soon as the other activity opens and something arrives."""
    notes.open("waiting")
    notes.add(REASON)
    expect(notes.says("Keep it in mind for Wonder.")).to_be_visible()
    expect(notes.button("Move it")).not_to_be_visible()
    notes.page.evaluate("there.phase = 'open'")
    notes.add("I see 4 of 26 on item 8")
    expect(notes.button("Move it")).to_be_visible()


def test_a_note_has_one_tag_which_can_change(notes: Notes) -> None:
    """Tags are for the group to see its own balance, so none is also an answer."""
    notes.open()
    notes.page.get_by_role("combobox", name="Tag, if you like").select_option("Time")
    notes.add("I wonder about the last page")
    expect(notes.page.get_by_role("combobox", name="Tag, if you like")).to_have_value("")
    own = notes.page.get_by_role("combobox", name="Tag of: I wonder about the last page")
    expect(own).to_have_value("time")
    own.select_option("No tag")
    expect(notes.page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    notes.page.wait_for_function("() => Object.values(notes.get('mine')).every((note) => !('tag' in note))")


def test_the_group_sees_its_balance(notes: Notes) -> None:
    """Every tag has its number in words beside the bar, a tag nobody gave too."""
    rows = [
        {"label": "Teaching", "count": 4},
        {"label": "The task", "count": 0},
        {"label": "No tag", "count": 2},
    ]
    notes.open(n=3, of=4, caution="", wall=[{"text": "A note", "note": "Teaching"}], balance=rows)
    lines = notes.page.locator(".balance").get_by_role("listitem")
    expect(lines).to_have_text(["Teaching4", "The task0", "No tag2"])
    widths = lines.locator(".share span").evaluate_all("bars => bars.map((bar) => bar.offsetWidth)")
    assert widths[0] > widths[2] > widths[1] == 0
    assert notes.page.evaluate("document.documentElement.scrollWidth") == 360
    assert barriers(notes.page) == []
