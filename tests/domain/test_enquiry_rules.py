"""The words of an enquiry: its question, its numbers, its days, and when it is over."""

from __future__ import annotations

import pytest

from plckit.domain.catalogue import points
from plckit.domain.enquiries import (
    KEEP,
    METHODS,
    Number,
    checked_number,
    day_of,
    is_ended,
    number,
    sentence,
    turn_name,
)
from plckit.errors import BadValue


def test_four_blanks_make_one_question() -> None:
    """People type dots and question marks of their own; a blank that is empty shows that it is."""
    blanks = {"change": "ask  by cards.", "who": "Year 9", "learn": "speak more?", "when": "June"}
    assert sentence(blanks) == "If we ask by cards, will Year 9 speak more by June?"
    assert sentence({"change": "ask by cards"}) == "If we ask by cards, will … … by …?"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("18 of 26", Number(18, 26)),
        ("18/26", Number(18, 26)),
        ("0 out of 5", Number(0, 5)),
        ("18 of 26 students", Number(18, 26)),
        ("7,5 minutes", Number(7.5, None, "minutes")),
        ("12", Number(12)),
        ("62 %", Number(62, None, "%")),
        ("27 of 26", None),
        ("3 of 0", None),
        ("a lot", None),
        ("12345 of 99999", None),
        ("1e9", None),
        ("", None),
    ],
)
def test_a_number_is_read_or_it_is_none(text: str, found: Number | None) -> None:
    """Nothing is guessed: a count above its whole is a slip, and a chart of slips misleads."""
    assert number(text) == found


def test_what_is_no_number_is_refused_in_words() -> None:
    """The words stay in the box, and the sentence says how to write it."""
    assert checked_number(None) is None
    assert checked_number("18 of 26") == "18 of 26"
    with pytest.raises(BadValue, match="18 of 26"):
        checked_number("most of them")
    with pytest.raises(BadValue, match="62 is more than 26"):
        checked_number("62 of 26")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15 February 2027", "2027-02-15"),
        ("2027-02-15", "2027-02-15"),
        ("1 Sept 2027", "2027-09-01"),
        ("30 February 2027", ""),
        ("next Monday", ""),
        ("3/4/2027", ""),
    ],
)
def test_a_day_in_words_is_a_day(text: str, found: str) -> None:
    """Facilitators type days into the form; what can be two days is none."""
    assert day_of(text) == found


def test_all_but_one_more_turn_end_it() -> None:
    """Personal links end with the enquiry."""
    assert [key for key in KEEP if not is_ended({"keep": key})] == ["more"]
    assert not is_ended({})


def test_turns_are_counted_from_before_the_first_change() -> None:
    assert turn_name(0, ["a"]) == "Before we changed anything"
    assert turn_name(1, ["ask by cards"]) == "Turn 1: ask by cards"
    assert turn_name(3, ["a"]) == "Turn 3"


def test_each_way_of_learning_is_a_point_of_the_catalogue() -> None:
    """Five methods, each with a card that says how one turn goes and what to watch out for."""
    assert {f"becoming.method.{key}" for key in METHODS} == {
        one for one in points() if one.startswith("becoming.method.")
    }
    for method in METHODS.values():
        assert method.turn
        assert method.meeting
        assert method.watch_out
        assert 3 < len(method.log) <= 5
