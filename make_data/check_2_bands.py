"""What D4 must show beside D3."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from make_data.bands import Band, Table
from make_data.figures import Flags, before_after, correlation, expected, item_rest
from make_data.questions import ITEMS, WRONG_KEY
from make_data.school import CLASSES
from make_data.scores import LONG, Scores

band = partial(Band, "D4")
O4 = slice(12, 15)


def bands(roster: Table, first: Scores, second: Scores) -> Iterator[Band]:
    """Yield every band of check 2, beside check 1."""
    both = first.tested & second.tested
    learner = np.array([student["english_learner"] == "1" for student in roster])
    yield from _absentees(first, second)
    yield from _growth(first, second, both)
    yield from _race(first, second, both)
    yield from _regression(first, second, both)
    yield from _size(first, second, both)
    eased = first.gap(learner, LONG) - second.gap(learner, LONG)
    yield band("wording eased: points of 100 that the gap on wordy items got smaller by", eased, 18, 34)
    link = item_rest(second.points[second.tested])[ITEMS.index(WRONG_KEY)]
    yield band("the key of Q07 is right in form B: link with the rest", link, 0.15, 0.6)


def _absentees(first: Scores, second: Scores) -> Iterator[Band]:
    away = second.absent
    yield band("different absentees: students", float(away.sum()), 6, 10)
    yield band("different absentees: of them tested on check 1", float((away & first.tested).sum()), 2, 10)
    yield band("different absentees: of them absent on both", float((away & first.absent).sum()), 1, 4)
    yield band("different absentees: matched students", float((first.tested & second.tested).sum()), 84, 87)


def _growth(first: Scores, second: Scores, both: Flags) -> Iterator[Band]:
    gain = float((second.totals - first.totals)[both].mean())
    yield band("growth: total gain in marks", gain, 1.7, 2.4)
    yield band("growth: O3 in C2 on check 2", second.share("O3", second.members("C2")), 0.59, 0.79)
    for name in ("C1", "C3", "C4"):
        yield band(f"growth: O3 in {name} on check 2", second.share("O3", second.members(name)), 0.30, 0.62)


def _race(first: Scores, second: Scores, both: Flags) -> Iterator[Band]:
    """Yield that C3 gains more than C1 and C4 in all, and no more than they do outside O4."""
    gain = second.totals - first.totals
    outside = gain - (second.points - first.points)[:, O4].sum(axis=1)
    c3 = both & (first.classes == "C3")
    others = both & np.isin(first.classes, ["C1", "C4"])
    more = float(gain[c3].mean() - gain[others].mean())
    yield band("not a fair race: gain of C3 over C1 and C4", more, 0.3, 2.5)
    left = float(outside[c3].mean() - outside[others].mean())
    yield band("not a fair race: the same without O4", left, -0.8, 0.3)


def _regression(first: Scores, second: Scores, both: Flags) -> Iterator[Band]:
    order = np.flatnonzero(both)[np.argsort(first.totals[both], kind="stable")]
    gain = second.totals - first.totals
    lowest = float(gain[order[:12]].mean())
    before, after = first.totals[both], second.totals[both]
    line = expected(before, after, float(first.totals[order[:12]].mean())) - float(
        first.totals[order[:12]].mean()
    )
    yield band("regression to the mean: that less what rule R8 expects", lowest - line, -0.4, 0.4)
    yield band("regression to the mean: gain of the 12 lowest", lowest, 2.1, 3.2)
    yield band(
        "regression to the mean: that less the whole group's", lowest - float(gain[both].mean()), 0.2, 1.0
    )


def _size(first: Scores, second: Scores, both: Flags) -> Iterator[Band]:
    before, after = first.totals[both], second.totals[both]
    yield band("effect size (E2)", before_after(before, after)[0], 0.51, 0.79)
    yield band("effect size: link of the two checks", correlation(before, after), 0.64, 0.79)
    for name in CLASSES:
        one = both & (first.classes == name)
        _, low, high = before_after(first.totals[one], second.totals[one])
        yield band(f"effect size: width of the range in {name}", high - low, 0.4, 1.5)
