"""D1: the 104 invented students of four classes, and what only this program knows about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from make_data.bands import Table
from make_data.figures import Flags, Numbers

CLASSES = {"C1": 27, "C2": 26, "C3": 26, "C4": 25}
ABILITY = {"C1": 0.5, "C2": 0.1, "C3": 0.1, "C4": 0.0}
LEARNERS = {"C1": 4, "C2": 7, "C3": 9, "C4": 8}
"""English learners in each class."""

GROUPS = {
    "Pākehā": (13, 12, 11, 12),
    "Māori": (6, 6, 7, 7),
    "Pasifika": (1, 5, 5, 3),
    "Asian": (5, 3, 2, 2),
    "MELAA": (2, 0, 1, 1),
}
"""How many students of each class name this ethnic group first.

MELAA is Middle Eastern, Latin American and African together.
"""

SECOND = [
    ("Pākehā", "Māori", (3, 3, 3, 3)),
    ("Māori", "Pasifika", (0, 2, 3, 2)),
    ("Pākehā", "Asian", (1, 0, 1, 1)),
]
"""Of those who name the first group: how many in each class name the second one too."""

FIRST_DAY = "2026-02-02"
JOINED = {"C1": "2026-02-23", "C3": "2026-03-02", "C4": "2026-03-09"}
LEFT = "2026-04-24"
SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Letters and digits that are not mistaken for one another and make no words."""


@cache
def _student_codes() -> list[str]:
    """Return the codes in the order of the roster; they have nothing to do with what is drawn for a seed."""
    everybody = codes(default_rng(2026), sum(CLASSES.values()), "S")
    start = np.cumsum([0, *CLASSES.values()])
    return [code for a, b in pairwise(start) for code in sorted(everybody[a:b])]


@dataclass(frozen=True)
class School:
    """The students in the order of the roster; arrays of 104."""

    codes: list[str]
    classes: NDArray[np.str_]
    ability: Numbers
    learner: Flags
    groups: list[str]
    joined: list[str]
    leaver: int

    def __len__(self) -> int:
        return len(self.codes)


def codes(rng: Generator, number: int, prefix: str) -> list[str]:
    """Return different random codes such as S-4K7Q, each with a letter and a digit."""
    signs = rng.choice(list(SIGNS), size=(3 * number, 4))
    mixed = dict.fromkeys(code for code in map("".join, signs) if not code.isalpha() and not code.isdigit())
    return [f"{prefix}-{code}" for code in list(mixed)[:number]]


def draw(rng: Generator) -> School:
    """Return a school: ability is normal, SD 0.9 about the mean of the class, and knows nothing of groups."""
    classes = np.repeat(list(CLASSES), list(CLASSES.values()))
    learner, groups, joined = [], [], []
    for place, (name, size) in enumerate(CLASSES.items()):
        learner.append(rng.permutation(np.arange(size) < LEARNERS[name]))
        groups += _ethnic_groups(rng, place)
        days = [FIRST_DAY] * size
        if name in JOINED:
            days[rng.integers(size)] = JOINED[name]
        joined += days
    ability = rng.normal([ABILITY[name] for name in classes], 0.9)
    stayed = [i for i, day in enumerate(joined) if day == FIRST_DAY and classes[i] == "C2"]
    return School(
        _student_codes(), classes, ability, np.concatenate(learner), groups, joined, int(rng.choice(stayed))
    )


def _ethnic_groups(rng: Generator, place: int) -> list[str]:
    """Return the groups of the class at this place, in random order; several are joined by a semicolon."""
    named = [[group] for group, sizes in GROUPS.items() for _ in range(sizes[place])]
    for first, second, sizes in SECOND:
        free = [groups for groups in named if groups == [first]]
        for groups in free[: sizes[place]]:
            groups.append(second)
    return [";".join(named[i]) for i in rng.permutation(len(named))]


def roster(rng: Generator, school: School, absent: Flags) -> Table:
    """Return D1; those absent on check 1 mostly have lower attendance."""
    attendance = np.clip(rng.beta(14, 1.6, len(school)) - np.where(absent, 0.05, 0), 0.4, 1.0)
    prior = school.ability + rng.normal(0, 0.5, len(school))
    bands = np.where(prior > 0.6, "secure", np.where(prior > -0.5, "nearly", "not_yet")).tolist()
    classes, learner, attended = school.classes.tolist(), school.learner.tolist(), attendance.tolist()
    return [
        {
            "student_code": school.codes[i],
            "class_code": classes[i],
            "year_level": "9",
            "enrol_from": school.joined[i],
            "enrol_to": LEFT if i == school.leaver else "",
            "english_learner": str(int(learner[i])),
            "ethnic_groups": school.groups[i],
            "attendance_rate": f"{attended[i]:.2f}",
            "prior_band": bands[i] if school.joined[i] == FIRST_DAY else "none",
        }
        for i in range(len(school))
    ]
