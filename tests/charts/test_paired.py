"""The same students before and after: who moved, by how much, and in which order it is said."""

from __future__ import annotations

from typing import Any

import pytest
from sheet_samples import paired_measures

from plckit.charts import paired, sheet


def student(code: str, before: float, after: float) -> dict[str, Any]:
    return {"code": code, "before": before, "after": after}


@pytest.mark.parametrize(
    ("change", "same", "kind"),
    [
        *[(2, 2.53, "same"), (-2.53, 2.53, "same"), (3, 2.53, "more"), (-3, 2.53, "less")],
        *[(0, None, "same"), (0.5, None, "more"), (-1, None, "less")],
    ],
)
def test_a_move_inside_the_two_test_error_is_about_the_same(
    change: float, same: float | None, kind: str
) -> None:
    """Rule R9: SD 4 and reliability 0.8 give 2.53 marks; without it only no change at all is the same."""
    assert paired.move(change, same) == kind


def test_marks_come_first_then_the_effect_size_with_range_and_type() -> None:
    """Rules E4 and E6; the foot says how many were matched and dropped (R7)."""
    first, *lines = paired.words(paired.rows(paired_measures(), sheet.SYNTHETIC)).splitlines()
    assert first == (
        "Mean change: +1.5 marks of 15, range +0.8 to +2.2. Effect size 0.63, range 0.51 to 0.79 "
        "(same students, average SD). n = 26 matched, 5 left out · SYNTHETIC data."
    )
    assert lines == [
        "A before–after size includes growth that would have happened anyway.",
        "With 26 students, a result between +0.8 and +2.2 could easily have come from the same teaching.",
        "Of 26 students, 9 have more marks, 14 about the same, 3 fewer. "
        "A move of up to 2.5 marks is about the same: the test alone can make it.",
        "5 students left out: 3 without the first check, 2 without the second. "
        "The mean first score of those left out is 6.3 marks.",
    ]


def test_where_there_is_no_effect_size_it_is_said_why() -> None:
    """Rule E5: a ceiling, too few students, or no spread."""
    why = "24% have full marks, so there is no effect size."
    made = paired.words(paired.rows(paired_measures(effect=None, why_none=why)))
    assert "Effect size" not in made
    assert why in made


def test_eight_students_have_dots_and_medians() -> None:
    """Rule R3: medians by hand: 3, 10, 6, 13, 9, 5, 12, 8 before."""
    made = paired.rows(paired_measures(8))
    middle = next(row for row in made if row["part"] == "median")
    assert middle["before"] == 8.5
    change = next(row for row in made if row["part"] == "change")
    assert (change["id"], change["low"], change["effect"]) == ("change:median", None, None)
    assert paired.words(made).startswith("Median change: ")
    assert "Fewer than 10 students" in paired.words(made)


def test_outside_the_team_there_are_no_single_students() -> None:
    """Rule P2: the mean and its range alone."""
    made = paired.rows(paired_measures(students=[]), "")
    assert {row["part"] for row in made} == {"key", "text", "step", "change"}
    assert paired.table(made) == {
        "columns": ["Student", "Before", "After", "Change", "Move"],
        "rows": [["Mean change (n = 26)", "–", "–", "+1.5", "+0.8 to +2.2"]],
        "ids": ["change:mean"],
    }


def test_students_keep_the_order_they_come_in_and_equal_scores_stand_side_by_side() -> None:
    """Neither class nor score nor code sorts them."""
    found = [student("S-9", 7, 9), student("S-1", 7, 3), student("S-5", 7, 7)]
    made = [row for row in paired.rows(paired_measures(3, students=found)) if row["part"] == "student"]
    assert [(row["id"], row["left"], row["right"]) for row in made] == [
        ("student:S-9", 0, 0),
        ("student:S-1", 1, 0),
        ("student:S-5", 2, 0),
    ]
    table = paired.table(paired.rows(paired_measures(3, students=found, same=None)))
    assert table["rows"][1:] == [
        ["S-9", "7", "9", "+2", "more marks"],
        ["S-1", "7", "3", "−4", "fewer marks"],
        ["S-5", "7", "7", "0", "the same marks"],
    ]


def test_bonus_marks_stay_inside_the_picture() -> None:
    """Rule X11: a score above the most is listed and asked about, never cut off."""
    made = paired.rows(paired_measures(2, students=[student("S-1", 10, 18), student("S-2", 5, 6)]))
    assert min(row["down"] for row in made if row["part"] == "student") >= 0
