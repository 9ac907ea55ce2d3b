"""What a group made of its notes, as its entries tell it."""

from __future__ import annotations

import random
from typing import Any

from plckit.activities.pile_board.boards import boards
from plckit.activities.registry import kinds
from plckit.domain.entries import Entry
from plckit.testing import NAME, an_activity

CARDS = [{"id": "c1", "text": "Time to think"}, {"id": "c2", "text": "Tea"}, {"id": "c3", "text": "هدوء"}]


def told(who: str, entries: dict[str, Any], name: str = "") -> list[Entry]:
    """Return the entries of one board."""
    return [Entry(who, entry, value, name) for entry, value in entries.items()]


def test_the_pile_to_begin_with_comes_first_and_then_the_fullest() -> None:
    """The room reads from the top."""
    made = told("a", {"p-pile-1": "Two", "p-pile-2": "One", "p-pile-3": "", "first-pile": "pile-2"})
    made += told("a", {"at-c1": "pile-1", "at-c3": "pile-1", "at-c2": "pile-2"})
    spec = an_activity("pile_board", "piles", cards=[card["text"] for card in CARDS])
    spec.options["cards"][:] = CARDS  # type: ignore[index]
    [board] = kinds()["pile_board"].summarise(spec, made)["boards"]
    assert board == {
        "piles": [
            {"title": "One", "n": 1, "notes": ["Tea"], "first": True},
            {"title": "Two", "n": 2, "notes": ["Time to think", "هدوء"], "first": False},
            {"title": "Pile without a name", "n": 0, "notes": [], "first": False},
        ],
        "loose": [],
    }


def test_what_lies_in_a_pile_that_is_gone_is_loose() -> None:
    """Two devices: one takes a pile apart while the other puts a note in it."""
    [board] = boards(CARDS, told("a", {"at-c1": "gone-1", "at-n-note-1": "gone-2", "n-note-1": "Mine"}))
    assert (board.piles, [text for text, _ in board.loose]) == ([], ["Time to think", "Tea", "هدوء", "Mine"])


def test_cards_that_are_gone_are_left_out() -> None:
    """The facilitator hides a note after somebody has moved it; the pile to begin with may be gone too."""
    entries = {"p-pile-1": "Quiet", "at-c9": "pile-1", "at-n-gone-1": "pile-1", "first-pile": "gone-1"}
    [board] = boards(CARDS[:1], told("a", entries))
    assert [(p.title, p.first, p.notes) for p in board.piles] == [("Quiet", False, [])]
    assert [text for text, _ in board.loose] == ["Time to think"]


def test_each_group_has_a_board_and_nothing_tells_who_was_first() -> None:
    """Boards stand in the order of what is on them, or of the groups' names."""
    made = [
        *told("x", {"p-pile-2": "Same name", "at-c1": "pile-2"}),
        *told("y", {"p-pile-1": "Same name", "at-c2": "pile-1"}),
        *told("z", {"n-note-1": "Alone", "n-note-2": "Alone"}),
    ]
    kind, spec = kinds()["pile_board"], an_activity("pile_board", "piles", cards=["Time to think", "Tea"])
    first = kind.summarise(spec, made)
    rng = random.Random(1)
    for _ in range(10):
        assert kind.summarise(spec, rng.sample(made, len(made))) == first
    assert len(first["boards"]) == 3
    assert all("name" not in board for board in first["boards"])


def test_a_board_bears_the_groups_name_where_names_may_be_shown() -> None:
    """“Group 2” is whom the room asks."""
    made = told("x", {"n-note-1": "Tea"}, NAME)
    assert kinds()["pile_board"].summarise(an_activity("pile_board", "piles"), made) == {
        "boards": [{"name": NAME, "piles": [], "loose": ["Tea"]}]
    }


def test_a_dataframe_gets_a_row_a_note_with_its_pile() -> None:
    """Given cards that nobody moved are nobody's, so they have no row."""
    spec = an_activity("pile_board", "piles", cards={"c1": "Time to think", "c2": "Tea"})
    made = told("x", {"p-pile-1": "Quiet", "at-c1": "pile-1", "n-note-1": "Mine", "first-pile": "pile-1"})
    found = kinds()["pile_board"].tidy(spec, made)
    assert [(row.row, row.value) for row in found] == [("Quiet", "Time to think"), ("Not in a pile", "Mine")]


def test_an_author_gives_cards_or_names_the_notes() -> None:
    """The server fills in the cards of a source that may be seen."""
    options = kinds()["pile_board"].options
    assert options(notes="needs")["notes"] == "needs"
    assert options(notes="needs")["cards"] == []
    assert options(cards={"a": "First"}, most=0)["cards"] == [{"id": "a", "text": "First"}]
