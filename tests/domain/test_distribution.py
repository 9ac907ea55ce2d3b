"""What may be said about a set of answers, with numbers worked by hand."""

from __future__ import annotations

import pytest

from plckit.domain.distribution import is_split, median, middle_half, share_label


def test_the_median_is_the_middle_or_between_the_two_middle_values() -> None:
    """Rule L1: a summary starts from the median, never from a mean."""
    assert median([3, 1, 2]) == 2
    assert median([1, 2, 3, 10]) == 2.5
    assert median([]) is None


def test_the_middle_half_agrees_with_a_spreadsheet() -> None:
    """A teacher who checks with QUARTILE.INC must find the same numbers."""
    assert middle_half([1, 2, 3, 4, 5]) == (2, 4)
    assert middle_half([1, 2, 3, 4]) == (1.75, 3.25)
    assert middle_half([7]) == (7, 7)
    assert middle_half([]) is None


@pytest.mark.parametrize(
    ("counts", "split"),
    [
        ([5, 0, 0, 0, 5], True),
        ([3, 1, 1, 1, 4], True),
        ([4, 4, 1, 4, 4], True),
        ([0, 3, 0, 7, 0], True),  # exactly 30 % on one side
        ([0, 2, 0, 8, 0], False),  # two people are not a camp
        ([2, 3, 4, 3, 2], False),  # one hill
        ([2, 5, 3, 5, 2], False),  # the valley is too shallow
        ([10, 0, 0, 0, 0], False),
        ([6, 6], False),  # no level between the two
        ([0, 0, 0], False),
        ([], False),
    ],
)
def test_a_group_is_split_when_two_separate_peaks_hold_30_percent_each(
    counts: list[int], split: bool
) -> None:
    """Rule L5: a median in the gap between two camps describes nobody."""
    assert is_split(counts) is split


def test_labels_are_counts_under_20_answers_and_whole_percentages_from_20_up() -> None:
    """Rule L3: with few people a percentage claims more than is known."""
    assert share_label(7, 19) == "7"
    assert share_label(7, 20) == "35%"
    assert share_label(1, 8) == "1"
    assert share_label(5, 40) == "13%"  # 12.5 is rounded up
    assert share_label(1, 300) == "<1%"
    assert share_label(0, 30) == "0%"
