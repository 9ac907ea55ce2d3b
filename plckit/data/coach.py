"""A coach's own DataFrame, with the rules a room has: small groups hidden, a range on every number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plckit.domain.results import Audience, Status
from plckit.errors import BadValue

if TYPE_CHECKING:
    import pandas as pd

    from plckit.data.results import Results

NEEDED = ("student_code", "item_id", "points", "max_points")
ONE = ("outcomes", "items", "groups", "classes", "scores", "coverage")
TWO = ("paired", "growth")


def from_frame(
    table: pd.DataFrame,
    *,
    roster: pd.DataFrame | None = None,
    items: pd.DataFrame | None = None,
    outcomes: pd.DataFrame | None = None,
    synthetic: bool = False,
) -> Results:
    """Return one check as `Results` from a DataFrame with a row a student and item; raise BadValue.

    *table* needs student_code (codes, never names), item_id, points (marks, missing without a number) and
    max_points; class_code, outcome_id, assessment_id, assessment_date (ISO), attempt, response and status are
    used where they are there. Without a status every row must have points: absent is never zero (rule M2).
    *roster* adds students without a row (student_code, class_code, then columns that name groups), *items*
    words and keys (item_id, label, key), *outcomes* words and cuts (outcome_id, wording, cut in marks).
    """
    from plckit.data.results import ITEMS, OUTCOMES, ROSTER, TABLE, Results

    missing = [name for name in NEEDED if name not in table.columns]
    if missing:
        raise BadValue(f"The table has no column {' and no column '.join(missing)}. Rename or add it.")
    if "status" not in table.columns:
        if table["points"].isna().any():
            raise BadValue("Some rows have no points. Say why in a column “status”, such as “absent”.")
        table = table.assign(status=str(Status.SCORED))
    odd = set(table["status"]) - set(Status)
    if odd:
        raise BadValue(f"A status can be {', '.join(Status)}, not “{sorted(map(str, odd))[0][:40]}”.")
    if roster is None:
        roster = table.drop_duplicates("student_code").reindex(columns=["student_code", "class_code"])
    named, worded = _filled(items, ITEMS), _filled(outcomes, OUTCOMES)
    return Results(_filled(table, TABLE), _filled(roster, ROSTER), named, worded, synthetic)


def measured(
    results: Results, chart: str, *, before: Results | None = None, audience: str = "team", compare: str = ""
) -> dict[str, Any]:
    """Return the numbers of a chart as `plckit.charts.draw` takes them: {"measures", "source"} or {"wait"}.

    *chart* is outcomes, items, groups, classes, scores or coverage; paired and growth need the one *before*.
    *audience* is “team” (groups under 5 students hidden, P1) or “outside” (under 10, no single student, P2);
    *compare* is a column of the roster, or “column=value”, for groups.
    """
    from plckit.data.checks import check_of
    from plckit.data.measures import of_checks

    if chart not in (*ONE, *TWO):
        raise BadValue(f"There is no chart “{chart[:40]}”. There are: {', '.join((*ONE, *TWO))}.")
    if (chart in TWO) != (before is not None):
        raise BadValue(f"“{chart}” needs {'the check before' if chart in TWO else 'one check only'}.")
    checks = [check_of(one) for one in (before, results) if one is not None]
    return of_checks(checks, chart, Audience(audience), compare)


def _filled(given: pd.DataFrame | None, columns: list[str]) -> pd.DataFrame:
    """Return the columns of the tidy table, "" or a missing number where nothing is, then all others."""
    from plckit.data.results import NUMBERS, frame

    if given is None:
        return frame(columns)
    more = [name for name in given.columns if name not in columns]
    found = given.reindex(columns=[*columns, *more]).copy()
    for name in found.columns:
        if name not in NUMBERS:
            found[name] = found[name].astype("str").where(found[name].notna(), "")
    if "attempt" in columns:
        found["attempt"] = found["attempt"].fillna(1).astype(int)
    return found.reset_index(drop=True)
