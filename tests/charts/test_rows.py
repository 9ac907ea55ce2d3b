"""Rows, words and tables of likert, dumbbell and counts, with numbers worked by hand."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from plckit.charts import counts, dots, dumbbell, hands, likert, ranks, shares, spread, tally, waves
from plckit.domain.waves import Statement, Wave

LEVELS = {"1": "No", "2": "Partly", "3": "Yes"}
EVEN = {"1": "Never", "2": "Seldom", "3": "Often", "4": "Always"}


@pytest.mark.parametrize(
    "module",
    [
        *"likert dumbbell counts hands dots ranks shares spread stacks tally waves".split(),
        *"coverage item_dots item_groups lanes outcomes results strips strip_marks".split(),
        *"figure bundle theme paper".split(),
    ],
)
def test_importing_a_chart_imports_neither_altair_nor_pandas(module: str) -> None:
    """A server that only passes rows on must start in two seconds."""
    code = (
        f"import sys, plckit.charts.{module}\n"
        "assert not {'altair', 'pandas', 'vl_convert'} & set(sys.modules), 'too heavy'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_calling_rows_imports_neither_altair_nor_pandas() -> None:
    """Rows are made at every answer, in the server."""
    code = (
        "import sys; from plckit.charts import likert, dumbbell, counts\n"
        "r = likert.rows({'a': 'A'}, {'1': 'No', '2': 'Yes'}, {'a': {'1': 2, '2': 4}})\n"
        "likert.words(r), likert.table(r)\n"
        "d = dumbbell.rows({'a': 'A'}, {'a': [(1, 2)] * 5}); dumbbell.words(d), dumbbell.table(d)\n"
        "c = counts.rows({'a': 'A'}, {'a': 3}, 5); counts.words(c), counts.table(c)\n"
        "from plckit.charts import hands, dots, ranks, shares, spread, tally, waves\n"
        "h = hands.rows({'0': 'No', '5': 'Yes'}, {'0': 2}, 1); hands.words(h), hands.table(h)\n"
        "o = dots.rows({'a': 'A'}, {'a': 3}, {'a': 2}, 5); dots.words(o), dots.table(o)\n"
        "k = ranks.rows({'a': 'A', 'b': 'B'}, [['a', 'b']] * 5); ranks.words(k), ranks.table(k)\n"
        "s = spread.rows({'a': 'A'}, {'a': [1] * 5}); spread.words(s), spread.table(s)\n"
        "p = shares.rows({'a': 'A'}, {'b': 'B'}, {'a': {'b': 2}}); shares.words(p), shares.table(p)\n"
        "t = tally.rows([('a', 3)], 5); tally.words(t), tally.table(t)\n"
        "from plckit.domain.waves import Statement, Wave\n"
        "l = {'1': 'No', '2': 'Yes'}; w = [Wave('T1', 6, 9, {'a': Statement('A', l, {'1': 6})})]\n"
        "w = waves.rows({'a': 'A'}, l, w); waves.words(w), waves.table(w)\n"
        "assert not {'altair', 'pandas', 'vl_convert'} & set(sys.modules), 'too heavy'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_bars_are_centred_on_the_neutral_level() -> None:
    """Rule L2: 2 no, 4 partly, 3 yes, 1 not sure: half of the neutral bar stands on each side of zero."""
    made = likert.rows({"a": "A"}, LEVELS, {"a": {"1": 2, "2": 4, "3": 3, "not_sure": 1}})
    assert [(r["level"], r["start"], r["end"], r["label"]) for r in made] == [
        ("1", -0.4, -0.2, "2"),
        ("2", -0.2, 0.2, "4"),
        ("3", 0.2, 0.5, "3"),
        ("not_sure", 0.58, 0.68, "1"),
    ]
    assert [r["note"] for r in made] == ["n = 10", None, None, None]


def test_bars_of_an_even_scale_are_centred_between_the_middle_levels() -> None:
    """Rule L2: a scale without a neutral level has its zero between the two halves."""
    made = likert.rows({"a": "A"}, EVEN, {"a": {"1": 1, "2": 2, "3": 3, "4": 4}})
    assert [(r["start"], r["end"]) for r in made[:4]] == [(-0.3, -0.2), (-0.2, 0), (0, 0.3), (0.3, 0.7)]


def test_stacked_bars_begin_at_zero_and_keep_not_sure_apart() -> None:
    """Rule L2, the plain option: the bar and the one at its side make 100 %, in the same unit."""
    made = likert.rows({"a": "A"}, LEVELS, {"a": {"1": 2, "2": 4, "3": 3, "not_sure": 1}}, stacked=True)
    assert [(r["start"], r["end"], r["label"]) for r in made] == [
        (0, 0.2, "2"),
        (0.2, 0.6, "4"),
        (0.6, 0.9, "3"),
        (0.98, 1.08, "1"),
    ]
    assert likert.words(made) == likert.words([r | {"start": 0} for r in made])


def test_yes_and_no_have_no_middle_and_nobody_is_not_sure() -> None:
    """Rule L2: the centre is between the two; a line that somebody is not sure of stays empty."""
    made = likert.rows({"a": "A"}, {"0": "No", "1": "Yes"}, {"a": {"0": 4, "1": 6}})
    assert [(r["part"], r["level"], r["start"], r["end"]) for r in made] == [
        ("level", "0", -0.4, 0),
        ("level", "1", 0, 0.6),
    ]
    assert likert.words(made).splitlines()[1] == "“A” 10 answers. 4 “No”, 6 “Yes”."
    assert likert.table(made) == {
        "columns": ["Statement", "No", "Yes", "Answers"],
        "rows": [["A", 4, 6, 10]],
    }


def test_yes_and_no_are_percentages_from_20_answers_up() -> None:
    """Rule L3: words, table and bars say the same."""
    made = likert.rows({"a": "A"}, {"0": "No", "1": "Yes"}, {"a": {"0": 5, "1": 15}})
    assert likert.words(made).splitlines()[1] == "“A” 20 answers. 25% “No”, 75% “Yes”."
    assert [r["label"] for r in made] == likert.table(made)["rows"][0][1:3] == ["25%", "75%"]


def test_labels_are_percentages_from_20_answers_up() -> None:
    """Rule L3; an empty level has no label in the chart and 0% in the table."""
    made = likert.rows({"a": "A"}, LEVELS, {"a": {"1": 7, "3": 13}})
    assert [r["label"] for r in made] == ["35%", "", "65%", ""]
    assert likert.table(made)["rows"] == [["A", "35%", "0%", "65%", "0%", 20]]
    assert "rounded parts may not add up to 100" in likert.words(made)


def test_a_hidden_statement_says_why_and_never_shows_a_zero() -> None:
    """Rules P3 and P7: withheld is not the same as nobody."""
    made = likert.rows({"a": "A", "b": "B"}, LEVELS, {"a": None})
    assert [(r["part"], r["n"], r["count"], r["label"]) for r in made] == [
        ("withheld", None, None, "⊘ hidden: fewer than 5 answers"),
        ("empty", 0, None, "no answers yet"),
    ]
    assert likert.words(made).splitlines()[1:] == [
        "“A” Hidden: fewer than 5 answers.",
        "“B” No answers yet.",
    ]
    assert likert.table(made)["rows"] == [["A", "⊘ hidden: fewer than 5 answers"], ["B", "no answers yet"]]


def test_a_hidden_statement_beside_a_shown_one_has_symbols_in_its_cells() -> None:
    """Rule P7: the table holds no zero where answers are hidden."""
    made = likert.rows({"a": "A", "b": "B"}, LEVELS, {"a": None, "b": {"1": 1, "2": 2, "3": 3}})
    assert likert.table(made) == {
        "columns": ["Statement", "No", "Partly", "Yes", "Not sure", "Answers"],
        "rows": [["A", "⊘ hidden: fewer than 5 answers", *"⊘⊘⊘⊘"], ["B", 1, 2, 3, 0, 6]],
    }


def test_words_give_the_middle_and_the_middle_half_by_name() -> None:
    """Rule L1; quartiles of 1 1 2 2 2 3 are 1.25 and 2, widened to whole levels."""
    made = likert.rows({"a": "We try."}, LEVELS, {"a": {"1": 2, "2": 3, "3": 1, "not_sure": 1}})
    assert likert.words(made).splitlines()[1] == (
        "“We try.” 7 answers, 1 of them “not sure”. "
        "The middle answer is “Partly”. The middle half is from “No” to “Partly”."
    )


def test_words_say_the_group_is_split_in_place_of_a_summary() -> None:
    """Rule L5: no middle between two camps."""
    made = likert.rows({"a": "A"}, LEVELS, {"a": {"1": 5, "3": 5}})
    assert likert.words(made).splitlines()[1] == "“A” 10 answers. The group is split."


def test_equal_slider_answers_stand_in_countable_columns() -> None:
    """Rule L8: every answer is a dot, and five equal ones are five."""
    made = dumbbell.rows({"a": "A"}, {"a": [(3, 8)] * 5})
    dots = [(r["value"], r["across"], r["up"]) for r in made if r["part"] == "dot" and r["side"] == "now"]
    assert dots == [(3, -0.5, 0), (3, -0.5, 1), (3, -0.5, 2), (3, -0.5, 3), (3, 0.5, 0)]
    places = {place for place in dots}
    assert len(places) == 5


def test_pairs_of_sliders_cannot_be_matched_by_their_order() -> None:
    """Two dots of one person must not be told from the order of rows."""
    one = dumbbell.rows({"a": "A"}, {"a": [(1, 9), (5, 2), (3, 3), (4, 4), (2, 8)]})
    other = dumbbell.rows({"a": "A"}, {"a": [(1, 2), (5, 9), (3, 8), (4, 3), (2, 4)]})
    assert one == other


def test_a_slider_nobody_moved_is_missing_and_not_five() -> None:
    """Rule L7: three people, one of whom gave no wish."""
    made = dumbbell.rows({"a": "A"}, {"a": [(2, 8), (4, None), (6, 9), (None, None)]})
    line = made[0]
    assert (line["start"], line["end"], line["n"]) == (4, 8.5, 3)
    assert dumbbell.words(made).splitlines()[1] == (
        "“A” 3 people. Now: the middle answer is 4, the middle half is 3 to 5. "
        "Want: the middle answer is 8.5, the middle half is 8.2 to 8.8."
    )
    assert dumbbell.table(made)["rows"] == [["A", "4", "3 to 5", "8.5", "8.2 to 8.8", 3]]


def test_a_split_side_has_no_median() -> None:
    """Rule L5: a median in the gap would be nobody's answer."""
    made = dumbbell.rows({"a": "A"}, {"a": [(1, 9)] * 5 + [(9, 9)] * 5})
    assert [(r["part"], r["side"]) for r in made if r["part"] != "dot"] == [
        ("line", None),
        ("split", "now"),
        ("median", "want"),
    ]
    assert "Now: the group is split." in dumbbell.words(made)
    assert dumbbell.table(made)["rows"][0][1:3] == ["split", "–"]


