"""Words for results: what became of one student at one item, and who may look (rules M1–M3, P1–P2).

Stdlib only; may import nothing of plckit.
"""

from __future__ import annotations

import enum
import re


class Status(enum.StrEnum):
    """What became of one student at one item: a closed list (rule M1)."""

    SCORED = "scored"
    """Tried and marked; 0 points is tried and scored none (rule M2)."""
    SKIPPED = "skipped"
    """There, and left this item out; counts as 0 points (rule I1)."""
    NOT_REACHED = "not_reached"
    """There, and everything from here to the end is empty."""
    ABSENT = "absent"
    """Not there; never 0 points (rule M2)."""
    EXEMPT = "exempt"
    LATE_ENROL = "late_enrol"
    LEFT = "left"
    LOST = "lost"
    """Taken, but there is no mark that can be used."""


NUMBERED = re.compile(r"(q|question|item|task|part|ex)?\W{0,2}\d{1,3}\W?[a-z]{0,2}", re.I)

STATUS_WORDS = {
    Status.SCORED: "has a mark",
    Status.SKIPPED: "left out (0 marks)",
    Status.NOT_REACHED: "not reached",
    Status.ABSENT: "absent",
    Status.EXEMPT: "exempt",
    Status.LATE_ENROL: "joined later",
    Status.LEFT: "has left",
    Status.LOST: "no mark that can be used",
}
TESTED = frozenset({Status.SCORED, Status.SKIPPED, Status.NOT_REACHED})
"""A student is tested in a check when at least one of its items has one of these (rule M3)."""


class Audience(enum.StrEnum):
    """Who may look: the team that teaches these students, or anybody else (rules P1, P2)."""

    TEAM = "team"
    OUTSIDE = "outside"


def item_name(item: str, label: str, between: str = " ") -> str:
    """Return an item's id and words as one name; a label that is a number, such as “7b”, stands alone."""
    if not label or label.startswith(item) or NUMBERED.fullmatch(label):
        return label or item
    return f"{item}{between}{label}"
