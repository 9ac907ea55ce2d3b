"""One term in our own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options, only_answer, signature
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.texts import one_line, words
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

PARTS = {"term": 80, "meaning": 500, "example": 500}


class GlossaryEntry(BaseKind):
    """A term, what it means to us, and an example: {"term", "meaning", "example"}."""

    name = "glossary_entry"
    example = {
        "prompt": "Pick one key term. Explain it so that a parent would get it.",
        "options": {},
        "people": [
            {
                ANSWER: {
                    "term": "Exit question",
                    "meaning": "One short question at the end of a lesson.",
                    "example": "Draw one half in two ways.",
                }
            },
            {ANSWER: {"term": "Case student", "meaning": "A student we watch closely.", "example": ""}},
        ],
    }

    def options(self) -> dict[str, Any]:
        """Return how long each part may be."""
        return {"limits": PARTS}

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str] | None:
        """Return the three parts; empty ones are taken back, and so is a draft without any words."""
        only_answer(entry)
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - set(PARTS):
            raise BadValue("This is not a glossary entry. Reload the page and try again.")
        kept = {
            part: (one_line if part == "term" else words)(value.get(part), longest) or ""
            for part, longest in PARTS.items()
        }
        return kept if any(kept.values()) else None

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall, by term: one {"title", "text", "note", "name"} an entry."""
        wall = [
            {
                "title": e.value["term"],
                "text": e.value["meaning"],
                **({"note": f"For example: {e.value['example']}"} if e.value["example"] else {}),
                **signature(e),
            }
            for e in sorted(entries, key=lambda e: e.value["term"].casefold())
        ]
        return {"wall": wall}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return a row a term, in the order of the terms."""
        found = sorted((dict(e.value) for e in entries), key=lambda row: row["term"].casefold())
        return {"rows": found, "texts": [f"{row['term']}: {row['meaning']}" for row in found]}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return one triple a part that has words."""
        return [(part, value[part], value[part]) for part in PARTS if value[part]]


KIND = GlossaryEntry()
