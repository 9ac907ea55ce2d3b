"""Small groups stay hidden: rules P1–P8, and an attacker who can add and subtract."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plckit.charts import phrases
from plckit.domain.ranges import Range, wilson
from plckit.domain.results import Audience
from plckit.domain.suppression import (
    PROTECTED,
    SMALLEST,
    Share,
    check_filters,
    coded,
    hide_groups,
    hide_small,
    is_small,
    may_show_students,
)
from plckit.errors import BadValue, Refused

TEAM, OUTSIDE = Audience.TEAM, Audience.OUTSIDE
audiences = st.sampled_from(Audience)


def students(number: int, first: int = 0) -> frozenset[str]:
    return frozenset(f"S-{n:03}" for n in range(first, first + number))


def test_a_group_needs_five_students_in_the_team_and_ten_outside() -> None:
    """Rules P1 and P2."""
    assert [is_small(n, TEAM) for n in (0, 4, 5)] == [True, True, False]
    assert [is_small(n, OUTSIDE) for n in (5, 9, 10)] == [True, True, False]
    with pytest.raises(BadValue, match="cannot have -1 students"):
        is_small(-1, TEAM)


def test_single_students_are_for_the_team_alone() -> None:
    """Rule P2: no student-level rows outside the team, however many they are."""
    assert may_show_students(5, TEAM)
    assert not may_show_students(4, TEAM)
    assert not may_show_students(1000, OUTSIDE)


@pytest.mark.parametrize(
    ("cells", "audience", "hidden", "total"),
    [
        ([12, 8, 9], TEAM, [False, False, False], False),
        ([12, 3, 14], TEAM, [True, True, False], False),  # the next smallest goes with it
        ([2, 30, 3, 20], TEAM, [True, False, True, False], False),  # 2 + 3 are five together
        ([1, 30, 2, 20], TEAM, [True, False, True, True], False),  # 1 + 2 would be a small group
        ([4, 100], TEAM, [True, True], False),
        ([2, 2], TEAM, [True, True], True),  # the total is small itself
        ([4], TEAM, [True], True),
        ([27, 26, 26, 9], OUTSIDE, [False, True, False, True], False),  # of equals the first
        ([0, 12, 15], TEAM, [True, True, False], False),  # that nobody is there says something too
        ([], TEAM, [], True),
    ],
)
def test_one_line_hides_small_cells_and_what_would_give_them_away(
    cells: list[int], audience: Audience, hidden: list[bool], total: bool
) -> None:
    """Rule P4."""
    found = hide_small(cells, audience)
    assert (list(found.cells), found.total) == (hidden, total)


@given(st.lists(st.integers(0, 40), max_size=8), audiences)
def test_the_total_less_what_is_shown_is_never_a_small_group(cells: list[int], audience: Audience) -> None:
    """Rule P4: a subtraction leaves two cells at least, which are enough students together."""
    found = hide_small(cells, audience)
    left = [n for n, hidden in zip(cells, found.cells, strict=True) if hidden]
    assert all(hidden for n, hidden in zip(cells, found.cells, strict=True) if n < SMALLEST[audience])
    if left and not found.total:
        assert len(left) > 1
        assert sum(left) >= SMALLEST[audience]
    assert bool(left) == any(n < SMALLEST[audience] for n in cells)


def test_groups_that_share_students_need_not_sum() -> None:
    """Rule P8: a student may belong to several groups, and large groups stay."""
    everyone = students(40)
    groups = {"A": students(25), "B": students(25, 15), "C": students(12, 10)}
    assert hide_groups(groups, everyone, TEAM) == {"A": False, "B": False, "C": False}


def test_a_small_group_is_hidden_alone_where_no_sum_gives_it_away() -> None:
    """Rule P8: no second group needs to go when the rest of everyone is not the hidden group."""
    groups = {"A": students(20), "B": students(20, 20), "C": students(4, 30)}
    assert hide_groups(groups, students(60), TEAM) == {"A": False, "B": False, "C": True}


def test_the_few_who_are_in_no_group_are_not_left_over() -> None:
    """Rule P8: everyone less the group would be three students."""
    assert hide_groups({"A": students(37)}, students(40), TEAM) == {"A": True}


def test_the_few_who_are_in_two_groups_are_not_left_over() -> None:
    """Rule P8: 21 + 21 students of 40 would be two students more than there are."""
    groups = {"A": students(21), "B": students(21, 19)}
    assert list(hide_groups(groups, students(40), TEAM).values()).count(True) == 1


def test_groups_inside_groups_are_not_told_by_their_difference() -> None:
    """Rule P8: 23 less 20 students would be three."""
    groups = {"inner": students(20), "outer": students(23)}
    assert hide_groups(groups, students(60), TEAM) == {"inner": True, "outer": False}


def test_groups_that_divide_everyone_are_a_line() -> None:
    """Rules P4 and P8 say the same of classes."""
    groups = {"C1": students(12), "C2": students(3, 12), "C3": students(14, 15)}
    assert list(hide_groups(groups, students(29), TEAM).values()) == [True, True, False]


def test_nothing_is_shown_of_a_cohort_that_is_small_itself() -> None:
    """Rule P1, and a roster that does not fit is an error."""
    assert hide_groups({"A": students(4)}, students(4), TEAM) == {"A": True}
    with pytest.raises(BadValue, match="“A” has students who are not among all"):
        hide_groups({"A": students(9)}, students(8), TEAM)


@st.composite
def rosters(draw: st.DrawFn) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    everyone = students(draw(st.integers(6, 11)))
    memberships = draw(st.lists(st.sets(st.sampled_from(sorted(everyone))), min_size=1, max_size=4))
    return {str(place): frozenset(group) for place, group in enumerate(memberships)}, everyone


@settings(max_examples=150, deadline=None)
@given(rosters())
def test_no_sum_of_shown_groups_speaks_of_few_students(
    roster: tuple[dict[str, frozenset[str]], frozenset[str]],
) -> None:
    """Rule P8: the attacker may take every shown number any number of times; all small sets are tried."""
    groups, everyone = roster
    hidden = hide_groups(groups, everyone, TEAM)
    shown = [everyone, *(group for name, group in groups.items() if not hidden[name])]
    known = np.array([[student in group for student in sorted(everyone)] for group in shown], float)
    rank = np.linalg.matrix_rank(known)
    for few in combinations(range(len(everyone)), SMALLEST[TEAM] - 1):
        others = np.delete(known, few, axis=1)
        assert np.linalg.matrix_rank(others) == rank


def test_many_groups_take_no_time_to_speak_of() -> None:
    """A cohort of 1,000 in 24 groups with hardly two students alike is answered at once; more are refused."""
    chosen = np.random.default_rng(7)
    everyone = [f"S-{n:04}" for n in range(1000)]
    groups = {
        str(place): [s for s, inside in zip(everyone, chosen.random(1000) < 0.4, strict=True) if inside]
        for place in range(24)
    }
    assert set(hide_groups(groups, everyone, OUTSIDE)) == set(groups)
    with pytest.raises(BadValue, match=r"Choose at most 24 groups to look at. There are 25"):
        hide_groups({str(place): students(8) for place in range(25)}, students(8), TEAM)


def test_groups_of_the_same_students_are_one() -> None:
    """Rule P8: what is shown twice tells no more, and nothing of it stays where it tells too much."""
    same = {"A": students(20), "B": students(20), "C": students(20)}
    assert not any(hide_groups(same, students(60), TEAM).values())
    assert all(hide_groups(same, students(22), TEAM).values())


def test_only_groups_that_tell_something_go() -> None:
    """Rule P8: the smallest shown group stays where it is no part of the difference."""
    groups = {"inner": students(20), "outer": students(23), "other": students(10, 30)}
    assert hide_groups(groups, students(60), TEAM) == {"inner": True, "outer": False, "other": False}


def test_the_ends_of_the_scale_are_coded_outside_the_team() -> None:
    """Rule P5: 0 of 12 tells something about each of the twelve."""
    none = coded(Share(0.0, wilson(0, 12)), 12, OUTSIDE)
    assert (none.said, none.value, none.range.low) == ("≤ 5%", 0.05, 0.0)
    every = coded(Share(1.0, wilson(40, 40)), 40, OUTSIDE)
    assert (every.said, every.value, every.range.high) == ("≥ 95%", 0.95, 1.0)


def test_every_share_at_an_end_looks_the_same() -> None:
    """Rule P5: the range must not tell 0 of 60 from 3 of 60."""
    looks = {coded(Share(k / 60, wilson(k, 60)), 60, OUTSIDE) for k in (0, 1, 2, 3)}
    assert len(looks) == 1
    assert coded(Share(4 / 60, wilson(4, 60)), 60, OUTSIDE).said == ""


def test_the_team_and_large_groups_see_the_ends() -> None:
    """Rule P5: under 100 students, and outside the team."""
    share = Share(0.0, Range(0.0, 0.2))
    assert coded(share, 12, TEAM) is share
    assert coded(share, 100, OUTSIDE) is share


def test_two_filters_are_enough() -> None:
    """Rule P6."""
    everyone = students(60)
    check_filters(["class", "year"], students(30), [everyone], TEAM)
    with pytest.raises(Refused, match="Use at most 2 filters"):
        check_filters(["class", "year", "group"], students(30), [everyone], TEAM)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (students(4), students(60)),  # small itself
        (students(0), students(60)),  # that there is nobody says something
        (students(57), students(60)),  # three fewer than before
        (students(60), students(57)),  # three more than before
        (students(30, 2), students(30)),  # two gone and two come
    ],
)
def test_a_filter_that_singles_out_a_small_group_is_refused(
    now: frozenset[str], before: frozenset[str]
) -> None:
    """Rule P6: by itself or by difference from a view before."""
    with pytest.raises(Refused, match="would single out a small group"):
        check_filters(["class"], now, [before], TEAM)


def test_filters_between_large_groups_pass() -> None:
    """Rule P6 stands in nobody's way who compares two classes."""
    check_filters(["class"], students(26), [students(60), students(26, 26)], OUTSIDE)
    check_filters([], students(60), [students(60)], TEAM)


def test_the_reason_is_one_sentence_in_one_place() -> None:
    """Rule P7: charts say what the rule says, and never which hidden cell is the small one."""
    assert phrases.PROTECTED is PROTECTED
    assert PROTECTED == "hidden to protect a small group"
