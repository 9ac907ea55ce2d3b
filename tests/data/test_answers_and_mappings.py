"""Nothing is guessed in silence; answers are kept for the next file of the same shape."""

from __future__ import annotations

import pytest
from markbooks import NAME, asked, cells, everything, made, question, text

from plckit import data
from plckit.data import Mapping, State
from plckit.errors import BadValue

BOOK = [
    ["ID", "Name", "Class", "Quiz 1 (/10)", "Test /20", "Comment"],
    ["101", "Ana", "Ms Hall", "7", "15", "works well with Bo"],
    ["102", "Bo", "Mr Tane", "Abs", "12", ""],
]
NEXT = [
    ["ID", "Name", "Class", "Quiz 1 (/10)", "Test /20", "Comment"],
    ["103", "Cy", "Ms Hall", "5", "11", ""],
    ["101", "Ana", "Mr Tane", "Abs", "19", ""],
]


def test_every_guess_is_listed_until_it_is_answered() -> None:
    """A guess nobody has seen is a mistake nobody will find."""
    imported = made(text(BOOK))
    guessed = {one["id"] for one in imported.coverage.guessed}
    assert guessed == {one.id for one in imported.questions}
    assert not imported.confirmed
    printed = " ".join(str(imported.coverage).split())
    missing = [one.id for one in imported.questions if one.text not in printed]
    assert not missing
    assert "To confirm before any chart" in printed


def test_every_question_is_plain_and_whole() -> None:
    """A teacher answers what she can read: text, guess, why, and at most three cells."""
    for one in made(text(BOOK)).questions:
        assert one.text.endswith(("?", "."))
        assert one.why
        assert len(one.examples) <= 3
        assert one.choices or one.free
        assert all(place and isinstance(shown, str) for place, shown in one.examples)


def test_answering_every_must_confirms() -> None:
    """Nothing is charted before that."""
    imported = everything(text(BOOK))
    assert imported.confirmed
    assert imported.coverage.confirm == []
    assert {one.state for one in imported.questions if one.must} == {State.ANSWERED}


def test_a_row_that_was_not_answered_stays_open() -> None:
    """Half an answer is no answer to the other half."""
    half = made(text(BOOK), {"out_of": {"Quiz 1": 10}})
    assert question(half, "out_of").state is State.GUESSED
    assert question(half, "out_of").answer == {"Quiz 1": "10", "Test": "20"}
    rest = made(text(BOOK), {"out_of": {"Quiz 1": 12, "*": "yes"}})
    assert question(rest, "out_of").answer == {"Quiz 1": "12", "Test": "20"}
    assert question(rest, "out_of").state is State.ANSWERED


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"student": "Shoe size"}, "“student”: “Shoe size” is no answer. Please give ID or names."),
        ({"value:abs": "zero"}, "“value:abs”: “zero” is no answer."),
        ({"out_of": 20}, "“out_of”: please answer each row"),
        ({"out_of": {"Quiz 1": "many"}}, "“out_of”: “many” is no answer. Please give a number."),
        ({"out_of": {"Quiz 1": 0, "Test": 20}}, "“out_of”: Quiz 1 must be out of more than 0 marks."),
        ({"dates_of_checks": {"Test": "tomorrow"}}, "Please give a date such as 2026-03-14."),
        ({"dates_of_checks": "yes"}, "“dates_of_checks”: there is no guess for Quiz 1, Test"),
    ],
)
def test_an_answer_that_fits_nothing_is_refused_with_what_would(
    answers: dict[str, object], said: str
) -> None:
    """A typing error in a file of answers changes no mark."""
    with pytest.raises(BadValue) as refused:
        made(text(BOOK), answers)
    assert said in str(refused.value)


def test_a_wrong_guess_about_a_column_can_be_put_right() -> None:
    """The person knows her own mark book."""
    rows = [["ID", "Effort", "Q1", "Q2"], ["101", "3", "1", "0"], ["102", "4", "1", "1"]]
    answer = {"columns:mark": {"Effort": "ignore", "*": "yes"}}
    assert set(everything(text(rows), answer).results.items["label"]) == {"Q1", "Q2"}


