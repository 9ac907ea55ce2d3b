"""Each form that schools export (rules X1–X5, X10–X12), and what becomes of it."""

from __future__ import annotations

import pytest
from markbooks import NAME, asked, by_student, cells, everything, made, question, text, xlsx

from plckit.errors import BadValue

PLAIN = [["ID", "Name", "Q1", "Q2", "Q3"], ["101", NAME, "1", "0", "2"], ["102", "Ana", "0", "1", "1"]]
TASKS = [["ID", "Name", "Quiz 1 (/10)", "Test /20"], ["101", "Ana", "7", "15"], ["102", "Bo", "8", "12"]]


def test_a_wide_book_becomes_a_row_a_student_and_item() -> None:
    """X1: a row a student and a column an item is what most teachers have."""
    imported = everything(text(PLAIN))
    assert [cell[:4] for cell in cells(imported)] == [
        ("101", "Q1", 1.0, "scored"),
        ("101", "Q2", 0.0, "scored"),
        ("101", "Q3", 2.0, "scored"),
        ("102", "Q1", 0.0, "scored"),
        ("102", "Q2", 1.0, "scored"),
        ("102", "Q3", 1.0, "scored"),
    ]
    assert list(imported.results.table["item_id"][:3]) == ["Q01", "Q02", "Q03"]


def test_totals_are_compared_and_left_out() -> None:
    """X1: a printed total that differs is said, with its place, and is no item."""
    rows = [[*row, total] for row, total in zip(PLAIN, ["Total", "3", "9"], strict=True)]
    imported = everything(text(rows))
    (total,) = imported.coverage.totals
    assert total["differ"] == [{"place": "F3", "printed": "9", "sum": "2"}]
    assert "Total" not in set(imported.results.items["label"])


def test_header_rows_are_joined_and_maxima_read() -> None:
    """X2: strands over questions over “out of” is how departments mark."""
    rows = [
        ["", "", "Number", "", "Algebra", ""],
        ["ID", "Name", "Q1", "Q2", "Q1", "Q2"],
        ["", "Out of", "1", "2", "3", "4"],
        ["101", "Ana", "1", "2", "3", "4"],
        ["102", "Bo", "0", "1", "2", "2"],
    ]
    imported = everything(text(rows))
    assert list(imported.results.items["label"]) == [
        "Number / Q1",
        "Number / Q2",
        "Algebra / Q1",
        "Algebra / Q2",
    ]
    assert list(imported.results.items["max_points"]) == [1, 2, 3, 4]
    strands = everything(text(rows), {"level": "items"})
    assert list(strands.results.outcomes["wording"]) == ["Number", "Algebra"]


def test_merged_headings_reach_as_far_as_they_are_merged() -> None:
    """X2: a heading over two columns is not the heading of the third."""
    rows = [
        ["", ""],
        ["ID", "Name", "Part a", "Part b", "Portfolio"],
        ["101", "Ana", 1, 2, 3],
        ["102", "Bo", 1, 1, 4],
    ]
    imported = made(xlsx({"9B": rows}, merged=[(0, 2, 3, "Quiz 1")]), name="x.xlsx")
    assert question(imported, "out_of").guess.keys() == {"Quiz 1 / Part a", "Quiz 1 / Part b", "Portfolio"}


def test_titles_averages_and_footnotes_are_no_students() -> None:
    """X3: a class average kept as a student would change every number."""
    rows = [
        ["Kōwhai Road School"],
        ["Reading, 14 March 2026"],
        *TASKS,
        [],
        ["", "Class average", "7.5", "13.5"],
        ["* had more time"],
    ]
    imported = everything(text(rows))
    assert [(one.place, one.why) for one in imported.coverage.dropped] == [
        ("row 7", "a summary of other rows"),
        ("row 8", "a line of text and no student"),
    ]
    assert imported.coverage.students == 2
    assert set(imported.results.table["assessment_date"]) == {"2026-03-14"}


@pytest.mark.parametrize(
    "word",
    ["Abs", "A", "AB", "ab.", "N/A", "NA", "-", "—", "ex", "Exempt", "INC", "DNS", "Late", "#N/A", "#DIV/0!"],
)
def test_every_word_among_marks_is_asked_and_never_zero(word: str) -> None:
    """X4, M2: 'Abs' turned to 0 makes a child look worse than she is."""
    rows = [*TASKS, ["103", "Cy", word, "9"]]
    imported = made(text(rows))
    (asked_for,) = [one for one in imported.questions if one.id.startswith("value:")]
    assert asked_for.must
    assert asked_for.examples == (("C4", word),)
    points, status = by_student(imported, "Quiz 1")["103"]
    assert points is None
    assert status not in ("scored", "skipped")
    told = everything(text(rows), {asked_for.id: "exempt"})
    assert by_student(told, "Quiz 1")["103"] == (None, "exempt")


def test_a_doubtful_letter_says_why() -> None:
    """X4, X10: NCEA's A is no absence."""
    imported = made(text([*TASKS, ["103", "Cy", "A", "NA"]]))
    assert "Achieved" in question(imported, "value:a").why
    assert "Not Achieved" in question(imported, "value:na").why


