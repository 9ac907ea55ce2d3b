"""What a note is asked about: reasons, and what tells who somebody is (rule P10)."""

from __future__ import annotations

import re

import pytest

from plckit.domain.noticing import REASON, personal_details

MAIL, PHONE, BIRTH = "an e-mail address", "a phone or student number", "a birth date"
NAME = "a first name and a surname"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to ana.li@school.example.org", [MAIL]),
        ("Ring 021 555 0123", [PHONE]),
        ("+64 21 555 0123", [PHONE]),
        ("(09) 555 0123", [PHONE]),
        ("555-123-4567", [PHONE]),
        ("student 1234567", [PHONE]),
        ("Born 3 May", [BIRTH]),
        ("DOB: 3/4/12", [BIRTH]),
        ("12/03/2012", [BIRTH]),
        ("2012-03-12", [BIRTH]),
        ("12th March 2012", [BIRTH]),
        ("March 12, 2012", [BIRTH]),
        ("ana@x.org, born 2012", [MAIL, BIRTH]),
        ("Tom Baker wrote 2/5", [NAME]),
        ("S-4K7Q\nSusan Miller", [NAME]),
        ("the work of Zoë O'Brien", [NAME]),
        ("Anne-Marie Smith, 4 of 5", [NAME]),
        ("In Maths Łukasz Čapek drew it", [NAME]),
    ],
)
def test_what_tells_who_somebody_is_is_noticed(text: str, found: list[str]) -> None:
    """Codes say as much about the work, and nothing about the student."""
    assert personal_details(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "S014 wrote 12/18",
        "Check on 2027-03-14",
        "14 March 2027",
        "03-14-2027",
        "12/18, 13/26, 4/8",
        "0 1 2 3 4 5 6 7 8",
        "2026-2027",
        "0.5 0.25 0.75",
        "8:30-9:15, pages 120-134",
        "born to lead",
        "@home",
        "13 of 26 (50 %)",
        "Number Facts quiz, Year Nine",
        "The Bar Models lesson on Monday. Maths Check 2",
        "Question 9, sample B. Both drew a bar",
        "Exit Ticket. White Rose, New Zealand",
        "tom baker",
        "S-4K7Q S-8HD2",
        "PowerPoint GeoGebra",
    ],
)
def test_numbers_of_a_lesson_are_left_alone(text: str) -> None:
    """A question that comes each time is read by nobody."""
    assert personal_details(text) == []


def test_names_of_a_roster_are_noticed() -> None:
    """As words of their own: Al is in no “algebra”."""
    assert personal_details("Al can do algebra", ["Al", "Bo"]) == ["a name from the roster"]
    assert personal_details("algebra, also", ["Al", "Bo", ""]) == []
    assert personal_details("a.b (c", ["a.b (c"]) == ["a name from the roster"]


@pytest.mark.parametrize(
    "text",
    ["Because of item 4", "It fell DUE  TO time", "so that they", "That’s why", "since we", "as a result"],
)
def test_a_reason_is_noticed(text: str) -> None:
    """Seeing comes first; why comes later."""
    assert re.search(REASON, text, re.IGNORECASE)


@pytest.mark.parametrize("text", ["", "a decent result", "sincere", "12 of 26", "so, that", "subcauses"])
def test_a_description_gives_no_reason(text: str) -> None:
    """Words have borders."""
    assert not re.search(REASON, text, re.IGNORECASE)