def test_a_mapping_answers_for_the_next_file_of_the_same_shape() -> None:
    """Next term takes a minute."""
    first = everything(text(BOOK))
    kept = Mapping.from_json(first.mapping.to_json())
    assert kept == first.mapping
    again = made(text(NEXT), mapping=kept)
    assert question(again, "value:abs").state is State.REMEMBERED
    assert {one["id"] for one in again.coverage.confirm} == {"dates_of_checks"}
    assert made(
        text(NEXT),
        {"dates_of_checks": {"*": "yes", "Quiz 1": "2026-05-09", "Test": "2026-05-09"}},
        mapping=kept,
    ).confirmed


def test_a_mapping_asks_again_where_there_is_something_new() -> None:
    """A word nobody has explained is explained by no mapping."""
    kept = everything(text(BOOK)).mapping
    more = [*NEXT, ["104", "Di", "Ms Hall", "NA", "21", ""]]
    again = made(text(more), mapping=kept)
    assert {"value:na", "range"} <= asked(again)
    other_maximum = [[cell.replace("/20", "/25") for cell in NEXT[0]], *NEXT[1:]]
    assert "out_of" in asked(made(text(other_maximum), mapping=kept))


def test_a_mapping_is_not_used_for_another_shape() -> None:
    """Answers about one book say nothing about another."""
    kept = everything(text(BOOK)).mapping
    other = [["ID", "Name", "Essay", "Talk"], ["101", "Ana", "7", "Abs"], ["102", "Bo", "5", "4"]]
    assert not any(one.state is State.REMEMBERED for one in made(text(other), mapping=kept).questions)


def test_a_mapping_holds_no_student() -> None:
    """It is passed on and kept, and the key is not."""
    rows = [*BOOK, ["101", NAME, "Ms Hall", "30", "3-Apr", ""]]
    kept = everything(text(rows), {"class_codes": "yes", "expected": 30}).mapping.to_json()
    assert not [word for word in ("Ana", "Bo", NAME, "101", "102", "Hall", "Tane") if word in kept]
    assert not [key for key in ("twice", "dates", "range", "class_codes", "expected") if f'"{key}"' in kept]
    with pytest.raises(BadValue, match="not a mapping that plckit wrote"):
        Mapping.from_json("[]")


def test_questions_lists_what_is_open_the_needed_first() -> None:
    """A coach reads one list."""
    book = data.read(text(BOOK), "x.csv")
    left = data.questions(book, {"value:abs": "absent"})
    assert "value:abs" not in {one.id for one in left}
    needed = [one.must for one in left]
    assert needed == sorted(needed, reverse=True)


def test_no_repr_shows_a_student() -> None:
    """P12: what a notebook prints is kept in the notebook."""
    imported = made(text(BOOK))
    shown = (
        f"{imported!r} {imported.results!r} {imported.key!r} {imported.questions!r} {data.read(text(BOOK))!r}"
    )
    assert "Ana" not in shown
    assert "101" not in shown
    assert "works well" not in f"{cells(imported)}"


def test_comments_and_names_are_not_in_the_results() -> None:
    """4.12: what no prompt uses is not kept."""
    results = made(text(BOOK)).results
    kept = " ".join(t.to_csv() for t in (results.table, results.roster, results.items, results.outcomes))
    assert not [word for word in ("Ana", "Bo", "Hall", "works well", "101") if word in kept]


def test_coverage_counts_every_cell() -> None:
    """M3: what was read, and who is there."""
    report = everything(text(BOOK), {"expected": 30}).coverage.as_dict()
    assert (report["rows_read"], report["students"], report["expected"]) == (2, 2, 30)
    assert {one["status"]: one["count"] for one in report["statuses"] if one["count"]} == {
        "scored": 3,
        "absent": 1,
    }
    assert report["classes"] == [
        {"class_code": "C1", "tested": 1, "of": 1},
        {"class_code": "C2", "tested": 1, "of": 1},
    ]
