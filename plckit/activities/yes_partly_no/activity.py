"""Yes, partly or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plckit.activities.base import Choices, choices, label_text
from plckit.activities.choice.activity import Choice
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.visibility import About
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import SpecError

LABELS = {"yes": "Yes", "partly": "Partly", "no": "No"}


class YesPartlyNo(Choice):
    """A three-way check: a choice whose options are settled. An opinion, so small groups stay hidden."""

    name = "yes_partly_no"
    about = About.VIEWS
    example = {
        "prompt": "My view has been said in this room.",
        "options": {},
        "people": [{ANSWER: key} for key in ("yes", "yes", "partly", "no", "yes", "partly")],
    }

    def options(self, *, options: Choices = LABELS, advise: str = "") -> dict[str, Any]:
        """Return the three options; other labels may be given for yes, partly and no.

        Where a third or more say no, everybody reads what you *advise*.
        """
        kept = choices(options, "options")
        if set(kept) != set(LABELS):
            raise SpecError("options must give a label for each of yes, partly and no.")
        told = {"advise": label_text(advise, "advise")} if advise != "" else {}
        return {"choices": {key: kept[key] for key in LABELS}, **told}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return how many picked each, and the advice where it is called for."""
        summary = super().summarise(spec, entries)
        if "advise" not in spec.options or 3 * sum(e.value == "no" for e in entries) < max(len(entries), 1):
            return summary
        label = spec.options["choices"]["no"]
        return {**summary, "told": f"A third or more say “{label}”. {spec.options['advise']}"}


KIND = YesPartlyNo()
