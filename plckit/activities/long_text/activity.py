"""A paragraph."""

from __future__ import annotations

from typing import Any

from plckit.activities.text import Text


class LongText(Text):
    """A paragraph: a soft limit the writer sees, and a hard one at four times as much."""

    name = "long_text"
    shortest_limit = 100

    def options(self, *, limit: int = 1000) -> dict[str, Any]:
        """Return the options: *limit*, the number of characters one is asked to stay within."""
        return self.checked(limit)


KIND = LongText()