def test_hidden_and_empty_sliders_say_so() -> None:
    """Rule P7 for slider pairs."""
    made = dumbbell.rows({"a": "A", "b": "B"}, {"a": None})
    assert [(r["part"], r["label"]) for r in made] == [
        ("withheld", "⊘ hidden: fewer than 5 answers"),
        ("empty", "no answers yet"),
    ]
    assert dumbbell.table(made)["rows"][0] == ["A", "⊘ hidden: fewer than 5 answers", *"––––"]


def test_options_keep_their_order_and_hidden_cells_their_reason() -> None:
    """Rules P4 and P7: most chosen is not first, and a hidden cell is no zero."""
    made = counts.rows({"a": "A", "b": "B", "c": "C"}, {"a": 2, "b": None}, 9)
    assert [(r["part"], r["end"], r["label"]) for r in made] == [
        ("bar", 2, "2"),
        ("withheld", None, "⊘ hidden to protect a small group"),
        ("bar", 0, "0"),
    ]
    assert counts.words(made) == (
        "9 people answered. A number is how many people chose it.\n"
        "“A” 2 of 9.\n“B” Hidden to protect a small group.\n“C” 0 of 9."
    )
    assert counts.table(made) == {
        "columns": ["Option", "People (n = 9)"],
        "rows": [["A", 2], ["B", "⊘ hidden to protect a small group"], ["C", 0]],
    }


