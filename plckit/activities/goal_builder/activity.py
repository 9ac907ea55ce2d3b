"""The form of a goal, with a flag beside each letter, and the sentence that the tool writes (rules G1–G7)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, one_of, signature
from plckit.activities.days import day, in_words
from plckit.activities.goal_builder.fields import Field, parts
from plckit.activities.text import HARD
from plckit.domain.entries import Entry, Tidy
from plckit.domain.goal_flags import flags
from plckit.domain.goals import Goal, change, sentence
from plckit.domain.texts import one_line
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError
from plckit.sessions.clock import local_day, utc_now

LIMIT = 140
MOST = 9999


class GoalBuilder(BaseKind):
    """A goal: an entry is one field of the form, so that a team (`by="team"`) writes it together.

    The group sees each goal as a sentence with its flags. Where that is seen at once (`see="team"` or
    "named"), the flags stand in the form too, while people write.
    """

    name = "goal_builder"
    see = See.NAMED
    comes_back = True
    example = {
        "prompt": "Build one goal for student learning.",
        "options": {
            "outcomes": {
                "n1": "Students can compare fractions.",
                "a2": "Students can solve two-step equations.",
            }
        },
        "people": [
            {
                "cohort": "Year 9 students",
                "outcome": "a2",
                "direction": "more",
                "will": "solve two-step equations",
                "measure": "Students at the cut",
                "assessment": "Check 2",
                "again": "alike",
                "unit": "students",
                "cut": "8",
                "was": 13,
                "was_of": 26,
                "was_on": "2027-03-14",
                "aim": 18,
                "aim_of": 26,
                "action": "Start each lesson with one wrong answer to mend",
                "purpose": "Every student can go on with mathematics",
                "by": "2027-06-27",
                "mid": "2027-05-09",
                "team": "The Year 9 maths team",
                "keeper": "Ana",
                "keeper_is": "outside",
            },
            {"cohort": "Year 7 students", "will": "understand fractions", "was": 20, "was_of": 52},
        ],
    }

    def options(
        self, *, outcomes: Choices | None = None, assessments: Choices | None = None, last: str = ""
    ) -> dict[str, Any]:
        """Return the options: *outcomes* and *assessments* to choose from, by id; without them people write.

        *last* is the day of the last listed assessment, as year-month-day: a goal must end by then.
        """
        known = {} if outcomes is None else choices(outcomes, "outcomes")
        checks = {} if assessments is None else choices(assessments, "assessments")
        try:
            latest = day(last)
        except BadValue as error:
            raise SpecError(f"last cannot be read as a day. {error}") from None
        return {"parts": parts(known, checks), "limit": LIMIT, "last": latest or ""}

    def parse(self, options: Options, entry: str, value: Any) -> str | int | None:
        """Return what one field holds: words, a count, a day as year-month-day, or the key of a choice."""
        field = _fields(options).get(entry)
        if field is None:
            raise BadValue("That field is not in this workbook. Reload the page and try again.")
        if value is None:
            return None
        if field["type"] == "choice":
            return one_of(value, field["choices"])
        if field["type"] == "day":
            return day(value)
        return _count(value) if field["type"] == "number" else one_line(value, HARD * options["limit"])

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return {"goals": [{"fields": {entry: value}, "sentence", "change", "flags", "name"}]}.

        A flag is {"letter", "title", "mark", "reasons"}. By its fields a form finds its own goal.
        """
        today = datetime.date.fromisoformat(local_day(utc_now()))
        last = datetime.date.fromisoformat(spec.options["last"]) if spec.options["last"] else None
        found = []
        for own in _by_writer(entries):
            cells = _cells(spec.options, own)
            goal = goal_of(spec.options, cells)
            marks = [
                {"letter": flag.letter, "title": flag.title, "mark": flag.mark, "reasons": list(flag.reasons)}
                for flag in flags(goal, today, last)
            ]
            said = {"sentence": sentence(goal), "change": change(goal), "flags": marks}
            found.append({"fields": cells, **said, **signature(own[0])})
        return {"goals": found}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the goal's sentence, and its fields by which a later check is held against it (G8)."""
        own = _by_writer(entries)[0]
        cells = _cells(spec.options, own)
        words = sentence(goal_of(spec.options, cells))
        return {"said": words, "texts": [words], "goal": cells}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the field's label, its value, and how it reads."""
        field = _fields(options)[entry]
        if field["type"] == "choice":
            return [(field["label"], value, field["choices"][value])]
        return [(field["label"], value, in_words(value) if field["type"] == "day" else str(value))]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return of each goal its sentence, then one row a field in the order of the form."""
        found = []
        for own in _by_writer(entries):
            cells = _cells(spec.options, own)
            words = sentence(goal_of(spec.options, cells))
            by_field = {entry.entry: entry for entry in own}
            rows = super().tidy(spec, [by_field[key] for key in cells])
            found += [Tidy(rows[0].entry, "The goal", words, words), *rows]
        return found


def goal_of(options: Options, cells: Mapping[str, Any]) -> Goal:
    """Return the goal that somebody's fields, {entry: value}, say; fields that are not there stay empty."""
    fields = _fields(options)
    kept = {key: value for key, value in cells.items() if key in fields}
    days = {
        key: datetime.date.fromisoformat(value) for key, value in kept.items() if fields[key]["type"] == "day"
    }
    wording = fields["outcome"].get("choices", {}).get(kept.get("outcome"), "")
    check = fields["assessment"].get("choices", {}).get(kept.get("assessment"), "")
    return Goal(**{**kept, **days, "wording": wording, "check": check})


def _fields(options: Options) -> dict[str, Field]:
    return {field["key"]: field for part in options["parts"] for field in part["fields"]}


def _cells(options: Options, own: Sequence[Entry]) -> dict[str, Any]:
    """Return {entry: value} of one writer, in the order of the form."""
    given = {entry.entry: entry.value for entry in own}
    return {key: given[key] for key in _fields(options) if key in given}


def _by_writer(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the entries of each writer, writers in the order of `who`, which is random."""
    return [[e for e in entries if e.who == who] for who in sorted({entry.who for entry in entries})]


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise BadValue(f"Give a whole number of students, from 0 to {MOST:,}.")
    return value


KIND = GoalBuilder()
