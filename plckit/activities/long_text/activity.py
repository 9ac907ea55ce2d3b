"""A paragraph."""

from __future__ import annotations

from typing import Any

from plckit.activities.base import BaseKind, Options, only_answer, whole_number, words


class LongText(BaseKind):
    """A paragraph: a soft limit the writer sees, and a hard one at four times as much."""

    name = "long_text"

    def options(self, *, limit: int = 1000) -> dict[str, Any]:
        """Return the options: *limit*, the number of characters one is asked to stay within."""
        return {"limit": whole_number(limit, 100, 3000, "limit")}

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the text, line breaks kept."""
        only_answer(entry)
        return words(value, 4 * options["limit"])


KIND = LongText()
