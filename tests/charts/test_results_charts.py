"""Outcomes, items, groups and coverage: rows, words and tables, and nothing of what is hidden."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from typing import Any

import pytest
from result_samples import CLASSES, COVERAGE, GUESS, ITEMS, OUTCOMES, SOURCE, groups, hidden, measure

from plckit.charts import coverage, item_dots, item_groups, outcomes, results
from plckit.charts.results import Source

POISON = {"n": 4, "of": 4321, "share": 0.1357, "low": 0.0246, "high": 0.7531}
MADE = {
    "outcomes": (outcomes, lambda: outcomes.rows(OUTCOMES, SOURCE)),
    "classes": (outcomes, lambda: outcomes.rows_by_class(CLASSES, SOURCE)),
    "items": (item_dots, lambda: item_dots.rows(ITEMS, SOURCE, GUESS)),
    "groups": (item_groups, lambda: item_groups.rows(groups(), SOURCE)),
    "coverage": (coverage, lambda: coverage.rows(COVERAGE, SOURCE)),
}


def of(rows: list[dict[str, Any]], id: str) -> list[dict[str, Any]]:
    """Return the marks of one lane, in words: the part and what it says."""
    return [row for row in rows if row.get("id") == id and row["part"] not in ("strip", "text")]


def test_a_share_is_a_dot_with_its_range() -> None:
    """Rules R2 and R4: 12 of 18 is 43.7 to 83.7, and the same in plain words."""
    made = outcomes.rows(OUTCOMES, SOURCE)
    lane, span, point = of(made, "outcome:O1")
    assert (lane["label"], lane["note"], lane["between"]) == ("67%", "n = 18", "44% to 84%")
    assert (span["part"], round(span["start"], 3), round(span["end"], 3)) == ("range", 0.437, 0.837)
    assert (point["part"], point["at"]) == ("point", 0.666667)
    assert outcomes.words(made).splitlines()[:2] == [
        "The share of marks that students gained on 6 outcomes. 93 tested of 104 enrolled. SYNTHETIC data.",
        "“I can use place value to estimate an answer before I work it out” 67%. With 18 students, a result "
        "between 44% and 84% could easily have come from the same teaching.",
    ]


def test_fewer_than_ten_students_are_dots_and_a_median() -> None:
    """Rule R3: no range and no percentage, in the picture, its words and its table."""
    made = of(outcomes.rows(OUTCOMES, SOURCE), "outcome:O4")
    assert [(row["part"], row.get("at")) for row in made] == [
        ("lane", None),
        ("middle", 0.5),
        *[("dot", at) for at in (0, 0.25, 0.25, 0.5, 0.5, 0.5, 1)],
    ]
    said = outcomes.words(outcomes.rows([OUTCOMES[3]], SOURCE)).splitlines()[1]
    assert said == (
        "“I can round to a sensible number of places” 7 students, so there is no range. Each student's share "
        "of the marks, as a part of 1: 0, 0.25, 0.25, 0.5, 0.5, 0.5, 1; the middle one is 0.5."
    )
    assert outcomes.table(outcomes.rows([OUTCOMES[3]], SOURCE))["rows"][0][1:] == ["dots only", "–", 7]
    without = outcomes.rows([measure("O4", "Rounding", 3, 7)], SOURCE)
    assert [row["part"] for row in of(without, "outcome:O4")] == ["lane", "few"]


def test_the_ends_of_the_scale_are_coded_for_others() -> None:
    """Rule P5: where the measure says “≥ 95%” the share and its range cannot be read from the picture."""
    made = outcomes.rows(OUTCOMES, SOURCE)
    assert [(row["part"], row.get("start"), row.get("end")) for row in of(made, "outcome:O5")] == [
        ("lane", None, None),
        ("bar", 0.95, 1),
    ]
    other = [one | {"share": 1.0, "low": 0.91, "high": 1.0} if one["said"] else one for one in OUTCOMES]
    assert outcomes.rows(other, SOURCE) == made
    least = outcomes.rows([measure("O1", "Decimals", 1, 40, said="≤ 5%")], SOURCE)
    assert [(row["start"], row["end"]) for row in least if row["part"] == "bar" and "id" in row] == [
        (0, 0.05)
    ]


def test_classes_stand_by_their_codes_whatever_their_results() -> None:
    """Rule R1: C2 comes before C10, in one colour, and better results change no place."""
    made = outcomes.rows_by_class(CLASSES, SOURCE)
    named = [(row["id"], row["name"]) for row in made if row["part"] in ("lane", "hidden")]
    assert named == [(f"outcome:{o}:{c}", c) for o in ("O1", "O2") for c in ("C1", "C2", "C10")]
    assert {row["series"] for row in made if row["part"] in ("point", "range")} == {0}
    turned = [one | {"share": 1 - one["share"]} if one["share"] else one for one in CLASSES]
    assert [row.get("id") for row in outcomes.rows_by_class(turned, SOURCE)] == [
        row.get("id") for row in made
    ]
    table = outcomes.table(made)
    assert table["columns"] == ["Outcome", "Class", "Share of marks", "Range", "Students"]
    assert table["rows"][3] == ["Outcome O2", "C1", "⊘ hidden: fewer than 5 students", "⊘", "⊘"]


def test_our_guess_stands_where_the_item_would_be_if_our_order_were_right() -> None:
    """The first of the order stands at the smallest share that is shown; a hidden item has no place."""
    made = item_dots.rows(ITEMS, SOURCE, GUESS)
    guessed = {row["id"]: row["at"] for row in made if row["part"] == "guess" and "id" in row}
    shares = {one["id"]: round(one["share"], 6) for one in ITEMS if one["share"]}
    assert guessed == {
        "item:Q02": shares["Q03"],
        "item:Q03": shares["Q02"],
        "item:Q05": shares["Q05"],
        "item:Q01": shares["Q01"],
    }
    lanes = {row["id"]: (row["guess"], row["found"]) for row in made if row["part"] in ("lane", "hidden")}
    assert lanes["item:Q02"] == (1, 2)
    assert lanes["item:Q04"] == (None, None)
    assert (
        item_dots.words(made)
        .splitlines()[2]
        .endswith(
            "From hardest to easiest, our guess put it in place 1, the results in 2. "
            "Check the key. (a hint only, since there are few students)"
        )
    )
    assert not [row for row in item_dots.rows(ITEMS, SOURCE) if row["part"] in ("guess", "gap")]


def test_an_items_table_has_what_is_known_of_it() -> None:
    """Rules I1, I2, I4, I5: flags are questions, the link has two digits, not reached is apart."""
    table = item_dots.table(item_dots.rows(ITEMS, SOURCE, GUESS))
    assert table["columns"][4:] == [
        "Our guess (1 = hardest)",
        "Results (1 = hardest)",
        "Link with the other items",
        "Did not reach it",
        "Questions",
    ]
    assert table["rows"][1][:4] == ["Q02 Sharing in a ratio (O2)", "45%", "35% to 55%", 93]
    assert table["rows"][1][6] == "−0.21"
    assert table["rows"][2][7:] == [4, "Was it taught? 4 students did not reach it."]
    assert table["rows"][3][1:] == ["⊘ hidden: fewer than 5 students", *["⊘"] * 7]
    assert table["ids"] == [f"item:Q0{i}" for i in range(1, 6)]


def test_a_difference_has_a_range_of_its_own() -> None:
    """Rule R5: it is drawn and said beside both shares, on a scale that all shown ones fit."""
    made = item_groups.rows(groups(), SOURCE)
    lane, span, point = of(made, "difference:Q02")
    assert (lane["value"], lane["between"], lane["n"]) == ("−40", "−60 to −21", "28 and 65")
    assert (span["start"], span["end"], point["at"]) == (0.1, 0.36, 0.233333)
    said = item_groups.words(made).splitlines()[2]
    assert said.endswith(
        "Difference: −40. With 28 and 65 students, a difference between −60 and −21 points could easily "
        f"have come from the same teaching. {item_groups.STANDS_OUT}"
    )


@pytest.mark.parametrize("item", ["Q03", "Q04"])
def test_a_difference_never_gives_away_a_hidden_group(item: str) -> None:
    """Rules P4 and I10: with one share and the difference, the other would be known."""
    made = item_groups.rows(groups(), SOURCE)
    (row,) = of(made, f"difference:{item}")
    assert (row["part"], row["reason"]) == ("hidden", "⊘ hidden: it needs 10 students in each group")
    wild = groups()
    for one in wild["differences"]:
        if one["id"] == item:
            one |= {"difference": 0.99, "low": 0.9, "high": 1.0, "stands_out": True}
    assert item_groups.rows(wild, SOURCE) == made


def test_coverage_is_counts_in_order() -> None:
    """Rules M1, P7, R1: a hidden count is no zero, a class stands by its code."""
    made = coverage.rows(COVERAGE, SOURCE)
    assert coverage.table(made) == {
        "columns": ["Students or answers", "Number", "Of enrolled"],
        "rows": [
            ["All", 93, 104],
            ["C1", 23, 26],
            ["C2", 25, 26],
            ["C10", "⊘ hidden: fewer than 5 students", "⊘"],
            ["Scored", 1301, "–"],
            ["Absent", 150, "–"],
            ["Left", "⊘ hidden to protect a small group", "⊘"],
            ["Lost", 0, "–"],
        ],
        "ids": [
            *("students:all", "class:C1", "class:C2", "class:C10"),
            *("status:scored", "status:absent", "status:left", "status:lost"),
        ],
    }
    assert coverage.words(made).splitlines()[0] == (
        "Who and what the results cover. 93 tested of 104 enrolled. SYNTHETIC data. "
        "More than 10% of the results are missing."
    )


def poisoned(measures: Any) -> Any:
    """Return the measures with numbers in whatever is hidden, few or coded."""
    if isinstance(measures, dict) and "id" in measures and "share" in measures:
        if measures["hidden"]:
            return measures | POISON | {"link": 0.97531, "flags": ["poison"], "not_reached": 97531}
        if measures["said"] or measures["n"] < 10:
            return measures | {key: POISON[key] for key in ("share", "low", "high")}
        return measures
    if isinstance(measures, dict):
        if measures.get("hidden") and "class_code" in measures:
            return measures | {"tested": 3, "of": 4321}
        return {key: poisoned(held) for key, held in measures.items()}
    return [poisoned(one) for one in measures] if isinstance(measures, list) else measures


def test_nothing_hidden_leaves_with_the_rows() -> None:
    """P1–P7: whatever a hidden measure holds by mistake, not one row, place or scale changes by it."""
    assert outcomes.rows(poisoned(OUTCOMES), SOURCE) == outcomes.rows(OUTCOMES, SOURCE)
    assert outcomes.rows_by_class(poisoned(CLASSES), SOURCE) == outcomes.rows_by_class(CLASSES, SOURCE)
    assert item_dots.rows(poisoned(ITEMS), SOURCE, GUESS) == item_dots.rows(ITEMS, SOURCE, GUESS)
    assert item_groups.rows(poisoned(groups()), SOURCE) == item_groups.rows(groups(), SOURCE)
    assert coverage.rows(poisoned(COVERAGE), SOURCE) == coverage.rows(COVERAGE, SOURCE)
    changed = deepcopy(OUTCOMES)
    changed[3]["dots"].sort()
    assert outcomes.rows(changed, SOURCE) == outcomes.rows(OUTCOMES, SOURCE)


@pytest.mark.parametrize("kind", MADE)
def test_what_can_be_pointed_at_has_an_id_that_the_table_shares(kind: str) -> None:
    """A noticing is pinned to a mark or to a row of the table, and finds it again tomorrow."""
    module, make = MADE[kind]
    made, table = make(), module.table(make())
    assert len(table["ids"]) == len(set(table["ids"])) == len(table["rows"])
    drawn = {"point", "range", "dot", "middle", "bar", "guess", "gap", "hidden", "few", "lane"}
    marks = {row["id"] for row in made if row["part"] in drawn and row["panel"] != 2}
    assert marks == set(table["ids"])
    assert {row["id"] for row in made if row["part"] == "strip"} == {
        row["row"] for row in made if row.get("row")
    }
    json.dumps([made, table], allow_nan=False)


@pytest.mark.parametrize("kind", MADE)
def test_strips_stand_one_below_the_other_and_can_be_pressed(kind: str) -> None:
    """In both widths nothing overlaps, each mark is in its own strip, and a strip is 44 pixels or more."""
    made = MADE[kind][1]()
    for size in ("narrow", "wide"):
        y, high = f"y_{size}", f"high_{size}"
        found = [row for row in made if row["part"] == "strip"]
        ends = [row[y] + row[high] for row in found]
        assert all(row[high] >= 44 for row in found)
        assert all(end == below[y] for end, below in zip(ends, found[1:], strict=False))
        tall = {row["id"]: (row[y], row[y] + row[high]) for row in found}
        for row in made:
            if row.get("row"):
                first, last = tall[row["row"]]
                assert first <= row[y] <= last, row
        assert made[-1]["part"] == "end"
        assert made[-1][y] > ends[-1]


@pytest.mark.parametrize("kind", MADE)
def test_the_footer_says_how_many_were_tested_and_whose_data_they_are(kind: str) -> None:
    """Rules M3 and P11, in the picture and in words."""
    made = MADE[kind][1]()
    lines = [" ".join(row["lines_wide"]) for row in made if row["part"] == "text"]
    assert lines[-1] == "93 tested of 104 enrolled. SYNTHETIC data."
    assert lines[-1] in MADE[kind][0].words(made).splitlines()[0]


def test_real_data_are_for_the_team_only_unless_made_for_others() -> None:
    """Rules P2, P7, P11: and a hidden number of tested students is no zero."""
    assert Source(93, 104, False).said() == ["93 tested of 104 enrolled.", "Team only."]
    assert Source(None, 104, False, outside=True).said() == [
        "⊘ hidden to protect a small group of 104 enrolled.",
        "Groups under 10 students are hidden.",
    ]


def test_no_results_are_one_sentence() -> None:
    """An empty picture would look broken."""
    empty = {"shares": [], "differences": [], "statuses": [], "classes": [], "warnings": []}
    for module, given in ((outcomes, []), (item_dots, []), (item_groups, empty), (coverage, empty)):
        made = module.rows(given, SOURCE)
        assert module.words(made) == "No results yet. 93 tested of 104 enrolled. SYNTHETIC data."
        assert module.table(made)["rows"] == module.table(made)["ids"] == []


def test_percentages_never_say_none_or_all_of_some() -> None:
    """Halves go up; one of a thousand is no zero."""
    shares = (0, 0.0004, 0.125, 0.625, 0.9996, 1)
    assert [results.percent(share) for share in shares] == ["0%", "<1%", "13%", "63%", ">99%", "100%"]
    assert [results.points(one) for one in (-0.125, -0.001, 0, 0.5)] == ["−13", "0", "0", "+50"]


def test_making_rows_imports_neither_altair_nor_pandas() -> None:
    """Rows are made in the server."""
    code = (
        "import sys; from plckit.charts import coverage, item_dots, item_groups, outcomes, strip_marks\n"
        "from plckit.charts.results import Source\n"
        "s = Source(9, 10, False); outcomes.rows([], s); item_dots.rows([], s)\n"
        "item_groups.rows({'shares': [], 'differences': []}, s)\n"
        "assert not {'altair', 'pandas', 'vl_convert'} & set(sys.modules), 'too heavy'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_group_that_is_hidden_everywhere_keeps_its_name() -> None:
    """Rule P7: the reader sees that the group exists and why nothing is shown."""
    given = groups()
    given["shares"] = [
        hidden(one["id"], one["label"], group="EL", group_label=one["group_label"])
        if one["group"] == "EL"
        else one
        for one in given["shares"]
    ]
    said = item_groups.words(item_groups.rows(given, SOURCE))
    assert said.count("English learners: Hidden: fewer than 5 students.") == 4
    assert not [
        row for row in item_groups.rows(given, SOURCE) if row["part"] == "point" and row["panel"] == 1
    ]
