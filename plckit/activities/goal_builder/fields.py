"""What a goal is made of: the six parts of the form, and the fields of each in the order they are asked.

A field is {"key", "label", "type", "later"}: words, number, day, or choice with its "choices". What can wait
is `later`: the form folds it away, so that a team begins with four questions. Keys are those of
`plckit.domain.goals.Goal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plckit.domain.goals import Again, Direction, Keeper, Unit

Field = dict[str, Any]

DIRECTIONS = {Direction.MORE.value: "More students do it", Direction.FEWER.value: "Fewer students do it"}
UNITS = {
    Unit.STUDENTS.value: "Students who do it",
    Unit.PERCENT.value: "The percentage of students over a cut score",
}
AGAIN = {
    Again.SAME.value: "Yes, the same check",
    Again.ALIKE.value: "Yes, a new form that is as hard",
    Again.OTHER.value: "Yes, a new form that nobody has compared yet",
    Again.ONCE.value: "No, only once",
}
KEEPERS = {Keeper.TEAM.value: "Somebody in the team", Keeper.OUTSIDE.value: "A leader outside the team"}


def _words(key: str, label: str) -> Field:
    return {"key": key, "label": label, "type": "words"}


def _number(key: str, label: str) -> Field:
    return {"key": key, "label": label, "type": "number"}


def _day(key: str, label: str) -> Field:
    return {"key": key, "label": label, "type": "day"}


def _choice(key: str, label: str, choices: Mapping[str, str]) -> Field:
    return {"key": key, "label": label, "type": "choice", "choices": dict(choices)}


def _listed(key: str, label: str, otherwise: str, choices: Mapping[str, str]) -> Field:
    """Return a choice where the workbook lists what there is, else words."""
    return _choice(key, label, choices) if choices else _words(key, otherwise)


def _later(*fields: Field) -> list[Field]:
    return [field | {"later": True} for field in fields]


NEW_WAY = _words("action", "What we will do in a new way")


def _specific(outcomes: Mapping[str, str]) -> list[Field]:
    return [
        _words("cohort", "Which students"),
        _listed("outcome", "Outcome", "Outcome, by its code", outcomes),
        _words("will", "Students will …"),
        *_later(
            _choice("direction", "What is to change", DIRECTIONS),
            _words("task", "The task that shows it"),
        ),
    ]


def _measurable(assessments: Mapping[str, str]) -> list[Field]:
    return [
        _listed("assessment", "The check that gives it", "The check that gives it", assessments),
        _words("cut", "Cut score, in marks"),
        _number("was", "Students who do it today"),
        _number("was_of", "of how many"),
        _day("was_on", "Counted on"),
        _number("aim", "Students who will do it"),
        _number("aim_of", "of how many then"),
        *_later(
            _choice("again", "Will it be given again?", AGAIN),
            _words("measure", "Name of the measure"),
            _choice("unit", "What we count", UNITS),
        ),
    ]


def parts(outcomes: Mapping[str, str], assessments: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the parts, {"letter", "title", "asks", "fields"} each, in the order of `flags`."""
    relevant = _later(
        _words("purpose", "The line of our purpose it serves"),
        _words("left_out", "Who could still be left out"),
        _number("near", "Students just under the cut last time"),
    )
    timed = [_day("by", "By which day"), *_later(_day("mid", "A day on the way to look how it goes"))]
    assigned = _later(
        _words("team", "The team that owns it"),
        _words("keeper", "Who keeps it in view"),
        _choice("keeper_is", "The keeper is", KEEPERS),
    )
    return [
        _part("S", "Specific", "Which students, and which outcome?", _specific(outcomes)),
        _part(
            "M",
            "Measurable",
            "Where are they today, and where do we want them to be?",
            _measurable(assessments),
        ),
        _part("A", "Achievable", "How many students is that, and what will we do in a new way?", [NEW_WAY]),
        _part("R", "Relevant", "Why does it matter? If we hit it, who could still be left out?", relevant),
        _part("T", "Time-bound", "By which day?", timed),
        _part("+", "Assigned", "Whose goal is it?", assigned),
    ]


def _part(letter: str, title: str, asks: str, fields: list[Field]) -> dict[str, Any]:
    return {"letter": letter, "title": title, "asks": asks, "fields": fields}
