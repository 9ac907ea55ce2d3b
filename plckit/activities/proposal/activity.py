"""The sentence a group decides on, with all its versions (rule C12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plckit.activities.artefacts import OnACard
from plckit.activities.base import Options
from plckit.domain.entries import Entry
from plckit.domain.proposals import versions
from plckit.domain.texts import one_line
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

LONGEST = 280


class Proposal(OnACard):
    """A sentence that the facilitator types for everybody; a changed one is its next version."""

    name = "proposal"
    example = {
        "prompt": "What we decide on today",
        "options": {},
        "people": [],
        "supplied": [
            (
                "adjust",
                {"sentence": "We will read one text together each week."},
                "2027-03-16T15:00:00.000+00:00",
            ),
            (
                "adjust",
                {"sentence": "We will read one text together each month, from May on."},
                "2027-03-16T15:20:00.000+00:00",
            ),
        ],
    }

    def options(self) -> dict[str, Any]:
        """Return nothing to choose."""
        return {}

    def adjust(self, options: Options, given: Any) -> dict[str, Any]:
        """Return the sentence that stands from now on."""
        sentence = one_line(given.get("sentence"), LONGEST) if isinstance(given, dict) else None
        if not sentence:
            raise BadValue("There are no words yet. Type the sentence, and press Keep again.")
        return {"sentence": sentence}

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return the card: the sentence, and what it said before, the latest first."""
        found = versions(spec.options["supplied"])
        if not found:
            return {"card": None, "missing": "Nothing stands here yet. Whoever leads types it."}
        now, *before = [one.sentence for one in reversed(found)]
        fields = [("The sentence", now), ("What it said before", before)]
        return self.card("What stands now", found[-1].at, len(found), fields)

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return every wording, the one that stands first; the column `before` holds the others."""
        texts = [one.sentence for one in reversed(versions(spec.options["supplied"]))]
        return {"texts": texts, "first": texts[:1], "rows": [{"before": text} for text in texts[1:]]}


KIND = Proposal()
