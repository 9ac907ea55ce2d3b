"""Measures of scores and of change: how marks are spread, the same students twice, a goal on its day."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date
from typing import Any

import numpy as np

from plckit.data.checks import Check
from plckit.domain import goal_review
from plckit.domain.goals import Goal
from plckit.domain.ranges import wilson
from plckit.domain.results import Audience
from plckit.domain.suppression import PROTECTED, Share, coded, is_small, may_show_students
from plckit.domain.texts import date_in_words
from plckit.errors import BadValue
from plckit.statistics.cuts import shares_round_cut, strip, whole_marks
from plckit.statistics.effects import before_after
from plckit.statistics.growth import Matched, expected_without_help, matched
from plckit.statistics.means import mean
from plckit.statistics.options import thirds
from plckit.statistics.reliability import alpha, standard_error, two_test_error
from plckit.statistics.scale_ends import scale_ends

Measure = dict[str, Any]
DIFFERENT = "These checks have {0:g} and {1:g} marks, so their marks cannot be compared."


def scores(check: Check, audience: Audience) -> Measure:
    """Return how many students have each total (rules R2, R3, R10); outside the team only the middle."""
    totals = check.totals[~np.isnan(check.totals)]
    most = float(check.maxima.sum())
    values, counts = np.unique(totals, return_counts=True)
    shown = may_show_students(len(totals), audience)
    told = [{"score": float(v), "count": int(n)} for v, n in zip(values, counts, strict=True)]
    return {
        "counts": told if shown else [],
        "n": len(totals),
        "of": check.enrolled,
        "max": most,
        "median": float(np.median(totals)),
        "cuts": _cuts(check, totals) if shown and len(totals) else [],
        "ceiling": scale_ends(totals, most).sentence,
        "hidden": "" if shown else "single scores are shown to their own team only",
    }


def _cuts(check: Check, totals: Any) -> list[Measure]:
    """Return the cut of the whole check, if any: one SEM either side, and a mark either side (B3–B5)."""
    if check.cut is None:
        return []
    label, given = check.cut
    cut = math.ceil(given - 1e-6)
    error = _error(check)
    round_it = strip(totals, cut, error) if error is not None else None
    return [
        {
            "id": "cut",
            "label": label,
            "score": cut,
            "sem_low": round_it.low if round_it else None,
            "sem_high": round_it.high if round_it else None,
            "near": round_it.near if round_it else None,
            "at": {str(one.marks): one.share for one in shares_round_cut(totals, cut)},
        }
    ]


def measured(before: Check, now: Check, data: str, audience: Audience) -> Measure:
    """Return “paired” or “growth” of two checks, or {"wait": why they cannot be compared} (rules R6–R9)."""
    first, second = float(before.maxima.sum()), float(now.maxima.sum())
    if first != second:
        return {"wait": DIFFERENT.format(first, second)}
    try:
        pairs = matched(_by_code(before), _by_code(now))
    except BadValue as error:
        return {"wait": str(error)}
    if is_small(len(pairs.codes), audience):
        return {"wait": f"Too few students have both checks: {PROTECTED}."}
    if data == "paired":
        return paired(pairs, before, second, audience)
    return growth(pairs, second, audience)


def _by_code(check: Check) -> dict[str, float]:
    return dict(zip(check.codes, check.totals.tolist(), strict=True))


def paired(pairs: Matched, before: Check, most: float, audience: Audience) -> Measure:
    """Return each student's move inside the team, the mean change with its range, then its size (E2–E5)."""
    change = mean(pairs.after - pairs.before)
    effect = before_after(pairs.before, pairs.after, most)
    size = None
    if effect.value is not None and effect.range is not None:
        ends = {"low": effect.range.low, "high": effect.range.high}
        size = {"type": str(effect.type.value), "size": effect.value, **ends}
    students = [
        {"code": code, "before": float(a), "after": float(b)}
        for code, a, b in sorted(
            zip(pairs.codes, pairs.before, pairs.after, strict=True), key=lambda one: (one[1], one[0])
        )
    ]
    inside = may_show_students(len(students), audience)
    return {
        "students": students if inside else [],
        "n": len(pairs.codes),
        "dropped_before": len(pairs.no_before),
        "dropped_after": len(pairs.no_after),
        "dropped_first": pairs.dropped_first if not is_small(len(pairs.no_after), audience) else None,
        "max": most,
        "change": change.value,
        "low": change.range.low if change.range else None,
        "high": change.range.high if change.range else None,
        "effect": size,
        "why_none": effect.why_none,
        "same": _same(before),
        "hidden": "",
    }


