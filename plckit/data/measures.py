"""What charts of results are made of: numbers with their ranges, small groups hidden before anything leaves.

`measured` is asked by sessions; everything it returns may be seen by its audience (rules P1–P8, R1–R13).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np

from plckit.data import measures_of_change, measures_of_groups, measures_of_support
from plckit.data.checks import Check, check_of
from plckit.data.kept import loads
from plckit.data.shares import said
from plckit.domain import goals
from plckit.domain.results import Audience, Status, item_name
from plckit.domain.suppression import (
    PROTECTED,
    hide_small,
    is_small,
    may_show_students,
)
from plckit.statistics import items as item_statistics
from plckit.statistics.missing import missing_warnings
from plckit.statistics.options import options_by_thirds
from plckit.statistics.resampling import outcome_share

Measure = dict[str, Any]
FEWEST = 10
"""Under this many students: dots, no range, no percentage (rule R3)."""
HIDDEN: Measure = {**dict.fromkeys(("n", "share", "low", "high")), "said": "", "hidden": PROTECTED}
ANSWERS = {
    Status.SCORED: "Answered",
    Status.SKIPPED: "Left empty",
    Status.NOT_REACHED: "Not reached",
    Status.ABSENT: "Absent",
    Status.EXEMPT: "Exempt",
    Status.LATE_ENROL: "Joined later",
    Status.LEFT: "Left",
    Status.LOST: "Paper lost",
}


@functools.lru_cache(maxsize=16)
def _check(content: bytes) -> Check:
    return check_of(loads(content))


@functools.lru_cache(maxsize=256)
def measured_json(contents: tuple[bytes, ...], asked: str) -> str:
    """Return what `measured` returns, as JSON, for arguments in JSON; made once for all that look."""
    return json.dumps(measured(contents, **json.loads(asked)), ensure_ascii=False)


def forget() -> None:
    """Keep nothing of any results in memory."""
    measured_json.cache_clear()
    _check.cache_clear()


def measured(
    contents: Sequence[bytes], data: str, audience: str, compare: str = "", of: str = "", guess: Any = None
) -> dict[str, Any]:
    """Return {"measures", "source"} for one chart of kept results, or {"wait": why it cannot be shown}.

    *contents* are what the store keeps, in the order the chart needs; *compare* is a column of groups, or
    “column=value”; *guess* {item: how many people guessed it}.
    """
    who = Audience(audience)
    if data == "support":
        return measures_of_support.measured(contents[0], who)
    return of_checks([_check(content) for content in contents], data, who, compare, of, guess)


def of_checks(
    checks: Sequence[Check], data: str, who: Audience, compare: str = "", of: str = "", guess: Any = None
) -> dict[str, Any]:
    """Return what `measured` returns, of checks that were read; the one that is talked about comes last."""
    now = checks[-1]
    if not now.items:
        return {"wait": "These results hold grades or levels only. No shares or sums are made of them."}
    if is_small(now.tested, who):
        return {"wait": f"Results of {_few(who)} students are not shown: {PROTECTED}."}
    source = {
        "tested": now.tested,
        "enrolled": now.enrolled,
        "synthetic": now.synthetic,
        "outside": who == "outside",
    }
    if len(checks) == 2:
        found: Any = measures_of_change.measured(checks[0], now, data, who)
    elif data == "items":
        found = {"items": items(now, who), "guess": _order(now, guess or {})}
    elif data == "groups":
        found = measures_of_groups.groups(now, who, compare)
    elif data == "list":
        found = _list(now, of)
    else:
        found = SIMPLE[data](now, who)
    return found if isinstance(found, dict) and "wait" in found else {"measures": found, "source": source}


def _few(audience: Audience) -> str:
    return "fewer than five" if audience is Audience.TEAM else "fewer than ten"


def outcomes(check: Check, audience: Audience) -> list[Measure]:
    """Return the share of marks on each outcome, for all students (rules R2–R4, P1, P2, P5, I9)."""
    return [
        {"id": key, "label": label, **_outcome(check, key, np.arange(len(check.codes)), audience)}
        for key, label in check.outcomes.items()
    ]


def classes(check: Check, audience: Audience) -> list[Measure]:
    """Return the same, one measure an outcome and class, in the order of the class codes (rules R1 and P4).

    Other teams and leaders never see classes: that would compare teachers (rules P2 and E7).
    """
    if audience is not Audience.TEAM:
        raise ValueError("classes are the team's own")
    found = []
    for key, label in check.outcomes.items():
        there = np.asarray(~np.isnan(check.points[:, check.of(key)]).all(axis=1))
        held = {code: np.flatnonzero(np.array(check.classes) == code) for code in sorted(set(check.classes))}
        some = {code: n for code, rows in held.items() if (n := int(there[rows].sum()))}
        # The outcome of all students is on another chart: all but one class would tell what that one did.
        hidden = dict(zip(some, hide_small(list(some.values()), audience).cells, strict=True))
        for code, rows in held.items():
            one = _outcome(check, key, rows, audience)
            told = {**HIDDEN, "of": one["of"]} if hidden.get(code) else one
            found.append({"id": key, "label": label, "class_code": code, **told})
    return found


def _outcome(check: Check, outcome: str, rows: Any, audience: Audience) -> Measure:
    places = check.of(outcome)
    points = check.points[np.ix_(rows, places)]
    there = ~np.isnan(points).all(axis=1)
    n, of = int(there.sum()), len(rows)
    if is_small(n, audience):
        return {**HIDDEN, "of": of}
    share = outcome_share(points, check.maxima[places])
    dots = []
    if n < FEWEST and may_show_students(n, audience):
        got, most = (
            np.nansum(points[there], axis=1),
            (~np.isnan(points[there]) * check.maxima[places]).sum(axis=1),
        )
        dots = [round(float(value), 4) for value in np.sort(got / most)]
    return {"n": n, "of": of, **said(share.value, share.range, n, audience), "dots": dots}


def items(check: Check, audience: Audience) -> list[Measure]:
    """Return each item's facility, its link with the rest, and questions to ask of it (rules I1–I7)."""
    facilities = item_statistics.facilities(check.points, check.maxima)
    links = item_statistics.item_rest(check.points)
    found = []
    for place, item in enumerate(check.items):
        facility = facilities[place]
        about = {"id": item["item_id"], "label": item["label"], "outcome": item["outcome_id"]}
        if facility.value is None or is_small(facility.n, audience):
            gone = dict.fromkeys(("n", "share", "low", "high", "link"))
            found.append(
                {
                    **about,
                    **gone,
                    "said": "",
                    "flags": [],
                    "not_reached": 0,
                    "hint": False,
                    "hidden": PROTECTED,
                }
            )
            continue
        flags = item_statistics.flags(facility.value, links[place], _options(check, place))
        found.append(
            {
                **about,
                "n": facility.n,
                **said(facility.value, facility.range, facility.n, audience),
                "link": links[place],
                "flags": flags,
                "not_reached": _not_reached(check, place, audience),
                "hint": item_statistics.is_hint(facility.n),
            }
        )
    return found


