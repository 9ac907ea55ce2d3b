"""Rules G1–G8 of a goal, each flag with its reason, and the worked example of the content brief."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plckit.domain.goal_flags import Mark, flags
from plckit.domain.goal_review import Result, Review, Standing, review
from plckit.domain.goals import Goal, change, sentence
from plckit.domain.ranges import wilson

DAY = datetime.date
TODAY = DAY(2027, 3, 20)
GOAL = Goal(
    cohort="Year 9 students",
    outcome="a2",
    direction="more",
    will="solve two-step equations",
    measure="Students at the cut",
    unit="students",
    cut="8",
    assessment="Check 2",
    again="alike",
    was=13,
    was_of=26,
    was_on=DAY(2027, 3, 14),
    aim=18,
    aim_of=26,
    action="Start with one wrong answer to mend",
    purpose="Every student can go on",
    left_out="Students who were away",
    by=DAY(2027, 6, 27),
    mid=DAY(2027, 5, 9),
    team="Year 9 maths",
    keeper="Ana",
    keeper_is="team",
)


def mark(letter: str, **changes: Any) -> tuple[Mark, tuple[str, ...]]:
    """Return the mark and the reasons of a letter, the good goal changed."""
    [flag] = [f for f in flags(replace(GOAL, **changes), TODAY, DAY(2027, 7, 1)) if f.letter == letter]
    return flag.mark, flag.reasons


def test_a_good_goal_passes_each_letter() -> None:
    """Six marks, and nothing left to say."""
    found = flags(GOAL, TODAY)
    assert [(f.letter, f.mark, f.reasons) for f in found] == [(letter, Mark.PASS, ()) for letter in "SMART+"]


@pytest.mark.parametrize(
    ("letter", "changes", "reason"),
    [
        ("S", {"outcome": ""}, "Name the outcome"),
        ("S", {"will": "We will attend a course"}, "what adults will do"),
        ("S", {"will": "teachers plan together"}, "what adults will do"),
        ("S", {"outcome": "a2 and a3"}, "Keep one outcome"),
        ("S", {"outcome": "a2, a3"}, "Keep one outcome"),
        ("S", {"cohort": ""}, "which students"),
        ("S", {"direction": ""}, "more students are to do it, or fewer"),
        ("M", {"unit": ""}, "what is counted"),
        ("M", {"was": None}, "where students are"),
        ("M", {"was_on": None}, "where students are"),
        ("M", {"aim": 13}, "where students are already"),
        ("M", {"aim": 9}, "not more students"),
        ("M", {"direction": "fewer"}, "not fewer students"),
        ("M", {"unit": "percent", "cut": ""}, "needs a cut score"),
        ("M", {"was": 30}, "30 of 26 cannot be"),
        ("A", {"action": ""}, "in a new way"),
        ("R", {"will": "gain from our team meetings"}, "what adults do"),
        ("R", {"purpose": ""}, "line of your purpose"),
        ("T", {"by": None}, "by which day"),
        ("T", {"by": DAY(2027, 3, 19)}, "has passed"),
        ("T", {"by": DAY(2027, 7, 2)}, "last listed check is on 1 July 2027"),
        ("+", {"keeper": ""}, "one person"),
        ("+", {"team": ""}, "team that owns it"),
    ],
)
def test_what_must_be_mended(letter: str, changes: dict[str, Any], reason: str) -> None:
    """G1–G6: fix, and the reason is never hidden."""
    found, reasons = mark(letter, **changes)
    assert found is Mark.FIX
    assert any(reason in said for said in reasons), reasons


@pytest.mark.parametrize(
    ("letter", "changes", "reason"),
    [
        ("S", {"will": "understand fractions"}, "Name the task"),
        ("S", {"will": "Students will know their tables"}, "Name the task"),
        ("M", {"again": "once"}, "given once"),
        ("M", {"again": "other"}, "as hard as the first"),
        ("A", {"was": 260, "was_of": 520}, "smaller than one student"),
        ("A", {"aim": 16}, "from 9 to 17 of 26 could easily have come from the same teaching"),
        ("A", {"aim": 26}, "every student"),
        ("A", {"aim": 22, "by": DAY(2027, 5, 1)}, "under ten weeks"),
        ("R", {"left_out": ""}, "left out"),
        ("R", {"near": 5}, "The 5 students just under the cut"),
        ("T", {"by": DAY(2027, 4, 1)}, "under three weeks"),
        ("T", {"was_on": DAY(2026, 3, 1)}, "longer than one school year"),
        ("T", {"mid": None}, "a day on the way"),
        ("T", {"mid": DAY(2027, 6, 30)}, "not between"),
        ("+", {"keeper_is": "outside"}, "outside the team"),
    ],
)
def test_what_is_looked_at_again(letter: str, changes: dict[str, Any], reason: str) -> None:
    """G1–G6: a warning, and the group goes on."""
    if letter == "A" and changes.get("was") == 260:
        changes = {**changes, "aim": 13, "aim_of": 25}
    found, reasons = mark(letter, **changes)
    assert found is Mark.CHECK
    assert any(reason in said for said in reasons), reasons


@pytest.mark.parametrize(
    ("letter", "changes"),
    [
        ("S", {"will": "understand fractions", "task": "Shade three quarters"}),
        ("A", {"aim": 22}),
        ("R", {"near": 4}),
        ("S", {"will": "knowingly choose a strategy"}),
        ("S", {"will": "weigh two arguments"}),
        ("S", {"will": "Our students will explain it to their teachers"}),
        ("R", {"will": "mend a text in a writing workshop"}),
        ("M", {"direction": "fewer", "aim": 6}),
    ],
)
def test_what_is_near_a_limit_passes(letter: str, changes: dict[str, Any]) -> None:
    """A warning that comes too often is read by nobody."""
    assert mark(letter, **changes) == (Mark.PASS, ())


def test_the_tool_writes_the_sentence() -> None:
    """G7, word for word."""
    assert sentence(GOAL) == (
        "By 27 June 2027, 18 of 26 Year 9 students (69 %) will solve two-step equations on Check 2 (cut 8); "
        "on 14 March 2027 it was 13 of 26 (50 %)."
    )


@pytest.mark.parametrize("will", ["Students will solve it.", "can solve it", "to solve it", "solve it "])
def test_however_it_is_typed_the_sentence_reads(will: str) -> None:
    """The label above the box begins the sentence already."""
    assert " will solve it on Check 2" in sentence(replace(GOAL, will=will))


def test_what_is_not_there_yet_is_an_ellipsis() -> None:
    """A sentence that grows shows what is missing; an outcome's own words stand in for the verb."""
    empty = "By …, … of … … will … on …; on … it was … of …."
    assert sentence(Goal()) == empty
    assert "will add fractions on" in sentence(Goal(wording="Students can add fractions."))
    assert "5 of 8 pupils will" in sentence(Goal(cohort="pupils", aim=5, aim_of=8))  # R3


