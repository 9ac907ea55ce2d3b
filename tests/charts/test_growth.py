"""Before and after as points: the line expected without help, and who was picked."""

from __future__ import annotations

import pytest
from sheet_samples import growth_measures

from plckit.charts import growth

LINE = [{"before": 0.0, "after": 5.0}, {"before": 15.0, "after": 14.0}]


@pytest.mark.parametrize(("before", "after"), [(0, 5), (15, 14), (5, 8), (-5, 2)])
def test_the_line_is_drawn_through_its_two_points(before: float, after: float) -> None:
    """Rule R8: E = M2 + r·(SD2/SD1)·(x − M1) is a straight line."""
    assert growth.expected(LINE, before) == pytest.approx(after)


def test_the_line_ends_inside_the_picture() -> None:
    """A steep line stops at the edge of the scale, where it is, not bent."""
    steep = [{"before": 0.0, "after": -5.0}, {"before": 10.0, "after": 15.0}]
    made = growth.rows(growth_measures(expected=steep))
    (line,) = (row for row in made if row["part"] == "expected")
    most = max(row["at"] for row in made if row["part"] == "across") * 16
    assert line["at"] == pytest.approx(2.5 / most, abs=1e-4)
    assert line["end_at"] == pytest.approx((most + 5) / 2 / most, abs=1e-4)


def test_those_picked_are_told_against_the_line() -> None:
    """What they gain beyond the line is what help may have done; up to it, chance would have done."""
    made = growth.rows(growth_measures())
    first, *lines = growth.words(made).splitlines()
    picked = [row for row in made if row.get("symbol") == "picked" and row["part"] == "student"]
    above = sum(row["after"] > 5 + 0.6 * row["before"] for row in picked)
    assert first == (
        f"{len(picked)} students of the lowest third last time: {above} above the line expected without "
        f"help, {len(picked) - above} not. n = 26 matched, 5 left out · Team only."
    )
    assert lines == [growth.CHANCE, "Mean of the lowest third: 3.5 before, 5.2 after (range 4.1 to 6.3)."]


def test_equal_scores_stand_apart_and_near() -> None:
    """Each student can be pointed at, and none reaches the next mark."""
    same = [{"code": f"S-{i}", "before": 5, "after": 6, "picked": False} for i in range(20)]
    made = [row for row in growth.rows(growth_measures(20, students=same)) if row["part"] == "student"]
    assert len({(row["dx"], row["dy"]) for row in made}) == 20
    assert max(abs(row["dx"]) for row in made) < growth.REACH + 1


def test_a_few_students_have_a_median_and_no_line() -> None:
    """Rule R3: two points of a line are a guess where there are eight students."""
    made = growth.rows(growth_measures(8))
    assert not [row for row in made if row["part"] in ("expected", "mean")]
    assert "Fewer than 10 students, so no line is drawn." in growth.words(made)


def test_single_students_stay_inside_the_team() -> None:
    """Rule P2: outside it there is no picture of points at all."""
    assert (
        growth.words(growth.rows(growth_measures(students=[]), ""))
        == ("Hidden: single students are shown inside the team only. ").strip()
    )


def test_the_table_says_what_was_expected_of_whom() -> None:
    """The line in numbers, for whoever cannot see it."""
    table = growth.table(growth.rows(growth_measures()))
    assert table["rows"][0] == ["Mean of the lowest third", "3.5", "5.2 (4.1 to 6.3)", "–", "–"]
    assert table["rows"][1] == ["S-2A4K", "3", "0", "6.8", "yes"]
    assert table["ids"][:2] == ["mean:picked", "student:S-2A4K"]