def _not_reached(check: Check, place: int, audience: Audience) -> int | None:
    """Return how many did not reach an item; None where others could tell who they are (rule P2)."""
    count = int((check.statuses[:, place] == Status.NOT_REACHED).sum())
    return None if audience is Audience.OUTSIDE and is_small(count, audience) else count


def _options(check: Check, place: int) -> Any:
    key = check.items[place]["key"]
    given = [str(one) for one in check.responses[:, place]]
    options = sorted({one for one in given if one and len(one) <= 2})
    return options_by_thirds(given, check.totals, options, key) if key in options else ()


def _order(check: Check, guess: dict[str, int]) -> list[str]:
    """Return items from the hardest to the easiest by what the room guessed, most named first."""
    known = [item["item_id"] for item in check.items]
    return sorted((key for key in guess if key in known), key=lambda key: (-guess[key], known.index(key)))


def coverage(check: Check, audience: Audience) -> dict[str, Any]:
    """Return who was tested and what happened with each answer, in counts (rules M1–M5).

    Outside the team a status of few students is hidden: one who is exempt is known by that (rules P2 and P4).
    """
    there = {status: check.statuses == status for status in ANSWERS if (check.statuses == status).any()}
    students = [int(cells.any(axis=1).sum()) for cells in there.values()]
    small = hide_small(students, audience).cells if audience is Audience.OUTSIDE else (False,) * len(there)
    tested = ~np.isnan(check.totals)
    by_class = {}
    for code in sorted(set(check.classes)):
        rows = np.array(check.classes) == code
        by_class[code] = (int((rows & tested).sum()), int(rows.sum()))
    inside = audience is Audience.TEAM
    told = [{"class_code": code, "tested": n, "of": of, "hidden": ""} for code, (n, of) in by_class.items()]
    return {
        "statuses": [
            {"status": str(status), "label": ANSWERS[status], "count": None if gone else int(cells.sum())}
            for (status, cells), gone in zip(there.items(), small, strict=True)
        ],
        "tested": check.tested,
        "enrolled": check.enrolled,
        "classes": told if inside else [],
        "warnings": list(missing_warnings(by_class if inside else {"all": (check.tested, check.enrolled)})),
    }


