"""What charts of results are made of: the sample data's stories, small groups, a coach's own table."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from plckit import charts, data
from plckit.charts.pictures import PICTURES
from plckit.data import kept, measures, samples
from plckit.data.checks import check_of
from plckit.data.results import Results
from plckit.errors import BadValue
from plckit.settings import sample_data

NO_CHECKS = ("support", "run")  # a log of help, and an enquiry's own numbers


@pytest.fixture(scope="module")
def first() -> Results:
    """Maths check 1 of the sample data."""
    return samples.check(sample_data(), "maths_check_1.csv", "A")


@pytest.fixture(scope="module")
def second() -> Results:
    """Maths check 2 of the same students."""
    return samples.check(sample_data(), "maths_check_2.csv", "B")


def small(points: dict[str, list[float]], **columns: Any) -> Results:
    """Return a check with so many marks of 1 a student, an item a place."""
    rows = [
        {"student_code": code, "item_id": f"Q{n}", "points": value, "max_points": 1.0, "outcome_id": "O1"}
        for code, values in points.items()
        for n, value in enumerate(values, 1)
    ]
    return data.from_frame(pd.DataFrame(rows), **columns)


def test_what_is_kept_is_what_was_there(first: Results) -> None:
    """The store gives back the same tables, with empty cells still empty."""
    again = kept.loads(kept.dumps(first))
    for name in kept.TABLES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(first, name), check_dtype=False)
    assert again.synthetic


def test_one_outcome_is_low_everywhere_and_one_was_not_taught_yet(first: Results) -> None:
    """The stories of the sample data can be found on the charts (section 7, D3)."""
    told = data.measured(first, "outcomes")
    shares = {one["id"]: one["share"] for one in told["measures"]}
    assert min(shares, key=lambda key: shares[key]) == "O3"
    assert 0.19 <= shares["O3"] <= 0.29
    by_class = {
        (one["id"], one["class_code"]): one["share"] for one in data.measured(first, "classes")["measures"]
    }
    assert by_class["O4", "C3"] <= 0.24
    assert min(by_class["O4", code] for code in ("C1", "C2", "C4")) >= 0.40


def test_a_wrong_key_shows_as_a_question(first: Results) -> None:
    """Strong students get Q07 wrong: check the key (rule I5)."""
    items = {one["id"]: one for one in data.measured(first, "items")["measures"]["items"]}
    assert items["Q07"]["link"] < 0
    assert any("key" in question for question in items["Q07"]["flags"])
    assert not any(one["flags"] for key, one in items.items() if key in ("Q01", "Q02"))


def test_a_gap_stands_out_on_wordy_items_alone(first: Results) -> None:
    """After matching, the planted items are flagged and worded as questions (rule I10)."""
    told = data.measured(first, "groups", compare="english_learner")["measures"]
    out = [one["id"] for one in told["differences"] if one["stands_out"]]
    assert set(out) <= {"Q04", "Q08", "Q15"}
    assert out


def test_the_absent_are_counted_and_never_zero(first: Results) -> None:
    """150 answers of absent students are no marks (rules M2, M3)."""
    check = check_of(first)
    absent = (check.statuses == "absent").all(axis=1)
    assert absent.sum() == 10
    assert np.isnan(check.totals[absent]).all()
    told = data.measured(first, "coverage")["measures"]
    assert (told["tested"], told["enrolled"]) == (94, 104)


def test_the_same_students_twice(first: Results, second: Results) -> None:
    """Growth is of matched students, marks first, then its size with a range (R7, E2, E4)."""
    told = data.measured(second, "paired", before=first)["measures"]
    assert told["n"] == len(told["students"]) == 86
    assert 1.7 <= told["change"] <= 2.4
    assert told["low"] < told["change"] < told["high"]
    assert told["effect"]["low"] < told["effect"]["size"] < told["effect"]["high"]
    assert told["dropped_first"] == pytest.approx(
        check_of(first).totals[[c in _gone(first, second) for c in check_of(first).codes]].mean()
    )


def _gone(first: Results, second: Results) -> set[str]:
    one, two = check_of(first), check_of(second)
    there = {code for code, total in zip(two.codes, two.totals, strict=True) if not np.isnan(total)}
    return {c for c, t in zip(one.codes, one.totals, strict=True) if not np.isnan(t)} - there


def test_checks_of_different_length_are_not_compared(first: Results) -> None:
    """Marks of two scales have no difference."""
    short = small({f"S-{n:03}": [1, 0] for n in range(20)})
    assert "cannot be compared" in data.measured(short, "paired", before=first)["wait"]


@pytest.mark.parametrize("chart", [name for name in PICTURES if name not in NO_CHECKS])
@pytest.mark.parametrize("audience", ["team", "outside"])
def test_every_chart_draws_and_says_the_same_in_words(
    first: Results, second: Results, chart: str, audience: str
) -> None:
    """From a DataFrame to a picture in two lines, as a coach would."""
    before = first if chart in ("paired", "growth") else None
    told = data.measured(
        second,
        chart,
        before=before,
        audience=audience,
        compare="english_learner" if chart == "groups" else "",
    )
    if "wait" in told:
        with pytest.raises(BadValue):
            charts.draw(chart, told)
        return
    assert charts.draw(chart, told).to_dict()
    assert "SYNTHETIC" in charts.words(chart, told)
    assert charts.table(chart, told)["rows"]
    json.dumps(told, allow_nan=False)


def test_students_who_are_all_alike_break_no_chart() -> None:
    """No spread means no range; what cannot be said is left out, and the chart stands."""
    one, two = (small({f"S-{n:03}": [value, value] for n in range(12)}) for value in (0.0, 1.0))
    for chart in PICTURES:
        if chart not in (*NO_CHECKS, "groups"):
            before = one if chart in ("paired", "growth") else None
            assert charts.draw(chart, data.measured(two, chart, before=before)).to_dict()


def test_no_code_leaves_the_team(first: Results, second: Results) -> None:
    """Outside the team nobody gets a row of a student, whatever the chart (rule P2)."""
    codes = set(first.roster["student_code"])
    for chart in PICTURES:
        if chart in NO_CHECKS:
            continue
        before = first if chart in ("paired", "growth") else None
        told = data.measured(second, chart, before=before, audience="outside")
        text = json.dumps(told)
        assert not [code for code in codes if code in text], chart
        if "wait" not in told:
            assert not [code for code in codes if code in json.dumps(charts.rows(chart, told))]


def test_too_few_students_show_nothing_but_why() -> None:
    """Four students are no group, whoever looks (rule P1)."""
    four = small({f"S-{n:03}": [1, 0] for n in range(4)})
    for chart in ("outcomes", "items", "scores", "coverage"):
        assert set(data.measured(four, chart)) == {"wait"}


def test_a_small_group_is_neither_offered_nor_found_by_subtraction(first: Results) -> None:
    """One ethnic group has four students: no chart compares it with the rest (rules P1, P4, P6)."""
    told = data.measured(first, "groups", compare="ethnic_groups=MELAA")
    assert set(told) == {"wait"}
    offered = data.measured(first, "groups", compare="english_learner")["measures"]["choices"]
    assert offered
    assert not [one for one in offered if "MELAA" in one["label"]]


def test_a_group_of_the_teams_own_is_compared() -> None:
    """A column with yes and no is one group and the others."""
    roster = pd.DataFrame({"student_code": [f"S-{n:03}" for n in range(24)], "bus": ["yes", "no"] * 12})
    own = small({code: [n % 2, 1.0, 0.0] for n, code in enumerate(roster["student_code"])}, roster=roster)
    shares = data.measured(own, "groups", compare="bus")["measures"]["shares"]
    assert {(one["group_label"], one["n"]) for one in shares} == {("Bus", 12), ("Others", 12)}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda table: table.drop(columns="max_points"), "no column max_points"),
        (lambda table: table.assign(points=[np.nan] * len(table)), "status"),
        (lambda table: table.assign(status="Abs"), "A status can be"),
    ],
)
def test_a_table_that_lacks_something_says_what(change: Any, why: str) -> None:
    """Nothing is guessed in silence."""
    table = pd.DataFrame({"student_code": ["S-1"], "item_id": ["Q1"], "points": [1.0], "max_points": [1.0]})
    with pytest.raises(BadValue, match=why):
        data.from_frame(change(table))


def test_a_second_sitting_counts_where_the_first_has_no_number(first: Results) -> None:
    """A catch-up has its own attempt; whoever was there the first time keeps that (rule M7)."""
    later = first.table[first.table["status"] == "absent"].assign(attempt=2, points=1.0, status="scored")
    seen = first.table[first.table["status"] == "scored"].head(1).assign(attempt=2, points=0.0)
    both = Results(pd.concat([first.table, later, seen]), first.roster, first.items, first.outcomes, True)
    before, after = check_of(first), check_of(both)
    assert after.tested == before.tested + 10
    there = ~np.isnan(before.totals)
    np.testing.assert_array_equal(before.totals[there], after.totals[there])


def test_the_support_log_counts_students_by_status() -> None:
    """Each outcome and day adds up to all students inside the team, and hides small counts outside it."""
    content = kept.dumps_support((sample_data() / "support_log.csv").read_text("utf-8-sig"), synthetic=True)
    told = measures.measured([content], "support", "team")["measures"]
    sums: dict[tuple[str, str], int] = {}
    for one in told:
        sums[one["outcome"], one["date"]] = sums.get((one["outcome"], one["date"]), 0) + one["count"]
    assert set(sums.values()) == {104}
    outside = measures.measured([content], "support", "outside")["measures"]
    assert all(one["count"] is None or one["count"] >= 10 for one in outside)


def of_classes(sizes: dict[str, int], **columns: Any) -> Results:
    """Return a check of three items in classes of these sizes; every third student gains nothing."""
    rows = [
        {
            **{"student_code": f"S-{name}{n:03}", "class_code": name, "item_id": f"Q{q}", "max_points": 1.0},
            **{"points": float(n % 3 > 0), "outcome_id": "O1", "status": "scored"},
        }
        for name, size in sizes.items()
        for n in range(size)
        for q in (1, 2, 3)
    ]
    return data.from_frame(pd.DataFrame(rows), **columns)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"C1": 20, "C2": 18, "C3": 3}, {"C2", "C3"}),
        ({"C1": 20, "C2": 18, "C3": 3, "C4": 4}, {"C3", "C4"}),
        ({"C1": 20, "C2": 18}, set()),
    ],
)
def test_a_small_class_is_not_what_all_others_leave(sizes: dict[str, int], hidden: set[str]) -> None:
    """The share of all students is on another chart, so a second class is hidden with it (rule P4)."""
    told = data.measured(of_classes(sizes), "classes")["measures"]
    assert {one["class_code"] for one in told if one["hidden"]} == hidden
    assert all(one["share"] is one["n"] is None for one in told if one["hidden"])


def test_who_did_not_answer_is_not_counted_out_for_others() -> None:
    """Two students who are exempt are known by that; the team sees them (rules P2 and P4)."""
    check = of_classes({"C1": 40})
    codes = check.table["student_code"].unique()
    check.table.loc[check.table["student_code"].isin(codes[:2]), ["status", "points"]] = ["exempt", np.nan]
    late = check.table["student_code"].isin(codes[2:5]) & (check.table["item_id"] == "Q3")
    check.table.loc[late, ["status", "points"]] = ["not_reached", np.nan]
    counts = {}
    for who in ("team", "outside"):
        told = data.measured(check, "coverage", audience=who)["measures"]["statuses"]
        counts[who] = {one["status"]: one["count"] for one in told}
        assert (
            "hidden to protect" in charts.words("coverage", data.measured(check, "coverage", audience=who))
        ) == (who == "outside")
        late_on = data.measured(check, "items", audience=who)["measures"]["items"][2]["not_reached"]
        assert late_on == (3 if who == "team" else None)
    assert counts["team"] == {"scored": 111, "not_reached": 3, "exempt": 6}
    assert set(counts["outside"].values()) == {None}


def test_too_many_groups_are_a_sentence_and_no_fault() -> None:
    """A roster with three columns of many values is no reason for an empty screen."""
    check = of_classes({"C1": 60})
    roster = check.roster[["student_code", "class_code"]].copy()
    for column in ("home", "bus", "club"):
        roster[column] = [f"{column}{n % 10}" for n in range(len(roster))]
    told = data.measured(of_classes({"C1": 60}, roster=roster), "groups", compare="home")
    assert "at most 24 groups" in told["wait"]
