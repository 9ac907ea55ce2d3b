"""What whoever leads is told before a result is declared, and what is kept of it (rules C6, C11, C12).

Stdlib, plckit.errors and plckit.domain only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from plckit.domain.consensus import (
    LOW,
    MOST_LOOPS,
    RESULTS,
    Counts,
    Facts,
    Finding,
    Hand,
    Heard,
    Result,
    label_hands,
)
from plckit.errors import BadValue


@dataclass(frozen=True)
class Record:
    """What is kept of a decision (rule C12): of votes and checks only counts, so nobody's vote, named or not.

    `votes` holds the counts of each vote in turn, `heard` those of the last check, None where they stay
    hidden (P3). `commitments` are (who, what, by which day, "" without one) as people signed them.
    """

    versions: tuple[str, ...]
    named: bool
    labels: Mapping[str, str]
    votes: tuple[Counts | None, ...]
    heard: Counts | None
    voices_heard: bool
    will_evident: bool
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    doubts: tuple[str, ...]
    result: Result
    reason: str
    declared_by: str
    commitments: tuple[tuple[str, str, str], ...] = ()
    review: date | None = None

    def __post_init__(self) -> None:
        label_hands(self.labels)
        kept = [(set(Hand), vote) for vote in self.votes] + [(set(Heard), self.heard)]
        for keys, counts in kept:
            if counts is not None and (set(counts) != keys or {type(n) for n in counts.values()} != {int}):
                raise BadValue("A record keeps how many chose each answer, and nothing about who.")
        if not (self.versions and self.declared_by.strip()):
            raise BadValue("A record needs the proposal and who declared the result.")
        agreed = self.result in (Result.CONSENSUS, Result.CONSENSUS_WITH_DOUBTS)
        if agreed and not (self.voices_heard and self.will_evident):
            raise BadValue("Consensus is recorded only when both tests pass.")
        if self.result is Result.CONSENSUS_WITH_DOUBTS and not self.doubts:
            raise BadValue("Write down the doubts, so that the group can come back to them.")

    def dumps(self) -> str:
        """Return the record as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, default=date.isoformat)

    @classmethod
    def loads(cls, text: str) -> Record:
        """Return the record that `dumps` wrote."""
        raw = json.loads(text)
        data: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in raw.items()}
        data["result"] = Result(data["result"])
        promised = [(*one, "") for one in data["commitments"]]  # an older record has no day
        data["commitments"] = tuple((who, what, when) for who, what, when, *_ in promised)
        data["review"] = data["review"] and date.fromisoformat(data["review"])
        return cls(**data)


def why_not(result: Result, facts: Facts, found: Finding, unread: Mapping[str, str]) -> str:
    """Return why a result is not open, empty where it is (rules C5, C6, C7, C9, C10).

    *unread* says of the last "vote" and of the check ("heard") why what was answered is not looked at yet.
    """
    if result in found.may:
        return ""
    if "vote" in unread:
        return unread["vote"]
    if not found.quorum:
        return f"Fewer than {facts.quorum}% of the members voted or sent their view."
    if found.hearing_due:
        return "Somebody showed a 0. Hear it first, and then say so above."
    if result is Result.BLOCKED:
        return (
            "This needs a hearing, a vote on a changed sentence, and then a 0 that stands on one of the "
            f"grounds, or voices still not heard after going back {MOST_LOOPS} times."
        )
    if not found.voices_heard:
        said = facts.heard and Heard.NO not in facts.heard
        unsaid = unread.get("heard", "Somebody's view has not been said.")
        return "A group it touches has not been asked." if said else unsaid
    if not found.will_evident:
        return "It is not plain yet what this group wants."
    low = not LOW.isdisjoint(facts.hands)
    return "Some hands are 0, 1 or 2, so there are doubts." if low else "No hand is under 3."


def way_back(heard: Sequence[Heard], loops: int) -> str:
    """Return what follows from the voices-heard check, for whoever leads; empty while it is not seen (C6)."""
    if not heard:
        return ""
    if Heard.NO not in heard:
        return "Nobody said no. Go on."
    left = MOST_LOOPS - loops
    if left <= 0:
        return (
            f"Somebody said no, and you have gone back {MOST_LOOPS} times. The honest result today is "
            f"“{RESULTS[Result.NOT_YET].lower()}”, with a new date."
        )
    times = "once more" if left == 1 else f"{left} times"
    return (
        "Somebody said no. Go back to your views for five minutes, come back to this step by the run sheet, "
        f"and begin this check afresh (More tools). You can go back {times}."
    )
