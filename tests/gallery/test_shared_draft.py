"""Several people write in one table: what the others write arrives, and nobody's words are overwritten."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# The gallery's server knows the columns of the example, so these have the same keys.
RULES = {
    "columns": {"who": "The rule", "help": "What we say"},
    "rows": {"listen": "We listen", "asking": "We ask"},
    "dates": [],
    "add": 0,
}
MOUNT = """async ([options, mine, phase, by, more]) => {
  for (const slot of document.querySelectorAll("[data-cell]")) slot.mounted?.stop();
  const kind = gallery.kinds.planner_table;
  kind.spec.options = { ...kind.spec.options, ...options };
  kind.spec.by = by;
  const el = document.createElement("div");
  document.querySelector("main").replaceChildren(el);
  const state = { mine, saved: null, phase, group: {}, ...more };
  globalThis.draft = (await gallery.mount("planner_table", { state, beside: false }, el)).model;
}"""
ADDED = {"add": 2}
FIRST = {"mf0000aa-1.who": "Ana"}


class Draft:
    """One person's screen; `arrives` is what the server says of the draft."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def open(self, mine: dict[str, str], phase: str = "open", **options: Any) -> None:
        """Put the view on the page."""
        self.page.evaluate(MOUNT, [options, mine, phase, "person", {}])

    def open_for_a_team(self, mine: dict[str, str], pen: dict[str, str], **group: Any) -> None:
        """Put the view of a team's table on the page, with what the room sees of it."""
        self.page.evaluate(MOUNT, [RULES, mine, "open", "team", {"pen": pen, "group": group}])

    def arrives(self, **mine: str) -> None:
        """Take over the whole draft: row__column=value."""
        said = {entry.replace("__", ".").replace("_", "-"): value for entry, value in mine.items()}
        self.page.evaluate("mine => draft.take({ mine })", said)

    def box(self, name: str) -> Any:
        return self.page.get_by_role("textbox", name=name, exact=True)

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)


@pytest.fixture
def draft(gallery: str, view_page: Any) -> Draft:
    view_page.goto(f"{gallery}?kind=planner_table")
    view_page.wait_for_selector("body[data-usable=true]", state="attached")
    return Draft(view_page)


def test_another_cell_arrives_and_the_one_somebody_writes_in_stays(draft: Draft) -> None:
    """A table has one draft and four phones."""
    draft.open({}, **RULES)
    mine = draft.box("The rule, We listen")
    mine.press_sequentially("One vo")
    draft.arrives(asking__who="Ask first")
    expect(draft.box("The rule, We ask")).to_have_value("Ask first")
    expect(mine).to_have_value("One vo")
    mine.press_sequentially("ice")
    draft.arrives(asking__who="Ask first", asking__help="What did you see?")
    expect(mine).to_have_value("One voice")
    expect(mine).to_be_focused()
    expect(draft.page.locator(".told")).to_be_empty()


