"""A log of evidence: dated rows of a type, a source, what it shows, and a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plckit.activities.base import Choices, Options, choices, label_text, one_of, whole_number
from plckit.activities.link_list.activity import address
from plckit.activities.rows import LIMIT, Rows
from plckit.domain.noticing import PERSONAL
from plckit.errors import BadValue, SpecError

TYPES = {
    "work": "Student work",
    "results": "Results",
    "seen": "Seen in a lesson",
    "said": "Said by students",
    "other": "Something else",
}
COLUMNS = {"on": "Date", "type": "Type", "source": "Source", "shows": "What it shows", "link": "Link"}


class EvidenceLog(Rows):
    """Evidence, row by row; an entry is one cell, so that a group (`by="group"`) keeps one log.

    Where words look as if they told who somebody is, the writer is asked to use codes (rule P10); nothing is
    refused for that.
    """

    name = "evidence_log"
    example = {
        "prompt": "Take one item. What did these students know?",
        "options": {"prompts": {"source": "Which work, by code", "shows": "What these students knew"}},
        "people": [
            {
                "mf0000aa-1a2b3c.on": "2027-03-16",
                "mf0000aa-1a2b3c.type": "work",
                "mf0000aa-1a2b3c.source": "Item 7, S014",
                "mf0000aa-1a2b3c.shows": "Adds first, then multiplies: the order is missing, not the tables",
                "mf0000aa-1a2b3c.link": "https://files.example.org/s014",
                "mf0000bb-4d5e6f.type": "said",
                "mf0000bb-4d5e6f.source": "S020, born 3 May",
                "mf0000bb-4d5e6f.shows": "Read “of” as “off”",
            },
            {
                "mf0000cc-7a8b9c.on": "2027-03-17",
                "mf0000cc-7a8b9c.type": "seen",
                "mf0000cc-7a8b9c.shows": "Three students checked with a drawing",
            },
        ],
    }

    def options(
        self,
        *,
        types: Choices = TYPES,
        link: bool = True,
        prompts: Mapping[str, str] | None = None,
        most: int = 12,
    ) -> dict[str, Any]:
        """Return the options: *types* to choose from, whether rows have a *link*, *most* rows a writer.

        *prompts* gives columns other words, by key: on, type, source, shows, link.
        """
        if not isinstance(link, bool):
            raise SpecError("link must be True or False.")
        heads = {key: label for key, label in COLUMNS.items() if link or key != "link"}
        given = {} if prompts is None else prompts
        if not isinstance(given, Mapping) or not set(given) <= set(heads):
            raise SpecError(f"prompts must be a dict with keys of these columns: {', '.join(heads)}.")
        heads |= {key: label_text(text, "prompts") for key, text in given.items()}
        return {
            "columns": choices(heads, "prompts"),
            "types": choices(types, "types"),
            "dates": ["on"],
            "links": ["link"] if link else [],
            "asks": PERSONAL,
            "rows": {},
            "add": whole_number(most, 1, 30, "most"),
            "limit": LIMIT,
        }

    def cell(self, options: Options, column: str, value: Any) -> str | None:
        """Return what a cell keeps; of a link only one that begins with https://."""
        if column == "type":
            return None if value is None else one_of(value, options["types"])
        if column != "link":
            return super().cell(options, column, value)
        found = address(value)
        if found and not found.startswith("https://"):
            raise BadValue("Only links that begin with https:// are kept here.")
        return found

    def said(self, options: Options, column: str, value: str) -> str:
        """Return how a cell reads: a type by its label."""
        return options["types"].get(value, "") if column == "type" else super().said(options, column, value)


KIND = EvidenceLog()