def test_option_counts_are_shares_from_20_people_up() -> None:
    """Rule L3 for options."""
    made = counts.rows({"a": "A"}, {"a": 7}, 20)
    assert counts.table(made) == {"columns": ["Option", "Share of people (n = 20)"], "rows": [["A", "35%"]]}
    assert counts.words(made).endswith("“A” 35%.")


def test_options_that_are_all_hidden_are_one_sentence() -> None:
    """Rule P7: a wall of bars that say “hidden” says no more than one line."""
    made = counts.rows({"a": "A", "b": "B"}, {"a": None, "b": None}, 9)
    assert [(r["part"], r["row"], r["total"]) for r in made] == [
        ("withheld", None, "n = 9 · ⊘ hidden to protect small groups")
    ]
    assert counts.words(made) == "9 people answered. Hidden to protect small groups."
    assert counts.table(made) == {
        "columns": ["Option", "People (n = 9)"],
        "rows": [["⊘ hidden to protect small groups", "⊘"]],
    }


def test_rows_are_plain_json() -> None:
    """Rows travel to browsers as they are."""
    for made in (
        likert.rows({"a": "Zoë <b>&'\" 李"}, LEVELS, {"a": {"1": 3, "2": 3}}),
        dumbbell.rows({"a": "A"}, {"a": [(1.5, 2)] * 5}),
        counts.rows({"a": "A"}, {"a": 1}, 5),
        hands.rows({"0": "No", "5": "Yes"}, {"0": 3}, 1),
        dots.rows({"a": "A"}, {"a": 3}, {"a": 2}, 5),
        ranks.rows({"a": "A", "b": "B"}, [["a", "b"]] * 5),
        spread.rows({"a": "A"}, {"a": [1, 2, 4]}),
        tally.rows([("Zoë <b>&'\" 李", 3)], 5),
        waves.rows({"a": "A"}, LEVELS, [Wave("T1", 6, 9, {"a": Statement("A", LEVELS, {"1": 6})})]),
    ):
        assert json.loads(json.dumps(made, allow_nan=False)) == made