def test_the_same_cell_keeps_ones_own_words_and_says_so(draft: Draft) -> None:
    """The later edit wins; whoever wrote the earlier one can find it again."""
    draft.open({"listen.who": "One"}, **RULES)
    mine = draft.box("The rule, We listen")
    mine.press_sequentially(" voice")
    draft.arrives(listen__who="Theirs")
    words = re.compile("“The rule, We listen” was changed on another screen while you were writing")
    expect(draft.page.get_by_text(words)).to_be_visible()
    expect(mine).to_have_value(re.compile("voice"))
    mine.blur()
    expect(draft.page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    expect(mine).to_have_value(re.compile("voice"))


def test_ones_own_words_coming_back_are_nobody_elses(draft: Draft) -> None:
    """The server folds spaces, and answers while one writes on."""
    draft.open({}, **RULES)
    mine = draft.box("The rule, We listen")
    mine.press_sequentially("One  voice ")
    mine.press_sequentially("at a time")
    draft.arrives(listen__who="One voice")
    expect(draft.page.locator(".told")).to_be_empty()


def test_who_only_stands_in_a_box_reads_the_new_words_on_leaving(draft: Draft) -> None:
    """Nothing changes under a cursor."""
    draft.open({"listen.who": "Before"}, **RULES)
    mine = draft.box("The rule, We listen")
    mine.focus()
    draft.arrives(listen__who="After")
    expect(mine).to_have_value("Before")
    mine.press("Tab")
    expect(mine).to_have_value("After")


def test_a_day_changed_elsewhere_waits_too(draft: Draft) -> None:
    """A calendar that is open is not to jump."""
    draft.open({"mf0000aa-1.when": "2027-02-15"})
    mine = draft.box("Date, row 1")
    mine.focus()
    draft.arrives(mf0000aa_1__when="2027-03-01")
    expect(mine).to_have_value("2027-02-15")
    mine.blur()
    expect(mine).to_have_value("2027-03-01")


def test_rows_of_others_stand_in_the_order_they_were_made(draft: Draft) -> None:
    """All screens number them alike; the empty row that waited for words goes."""
    draft.open({})
    draft.arrives(mf0000cc_1__who="Later", mf0000aa_1__who="Earlier")
    expect(draft.page.get_by_role("rowheader")).to_have_text(["Row 1", "Row 2"])
    expect(draft.box("Facilitator, row 1")).to_have_value("Earlier")
    draft.arrives(mf0000cc_1__who="Later")
    expect(draft.page.get_by_role("rowheader")).to_have_text(["Row 1"])
    expect(draft.box("Facilitator, row 1")).to_have_value("Later")


def test_a_row_that_others_remove_stays_while_somebody_is_in_it(draft: Draft) -> None:
    """The focus is never lost to somebody else."""
    draft.open({"mf0000aa-1.who": "Ana", "mf0000bb-1.who": "Bo"})
    mine = draft.box("Facilitator, row 2")
    mine.focus()
    draft.arrives(mf0000aa_1__who="Ana")
    expect(mine).to_be_focused()
    draft.box("Facilitator, row 1").focus()
    expect(draft.page.get_by_role("rowheader")).to_have_text(["Row 1"])


def test_a_row_is_removed_and_put_back(draft: Draft) -> None:
    """A slip of the thumb costs nothing, and asks nothing."""
    draft.open(FIRST | {"mf0000aa-1.when": "2027-02-15"})
    draft.button("Remove row 1").click()
    expect(draft.button("Put it back")).to_be_focused()
    draft.button("Put it back").click()
    expect(draft.box("Facilitator, row 1")).to_have_value("Ana")
    expect(draft.box("Date, row 1")).to_have_value("2027-02-15")
    expect(draft.page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    kept = "JSON.stringify(Object.values(draft.get('mine')).sort())"
    draft.page.wait_for_function(f"""{kept} === '["2027-02-15","Ana"]'""")


def test_no_more_rows_than_the_workbook_has_room_for(draft: Draft) -> None:
    """Empty rows do not pile up, and a full table says that it is full."""
    draft.open(FIRST, **ADDED)
    for _ in range(2):
        draft.button("Add a row").click()
        expect(draft.box("Date, row 2")).to_be_focused()
    draft.box("Facilitator, row 2").fill("Bo")
    draft.button("Add a row").click()
    expect(draft.page.get_by_text("There are 2 rows, which is the most.")).to_be_visible()
    expect(draft.page.get_by_role("rowheader")).to_have_text(["Row 1", "Row 2"])


def test_an_emptied_row_goes_when_it_is_left(draft: Draft) -> None:
    """As an emptied note does."""
    draft.open({"mf0000aa-1.who": "Ana", "mf0000bb-1.who": "Bo"})
    draft.box("Facilitator, row 1").fill("")
    draft.box("Facilitator, row 2").focus()
    expect(draft.page.get_by_role("rowheader")).to_have_text(["Row 1"])
    expect(draft.box("Facilitator, row 1")).to_have_value("Bo")


def test_words_of_a_closed_table_can_be_copied(draft: Draft) -> None:
    """Read-only, not disabled."""
    draft.open({"listen.who": "One voice"}, "locked", **RULES)
    mine = draft.box("The rule, We listen")
    expect(mine).not_to_be_editable()
    expect(mine).to_be_enabled()


@pytest.mark.parametrize(("width", "shown"), [(360, "cell"), (1000, "columnheader")])
def test_a_phone_has_cards_and_a_desk_has_columns(draft: Draft, width: int, shown: str) -> None:
    """Each box has its column beside it in words, whichever way the table stands."""
    draft.page.set_viewport_size({"width": width, "height": 740})
    draft.open({}, **RULES)
    assert draft.page.get_by_role("columnheader").count() == (2 if shown == "columnheader" else 0)
    label = draft.page.locator("td label").first
    assert label.bounding_box()["width"] > 1 or shown == "columnheader"
    expect(draft.page.get_by_role("table")).to_have_accessible_name("Your table")


def test_what_the_only_team_writes_stands_once(draft: Draft) -> None:
    """Its people have it before them; with a second team, and for a latecomer, there is more to see."""
    told = [{"name": "Team 1", "rows": [{"label": "We listen", "cells": ["One voice", ""]}]}]
    group = {"n": 1, "of": 1, "tables": told}
    said = draft.page.get_by_role("region", name="What the group said")
    draft.open_for_a_team({"listen.who": "One voice"}, {"who": "me"}, **group)
    expect(draft.box("The rule, We listen")).to_have_value("One voice")
    expect(said).to_be_hidden()
    draft.page.evaluate("draft.take({ phase: 'revealed' })")
    expect(draft.box("The rule, We listen")).to_be_visible()
    expect(said).to_be_hidden()
    draft.page.evaluate("group => draft.take({ group })", {**group, "of": 2})
    expect(said).to_be_visible()
    draft.open_for_a_team({}, {"who": "nowhere"}, **group)
    expect(said).to_be_visible()


def test_whoever_writes_for_the_team_reads_so(draft: Draft) -> None:
    """From step to step one device writes on; whoever is alone writes for nobody else."""
    draft.open_for_a_team({}, {"who": "me"})
    expect(draft.page.get_by_text("You write for your team.")).to_be_visible()
    draft.open_for_a_team({}, {"who": "alone"})
    expect(draft.page.get_by_text("You write for your team.")).to_be_hidden()
    expect(draft.box("The rule, We listen")).to_be_editable()
