"""I will … by …: a promise with a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options, only_answer, signature
from plckit.activities.days import day, in_words
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.texts import one_line
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

LONGEST = 280


class Commitment(BaseKind):
    """What I will do, and by which day: {"will": words, "by": day or null}."""

    name = "commitment"
    see = See.NAMED
    example = {
        "prompt": "What will you do to help this work?",
        "options": {},
        "people": [
            {ANSWER: {"will": "visit one colleague and thank them", "by": "2027-02-15"}},
            {ANSWER: {"will": "bring three pieces of student work", "by": "2027-02-08"}},
            {ANSWER: {"will": "keep the shared folder tidy", "by": None}},
        ],
    }

    def options(self) -> dict[str, Any]:
        """Return how long the promise may be."""
        return {"limit": LONGEST // 2}

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str | None] | None:
        """Return the promise; one without words or day is taken back."""
        only_answer(entry)
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - {"will", "by"}:
            raise BadValue("This is not a promise. Reload the page and try again.")
        will, by = one_line(value.get("will"), LONGEST), day(value.get("by"))
        return {"will": will or "", "by": by} if will or by else None

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall: one {"text", "name"} a promise that has words."""
        return {"wall": [{"text": _sentence(e.value), **signature(e)} for e in entries if e.value["will"]]}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return a row a promise: who gave it, where names may be shown, what, and by which day."""
        promises = [e for e in entries if e.value["will"]]
        days = [in_words(e.value["by"]) if e.value["by"] else "" for e in promises]
        rows = [
            {"who": e.name or "", "what": e.value["will"], "by": day, "when": day}
            for e, day in zip(promises, days, strict=True)
        ]
        return {"rows": rows, "texts": [_sentence(e.value) for e in promises]}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the promise if it has words, and its day as a row of its own."""
        will = [("I will", value["will"], _sentence(value))] if value["will"] else []
        return will + ([("by", value["by"], in_words(value["by"]))] if value["by"] else [])


def _sentence(value: dict[str, Any]) -> str:
    by = f", by {in_words(value['by'])}" if value["by"] else ""
    will = value["will"].rstrip(".") if by else value["will"]
    return f"I will {will}{by}"


KIND = Commitment()
