"""Boards while others move cards too, under a finger that drags, and with what workbooks may hold."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OTHERS = """([slot, changes]) => slot.mounted.model.take({
  mine: Object.fromEntries(
    Object.entries({ ...slot.mounted.model.get("mine"), ...changes }).filter(([, value]) => value !== null)),
})"""
MOUNT = """async ([kind, label, options, state]) => {
  const { spec, cells } = gallery.kinds[kind];
  Object.assign(spec.options, options);
  const cell = cells.find((one) => one.label === label && one.role === "participant");
  const slot = document.querySelector("main");
  slot.replaceChildren();
  slot.mounted = await gallery.mount(kind, { ...cell, state: { ...cell.state, ...state } }, slot);
}"""
LONG = {f"card-{n}": (f"{n} " + "meeting " * 30)[:200] for n in range(28)}
CARDS = {**LONG, "rtl": "أفكار للقاء القادم " * 10, "one-word": "x" * 200}


@pytest.fixture
def open_board(view_page: Any, gallery: str) -> Any:
    """Return how to open a kind's cell on a phone, with other options and another state."""

    def opened(kind: str, label: str = "open, answered", *, options: Any = None, **state: Any) -> Any:
        view_page.set_viewport_size({"width": 360, "height": 740})
        view_page.goto(f"{gallery}?kind={kind}")
        view_page.wait_for_selector("body[data-usable=true]", state="attached")
        view_page.evaluate(MOUNT, [kind, label, options or {}, state])
        return view_page.locator("main")

    return opened


def others(slot: Any, **changes: Any) -> None:
    """Let somebody else of the group change the board."""
    slot.page.evaluate(OTHERS, [slot.element_handle(), {k.replace("_", "-"): v for k, v in changes.items()}])


def button(within: Any, name: str) -> Any:
    """Return the button of that name."""
    return within.get_by_role("button", name=name, exact=True)


def where(slot: Any, pile: str) -> list[str]:
    """Return the cards that lie in a place."""
    place = slot.get_by_role("group", name=pile, exact=True)
    return [text for text in place.locator(".words").all_inner_texts() if text]


def dragged(slot: Any, card: str, onto: Any) -> None:
    """Carry a card by its handle, with the mouse."""
    grip = slot.get_by_role("listitem").filter(has_text=card).locator(".grip")
    grip.hover()
    slot.page.mouse.down()
    end = onto.bounding_box()
    slot.page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    slot.page.mouse.up()


