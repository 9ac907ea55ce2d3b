"""Noticings beside a chart: pinned by pressing a mark, asked once about a reason; and the chart alone."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from plckit.activities.data_chart.activity import KIND
from plckit.testing.builders import utc_now

pytestmark = pytest.mark.browser

O3 = "O3: I can add fractions with different bottoms"
REASON = "O3 is low because of the wording"
# `there` stands for the notes that wonder: they keep what is put into them, as a room does.
MOUNT = """async ([options, phase]) => {
  for (const slot of document.querySelectorAll("[data-cell]")) slot.mounted?.stop();
  const kind = gallery.kinds.data_chart;
  const cell = kind.cells.find(({ label }) => label === "open, empty");
  kind.spec.options = options;
  kind.spec.asks = options.most !== 0; // as `spec_state` has it
  const el = document.createElement("div");
  document.querySelector("main").replaceChildren(el);
  const { model } = await gallery.mount("data_chart", { ...cell, state: { ...cell.state, phase } }, el);
  const heard = new Set();
  globalThis.notes = model;
  globalThis.there = {
    kept: [],
    get: (name) => ({ phase: "open", spec: { kind: "sticky_notes", options: { sorts: {} } } })[name],
    on: (_, handler) => heard.add(handler),
    off: (_, handler) => heard.delete(handler),
    send: (message) => there.kept.push(message.value),
    answer: (said) => heard.forEach((handler) => handler(said)),
  };
  model.elsewhere = (key) => (key === "wonder-notes" ? there : undefined);
}"""
CONSOLE = """async (options) => {
  const home = document.querySelector('script[src$="/gallery.js"]').src;
  const { adjusting } = await import(new URL("console/adjust.js", home).href);
  const { Model } = await import(new URL("model.js", home).href);
  const choices = [{ id: "language=yes", label: "Language" }, { id: "meals=yes", label: "Meals" }];
  globalThis.asked = [];
  const group = { picture: { choices, chosen: "meals=yes" } };
  globalThis.model = new Model({ spec: { options }, group }, () => {});
  document.querySelector("main").replaceChildren(...adjusting(model, (value) => asked.push(value)));
}"""


def kept(route: Any) -> None:
    """Answer as the gallery does."""
    asked = json.loads(parse_qs(urlsplit(route.request.url).query)["asked"][0])
    value = KIND.parse(KIND.options(chart="outcomes"), asked["entry"], asked["value"])
    route.fulfill(json={"type": "saved", "at": utc_now(), "value": value})


@pytest.fixture
def page(gallery: str, view_page: Any) -> Any:
    view_page.set_viewport_size({"width": 360, "height": 740})
    view_page.route("**/gallery/try/**", kept)
    view_page.goto(f"{gallery}?kind=data_chart")
    view_page.wait_for_selector("body[data-usable=true]", state="attached")
    return view_page


def box(page: Any) -> Any:
    return page.get_by_role("textbox", name="Write what you notice")


def about(page: Any) -> Any:
    return page.get_by_role("combobox", name="About", exact=True)


def test_a_pressed_mark_is_what_the_next_noticing_is_about(page: Any) -> None:
    """Who points at the chart need not look for its name in a list; a range has a second end."""
    page.evaluate(MOUNT, [KIND.options(chart="outcomes"), "open"])
    page.locator(".picture svg [aria-roledescription]").first.wait_for()
    end = page.get_by_role("combobox", name="to", exact=True)
    expect(end).not_to_be_visible()
    dots = page.locator(".picture svg .mark-symbol path")
    dots.nth(dots.count() - 2).click()
    expect(about(page)).not_to_have_value("")
    expect(box(page)).to_be_focused()
    about(page).select_option(O3)
    end.select_option("O4: I can work with percent change")
    box(page).fill("Both are under half")
    page.get_by_role("button", name="Add").click()
    page.wait_for_function("() => Object.keys(notes.get('mine')).length === 1")
    assert page.evaluate("Object.values(notes.get('mine'))") == [
        {"text": "Both are under half", "pin": "outcome:O3", "to": "outcome:O4"}
    ]
    expect(about(page)).to_have_value("")
    own = page.get_by_role("combobox", name="About: Both are under half")
    own.select_option("The whole chart")
    page.wait_for_function("() => Object.values(notes.get('mine'))[0].pin === ''")


def test_a_noticing_that_gives_a_reason_may_move_to_wonder(page: Any) -> None:
    """It is kept first, asked once and gently, and is gone here only when it is kept there."""
    page.evaluate(MOUNT, [KIND.options(chart="outcomes", wonder="wonder-notes"), "open"])
    box(page).fill(REASON)
    page.get_by_role("button", name="Add").click()
    expect(
        page.get_by_role("status").filter(has_text="sounds like a reason. Move it to Wonder?")
    ).to_be_visible()
    rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    assert Axe().run(page, options={"runOnly": rules}).response["violations"] == []
    page.wait_for_function("() => Object.keys(notes.get('mine')).length === 1")
    page.get_by_role("button", name="Move it").click()
    assert page.evaluate("there.kept") == [{"text": REASON}]
    expect(box(page)).to_be_focused()


def test_a_chart_that_takes_no_notes_is_only_looked_at(page: Any) -> None:
    """Nobody is told who will see an answer that cannot be given, nor that nobody has given one."""
    for phase in ("open", "revealed"):
        page.evaluate(MOUNT, [KIND.options(chart="outcomes", most=0), phase])
        expect(page.get_by_role("region", name="The results")).to_be_visible()
        for words in ("Who will see this", "Your answer", "Nobody has answered this."):
            expect(page.get_by_text(words)).to_have_count(0)
        expect(page.get_by_role("textbox")).to_have_count(0)


def test_the_facilitator_chooses_whom_the_chart_compares(page: Any) -> None:
    """Only of a chart of groups, and only while there is more than one group to choose."""
    page.evaluate(CONSOLE, KIND.options(chart="groups", compare="meals"))
    groups = page.get_by_role("combobox", name="Compare the others with")
    expect(groups).to_have_value("meals=yes")
    groups.select_option("Language")
    assert page.evaluate("asked") == [{"compare": "language=yes"}]
    assert KIND.adjust(KIND.options(chart="groups"), {"compare": "language=yes"})
    page.evaluate("model.take({ group: { picture: { wait: 'No results yet.' } } })")
    expect(groups).not_to_be_visible()
    page.evaluate(CONSOLE, KIND.options(chart="outcomes"))
    expect(page.get_by_role("combobox")).to_have_count(0)
