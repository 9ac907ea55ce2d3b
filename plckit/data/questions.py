"""What cannot be known is asked: one plain question each, with a guess, examples and why (section 4.11).

Every choice the import makes for a person goes through `Asking`, so none is made in silence: it is answered,
remembered from a mapping, or listed as guessed. Stdlib only.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from plckit.errors import BadValue

YES = "yes"
REST = "*"
MOST_EXAMPLES = 3


class Form(enum.StrEnum):
    """How a question is answered."""

    ONE = "one"
    """One of the choices."""
    MANY = "many"
    """Any of the choices: a list."""
    TABLE = "table"
    """One of the choices for each row: a dict."""
    TEXT = "text"
    """What somebody types."""


class State(enum.StrEnum):
    """Where an answer came from."""

    ANSWERED = "answered"
    REMEMBERED = "remembered"
    GUESSED = "guessed"


@dataclass(frozen=True)
class Question:
    """One question in plain words.

    id: stable, so that saved answers find it again. guess: what the import goes on with until it is answered.
    choices: value and words of each. rows: key and words of each row of a table. examples: at most three
    cells, each with its place. free: "number", "date" or "text" where something else may be typed. must: the
    results are not confirmed before it is answered. once: the answer is about this file and not its shape.
    """

    id: str
    text: str
    form: Form
    guess: Any = ""
    choices: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    why: str = ""
    must: bool = True
    once: bool = False
    free: str = ""
    state: State = State.GUESSED
    answer: Any = None

    def as_dict(self) -> dict[str, Any]:
        """Return the question ready for JSON."""
        return asdict(self)

    def __repr__(self) -> str:
        """Say what is asked, without its examples (rule P12)."""
        return f"<Question {self.id} ({self.state}): {self.text}>"


def cleaned(question: Question, answer: Any) -> Any:
    """Return an answer that fits the question; raise BadValue with what would fit."""
    if answer == YES and not (question.form is Form.ONE and YES in dict(question.choices)):
        return _confirmed(question)
    if question.form is Form.TABLE:
        return _rows(question, answer)
    if question.form is Form.MANY:
        if not isinstance(answer, list) or not set(answer) <= set(dict(question.choices)):
            raise BadValue(f"“{question.id}”: please give a list of {_listed(question)}.")
        return answer
    return _one(question, answer)


def _confirmed(question: Question) -> Any:
    """Return the guess; raise BadValue where there is none to say yes to."""
    guess, rows = question.guess, dict(question.rows)
    missing = [rows[row] for row in rows if not guess.get(row)] if question.form is Form.TABLE else []
    if missing or (question.form is not Form.TABLE and guess in ("", [], None) and question.must):
        about = f" for {', '.join(missing[:3])}" if missing else ""
        if question.must:
            raise BadValue(
                f"“{question.id}”: there is no guess{about}, so “yes” is no answer. {question.text}"
            )
    return guess


def _rows(question: Question, answer: Any) -> dict[str, Any]:
    if not isinstance(answer, Mapping):
        raise BadValue(
            f"“{question.id}”: please answer each row, such as {{{_first_row(question)}: …}}, or “yes”."
        )
    keys = dict(question.rows)
    rest = {key: question.guess.get(key, "") for key in keys} if answer.get(REST) == YES else {}
    given = {key: _one(question, value) for key, value in answer.items() if key in keys}
    return rest | given


def _one(question: Question, answer: Any) -> str:
    text = (
        f"{answer:g}"
        if isinstance(answer, int | float) and not isinstance(answer, bool)
        else str(answer).strip()
    )
    if text in dict(question.choices) or (question.free and _typed(question.free, text)):
        return text
    if not text and not question.must:
        return ""
    raise BadValue(f"“{question.id}”: “{text[:40]}” is no answer. Please give {_listed(question)}.")


def _typed(what: str, text: str) -> bool:
    if what == "number":
        try:
            return 0 <= float(text.replace(",", ".")) < 1e6
        except ValueError:
            return False
    if what == "date":
        try:
            return bool(datetime.date.fromisoformat(text))
        except ValueError:
            return False
    return bool(text) and len(text) <= 200


def _listed(question: Question) -> str:
    words = [value for value, _ in question.choices[:12]]
    words += {"number": ["a number"], "date": ["a date such as 2026-03-14"], "text": ["a text"]}.get(
        question.free, []
    )
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words) or YES


def _first_row(question: Question) -> str:
    return next((f'"{key}"' for key, _ in question.rows), "")


@dataclass
class Asking:
    """The questions of one import in the order they came up, and the answers they met.

    answers: by question id. remembered: what a mapping kept of each answered question (`mapping.Mapping`).
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    remembered: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def ask(self, question: Question) -> Any:
        """Return the answer, the remembered one or the guess; keep the question with its state."""
        answer, state = question.guess, State.GUESSED
        if question.id in self.answers:
            answer, state = cleaned(question, self.answers[question.id]), State.ANSWERED
        elif question.id in self.remembered and not question.once:
            answer, state = recalled(question, self.remembered[question.id])
        if question.form is Form.TABLE:
            keys = [key for key, _ in question.rows]
            state = state if all(answer.get(key) or not question.must for key in keys) else State.GUESSED
            filled = {key: value for key, value in answer.items() if value or not question.must}
            answer = {key: filled.get(key, question.guess.get(key, "")) for key in keys}
        given = {
            **question.__dict__,
            "examples": question.examples[:MOST_EXAMPLES],
            "state": state,
            "answer": answer,
        }
        self.questions.append(Question(**given))
        return answer

    def one(self, key: str, text: str, guess: str, choices: Sequence[tuple[str, str]], **more: Any) -> str:
        """Ask for one of the choices."""
        answer: str = self.ask(Question(key, text, Form.ONE, guess, tuple(choices), **more))
        return answer

    def table(
        self,
        key: str,
        text: str,
        guess: Mapping[str, str],
        choices: Sequence[tuple[str, str]] = (),
        words: Mapping[str, str] | None = None,
        **more: Any,
    ) -> dict[str, str]:
        """Ask for one of the choices for each row of the guess; words: what a row is called on screen."""
        rows = tuple((row, (words or {}).get(row, row)) for row in guess)
        answer: dict[str, str] = self.ask(
            Question(key, text, Form.TABLE, dict(guess), tuple(choices), rows, **more)
        )
        return answer

    @property
    def open(self) -> list[Question]:
        """The questions that still stand on a guess."""
        return [question for question in self.questions if question.state is State.GUESSED]


def recalled(question: Question, kept: Mapping[str, Any]) -> tuple[Any, State]:
    """Return a remembered answer where it still answers the question: nothing is there that it did not see.

    Rows of a table are recalled one by one, each only where its guess is what it was.
    """
    answer, guess = kept.get("answer"), kept.get("guess")
    if question.form is Form.TABLE and isinstance(answer, Mapping) and isinstance(guess, Mapping):
        rows = dict(question.rows)
        same = {r: answer[r] for r in rows if r in answer and guess.get(r, "") == question.guess.get(r, "")}
        same = _rows(question, same)
        return same, State.REMEMBERED if set(same) == set(rows) else State.GUESSED
    seen = {value for value, _ in question.choices} <= set(kept.get("choices", ()))
    if guess != question.guess or not seen:
        return question.guess, State.GUESSED
    return cleaned(question, answer), State.REMEMBERED
