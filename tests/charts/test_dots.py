"""The dot vote: rows, words and table, and that all dots fit."""

from __future__ import annotations

import re

import pytest

from plckit.charts import dots, paper, theme
from plckit.charts.figure import figure

OPTIONS = {"a": "A", "b": "B", "c": "C"}


def drawn(width: int, **counts: int) -> str:
    made = dots.rows(OPTIONS, counts, {}, 12)
    return paper.svg(figure(dots.chart(OPTIONS)), made, width=width)


def circles(svg: str) -> int:
    return len(re.findall(r'<path[^>]*d="M[^"]*A', svg))


def test_options_keep_their_places() -> None:
    """The option with most dots is not the first: a picture that grows must not jump."""
    made = dots.rows(OPTIONS, {"a": 2, "b": 7}, {"a": 1, "b": 3}, 4)
    assert [(r["row"], r["dots"], r["people"], r["most"], r["label"], r["note"]) for r in made] == [
        ("a", 2, 1, 7, "2", "1 person"),
        ("b", 7, 3, 7, "7", "3 people"),
        ("c", 0, 0, 7, "0", None),
    ]
    assert [r["total"] for r in made] == ["n = 4 · 9 dots", None, None]


def test_words_and_table_hold_dots_and_people() -> None:
    """Seven dots from one person are not seven people's."""
    made = dots.rows(OPTIONS, {"a": 1, "b": 7, "c": None}, {"a": 1, "b": 3}, 4)
    assert dots.words(made) == (
        "4 people gave dots.\n“A” 1 dot from 1 person.\n“B” 7 dots from 3 people.\n"
        "“C” Hidden to protect a small group."
    )
    assert dots.table(made) == {
        "columns": ["Option", "Dots", "People (n = 4)"],
        "rows": [["A", 1, 1], ["B", 7, 3], ["C", "⊘ hidden to protect a small group", "⊘"]],
    }


def test_the_sum_of_dots_does_not_give_a_hidden_option_away() -> None:
    """Rule P4: all dots less those shown would be the hidden number."""
    made = dots.rows(OPTIONS, {"a": 1, "b": 7, "c": None}, {}, 4)
    assert made[0]["total"] == "n = 4"


def test_all_hidden_is_said_once() -> None:
    """Rule P7: one sentence and no wall of bars."""
    made = dots.rows(OPTIONS, dict.fromkeys(OPTIONS), {}, 4)
    assert [(r["part"], r["row"], r["total"]) for r in made] == [
        ("withheld", None, "n = 4 · ⊘ hidden to protect small groups")
    ]
    assert dots.words(made) == "4 people gave dots. Hidden to protect small groups."
    assert dots.table(made)["rows"] == [["⊘ hidden to protect small groups", "⊘", "⊘"]]


def test_before_the_first_dot_there_are_no_answers() -> None:
    """Nobody is not a vote for nothing."""
    made = dots.rows(OPTIONS, {}, {}, 0)
    assert made[0]["total"] == "no answers yet"
    assert dots.words(made) == "No answers yet."


@pytest.mark.parametrize("most", [1, 20, 60, 120, 300])
def test_every_dot_is_a_circle_up_to_300(most: int) -> None:
    """On a phone too; a dot smaller than three pixels could not be counted."""
    assert circles(drawn(320, a=most, b=3)) == most + 3


def test_more_dots_than_fit_are_bars_with_the_same_numbers() -> None:
    """1,000 dots on a phone would be a smear."""
    svg = drawn(320, a=1000, b=3)
    assert circles(svg) == 0
    assert f'fill="{theme.HIGH_STRONG}"' in svg
    assert ">1000<" in svg
