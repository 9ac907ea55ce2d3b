"""A question of the import as a form: what is filled in at first, what came back, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plckit.errors import BadFile, BadValue, PlckitError

if TYPE_CHECKING:
    from plckit.data import Question
    from plckit.web.drafts import Draft

NEEDED = {
    "number": "Type a number, such as 10.",
    "date": "Choose the day.",
    "text": "Type a few words.",
    "": "Choose one.",
}
ORIGIN = {"answered": "your answer", "remembered": "as last time", "guessed": "our guess"}
MOST_RADIOS = 9
LONG = 18


@dataclass(frozen=True)
class Line:
    """One thing to fill in: what it is called, the choice that is set, what is typed, and what is wrong."""

    name: str
    words: str
    chosen: str
    typed: str
    problem: str


@dataclass(frozen=True)
class Asked:
    """A question ready for its page: its lines, where its answer came from, and where “back” leads.

    radios: whether it has one line with few choices. stacked: whether what is chosen needs a line of its own.
    """

    question: Question
    lines: list[Line]
    origin: str
    back: int | None
    radios: bool
    stacked: bool

    @classmethod
    def of(
        cls, draft: Draft, question: Question, answer: Any = None, problems: dict[str, str] | None = None
    ) -> Asked:
        """Return how a question stands in its draft; *answer* is one that was refused just now."""
        now = question.answer if answer is None else answer
        values = dict(question.choices)
        rows = question.rows if question.form == "table" else (("", question.text),)
        lines = []
        for number, (key, words) in enumerate(rows):
            value = str((now or {}).get(key, "")) if question.form == "table" else now
            known = not isinstance(value, str) or value in values
            lines.append(
                Line(
                    f"-{number}" if question.form == "table" else "",
                    words,
                    value if known else "",
                    "" if known else value,
                    (problems or {}).get(key, ""),
                )
            )
        has_guess = bool(now) and (question.form != "table" or any(now.values()))
        origin = ORIGIN[question.state] if has_guess and answer is None else ""
        single = question.form == "one" or (question.form == "table" and len(rows) == 1)
        radios = single and 0 < len(question.choices) <= MOST_RADIOS
        stacked = any(len(values.get(str(line.chosen), "")) > LONG for line in lines)
        return cls(question, lines, origin, _back(draft, question), radios, stacked)


def _back(draft: Draft, question: Question) -> int | None:
    """Return the place of the question that was answered before this one; None at the first."""
    given = list(draft.answers)
    before = given[: given.index(question.id)] if question.id in given else given
    places = {one.id: at for at, one in enumerate(draft.questions)}
    return next((places[one] for one in reversed(before) if one in places), None)


def left_of(draft: Draft) -> list[Question]:
    """Return the questions that still stand on a guess, those that must be answered first."""
    left = [one for one in draft.questions if one.state == "guessed"]
    if draft.stuck:  # what a column holds decides, and the last guesses are the weakest
        columns = [one for one in reversed(draft.questions) if one.id.startswith("columns:")]
        return [one for one in columns if one in left] or columns
    return sorted((one for one in left if one.must or not draft.rest), key=lambda one: not one.must)


def answer_of(question: Question, form: Callable[[str], str], many: list[str]) -> Any:
    """Return what a form says, as the import takes it; raise BadValue where it says two things at once."""
    if question.form == "many":
        return many
    if question.form != "table":
        return _one(question, form("answer"), form("free"), question.answer)
    before = question.answer or {}
    return {
        key: _one(question, form(f"answer-{n}"), form(f"free-{n}"), before.get(key, ""))
        for n, (key, _) in enumerate(question.rows)
    }


def _one(question: Question, chosen: str, typed: str, before: str) -> str:
    """Return what was typed where nothing else was chosen beside it."""
    words = dict(question.choices)
    if typed.strip() and chosen not in ("", before):
        raise BadValue(
            f"You chose “{words.get(chosen, chosen)[:80]}” and typed “{typed[:40]}”. "
            "Empty the box, or choose “Something else”."
        )
    return typed.strip() or chosen


def blamed(question: Question, answer: Any) -> dict[str, str]:
    """Return what is wrong with the lines of an answer, by key; {} where it is none of them alone."""
    from plckit.data.questions import cleaned

    if question.form == "many" or answer is None:
        return {}
    wrong = {}
    for key, value in answer.items() if question.form == "table" else [("", answer)]:
        try:
            cleaned(question, {key: value} if question.form == "table" else value)
        except BadValue:
            wrong[key] = (f"“{value[:40]}” does not fit here. " if value else "") + NEEDED[question.free]
    return wrong


def plain(question: Question, error: PlckitError) -> str:
    """Return the sentence of an error without the names of questions and files, which the page shows."""
    sentence = error.why if isinstance(error, BadFile) else str(error).removeprefix(f"“{question.id}”: ")
    return sentence[:1].upper() + sentence[1:]
