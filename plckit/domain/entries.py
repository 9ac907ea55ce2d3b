"""What people put into activities, and what a kind of activity must know how to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from plckit.domain.texts import one_line
from plckit.domain.visibility import About, See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

# The entry id of kinds that take one answer a person.
ANSWER = "answer"

# What stands beside an answer in an activity of any kind: a reason in words, and a name that was added.
REASON = "reason"
SIGNED = "signed"
BESIDE = frozenset({REASON, SIGNED})

# The option under which the server gives a kind what it works on; screens get the picture that is made of it.
SUPPLIED = "supplied"

LONGEST_REASON = 280


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
    unless the activity is named or the writer added it. A kind never learns more than this.
    """

    who: str
    entry: str
    value: Any
    name: str = ""


@dataclass(frozen=True)
class Reading:
    """What one session said in an activity that is asked again and again.

    `at` is when (ISO); `people` of `of` answered.
    """

    at: str
    spec: ActivitySpec
    people: int
    of: int
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Tidy:
    """One tidy row of what a room may see: of *entry*, a number of people, or the reason it is `withheld`."""

    entry: Entry | None
    row: str
    value: Any
    label: str
    withheld: str = ""


class Kind(Protocol):
    """A way of answering: one folder in `plckit/activities` or in another package.

    `about` and `see` are what an author gets without saying more. `asks` is false where there is nothing to
    answer (a timer). `works_on` names what the server supplies it with, one of `plckit.sessions.supplying`
    (notes, results, a clock …) or ""; specs that come here hold it under `options["supplied"]`. `comes_back`
    says that people who write together where only they see it get its summary as they write; other kinds
    show them their draft alone. `votes` says that its chart counts who chose what: of the only group in the
    room the words of its record are shown instead. `entering` says how a facilitator types answers for people
    without a device; empty where that cannot be. `example` is {"prompt", "options", "people": one
    {entry: value} a person}: what the gallery shows and the conformance tests put in.
    """

    name: str
    about: About
    see: See
    asks: bool
    works_on: str
    comes_back: bool
    votes: bool
    entering: str
    example: Mapping[str, Any]

    def __hash__(self) -> int:
        """Tell kinds apart: each is one object for the whole run."""

    def options(self, **given: Any) -> dict[str, Any]:
        """Return the checked options of a spec; raise SpecError with the remedy."""

    def parse(self, options: Mapping[str, Any], entry: str, value: Any) -> Any:
        """Return *value* as it is stored, None for “taken back”; raise BadValue."""

    def most(self, options: Mapping[str, Any]) -> int | None:
        """Return how many entries one person may have, None where `parse` knows every entry's id."""

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return what an audience that may see *entries* (shuffled, none empty) is sent; JSON."""

    def summarise_waves(self, readings: Sequence[Reading]) -> dict[str, Any]:
        """Return the same of several sessions, this one last, where the option `waves` is set."""

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return what is shown of what it works on, whoever has answered, in every phase but waiting; JSON.

        Of a kind that asks nobody it is all that there is to see, and in every phase.
        """

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return what an artefact may keep: "texts", "rows" ({column: text}), or "said" and more."""

    def figure(self, options: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the chart without data, or None for kinds that have no chart."""

    def readable(self, options: Mapping[str, Any], entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return an entry as tidy (row, value, label) triples for a DataFrame."""

    def entered(self, options: Mapping[str, Any], text: str) -> list[dict[str, Any]]:
        """Return what a facilitator typed for people without a device: {entry: value} a person; BadValue."""

    def adjust(self, options: Mapping[str, Any], given: Any) -> dict[str, Any]:
        """Return the options that a facilitator changes while the room answers; raise BadValue."""

    def tidy(self, spec: ActivitySpec, entries: Sequence[Entry]) -> list[Tidy]:
        """Return *entries*, which an audience may see, as rows; `summarise` and this withhold the same."""


def parse_beside(spec: ActivitySpec, entry: str, value: Any) -> Any:
    """Return what stands beside an answer as it is stored: a reason the workbook asks for, or a name.

    A name is only a yes: which name it is, the seat knows. None is “taken back”. Raises BadValue.
    """
    if entry == REASON and spec.reason:
        return one_line(value, LONGEST_REASON)
    if entry == SIGNED and spec.see is See.OPT_IN and (value is None or isinstance(value, bool)):
        return True if value else None
    raise BadValue("This activity does not ask for that. Reload the page and try again.")


Kinds = Mapping[str, Kind]
