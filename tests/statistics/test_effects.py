"""Effect sizes to the digits of the content brief, and the sentence where there is none (rules E1–E6)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from plckit.domain.ranges import Range
from plckit.errors import BadValue
from plckit.statistics.effects import (
    ANYWAY,
    Effect,
    EffectType,
    before_after,
    bonett_d,
    hedges_g,
    small_sample,
    two_groups,
)
from plckit.statistics.meta_analysis import g_z

BEFORE = [4, 6, 7, 5, 9, 8, 6, 10, 7, 5, 8, 11]
AFTER = [6, 7, 10, 6, 10, 11, 9, 11, 8, 8, 11, 12]


def test_hedges_g_gives_the_worked_numbers() -> None:
    """Rule E1: 14.2/3.1/26 against 12.6/3.4/24."""
    found = hedges_g(14.2, 3.1, 26, 12.6, 3.4, 24)
    numbers = [round(number, 3) for number in (found.d, found.j, found.g, found.se)]
    assert numbers == [0.493, 0.984, 0.485, 0.287]
    assert (round(found.range.low, 2), round(found.range.high, 2)) == (-0.08, 1.05)


def test_few_students_take_some_of_an_effect_away() -> None:
    """Rule E1: d 1 with 10 and 10 students, J 0.9577."""
    assert round(small_sample(18), 4) == 0.9577
    assert round(hedges_g(2, 1, 10, 1, 1, 10).g, 4) == 0.9577


def test_bonetts_d_gives_the_published_numbers() -> None:
    """Rule E2: 110.4 and 102.1, SDs 15.3 and 14.6, r 0.75, 25 students."""
    found = bonett_d(102.1, 14.6, 110.4, 15.3, 0.75, 25)
    assert [round(number, 4) for number in (found.d, found.adjusted)] == [0.5550, 0.5433]
    assert round(found.se, 4) == 0.1610
    assert (round(found.range.low, 4), round(found.range.high, 4)) == (0.2395, 0.8706)


def test_from_scores_the_same_formulas_are_used() -> None:
    """Students without both scores are left out of a change (rule R7)."""
    found = before_after([*BEFORE, 3, math.nan], [*AFTER, math.nan, 9], highest=15)
    a, b = np.array(BEFORE, float), np.array(AFTER, float)
    by_hand = bonett_d(a.mean(), a.std(ddof=1), b.mean(), b.std(ddof=1), np.corrcoef(a, b)[0, 1], len(a))
    assert (found.value, found.range) == (by_hand.adjusted, by_hand.range)
    assert found.marks == pytest.approx((b - a).mean())
    groups = two_groups(AFTER, BEFORE, highest=15)
    assert groups.value == pytest.approx(hedges_g(b.mean(), b.std(ddof=1), 12, a.mean(), a.std(ddof=1), 12).g)


def test_marks_come_first_then_the_size_its_range_and_its_type() -> None:
    """Rules E4 and E6, word for word."""
    found = Effect(EffectType.BEFORE_AFTER, 2.1, 15, 0.634, Range(0.514, 0.789))
    assert found.words == (
        "2.1 marks of 15. Effect size 0.63, range 0.51 to 0.79 "
        "(Bonett’s d: the same students before and after, average SD). "
        "A before–after size includes growth that would have happened anyway."
    )
    groups = Effect(EffectType.TWO_GROUPS, -1.55, 20, -0.004, Range(-0.31, 0.3)).words
    assert groups == (
        "−1.6 marks of 20. Effect size 0.00, range −0.31 to 0.30 "
        "(Hedges’ g: two groups of different students, pooled SD)."
    )
    assert ANYWAY not in groups


@pytest.mark.parametrize(
    ("before", "after", "levels", "why"),
    [
        (BEFORE[:9], AFTER[:9], None, "There are fewer than 10 students with both scores, so there is no"),
        ([7] * 12, [8] * 12, None, "All scores are the same, so there is no effect size."),
        ([7] * 12, AFTER, None, "All scores are the same, so there is no effect size."),
        (
            BEFORE,
            [15, 15, 15, *AFTER[3:]],
            None,
            "This test cannot show growth at the top: 3 of 12 students have full marks. It would hide",
        ),
        ([0, 0, 0, *BEFORE[3:]], AFTER, None, "This test cannot show growth at the bottom: 3 of 12 students"),
        (
            BEFORE,
            AFTER,
            4,
            "This scale has fewer than 5 levels, so there is no effect size. Look at the table",
        ),
    ],
)
def test_where_there_is_no_effect_size_a_sentence_says_why(
    before: list[float], after: list[float], levels: int | None, why: str
) -> None:
    """Rule E5, and the marks are there all the same (rule E4)."""
    found = before_after(before, after, 15, levels)
    assert found.value is None
    assert found.range is None
    assert found.why_none.startswith(why)
    assert found.words.endswith(f"marks of 15. {found.why_none}")


def test_two_groups_need_ten_students_each() -> None:
    """Rule E5."""
    found = two_groups(BEFORE, AFTER[:9], highest=15)
    assert found.why_none == "There are fewer than 10 students in each group, so there is no effect size."
    assert two_groups(BEFORE, AFTER, 15, levels=5).value is not None


def test_different_students_have_no_growth() -> None:
    """Rule R6."""
    with pytest.raises(BadValue, match="These are different students, so their change is not growth"):
        before_after([1, math.nan], [math.nan, 2], highest=15)
    with pytest.raises(BadValue, match="2 and 1 do not fit"):
        before_after([1, 2], [2], highest=15)


def test_g_z_stays_by_itself_and_has_a_range() -> None:
    """Rule E3: for a meta-analysis alone, with the refusals of rule E5."""
    found = g_z(BEFORE, AFTER, highest=15)
    change = np.array(AFTER) - np.array(BEFORE)
    assert found.g_z == pytest.approx(change.mean() / change.std(ddof=1) * small_sample(11))
    assert found.range.low < found.g_z < found.range.high
    assert not isinstance(found, Effect)
    with pytest.raises(BadValue, match="fewer than 10 students"):
        g_z(BEFORE[:9], AFTER[:9], highest=15)
    with pytest.raises(BadValue, match="All changes are the same"):
        g_z(BEFORE, [score + 1 for score in BEFORE], highest=15)


def test_formulas_refuse_numbers_they_cannot_use() -> None:
    """No division by nothing."""
    with pytest.raises(BadValue, match="two students a group"):
        hedges_g(1, 1, 1, 1, 1, 10)
    with pytest.raises(BadValue, match="three students"):
        bonett_d(1, 0, 2, 0, 0.5, 20)
