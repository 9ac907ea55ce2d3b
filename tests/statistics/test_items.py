"""Item statistics (rules I1–I7, I9)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recipes import a_check
from scipy import stats

from plckit.domain.ranges import wilson
from plckit.errors import BadValue
from plckit.statistics import items
from plckit.statistics.items import facilities, flags, is_hint, item_rest, link, too_few_items, upper_lower
from plckit.statistics.options import Option, options_by_thirds, thirds

NAN = math.nan


def test_facility_is_points_gained_of_points_possible() -> None:
    """Rule I1: the absent are out, a skipped item is a zero, a partly right one a part."""
    first, second = facilities([[1, 2], [0, 1], [NAN, NAN], [1, NAN]], [1, 2])
    assert (first.value, first.n, first.range) == (pytest.approx(2 / 3), 3, wilson(2, 3))
    assert (second.value, second.n, second.range) == (pytest.approx(1.5 / 2), 2, wilson(1.5, 2))


def test_an_item_nobody_reached_has_no_facility() -> None:
    """Rule P7: nothing is not zero."""
    found = facilities([[1, NAN], [0, NAN]])[1]
    assert (found.value, found.range, found.n) == (None, None, 0)


def test_the_link_with_the_rest_gives_the_worked_number() -> None:
    """Rule I2: 0.77."""
    item, rest = [1, 1, 1, 1, 0, 1, 0, 0, 0, 0], [9, 9, 8, 7, 7, 6, 5, 4, 4, 2]
    found = link(item, rest)
    assert found is not None
    assert round(found, 2) == 0.77
    assert found == pytest.approx(stats.pearsonr(item, rest).statistic)


def test_the_rest_is_the_total_without_the_item() -> None:
    """Rule I2: an item that is counted on both sides would agree with itself."""
    points, _ = a_check(4)
    found = item_rest(points)
    for item, value in enumerate(found):
        rest = np.delete(points, item, axis=1).sum(axis=1)
        assert value == pytest.approx(stats.pearsonr(points[:, item], rest).statistic)


def test_there_is_no_link_where_all_got_the_same() -> None:
    """Rule I2, and two students always lie on a line."""
    assert item_rest([[1, 1, 0], [1, 0, 0], [1, 1, 1]])[0] is None
    assert link([1, 0, 1], [5, 5, 5]) is None
    assert link([1, 0], [5, 2]) is None


def test_the_absent_are_in_no_link_and_what_was_not_reached_adds_nothing() -> None:
    """Rule M2: absent is never zero."""
    points, _ = a_check(5)
    absent = np.vstack([points, np.full((20, 15), NAN)])
    assert item_rest(absent) == pytest.approx(item_rest(points))
    points[0, 14] = NAN
    rest = np.nansum(points[:, :14], axis=1)[1:]
    assert item_rest(points)[14] == pytest.approx(stats.pearsonr(points[1:, 14], rest).statistic)


def test_upper_and_lower_need_forty_students() -> None:
    """Rule I3."""
    points, _ = a_check(6)
    assert upper_lower(points[:39]) == [None] * 15
    assert all(value is not None for value in upper_lower(points[:40]))


def test_students_at_the_border_share_the_places_that_are_left() -> None:
    """Rule I3: 27 % of 40 are 10.8 places; 8 students are above the border and 12 at it share 2.8."""
    totals = [3] * 8 + [2] * 12 + [1] * 12 + [0] * 8
    points = np.array([[1] * total + [0] * (3 - total) for total in totals], float)
    # Item 2 is right for all at 2 and 3; item 3 for the eight at 3 alone.
    assert upper_lower(points) == pytest.approx([1 - 2.8 / 10.8, 1.0, 8 / 10.8])


@given(st.permutations(range(45)))
def test_no_order_of_the_file_decides(order: list[int]) -> None:
    """Rules I3 and I7: ties are shared, so sorting a file changes nothing."""
    points, _ = a_check(7)
    points = points[:45]
    assert upper_lower(points[order]) == pytest.approx(upper_lower(points))
    total = points.sum(axis=1)
    assert list(thirds(total[order])) == list(thirds(total)[order])


def test_flags_are_questions() -> None:
    """Rules I5 and I6: an item does not fail, it asks; a high facility asks nothing."""
    assert flags(0.45, -0.1) == [items.CHECK_THE_KEY]
    assert flags(0.45, 0.0) == [items.SAME_THING]
    assert flags(0.45, 0.19) == [items.SAME_THING]
    assert flags(0.19, 0.2) == [items.TAUGHT]
    assert flags(1.0, 0.4) == []
    assert flags(None, None) == []
    assert all("?" in question for question in flags(0.1, -0.3))


def test_an_option_that_more_of_the_top_third_picked_asks_about_the_wording() -> None:
    """Rule I5; as many as the key is not more."""
    key, other = Option("B", True, 3, 4, 5, 0.4, False), Option("C", False, 1, 1, 6, 0.3, False)
    assert flags(0.4, 0.3, [key, other]) == [items.WORDING]
    assert flags(0.4, 0.3, [key, Option("C", False, 9, 9, 5, 0.3, False)]) == []
    assert flags(0.4, 0.3, [other]) == []


def test_under_thirty_students_the_numbers_are_a_hint() -> None:
    """Rule I4."""
    assert is_hint(29)
    assert not is_hint(30)
    assert items.HINT == "a hint only"


def test_two_items_do_not_judge_a_student() -> None:
    """Rule I9."""
    assert too_few_items(2) == "Too few questions to judge one student on this."
    assert too_few_items(3) == ""


def test_thirds_keep_equal_totals_together() -> None:
    """Rule I7: of students with the same total none is in a better third."""
    assert list(thirds([1, 2, 3, 4, 5, 6])) == [0, 0, 1, 1, 2, 2]
    assert list(thirds([6, NAN, 1, 4])) == [2, -1, 0, 1]
    assert list(thirds([5, 5, 5])) == [1, 1, 1]
    assert list(thirds([1, 2, 2, 2, 2, 9])) == [0, 1, 1, 1, 1, 2]
    assert list(thirds([NAN])) == [-1]


def test_options_are_counted_by_thirds() -> None:
    """Rule I7: an option under 5 % is rarely used; the absent are out."""
    responses = ["A"] * 14 + ["B"] * 5 + ["C", "", "B"]
    totals = [*range(14), *range(14, 19), 19, 20, NAN]
    a, b, c, d = options_by_thirds(responses, totals, ["A", "B", "C", "D"], key="A")
    assert (a.bottom, a.middle, a.top, a.key) == (7, 7, 0, True)
    assert (b.bottom, b.middle, b.top, b.share) == (0, 0, 5, 0.25)
    assert (c.share, c.rare, b.rare) == (0.05, False, False)  # 5 % itself is not rare
    assert (d.share, d.rare) == (0.0, True)


def test_an_answer_that_is_no_option_is_refused() -> None:
    """A second spelling must not vanish from the table."""
    with pytest.raises(BadValue, match="“a” is not an option"):
        options_by_thirds(["A", "a"], [1, 2], ["A", "B"], key="A")
    with pytest.raises(BadValue, match="one entry a student"):
        options_by_thirds(["A"], [1, 2], ["A", "B"], key="A")
