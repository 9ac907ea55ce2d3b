"""Cuts, bands and the students without a result (rules B1–B6, M3–M5)."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from plckit.errors import BadValue
from plckit.statistics.cuts import (
    NO_EVIDENCE,
    Cut,
    bands,
    only_just_below,
    shares_round_cut,
    strip,
    whole_marks,
)
from plckit.statistics.missing import best_and_worst, compare_missing, how_many_tested, missing_warnings

NAN = math.nan
DAY = date(2026, 3, 1)
SCORES = [9, 8, 8, 10, 3, 12, 9.0, 15, NAN, 1]


def test_a_cut_says_who_set_it_when_and_how() -> None:
    """Rule B1: all of it is required, and a change after loading needs a reason."""
    cut = Cut(9, "Year 9 team", DAY, "We marked five scripts together", results_seen=False)
    later = Cut(8, "Year 9 team", DAY, "The same scripts", True, earlier=cut, reason="Q7 had a wrong key")
    assert later.earlier is cut
    with pytest.raises(BadValue, match="who set the cut, and how"):
        Cut(9, " ", DAY, "We marked five scripts", results_seen=False)
    with pytest.raises(BadValue, match="why the cut is changed"):
        Cut(8, "Year 9 team", DAY, "The same scripts", True, earlier=cut)


def test_a_cut_is_shown_with_one_mark_less_and_one_more() -> None:
    """Rule B4: the trap of the sample data is that one mark moves many."""
    found = shares_round_cut(SCORES, 9)
    assert [(at.marks, at.count) for at in found] == [(8, 7), (9, 5), (10, 3)]
    assert [round(at.share, 3) for at in found] == [0.778, 0.556, 0.333]
    assert all(at.range.low < at.share < at.range.high for at in found)
    with pytest.raises(BadValue, match="Nobody was tested"):
        shares_round_cut([NAN], 9)


def test_marks_are_compared_as_they_are_written() -> None:
    """Rule B5: ninety tenths are nine marks, and 60 % of 15 marks are 9 and not 9.000001."""
    nearly = sum([0.1] * 90)
    assert nearly < 9
    assert shares_round_cut([nearly], 9)[1].count == 1
    assert [whole_marks(60, 15), whole_marks(60, 20), whole_marks(59, 15), whole_marks(0, 15)] == [
        9,
        12,
        9,
        0,
    ]
    assert all(whole_marks(p, 20) / 20 >= p / 100 for p in range(101))


def test_the_strip_lists_how_many_sit_in_it() -> None:
    """Rule B3: within one SEM of the cut, both ends in."""
    found = strip(SCORES, 9, 1.0)
    assert (found.low, found.high, found.near) == (8, 10, 5)
    assert strip(SCORES, 9, 0.5).near == 2


def test_bands_are_named_from_the_bottom_and_keep_their_lower_edge() -> None:
    """Rules B2 and B5; who was not tested has no evidence yet (rule M8)."""
    found = bands([0, 5.9, 6, 8.99, 9, 15, NAN], [6, 9], ["not yet", "nearly", "secure"])
    assert found == ["not yet", "not yet", "nearly", "nearly", "secure", "secure", NO_EVIDENCE]


@pytest.mark.parametrize(
    ("edges", "names"),
    [
        ([], ["secure"]),
        ([1, 2, 3, 4], ["a", "b", "c", "d", "e"]),
        ([5], ["a", "a"]),
        ([5], ["a", NO_EVIDENCE]),
        ([5, 5], ["a", "b", "c"]),
        ([6, 5], ["a", "b", "c"]),
        ([5], ["a", "b", "c"]),
    ],
)
def test_bands_that_do_not_fit_are_refused(edges: list[int], names: list[str]) -> None:
    """Rule B2: three to five bands in order, no evidence yet among them."""
    with pytest.raises(BadValue, match=r"Name two to four bands|fewest marks of each band"):
        bands([1], edges, names)


def test_a_plan_for_those_just_below_the_cut_alone_is_noticed() -> None:
    """Rule B6: the triage trap."""
    scores = np.array([2, 4, 8, 8, 7.5, 9, 12])
    warned = only_just_below(scores, [False, False, True, True, True, False, False], 9, 1.8)
    assert warned == (
        "This plan helps only students just below the cut. 2 students have further to go and are not in it."
    )
    assert only_just_below(scores, scores < 9, 9, 1.8) == ""
    assert only_just_below(scores, scores > 20, 9, 1.8) == ""
    assert only_just_below([8, 9], [True, False], 9, 1.8) == ""
    with pytest.raises(BadValue, match="one yes or no a student"):
        only_just_below(scores, [True], 9, 1.8)


def test_every_chart_says_how_many_were_tested() -> None:
    """Rule M3."""
    assert how_many_tested(92, 104) == "92 tested of 104 enrolled"
    with pytest.raises(BadValue, match="105 of 104 students cannot have been tested"):
        how_many_tested(105, 104)


def test_more_than_ten_percent_missing_is_said() -> None:
    """Rule M4: 10 % itself is fine."""
    assert missing_warnings({"C1": (90, 100)}) == ()
    assert missing_warnings({"C1": (89, 100)}) == (
        "11 of 100 students have no result. They could change it.",
    )
    assert missing_warnings({"C1": (0, 0)}) == ()


def test_groups_with_far_more_missing_are_said() -> None:
    """Rule M4: more than 10 points apart, and 10 points themselves are fine."""
    assert missing_warnings({"C1": (100, 100), "C2": (90, 100)}) == ()
    found = missing_warnings({"C1": (100, 100), "C2": (85, 100), "C3": (0, 0)})
    assert found == ("Some groups have far more students without a result than others.",)


def test_the_missing_could_have_gained_nothing_or_all() -> None:
    """Rule M4: 60 % of 80 of 100 students lies between 48 % and 68 %; nothing is filled in (rule M6)."""
    found = best_and_worst(0.6, 80, 100)
    assert (found.low, found.high) == (pytest.approx(0.48), pytest.approx(0.68))
    everybody = best_and_worst(0.6, 100, 100)
    assert everybody.low == everybody.high == pytest.approx(0.6)
    with pytest.raises(BadValue, match="A share lies between 0 and 1"):
        best_and_worst(0.6, 0, 0)


def test_whether_the_missing_differ_is_told_in_counts() -> None:
    """Rule M5: three of four missing were under the middle, one of five tested."""
    scores = [NAN, NAN, NAN, NAN, 7, 8, 9, 3, 5, NAN]
    attendance = [0.5, 0.6, 0.7, 0.95, 0.92, 0.93, 0.9, 0.4, 0.91, NAN]
    found = compare_missing(scores, attendance)
    assert found is not None
    assert found.middle == 0.9
    assert (found.missing_under, found.missing) == (3, 4)
    assert (found.tested_under, found.tested, found.unknown) == (1, 5, 1)
    assert compare_missing([1, 2], [0.5, 0.6]) is None
    assert compare_missing([1, NAN], [NAN, NAN]) is None
    with pytest.raises(BadValue, match="1 and 2 do not fit"):
        compare_missing([1], [1, 2])
