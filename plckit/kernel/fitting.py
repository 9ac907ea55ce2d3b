"""What somebody alone has written, as far as the notebook still takes it: authors reword their questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plckit.activities.registry import kinds
from plckit.domain.entries import BESIDE, parse_beside
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue
from plckit.store.entries import Entries, Row


class Fitting(Entries):
    """Entries as a desk reads them: what a question no longer takes is left out, and stays in the store."""

    def __init__(self, entries: Entries, specs: Mapping[str, ActivitySpec]) -> None:
        super().__init__(entries.db, entries.feed)
        self.specs = specs

    def of(self, session: str, activity: str) -> list[Row]:
        """Return everything in one activity that it still takes."""
        rows = super().of(session, activity)
        return [row for row in rows if self._fits(activity, row.entry, row.value)]

    def mine(self, seat: str) -> list[tuple[str, str, Any, str]]:
        """Return (activity, entry, value, at) of all that *seat* put in and that is still taken."""
        return [row for row in super().mine(seat) if self._fits(*row[:3])]

    def _fits(self, activity: str, entry: str, value: Any) -> bool:
        spec = self.specs.get(activity)
        if spec is None:
            return True
        try:
            if entry in BESIDE:
                return parse_beside(spec, entry, value) is not None
            return kinds()[spec.kind].parse(spec.options, entry, value) is not None
        except BadValue:
            return False