def _same(check: Check) -> float | None:
    """Return the two-test error of a check in marks, None where its reliability cannot be had (R9, I8)."""
    error = _error(check)
    return None if error is None else two_test_error(error)


def _error(check: Check) -> float | None:
    """Return the standard error of measurement in marks, None where reliability cannot be had (R9, I8)."""
    reliability = alpha(check.points)
    if reliability is None or not 0 <= reliability <= 1:
        return None
    return standard_error(mean(check.totals).sd, reliability)


def growth(pairs: Matched, most: float, audience: Audience) -> Measure:
    """Return both scores of each student, and what the first leads to without help (rule R8).

    Picked are those of the lowest third on the first check, as a team would pick them for help.
    """
    line = expected_without_help(pairs.before, pairs.after)
    picked = thirds(pairs.before) == 0
    inside = may_show_students(len(pairs.codes), audience)
    rows = zip(pairs.codes, pairs.before, pairs.after, picked, strict=True)
    means = {}
    if not is_small(int(picked.sum()), audience):
        after = mean(pairs.after[picked])
        if after.range:  # where all are alike there is no range, and no mean without one (R2)
            ends = {"low": after.range.low, "high": after.range.high}
            means = {"picked": {"before": float(pairs.before[picked].mean()), "after": after.value, **ends}}
    return {
        "students": [
            {"code": code, "before": float(a), "after": float(b), "picked": bool(low)}
            for code, a, b, low in rows
        ]
        if inside
        else [],
        "expected": [{"before": x, "after": line.at(x)} for x in (0.0, most)] if line else [],
        "means": means,
        "n": len(pairs.codes),
        "dropped_before": len(pairs.no_before),
        "dropped_after": len(pairs.no_after),
        "hidden": "" if inside else "single students are shown to their own team only",
    }


def judged(
    check: Check, goal: Goal, titles: Collection[str], day: date, today: date, audience: Audience
) -> dict[str, str]:
    """Return {"said": how the goal stands by this check} as the audience may have it (rules G8, P1, P2, P5).

    *titles* are what these results of a *day* are called; {} where they are no newer than the goal.
    Students are counted by their marks on the goal's outcome, or on the whole check where the outcome is not
    one of it.
    """
    about = check.of(goal.outcome)
    places = about or list(range(len(check.items)))
    cut = _cut(goal.cut, float(check.maxima[places].sum()))
    points = check.points[:, places]
    there = ~np.isnan(points).all(axis=1)
    count, n = int((np.nansum(points[there], axis=1) >= (cut or 0)).sum()), int(there.sum())
    known = {title.strip().casefold() for title in titles}
    name = goal.assessment if goal.assessment.strip().casefold() in known else next(iter(titles), "")
    result = goal_review.Result(name, day, count, n, len(check.codes), bool(about))
    review = goal_review.review(goal, result, today)
    if review is None:
        return {}
    if cut is None:
        return {"said": "Cannot tell. The goal has no cut in marks or percent to hold these results against."}
    if is_small(n, audience):
        return {"said": f"Cannot tell. Too few students were tested: {PROTECTED}."}
    end = coded(Share(count / n, wilson(count, n)), n, audience).said
    if end:  # the words would have the count that stands behind the end of the scale
        on = f"On {date_in_words(day)} it was {end}."
        return {"said": f"{review.standing.capitalize()}. {review.why or on}"}
    return {"said": review.words}


def _cut(text: str, most: float) -> float | None:
    """Return a cut as marks: “9”, “9 of 15” or “60 %”; None where there is no number (rule B5)."""
    found = re.search(r"(\d+(?:[.,]\d+)?)\s*(%?)", text)
    if not found:
        return None
    number = float(found[1].replace(",", "."))
    return float(whole_marks(round(number), int(most))) if found[2] else number