def test_empty_cells_are_asked_about() -> None:
    """X4, M1: empty can be left out, not reached or absent."""
    rows = [
        ["ID", *(f"Q{n}" for n in range(1, 6))],
        ["101", "1", "", "1", "", ""],
        ["102", *[""] * 5],
        ["103", *"11111"],
    ]
    imported = everything(text(rows))
    assert [cell[2:4] for cell in cells(imported)][:10] == [
        (1.0, "scored"),
        (0.0, "skipped"),
        (1.0, "scored"),
        (None, "not_reached"),
        (None, "not_reached"),
        *[(None, "absent")] * 5,
    ]
    lost = everything(text(rows), {"blank": "lost"})
    assert {cell[3] for cell in cells(lost)} == {"scored", "lost"}
    none = everything(text(rows), {"blank": "not_given"})
    assert len(none.results.table) == 7


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("17/20", 17),
        ("17 / 20", 17),
        ("½", 0.5),
        ("12½", 12.5),
        ("85 %", 17),
        ("85%", 17),
    ],
)
def test_marks_are_read_in_every_way_they_are_written(written: str, points: float) -> None:
    """X5: each of these stood in one column of one mark book."""
    imported = everything(text([*TASKS, ["103", "Cy", "9", written]]))
    assert by_student(imported, "Test")["103"] == (points, "scored")


def test_a_column_that_mixes_shares_and_marks_stops_and_asks() -> None:
    """X5: 0.85 among marks of 100 is 85 or nearly nothing."""
    rows = [["ID", "Test (/100)"], ["101", "85"], ["102", "0.85"], ["103", "40"]]
    imported = made(text(rows))
    assert question(imported, "share").must
    assert by_student(everything(text(rows)), "Test")["102"] == (85, "scored")
    assert by_student(everything(text(rows), {"share": {"Test": "points"}}), "Test")["102"] == (
        0.85,
        "scored",
    )
    assert by_student(everything(text(rows), {"share": {"Test": "leave"}}), "Test")["102"] == (None, "lost")


def test_shares_alone_are_out_of_one() -> None:
    """X5: a column of 0.85 and 0.4 is out of 1 and mixes nothing."""
    imported = made(text([["ID", "Test"], ["101", "0.85"], ["102", "0.4"], ["103", "1"]]))
    assert question(imported, "out_of").guess == {"Test": "1"}
    assert "share" not in asked(imported)


def test_grades_have_an_order_and_no_points() -> None:
    """X10: there is no arithmetic on letters."""
    rows = [
        ["ID", "Essay"],
        ["101", "M"],
        ["102", "A"],
        ["103", "N"],
        ["104", "E"],
        ["105", "Abs"],
        ["106", "A"],
    ]
    imported = everything(text(rows))
    assert question(imported, "order:Essay").guess == "N < A < M < E"
    assert question(imported, "grade:a").must
    assert imported.results.table["points"].isna().all()
    assert [cell[3:] for cell in cells(imported)][:5] == [
        ("scored", "M"),
        ("scored", "A"),
        ("scored", "N"),
        ("scored", "E"),
        ("absent", ""),
    ]
    assert imported.results.items["key"][0] == "N < A < M < E"
    away = everything(text(rows), {"grade:a": "absent", "order:Essay": "N < M < E"})
    assert by_student(away, "Essay")["102"] == (None, "absent")
    with pytest.raises(BadValue, match="please put exactly these in order: N, A, M, E"):
        made(text(rows), {"order:Essay": "N < A"})


def test_marks_out_of_range_are_asked_and_never_cut_in_silence() -> None:
    """X11: 21 of 20 is a slip, a bonus or a test of 25."""
    rows = [*TASKS, ["103", "Cy", "-1", "21"]]
    imported = made(text(rows))
    assert dict(question(imported, "range").rows).keys() == {"C4", "D4"}
    assert by_student(imported, "Test")["103"] == (None, "lost")
    told = everything(text(rows), {"range": {"C4": "1", "D4": "full"}})
    assert by_student(told, "Quiz 1")["103"] == (1, "scored")
    assert by_student(told, "Test")["103"] == (20, "scored")


def test_forms_and_dates_belong_to_each_check() -> None:
    """X12: two forms of a test need to be told apart."""
    imported = everything(
        text(TASKS),
        {"forms": {"Quiz 1": "A"}, "dates_of_checks": {"Quiz 1": "2026-03-01", "Test": "2026-05-09"}},
    )
    assert list(imported.results.items["form"]) == ["A", ""]
    assert set(imported.results.table["assessment_date"]) == {"2026-03-01", "2026-05-09"}


def test_a_column_of_dates_is_read_day_or_month_first_as_told() -> None:
    """X12, M7: a catch-up sitting has a day of its own."""
    rows = [["ID", "Date", "Q1", "Q2"], ["101", "03/04/2026", "1", "0"], ["102", "05/04/2026", "1", "1"]]
    assert set(everything(text(rows)).results.table["assessment_date"]) == {"2026-04-03", "2026-04-05"}
    turned = everything(text(rows), {"day_first": "month"})
    assert set(turned.results.table["assessment_date"]) == {"2026-03-04", "2026-05-04"}
