"""Counts of what nobody knew beforehand: rows, words and table."""

from __future__ import annotations

from plckit.charts import paper, tally
from plckit.charts.figure import figure


def test_at_most_fifteen_are_drawn_in_the_order_given() -> None:
    """A longer list is a table; how many are missing is said, those the caller left out included."""
    made = tally.rows([(f"word {i}", i) for i in range(18)], 40, more=2)
    assert [(r["place"], r["statement"], r["count"]) for r in made[:2]] == [
        (0, "word 0", 0),
        (1, "word 1", 1),
    ]
    assert [r["part"] for r in made] == ["bar"] * 15 + ["more"]
    assert (made[15]["place"], made[15]["label"]) == (15, "and 5 more")
    assert [r["total"] for r in made] == ["n = 40", *[None] * 15]
    assert tally.words(made).splitlines()[-1] == "And 5 more."


def test_words_and_table_count_people() -> None:
    """Rule L3: percentages stand in the table from 20 people up."""
    few, many = tally.rows([("trust", 3)], 5), tally.rows([("trust", 7)], 20, more=1)
    assert tally.words(few) == ("5 people answered. A number is how many people said it.\n“trust” 3 of 5.")
    assert tally.table(few) == {"columns": ["Said", "People (n = 5)"], "rows": [["trust", 3]]}
    assert tally.table(many) == {
        "columns": ["Said", "People (n = 20)", "Share of people"],
        "rows": [["trust", 7, "35%"], ["and 1 more", "–", "–"]],
    }


def test_nothing_said_is_one_sentence() -> None:
    """An empty picture would look broken."""
    made = tally.rows([], 0)
    assert [(r["part"], r["label"]) for r in made] == [("empty", "no answers yet")]
    assert tally.words(made) == tally.words([]) == "No answers yet."
    assert tally.table(made)["rows"] == [["no answers yet", "–"]]


def test_long_words_take_two_lines_and_then_an_ellipsis() -> None:
    """A phrase of 200 letters stands whole in the table; Chinese letters take the room of two."""
    row = tally.rows([("time to plan together " * 9, 1)], 5)[0]
    assert row["lines"] == ["time to plan together", "time to plan…"]
    assert row["statement"].count("plan") == 9
    (chinese,) = (r["lines"] for r in tally.rows([("学习社区的共同体与信任", 1)], 5))
    assert chinese == ["学习社区的共同体与信", "任"]


def test_a_phone_shows_the_words_whole() -> None:
    """Two lines of 21 letters are readable at 320 pixels."""
    made = tally.rows([("Tuesday 14 October 2025", 2), ("الثقة المتبادلة", 120)], 130)
    svg = paper.svg(figure(tally.chart()), made, width=320)
    assert ">Tuesday 14 October<" in svg
    assert ">الثقة المتبادلة\u200f<" in svg
    assert ">120<" in svg
