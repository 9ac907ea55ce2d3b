"""The evidence log of an enquiry: what was done, what was seen, what it might mean, kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plckit.activities.base import Options, label_text, one_of, whole_number
from plckit.activities.rows import LIMIT, Rows
from plckit.domain.enquiries import BEFORE, checked_number
from plckit.domain.noticing import PERSONAL
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError
from plckit.sessions.clock import utc_now
from plckit.sessions.enquiring import not_to_come

ABOUT = {"before": BEFORE}
"""What a row can be about besides the turn that is on."""
COLUMNS = {
    "on": "Date",
    "about": "What is it about?",
    "did": "What we did",
    "saw": "What we saw",
    "means": "What it might mean",
    "number": "A number, if there is one",
}


class TurnLog(Rows):
    """Rows of one turn, and above them what the community has logged so far, also between meetings.

    Where words look as if they told who somebody is, the writer is asked to use codes (rule P10).
    """

    name = "turn_log"
    works_on = "enquiry"
    example = {
        "prompt": "What did you do, what did you see, what might it mean?",
        "options": {},
        "people": [
            {
                "mf0000aa-1a2b3c.on": "2026-03-16",
                "mf0000aa-1a2b3c.did": "Began with one wrong answer, twice",
                "mf0000aa-1a2b3c.saw": "18 of 26 wrote what was wrong with it",
                "mf0000aa-1a2b3c.means": "They look at steps more than at answers",
                "mf0000aa-1a2b3c.number": "18 of 26",
            },
            {"mf0000cc-7a8b9c.saw": "The quiet corner stayed quiet"},
        ],
        "supplied": {
            "log": [
                {
                    "turn": "Turn 1: start with a wrong answer",
                    "rows": [["9 March 2026", "Tried it once", "Half of them wrote", "", "13 of 26", "Ana"]],
                }
            ]
        },
    }

    def options(
        self, *, prompts: Mapping[str, str] | None = None, since: bool = False, most: int = 6
    ) -> dict[str, Any]:
        """Return the options: *most* rows a writer; 0 shows the log alone.

        With *since* only what was added since the last meeting stands above the rows. *prompts* gives columns
        other words, by key: on, about, did, saw, means, number.
        """
        if not isinstance(since, bool):
            raise SpecError("since must be True or False.")
        given = {} if prompts is None else prompts
        if not isinstance(given, Mapping) or not set(given) <= set(COLUMNS):
            raise SpecError(f"prompts must be a dict with keys of these columns: {', '.join(COLUMNS)}.")
        heads = COLUMNS | {key: label_text(text, "prompts") for key, text in given.items()}
        if len(set(heads.values())) < len(heads):
            raise SpecError("prompts gives two columns the same words. Each must be different.")
        return {
            "enquiry": "log",
            "since": since,
            "columns": heads,
            "dates": ["on"],
            "lists": {"about": ABOUT},
            "asks": PERSONAL,
            "rows": {},
            "add": whole_number(most, 0, 12, "most"),
            "most": most,
            "limit": LIMIT,
        }

    def parse(self, options: Options, entry: str, value: Any) -> str | None:
        """Return a cell's value; a log that is only looked at takes none."""
        if not options["add"]:
            raise BadValue("This log takes no rows here.")
        return super().parse(options, entry, value)

    def cell(self, options: Options, column: str, value: Any) -> str | None:
        """Return what a cell keeps: no day to come, and of a number only one that a chart can show."""
        if column == "about":
            return None if value is None else one_of(value, ABOUT)
        found = super().cell(options, column, value)
        if column == "on":
            return found and not_to_come(found, utc_now())
        return checked_number(found) if column == "number" else found

    def said(self, options: Options, column: str, value: str) -> str:
        """Return how a cell reads."""
        return ABOUT.get(value, "") if column == "about" else super().said(options, column, value)

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"log": [{"turn", "rows": [cells and who]}] or "wait": why there is none}."""
        supplied = spec.options.get("supplied", {})
        return {"log": supplied.get("log", []), "logWait": supplied.get("wait", "")}


KIND = TurnLog()
