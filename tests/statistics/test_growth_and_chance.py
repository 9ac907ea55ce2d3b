"""What is growth and what is chance (rules R6–R10, I8)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from recipes import a_check
from scipy import stats

from plckit.errors import BadValue
from plckit.statistics.growth import DIFFERENT_STUDENTS, expected_without_help, matched
from plckit.statistics.reliability import (
    ABOUT_THE_SAME,
    alpha,
    is_about_the_same,
    shrunk,
    standard_error,
    two_test_error,
)
from plckit.statistics.scale_ends import scale_ends

NAN = math.nan


def test_the_smallest_move_gives_the_worked_numbers() -> None:
    """Rule R9: SD 4, reliability 0.8."""
    sem = standard_error(4, 0.8)
    assert round(sem, 2) == 1.79
    assert round(two_test_error(sem), 2) == 2.53


def test_a_smaller_move_is_about_the_same() -> None:
    """Rule R9: moves smaller than that print as “about the same”, in both directions."""
    error = two_test_error(standard_error(4, 0.8))
    assert [is_about_the_same(change, error) for change in (-3, -2.5, 0, 2, 3)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert not is_about_the_same(2, 2)
    assert ABOUT_THE_SAME == "about the same"


def test_kelleys_estimate_gives_the_worked_number() -> None:
    """Rule R8: M 55, reliability 0.8, x 35."""
    assert shrunk(35, 55, 0.8) == pytest.approx(39)


def test_alpha_is_that_of_the_textbook() -> None:
    """Rule I8, by the sum of all covariances: k/(k − 1) · Σ covariances / variance of the total."""
    points, _ = a_check(9)
    covariances = np.cov(points.T)
    off_diagonal = covariances.sum() - np.trace(covariances)
    assert alpha(points) == pytest.approx(15 / 14 * off_diagonal / covariances.sum())
    found = alpha(points)
    assert found is not None
    assert 0.55 < found < 0.85


def test_alpha_needs_five_items_and_thirty_students() -> None:
    """Rule I8, with the absent left out."""
    points, _ = a_check(10)
    assert alpha(points[:, :4]) is None
    assert alpha(points[:, :5]) is not None
    assert alpha(points[:29]) is None
    assert alpha(np.vstack([points[:29], np.full((10, 15), NAN)])) is None
    assert alpha(np.vstack([points, np.full((10, 15), NAN)])) == pytest.approx(alpha(points))


def test_alpha_is_none_where_it_is_no_reliability() -> None:
    """An SEM from it would be larger than the SD, or nothing."""
    assert alpha(np.ones((40, 6))) is None
    against = np.tile([[1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1]], (20, 1)).astype(float)
    against[0] = 1
    assert alpha(against) is None


def test_a_reliability_lies_between_0_and_1() -> None:
    """Errors say what to mend."""
    for wrong in (-0.1, 1.1, NAN):
        with pytest.raises(BadValue, match="reliability"):
            standard_error(4, wrong)
        with pytest.raises(BadValue, match="reliability"):
            shrunk(35, 55, wrong)


def test_growth_is_of_the_same_students_and_says_who_was_dropped() -> None:
    """Rule R7: how many were dropped, and how their first score compares."""
    before = {"S-C": 7.0, "S-A": 5.0, "S-B": NAN, "S-D": 3.0, "S-E": 4.0}
    after = {"S-A": 8.0, "S-B": 9.0, "S-C": 7.5, "S-D": NAN, "S-F": 2.0}
    found = matched(before, after)
    assert found.codes == ("S-A", "S-C")
    assert (list(found.before), list(found.after)) == ([5, 7], [8, 7.5])
    assert (found.no_before, found.no_after) == (("S-B", "S-F"), ("S-D", "S-E"))
    assert found.dropped_first == 3.5
    assert matched({"S-A": 1}, {"S-A": 2, "S-B": 3}).dropped_first is None


def test_the_line_without_help_is_the_regression_line() -> None:
    """Rule R8: E = M2 + r·(SD2/SD1)·(x − M1), of everybody."""
    first, _ = a_check(11)
    second, _ = a_check(12)
    before = first.sum(axis=1)
    after = 0.6 * before + second.sum(axis=1)
    theirs = stats.linregress(before, after)
    ours = expected_without_help([*before, NAN], [*after, 7])
    assert ours is not None
    assert ours.slope == pytest.approx(theirs.slope)
    assert ours.at(3) == pytest.approx(theirs.intercept + 3 * theirs.slope)
    assert ours.at(before.mean()) == pytest.approx(after.mean())


def test_the_line_may_stand_on_a_reliability() -> None:
    """Rule R8: where it is all we have. With equal means and SDs it is Kelley's estimate."""
    scores = np.array([35.0, 45, 55, 65, 75])
    ours = expected_without_help(scores, scores[::-1], reliability=0.8)
    assert ours is not None
    assert ours.at(35) == pytest.approx(shrunk(35, 55, 0.8))


def test_a_group_picked_for_low_scores_gains_without_help() -> None:
    """The clean case of the sample data: nothing was taught, and the line says so."""
    chosen = np.random.default_rng(2)
    true = 6.2 + 1.3 * chosen.standard_normal(2000)
    before = true + 1.5 * chosen.standard_normal(2000)
    after = true + 1.5 * chosen.standard_normal(2000)
    picked = before <= np.sort(before)[460]
    line = expected_without_help(before, after)
    assert line is not None
    gain = (after - before)[picked].mean()
    assert gain > 1.2
    assert line.at(before[picked].mean()) == pytest.approx(after[picked].mean(), abs=0.15)


def test_there_is_no_line_of_scores_that_are_all_the_same() -> None:
    """Nor of two students, who always lie on one."""
    assert expected_without_help([7, 7, 7], [1, 2, 3]) is None
    assert expected_without_help([1, 2, 3], [7, 7, 7]) is None
    assert expected_without_help([1, 2], [3, 4]) is None
    with pytest.raises(BadValue, match="reliability"):
        expected_without_help([1, 2, 3], [3, 4, 6], reliability=1.2)


def test_a_ceiling_is_more_than_a_fifth_with_full_marks() -> None:
    """Rule R10: 20 % itself is none."""
    fifth = scale_ends([20, 20, *range(1, 9)], highest=20)
    assert not fifth.ceiling
    assert fifth.sentence == ""
    more = scale_ends([20, 20, 20, *range(1, 8), NAN], highest=20)
    assert more.ceiling
    assert not more.floor
    assert more.sentence == "This test cannot show growth at the top: 3 of 10 students have full marks."
    floor = scale_ends([0, 0, 0, *range(1, 8)], highest=20)
    assert floor.sentence == "This test cannot show growth at the bottom: 3 of 10 students have no marks."


def test_a_score_outside_the_scale_is_refused() -> None:
    """Rule X11 has asked about it before."""
    with pytest.raises(BadValue, match="Scores lie between 0 and 20"):
        scale_ends([21], highest=20)


def test_different_students_have_no_growth_by_code_either() -> None:
    """Rule R6: two year groups share no codes, so no function calls their difference growth."""
    with pytest.raises(BadValue, match=DIFFERENT_STUDENTS):
        matched({"S-A": 5.0}, {"S-B": 7.0})