def _list(check: Check, of: str) -> list[dict[str, str]]:
    """Return what can be guessed: the items or the outcomes, in their own order."""
    if of == "outcomes":
        return [{"id": key, "text": label} for key, label in check.outcomes.items()]
    return [{"id": item["item_id"], "text": _item_text(item)} for item in check.items]


def _item_text(item: dict[str, Any]) -> str:
    name, outcome = item_name(item["item_id"], item["label"], " · "), item["outcome_id"]
    return f"{name} ({outcome})" if outcome else name


def students(check: Check, audience: Audience) -> dict[str, Any]:
    """Return the codes of each class, and the outcomes; inside the team alone (rules P1 and P2)."""
    if audience is not Audience.TEAM:
        return {"wait": "Single students are shown to their own team only."}
    held: dict[str, list[str]] = {}
    for code, group in sorted(zip(check.codes, check.classes, strict=True)):
        held.setdefault(group or "All", []).append(code)
    told = [{"id": key or "all", "text": label} for key, label in check.outcomes.items()]
    return {"classes": dict(sorted(held.items())), "outcomes": told, "last": {}}


def _classes(check: Check, audience: Audience) -> Any:
    if audience is not Audience.TEAM:
        return {"wait": "Classes are shown to their own team only."}
    return classes(check, audience)


SIMPLE: dict[str, Callable[[Check, Audience], Any]] = {
    "outcomes": outcomes,
    "classes": _classes,
    "scores": measures_of_change.scores,
    "coverage": coverage,
    "students": students,
}


DAYS = ("was_on", "by")
JUDGED = ("outcome", "direction", "cut", "assessment", "again", "was", "was_of", "aim", "aim_of")
"""What of a goal decides how it stands, besides its days."""


def judged(
    content: bytes, given: dict[str, Any], title: str, day: str, today: str, audience: str
) -> dict[str, str]:
    """Return {"said": how a goal stands by these results} of a *day*, {} while they are no newer than it.

    The results are called *title*, days are ISO text (rules G8, P1, P2, P5).
    """
    told: dict[str, Any] = {key: value for key, value in given.items() if key in JUDGED}
    told |= {key: date.fromisoformat(given[key]) for key in DAYS if given.get(key)}
    check, room = _check(content), Audience(audience)
    goal, then, now = goals.Goal(**told), date.fromisoformat(day), date.fromisoformat(today)
    return measures_of_change.judged(check, goal, [title, check.title], then, now, room)
