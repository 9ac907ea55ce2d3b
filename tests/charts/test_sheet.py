"""What all charts of results share: round numbers, stacks, dates, and a key that flows."""

from __future__ import annotations

import pytest

from plckit.charts import sheet


@pytest.mark.parametrize(
    ("low", "high", "most", "found"),
    [
        (0, 15, 6, [0, 5, 10, 15]),
        (0, 1, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-3, 4, 9, [-3, -2, -1, 0, 1, 2, 3, 4]),
        (0, 100, 9, [0, 20, 40, 60, 80, 100]),
        (7, 7, 9, [7]),
    ],
)
def test_a_scale_has_round_numbers(low: float, high: float, most: int, found: list[float]) -> None:
    """Steps of 1, 2 or 5, so that a number between two ticks can be read."""
    assert sheet.ticks(low, high, most) == pytest.approx(found)


def test_values_nearer_than_a_dot_share_a_stack() -> None:
    """The first one stands at the foot; order is kept."""
    assert sheet.stacked([7, 7, 9, 7.2, 9], 1) == [0, 1, 0, 2, 1]


def test_numbers_are_written_as_people_write_them() -> None:
    """A minus sign, no needless zeros, and some are never none."""
    assert [sheet.number(value) for value in (7.0, 7.25, -0.3, -0.04)] == ["7", "7.3", "−0.3", "0"]
    assert [sheet.signed(value) for value in (2.1, -2, 0)] == ["+2.1", "−2", "0"]
    assert [sheet.percent(share) for share in (0.001, 0.125, 0.999, 1)] == ["<1%", "13%", ">99%", "100%"]


def test_dates_have_a_year_only_where_there_are_two() -> None:
    """A row of years would crowd out the days; what is no date stays as somebody wrote it."""
    assert sheet.days(["2026-03-14", "2026-05-09"]) == {"2026-03-14": "14 Mar", "2026-05-09": "9 May"}
    assert sheet.days(["2025-11-02", "2026-05-09"])["2025-11-02"] == "2 Nov ’25"
    assert sheet.days(["Term 1"]) == {"Term 1": "Term 1"}


def test_a_key_takes_another_line_where_there_is_no_room() -> None:
    """On a phone two symbols stand side by side at most, when their words are long."""
    made = sheet.Sheet()
    made.key(dict.fromkeys("abc", "words that are rather long"))
    assert [row["y_narrow"] for row in made.rows] == [0, 17, 34]
    assert [row["y_wide"] for row in made.rows] == [0, 0, 17]
