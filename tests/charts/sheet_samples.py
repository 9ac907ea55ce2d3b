"""Measures of a team's results, as `plckit.data` makes them: a class, a small group, and what is hidden."""

from __future__ import annotations

from typing import Any

from plckit.charts import growth, paired, runs, scores, support

Measures = Any

PLANTED = 7331
"""A number that stands where something is hidden; nothing that is drawn, said or sent may hold it."""

MODULES: dict[str, Any] = {
    "paired": paired,
    "scores": scores,
    "growth": growth,
    "support": support,
    "runs": runs,
}
CODES = [f"S-{a}{b}{c}K" for a in "23456789" for b in "ACDEF" for c in "47Q"]
OUTCOMES = {"O1": "Place value and estimating", "O3": "Adding fractions with unlike denominators"}
STATUSES = {
    "secure": "secure",
    "nearly": "nearly",
    "not_yet": "not yet",
    "no_evidence": "no evidence yet",
}
DATES = ["2026-02-27", "2026-03-14", "2026-04-03", "2026-05-09"]
WEEKS = ["2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09", "2026-03-16"]


def students(n: int) -> list[dict[str, Any]]:
    """Return scores from 3 to 13, and the second time three marks fewer to five marks more, of 15."""
    return [
        {"code": CODES[i], "before": 3 + 7 * i % 11, "after": min(3 + 7 * i % 11 + (4 * i % 9) - 3, 15)}
        for i in range(n)
    ]


def paired_measures(n: int = 26, **more: Any) -> Measures:
    effect = {"type": "same students, average SD", "size": 0.63, "low": 0.51, "high": 0.79}
    dropped = {"dropped_before": 3, "dropped_after": 2, "dropped_first": 6.25}
    mean = {"change": 1.5, "low": 0.8, "high": 2.2, "effect": effect, "why_none": "", "same": 2.53}
    made = {"students": students(n), "n": n, "max": 15, "hidden": None}
    return made | dropped | mean | more


def scores_measures(n: int = 26, **more: Any) -> Measures:
    values = [student["after"] for student in students(n)]
    counts = [{"score": score, "count": values.count(score)} for score in range(16)]
    at = {score: sum(value >= score for value in values) / n for score in (8, 9, 10)}
    cut = {"id": "secure", "label": "secure", "score": 9, "sem_low": 7.2, "sem_high": 10.8, "near": 11}
    middle = sorted(values)[n // 2]
    made = {"counts": counts, "n": n, "of": 30, "max": 15, "median": middle, "cuts": [cut | {"at": at}]}
    return made | {"ceiling": "", "hidden": None} | more


def growth_measures(n: int = 26, **more: Any) -> Measures:
    found = [student | {"picked": student["before"] <= 4} for student in students(n)]
    line = [{"before": 0, "after": 5.0}, {"before": 15, "after": 14.0}]
    means = {"picked": {"before": 3.5, "after": 5.2, "low": 4.1, "high": 6.3}}
    made = {"students": found, "expected": line, "means": means, "n": n, "hidden": None}
    return made | {"dropped_before": 3, "dropped_after": 2} | more


def support_measures(n: int = 26, hidden: dict[tuple[str, str, str], str] | None = None) -> Measures:
    """Return counts that add up to n at each date; `hidden` gives reasons to (outcome, date, status)."""
    found = []
    for outcome, label in OUTCOMES.items():
        for place, date in enumerate(DATES):
            first = n // 4 + place
            rest = [n // 4, n // 4 - min(place, n // 4)]
            counts = [first, *rest, n - first - sum(rest)]
            for (status, name), count in zip(STATUSES.items(), counts, strict=True):
                why = (hidden or {}).get((outcome, date, status))
                cell = {"date": date, "outcome": outcome, "outcome_label": label}
                cell |= {"status": status, "status_label": name, "n": n, "hidden": why}
                found.append(cell | {"count": None if why else count})
    return found


def run_measures(n: int = 26, **more: Any) -> Measures:
    values = [0.3, 0.35, 0.5, 0.45, 0.6, 0.65]
    points = [
        {"date": date, "value": value, "low": value - 0.17, "high": value + 0.17, "n": n, "hidden": None}
        for date, value in zip(WEEKS, values, strict=True)
    ]
    changes = [
        {"date": "2026-03-04", "label": "Bar models for every ratio task"},
        {"date": "2026-03-02", "label": "Two minutes to think before anyone speaks, in all four classes"},
        {"date": "2026-03-03", "label": "Exit question"},
    ]
    return {"points": points, "changes": changes, "median": 0.475, "unit": "share correct"} | more


MEASURES: dict[str, Any] = {
    "paired": paired_measures,
    "scores": scores_measures,
    "growth": growth_measures,
    "support": support_measures,
    "runs": run_measures,
}
