"""D2 and the small side tables: the questions of both forms, the outcomes, the two checks."""

from __future__ import annotations

from make_data.bands import Table

DATES = {"MA-U1-A": "2026-03-13", "MA-U1-B": "2026-05-08"}
CHECKS = {"A": "MA-U1-A", "B": "MA-U1-B"}
ITEMS = [f"Q{number:02}" for number in range(1, 16)]
OUTCOME = dict(zip(ITEMS, ["O1"] * 4 + ["O2"] * 4 + ["O3"] * 4 + ["O4"] * 3, strict=True))
WORDY = ("Q04", "Q08", "Q15")
"""Items with a lot to read."""

WRONG_KEY = "Q07"
TRUE_ANSWER = "C"
"""What is right for Q07 of form A; its key says something else."""

KEYS = {
    "A": "B D A 4500 C A B 18 D B 11/12 17/24 A C 84".split(),
    "B": "C A D 3600 B D C 24 A C 13/15 19/20 D B 63".split(),
}


def items() -> Table:
    """Return 30 rows: 15 items in form A and in form B. A key that is a letter makes a choice."""
    return [
        {
            "form": form,
            "item_id": item,
            "outcome_id": OUTCOME[item],
            "type": "choice" if key.isalpha() else "short",
            "max_points": "1",
            "key": key,
            "reading_load": "high" if item in WORDY else "low",
            "note": "calculator not allowed" if OUTCOME[item] in {"O1", "O3"} else "",
        }
        for form, keys in KEYS.items()
        for item, key in zip(ITEMS, keys, strict=True)
    ]


def outcomes() -> Table:
    """Return the four outcomes in students' words, with the marks that count as secure."""
    wordings = {
        "O1": "I can use place value to read big numbers and to estimate an answer.",
        "O2": "I can share and compare amounts with ratios.",
        "O3": "I can add fractions with unlike bottom numbers.",
        "O4": "I can find a percent change, up or down.",
    }
    cuts = {"O1": "3", "O2": "3", "O3": "3", "O4": "2"}
    return [{"outcome_id": key, "wording": words, "cut": cuts[key]} for key, words in wordings.items()]


def assessments() -> Table:
    """Return the two checks: when, which form, and under which conditions."""
    titles = {"A": "Maths check 1, unit 1", "B": "Maths check 2, unit 1"}
    told = "40 minutes, on paper, in class, marked with one shared key"
    return [
        {
            "id": CHECKS[form],
            "title": f"{titles[form]} (SYNTHETIC)",
            "date": DATES[CHECKS[form]],
            "form": form,
            "conditions": told if form == "A" else f"{told}; wordy items put in plainer words",
        }
        for form in CHECKS
    ]
