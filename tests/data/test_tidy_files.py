"""Files that are tidy already, and the checks of 4.10."""

from __future__ import annotations

import pytest
from markbooks import asked, made, question, text

from plckit import data
from plckit.data.results import TABLE as HEAD
from plckit.errors import BadFile

GOOD = [
    ["S-4K7Q", "C1", "MA-U1-A", "2026-03-14", "1", "Q01", "O1", "1", "1", "scored", "B"],
    ["S-4K7Q", "C1", "MA-U1-A", "2026-03-14", "1", "Q02", "O1", "2", "", "absent", ""],
    ["S-9WXY", "C2", "MA-U1-A", "2026-03-14", "1", "Q01", "O1", "1", "0", "skipped", ""],
]


def changed(row: int, **cells: str) -> bytes:
    """Return the good file with some cells of one row changed."""
    rows = [list(one) for one in GOOD]
    for name, value in cells.items():
        rows[row][HEAD.index(name)] = value
    return text([HEAD, *rows])


def test_a_tidy_file_is_read_as_it_is() -> None:
    """What is in order is asked nothing that is needed."""
    imported = made(text([["SYNTHETIC data"], HEAD, *GOOD]))
    assert imported.confirmed
    assert imported.results.synthetic
    assert imported.key.lines == []
    table = imported.results.table
    assert list(table.columns) == HEAD
    assert [str(table[name].dtype) for name in ("attempt", "max_points", "points")] == [
        "int64",
        "float64",
        "float64",
    ]
    assert table["points"].tolist()[::2] == [1.0, 0.0]
    assert table["points"].isna().tolist() == [False, True, False]
    assert imported.coverage.problems == []
    assert list(imported.results.outcomes["outcome_id"]) == ["O1"]


@pytest.mark.parametrize(
    ("row", "cells", "said"),
    [
        (
            2,
            {"student_code": "S-4K7Q", "class_code": "C1"},
            "1 row with a student, item and sitting that came before: 4.",
        ),
        (0, {"points": "3"}, "1 row with points outside of 0 to max_points: 2."),
        (0, {"points": "-1"}, "1 row with points outside of 0 to max_points: 2."),
        (1, {"points": "1"}, "1 row with points although the status says that there are none: 3."),
        (0, {"points": "", "response": ""}, "1 row that should have points and have none: 2."),
        (0, {"assessment_date": "14.3.26"}, "1 row with a day that is no date such as 2026-03-14: 2."),
        (1, {"class_code": "C2"}, "1 row with a student in a second class on the same day: 3."),
    ],
)
def test_each_broken_rule_is_said_with_its_rows(row: int, cells: dict[str, str], said: str) -> None:
    """4.10: a check that fails in silence is none."""
    assert said in made(changed(row, **cells)).coverage.problems


def test_unknown_students_and_items_and_days_outside_of_enrolment_are_said() -> None:
    """4.10: the side tables know who was there and what was asked."""
    roster = data.side_table(
        text([["student_code", "class_code", "enrol_from", "enrol_to"], ["S-4K7Q", "C1", "2026-04-01", ""]])
    )
    items = data.side_table(text([["item_id", "form", "type", "key"], ["Q01", "A", "choice", "B"]]))
    imported = made(text([HEAD, *GOOD]), roster=roster, items=items)
    assert imported.coverage.problems == [
        "1 row with a student who is not in the roster: 4.",
        "1 row from before a student joined or after she left: 2.",
        "1 row with an item that is not in the list of items: 3.",
    ]
    assert list(imported.results.items["key"]) == ["B", ""]
    assert list(imported.results.items["form"]) == ["A", ""]


def test_a_status_outside_of_the_list_is_asked() -> None:
    """M1: the list is closed."""
    raw = changed(1, status="Sick")
    assert "status:sick" in asked(made(raw))
    assert made(raw, {"status:sick": "absent"}).results.table["status"][1] == "absent"
    assert made(changed(1, status="Not reached")).results.table["status"][1] == "not_reached"


def test_absent_with_a_zero_is_no_zero() -> None:
    """M2: some programs print 0 beside absent."""
    table = made(changed(1, points="0")).results.table
    assert table["points"].isna()[1]


def test_names_and_numbers_in_a_tidy_file_are_coded() -> None:
    """P9: a tidy file may still hold names."""
    rows = [
        HEAD,
        *([row[0].replace("S-4K7Q", "Ana").replace("S-9WXY", "Bo"), "Ms Hall", *row[2:]] for row in GOOD),
    ]
    imported = made(text(rows), {"student": "names"})
    assert {line.name: line.class_code for line in imported.key.lines} == {"Ana": "C1", "Bo": "C1"}
    assert not {"Ana", "Bo"} & set(imported.results.table["student_code"])
    assert set(imported.results.table["class_code"]) == {"C1"}
    again = made(text(rows), {"student": "names"}, key=imported.key)
    assert list(again.results.table["student_code"]) == list(imported.results.table["student_code"])


def test_what_is_missing_is_asked() -> None:
    """Without maxima and a day there is no share and no growth."""
    keep = [HEAD.index(name) for name in ("student_code", "item_id", "points")]
    imported = made(text([[row[at] for at in keep] for row in (HEAD, *GOOD)]))
    assert {"out_of", "dates_of_checks", "names", "blank"} <= asked(imported)
    assert question(imported, "blank").guess == "absent"


def test_a_side_table_without_headings_is_refused() -> None:
    """A roster is no list of numbers."""
    with pytest.raises(BadFile, match="no row with the names of columns"):
        data.side_table(b"1,2\n3,4\n")
