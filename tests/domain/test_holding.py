"""Which items of a list need more talk before anybody is held to them; numbers worked by hand."""

from __future__ import annotations

import pytest

from plckit.domain.consensus import HANDS
from plckit.domain.holding import needs_talk


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ((0, 0, 0, 2, 6, 6), ""),
        ((0, 0, 2, 3, 3, 2), ""),  # 8 of 10 at 3 or more: just enough
        ((0, 0, 3, 3, 2, 2), "fewer than 80 in 100 hands show 3 or more"),
        ((1, 0, 0, 0, 0, 29), "a 0 or a 1 was shown"),
        ((0, 1, 0, 0, 9, 9), "a 0 or a 1 was shown"),
        ((0, 0, 4, 0, 6, 0), "the hands are split"),
        ((0, 0, 0, 0, 0, 0), ""),
    ],
)
def test_a_rule_says_what_needs_more_talk_and_never_a_mean(shown: tuple[int, ...], why: str) -> None:
    """Rules C1, C7 and L5: 29 fives do not outweigh one who must stop this."""
    counts = dict(zip(HANDS, shown, strict=True))
    assert needs_talk(counts) == why
    assert needs_talk({**counts, "abstain": 50}) == why
