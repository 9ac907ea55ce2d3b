"""What is due: only a certain day is a day, and only what may leave the team leaves it."""

from __future__ import annotations

from typing import Any

import pytest

from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.artefact_types import Form
from plckit.domain.artefacts import Artefact
from plckit.domain.due import SOURCES, Due, certain_day, in_artefacts, in_order


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-15",
        "15 February 2027",
        "by Mon 15 Feb 2027",
        "Monday, the 15th of February 2027",
        "February 15, 2027",
        "on feb. 15 2027",
    ],
)
def test_a_certain_day_is_read(text: str) -> None:
    """People write days as they like."""
    assert certain_day(text) == "2027-02-15"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3/4/2027",
        "15 February",
        "Tuesday 15 February 2027",
        "31 April 2027",
        "15 Ma 2027",
        "not before 15 February 2027",
        "15 February 2027 or 1 March 2027",
        "end of term",
        "15 feb 27",
        "٢٠٢٧-٠٢-١٥",
        "9999-12-31",
    ],
)
def test_what_could_be_another_day_is_none(text: str) -> None:
    """A day that was guessed is a meeting that nobody comes to."""
    assert certain_day(text) == ""


def artefact(kind: str, content: dict[str, Any], number: int = 1) -> Artefact:
    return Artefact(
        f"a{number}", 1, "A", kind, 1, None, "w", "p", "", f"2027-01-0{number}", "named", [], False, content
    )


def test_every_source_is_a_field_of_its_type() -> None:
    """A field that gets another name takes its days off every coach's page, in silence."""
    assert SOURCES
    for source in SOURCES:
        field = artefact_type(source.kind).field(source.field)
        assert field, source
        assert field.form in (Form.TEXT, Form.TEXTS, Form.ROWS)
        if field.form is Form.ROWS:
            assert source.column in field.columns, source


def test_a_day_in_words_stays_words() -> None:
    """“End of term” is due, and no calendar has a place for it."""
    record = artefact("consensus-record", {"proposal": "One hour a week", "review": "end of term"})
    assert in_artefacts([record]) == [
        Due("a1-review-0", "Look at the decision again", "", "end of term", "One hour a week")
    ]


def test_the_team_s_own_words_stay_in_the_team() -> None:
    """A plan for single students gives its days to a coach, and nothing that names a student (rule P2)."""
    rows = [
        {"who": "S-4K7Q", "what": "with Ana", "when": "x", "check": "1 May 2027"},
        {"who": "S-4K7R", "what": "", "when": "", "check": "when S-4K7R is back"},
    ]
    found = in_artefacts([artefact("support-plan", {"help": rows})])
    assert [one.day for one in found] == ["2027-05-01", ""]
    assert "S-4K7" not in str(found)


def test_of_rules_only_the_last_count_of_stories_each_one() -> None:
    """New ground rules replace the old ones; every change that was promised has its own sign to look for."""
    charters = [artefact("charter", {"review": f"{n} May 2027"}, n) for n in (2, 1)]
    stories = [
        artefact("data-story", {"change": [{"what": "x", "check": f"{n} May 2027"}]}, n) for n in (2, 1)
    ]
    assert [one.day for one in in_artefacts(charters)] == ["2027-05-02"]
    assert [one.day for one in in_artefacts(stories)] == ["2027-05-02", "2027-05-01"]


def test_each_school_has_its_day_on_the_coachs_page() -> None:
    """Where a day belongs stands a day; how a school tells the others is in its plan."""
    rows = [
        {"from": "Bay College", "how": "A page by mail", "when": "18 December 2026"},
        {"from": "Hill School", "how": "", "when": "soon"},
    ]
    label = "Tell all schools how it went"
    assert in_artefacts([artefact("borrow-plan", {"tell": rows})]) == [
        Due("a1-tell-0", label, "2026-12-18", "", "Bay College"),
        Due("a1-tell-1", label, "", "soon", "Hill School"),
    ]


def test_a_day_of_an_enquiry_says_what_it_is_for() -> None:
    """A check-in and a day on which another team is shown it are prepared in different ways."""
    dates = [{"what": "Check-in 1", "when": "1 December 2026"}, {"what": "", "when": "8 December 2026"}]
    found = in_artefacts([artefact("enquiry", {"question": "If we …?", "dates": dates})])
    assert [(one.day, one.words) for one in found] == [("2026-12-01", "Check-in 1"), ("2026-12-08", "")]


def test_the_next_day_comes_first_and_no_day_last() -> None:
    """Whoever reads the first line has read what is next."""
    found = [Due("a", "x"), Due("b", "x", "2027-05-02"), Due("c", "x", "2027-05-01")]
    assert [one.key for one in in_order(found)] == ["c", "b", "a"]


def test_older_and_odd_shapes_do_no_harm() -> None:
    """Artefacts come from files of other schools, too."""
    odd = [None, 5, "1 May 2027", {"check": ["x"]}, {"check": "1 May 2027"}]
    assert [one.day for one in in_artefacts([artefact("data-story", {"change": odd})])] == ["2027-05-01"] * 2