def saved(slot: Any) -> None:
    """Wait until all is stored."""
    expect(slot.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()


def test_others_move_notes_while_a_name_is_typed(open_board: Any) -> None:
    """Four people around one board: nobody's words go under their fingers."""
    slot = open_board("pile_board")
    name = slot.get_by_role("textbox", name="Name of this pile").first
    name.focus()
    slot.page.keyboard.press("End")
    slot.page.keyboard.type(" now")
    others(slot, p_pile01="Somebody else's name", at_n_note03="pile01", p_pile02=None)
    expect(name).to_be_focused()
    expect(name).to_have_value("We need time before we talk now")
    mine = ["Time to think before I speak", "A quiet start", "Examples from our own classes"]
    assert where(slot, "We need time before we talk now") == mine
    saved(slot)
    kept = slot.evaluate("slot => slot.mounted.model.get('mine')['p-pile01']")
    assert kept == "We need time before we talk now"


def test_a_card_that_is_picked_up_stays_so_while_others_move_theirs(open_board: Any) -> None:
    """Its places are those there are now, and Escape puts it down where it was."""
    slot = open_board("pile_board")
    button(slot, "Tea").press("Enter")
    button(slot, "A new pile").focus()
    others(slot, p_pile09="Drinks", at_n_note02="pile09")
    expect(button(slot, "A new pile")).to_be_focused()
    expect(button(slot, "Drinks")).to_be_visible()
    slot.page.keyboard.press("Escape")
    expect(button(slot, "Tea")).to_be_focused()
    expect(button(slot, "Tea")).to_have_attribute("aria-expanded", "false")
    expect(button(slot, "Drinks")).to_have_count(0)
    expect(slot.get_by_role("status").filter(has_text="“Tea” stays where it is")).to_have_count(1)


def test_a_card_that_is_picked_up_goes_where_another_put_it(open_board: Any) -> None:
    """The later move counts, and the focus goes with the card."""
    slot = open_board("pile_board")
    button(slot, "Tea").press("Enter")
    others(slot, at_n_note04="pile01")
    expect(button(slot, "Tea")).to_be_focused()
    assert "Tea" in where(slot, "We need time before we talk")
    expect(button(slot, "Not in a pile")).to_be_visible()


def test_a_handle_drags_a_card(open_board: Any) -> None:
    """From place to place, out of a pile, and to where a pile begins."""
    slot = open_board("pile_board")
    slot.page.set_viewport_size({"width": 360, "height": 1400})
    dragged(slot, "Tea", slot.get_by_role("group", name="We need time before we talk"))
    assert where(slot, "Not in a pile") == []
    dragged(slot, "Tea", button(slot, "New pile"))
    assert where(slot, "Pile with “Tea”") == ["Tea"]
    dragged(slot, "A quiet start", slot.get_by_role("group", name="Not in a pile"))
    assert where(slot, "Not in a pile") == ["A quiet start"]
    expect(slot.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    before = slot.inner_text()
    dragged(slot, "A quiet start", slot.get_by_role("heading").first)
    assert slot.inner_text() == before


def test_a_card_at_the_edge_scrolls_the_page(open_board: Any) -> None:
    """On a phone the pile it goes to is often further down."""
    slot = open_board("pile_board")
    slot.get_by_role("listitem").filter(has_text="Tea").locator(".grip").hover()
    slot.page.mouse.down()
    slot.page.mouse.move(180, 735)
    end = "() => document.querySelector('.board').getBoundingClientRect().bottom <= innerHeight"
    slot.page.wait_for_function(end)
    assert slot.page.evaluate("document.documentElement.scrollWidth") == 360
    slot.page.mouse.up()


def test_a_pile_taken_apart_can_be_put_together_again(open_board: Any) -> None:
    """A slip of one finger must not cost a group its work."""
    slot = open_board("pile_board")
    button(slot, "Take apart: We need time before we talk").click()
    assert len(where(slot, "Not in a pile")) == 3
    undo = slot.get_by_role("button", name=re.compile("^Undo: put “We need time"))
    expect(undo).to_be_focused()
    saved(slot)
    undo.click()
    assert where(slot, "We need time before we talk") == ["Time to think before I speak", "A quiet start"]
    expect(undo).to_be_hidden()
    expect(slot.get_by_role("textbox", name="Name of this pile").last).to_be_focused()


def test_notes_written_here_can_be_changed_and_removed(open_board: Any) -> None:
    """Over the most there is a sentence, and the words stay in the box."""
    slot = open_board("pile_board", options={"most": 4})
    slot.get_by_label("Write a note").fill("One more")
    button(slot, "Add").click()
    said = "There are 4 notes here, which is the most. Change or remove one."
    expect(slot.get_by_text(said)).to_be_visible()
    expect(slot.get_by_label("Write a note")).to_have_value("One more")
    button(slot, "Tea").click()
    slot.get_by_label("Change the words").fill("Coffee")
    expect(button(slot, "Coffee")).to_be_visible()
    button(slot, "Remove this note").click()
    expect(button(slot, "Coffee")).to_have_count(0)
    button(slot, "Add").click()
    assert where(slot, "Not in a pile") == ["One more"]


def test_cards_come_from_an_earlier_activity_and_may_go(open_board: Any) -> None:
    """Hidden by the facilitator: what was told of it stays without effect, and the rest stays put."""
    cards = [{"id": "c1", "text": "Tea"}, {"id": "c2", "text": "Time"}]
    group = {"hidden": "Hidden until the facilitator reveals it."}
    mine = {"p-pile01": "Quiet", "at-c1": "pile01", "at-c2": "pile01", "first-pile": "gone01"}
    slot = open_board("pile_board", group={**group, "cards": cards}, mine=mine)
    assert where(slot, "Quiet") == ["Tea", "Time"]
    button(slot, "Tea").press("Enter")
    expect(button(slot, "Remove this note")).to_have_count(0)
    slot.evaluate("(slot, group) => slot.mounted.model.take({group})", {**group, "cards": cards[1:]})
    assert where(slot, "Quiet") == ["Time"]
    assert slot.evaluate("slot => slot.contains(document.activeElement)")


@pytest.mark.parametrize("width", [320, 360, 1024])
def test_thirty_long_cards_fit(open_board: Any, width: int) -> None:
    """And a column that is not there leaves its card loose."""
    mine = {"card-1": "all", "card-2": "no-such-column", "rtl": "teams"}
    slot = open_board("sort_cards", options={"rows": CARDS}, mine=mine)
    slot.page.set_viewport_size({"width": width, "height": 740})
    expect(slot.locator(".pick")).to_have_count(30)
    assert len(where(slot, "Not sorted yet")) == 28
    slot.locator(".pick").first.click()
    assert slot.page.evaluate("document.documentElement.scrollWidth") == width


def test_boards_stand_two_at_a_time(open_board: Any) -> None:
    """A wall of ten groups would be read by nobody; on paper all of it is there."""
    pile = {"title": "Quiet", "n": 10, "notes": [f"Note {n}" for n in range(10)], "first": True}
    boards = [{"name": f"Group {n}", "piles": [pile], "loose": ["Tea"]} for n in range(1, 6)]
    group = {"n": 5, "of": 5, "boards": boards}
    slot = open_board("pile_board", "revealed", options={"noun": "card"}, group=group)
    said = slot.get_by_role("heading", name=re.compile("^Group"))
    expect(said).to_have_text(["Group 1", "Group 2"])
    expect(slot.get_by_text("and 2 more").first).to_be_visible()
    expect(slot.get_by_text("10 cards").first).to_be_visible()
    for names in (["Group 3", "Group 4"], ["Group 5"]):
        button(slot, "More").click()
        expect(said).to_have_text(names)
    expect(button(slot, "Back")).to_be_focused()
    slot.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(said).to_have_count(5)
    expect(slot.get_by_text("Note 9")).to_have_count(5)


def test_nothing_stays_of_a_drag_that_is_cut_short(open_board: Any) -> None:
    """The facilitator closes the activity while a card hangs on a finger."""
    slot = open_board("sort_cards")
    grip = slot.get_by_role("listitem").filter(has_text="How we find time").locator(".grip")
    grip.hover()
    slot.page.mouse.down()
    slot.page.mouse.move(100, 400)
    slot.evaluate("slot => slot.mounted.model.take({phase: 'locked'})")
    expect(slot.locator("[data-dragged], [data-dragging], [data-over]")).to_have_count(0)
    slot.page.mouse.up()
    assert where(slot, "Not sorted yet") == ["How we find time to meet"]
