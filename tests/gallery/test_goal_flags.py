"""The flags and the sentence in the form of a goal are the server's, and are about one's own goal."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from plckit.activities.goal_builder.activity import KIND
from plckit.domain.entries import Entry
from plckit.testing import an_activity

pytestmark = pytest.mark.browser

MOUNT = """async ([mine, group]) => {
  for (const slot of document.querySelectorAll("[data-cell]")) slot.mounted?.stop();
  const el = document.createElement("div");
  document.querySelector("main").replaceChildren(el);
  const state = { mine, saved: null, phase: "open", group };
  globalThis.goal = (await gallery.mount("goal_builder", { state, beside: false }, el)).model;
}"""
FIRST, SECOND = KIND.example["people"]


def said(*people: dict[str, Any]) -> dict[str, Any]:
    """Return what the room makes of the goals of *people*."""
    spec = an_activity("goal_builder", "goal", see="team")
    entries = [Entry(str(who), *pair) for who, cells in enumerate(people) for pair in cells.items()]
    return {"n": len(people), "of": 2, "caution": "", **KIND.summarise(spec, entries)}


@pytest.fixture
def form(gallery: str, view_page: Any) -> Any:
    view_page.goto(f"{gallery}?kind=goal_builder")
    view_page.wait_for_selector("body[data-usable=true]", state="attached")
    return view_page


def test_the_flags_are_about_ones_own_goal(form: Any) -> None:
    """Where several goals are seen, each form finds its own by what is in it."""
    form.evaluate(MOUNT, [SECOND, said(FIRST, SECOND)])
    own = form.locator(".goal")
    measurable = own.get_by_role("group", name="Measurable", exact=True)
    expect(measurable.locator(".mark")).to_contain_text("Fix")
    expect(measurable.get_by_role("listitem").first).to_have_text(
        "Name the measure and the check that gives it."
    )
    expect(own.get_by_text("Year 7 students will understand fractions")).to_be_visible()


def test_a_flag_changes_as_the_team_writes(form: Any) -> None:
    """A screen reader hears which letter has changed, and nothing more."""
    form.evaluate(MOUNT, [FIRST, said(FIRST)])
    form.locator(".goal-later > summary").click()
    relevant = form.locator(".goal").get_by_role("group", name="Relevant")
    expect(relevant.locator(".mark")).to_contain_text("Check")
    more = {**FIRST, "left_out": "Students who were away"}
    form.evaluate("state => goal.take(state)", {"mine": more})
    expect(relevant.locator(".mark")).to_contain_text("Check")  # until the server has said something
    form.evaluate("state => goal.take(state)", {"group": said(more)})
    expect(relevant.locator(".mark")).to_contain_text("Pass")
    expect(relevant.locator(".why")).not_to_be_visible()
    expect(form.locator(".goal [role=status]").last).to_have_text("Relevant: pass.")


def test_four_questions_come_first(form: Any) -> None:
    """Whom and what, from where to where, what is new, by when; the other boxes are folded away."""
    form.evaluate(MOUNT, [{}, {}])
    parts = form.locator(".goal > .goal-part")
    expect(parts.get_by_role("heading")).to_have_text(["Specific", "Measurable", "Achievable", "Time-bound"])
    folded = form.get_by_role("textbox", name="Who keeps it in view")
    expect(folded).not_to_be_visible()
    form.locator(".goal-later > summary").press("Enter")
    expect(folded).to_be_visible()


def test_an_empty_form_has_no_flags(form: Any) -> None:
    """Nobody begins with six faults."""
    form.evaluate(MOUNT, [{}, said(FIRST)])
    expect(form.locator(".goal .mark")).to_have_count(0)


def test_a_number_that_somebody_types_is_left_alone(form: Any) -> None:
    """A team writes together, and the others' numbers arrive."""
    form.evaluate(MOUNT, [{}, {}])
    mine = form.get_by_role("spinbutton", name="Students who do it today")
    mine.press_sequentially("1")
    form.evaluate("state => goal.take(state)", {"mine": {"was": 20, "aim": 30}})
    expect(form.get_by_role("spinbutton", name="Students who will do it")).to_have_value("30")
    expect(mine).to_have_value("1")
