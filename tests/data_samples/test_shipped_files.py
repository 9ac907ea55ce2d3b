"""What a file of data/ is, whatever story it tells: marked, small, tidy, and nobody's real data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

import pandas as pd

from make_data.markbook_csv import read
from make_data.markbook_files import sheets

Tables = Callable[[str], pd.DataFrame]
Shipped = dict[str, bytes]

RESULTS = ("maths_check_1.csv", "maths_check_2.csv")
SIZES = {
    **dict.fromkeys(RESULTS, 1560),
    **{"roster.csv": 104, "items.csv": 30, "outcomes.csv": 4, "assessments.csv": 2},
    **{"support_log.csv": 1664, "plc_survey_history.csv": 1275, "plc_survey_items.csv": 15},
}
STATUS = {"scored", "skipped", "not_reached", "absent", "exempt", "late_enrol", "left", "lost"}
MOST = 400_000


def test_the_files_are_small(shipped: Shipped) -> None:
    """They travel with the package."""
    assert sum(map(len, shipped.values())) < MOST


def test_every_table_has_its_rows_and_says_synthetic_in_each(table: Tables, shipped: Shipped) -> None:
    """A table that is cut or renamed is not taken for real (P11)."""
    assert set(SIZES) | {"reading_markbook_export.csv"} == {name for name in shipped if name.endswith(".csv")}
    for name, rows in SIZES.items():
        assert len(table(name)) == rows, name
        assert set(table(name)["SYNTHETIC"]) == {"yes"}, name


def test_the_mark_book_and_the_pages_say_synthetic(shipped: Shipped) -> None:
    """Also where there is no column for it."""
    for name in ("README.md", "STORIES.md", "reading_markbook_export.csv"):
        assert "SYNTHETIC" in shipped[name].decode()
    book = sheets(shipped["reading_markbook_export.xlsx"])
    assert book
    assert all("SYNTHETIC" in sheet.cells["A1"] for sheet in book)


def test_texts_are_utf_8_with_macrons(shipped: Shipped) -> None:
    """Māori words keep their long vowels, as one sign each; line ends are the same everywhere."""
    for name, file in shipped.items():
        if not name.endswith(".xlsx"):
            text = file.decode()
            assert unicodedata.is_normalized("NFC", text), name
            assert text.startswith("\ufeff") == (b"\r\n" in file) == (name == "reading_markbook_export.csv")
    assert "Māori" in shipped["roster.csv"].decode()


def test_students_are_codes_in_every_table(table: Tables) -> None:
    """Codes that no name, order or ability can be read from; a log knows only students of the roster."""
    students = table("roster.csv")["student_code"]
    assert students.str.fullmatch(r"S-[2-9BCDFGHJKMNP-TV-Z]{4}").all()
    assert students.is_unique
    for name in (*RESULTS, "support_log.csv"):
        assert set(table(name)["student_code"]) == set(students)
    assert table("plc_survey_history.csv")["response_id"].str.fullmatch(r"R-\w{4}").all()


def test_nothing_looks_like_a_person_but_the_invented_names(shipped: Shipped) -> None:
    """No e-mail, no telephone number, and names in the mark book alone."""
    contact = re.compile(r"\w@\w|\+64|\b0\d{1,2}[ -]\d{3}")
    rows = read(shipped["reading_markbook_export.csv"])
    names = {part for row in rows for part in re.findall(r"\w{4,}", row.name)}
    assert len(names) > 40
    for name, file in shipped.items():
        text = file.decode("utf-8", "replace")
        assert not contact.search(text), name
        if not name.startswith("reading_markbook"):
            assert not names & set(re.findall(r"\w{4,}", text)), name


def test_results_are_the_tidy_table_of_the_content(table: Tables) -> None:
    """Keys are unique, points fit the status, items are known, dates are inside the enrolment (4.10)."""
    roster, items = table("roster.csv").set_index("student_code"), table("items.csv")
    for name, form in zip(RESULTS, "AB", strict=True):
        rows = table(name)
        assert not rows.duplicated(["student_code", "assessment_id", "item_id", "attempt"]).any()
        assert set(rows["status"]) <= STATUS
        marked = rows["status"].isin(["scored", "skipped"])
        assert set(rows.loc[marked, "points"]) == {"0", "1"}
        assert set(rows.loc[~marked, "points"]) == {""}
        assert set(rows.loc[rows["status"] == "skipped", "points"]) == {"0"}
        known = items[items["form"] == form].set_index("item_id")
        assert (rows["outcome_id"].array == known.loc[rows["item_id"], "outcome_id"].array).all()
        own = roster.loc[rows["student_code"]]
        assert (own["class_code"].array == rows["class_code"].array).all()
        assert (own["enrol_from"].array <= rows["assessment_date"].array).all()
        gone = (own["enrol_to"] != "") & (own["enrol_to"].array < rows["assessment_date"].array)
        assert (gone.array == (rows["status"] == "left").array).all()


def test_points_follow_the_key_that_was_used(table: Tables) -> None:
    """Marked again with the key, choice items have the same points: also Q07, whose key is wrong."""
    for name, form in zip(RESULTS, "AB", strict=True):
        items = table("items.csv")
        key = items[(items["form"] == form) & (items["type"] == "choice")].set_index("item_id")["key"]
        rows = table(name)
        rows = rows[(rows["status"] == "scored") & rows["item_id"].isin(key.index)]
        assert len(rows) > 800
        right = rows["response"].array == key.loc[rows["item_id"]].array
        assert (right == (rows["points"] == "1").array).all()


def test_dates_agree_across_the_files(table: Tables) -> None:
    """Checks in the calendar of one year; help is looked at after each check; waves stand in order."""
    checks = table("assessments.csv").set_index("id")["date"]
    assert checks.to_dict() == {"MA-U1-A": "2026-03-13", "MA-U1-B": "2026-05-08"}
    for name in RESULTS:
        rows = table(name)
        assert (rows["assessment_date"].array == checks.loc[rows["assessment_id"]].array).all()
    dates = sorted(set(table("support_log.csv")["check_date"]))
    assert len(dates) == 4
    assert all(date.fromisoformat(day).weekday() < 5 for day in dates)
    assert checks["MA-U1-A"] < dates[0]
    assert dates[1] < checks["MA-U1-B"] < dates[2]
    waves = table("plc_survey_history.csv")["wave"]
    assert list(waves.unique()) == ["2025-T1", "2025-T4", "2026-T2", "2026-T4"]


def test_the_readme_explains_every_file_and_every_column(table: Tables, shipped: Shipped) -> None:
    """A column that nobody explains is guessed at."""
    readme = shipped["README.md"].decode()
    assert "CC0" in readme
    assert not [name for name in shipped if name not in {"README.md"} and f"`{name}`" not in readme]
    columns = {column for name in SIZES for column in table(name).columns}
    assert not [column for column in columns if f"`{column}`" not in readme]
