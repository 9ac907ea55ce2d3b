"""The results of one check, read from its rows, as arrays of 104 students by 15 items."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from make_data.bands import Table
from make_data.figures import Flags, Numbers
from make_data.questions import ITEMS, OUTCOME, WORDY, WRONG_KEY

LONG = np.array([item in WORDY for item in ITEMS])


@dataclass(frozen=True)
class Scores:
    """Points of the students in the order of the roster; an item that was not reached counts 0 in a total."""

    classes: NDArray[np.str_]
    points: Numbers
    began: NDArray[np.str_]
    """The status of each student's first item."""
    odd: NDArray[np.str_]
    """What each student chose on the item whose key is wrong in form A."""

    @property
    def tested(self) -> Flags:
        """Who sat the check: their first item is scored or skipped."""
        return np.isin(self.began, ["scored", "skipped"])

    @property
    def absent(self) -> Flags:
        """Who was enrolled and away on the day."""
        return np.asarray(self.began == "absent", dtype=np.bool_)

    @property
    def totals(self) -> Numbers:
        """The marks of 15; those of a student who was away mean nothing."""
        return np.asarray(self.points.sum(axis=1), dtype=np.float64)

    def members(self, class_code: str) -> Flags:
        """Return who of this class was tested."""
        return np.asarray((self.classes == class_code) & self.tested, dtype=np.bool_)

    def share(self, outcome: str, who: Flags | None = None) -> float:
        """Return the share of right answers on an outcome, of everybody tested or of some."""
        items = np.array([OUTCOME[item] == outcome for item in ITEMS])
        return float(self.points[self.tested if who is None else who][:, items].mean())

    def top_third(self, option: str) -> int:
        """Return how many of the third with the most marks chose an option; ties in the roster's order."""
        totals = self.totals[self.tested]
        best = np.argsort(-totals, kind="stable")[: len(totals) // 3]
        return int((self.odd[self.tested][best] == option).sum())

    def marks(self, student: int, outcome: str) -> int:
        """Return one student's marks on an outcome."""
        return int(sum(self.points[student, j] for j, item in enumerate(ITEMS) if OUTCOME[item] == outcome))

    def gap(self, group: Flags, items: Flags) -> float:
        """Return how many points of 100 a group has less than the others on some items."""
        has = self.points[:, items].mean(axis=1)
        return float(100 * (has[self.tested & ~group].mean() - has[self.tested & group].mean()))


def read(roster: Table, rows: Table) -> Scores:
    """Return the scores; rows that are not one a student and item in the roster's order are an error."""
    keys = [(row["student_code"], row["item_id"]) for row in rows]
    if keys != [(student["student_code"], item) for student in roster for item in ITEMS]:
        raise ValueError("The rows are not one a student and item, in the order of the roster.")
    points = np.array([float(row["points"] or 0) for row in rows]).reshape(len(roster), len(ITEMS))
    began = [row["status"] for row in rows if row["item_id"] == ITEMS[0]]
    odd = [row["response"] for row in rows if row["item_id"] == WRONG_KEY]
    classes = [student["class_code"] for student in roster]
    return Scores(np.array(classes), points, np.array(began), np.array(odd))
