"""What people put into activities, and what a kind of activity must know how to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from plckit.domain.visibility import About
from plckit.domain.workbooks import ActivitySpec

# The entry id of kinds that take one answer a person.
ANSWER = "answer"


@dataclass(frozen=True)
class Receipt:
    """What the store promises of one operation: kept as this revision since that moment (ISO, UTC)."""

    op: str
    activity: str
    entry: str
    revision: int
    at: str


@dataclass(frozen=True)
class Entry:
    """One thing one person put into an activity, as a kind may see it.

    `who` tells apart the people *within* this activity and means nothing outside it; `name` is empty
    unless the activity is named. A kind never learns more than this.
    """

    who: str
    entry: str
    value: Any
    name: str = ""


@dataclass(frozen=True)
class Tidy:
    """One tidy row of what a room may see: of *entry*, or of nobody's with the reason it is `withheld`."""

    entry: Entry | None
    row: str
    value: Any
    label: str
    withheld: str = ""


class Kind(Protocol):
    """A way of answering: one folder in `plckit/activities` or in another package."""

    name: str
    about: About

    def options(self, **given: Any) -> dict[str, Any]:
        """Return the checked options of a spec; raise SpecError with the remedy."""

    def parse(self, options: Mapping[str, Any], entry: str, value: Any) -> Any:
        """Return *value* as it is stored, None for “taken back”; raise BadValue."""

    def most(self, options: Mapping[str, Any]) -> int | None:
        """Return how many entries one person may have, None where `parse` knows every entry's id."""

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return what an audience that may see *entries* (shuffled, none empty) is sent; JSON."""

    def figure(self, options: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the chart without data, or None for kinds that have no chart."""

    def readable(self, options: Mapping[str, Any], entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return an entry as tidy (row, value, label) triples for a DataFrame."""

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return *entries*, which an audience may see, as rows; `summarise` and this withhold the same."""


Kinds = Mapping[str, Kind]
