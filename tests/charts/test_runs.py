"""A run chart: dates by the calendar, ranges, the median, and changes whose numbers never touch."""

from __future__ import annotations

from typing import Any

import pytest
from sheet_samples import WEEKS, run_measures

from plckit.charts import runs, sheet


def parts(made: list[dict[str, Any]], part: str) -> list[dict[str, Any]]:
    return [row for row in made if row["part"] == part]


def test_dates_stand_where_the_calendar_has_them() -> None:
    """Two weeks are twice as far as one."""
    points = [run_measures()["points"][i] for i in (0, 1, 3)]
    made = parts(runs.rows(run_measures(points=points, changes=[])), "point")
    assert [row["at"] for row in made] == pytest.approx([0, 1 / 3, 1], abs=1e-4)
    assert [row["id"] for row in made] == [f"date:{WEEKS[i]}" for i in (0, 1, 3)]


def test_numbers_of_changes_stand_in_lanes_on_a_phone() -> None:
    """Three changes in three days: each number above the last; a week later there is room again."""
    changes = [{"date": f"2026-03-{day:02}", "label": f"Change {day}"} for day in (4, 2, 3, 16)]
    made = parts(runs.rows(run_measures(changes=changes)), "change")
    assert [(row["label"], row["what"]) for row in made] == [
        ("1", "Change 2"),
        ("2", "Change 3"),
        ("3", "Change 4"),
        ("4", "Change 16"),
    ]
    heights = [row["lane"] for row in made]
    assert heights[0] > heights[1] > heights[2]
    assert heights[3] == heights[0]
    width = sheet.NARROW - runs.LEFT - runs.RIGHT
    for i, one in enumerate(made):
        for other in made[i + 1 :]:
            apart = (other["at"] - one["at"]) * width
            assert apart >= runs.NUMBER or one["lane"] != other["lane"]


def test_dates_below_the_picture_leave_one_another_room() -> None:
    """Thirty days on a phone: some are written, the last one always."""
    points = [run_measures()["points"][0] | {"date": f"2026-04-{day:02}"} for day in range(1, 31)]
    days = parts(runs.rows(run_measures(points=points, changes=[])), "day")
    narrow = [row["at"] for row in days if row["place_narrow"]]
    assert days[-1]["place_narrow"]
    assert 3 < len(narrow) < sum(row["place_wide"] for row in days)


def test_a_date_without_a_value_breaks_the_line() -> None:
    """Rule P7: a sign with the reason, never a zero; and nothing is drawn across it."""
    points = run_measures()["points"]
    points[2] |= {"value": None, "low": None, "high": None, "hidden": "hidden: fewer than 5 students"}
    made = runs.rows(run_measures(points=points))
    assert len(parts(made, "line")) == 3
    (missing,) = parts(made, "missing")
    assert (missing["id"], missing["n"]) == ("date:2026-02-23", None)
    assert "23 Feb: hidden: fewer than 5 students." in runs.words(made)
    assert ["23 Feb", "⊘ hidden: fewer than 5 students", "–", "–", "–"] in runs.table(made)["rows"]


def test_words_follow_the_calendar() -> None:
    """A change is told where it happened, between the dates round it."""
    made = runs.rows(run_measures(changes=run_measures()["changes"][:1]), sheet.SYNTHETIC)
    lines = runs.words(made).splitlines()
    assert lines[0] == "6 dates. The median is 48%. n = 26 at each date · SYNTHETIC data."
    assert lines[4:6] == [
        "2 Mar: 45%, range 28% to 62% (n = 26).",
        "4 Mar: we changed this here: Bar models for every ratio task.",
    ]


def test_shares_of_few_students_are_counts() -> None:
    """Rule R3: no percentage, not on the scale either."""
    made = runs.rows(run_measures(8))
    assert [row["label"] for row in parts(made, "up")] == ["none", "half", "all"]
    assert [row["label"] for row in parts(made, "point")][:2] == ["2 of 8", "3 of 8"]
    assert parts(made, "median")[0]["label"] == "5 in 10"


def test_a_number_that_a_team_counted_itself_has_a_scale_from_zero() -> None:
    """No range and no n: small differences must not look large."""
    points = [
        {"date": date, "value": value, "low": None, "high": None, "n": None, "hidden": None}
        for date, value in zip(WEEKS, (8.2, 9.3, 8.7, 8.6, 9.1, 9), strict=True)
    ]
    made = runs.rows(run_measures(points=points, median=8.85, unit="questions in a lesson"))
    assert parts(made, "up")[0]["label"] == "0"
    assert made[0]["label"] == "Questions in a lesson"
    assert made[-1]["label"] == "Team only"
