"""What mark books of real tests stumbled over when they were written as schools export them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from markbooks import everything, made, question, text

from plckit import charts, data
from plckit.data import kept
from plckit.data.checks import check_of
from plckit.domain.results import item_name
from plckit.errors import BadValue
from plckit.statistics.reliability import alpha

SIX = range(1, 7)


def guessed(rows: list[list[object]]) -> dict[str, str]:
    """Return what each column of a book is guessed to be."""
    found = made(text(rows))
    return {
        label: role
        for one in found.questions
        if one.id.startswith("columns:")
        for label, role in one.guess.items()
    }


def test_a_column_of_grades_is_a_level_and_does_not_stop_the_charts() -> None:
    """A grade A beside B is no absence, and marks are drawn without the column that has none (rule X10)."""
    found = everything(
        text([["ID", "Q1", "Q2", "Grade"], *([n, 1, n % 2, "AB"[n % 2]] for n in SIX)]),
    )
    assert question(found, "columns:level").guess == {"Grade": "level"}
    assert [item["label"] for item in check_of(found.results).items] == ["Q1", "Q2"]
    for chart in ("outcomes", "items", "scores", "coverage"):
        assert charts.words(chart, data.measured(found.results, chart))
    scores = data.measured(found.results, "scores")["measures"]
    assert scores["max"] == 2


def test_levels_alone_say_that_there_is_nothing_to_draw() -> None:
    """A check of levels has no shares and no sums."""
    found = everything(text([["ID", "Grade"], *([n, "CB"[n % 2]] for n in SIX)]))
    assert "levels only" in data.measured(found.results, "outcomes")["wait"]


def test_checks_of_one_file_are_never_mixed() -> None:
    """Two tests out of 20 and 160 have each a first item; their marks do not fill each other's gaps."""
    rows = [["ID", "Course (/20)", "Written (/160)"], *([n, "" if n == 1 else 10, 80 + n] for n in SIX)]
    found = everything(text(rows), {"level": "checks"})
    with pytest.raises(BadValue, match="2 checks: COURSE, WRITTEN"):
        data.measured(found.results, "scores")
    course, written = found.results.checks().values()
    assert data.measured(course, "scores")["measures"]["n"] == 5
    assert data.measured(written, "scores")["measures"]["max"] == 160
    assert set(written.items["label"]) == {"Written"}


def test_the_number_of_enrolled_that_somebody_gave_stands_under_the_charts() -> None:
    """Who is in no row of the file is missing from “tested of enrolled” all the same (rule M3)."""
    found = everything(text([["ID", "Q1"], *([n, n % 2] for n in SIX)]), {"expected": "9"})
    again = kept.loads(kept.dumps(found.results))
    assert data.measured(again, "scores")["measures"]["of"] == 9
    assert "6 tested of 9 enrolled" in charts.words("outcomes", data.measured(again, "outcomes"))


def test_a_cut_of_the_whole_check_is_drawn_with_its_error_and_a_mark_either_side() -> None:
    """The cut of the only outcome, or of the check itself, is one of the scores; several are not (B3–B5)."""
    points = [[int(item < who % 7) for item in range(6)] for who in range(35)]
    rows = [
        {"student_code": f"S{who}", "item_id": f"Q{item}", "points": got, "max_points": 1, "outcome_id": "O1"}
        for who, line in enumerate(points)
        for item, got in enumerate(line)
    ]

    def cuts(outcomes: list[dict[str, object]], **column: object) -> list[dict[str, Any]]:
        table = pd.DataFrame(rows).assign(**column)
        told = data.measured(data.from_frame(table, outcomes=pd.DataFrame(outcomes)), "scores")
        if told["measures"]["cuts"]:
            assert "cut 4" in charts.words("scores", told)
        return list(told["measures"]["cuts"])

    one = {"outcome_id": "O1", "wording": "Ratios", "cut": 3.5}
    (cut,) = cuts([one])
    error = np.std(np.sum(points, axis=1), ddof=1) * np.sqrt(1 - (alpha(points) or 0))
    assert (cut["label"], cut["score"], cut["near"]) == ("Ratios", 4, 15 if error >= 1 else 5)
    assert cut["sem_high"] - 4 == pytest.approx(error)
    assert cut["at"] == {"3": 20 / 35, "4": 15 / 35, "5": 10 / 35}
    several = {"outcome_id": ["O1", "O2"] * (len(rows) // 2)}
    assert not cuts([one, one | {"outcome_id": "O2"}], **several)
    assert cuts([one, {"outcome_id": "", "wording": "Pass", "cut": 4}], **several)[0]["label"] == "Pass"


def test_two_items_have_no_students_with_like_totals() -> None:
    """Matched on the total of one item, any difference on that item is nothing (rule I10)."""
    found = everything(text([["ID", "Sex", "Q1"], *([n, "FM"[n % 2], n % 3] for n in range(1, 31))]))
    assert "fewer than three items" in data.measured(found.results, "groups")["wait"]


def test_candidates_and_schools_are_no_comments_and_no_marks() -> None:
    """Numbers with letters or hyphens tell students apart; a school's number is no mark of 84,772."""
    rows = [["Candidate", "Centre", "Code", "Mark"]]
    rows += [[f"2{n}-{n}", "20920" if n < 4 else "84772", "4021" if n < 3 else "4099", n] for n in SIX]
    assert guessed(rows) == {"Candidate": "id", "Centre": "group", "Code": "group", "Mark": "mark"}


def test_a_percentage_without_its_sign_is_compared_with_the_marks() -> None:
    """Excel keeps 80 % as 0.8."""
    rows = [["ID", "Q1", "Q2", "Q3", "Q4", "%"], *([n, 1, 1, n % 2, 0, (2 + n % 2) / 4] for n in SIX)]
    assert everything(text(rows)).coverage.totals[0]["said"].endswith("in 6 rows; 0 differ.")


def test_a_heading_of_a_learning_platform_loses_its_tail() -> None:
    """“Exam 1 [Total Pts: 40 Score] |801” is Exam 1, out of 40."""
    rows = [["Student ID", "Exam 1 [Total Pts: 40 Score] |801", "Course grade %"], *([n, n, n] for n in SIX)]
    found = made(text(rows))
    assert question(found, "out_of").guess == {"Exam 1": "40"}
    assert question(found, "columns:percent").guess == {"Course grade %": "percent"}


@pytest.mark.parametrize(
    ("title", "day"),
    [("Date: 14/03/2026", "2026-03-14"), ("Test of 3.14.2026", "2026-03-14"), ("4/3/2026", "")],
)
def test_a_date_in_a_title_is_read_where_it_has_one_meaning(title: str, day: str) -> None:
    """The 4/3 is asked about."""
    found = made(text([[title], ["ID", "Q1", "Q2"], *([n, 1, 0] for n in SIX)]))
    assert list(question(found, "dates_of_checks").guess.values()) == [day]


@pytest.mark.parametrize(
    ("label", "name"),
    [("Q1", "Q1"), ("7b", "7b"), ("", "Q01"), ("Q01 Ratio", "Q01 Ratio"), ("Ratio", "Q01 Ratio")],
)
def test_an_item_has_one_number(label: str, name: str) -> None:
    """“Q01 Q1” and “Q20 7b” name an item twice."""
    assert item_name("Q01", label) == name
