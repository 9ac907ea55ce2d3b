"""The four-term plan: where a community stands, and what to hold next, and why (section 2.0)."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from plckit.domain.artefact_dictionary import TYPES
from plckit.domain.year import (
    ASK,
    BOOKS,
    CONSENSUS,
    DATA,
    GOAL,
    LOOSE_TIGHT,
    READING,
    REVIEW,
    RULES,
    SHARE,
    SUPPORT,
    TERMS,
    TURN,
    UNSEEN,
    Known,
    maker_of,
    what_next,
    year_of,
)

FIRST = (RULES, READING, CONSENSUS, LOOSE_TIGHT, REVIEW, GOAL)
WORKBOOKS = Path(__file__).parents[2] / "workbooks"


def held(*books: str) -> list[tuple[str, str]]:
    """Return meetings of these workbooks, a week apart."""
    start = date(2027, 2, 1)
    return [(book, (start + timedelta(weeks=i)).isoformat()) for i, book in enumerate(books)]


def ahead(*books: str, known: Known | None = None) -> list[str]:
    return [one.book for one in what_next(year_of(held(*books)), known or Known())]


def test_the_plan_is_that_of_the_brief() -> None:
    """T1 six meetings, T2 ten, T3 eleven, T4 seven; every workbook has its place."""
    assert [len(books) for books in TERMS] == [6, 10, 11, 7]
    assert {book for books in TERMS for book in books} == set(BOOKS)
    assert all(book.needs in {"", *TYPES} and book.makes in {"", *TYPES} for book in BOOKS.values())
    assert all(maker_of(book.needs) for book in BOOKS.values() if book.needs)


@pytest.mark.parametrize("path", sorted(WORKBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_workbook_has_the_key_by_which_the_plan_knows_it(path: Path) -> None:
    """Another key, and the meeting would never count."""
    source = "".join("".join(cell["source"]) for cell in json.loads(path.read_text())["cells"])
    key = re.search(r'workbook\("([a-z0-9-]+)"', source)
    assert key
    assert BOOKS[key[1]].stem == path.stem


def test_who_begins_begins_with_rules() -> None:
    """Nothing held: the first three of term 1, in their order."""
    assert ahead() == [RULES, READING, CONSENSUS]
    assert year_of([]).term == 1


def test_a_term_that_is_held_leads_to_the_next() -> None:
    """After term 1 comes the first data discussion."""
    assert year_of(held(*FIRST)).term == 2
    assert ahead(*FIRST) == [DATA, SUPPORT, ASK]


def test_monthly_reading_does_not_jump_into_a_later_term() -> None:
    """Reading four times in term 1 is good, and term 1 is still open."""
    now = year_of(held(RULES, READING, READING, READING, READING))
    assert (now.term, len(now.besides)) == (1, 3)
    assert [slot.book for slot in now.open(1)] == [CONSENSUS, LOOSE_TIGHT, REVIEW, GOAL]


def test_half_a_term_is_enough_to_go_on_and_what_was_passed_by_is_named() -> None:
    """A community that goes its own way is not sent back; what comes again by itself is not named."""
    now = year_of(held(RULES, REVIEW, GOAL, DATA, SUPPORT))
    assert now.term == 2
    assert now.passed_by == [CONSENSUS]
    assert what_next(now, Known())[0].book == SUPPORT


def test_a_group_that_does_not_know_enough_reads_first() -> None:
    """The gate of workbook 04: a third said “not yet”."""
    told = what_next(year_of(held(RULES, READING)), Known({"knowledge"}, (4, 12)))
    assert [one.book for one in told][:2] == [READING, CONSENSUS]
    assert told[0].why == "Before you decide: 4 of 12 said that they do not know enough yet."
    assert ahead(RULES, READING, known=Known({"knowledge"}, (3, 12)))[0] == CONSENSUS
    assert ahead(RULES, READING, known=Known({"knowledge"}))[0] == CONSENSUS, "nobody asked, nothing said"


def test_an_enquiry_that_runs_is_checked_and_shared_and_one_that_does_not_is_begun() -> None:
    """No check-in without an enquiry, and no second one beside the first."""
    before = (*FIRST, DATA, SUPPORT, SUPPORT, SUPPORT)
    assert ahead(*before)[0] == ASK
    assert TURN not in ahead(*before, known=Known(running=False))
    assert ahead(*before, known=Known(running=True))[0] == TURN
    assert ahead(*before, ASK, known=Known(running=True))[0] == TURN


def test_one_more_turn_comes_first_and_then_sense_is_made_of_it() -> None:
    """The team has just decided it, also where the plan of the year has no place for it."""
    told = what_next(year_of(held(ASK, TURN, SHARE)), Known(running=True, again=TURN))
    assert [one.book for one in told] == [TURN, RULES, READING]
    assert told[0].why == "You chose one more turn."
    assert ahead(*FIRST, known=Known(running=True, again=SHARE))[0] == SHARE


def test_what_is_missing_is_named_unless_the_meeting_before_makes_it() -> None:
    """A data discussion needs a compass; the support after it gets its data story from it."""
    told = what_next(year_of(held(*FIRST)), Known())
    assert [(one.book, one.lacks) for one in told] == [(DATA, "team-compass"), (SUPPORT, ""), (ASK, "")]
    assert what_next(year_of(held(*FIRST)), Known({"team-compass"}))[0].lacks == ""


def test_the_review_of_two_people_is_never_counted() -> None:
    """It is in a file of their own, so nobody can say that it is open."""
    every = [book for books in TERMS for book in books if book not in UNSEEN]
    now = year_of(held(*every))
    assert what_next(now, Known(running=True)) == []
    assert not now.besides
    assert not now.passed_by
    assert SHARE in {slot.book for slot in now.slots if slot.day}


def test_the_order_in_which_meetings_are_told_changes_nothing() -> None:
    """Only their days count."""
    meetings = held(*FIRST, DATA, READING)
    assert year_of(meetings) == year_of(list(reversed(meetings)))
