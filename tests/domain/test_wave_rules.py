"""What may be said of a survey that is asked again (L6, L9): the stories of the sample data, and borders."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plckit.domain.waves import Statement, Wave, change, comparable, few_answered, response_rate, warnings
from plckit.errors import BadValue

LEVELS = {"1": "Not at all true", "2": "A little", "3": "In between", "4": "Mostly", "5": "Very true"}
LOW, HIGH = {"1": 6, "2": 6, "not_sure": 3}, {"4": 9, "5": 6}


def statement(counts: dict[str, int] | None = LOW, **changed: Any) -> Statement:
    given: dict[str, Any] = {"wording": "We look for new ideas together.", "levels": LEVELS} | changed
    return Statement(counts=counts, **given)


def wave(n: int, of: int = 26, label: str = "Term 1", c1: Statement | None = None) -> Wave:
    return Wave(label, n, of, {"c1": c1} if c1 else {})


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        (24, 22, []),
        (22, 15, ["under 60 %", "other people answered"]),
        (15, 24, ["under 60 %", "other people answered"]),
        (24, 24, []),
        (15, 15, ["under 60 %", "under 60 %"]),
    ],
)
def test_the_sample_survey_warns_of_its_third_wave_alone(earlier: int, later: int, said: list[str]) -> None:
    """D7, the false rise: 24, 22, 15 and 24 of 26; the third looks better since unhappy staff kept silent."""
    found = warnings(wave(earlier), wave(later, label="Term 2"))
    assert len(found) == len(said)
    assert all(words in sentence for words, sentence in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("n", "of", "few"), [(6, 10, False), (59, 100, True), (60, 100, False), (599, 1000, True)]
)
def test_60_percent_itself_is_enough(n: int, of: int, few: bool) -> None:
    """L6: “falls under 60 %” is in whole numbers, so that 6 of 10 is not 59.99."""
    assert bool(few_answered(wave(n, of))) is few


@pytest.mark.parametrize(
    ("earlier", "later", "apart"),
    [
        ((90, 100), (75, 100), False),  # 15 points themselves
        ((90, 100), (74, 100), True),
        ((74, 100), (90, 100), True),  # up as well as down
        ((17, 20), (7, 10), False),  # 85 and 70
        ((20, 20), (849, 1000), True),  # 15.1
        ((20, 20), (850, 1000), False),
    ],
)
def test_15_points_themselves_are_no_warning(
    earlier: tuple[int, int], later: tuple[int, int], apart: bool
) -> None:
    """L6: “more than 15 points”, with two groups of any size."""
    assert bool(warnings(wave(*earlier), wave(*later))) is apart


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_a_warning_of_rates_apart_does_not_depend_on_the_direction(a: int, b: int, c: int, d: int) -> None:
    """A rise in answers hides as much as a fall."""
    one, two = wave(min(a, b), b), wave(min(c, d), d)
    assert len(warnings(one, two)) == len(warnings(two, one))


def test_a_rate_is_exact_and_nobody_asked_is_no_rate() -> None:
    """An empty wave is no crash, and no comparison of rates."""
    assert response_rate(15, 26) == Fraction(15, 26)
    assert response_rate(0, 26) == 0
    assert response_rate(0, 0) is None
    assert few_answered(wave(0, 0)) == "Term 1: nobody was asked."
    assert warnings(wave(0, 0), wave(26)) == ("Term 1: nobody was asked.",)


@pytest.mark.parametrize(("n", "of"), [(27, 26), (1, 0), (-1, 26), (0, -1)])
def test_more_answers_than_people_are_refused(n: int, of: int) -> None:
    """A rate over 100 % is a mistake in the file, and never a good response."""
    with pytest.raises(BadValue, match=rf"^{n} of {of} people cannot have answered\."):
        wave(n, of)


def test_counts_that_do_not_fit_are_refused() -> None:
    """More answers than people, a level that is not on the scale, fewer than none."""
    with pytest.raises(BadValue, match="more answers than people who answered"):
        wave(14, c1=statement(HIGH))
    for wrong in ({"6": 1}, {"1": -1}):
        with pytest.raises(BadValue, match="do not fit its scale"):
            statement(wrong)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"version": "2"}, True),  # of the survey, for the sake of another statement
        ({"wording": "We look for new ideas."}, False),
        ({"levels": {**LEVELS, "3": "Neither"}}, False),
        ({"levels": dict(reversed(LEVELS.items()))}, False),
    ],
)
def test_the_line_breaks_where_wording_or_scale_is_different(changed: dict[str, Any], same: bool) -> None:
    """L9: another question has other answers, and a line between them would say that something happened."""
    earlier, later = wave(24, c1=statement()), wave(24, label="Term 2", c1=statement(HIGH, **changed))
    assert comparable(earlier, later, "c1") is same
    assert bool(change(earlier, later, "c1")) is same


def test_a_change_is_of_the_pattern_and_never_of_people() -> None:
    """L6: answers without names are not matched, so nobody knows whether a single person thinks otherwise."""
    said = change(wave(24, c1=statement()), wave(24, label="Term 2", c1=statement(HIGH)), "c1")
    assert said.startswith("The pattern of answers changed from Term 1 to Term 2;")
    assert said.count(".") == 1
    assert "people" not in said


@pytest.mark.parametrize("later", [None, {}, {"1": 2, "2": 2, "not_sure": 1}])
def test_nothing_is_said_of_hidden_missing_or_equal_answers(later: dict[str, int] | None) -> None:
    """P3 stays hidden here too; 6, 6 and 3 are the pattern of 2, 2 and 1."""
    earlier = wave(24, c1=statement())
    assert change(earlier, wave(24, c1=statement(later)), "c1") == ""
    assert not comparable(earlier, earlier, "no-such")