@pytest.mark.parametrize(
    ("cohort", "said"),
    [
        ("Year 9", "Year 9 students"),
        ("our grade 4", "our grade 4 students"),
        ("Year 9 pupils", "Year 9 pupils"),
        ("boys in Year 9", "boys in Year 9"),
        ("those of us who were away", "those of us who were away"),
    ],
)
def test_a_year_is_no_word_for_people(cohort: str, said: str) -> None:
    """“30 of 95 Year 9 will add” is no sentence."""
    assert sentence(replace(GOAL, cohort=cohort)).startswith(f"By 27 June 2027, 18 of 26 {said} (69 %) will")


def test_the_worked_example_says_how_many_students_that_is() -> None:
    """13 of 26 to 18 of 26: the numbers of section 4.1."""
    assert change(GOAL) == (
        "Five more students. A result of 15 or 16 could be chance; 18 or more is harder to explain away."
    )
    assert change(replace(GOAL, direction="fewer", aim=8)).startswith(
        "Five fewer students. A result of 11 or 10"
    )
    assert change(replace(GOAL, was=3, was_of=4, aim=4, aim_of=4)).endswith("much of a change can be chance.")
    assert change(replace(GOAL, was=None)) == ""


ON_THE_DAY = DAY(2027, 6, 27)


def result(count: int, tested: int = 26, name: str = "Check 2", **more: Any) -> Result:
    """Return what a check of 26 students gave, on the goal's day."""
    return Result(name, **{"day": ON_THE_DAY, "count": count, "tested": tested, "enrolled": 26, **more})


