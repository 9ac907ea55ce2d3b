"""Ranks and sliders: dots on a line with the middle half and the median, with numbers worked by hand."""

from __future__ import annotations

import random

import pytest
from chart_samples import STATEMENTS

from plckit.charts import dumbbell, paper, ranks, spread, stacks
from plckit.charts.figure import figure

OPTIONS = {"a": "A", "b": "B", "c": "C"}


def test_ranks_are_places_in_the_orders() -> None:
    """Rule L1: B is first, first, second, second, second: the middle is 2, the middle half from 1 to 2."""
    orders = [["b", "a", "c"], ["b", "c", "a"], ["a", "b", "c"], ["a", "b", "c"], ["a", "b", "c"]]
    made = [r for r in ranks.rows(OPTIONS, orders) if r["row"] == "b"]
    line, *places = made
    assert (line["part"], line["value"], line["start"], line["end"], line["n"]) == ("line", 2, 1, 2, 5)
    assert [(p["part"], p["value"], p["count"]) for p in places] == [("place", 1, 2), ("place", 2, 3)]
    said = ranks.words(ranks.rows(OPTIONS, orders)).splitlines()
    assert said[0] == "5 people put 3 options in order; 1 is first."
    assert said[2] == "“B” Middle rank 2; the middle half put it from 1 to 2."
    assert ranks.table(ranks.rows(OPTIONS, orders)) == {
        "columns": ["Option", "Rank 1", "Rank 2", "Rank 3", "Middle rank", "Middle half", "People"],
        "rows": [
            ["A", 3, 1, 1, "1", "1 to 2", 5],
            ["B", 2, 3, 0, "2", "1 to 2", 5],
            ["C", 0, 1, 4, "3", "3 to 3", 5],
        ],
    }


def test_options_keep_their_order_whatever_their_ranks() -> None:
    """A ranking that re-sorts itself would call the first one best before anybody has talked."""
    made = ranks.rows(OPTIONS, [["c", "b", "a"]] * 5)
    assert list(dict.fromkeys(r["row"] for r in made)) == ["a", "b", "c"]


def test_an_option_first_for_some_and_last_for_others_splits_the_group() -> None:
    """Rule L5: a middle rank of 2 would be nobody's."""
    made = ranks.rows(OPTIONS, [["a", "b", "c"]] * 4 + [["c", "b", "a"]] * 4)
    assert [(r["value"], r["label"]) for r in made if r["part"] == "line"] == [
        (None, "the group is split"),
        (2, "2"),
        (None, "the group is split"),
    ]
    assert "“A” The group is split." in ranks.words(made)
    assert ranks.table(made)["rows"][0][4:6] == ["split", "–"]


def test_hidden_and_missing_rankings_are_one_sentence() -> None:
    """Rules P3 and P7: all options share their reason."""
    hidden, none = ranks.rows(OPTIONS, None), ranks.rows(OPTIONS, [])
    assert [(r["part"], r["total"]) for r in hidden] == [("withheld", "⊘ hidden: fewer than 5 answers")]
    assert [(r["part"], r["total"]) for r in none] == [("empty", "no answers yet")]
    assert ranks.words(hidden) == "Hidden: fewer than 5 answers."
    assert ranks.words(none) == "No answers yet."
    assert ranks.table(hidden)["rows"] == [["⊘ hidden: fewer than 5 answers", "–"]]
    assert ranks.table(none)["rows"] == [["no answers yet", "–"]]


def test_a_slider_has_its_median_and_its_middle_half() -> None:
    """Rules L1 and L7: 3 4 5 and one nobody moved; quartiles of three values are 3.5 and 4.5."""
    made = spread.rows({"a": "A"}, {"a": [5, None, 3, 4]})
    line = made[0]
    assert (line["part"], line["value"], line["start"], line["end"], line["n"]) == ("line", 4, 3.5, 4.5, 3)
    assert made[0]["note"] == "n = 3"
    assert spread.words(made).splitlines() == [
        "1 line from 0 to 10. Each dot is one answer.",
        "“A” 3 people. The middle answer is 4; the middle half is 3.5 to 4.5.",
    ]
    assert spread.table(made)["rows"] == [["A", 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, "4", "3.5 to 4.5", 3]]


