"""The strip of a hand vote: rows, words and table, with numbers worked by hand."""

from __future__ import annotations

import re

import pytest
from chart_samples import HAND_COUNTS, HANDS

from plckit.charts import hands, paper, theme
from plckit.charts.figure import figure


def circles(svg: str) -> list[str]:
    """Return the colour of every dot in the drawing."""
    return re.findall(r'<path[^>]*d="M[^"]*A[^"]*"[^>]*fill="(#[0-9a-f]{6})"', svg)


def test_every_hand_is_counted_in_its_own_column() -> None:
    """Rule C2: those who abstain stand apart and are no 3."""
    made = hands.rows(HANDS, HAND_COUNTS, 2)
    assert [(r["part"], r["place"], r["count"], r["label"]) for r in made] == [
        ("hand", 0, 1, "1"),
        ("hand", 1, 0, "0"),
        ("hand", 2, 1, "1"),
        ("hand", 3, 3, "3"),
        ("hand", 4, 3, "3"),
        ("hand", 5, 2, "2"),
        ("abstained", 6, 2, "2"),
    ]
    assert {r["n"] for r in made} == {10}
    assert [r["total"] for r in made] == ["n = 10 · 2 abstained", *[None] * 6]


def test_words_say_the_middle_and_nothing_else_of_the_whole() -> None:
    """Rule C1: ten hands 0 2 3 3 3 4 4 4 5 5 have their middle between the fifth and the sixth; no mean."""
    said = hands.words(hands.rows(HANDS, HAND_COUNTS, 2)).splitlines()
    assert said[0] == "10 hands, 2 people abstained. The middle hand is between 3 and 4."
    assert said[1] == "0 “I must stop this”: 1 of 10."
    assert said[-1] == "Abstained: 2."
    one = hands.words(hands.rows(HANDS, {"4": 1}, 0)).splitlines()
    assert one[0] == "1 hand. The middle hand is 4 “Good”."


def test_two_camps_are_called_split_in_place_of_a_middle() -> None:
    """Rule L5 over the six counts: nobody raised what lies between 0 and 5."""
    made = hands.rows(HANDS, {"0": 4, "5": 6}, 0)
    assert made[0]["total"] == "n = 10 · the group is split"
    assert hands.words(made).splitlines()[0] == "10 hands. The group is split."


def test_shares_of_hands_stand_in_the_table_from_20_up() -> None:
    """Rule L3: the strip counts people at any size; who abstained is no part of 100 %."""
    few, many = hands.rows(HANDS, {"3": 19}, 1), hands.rows(HANDS, {"3": 15, "4": 5}, 1)
    assert hands.table(few)["columns"] == ["Hand", "People"]
    assert hands.table(few)["rows"][3:5] == [["3 Can live with it and will help", 19], ["4 Good", 0]]
    assert hands.table(many)["columns"] == ["Hand", "People", "Share of hands (n = 20)"]
    assert hands.table(many)["rows"][3:] == [
        ["3 Can live with it and will help", 15, "75%"],
        ["4 Good", 5, "25%"],
        ["5 Will help lead", 0, "0%"],
        ["Abstained", 1, "–"],
    ]
    assert many[3]["label"] == "15"
    assert "3 “Can live with it and will help”: 15 of 20 (75%)." in hands.words(many)


def test_everybody_abstained_is_not_nobody() -> None:
    """Rule C2: three who abstain are three people and no hand."""
    made = hands.rows(HANDS, {}, 3)
    assert made[0]["total"] == "n = 0 · 3 abstained"
    assert hands.words(made).splitlines()[0] == "0 hands, 3 people abstained."
    nobody = hands.rows(HANDS, {}, 0)
    assert (nobody[0]["total"], hands.words(nobody)) == ("no answers yet", "No answers yet.")


def test_a_hidden_vote_says_why() -> None:
    """Rules P3 and P7: one sentence in place of all stacks."""
    made = hands.rows(HANDS, None, 2)
    assert [(r["part"], r["count"], r["total"]) for r in made] == [
        ("withheld", None, "⊘ hidden: fewer than 5 answers")
    ]
    assert hands.words(made) == "Hidden: fewer than 5 answers."
    assert hands.table(made)["rows"] == [["⊘ hidden: fewer than 5 answers", "⊘"]]


@pytest.mark.parametrize("people", [1, 3, 5, 19, 20, 60, 120, 400])
def test_a_stack_fits_its_column_however_many_people(people: int) -> None:
    """Dots shrink: a stack is never higher than its plot nor wider than its column."""
    row = hands.rows(HANDS, {"4": people}, 0)[4]
    assert -(-people // row["across"]) * row["size"] <= hands.HIGH + 0.01
    assert row["across"] * row["size"] <= hands.WIDE + 0.01
    svg = paper.svg(figure(hands.chart(HANDS)), [row], width=320)
    assert circles(svg) == [theme.level_colours(6)[4]] * people


@pytest.mark.parametrize("people", [1, 7, 8, 60, 120, 400])
def test_a_lane_holds_its_dots_however_many_people(people: int) -> None:
    """No dot leaves its lane, at its end or into the next, and the number after them is on the picture."""
    row = hands.rows(HANDS, {"4": people}, 0)[4]
    assert row["deep"] * row["dot"] <= hands.LANE
    assert -(-people // row["deep"]) * row["dot"] <= hands.ALONG + 0.1
    assert row["dot"] >= (hands.DOT if people <= 7 else 1.5)


def test_words_stand_below_their_columns_or_beside_their_lanes() -> None:
    """Rule C2: always visible. A phone has lanes; so has a wide chart when words are too long."""
    made = figure(hands.chart(HANDS))
    narrow, wide = (paper.svg(made, [], width=width) for width in (320, 720))
    assert ">and will help<" in narrow
    assert ">Can live<" in wide
    long = {**HANDS, "2": "Real doubts " * 17}
    lanes = paper.svg(figure(hands.chart(long)), [], width=720)
    assert ">and will help<" in lanes
    assert lanes.count("doubts") == 17


def test_levels_have_their_colours_and_who_abstained_has_none_of_them() -> None:
    """Rule L4: low to high as in every chart, and a grey that is no level's."""
    made = hands.rows(HANDS, dict.fromkeys(HANDS, 1), 1)
    svg = paper.svg(figure(hands.chart(HANDS)), made)
    assert circles(svg) == [*theme.level_colours(6), theme.NOT_SURE]