def reviewed(found: Result, today: datetime.date = ON_THE_DAY, **changes: Any) -> Review:
    """Return the review of the good goal, changed."""
    made = review(replace(GOAL, **changes), found, today)
    assert made
    return made


@pytest.mark.parametrize(
    ("result", "standing"),
    [
        (result(18), Standing.MET),
        (result(20, name="check 2 "), Standing.MET),
        (result(17), Standing.PART),
        (result(14), Standing.PART),
        (result(13), Standing.NOT),
        (result(9), Standing.NOT),
        (result(15, 21), Standing.MET),
        (result(20, 20), Standing.UNKNOWN),
        (result(0, 0), Standing.UNKNOWN),
    ],
)
def test_a_goal_is_reviewed_on_its_day(result: Result, standing: Standing) -> None:
    """G8: under 80 % tested nobody claims that it is met."""
    found = reviewed(result)
    assert found.standing is standing
    assert bool(found.why) == (standing is Standing.UNKNOWN)
    assert found.before
    assert (found.before.k, found.before.n, found.before.range) == (13, 26, wilson(13, 26))


@pytest.mark.parametrize(
    ("again", "name", "about", "other"),
    [
        ("alike", "Check 2", True, False),
        ("alike", "Form B", True, False),
        ("alike", "Reading, June", False, True),
        ("same", "Check 2", True, False),
        ("same", "Form B", True, True),
        ("other", "Check 2", True, True),
        ("", "Check 2", True, False),
        ("", "Form B", True, True),
    ],
)
def test_whether_a_form_is_as_hard_is_the_teams_word(again: str, name: str, about: bool, other: bool) -> None:
    """What the form asks under “Will it be given again?” decides, for checks that have the goal's outcome."""
    found = reviewed(result(20, name=name, about=about), again=again)
    assert (found.standing is Standing.UNKNOWN) == ("a different test" in found.why) == other


@pytest.mark.parametrize("day", [DAY(2027, 3, 13), DAY(2027, 3, 14)])
def test_results_the_goal_began_with_say_nothing_of_it(day: datetime.date) -> None:
    """The count at the start, and whatever is older, is no result of what the team did then."""
    assert review(GOAL, result(20, day=day), ON_THE_DAY) is None


def test_before_its_day_a_goal_can_be_met_but_not_missed() -> None:
    """“By” a day is till then; once that day has come the last result counts."""
    may = DAY(2027, 5, 9)
    assert reviewed(result(18, day=may), today=may).standing is Standing.MET
    for count in (9, 17):
        found = reviewed(result(count, day=may), today=may)
        assert found.standing is Standing.COMING
        assert found.words.startswith(
            f"On the way. The day of the goal is 27 June 2027. On 9 May 2027 it was {count}"
        )
    assert reviewed(result(17, day=may)).standing is Standing.PART
    assert reviewed(result(17, day=may), today=may, by=None).standing is Standing.PART


def test_a_review_gives_both_counts_and_both_ranges() -> None:
    """As the brief prints them: 32 to 68, and 50 to 84."""
    assert reviewed(result(18)).words == (
        "Met. On 27 June 2027 it was 18 of 26 (69 %, range 50 to 84). "
        "At the start it was 13 of 26 (50 %, range 32 to 68)."
    )


def test_fewer_is_met_from_above() -> None:
    """A goal may also be that fewer students make a mistake."""
    made = [reviewed(result(k), direction="fewer", aim=8).standing for k in (8, 10, 13)]
    assert made == [Standing.MET, Standing.PART, Standing.NOT]


COUNTS = st.none() | st.integers(0, 40)


@given(was=COUNTS, was_of=COUNTS, aim=COUNTS, aim_of=COUNTS, direction=st.sampled_from(["", "more", "fewer"]))
def test_any_numbers_get_marks_and_words(
    was: int | None, was_of: int | None, aim: int | None, aim_of: int | None, direction: str
) -> None:
    """A form is half filled most of the time."""
    goal = replace(GOAL, was=was, was_of=was_of, aim=aim, aim_of=aim_of, direction=direction)
    for flag in flags(goal, TODAY):
        assert (flag.mark is Mark.PASS) == (not flag.reasons)
    assert sentence(goal).endswith(".")
    assert change(goal) == "" or change(goal)[0].isupper() or change(goal)[0].isdigit()
    review(goal, result(5, 10), ON_THE_DAY)