def test_hidden_and_empty_lines_say_so() -> None:
    """Rules P3 and P7: withheld is not the same as nobody."""
    made = spread.rows({"a": "A", "b": "B"}, {"a": None, "b": [None]})
    assert [(r["part"], r["n"], r["label"]) for r in made] == [
        ("withheld", None, "⊘ hidden: fewer than 5 answers"),
        ("empty", 0, "no answers yet"),
    ]
    assert spread.words(made).splitlines()[1:] == [
        "“A” Hidden: fewer than 5 answers.",
        "“B” No answers yet.",
    ]
    assert spread.table(made)["rows"][0][:2] == ["A", "⊘"]
    assert spread.table(made)["rows"][0][12:] == ["⊘ hidden: fewer than 5 answers", "–", "⊘"]


def test_two_camps_of_sliders_have_no_median() -> None:
    """Rule L5 over the eleven places."""
    made = spread.rows({"a": "A"}, {"a": [1, 1, 1, 9, 9, 9]})
    assert (made[0]["value"], made[0]["start"], made[0]["label"]) == (None, None, "the group is split")
    assert spread.words(made).splitlines()[1] == "“A” The group is split."


@pytest.mark.parametrize("middle", range(3, 8))
def test_twelve_answers_around_one_middle_are_rarely_called_split(middle: int) -> None:
    """Twelve people on eleven places leave gaps; a gap alone is no second camp (rule L5)."""
    chance = random.Random(11)
    groups = [[min(max(round(chance.gauss(middle, 2)), 0), 10) for _ in range(12)] for _ in range(400)]
    assert sum(stacks.splits(group, range(11)) for group in groups) < 0.1 * len(groups)


@pytest.mark.parametrize("camps", [(1, 8), (2, 8), (1, 9), (2, 9)])
def test_two_halves_at_both_ends_are_always_called_split(camps: tuple[int, int]) -> None:
    """Rule L5: six people at 1 or 2 and six at 8 or 9, spread over both places or not."""
    low, high = camps
    assert stacks.splits([low] * 6 + [high] * 6, range(11))
    assert stacks.splits([1, 2] * 3 + [8, 9] * 3, range(11))


def test_sliders_alone_and_in_pairs_agree_on_what_a_split_is() -> None:
    """The same answers cannot be split in one chart and have a median in the other."""
    chance = random.Random(5)
    for _ in range(200):
        answers = [chance.randint(0, 10) for _ in range(8)]
        alone = spread.rows({"a": "A"}, {"a": answers})[0]["value"]
        pair = dumbbell.rows({"a": "A"}, {"a": [(answer, None) for answer in answers]})[0]["start"]
        assert alone == pair


def test_up_to_five_places_are_judged_one_by_one() -> None:
    """Rule L5 as it stands for a scale: 1 1 1 3 3 3 of three ranks is split, 1 2 3 4 5 is not."""
    assert stacks.splits([1, 1, 1, 3, 3, 3], range(1, 4))
    assert not stacks.splits([1, 2, 3, 4, 5], range(1, 6))
    assert stacks.splits([4, 4, 4, 2, 2, 2], range(1, 6))
    assert not stacks.splits([1, 1, 1], range(1, 2))


@pytest.mark.parametrize("people", [1, 5, 19, 20, 60, 120, 400])
@pytest.mark.parametrize("places", [2, 5, 11, 20])
def test_a_stack_fits_its_place_however_many_people(people: int, places: int) -> None:
    """On a phone: no higher than its band, no wider than the step to the next place."""
    made = stacks.groups({"a": "A"}, {"a": [2] * people}, range(1, places + 1))
    dots = made[1]
    assert -(-people // dots["across"]) * dots["size"] <= stacks.HIGH + 0.01
    assert dots["across"] * dots["size"] <= (320 - 2 * stacks.EDGE) / (places - 1)


def test_the_ends_are_written_under_the_scale() -> None:
    """0 and 10 mean nothing without their words; long ones are wrapped, never cut."""
    low = "not at all, I would need much more than what we did together today"
    svg = paper.svg(
        figure(spread.chart(STATEMENTS, low, "fully")), spread.rows(STATEMENTS, {"fail": [3] * 5}), width=320
    )
    assert svg.count(">fully<") == 1
    assert all(word in svg for word in low.split())


def test_a_scale_number_gives_way_to_the_median() -> None:
    """Two numbers on top of each other are none."""
    made = figure(spread.chart({"a": "A"}))
    svg = paper.svg(made, spread.rows({"a": "A"}, {"a": [3] * 5}), width=320)
    assert svg.count(">3<") == 1
