"""D3 and D4: two maths checks of the same students, drawn from ability and difficulty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from make_data import school
from make_data.bands import Row, Table
from make_data.figures import Flags, Numbers, logistic
from make_data.questions import CHECKS, DATES, ITEMS, KEYS, OUTCOME, TRUE_ANSWER, WORDY, WRONG_KEY
from make_data.school import School
from make_data.scores import Scores

STEEP = 1.25
DIFFICULTY = np.array([-1.5, -1.0, -0.6, -0.4, -0.8, -0.3, -0.1, 0.0, 1.3, 1.5, 1.2, 1.6, -0.4, -0.2, 0.1])
"""In logits; that of Q07 is for form B, where its key is right."""

O3 = np.array([OUTCOME[item] == "O3" for item in ITEMS])
O4 = np.array([OUTCOME[item] == "O4" for item in ITEMS])
LONG = np.array([item in WORDY for item in ITEMS])
ODD = ITEMS.index(WRONG_KEY)


@dataclass(frozen=True)
class Sitting:
    """One check as it was drawn; arrays of 104 students by 15 items."""

    form: str
    school: School
    right: Flags
    status: NDArray[np.str_]
    other: NDArray[np.int64]
    """Which of the three wrong options is chosen by whoever is wrong."""
    sees: Flags
    """Who writes what is truly right although the key says something else."""

    @property
    def scores(self) -> Scores:
        """What the rows will say."""
        chosen = [self._response(i, ODD, WRONG_KEY) for i in range(len(self.school))]
        return Scores(self.school.classes, self.right.astype(float), self.status[:, 0], np.array(chosen))

    def rows(self) -> Table:
        """Return one row a student and item, in the columns of the tidy table."""
        return [self._row(i, j, item) for i in range(len(self.school)) for j, item in enumerate(ITEMS)]

    def _row(self, i: int, j: int, item: str) -> Row:
        status, right = str(self.status[i, j]), bool(self.right[i, j])
        return {
            "student_code": self.school.codes[i],
            "class_code": str(self.school.classes[i]),
            "assessment_id": CHECKS[self.form],
            "assessment_date": DATES[CHECKS[self.form]],
            "attempt": "1",
            "item_id": item,
            "outcome_id": OUTCOME[item],
            "max_points": "1",
            "points": str(int(right)) if status in {"scored", "skipped"} else "",
            "status": status,
            "response": self._response(i, j, item),
        }

    def _response(self, i: int, j: int, item: str) -> str:
        """Return the option chosen, or nothing for an item without options or without an answer."""
        key = KEYS[self.form][j]
        if not key.isalpha() or self.status[i, j] != "scored":
            return ""
        if self.right[i, j]:
            return key
        if self.form == "A" and item == WRONG_KEY and self.sees[i, j]:
            return TRUE_ANSWER
        return "ABCD".replace(key, "")[self.other[i, j]]


def first(rng: Generator) -> tuple[Table, Sitting]:
    """Return the roster of a school and its check 1."""
    made = school.draw(rng)
    absent = rng.random(len(made)) < _away(made, np.where(made.classes == "C4", 1.3, 0.0))
    check = _sit(rng, made, "A", _first(made), absent)
    return school.roster(rng, made, absent), check


def second(rng: Generator, made: School) -> Sitting:
    """Return check 2 of the same school."""
    absent = rng.random(len(made)) < _away(made, np.zeros(len(made)))
    return _sit(rng, made, "B", _second(made), absent)


def _sit(rng: Generator, made: School, form: str, chances: Numbers, absent: Flags) -> Sitting:
    """Return a check: some wrong answers are left out, and a few students do not reach the end."""
    right = (rng.random(chances.shape) < chances) & ~absent[:, None]
    status = np.where(right | (rng.random(right.shape) > 0.03), "scored", "skipped").astype("<U11")
    slow = rng.random(len(made)) < 0.06
    last = slow & ~right[:, -1]
    status[last, -1] = "not_reached"
    status[last & ~right[:, -2], -2] = "not_reached"
    status[absent] = "absent"
    if DATES[CHECKS[form]] > school.LEFT:
        status[made.leaver] = "left"
        right[made.leaver] = False
    return Sitting(
        form, made, right, status, rng.integers(3, size=right.shape), rng.random(right.shape) < 0.8
    )


def _away(made: School, more: Numbers) -> Numbers:
    return logistic(-2.6 - 0.8 * made.ability + more)


def _first(made: School) -> Numbers:
    """Return the chances of check 1: C3 has not been taught O4, English learners find wordy items hard."""
    difficulty = np.tile(DIFFICULTY, (len(made), 1))
    difficulty[np.ix_(made.learner, LONG)] += 1.8
    difficulty[np.ix_(made.classes == "C3", O4)] += 1.8
    chances = logistic(STEEP * (made.ability[:, None] - difficulty))
    chances[:, ODD] = np.clip(0.45 - 0.12 * made.ability, 0.02, 0.98)
    return chances


def _second(made: School) -> Numbers:
    """Return the chances of check 2: all have learned a little, and O3 most where bar models were tried."""
    difficulty = np.tile(DIFFICULTY, (len(made), 1))
    difficulty[np.ix_(made.learner, LONG)] += 0.6
    difficulty[:, O3] -= np.where(made.classes == "C2", 1.9, 0.8)[:, None]
    return logistic(STEEP * (made.ability[:, None] + 0.15 - difficulty))
