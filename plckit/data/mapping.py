"""A mapping: answers kept for the next file of the same shape, such as next term's (section 4.11).

It holds no student: questions about single rows are asked once and never kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plckit.data.questions import Question, State
from plckit.errors import BadValue

VERSION = 1
ALIKE = 0.8


@dataclass(frozen=True)
class Mapping:
    """What was answered about files of one shape. labels: the columns; answers: by question id."""

    labels: tuple[str, ...]
    answers: Map[str, Map[str, Any]]

    def fits(self, labels: Sequence[str]) -> bool:
        """Return whether a file with these columns has the same shape: four of five columns in common."""
        ours, theirs = set(self.labels), set(labels)
        return bool(ours) and len(ours & theirs) >= ALIKE * len(ours | theirs)

    def to_json(self) -> str:
        """Return the mapping as the text of a file."""
        kept = {"version": VERSION, "labels": list(self.labels), "answers": dict(self.answers)}
        return json.dumps(kept, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """Return the mapping that a file holds; raise BadValue for any other file."""
        try:
            kept = json.loads(text)
            if kept["version"] != VERSION:
                raise BadValue(
                    f"This mapping has version {kept['version']}, and {VERSION} is the one that is read."
                )
            answers = {str(key): dict(value) for key, value in kept["answers"].items()}
            return cls(tuple(map(str, kept["labels"])), answers)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadValue(
                "This is not a mapping that plckit wrote. Leave it out, or choose another."
            ) from error


def of(labels: Sequence[str], questions: Sequence[Question], before: Mapping | None = None) -> Mapping:
    """Return what is to be kept of the answered questions, on top of what was kept before."""
    answers = dict(before.answers) if before else {}
    for question in questions:
        if question.state is State.ANSWERED and not question.once:
            choices = [value for value, _ in question.choices]
            answers[question.id] = {"answer": question.answer, "guess": question.guess, "choices": choices}
    return Mapping(tuple(labels), answers)
