"""A countdown that everybody sees; it starts when the facilitator opens it."""

from __future__ import annotations

from typing import Any

from plckit.activities.base import BaseKind, Options, whole_number
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue


class Timer(BaseKind):
    """So many minutes. Nobody answers; the server keeps the moment it was started."""

    name = "timer"
    asks = False
    works_on = "clock"
    example = {"prompt": "Read your part.", "options": {"minutes": 5}, "people": []}

    def options(self, *, minutes: int) -> dict[str, Any]:
        """Return the minutes it runs."""
        return {"minutes": whole_number(minutes, 1, 120, "minutes")}

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"since": when it was started, None while it stands still}."""
        return dict(spec.options["supplied"])

    def parse(self, options: Options, entry: str, value: Any) -> None:
        """Refuse everything."""
        raise BadValue("A timer takes no answer.")


KIND = Timer()
