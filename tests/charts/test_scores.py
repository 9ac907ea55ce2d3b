"""How scores are spread: columns, cuts with a grey strip, and what another cut would have done."""

from __future__ import annotations

from typing import Any

import pytest
from sheet_samples import scores_measures

from plckit.charts import paper, scores, sheet
from plckit.charts.figure import figure

CUTS = [
    {"id": name, "label": name, "score": score, "sem_low": None, "sem_high": None, "near": None, "at": {}}
    for name, score in (("nearly", 6), ("secure", 9), ("beyond", 13))
]


def parts(made: list[dict[str, Any]], part: str) -> list[dict[str, Any]]:
    return [row for row in made if row["part"] == part]


def test_a_cut_stands_below_its_first_score_and_its_strip_holds_whole_scores() -> None:
    """Rules B3 and B5: 9 or more begins between 8 and 9; 7.2 to 10.8 holds 8, 9 and 10, 7.5 to 10.5."""
    (cut,) = parts(scores.rows(scores_measures()), "cut")
    assert cut["at"] == pytest.approx((8.5 + 0.5) / 16, abs=1e-5)
    assert cut["low_at"] == pytest.approx((7.5 + 0.5) / 16, abs=1e-5)
    assert cut["high_at"] == pytest.approx((10.5 + 0.5) / 16, abs=1e-5)


def test_a_mark_either_side_of_the_cut_is_always_shown_with_its_range() -> None:
    """Rules B4 and R2, Wilson by hand (content 4.5): 18 of 26 is 50.0–83.5 %, 13 of 26 is 32.1–67.9 %."""
    cut = scores_measures()["cuts"][0] | {"at": {8: 18 / 26, 9: 13 / 26, 10: 8 / 26}}
    made = scores.rows(scores_measures(cuts=[cut]))
    assert [(row["name"], row["label"]) for row in parts(made, "share")] == [
        ("8", "69%"),
        ("9", "50%"),
        ("10", "31%"),
    ]
    first, second, _ = parts(made, "share")
    assert (first["low"], first["high"]) == pytest.approx((0.500, 0.835), abs=5e-4)
    assert (second["low"], second["high"]) == pytest.approx((0.321, 0.679), abs=5e-4)
    assert "9 or more: 50% (32% to 68%)." in scores.words(made)
    assert "11 students stand within one error of the test from it." in scores.words(made)


def test_a_column_of_many_is_a_bar_and_of_few_are_dots() -> None:
    """A dot under four pixels would be dust."""
    few = scores.rows(scores_measures(counts=[{"score": 7, "count": 33}]))
    many = scores.rows(scores_measures(counts=[{"score": 7, "count": 34}]))
    assert [parts(made, "score")[0]["as_bars"] for made in (few, many)] == [False, True]


def test_scores_of_a_hundred_share_stacks_with_their_neighbours() -> None:
    """On a phone a hundred columns stand closer than dots do."""
    counts = [{"score": score, "count": 1} for score in (60, 61, 62)]
    made = scores.rows(scores_measures(counts=counts, max=100))
    assert [row["under"] for row in parts(made, "score")] == [0, 1, 0]


def test_half_marks_have_columns_of_their_own() -> None:
    """The scale follows the smallest step there is."""
    counts = [{"score": 7, "count": 2}, {"score": 7.5, "count": 1}]
    made = scores.rows(scores_measures(counts=counts))
    assert [row["id"] for row in parts(made, "score")] == ["score:7", "score:7.5"]
    assert parts(made, "score")[0]["columns"] == 31


def test_labels_of_cuts_stand_in_lanes_of_their_own() -> None:
    """Those far right read to the left, and stand on top, where no line of another cut passes."""
    made = parts(scores.rows(scores_measures(cuts=CUTS)), "cut")
    assert [(row["id"], row["lane"]) for row in made] == [
        ("cut:beyond", 0),
        ("cut:secure", 18),
        ("cut:nearly", 36),
    ]


def test_a_ceiling_is_said_in_the_picture() -> None:
    """Rule R10: who looks at the picture alone must know that it cannot show growth."""
    said = "24% have full marks, so this test cannot show growth at the top."
    made = scores.rows(scores_measures(ceiling=said), sheet.SYNTHETIC)
    assert scores.words(made).splitlines()[-1] == said
    assert "24% have full marks" in paper.svg(figure(scores.chart()), made)


def test_the_table_has_scores_cut_and_shares() -> None:
    """The foot counts those tested of those enrolled (rule M3)."""
    made = scores.rows(scores_measures(8))
    table = scores.table(made)
    assert ["secure: 9 or more", "–", "–"] in table["rows"]
    assert table["ids"].count("median") == 1
    assert made[-1]["label"] == "n = 8 tested of 30 · Team only"


def test_dots_that_share_a_stack_stand_over_each_other() -> None:
    """Half marks of a test of 100 do not make leaning towers; a cut still parts the dots at their scores."""
    halves = [{"score": 40 + n / 2, "count": 2} for n in range(5)]
    told = scores_measures(counts=[*halves, {"score": 100.0, "count": 1}], max=100, cuts=[])
    ats = {row["score"]: row["at"] for row in scores.rows(told) if row["part"] == "score"}
    assert ats[40.0] == ats[40.5] == ats[41.5] < ats[42.0] < ats[100.0] < 1
    cut = {"id": "c", "label": "Cut", "score": 41, "sem_low": None, "sem_high": None, "near": None, "at": {}}
    ats = {row["score"]: row["at"] for row in scores.rows({**told, "cuts": [cut]}) if row["part"] == "score"}
    assert ats[40.0] < ats[40.5] < ats[41.5] < ats[42.0]
