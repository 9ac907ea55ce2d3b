"""One check as students × items, ready for formulas: what each student gained, and who is in which group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from plckit.domain.results import Status
from plckit.errors import BadValue
from plckit.statistics.items import totals

if TYPE_CHECKING:
    from plckit.data.results import Results

Grid = NDArray[np.float64]
ROSTER = ("student_code", "class_code", "year_level", "enrol_from", "enrol_to")
MOST_VALUES = 12
YES = {"1", "yes", "y", "true"}
NO = {"0", "no", "n", "false", ""}


@dataclass(frozen=True)
class Check:
    """Results of one check.

    `points` is students × items in the order of `codes` and `items`, NaN without a number (absent is never
    zero: M2); `statuses` has the state of each student and item, "" where there is none. `classes` holds the
    class code of each student, `groups` the students of each group of the roster by column and value (P8).
    `enrolled` counts those too who are in no row (M3). `cut` is the
    words and the marks of the cut of the whole check, where there is one.
    """

    title: str
    day: str
    codes: list[str]
    classes: list[str]
    items: list[dict[str, Any]]
    outcomes: dict[str, str]
    points: Grid
    statuses: NDArray[np.str_]
    responses: NDArray[np.str_]
    groups: Mapping[str, Mapping[str, frozenset[str]]]
    synthetic: bool
    enrolled: int
    cut: tuple[str, float] | None = None

    @property
    def maxima(self) -> Grid:
        """The most points of each item."""
        return np.array([item["max_points"] for item in self.items])

    @property
    def totals(self) -> Grid:
        """The marks of each student, NaN where not tested."""
        return totals(self.points)

    @property
    def tested(self) -> int:
        """How many students have a number."""
        return int((~np.isnan(self.totals)).sum())

    def of(self, outcome: str) -> list[int]:
        """Return the places of the items of an outcome."""
        return [place for place, item in enumerate(self.items) if item["outcome_id"] == outcome]


def check_of(results: Results) -> Check:
    """Return the check in *results*; of several sittings the first with a number counts (M7).

    Columns of levels are left out: no sums are made of them (X10). Raises BadValue where there is more than
    one check, whose items must not be mixed.
    """
    _one_check(results)
    table = results.table.sort_values("attempt", kind="stable")
    roster = results.roster.drop_duplicates("student_code")
    codes = list(dict.fromkeys([*roster["student_code"], *table["student_code"]]))
    items = _items(results)
    table = table[table["item_id"].isin([item["item_id"] for item in items])]
    ids = [item["item_id"] for item in items]
    points, statuses, responses = _grids(table, codes, ids)
    classes = dict(zip(table["student_code"], table["class_code"], strict=True))
    classes |= dict(zip(roster["student_code"], roster["class_code"], strict=True))
    days = [day for day in table["assessment_date"] if day]
    return Check(
        title=str(table["assessment_id"].iloc[0]) if len(table) else "",
        day=min(days, default=""),
        codes=codes,
        classes=[str(classes.get(code, "")) for code in codes],
        items=items,
        outcomes=_outcomes(results, items),
        points=points,
        statuses=statuses,
        responses=responses,
        groups=_groups(roster),
        synthetic=results.synthetic,
        enrolled=max(len(codes), results.enrolled),
        cut=_cut(results, items),
    )


def _one_check(results: Results) -> None:
    """Raise BadValue where there are several checks."""
    names = list(dict.fromkeys(results.table["assessment_id"]))
    if len(names) > 1:
        listed = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        raise BadValue(
            f"These results hold {len(names)} checks: {listed}. "
            f"Take one of them, such as results.checks()[“{names[0]}”]."
        )


def _grids(table: Any, codes: list[str], ids: list[str]) -> tuple[Grid, Any, Any]:
    """Return points, statuses and responses as students × items."""
    rows, columns = _places(table["student_code"], codes), _places(table["item_id"], ids)
    points = np.full((len(codes), len(ids)), np.nan)
    statuses = np.full(points.shape, "", dtype="U12")
    responses = np.full(points.shape, "", dtype="U20")
    # Backwards, so that the first attempt is written last; a sitting with a number wins over one without.
    marks = table["points"].to_numpy(dtype=float)
    for having in (np.isnan(marks), ~np.isnan(marks)):
        order = np.flatnonzero(having)[::-1]
        at = rows[order], columns[order]
        points[at] = marks[order]
        statuses[at] = table["status"].to_numpy(dtype=str)[order]
        responses[at] = table["response"].to_numpy(dtype=str)[order]
    points[statuses == Status.NOT_REACHED] = np.nan
    return points, statuses, responses


def _places(values: Any, known: list[str]) -> NDArray[np.intp]:
    place = {value: number for number, value in enumerate(known)}
    return np.array([place[value] for value in values], dtype=np.intp)


def _items(results: Results) -> list[dict[str, Any]]:
    """Return the items in the order of the file: id, words, outcome, most points, key, reading load."""
    table = results.table.drop_duplicates("item_id")
    table = table[table["max_points"].notna()]
    known = {row["item_id"]: row for row in results.items.to_dict("records")}
    found = []
    for row in table.to_dict("records"):
        more = known.get(row["item_id"], {})
        found.append(
            {
                "item_id": row["item_id"],
                "label": str(more.get("label") or row["item_id"]),
                "outcome_id": str(row["outcome_id"] or more.get("outcome_id") or ""),
                "max_points": float(row["max_points"]),
                "key": str(more.get("key") or ""),
            }
        )
    order = list(known)
    return sorted(
        found, key=lambda item: order.index(item["item_id"]) if item["item_id"] in known else len(order)
    )


def _outcomes(results: Results, items: list[dict[str, Any]]) -> dict[str, str]:
    """Return {id: words} of the outcomes that have items, in their own order; "" is “All items”."""
    words = dict(zip(results.outcomes["outcome_id"], results.outcomes["wording"], strict=True))
    there = {item["outcome_id"] for item in items}
    found = {key: f"{key}: {wording}" if wording else key for key, wording in words.items() if key in there}
    rest = sorted(there - found.keys() - {""})
    return found | {key: key for key in rest} | ({"": "All items"} if "" in there else {})


def _cut(results: Results, items: list[dict[str, Any]]) -> tuple[str, float] | None:
    """Return the cut of the outcome that all items are about, "" being the whole check.

    Cuts of several outcomes make none of the whole: their sum can be reached without reaching each.
    """
    about = {item["outcome_id"] for item in items}
    for row in results.outcomes.to_dict("records"):
        if row["cut"] > 0 and (not row["outcome_id"] or about == {row["outcome_id"]}):
            return str(row["wording"] or row["outcome_id"] or "The cut"), float(row["cut"])
    return None


def _groups(roster: Any) -> dict[str, dict[str, frozenset[str]]]:
    """Return the students of each value of each column that tells groups apart; a cell may hold several."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for column in roster.columns:
        if column in ROSTER:
            continue
        members: dict[str, set[str]] = {}
        for code, cell in zip(roster["student_code"], roster[column].astype(str), strict=True):
            for value in filter(None, map(str.strip, cell.split(";"))):
                members.setdefault(value, set()).add(code)
        if members and {value.lower() for value in members} <= YES | NO:
            members = {
                "yes": {code for value, held in members.items() if value.lower() in YES for code in held}
            }
        if 0 < len(members) <= MOST_VALUES:
            found[column] = {value: frozenset(held) for value, held in sorted(members.items())}
    return found
