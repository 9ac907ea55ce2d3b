"""What a workbook asks and a meeting answers: statements, levels, options, and answers to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from plckit.domain.waves import Statement, Wave

STATEMENTS = {
    "fail": "If I try something and it fails, people here would help me learn from it.",
    "say": "I can say what I think in our meetings.",
    "word": "People here keep their word.",
    "kind": "When we disagree, we stay kind and stay with the problem.",
    "know": "I know what my colleagues are good at.",
    "help": "We ask each other for help without fear of looking weak.",
}
LEVELS = {
    "1": "Strongly disagree",
    "2": "Disagree",
    "3": "Neither",
    "4": "Agree",
    "5": "Strongly agree",
}
OPTIONS = {
    "time": "More time to look at student work together",
    "watch": "Watching one another teach",
    "bank": "A shared bank of questions that check understanding before we move on",
    "nothing": "Nothing yet",
    "else": "Something else",
}
LIKERT_COUNTS: dict[str, dict[str, int] | None] = {
    "fail": {"1": 1, "2": 2, "3": 3, "4": 7, "5": 4, "not_sure": 1},
    "say": {"2": 1, "3": 2, "4": 9, "5": 6},
    "word": {"1": 5, "2": 3, "4": 4, "5": 6},
    "kind": None,
    "know": {"2": 4, "3": 6, "4": 5, "5": 1, "not_sure": 2},
    "help": {"1": 1, "2": 4, "3": 2, "4": 8, "5": 3},
}
PAIRS: dict[str, list[tuple[float | None, float | None]] | None] = {
    "fail": [(3, 8), (4, 7), (4, 9), (2, 8), (5, 8), (4, 10), (6, 9), (3, 7), (5, 8), (4, 8), (7, 9), (4, 6)],
    "say": [(6, 8), (7, 8), (7, 9), (8, 8), (5, 9), (7, 10), (6, 8), (7, 7), (8, 9), (9, 10), (7, 8), (6, 9)],
    "word": [
        (1, 9),
        (2, 8),
        (1, 9),
        (2, 9),
        (3, 8),
        (8, 9),
        (9, 10),
        (8, 8),
        (9, 9),
        (8, 10),
        (2, 8),
        (9, 9),
    ],
    "kind": None,
    "know": [(5, 5), (6, 6), (5, 5), (4, 6), (5, None), (5, 5), (6, 6), (None, 5)],
    "help": [(3, 8)] * 14 + [(0, 10), (10, None), (7.5, 9.5)],
}
HANDS = {
    "0": "I must stop this",
    "1": "Strongly against",
    "2": "Real doubts",
    "3": "Can live with it and will help",
    "4": "Good",
    "5": "Will help lead",
}
HAND_COUNTS = {"0": 1, "2": 1, "3": 3, "4": 3, "5": 2}
DOTS: dict[str, int | None] = {"time": 17, "watch": 9, "bank": 4, "nothing": None, "else": 0}
GIVERS: dict[str, int | None] = {"time": 8, "watch": 6, "bank": 4, "nothing": None, "else": 0}
ORDERS = [["watch", "time", "bank", "else", "nothing"]] * 4 + [
    ["bank", "watch", "time", "else", "nothing"]
] * 3
SLIDES: dict[str, list[int | None] | None] = {
    "fail": [3, 4, 5, 5, 6, 6, 6, 7, 7, 8, None],
    "say": [1, 1, 2, 2, 8, 9, 9, 9],
    "word": [],
    "kind": None,
    "know": [7] * 9,
    "help": [0, 10, 5, 4, 6],
}
COLUMNS = {"keep": "Everyone holds to this", "teams": "Teams choose", "unsure": "Not sure"}
PLACED = {
    "time": {"keep": 9, "teams": 2},
    "watch": {"teams": 11},
    "bank": {"keep": 4, "teams": 3, "unsure": 4},
    "else": {"unsure": 1},
}
FOUND = [("trust", 9), ("time to plan together with the others", 5), ("14 October 2025", 2), ("الثقة", 1)]
THEN = {**STATEMENTS, "say": "I can speak freely in our meetings."}


def wave(label: str, of: int, statements: dict[str, str]) -> Wave:
    """Return a wave of 18 people with these wordings."""
    asked = {row: Statement(wording, LEVELS, LIKERT_COUNTS[row]) for row, wording in statements.items()}
    return Wave(label, 18, of, asked)


WAVES = [wave("2025-T1", 26, THEN), wave("2025-T2", 24, STATEMENTS)]
OPTION_COUNTS: dict[str, int | None] = {"time": 9, "watch": 6, "bank": 2, "nothing": None, "else": 0}
JOBS = {
    "columns": {
        "job": "Job",
        "now": "Who does it now",
        "backup": "Who else could",
        "head": "Only in one head?",
    },
    "lists": {"head": {"yes": "Yes", "no": "No, written down"}},
    "found": [
        {"job": "Timetable of our meetings", "now": "Moana", "head": "yes"},
        {"job": "Exam entries", "now": "Pat", "backup": "Nobody.", "head": "yes"},
        {"job": "Welcoming people who are new", "now": "All", "backup": "–", "head": "no"},
        {"job": "Writing the story and sending it to all who were not there", "backup": "Ana", "head": "yes"},
        {"job": "Charter on the wall", "now": "Kit", "backup": "Bo", "head": "no"},
        {"job": "Biscuits", "backup": "Max"},
        {"now": "Nobody wrote the job here", "head": "yes"},
    ],
}
RINGS = {"school": "Our school", "area": "Our area or network", "nation": "The nation"}
PARTNERS = {
    "columns": {
        "name": "Who",
        "level": "Ring",
        "give": "What we give",
        "get": "What we get",
        "strength": "How strong",
        "renew": "Again on",
    },
    "lists": {"level": RINGS, "strength": {"1": "Just begun", "2": "Steady", "3": "Strong"}},
    "found": [
        {
            "name": "University",
            "level": "nation",
            "strength": "2",
            "give": "Places",
            "renew": "10 December 2027",
        },
        {"name": "Hillside School", "level": "area", "strength": "3", "give": "Visits", "get": "Visits"},
        {"name": "Whānau group of Year 9", "level": "school", "strength": "2", "get": "Stories"},
        {"name": "A firm that lends tablets to schools in three towns", "level": "nation"},
        {"name": "Library", "strength": "1"},
        {"level": "area", "give": "Nobody was named here"},
    ],
}
MAP_AXES = {"room": "Room that I have", "team": "Strength of our team"}
MAP_CORNERS = {
    "top-left": "Told what to do",
    "top-right": "Free and together",
    "bottom-left": "Drifting",
    "bottom-right": "On my own",
}
MAP_DOTS = [(8, 7), (7, 8), (8, 7), (3, 8), (9, 2), (5, 6), (1, 1)]


@dataclass(frozen=True)
class Sample:
    """One kind of chart with answers: its module, its chart without data, and rows to draw."""

    module: Any
    chart: Any
    rows: list[dict[str, Any]]
    with_rows: Any = field(repr=False)

    def state(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        """Return what drawChart takes for these rows."""
        return {"rows": rows, "words": self.module.words(rows), "table": self.module.table(rows)}
