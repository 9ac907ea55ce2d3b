"""What D1 and D3 must show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from make_data.bands import Band, Table
from make_data.figures import Flags, Numbers, alpha, item_rest
from make_data.questions import ITEMS, KEYS, TRUE_ANSWER, WRONG_KEY
from make_data.school import CLASSES, GROUPS
from make_data.scores import LONG, Scores

band = partial(Band, "D3")
ALL = np.ones(len(ITEMS), dtype=bool)


def bands(roster: Table, check: Scores) -> Iterator[Band]:
    """Yield every band of the roster and check 1, the likeliest to fail first."""
    learner = np.array([student["english_learner"] == "1" for student in roster])
    yield from _absentees(check, np.array([float(student["attendance_rate"]) for student in roster]))
    yield from _gap(check, learner)
    yield from _guide(check, learner)
    yield from _keys(check)
    yield from _cut(check)
    yield from _weak_outcome(check)
    yield from _spread(check)
    yield from _options(check)
    yield from _groups(roster, check)
    yield from _roster(roster)


def _weak_outcome(check: Scores) -> Iterator[Band]:
    yield band("one outcome weak everywhere: O3, share right", check.share("O3"), 0.19, 0.29)
    for name in CLASSES:
        yield band(
            f"one outcome weak everywhere: O3 in {name}", check.share("O3", check.members(name)), 0.12, 0.39
        )
    yield band("start of the bright spot: O3 in C2", check.share("O3", check.members("C2")), 0.15, 0.29)
    yield band("not taught yet: O4 in C3", check.share("O4", check.members("C3")), 0.09, 0.24)
    for name in ("C1", "C2", "C4"):
        yield band(f"not taught yet: O4 in {name}", check.share("O4", check.members(name)), 0.40, 0.76)


def _guide(check: Scores, learner: Flags) -> Iterator[Band]:
    """Yield that the files agree with what the guide of workbook 07 tells its facilitator to look for."""
    yield band("guide: about 93 tested", float(check.tested.sum()), 90, 96)
    for outcome, about in {"O1": 0.72, "O2": 0.56, "O3": 0.24, "O4": 0.47}.items():
        yield band(
            f"guide: {outcome} about {about:.0%} right", check.share(outcome), about - 0.05, about + 0.05
        )
    yield band("guide: gap about 9 points in total", check.gap(learner, ALL), 6, 12)
    yield band("guide: gap about 40 on three wordy items", check.gap(learner, LONG), 33, 47)
    yield band("guide: gap near zero on the rest", check.gap(learner, ~LONG), -4, 6)
    yield band("guide: O4 near 16 % in C3", check.share("O4", check.members("C3")), 0.11, 0.21)


def _spread(check: Scores) -> Iterator[Band]:
    totals = check.totals[check.tested]
    yield band("spread: mean of 15", float(totals.mean()), 7.0, 8.0)
    yield band("spread: SD", float(totals.std(ddof=1)), 2.7, 3.3)
    yield band("spread: alpha", alpha(check.points[check.tested]), 0.62, 0.76)


def _absentees(check: Scores, attendance: Numbers) -> Iterator[Band]:
    away = check.absent
    in_c4 = away & (check.classes == "C4")
    yield band("absentees: students", float(away.sum()), 7, 16)
    yield band("absentees: in C4", float(in_c4.sum()), 4, 9)
    yield band("absentees: share of them in C4", float(in_c4.sum() / away.sum()), 0.4, 0.6)
    below = attendance[away] < np.median(attendance)
    yield band("absentees: share with less than the median attendance", float(below.mean()), 0.6, 0.95)
    means = {name: float(check.totals[check.members(name)].mean()) for name in CLASSES}
    zeroed = {
        name: float(np.where(check.tested, check.totals, 0)[check.classes == name].mean()) for name in CLASSES
    }
    yield band("absentees: C4 mean among the tested", means["C4"], 6.2, 8.4)
    yield band(
        "absentees: C4 above the lowest class, among the tested", means["C4"] - min(means.values()), 0.05, 9
    )
    yield band("absentees: marks C4 drops if Abs were 0", means["C4"] - zeroed["C4"], 1.2, 2.2)
    lowest = min(value for name, value in zeroed.items() if name != "C4")
    yield band("absentees: C4 under every other class if Abs were 0", lowest - zeroed["C4"], 0.05, 9)


def _gap(check: Scores, learner: Flags) -> Iterator[Band]:
    yield band("gap that goes away by item: total, points of 100", check.gap(learner, ALL), 5, 14)
    yield band("gap that goes away by item: high reading load", check.gap(learner, LONG), 30, 49)
    yield band("gap that goes away by item: low reading load", check.gap(learner, ~LONG), -6, 9)


def _cut(check: Scores) -> Iterator[Band]:
    totals = check.totals[check.tested]
    at = {cut: float((totals >= cut).mean()) for cut in (8, 9, 10)}
    yield band("cut trap: share at 9 or more", at[9], 0.30, 0.47)
    yield band("cut trap: more at a cut of 8", at[8] - at[9], 0.07, 0.15)
    yield band("cut trap: fewer at a cut of 10", at[9] - at[10], 0.07, 0.15)


def _keys(check: Scores) -> Iterator[Band]:
    for item, link in zip(ITEMS, item_rest(check.points[check.tested]), strict=True):
        if item == WRONG_KEY:
            yield band(f"wrong key: {item}, link with the rest", link, -0.35, -0.02)
            yield band("guide: link of Q07 near -0.2", link, -0.3, -0.1)
        else:
            yield band(f"wrong key: {item}, link with the rest", link, 0.2, 0.5)


def _options(check: Scores) -> Iterator[Band]:
    key, right = KEYS["A"][ITEMS.index(WRONG_KEY)], TRUE_ANSWER
    more = check.top_third(right) - check.top_third(key)
    yield band("wrong key: of the top third, more chose what is right than the key", more, 5, 31)


def _groups(roster: Table, check: Scores) -> Iterator[Band]:
    """Yield that no gap between ethnic groups has come about by chance: none was planted."""
    for group in GROUPS:
        named = np.array([group in student["ethnic_groups"].split(";") for student in roster])
        if (named & check.tested).sum() >= 10:
            apart = check.gap(named, ALL)
            yield band(f"no gap by ethnic group: {group}, points of 100", apart, -8, 8)


def _roster(roster: Table) -> Iterator[Band]:
    told = partial(Band, "D1")
    yield told("students", len(roster), 104, 104)
    yield told("English learners", sum(row["english_learner"] == "1" for row in roster), 28, 28)
    yield told(
        "students in two or more ethnic groups", sum(";" in row["ethnic_groups"] for row in roster), 22, 22
    )
    yield told("joined in mid-term", sum(row["prior_band"] == "none" for row in roster), 3, 3)
    yield told("left", sum(bool(row["enrol_to"]) for row in roster), 1, 1)
    counts = {group: _by_class(roster, group) for group in GROUPS}
    sizes = {group: sum(found) for group, found in counts.items()}
    yield told("smallest ethnic group, students", min(sizes.values()), 4, 4)
    alone = sum(1 in found for group, found in counts.items() if sizes[group] >= 10)
    yield told("larger ethnic groups with one student in some class", alone, 1, 4)
    mean = float(np.mean([float(row["attendance_rate"]) for row in roster]))
    yield told("mean attendance", mean, 0.88, 0.92)


def _by_class(roster: Table, group: str) -> list[int]:
    return [
        sum(row["class_code"] == name and group in row["ethnic_groups"].split(";") for row in roster)
        for name in CLASSES
    ]
