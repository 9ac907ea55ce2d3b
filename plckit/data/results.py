"""Tidy results: four tables with fixed columns (section 4.10 of the brief)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

TABLE = (
    "student_code class_code assessment_id assessment_date attempt item_id outcome_id max_points points "
    "status response"
).split()
ROSTER = "student_code class_code year_level enrol_from enrol_to".split()
ITEMS = "assessment_id form item_id label outcome_id type max_points key reading_load".split()
OUTCOMES = "outcome_id wording cut".split()
NUMBERS = frozenset({"max_points", "points", "attempt", "cut"})


@dataclass(frozen=True)
class Results:
    """What students did at the items of one or more checks.

    table: one row a student, item and sitting. max_points and points in marks, points NaN where the status
    has none; assessment_date ISO text; attempt 1, 2 …; status one of `plckit.domain.results.Status`;
    response the option or level, "*" for a starred mark. Everything else is text, "" where it is not known.
    roster: one row a student, with any group columns of the file after the fixed ones. items: one row an item
    and assessment. outcomes: one row an outcome, cut in marks. synthetic: whether the data are made up.
    enrolled: students enrolled, as somebody said; 0 is the roster.
    """

    table: pd.DataFrame
    roster: pd.DataFrame
    items: pd.DataFrame
    outcomes: pd.DataFrame
    synthetic: bool = False
    enrolled: int = 0

    def checks(self) -> dict[str, Results]:
        """Return each check by its name, in the order of the file, with the whole roster."""
        names = self.table["assessment_id"]
        if names.nunique() < 2:
            return {str(names.iloc[0]) if len(names) else "": self}
        return {
            str(name): replace(
                self,
                table=self.table[names == name].reset_index(drop=True),
                items=self.items[self.items["assessment_id"] == name].reset_index(drop=True),
            )
            for name in dict.fromkeys([*self.items["assessment_id"], *names])
            if (names == name).any()
        }

    def __repr__(self) -> str:
        """Say how much there is and show no student (rule P12)."""
        students, items = self.roster["student_code"].nunique(), len(self.items)
        return f"<Results: {students} students, {items} items, {len(self.table)} rows>"


def frame(columns: Sequence[str], values: Mapping[str, object] | None = None) -> pd.DataFrame:
    """Return a table with these columns, then any others of *values*; what is missing is "" or NaN."""
    import numpy as np
    import pandas as pd

    given = dict(values or {})
    rows = max((len(v) for v in given.values() if isinstance(v, np.ndarray | list)), default=0)
    table = pd.DataFrame(index=pd.RangeIndex(rows))
    for column in [*columns, *(name for name in given if name not in columns)]:
        number = column in NUMBERS
        value = given.get(column, np.nan if number else "")
        table[column] = pd.Series(value, index=table.index, dtype=float if number else "str")
    if "attempt" in columns:
        table["attempt"] = table["attempt"].fillna(1).astype(int)
    return table
