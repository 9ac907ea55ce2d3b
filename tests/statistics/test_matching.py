"""Group × item after matching (rule I10), on cohorts made by the recipe of the sample data."""

from __future__ import annotations

import math

import numpy as np
import pytest
from recipes import HIGH_LOAD, a_check

from plckit.errors import BadValue
from plckit.statistics.matching import APART, QUESTION, group_by_item

COHORTS = range(60)


def test_a_gap_is_the_mean_of_the_gaps_in_each_third() -> None:
    """Worked by hand: three thirds of the total, weighted by the group's students."""
    # Totals 0, 2 and 4; in the bottom third nobody gains item 1, in the top third all do.
    rows = {
        (False, (0, 0, 0, 0)): 4,
        (True, (0, 0, 0, 0)): 2,
        (False, (1, 1, 0, 0)): 3,
        (False, (0, 1, 1, 0)): 1,
        (True, (1, 1, 0, 0)): 1,
        (True, (0, 1, 1, 0)): 1,
        (False, (1, 1, 1, 1)): 4,
        (True, (1, 1, 1, 1)): 2,
    }
    points = [row for (_, row), times in rows.items() for _ in range(times)]
    member = [inside for (inside, _), times in rows.items() for _ in range(times)]
    found = group_by_item(points, member)
    assert found[0].difference == pytest.approx((2 * 0 + 2 * (0.5 - 0.75) + 2 * 0) / 6)
    assert found[1].difference == pytest.approx(0)
    assert (found[0].n, found[0].others) == (6, 12)
    assert not found[0].stands_out


def test_the_range_is_never_without_width() -> None:
    """Where every student of a third did the same, few students still prove little."""
    points = [[1, 1, 1]] * 6 + [[0, 0, 0]] * 6
    for gap in group_by_item(points, [True, False] * 6):
        assert gap.range is not None
        assert gap.difference == pytest.approx(0)
        assert gap.range.high - gap.range.low > 0.3


def test_items_of_much_reading_stand_out_and_others_do_not() -> None:
    """The planted story: English learners meet the reading, not the mathematics."""
    flagged = np.zeros(15)
    for seed in COHORTS:
        points, learns = a_check(seed)
        flagged += [gap.stands_out for gap in group_by_item(points, learns)]
    shares = flagged / len(COHORTS)
    assert min(shares[HIGH_LOAD]) > 0.6
    assert max(np.delete(shares, HIGH_LOAD)) < 0.1


def test_a_test_without_such_an_item_seldom_gets_a_flag() -> None:
    """A flag that comes by chance sends a team after nothing: in at most one test of ten."""
    with_a_flag = 0
    for seed in COHORTS:
        points, learns = a_check(seed, extra=0.0)
        with_a_flag += any(gap.stands_out for gap in group_by_item(points, learns))
    assert with_a_flag <= len(COHORTS) / 10


def test_a_gap_that_all_items_share_says_nothing_about_one() -> None:
    """Rule I10 asks which item stands out from the rest."""
    points = np.tile([[1.0], [0.0]], (60, 8))
    member = np.tile([True, True, False, False], 30)
    assert not any(gap.stands_out for gap in group_by_item(points, member))


def test_a_flag_needs_ten_students_on_each_side() -> None:
    """Rule I10, on items that would stand out otherwise."""
    for learners, others in ((9, 95), (95, 9)):
        for seed in range(10):
            points, learns = a_check(seed, extra=6.0, learners=learners, others=others)
            assert not any(gap.stands_out for gap in group_by_item(points, learns))
    points, learns = a_check(0, extra=6.0, learners=40, others=64)
    assert any(gap.stands_out for gap in group_by_item(points, learns))


def test_a_flag_needs_a_distance_that_matters() -> None:
    """With thousands of students a hair's breadth could be told from chance, and would still be one."""
    points, learns = a_check(1, extra=0.15, learners=20_000, others=20_000)
    found = group_by_item(points, learns)
    rest = np.median([gap.difference for gap in found if gap.difference is not None])
    for gap in (found[item] for item in HIGH_LOAD):
        assert gap.difference is not None
        assert gap.range is not None
        assert gap.range.high < rest
        assert abs(gap.difference - rest) < APART
        assert not gap.stands_out


def test_where_no_third_has_both_there_is_no_gap() -> None:
    """Students who cannot be matched are not compared."""
    points = [[0, 0]] * 6 + [[1, 1]] * 6
    gap = group_by_item(points, [True] * 6 + [False] * 6)[0]
    assert (gap.difference, gap.range, gap.stands_out) == (None, None, False)
    single = group_by_item([[0], [1]] * 30, [True, True, False, False] * 15)[0]
    assert not single.stands_out  # an item alone has no rest


def test_the_absent_are_in_no_group() -> None:
    """Rule M2."""
    points, learns = a_check(8)
    more = np.vstack([points, np.full((30, 15), math.nan)])
    assert group_by_item(more, [*learns, *[True] * 30]) == group_by_item(points, learns)
    with pytest.raises(BadValue, match="one yes or no a student"):
        group_by_item(points, [True])


def test_the_words_ask_about_language_or_access() -> None:
    """Rule I10."""
    assert "language" in QUESTION
    assert "access" in QUESTION
    assert QUESTION.endswith("?")
