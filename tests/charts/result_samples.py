"""Results of a check as measures, with what must be hidden, few or coded among them."""

from __future__ import annotations

from math import sqrt
from typing import Any

from plckit.charts.results import Source

Measure = dict[str, Any]

SOURCE = Source(tested=93, enrolled=104, synthetic=True)


def measure(id: str, label: str, right: int, n: int, **more: Any) -> Measure:
    """Return a measure of a share with its Wilson range."""
    z, p = 1.95996, right / n
    middle, half = p + z * z / 2 / n, z * sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    low, high = ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    found = {"id": id, "label": label, "n": n, "of": n + 4, "share": p, "low": low, "high": high}
    return found | {"said": "", "hidden": ""} | more


def hidden(id: str, label: str, reason: str = "hidden: fewer than 5 students", **more: Any) -> Measure:
    """Return a measure that is hidden, as one knows it: without its numbers."""
    nothing = dict.fromkeys(("n", "of", "share", "low", "high"))
    return {"id": id, "label": label, **nothing, "said": "", "hidden": reason} | more


OUTCOMES = [
    measure("O1", "I can use place value to estimate an answer before I work it out", 12, 18),
    measure("O2", "I can solve problems with ratio", 62, 104),
    hidden("O3", "I can read a two-way table"),
    measure("O4", "I can round to a sensible number of places", 3, 7, dots=[1, 0.5, 0, 0.5, 0.25, 0.5, 0.25]),
    measure("O5", "I can order decimals", 39, 40, said="≥ 95%"),
    measure(
        "O6",
        "I can add and take away fractions with different denominators, also mixed numbers, and explain "
        "to somebody else why the denominators have to be made the same before anything is added up",
        13,
        26,
    ),
]
CLASSES = [
    measure(outcome, f"Outcome {outcome}", right, n, class_code=code)
    for outcome in ("O1", "O2")
    for code, right, n in (("C10", 12, 24), ("C2", 20, 23), ("C1", 4, 22))
]
CLASSES[5] = hidden("O2", "Outcome O2", class_code="C1")
ITEM = {"outcome": "O2", "link": 0.31, "flags": [], "not_reached": 0, "hint": False}
ITEMS = [
    measure("Q01", "Rounding", 80, 93, **ITEM),
    measure(
        "Q02",
        "Sharing in a ratio",
        42,
        93,
        **ITEM | {"link": -0.21, "flags": ["check the key"], "hint": True},
    ),
    measure("Q03", "Unlike fractions", 17, 93, **ITEM | {"flags": ["was it taught?"], "not_reached": 4}),
    hidden("Q04", "Two shops", **ITEM),
    measure("Q05", "Halves", 50, 93, **ITEM),
]
GUESS = ["Q02", "Q04", "Q03", "Q05", "Q01"]


def groups() -> dict[str, list[Measure]]:
    """Return two groups on four items; of Q03 one group is hidden, of Q04 one has eight students."""
    learners = {"group": "EL", "group_label": "English learners"}
    others = {"group": "not", "group_label": "All other students"}
    shares = []
    for id, one, other in (("Q01", 20, 50), ("Q02", 7, 40), ("Q03", 9, 30), ("Q04", 4, 33)):
        n = 8 if id == "Q04" else 28
        dots = {"dots": [0.0] * 4 + [1.0] * 4} if id == "Q04" else {}
        first = measure(id, f"Item {id}", one, n, **learners, **dots)
        shares += [hidden(id, f"Item {id}", **learners) if id == "Q03" else first]
        shares += [measure(id, f"Item {id}", other, 65, **others)]
    differences = [
        {"id": id, "difference": found, "low": found - 0.2, "high": found + 0.19, "hidden": ""}
        for id, found in (("Q01", 0.02), ("Q02", -0.4), ("Q03", -0.1), ("Q04", 0.1))
    ]
    return {
        "shares": shares,
        "differences": [one | {"stands_out": one["id"] == "Q02"} for one in differences],
    }


COVERAGE: dict[str, Any] = {
    "statuses": [
        {"status": "scored", "label": "Scored", "count": 1301},
        {"status": "absent", "label": "Absent", "count": 150},
        {"status": "left", "label": "Left", "count": None},
        {"status": "lost", "label": "Lost", "count": 0},
    ],
    "tested": 93,
    "enrolled": 104,
    "classes": [
        {"class_code": "C10", "tested": None, "of": None, "hidden": "hidden: fewer than 5 students"},
        {"class_code": "C2", "tested": 25, "of": 26, "hidden": ""},
        {"class_code": "C1", "tested": 23, "of": 26, "hidden": ""},
    ],
    "warnings": ["More than 10% of the results are missing."],
}
