"""Names become random codes; the key links both and is given once (4.12, P9)."""

from __future__ import annotations

import pytest
from markbooks import NAME, everything, text

from plckit.data import Key, guarded
from plckit.data.codes import CODE, class_codes, coded, fresh
from plckit.errors import BadValue

BOOK = [
    ["ID", "Name", "Class", "Q1", "Q2"],
    ["101", NAME, "9B", "1", "0"],
    ["102", "=HYPERLINK(1)", "9A", "0", "1"],
]


def test_codes_are_random_different_and_easy_to_read() -> None:
    """A code that was made from a name could be guessed, and O is no 0."""
    codes = fresh(2000)
    assert len(set(codes)) == 2000
    assert all(CODE.fullmatch(code) for code in codes)
    assert not set("".join(codes)[2:]) & set("01IOL") - {"S"}
    assert set(codes) != set(fresh(2000))


def test_many_students_get_longer_codes() -> None:
    """A million codes of four letters would be all there are."""
    assert len(fresh(30_000)[0]) == len("S-") + 5


def test_the_key_leads_back_and_gives_the_same_codes_again() -> None:
    """Growth needs the same code next term."""
    first = everything(text(BOOK))
    key = Key.from_csv(first.key.csv())
    assert key == first.key
    later = [BOOK[0], ["103", "Cy", "9C", "1", "1"], ["102", "=HYPERLINK(1)", "9A", "1", "1"]]
    again = everything(text(later), key=key)
    codes = {line.number: line.code for line in first.key.lines}
    new = {line.number: line.code for line in again.key.lines}
    assert new["102"] == codes["102"]
    assert set(new) == {"101", "102", "103"}
    assert {line.klass: line.class_code for line in again.key.lines} == {"9B": "C1", "9A": "C2", "9C": "C3"}


def test_a_name_is_matched_only_where_nobody_has_a_number() -> None:
    """X9: two students can have one name."""
    first, _ = coded([("", "Ana"), ("101", "Ana")])
    from plckit.data.codes import Line

    key = Key([Line(first["", "Ana"], "", "Ana"), Line(first["101", "Ana"], "101", "Ana")])
    again, new = coded([("", "Ana"), ("102", "Ana")], key)
    assert again["", "Ana"] == first["", "Ana"]
    assert new == [("102", "Ana")]


def test_another_file_is_no_key() -> None:
    """A mark book in the place of the key would be taken for students."""
    with pytest.raises(BadValue, match="This is not a key that plckit wrote"):
        Key.from_csv("a,b\n1,2\n")


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", "\r=1"])
def test_no_cell_we_write_runs_as_a_formula(cell: str) -> None:
    """A name that begins with = is a name."""
    assert guarded(cell) == f"'{cell}"
    assert guarded("-3") == "-3"
    assert guarded("Ana") == "Ana"


def test_formulas_stay_text_from_file_to_key() -> None:
    """Formula injection: read as text, written so that no spreadsheet runs it."""
    imported = everything(text(BOOK))
    assert "=HYPERLINK(1)" in {line.name for line in imported.key.lines}
    assert ",'=HYPERLINK(1)," in imported.key.csv()


def test_classes_are_coded_in_the_order_of_the_file() -> None:
    """R1: an order of codes says nothing about results."""
    assert class_codes(["Mr Z", "Ms A"]) == {"Mr Z": "C1", "Ms A": "C2"}
    named = everything(text(BOOK), {"class_codes": {"9B": "North", "9A": "South"}})
    assert {line.klass: line.class_code for line in named.key.lines} == {"9B": "North", "9A": "South"}
    assert set(named.results.roster["class_code"]) == {"North", "South"}


def test_results_stand_in_the_order_of_codes_and_not_of_names() -> None:
    """A class list in alphabetical order beside codes in the same order names everybody."""
    rows = [["ID", "Name", "Q1", "Q2"], *([str(100 + n), f"N{n}", "1", "0"] for n in range(40))]
    results = everything(text(rows)).results
    assert results.roster["student_code"].is_monotonic_increasing
    assert results.table["student_code"].is_monotonic_increasing
