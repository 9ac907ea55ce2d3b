"""What kinds whose answer is one text share; `text.js` is the other half."""

from __future__ import annotations

from typing import Any

from plckit.activities.base import BaseKind, Options, only_answer, whole_number
from plckit.activities.entering import LINES, each_line
from plckit.domain.entries import ANSWER
from plckit.domain.texts import words

# A text may be this many times as long as the writer is asked to stay within.
HARD = 4


class Text(BaseKind):
    """One text a person, kept as typed but for spaces at the ends of lines."""

    entering = LINES
    shortest_limit, longest_limit = 20, 3000

    def checked(self, limit: int) -> dict[str, Any]:
        """Return the options for a soft *limit* of characters."""
        return {"limit": whole_number(limit, self.shortest_limit, self.longest_limit, "limit")}

    def entered(self, options: Options, text: str) -> list[dict[str, Any]]:
        """Return one person a line."""
        return [{ANSWER: self.parse(options, ANSWER, line)} for line in each_line(text)]

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return the text, line breaks kept."""
        only_answer(entry)
        return words(value, HARD * options["limit"])
