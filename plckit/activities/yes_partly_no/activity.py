"""Yes, partly or no."""

from __future__ import annotations

from typing import Any

from plckit.activities.base import Choices, choices
from plckit.activities.choice.activity import Choice
from plckit.domain.entries import ANSWER
from plckit.domain.visibility import About
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

    def options(self, *, options: Choices = LABELS) -> dict[str, Any]:
        """Return the three options; other labels may be given for yes, partly and no."""
        kept = choices(options, "options")
        if set(kept) != set(LABELS):
            raise SpecError("options must give a label for each of yes, partly and no.")
        return {"choices": {key: kept[key] for key in LABELS}}


KIND = YesPartlyNo()
