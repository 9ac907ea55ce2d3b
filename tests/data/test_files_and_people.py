"""Files and people: letters, separators, sheets, numbers that were lost, students twice (rules X6–X9)."""

from __future__ import annotations

import datetime

import pytest
from markbooks import asked, by_student, cells, everything, made, ods, question, text, xlsx
from old_excel import xls

from plckit import data
from plckit.errors import BadValue

TASKS = [["ID", "Name", "Quiz 1 (/10)", "Test /20"], ["101", "Ana", "7", "15"], ["102", "Bo", "8", "12"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_letters_are_read_whatever_wrote_them(encoding: str) -> None:
    """X6: a name is found again only where its letters are right."""
    names = ["Zoé Frančois".replace("č", "ç"), "Peña, Iñigo", "O’Brien", "Müller"]
    rows = [["Name", "Q1", "Q2"], *([name, "1", "0"] for name in names)]
    book = data.read(text(rows, encoding=encoding), "x.csv")
    assert sorted(book.sheets[0].cells[0][1:]) == sorted(names)
    assert book.sheets[0].cells.iat[0, 0] == "Name"


def test_judged_letters_are_asked_and_can_be_switched() -> None:
    """X6: macrons in old Windows files look like other letters in a second one."""
    raw = text([["Name", "Q1", "Q2"], ["Mārama", "1", "0"], ["Hēmi", "1", "1"]], encoding="cp1257")
    first = made(raw)
    assert question(first, "letters").must
    switched = everything(raw, {"letters": "cp1257"})
    assert {line.name for line in switched.key.lines} == {"Mārama", "Hēmi"}


def test_macrons_and_apostrophes_stay() -> None:
    """X6: Kōwhai is no Kowhai."""
    imported = everything(text([["Name", "Q1", "Q2"], ["Kōwhai O'Neill", "1", "0"]]))
    assert imported.key.lines[0].name == "Kōwhai O'Neill"


@pytest.mark.parametrize(
    ("separator", "first"), [(";", ""), (";", "sep=;\r\n"), ("\t", ""), ("|", ""), (",", "")]
)
def test_separators_and_decimal_commas_are_found(separator: str, first: str) -> None:
    """X7: half of Europe writes 7,5 and parts cells with semicolons."""
    rows = [
        ["ID", "Name", "Quiz 1 (/10)", "Quiz 2 (/10)"],
        ["101", "Ngata, Ana", "7,5", "8"],
        ["102", "Lee, Bo", "6", "5,5"],
    ]
    imported = everything(text(rows, separator, first=first))
    assert by_student(imported, "Quiz 1")["101"] == (7.5, "scored")
    assert {line.name for line in imported.key.lines} == {"Ngata, Ana", "Lee, Bo"}


def test_a_sheet_for_each_class_is_one_table() -> None:
    """X8: classes come from the names of sheets and get neutral codes in the file's order."""
    raw = xlsx({"9B": [TASKS[0], [101, "Ana", 7, 15]], "9A": [TASKS[0], [102, "Bo", 8, 12]]})
    imported = everything(raw, name="book.xlsx")
    assert dict(
        zip(
            imported.results.roster["student_code"].map({x.code: x.number for x in imported.key.lines}),
            imported.results.roster["class_code"],
            strict=True,
        )
    ) == {"101": "C1", "102": "C2"}
    assert {"sheets", "sheet_is"} <= {one.id for one in imported.questions}


def test_sheets_with_the_same_students_are_checks() -> None:
    """X8: a sheet a term is no class."""
    raw = xlsx({"Term 1": TASKS, "Term 2": TASKS})
    imported = everything(raw, name="book.xlsx")
    assert len(imported.results.roster) == 2
    assert imported.results.items["assessment_id"].nunique() == 4


def test_hidden_sheets_and_rows_are_named() -> None:
    """X8: what a teacher cannot see should not slip in."""
    raw = xlsx({"9B": TASKS, "old": TASKS}, hidden_sheets=["old"], hidden_rows=[2])
    imported = made(raw, name="book.xlsx")
    assert question(imported, "sheets").guess == ["9B"]
    assert any("hides 1 rows" in note for note in imported.coverage.notes)


def test_excel_is_read_as_it_looks() -> None:
    """X8: percentages, zeros in front and days are what the cells show."""
    day = datetime.datetime(2026, 4, 3)
    rows = [["ID", "Name", "A (/20)", "B (/20)"], [7, "Ana", 0.85, 12.0], [11, "Bo", 14, day]]
    raw = xlsx({"9B": rows}, format={(1, 0): "000", (2, 0): "000", (1, 2): "0%", (2, 3): "d-mmm"})
    sheet = data.read(raw, "x.xlsx").sheets[0].cells
    assert sheet.iloc[1].tolist() == ["007", "Ana", "85%", "12"]
    assert sheet.iloc[2].tolist() == ["011", "Bo", "14", "2026-04-03"]


def test_a_mark_that_became_a_date_is_asked() -> None:
    """X8: 3-4 turned into the 3rd of April, and only the paper knows."""
    rows = [*TASKS, ["103", "Cy", "3-Apr", "9"]]
    imported = made(text(rows))
    assert by_student(imported, "Quiz 1")["103"] == (None, "lost")
    assert by_student(everything(text(rows), {"dates": {"C4": 3.5}}), "Quiz 1")["103"] == (3.5, "scored")
    with pytest.raises(BadValue, match=r"^34 cannot be a mark in “Quiz 1”, which is out of 10\.$"):
        made(text(rows), {"dates": {"C4": 34}})


def test_lost_zeros_are_asked_and_put_back() -> None:
    """X8: 00123 and 123 are one student."""
    rows = [
        ["ID", "Name", "Q1", "Q2"],
        *([f"{n:05}", f"N{n}", "1", "0"] for n in range(120, 130)),
        ["131", "Cy", "1", "1"],
    ]
    assert "00131" in {line.number for line in everything(text(rows)).key.lines}
    assert "131" in {line.number for line in everything(text(rows), {"zeros": "keep"}).key.lines}


def test_a_star_is_kept_as_a_flag() -> None:
    """X8: a footnote star is no reason to lose a mark."""
    rows = [*TASKS, ["103", "Cy", "9*", "14"]]
    imported = everything(text(rows))
    assert ("103", "Quiz 1", 9.0, "scored", "*") in cells(imported)
    assert by_student(everything(text(rows), {"star": "exempt"}), "Quiz 1")["103"] == (None, "exempt")


def test_a_student_twice_is_asked() -> None:
    """X9: counted twice, one student moves the average."""
    rows = [*TASKS, ["101", "Ana", "9", "18"]]
    assert "twice" in asked(made(text(rows)))
    assert by_student(everything(text(rows)), "Quiz 1")["101"] == (7, "scored")
    assert by_student(everything(text(rows), {"twice": {"row 2": "last"}}), "Quiz 1")["101"] == (9, "scored")
    again = everything(text(rows), {"twice": {"row 2": "sittings"}})
    assert sorted(again.results.table["attempt"]) == [1, 1, 1, 1, 2, 2]
    apart = everything(text(rows), {"twice": {"row 2": "people"}})
    assert apart.coverage.students == 3


def test_two_students_with_one_name_stay_two() -> None:
    """X9: never matched by name alone where there is a number."""
    imported = everything(text([*TASKS, ["103", "Ana", "9", "18"]]))
    assert imported.coverage.students == 3
    assert any("one name and different numbers" in note for note in imported.coverage.notes)


def test_a_student_in_two_classes_is_asked() -> None:
    """X9, X12: one class a student and day."""
    raw = xlsx(
        {
            "9A": [TASKS[0], ["101", "Ana", 7, 15], ["102", "Bo", 8, 12], ["104", "Di", 1, 2]],
            "9B": [TASKS[0], ["101", "Ana", 9, 16], ["103", "Cy", 3, 4], ["105", "Ed", 1, 2]],
        }
    )
    imported = made(raw, name="b.xlsx")
    (row,) = question(imported, "two_classes").rows
    told = everything(raw, {"two_classes": {row[0]: "in:9A"}}, name="b.xlsx")
    assert by_student(told, "Quiz 1")["101"] == (7, "scored")


def test_names_in_two_columns_and_with_odd_spaces_are_one_name() -> None:
    """X9: double and trailing spaces are no second student."""
    rows = [
        ["Surname", "First name", "Q1", "Q2"],
        ["Ngata ", " Ana", "1", "0"],
        ["Ngata", "Ana  Bo", "1", "1"],
    ]
    assert {line.name for line in everything(text(rows)).key.lines} == {"Ngata, Ana", "Ngata, Ana Bo"}


def test_opendocument_is_read_too() -> None:
    """X8: schools without Excel have LibreOffice."""
    imported = everything(ods(TASKS), name="book.ods")
    assert by_student(imported, "Test")["101"] == (15, "scored")


def test_old_excel_is_read_too() -> None:
    """X8: some school programs still write .xls, and hidden rows cannot be told there."""
    imported = everything(
        xls([["ID", "Name", "Q1", "Q2"], ["0101", "Mārama", 1.0, 0.5], ["0102", "Bo", 1.0, "Abs"]])
    )
    assert cells(imported)[1][:4] == ("0101", "Q2", 0.5, "scored")
    assert cells(imported)[3][3] == "absent"
    assert any(".xls" in note for note in imported.coverage.notes)


def test_one_row_holds_headings_and_maxima() -> None:
    """X2: “Writing” has two markers where the quizzes have “/10”; and “Marker 1” is no day in March."""
    rows = [
        ["", "", "Quiz 1", "Test", "Writing", "", "%"],
        ["Student", "ID", "/10", "/20", "Marker 1", "Marker 2", "/100"],
        [],
        ["Ngata, Ana", "0101", "7,5", "15", "2", "3", "75"],
        ["Lee, Bo", "0102", "5", "20", "4", "4", "90"],
        ["Poe, Cy", "0103", "6", "18", "4", "4", "80"],
    ]
    imported = everything(text(rows, ";"))
    assert list(imported.results.items["label"]) == [
        "Quiz 1",
        "Test",
        "Writing / Marker 1",
        "Writing / Marker 2",
    ]
    assert list(imported.results.items["max_points"]) == [10, 20, 4, 4]
    (total,) = imported.coverage.totals
    assert total["said"] == "“%” was compared with Quiz 1 … Test in 3 rows; 1 differ"
    assert [one["place"] for one in total["differ"]] == ["G5"]


def test_a_hidden_column_is_left_out_and_named() -> None:
    """X8: an old total behind a hidden column is no result."""
    rows = [["ID", "Old", "Q1", "Q2"], ["0101", 42, 1, 0], ["0102", 50, 1, 1]]
    imported = everything(xlsx({"9B": rows}, hidden_columns=[1]))
    assert set(imported.results.items["label"]) == {"Q1", "Q2"}
    assert question(imported, "columns:ignore").rows == (("Old", "Old (hidden in the file)"),)
