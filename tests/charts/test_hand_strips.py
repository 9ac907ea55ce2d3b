"""Hands on each item of a list: rows, words and table, with numbers worked by hand."""

from __future__ import annotations

import json

from chart_samples import HANDS

from plckit.charts import hand_strips, paper
from plckit.charts.figure import figure

ITEMS = {"c1": "1 We listen", "c2": "2 We share tasks", "c3": "3 We sing"}
COUNTS = {"c1": {"4": 3, "5": 4, "abstain": 1}, "c2": {"0": 1, "4": 20}, "c3": None}


def test_every_hand_is_a_dot_until_there_are_too_many() -> None:
    """Seven hands are seven dots; twenty at one number are told by the number, which is always there."""
    made = hand_strips.rows(ITEMS, COUNTS, HANDS, "Talk on")
    dots = [row["row"] for row in made if row["part"] == "dot"]
    assert (dots.count("item:1"), dots.count("item:2")) == (7, 0)
    numbers = [(row["row"], row["label"]) for row in made if row["part"] == "tick" and row.get("row")]
    assert numbers == [("item:1", "3"), ("item:1", "4"), ("item:2", "1"), ("item:2", "20")]
    assert json.loads(json.dumps(made, allow_nan=False)) == made


def test_words_and_table_say_why_an_item_needs_more_talk() -> None:
    """Rules C1 and P7: no middle and no mean; what is hidden says so and is no nought."""
    made = hand_strips.rows(ITEMS, COUNTS, HANDS, "Talk on")
    assert hand_strips.words(made).splitlines() == [
        "Hands on 3 items. 1 item needs more talk.",
        "“1 We listen” 3 showed 4, 4 showed 5. 1 abstained.",
        "“2 We share tasks” 1 showed 0, 20 showed 4. Talk on: a 0 or a 1 was shown.",
        "“3 We sing” Hidden: fewer than 5 answers.",
    ]
    table = hand_strips.table(made, HANDS)
    assert table["columns"][0] == "Item"
    assert table["rows"][0] == ["1 We listen", 0, 0, 0, 0, 3, 4, 1, "–"]
    assert table["rows"][2][1:] == ["⊘"] * 7 + ["hidden: fewer than 5 answers"]


def test_the_words_of_the_hands_stand_above_the_picture() -> None:
    """Rule C2: labels are always visible; without items there is one sentence."""
    made = hand_strips.rows(ITEMS, COUNTS, HANDS, "Talk on")
    svg = paper.svg(figure(hand_strips.chart(HANDS)), made, width=700)
    assert all(label.split()[-1] in svg for label in HANDS.values())
    assert hand_strips.words(hand_strips.rows({}, {}, HANDS, "Talk")) == "No items yet."
