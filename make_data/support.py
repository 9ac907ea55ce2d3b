"""D6: four looks at who has learned what and who got help, for 104 students and four outcomes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from make_data.bands import Row, Table
from make_data.figures import Flags
from make_data.questions import outcomes
from make_data.scores import Scores

DATES = ("2026-03-16", "2026-04-20", "2026-05-11", "2026-06-02")
"""Three school weeks apart; the first is the Monday after check 1, the third that after check 2."""

CHANGED = 2
"""From this date on (counted from 0) a new timetable has time for help in the school day."""

BUS, UNSEEN = 18, 9
"""Students who go home by bus; students with no evidence on three dates or more."""

DAYS = (11, 8, 6, 4)
"""School days until help begins, on average, after each date."""

LIKELY = {"nearly": 0.92, "not_yet": 0.56}
MINUTES = {"nearly": [30, 40, 50, 60, 75], "not_yet": [20, 30, 40, 50, 60, 80]}
ROLES = ["teacher", "teacher", "teacher", "colleague", "aide"]
"""The class's own teacher gives three fifths of the help."""


@dataclass(frozen=True)
class Help:
    """What one student got for one outcome after one date."""

    minutes: int
    when: str
    role: str
    days: str


NONE = Help(0, "none", "", "")


def draw(rng: Generator, roster: Table, check: Scores) -> Table:
    """Return the log; the first status is read off check 1, and the absent have no evidence."""
    unseen = _unseen(rng, roster, check)
    stayed = np.flatnonzero([not row["enrol_to"] for row in roster])
    bus = set(rng.choice(stayed, BUS, replace=False).tolist())
    rows, listed = [], outcomes()
    for student, who in enumerate(roster):
        for outcome in listed:
            begin = _first_status(rng, check, student, outcome)
            rows += _story(rng, who, outcome["outcome_id"], begin, unseen[student], student in bus)
    return rows


def _unseen(rng: Generator, roster: Table, check: Scores) -> Flags:
    """Return on which dates nobody could check a student: 104 by 4. Six of the nine missed check 1 too."""
    absent = rng.permutation(np.flatnonzero(check.absent))
    present = np.flatnonzero(
        [seen and not row["enrol_to"] for seen, row in zip(check.tested, roster, strict=True)]
    )
    never = np.zeros((len(roster), len(DATES)), dtype=np.bool_)
    never[absent, 0] = True
    never[absent[:6], :3] = True
    never[rng.choice(present, UNSEEN - 6, replace=False), 1:] = True
    for student, row in enumerate(roster):
        if row["enrol_to"]:
            never[student] |= np.array(DATES) > row["enrol_to"]
    return never


def _first_status(rng: Generator, check: Scores, student: int, outcome: Row) -> str:
    """Return the status that check 1 shows, or one in the usual mix for a student who missed it."""
    if not check.tested[student]:
        return str(rng.choice(["secure", "nearly", "not_yet"], p=[0.4, 0.2, 0.4]))
    short = int(outcome["cut"]) - check.marks(student, outcome["outcome_id"])
    return "secure" if short <= 0 else "nearly" if short == 1 else "not_yet"


def _story(rng: Generator, who: Row, outcome: str, status: str, unseen: Flags, bus: bool) -> list[Row]:
    """Return the four rows of one student and outcome."""
    rows = []
    for place, date in enumerate(DATES):
        got = NONE if unseen[place] else _help(rng, status, place, bus)
        rows.append(
            {
                "student_code": who["student_code"],
                "outcome_id": outcome,
                "check_date": date,
                "status": "no_evidence" if unseen[place] else status,
                "support_minutes": str(got.minutes),
                "support_when": got.when,
                "supporter_role": got.role,
                "started_within_days": got.days,
                "note_code": "left" if who["enrol_to"] and date > who["enrol_to"] else "bus" if bus else "",
            }
        )
        status = _next(rng, status, got)
    return rows


def _help(rng: Generator, status: str, place: int, bus: bool) -> Help:
    """Return the help: often for the nearly there, less for the others, at lunch or after school at first."""
    if rng.random() > LIKELY.get(status, 0):
        return NONE
    in_day = rng.random() < (0.83 if place >= CHANGED else 0.66)
    when = "in_day" if in_day else ["lunch", "after_school"][rng.integers(2)]
    if bus and not in_day and rng.random() < 0.95:
        return NONE
    days = min(max(round(rng.normal(DAYS[place], 2)), 1), 13)
    role = ROLES[rng.integers(len(ROLES))]
    return Help(MINUTES[status][rng.integers(len(MINUTES[status]))], when, role, str(days))


def _next(rng: Generator, status: str, got: Help) -> str:
    """Return the status at the next date: much help in the day moves more students, and some move anyway."""
    lucky = rng.random()
    if status == "secure":
        return "secure" if lucky < 0.96 else "nearly"
    if status == "nearly":
        return "secure" if lucky < (0.5 if got.minutes else 0.35) else "nearly"
    moves = 0.55 if got.minutes >= 40 and got.when == "in_day" else 0.4 if got.minutes else 0.3
    return "not_yet" if lucky > moves else "secure" if lucky < moves / 4 else "nearly"
