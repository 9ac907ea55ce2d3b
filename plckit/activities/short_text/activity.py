"""One line of text."""

from __future__ import annotations

from typing import Any

from plckit.activities.base import BaseKind, Options, only_answer, whole_number, words


class ShortText(BaseKind):
    """One line: a soft limit the writer sees, and a hard one at four times as much."""

    name = "short_text"

    def options(self, *, limit: int = 140) -> dict[str, Any]:
        """Return the options: *limit*, the number of characters one is asked to stay within."""
        return {"limit": whole_number(limit, 20, 500, "limit")}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the text on one line."""
        only_answer(entry)
        text = words(value, 4 * options["limit"])
        return " ".join(text.split()) if text else None


KIND = ShortText()
