"""The question of an enquiry: four blanks that make one sentence, and what it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options, signature
from plckit.activities.text import HARD
from plckit.domain.enquiries import BLANKS, CHECKS, sentence
from plckit.domain.entries import Entry, Tidy
from plckit.domain.texts import one_line
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

LIMIT = 100
HINTS = {
    "change": "the one thing we change",
    "who": "which students",
    "learn": "what they will learn or do",
    "when": "a day or a week",
}


class QuestionBuilder(BaseKind):
    """“If we …, will …, … by …?”: an entry is one blank or one tick, so that a pair writes it together."""

    name = "question_builder"
    see = See.NAMED
    example = {
        "prompt": "What is your question?",
        "options": {},
        "people": [
            {
                "change": "start each lesson with one wrong answer to mend",
                "who": "our Year 9 students",
                "learn": "say why a step is wrong",
                "when": "the end of May",
                "no": True,
                "small": True,
            },
            {"change": "let students mark their own first draft", "who": "Year 7"},
        ],
    }

    def options(self) -> dict[str, Any]:
        """Return the options: the blanks, and the list it is held against, are the same everywhere."""
        return {"rows": dict(BLANKS), "hints": HINTS, "choices": dict(CHECKS), "limit": LIMIT}

    def parse(self, options: Options, entry: str, value: Any) -> str | bool | None:
        """Return the words of a blank, or True for a tick."""
        if entry in options["rows"]:
            return one_line(value, HARD * options["limit"])
        if entry not in options["choices"] or not (value is None or isinstance(value, bool)):
            raise BadValue("That is not a part of this question. Reload the page and try again.")
        return value or None

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall: one {"text": the question, "note": what is not ticked, "name"} a writer."""
        wall = []
        for own in _by_writer(entries):
            given = {one.entry: one.value for one in own}
            if given.keys() & BLANKS.keys():
                note = {"note": _unticked(given)} if _unticked(given) else {}
                wall.append({"text": sentence(_blanks(given)), **note, **signature(own[0])})
        return {"wall": wall}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return each question as a sentence, and as a row the change it starts with."""
        found = [_blanks({one.entry: one.value for one in own}) for own in _by_writer(entries)]
        found = [blanks for blanks in found if blanks]
        rows = [{"change": blanks["change"]} for blanks in found if "change" in blanks]
        return {"texts": [sentence(blanks) for blanks in found], "rows": rows}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the blank and its words, or what was ticked."""
        if entry in options["rows"]:
            return [(options["rows"][entry], value, value)]
        return [(options["choices"][entry], True, "Yes")]

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return of each writer the question, then one row a part in the order of the form."""
        order = [*spec.options["rows"], *spec.options["choices"]]
        found = []
        for own in _by_writer(entries):
            own = sorted(own, key=lambda one: order.index(one.entry))
            words = sentence(_blanks({one.entry: one.value for one in own}))
            found += [Tidy(own[0], "The question", words, words), *super().tidy(spec, own)]
        return found


def _by_writer(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the entries of each writer, writers in the order of `who`, which is random."""
    return [[e for e in entries if e.who == who] for who in sorted({entry.who for entry in entries})]


def _blanks(given: dict[str, Any]) -> dict[str, str]:
    return {key: given[key] for key in BLANKS if key in given}


def _unticked(given: dict[str, Any]) -> str:
    """Return what a question has not been held against yet, as a line."""
    open_checks = [text for key, text in CHECKS.items() if key not in given]
    return f"Not ticked: {' '.join(open_checks)}" if open_checks else ""


KIND = QuestionBuilder()