def test_cards_share_themselves_out_among_columns() -> None:
    """Rule L3: columns have no order, so there is a number for each and no middle answer."""
    columns = {"keep": "Keep", "change": "Change", "drop": "Drop"}
    placed = {"a": {"change": 3, "keep": 1}, "b": {"drop": 4}}
    made = shares.rows({"a": "A", "b": "B", "c": "C"}, columns, placed)
    bars = [row for row in made if row["part"] == "level"]
    assert [(r["level"], r["start"], r["end"], r["label"]) for r in bars[:3]] == [
        ("keep", 0, 0.25, "1"),
        ("change", 0.25, 1, "3"),
        ("drop", 1, 1, ""),
    ]
    assert shares.words(made).splitlines() == [
        "Where people put 3 cards. Numbers in the bars are answers. All agree on 1 of them.",
        "“A” 4 answers. 3 “Change”, 1 “Keep”.",
        "“B” 4 answers. 4 “Drop”.",
        "“C” No answers yet.",
    ]
    assert shares.table(made) == {
        "columns": ["Card", "Keep", "Change", "Drop", "Answers"],
        "rows": [["A", 1, 3, 0, 4], ["B", 0, 0, 4, 4], ["C", "no answers yet", 0, 0, 0]],
    }
    many = shares.rows({"a": "A"}, columns, {"a": {"keep": 5, "drop": 15}})
    assert shares.words(many).splitlines()[1] == "“A” 20 answers. 75% “Drop”, 25% “Keep”."
    assert shares.table(many)["rows"] == [["A", "25%", "0%", "75%", 20]]


def test_the_card_that_a_group_is_least_at_one_about_stands_on_top() -> None:
    """The talk begins there; three ways apart come before two, and what nobody has placed comes last."""
    columns = {"all": "All", "teams": "Teams", "unsure": "Not sure"}
    placed = {
        "one": {"all": 9},
        "two": {"all": 4, "teams": 5},
        "three": {"all": 3, "teams": 3, "unsure": 3},
        "most": {"all": 1, "teams": 8},
    }
    made = shares.rows({key: key for key in ("none", *placed)}, columns, placed)
    assert [row["label"] for row in made if row["part"] == "text"] == [
        *("three", "two", "most", "one", "none"),
        "n = 0 to 9",
    ]
    assert [line[0] for line in shares.table(made)["rows"]] == ["three", "two", "most", "one", "none"]
