"""Many short notes, each of an optional sort with a colour of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Choices, Options, choices, whole_number, words
from plckit.domain.entries import Entry
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError

MOST_SORTS = 4


class StickyNotes(BaseKind):
    """Notes: an entry is one note, {"text": words, "sort": key}; its id comes from the browser."""

    name = "sticky_notes"

    def options(self, *, sorts: Choices | None = None, limit: int = 140, most: int = 20) -> dict[str, Any]:
        """Return the options: *sorts* of note (up to 4), *limit* of characters, *most* notes a person."""
        kept = choices(sorts, "sorts") if sorts is not None else {}
        if len(kept) > MOST_SORTS:
            raise SpecError(
                f"sorts has {len(kept)} lines; there are {MOST_SORTS} colours of note. Use fewer."
            )
        limit = whole_number(limit, 20, 300, "limit")
        return {"sorts": kept, "limit": limit, "most": whole_number(most, 1, 50, "most")}

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str] | None:
        """Return the note; one without words is taken back."""
        if not re.fullmatch(r"[A-Za-z0-9-]{6,40}", entry):
            raise BadValue("This note has no number of its own. Reload the page and try again.")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - {"text", "sort"}:
            raise BadValue("This is not a note. Reload the page and try again.")
        text = words(value.get("text"), 2 * options["limit"])
        if text is None:
            return None
        sort = value.get("sort", "")
        if options["sorts"]:
            if not isinstance(sort, str) or sort not in options["sorts"]:
                raise BadValue("Choose what sort of note it is first.")
            return {"text": " ".join(text.split()), "sort": sort}
        return {"text": " ".join(text.split())}

    def most(self, options: Options) -> int:
        """Return how many notes one person may have."""
        return int(options["most"])

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the wall: one {"text", "sort", "name"} a note."""
        return {"wall": [{**e.value, **({"name": e.name} if e.name else {})} for e in entries]}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the note's sort as the row and its words as the value."""
        sort = value.get("sort", "")
        return [(options["sorts"].get(sort, ""), value["text"], value["text"])]


KIND = StickyNotes()
