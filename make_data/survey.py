"""D7: four waves of a staff survey with 15 lines; answers of one person are not linked from wave to wave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from make_data.bands import Table
from make_data.figures import Numbers
from make_data.school import codes

WAVES = {"2025-T1": 24, "2025-T4": 22, "2026-T2": 15, "2026-T4": 24}
"""How many answered, of 26."""

PARTS = {"teaching": 16, "leading": 6, "support": 4}
ASKED = sum(PARTS.values())
UNSURE = 7
"""How many cannot say in the first wave whether the feedback they get is of use (P2)."""

SMALLEST = 5
"""A part of the staff with fewer answers in a wave is left blank."""

ATTRIBUTES = {
    "Shared leadership": {
        "L1": "People who are not in formal roles lead things that matter.",
        "L2": "I have a say before big decisions.",
        "L3": "Leaders here let us see them learn.",
    },
    "Collective creativity": {
        "C1": "We look for new ideas together.",
        "C2": "We build lessons or tasks that none of us would have made alone.",
        "C3": "We talk about what we learned from things that failed.",
    },
    "Shared values and vision": {
        "V1": "We agree on what we want for every student.",
        "V2": "That shapes what we do each day.",
        "V3": "I could tell a parent what we stand for.",
    },
    "Supportive conditions": {
        "S1": "We have time in the day to work together.",
        "S2": "I can get the tools and information I need.",
        "S3": "People treat each other with respect when they disagree.",
    },
    "Shared practice": {
        "P1": "I see colleagues teach.",
        "P2": "Colleagues give me feedback I can use.",
        "P3": "We look at students' work together.",
    },
}
MIDDLES = {
    "L1": (3.0, 3.1, 3.1, 3.3),
    "L3": (3.2, 3.2, 3.3, 3.4),
    "V1": (4.5, 4.5, 4.6, 4.6),
    "V2": (3.6, 3.6, 3.7, 3.8),
    "V3": (3.5, 3.6, 3.6, 3.7),
    "S1": (3.9, 3.9, 2.8, 3.4),
    "S2": (3.4, 3.4, 3.4, 3.5),
    "S3": (3.7, 3.7, 3.7, 3.8),
    **dict.fromkeys(("P1", "P2", "P3"), (2.0, 2.1, 3.0, 3.9)),
    **dict.fromkeys(("C1", "C2", "C3"), (3.1, 3.1, 3.1, 3.1)),
}
"""Where answers to a line gather in each wave; those to L2 gather in two places."""

PULL = {"C": 0.8, "P": 0.2, "S": 0.2}
"""How much a person's mood colours an answer, by attribute."""


@dataclass(frozen=True)
class Staff:
    """What only this program knows about the 26: part, mood (SD 1) and camp on L2 (1, 3 or 5)."""

    parts: NDArray[np.str_]
    mood: Numbers
    camps: NDArray[np.int64]


def items() -> Table:
    """Return the 15 lines as they were asked."""
    return [
        {"item_id": key, "attribute": attribute, "wording": words, "scale": "1 not at all true – 5 very true"}
        for attribute, lines in ATTRIBUTES.items()
        for key, words in lines.items()
    ]


def draw(rng: Generator) -> Table:
    """Return one row an answer, the people of each wave in random order."""
    camps = rng.permutation(np.repeat([1, 3, 5], (11, 3, 12)))
    staff = Staff(
        rng.permutation(np.repeat(list(PARTS), list(PARTS.values()))), rng.normal(0, 1, ASKED), camps
    )
    ids = iter(codes(default_rng(2025), sum(WAVES.values()), "R"))
    rows, lines = [], items()
    for place, (wave, answered) in enumerate(WAVES.items()):
        people = _who(rng, staff, place, answered)
        unsure = set(people[:UNSURE]) if place == 0 else set()
        parts = _parts(staff, people)
        for person in people:
            response = next(ids)
            for line in lines:
                rows.append(
                    {
                        "wave": wave,
                        "response_id": response,
                        "site_part": parts[person],
                        "item_id": line["item_id"],
                        "attribute": line["attribute"],
                        "score": "not_sure"
                        if person in unsure and line["item_id"] == "P2"
                        else _score(rng, staff, person, line["item_id"], place),
                        "asked": str(ASKED),
                    }
                )
    return rows


def _who(rng: Generator, staff: Staff, place: int, answered: int) -> list[int]:
    """Return who answered, shuffled; in the third wave those in a poor mood mostly did not."""
    wish = staff.mood + rng.normal(0, 0.4, ASKED) if place == 2 else rng.random(ASKED)
    return [int(person) for person in rng.permutation(np.argsort(-wish)[:answered])]


def _parts(staff: Staff, people: list[int]) -> dict[int, str]:
    """Return each person's part of the staff, blank where fewer than five of it answered."""
    answered = {part: sum(staff.parts[person] == part for person in people) for part in PARTS}
    return {
        person: str(staff.parts[person]) if answered[str(staff.parts[person])] >= SMALLEST else ""
        for person in people
    }


def _score(rng: Generator, staff: Staff, person: int, item: str, place: int) -> str:
    """Return 1 to 5, or not_sure."""
    if rng.random() < 0.02:
        return "not_sure"
    if item == "L2":
        nudge = rng.random() < 0.75
        return {1: "2" if nudge else "1", 3: "3", 5: "4" if nudge else "5"}[int(staff.camps[person])]
    pull, spread = PULL.get(item[0], 0.4), 0.5 if item == "V1" else 0.75
    middle = MIDDLES[item][place] + pull * staff.mood[person]
    return str(min(max(round(rng.normal(middle, spread)), 1), 5))
