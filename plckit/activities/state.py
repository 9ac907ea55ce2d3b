"""The first of an activity's five fields, as every view reads it: in our pages and in an ordinary kernel."""

from __future__ import annotations

from typing import Any

from plckit.activities.registry import kinds
from plckit.domain.entries import SUPPLIED
from plckit.domain.visibility import is_revealed_together, who_sees
from plckit.domain.workbooks import ActivitySpec

# What stands in a spec for whoever leads, and travels to no other screen.
FACILITATOR = "facilitator"


def spec_state(spec: ActivitySpec, *, leads: bool = False) -> dict[str, Any]:
    """Return a spec as views read it: everybody's, or that of whoever *leads*."""
    hidden = {SUPPLIED} if leads else {SUPPLIED, FACILITATOR}
    options = {name: value for name, value in spec.options.items() if name not in hidden}
    return {
        "key": spec.key,
        "kind": spec.kind,
        "prompt": spec.prompt,
        "hint": spec.hint,
        "reason": spec.reason,
        "options": options,
        "figure": spec.figure,
        "see": spec.see,
        "together": is_revealed_together(spec.see),
        "sees": who_sees(spec.see, spec.about, spec.by),
        "by": spec.by,
        "asks": kinds()[spec.kind].asks and not _only_looked_at(spec),
        "entering": kinds()[spec.kind].entering,
    }


def _only_looked_at(spec: ActivitySpec) -> bool:
    """Return whether it is a picture of results or of a log that takes no notes."""
    return spec.options.get("most") == 0 and not {"data", "enquiry"}.isdisjoint(spec.options)
