"""Means, outcome shares and differences, with scipy as the oracle (rules R2 and R5)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recipes import a_check
from scipy import special, stats

from plckit.domain.ranges import wilson
from plckit.errors import BadValue
from plckit.statistics import resampling
from plckit.statistics.differences import difference_of_means, difference_of_shares
from plckit.statistics.means import mean
from plckit.statistics.resampling import outcome_share
from plckit.statistics.student_t import incomplete_beta, t_quantile

NAN = math.nan


def test_the_t_quantile_is_scipys() -> None:
    """So nothing of scipy is needed where a chart is drawn."""
    for df in [*range(1, 60), 99.5, 137.2, 500, 10_000, 0.7]:
        for level in (0.8, 0.95, 0.999):
            assert t_quantile(df, level) == pytest.approx(special.stdtrit(df, (1 + level) / 2), rel=1e-9)


@given(st.floats(0.3, 300), st.floats(0.3, 300), st.floats(0, 1))
def test_the_incomplete_beta_function_is_scipys(a: float, b: float, x: float) -> None:
    """The t quantile stands on it, for degrees of freedom that are not whole as well."""
    assert incomplete_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=1e-9, abs=1e-12)


def test_there_is_no_quantile_without_degrees_of_freedom() -> None:
    """A single student has no range."""
    for df, level in ((0, 0.95), (NAN, 0.95), (5, 1.0)):
        with pytest.raises(BadValue, match="There is no range at level"):
            t_quantile(df, level)


def test_a_mean_has_the_t_range_of_its_students() -> None:
    """Rule R2, with the absent left out and never zero (rule M2)."""
    scores = [7, 9, 12, 4, 8, 15, 6, 9, 11, 10]
    found = mean([*scores, NAN, NAN])
    low, high = stats.t.interval(0.95, 9, np.mean(scores), stats.sem(scores))
    assert (found.value, found.n) == (pytest.approx(9.1), 10)
    assert found.sd == pytest.approx(np.std(scores, ddof=1))
    assert found.range is not None
    assert (found.range.low, found.range.high) == (pytest.approx(low), pytest.approx(high))


def test_where_the_formula_would_be_certain_there_is_no_range() -> None:
    """One student, or all the same: a range of no width would be a claim."""
    assert mean([7]).range is None
    assert mean([0.1] * 12).range is None
    with pytest.raises(BadValue, match="Nobody was tested"):
        mean([NAN, NAN])


@pytest.mark.parametrize("wrong", [[[1, 2]], ["Abs", 3], [math.inf, 1], 5])
def test_what_are_no_scores_is_refused(wrong: object) -> None:
    """A word in a column of marks must not become a mark."""
    with pytest.raises(BadValue, match=r"The scores (must be|need)"):
        mean(wrong)  # type: ignore[arg-type]


def test_an_outcome_is_resampled_by_students() -> None:
    """Rule R2: answers of one student go together, so the range is wider than one of single answers."""
    points = np.repeat([[1.0], [0.0]] * 20, 4, axis=1)
    found = outcome_share(points)
    assert found.range is not None
    assert (found.value, found.n) == (0.5, 40)
    students, answers = wilson(20, 40), wilson(80, 160)
    width = found.range.high - found.range.low
    assert width == pytest.approx(students.high - students.low, abs=0.03)
    assert width > 1.5 * (answers.high - answers.low)


def test_the_same_results_give_the_same_picture() -> None:
    """A bar that trembles when the page is loaded again would be read as news."""
    points, _ = a_check(1)
    first, again = outcome_share(points[:, 8:12]), outcome_share(points[:, 8:12])
    assert first == again
    assert outcome_share(points[::-1, 8:12]) == first
    other = outcome_share(points[:, 8:12], rng=np.random.default_rng(5))
    assert other.range != first.range
    assert other.value == first.value


def test_the_resampled_range_agrees_with_scipys_bootstrap() -> None:
    """The same idea, drawn by somebody else."""
    points, _ = a_check(2)
    gained = points[:, 4:8].mean(axis=1)
    theirs = stats.bootstrap((gained,), np.mean, method="percentile", rng=3, n_resamples=4000)
    ours = outcome_share(points[:, 4:8]).range
    assert ours is not None
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=0.01)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=0.01)


def test_marks_and_missing_answers_count_by_what_was_possible() -> None:
    """Items of several marks weigh by them; who has no number at all was not tested."""
    points = [[2, 1], [0, NAN], [NAN, NAN], [2, 3]]
    found = outcome_share(points, [2, 3])
    assert (found.value, found.n) == (pytest.approx(8 / 12), 3)


def test_where_all_students_are_alike_the_range_is_wilsons() -> None:
    """Drawing from twelve zeros gives zeros, but twelve students are no proof."""
    assert outcome_share([[0, 0]] * 12).range == wilson(0, 12)
    assert outcome_share([[1, 1]] * 12).range == wilson(12, 12)
    assert outcome_share([[1, 1]]).range is None


def test_outcome_shares_refuse_what_cannot_be() -> None:
    """Errors say what to mend."""
    with pytest.raises(BadValue, match="Nobody was tested on this outcome"):
        outcome_share([[NAN, NAN]])
    with pytest.raises(BadValue, match="Points lie between 0 and the most points"):
        outcome_share([[2, 0]], 1)
    with pytest.raises(BadValue, match="one number an item"):
        outcome_share([[1, 0]], [1, 1, 1])
    with pytest.raises(BadValue, match="more than 0"):
        outcome_share([[0, 0]], 0)


def test_a_large_cohort_is_drawn_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays small, and the picture the same."""
    points, _ = a_check(3)
    whole = outcome_share(points)
    monkeypatch.setattr(resampling, "AT_ONCE", 100)
    assert outcome_share(points) == whole


def test_two_shares_have_newcombes_range() -> None:
    """The worked example of Newcombe (1998), method 10: 56/70 against 48/80."""
    found = difference_of_shares(56, 70, 48, 80)
    assert found.range is not None
    assert round(found.value, 4) == 0.2
    assert (round(found.range.low, 4), round(found.range.high, 4)) == (0.0524, 0.3339)


def test_the_ends_of_newcombes_range_are_the_published_ones() -> None:
    """Newcombe (1998), table II: 9/10 against 3/10, and 10/10 against 0/10."""
    for counts, low, high in (((9, 10, 3, 10), 0.1705, 0.8090), ((10, 10, 0, 10), 0.6075, 1.0)):
        found = difference_of_shares(*counts)
        assert found.range is not None
        assert (round(found.range.low, 4), round(found.range.high, 4)) == (low, high)


def test_two_means_have_welchs_range() -> None:
    """Rule R5, as scipy has it."""
    a, b = [7, 9, 12, 4, 8, 15, 6], [5, 6, 6, 9, 4, 3, 8, 7, 6]
    theirs = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    ours = difference_of_means([*a, NAN], b)
    assert ours.range is not None
    assert ours.value == pytest.approx(np.mean(a) - np.mean(b))
    assert (ours.range.low, ours.range.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))


def test_overlapping_ranges_are_no_judge_of_a_difference() -> None:
    """Rule R5: these ranges overlap, and the range of the difference leaves zero out."""
    assert wilson(56, 70).low < wilson(48, 80).high
    found = difference_of_shares(56, 70, 48, 80)
    assert found.range is not None
    assert found.range.low > 0


def test_a_difference_without_spread_has_no_range() -> None:
    """Two single students, or two groups that are each alike."""
    assert difference_of_means([7], [5, 6]).range is None
    assert difference_of_means([7, 7], [5, 5]).range is None
