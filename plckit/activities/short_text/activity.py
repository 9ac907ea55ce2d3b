"""One line of text."""

from __future__ import annotations

from typing import Any

from plckit.activities.base import Options
from plckit.activities.text import Text


class ShortText(Text):
    """One line: a soft limit the writer sees, and a hard one at four times as much."""

    name = "short_text"
    longest_limit = 500

    def options(self, *, limit: int = 140) -> dict[str, Any]:
        """Return the options: *limit*, the number of characters one is asked to stay within."""
        return self.checked(limit)

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the text on one line."""
        text = super().parse(options, entry, value)
        return " ".join(text.split()) if text else None


KIND = ShortText()
