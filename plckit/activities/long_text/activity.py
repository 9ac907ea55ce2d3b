"""A paragraph."""

from __future__ import annotations

from typing import Any

from plckit.activities.text import Text
from plckit.domain.entries import ANSWER
from plckit.domain.noticing import PERSONAL
from plckit.errors import SpecError


class LongText(Text):
    """A paragraph: a soft limit the writer sees, and a hard one at four times as much."""

    name = "long_text"
    example = {
        "prompt": "Think of a group where you learned a lot. What made it work?",
        "options": {},
        "people": [
            {ANSWER: "We were few, and we met every week.\n\nNobody laughed at a question."},
            {ANSWER: "Somebody always asked: what did you see?"},
        ],
    }
    shortest_limit = 100

    def options(self, *, limit: int = 1000, codes: bool = False) -> dict[str, Any]:
        """Return the options: *limit*, the number of characters one is asked to stay within.

        With *codes* the writer is asked to use them where words may name a student (rule P10).
        """
        if not isinstance(codes, bool):
            raise SpecError("codes must be True or False.")
        return self.checked(limit) | ({"asks": PERSONAL} if codes else {})


KIND = LongText()
