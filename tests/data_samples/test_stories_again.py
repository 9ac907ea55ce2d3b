"""The main stories counted a second time, by pandas and by the product's own rules."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose

import numpy as np
import pandas as pd

from make_data import figures
from plckit.domain.distribution import is_split
from plckit.domain.waves import response_rate

Tables = Callable[[str], pd.DataFrame]


def _grid(rows: pd.DataFrame) -> pd.DataFrame:
    """Return marks by student and item of those who were there; what was not reached counts 0."""
    there = rows[~rows["status"].isin(["absent", "left"])]
    return there.assign(points=pd.to_numeric(there["points"]).fillna(0)).pivot(
        index="student_code", columns="item_id", values="points"
    )


def test_check_1_counted_by_pandas(table: Tables) -> None:
    """Coverage, the weak outcome, the class that was not taught, and the wrong key."""
    rows = table("maths_check_1.csv")
    grid = _grid(rows)
    assert len(grid) == 94
    total = grid.sum(axis=1)
    assert 7.0 <= total.mean() <= 8.0
    links = {item: grid[item].corr(total - grid[item]) for item in grid}
    assert min(links, key=lambda item: links[item]) == "Q07"
    assert links["Q07"] < -0.1
    by_class = (
        rows.assign(points=pd.to_numeric(rows["points"]))
        .groupby(["outcome_id", "class_code"])["points"]
        .mean()
    )
    assert (by_class["O3"] < 0.39).all()
    assert by_class["O4"].idxmin() == "C3"


def test_the_gap_of_english_learners_is_in_three_items(table: Tables) -> None:
    """The gap is in the words to read."""
    learner = table("roster.csv").set_index("student_code")["english_learner"] == "1"
    grid = _grid(table("maths_check_1.csv"))
    has = learner.loc[grid.index]
    gaps = grid[~has].mean() - grid[has].mean()
    assert set(gaps.nlargest(3).index) == {"Q04", "Q08", "Q15"}


def test_growth_is_of_the_same_students(table: Tables) -> None:
    """Students of both checks gain, and most on fractions in C2."""
    first, second = _grid(table("maths_check_1.csv")), _grid(table("maths_check_2.csv"))
    both = first.index.intersection(second.index)
    assert len(both) == 86
    assert 1.7 <= (second.loc[both].sum(axis=1) - first.loc[both].sum(axis=1)).mean() <= 2.4
    classes = table("roster.csv").set_index("student_code")["class_code"]
    fractions = second[["Q09", "Q10", "Q11", "Q12"]].mean(axis=1).groupby(classes.loc[second.index]).mean()
    assert fractions.idxmax() == "C2"


def test_small_groups_are_there_to_be_hidden(table: Tables) -> None:
    """One ethnic group of four, and one student alone in a class (P1, P4); groups overlap (P8)."""
    roster = table("roster.csv")
    named = roster.assign(group=roster["ethnic_groups"].str.split(";")).explode("group")
    assert len(named) == 104 + 22
    assert named["group"].value_counts()["MELAA"] == 4
    assert len(named.query("group == 'Pasifika' and class_code == 'C1'")) == 1
    assert (named["group"] == "Pasifika").sum() >= 10


def test_the_rules_for_surveys_fire(table: Tables) -> None:
    """L2 is split by the product's own rule (L5); wave 3 has few answers (L6); a part is too small (P3)."""
    rows = table("plc_survey_history.csv")
    for wave, answers in rows.groupby("wave"):
        scores = answers.loc[(answers["item_id"] == "L2") & (answers["score"] != "not_sure"), "score"]
        assert is_split([int((scores == level).sum()) for level in "12345"]), wave
        parts = answers.drop_duplicates("response_id")["site_part"].value_counts()
        assert 1 <= parts[""] < 5, wave
    rates = {
        wave: response_rate(answers["response_id"].nunique(), 26) for wave, answers in rows.groupby("wave")
    }
    assert [wave for wave, rate in rates.items() if rate is not None and rate < 0.6] == ["2026-T2"]


def test_the_figures_of_the_program_are_those_of_the_content() -> None:
    """Wilson (R), item link (I2) and E2 give the worked numbers."""
    low, high = figures.wilson(12, 18)
    assert (round(100 * low, 1), round(100 * high, 1)) == (43.7, 83.7)
    item, rest = [1, 1, 1, 1, 0, 1, 0, 0, 0, 0], [9, 9, 8, 7, 7, 6, 5, 4, 4, 2]
    assert round(figures.correlation(np.array(item, float), np.array(rest, float)), 2) == 0.77
    rng = np.random.default_rng(1)
    one = rng.normal(size=25)
    two = rng.normal(size=25)
    one = (one - one.mean()) / one.std(ddof=1)
    two = two - two.mean() - (two @ one) / (one @ one) * one
    two = 0.75 * one + np.sqrt(1 - 0.75**2) * two / two.std(ddof=1)
    size, low, high = figures.before_after(102.1 + 14.6 * one, 110.4 + 15.3 * two)
    assert isclose(size, 0.5433, abs_tol=1e-4)
    assert (round(low, 4), round(high, 4)) == (0.2395, 0.8706)
