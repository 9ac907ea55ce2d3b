"""The range of a share of students, to the digits of the content brief."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plckit.domain.ranges import Range, same_teaching, wilson
from plckit.errors import BadValue


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (12, 18, 43.7, 83.7),
        (0, 8, 0, 32.4),
        (8, 8, 67.6, 100),
        (13, 26, 32.1, 67.9),
        (18, 26, 50.0, 83.5),
        (62, 104, 50.0, 68.5),
    ],
)
def test_wilson_gives_the_worked_numbers(k: int, n: int, low: float, high: float) -> None:
    """Section 4.5: anybody can check the chart with a pocket calculator."""
    found = wilson(k, n)
    assert (round(100 * found.low, 1), round(100 * found.high, 1)) == (low, high)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.floats(0, n), st.just(n))))
def test_a_range_stays_on_the_scale_and_holds_its_share(k_of_n: tuple[float, int]) -> None:
    """A range that leaves 0–1, or its own mark, cannot be drawn."""
    k, n = k_of_n
    found = wilson(k, n)
    assert 0 <= found.low <= k / n + 1e-12
    assert k / n - 1e-12 <= found.high <= 1


def test_nobody_wrong_does_not_mean_that_nobody_ever_is() -> None:
    """The ends are exact, and the range is never a point."""
    assert wilson(0, 8).low == 0
    assert wilson(8, 8).high == 1
    assert wilson(1, 1).low < wilson(1, 1).high


@pytest.mark.parametrize(("k", "n"), [(0, 0), (-1, 5), (6, 5), (float("nan"), 5)])
def test_what_is_no_share_is_refused(k: float, n: int) -> None:
    """A wrong number must not become a wide bar."""
    with pytest.raises(BadValue, match="is not a share"):
        wilson(k, n)


def test_a_range_goes_upwards() -> None:
    """NaN and swapped ends are mistakes in a caller."""
    with pytest.raises(BadValue, match="from the lower to the higher"):
        Range(0.6, 0.4)
    with pytest.raises(BadValue, match="from the lower to the higher"):
        Range(float("nan"), 1)


def test_a_range_is_said_in_plain_words() -> None:
    """Rule R4."""
    assert same_teaching("44%", "84%", 18) == (
        "With 18 students, a result between 44% and 84% could easily have come from the same teaching."
    )
