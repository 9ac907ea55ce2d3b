"""When a group may say “consensus”: two tests, a closed list of results, a person who declares (C1–C13).

A hand is a word and not a number, so nothing can average it. A caller gathers `Facts`, which stay on the
server, and shows the `Finding`, which is all that the room may see. Only `Facts.pairs` links a low vote with
its will answer:

    facts = Facts(members=12, pairs=pairs_of(votes), heard=heard, loops=1, ...)
    found = shown(facts, named=False)        # counts, pass or not yet, and what may be declared
    result = declare("not_yet", found)       # a person's choice, refused where the rules do not allow it

Imports the standard library, plckit.errors and plckit.domain only.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from plckit.domain.entries import Entry
from plckit.domain.texts import plain_text
from plckit.domain.visibility import SMALLEST_GROUP
from plckit.errors import BadValue, Refused, SpecError

QUORUM, WILL = 75, 80  # percent (rules C5 and C7)
MOST_LOOPS = 2  # rule C6
SMALLEST_UNNAMED = 4  # rule C13


class Hand(enum.StrEnum):
    """How far somebody can back the proposal; `abstain` is a value of its own, never 3 (rule C2)."""

    STOP = "0"
    AGAINST = "1"
    DOUBTS = "2"
    CAN_LIVE = "3"
    GOOD = "4"
    LEAD = "5"
    ABSTAIN = "abstain"


class Heard(enum.StrEnum):
    """An answer to “My view has been said in this room” (rule C6)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Sees(enum.StrEnum):
    """An answer to “Whatever I want myself, I can see what this group wants” (rule C7)."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NO = "no"


class Ground(enum.StrEnum):
    """The reasons for a 0 that can block (rule C10)."""

    SAFETY = "safety"
    LAW = "law"
    STUDENT_HARM = "student_harm"
    TIGHT_LIST = "tight_list"


class Result(enum.StrEnum):
    """Everything a decision can end in (rule C11)."""

    CONSENSUS = "consensus"
    CONSENSUS_WITH_DOUBTS = "consensus_with_doubts"
    NOT_YET = "not_yet"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"
    LEADER_DECIDES = "leader_decides"


LOW = frozenset({Hand.STOP, Hand.AGAINST, Hand.DOUBTS})
# Abstaining needs no words of the group's own (rule C2).
HANDS: dict[str, str] = {
    "0": "I must stop this",
    "1": "Strongly against",
    "2": "Real doubts",
    "3": "I can live with it and will help",
    "4": "Good",
    "5": "I will help lead it",
}
GROUNDS = {
    Ground.SAFETY: "Somebody's safety",
    Ground.LAW: "The law",
    Ground.STUDENT_HARM: "Harm to students",
    Ground.TIGHT_LIST: "Our own tight list",
}
RESULTS = {
    Result.CONSENSUS: "Consensus",
    Result.CONSENSUS_WITH_DOUBTS: "Consensus, with doubts on record",
    Result.NOT_YET: "Not yet",
    Result.BLOCKED: "Blocked",
    Result.WITHDRAWN: "Taken back",
    Result.LEADER_DECIDES: "The leader decides (this is not consensus)",
}
PASS_OR_NOT_YET = {True: "Pass", False: "Not yet"}
TALK_ROUND = "Take one more short talk round before the result is read. Everybody may speak or pass."

# The two parts of one vote, whose hand and will answer are held against each other.
HAND, SEES = "hand", "sees"

Pair = tuple[Hand | None, Sees | None]
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Facts:
    """What the rules look at: neither stored nor sent.

    `pairs` are the latest vote, `earlier` the hands of the votes before it. `written` members are absent and
    sent their view. `heard` is the latest check, `loops` how often the group went back to its views for it.
    `voices` gives for each listed group, absent and affected people too, how many entries came from it, or
    the date when somebody tried to ask, or None.
    `hearing`: those who showed a 0 were heard; `amended`: after that, the group voted on a changed sentence.
    `grounds` are stated for the 0s that remain. A coach's settings may raise `quorum` and `will` (percent).
    """

    members: int
    pairs: Sequence[Pair] = field(repr=False)
    heard: Sequence[Heard] = field(repr=False)
    written: int = 0
    earlier: Sequence[Hand] = field(default=(), repr=False)
    loops: int = 0
    voices: Mapping[str, int | date | None] = field(default_factory=dict)
    hearing: bool = False
    amended: bool = False
    grounds: frozenset[Ground] = frozenset()
    quorum: int = QUORUM
    will: int = WILL

    def __post_init__(self) -> None:
        if not 0 <= self.loops <= MOST_LOOPS:
            raise BadValue(f"A group goes back to its views {MOST_LOOPS} times at most.")
        if self.written < 0 or len(self.hands) + self.written > self.members:
            raise BadValue("There are more votes and written views than members. Correct the numbers.")

    @property
    def hands(self) -> list[Hand]:
        """The latest vote, without who."""
        return [hand for hand, _ in self.pairs if hand]


@dataclass(frozen=True)
class Finding:
    """All that the room may see of a vote and of the tests; `counts` is None where they stay hidden."""

    counts: Counts | None
    quorum: bool
    voices_heard: bool
    will_evident: bool
    hearing_due: bool
    talk_round: bool
    may: frozenset[Result]


def label_hands(custom: Mapping[str, str] = HANDS) -> dict[str, str]:
    """Return the label of each hand from 0 to 5 in their order; custom ones must be complete (rule C2)."""
    tidy = {hand: plain_text(custom.get(hand, "")) for hand in HANDS}
    if set(custom) != set(HANDS) or not all(tidy.values()) or len(set(tidy.values())) < len(HANDS):
        raise SpecError("labels must give each of the hands 0, 1, 2, 3, 4 and 5 words of its own.")
    return tidy


def settle_naming(named: bool, settled: bool | None, votes: int) -> bool:
    """Return whether votes carry names; refuse to settle or change it once there is a vote (rule C4)."""
    if votes and named is not settled:
        raise Refused("Voting has begun, so votes stay with or without names, as the group settled before.")
    return named


def naming_note(named: bool, people: int) -> str:
    """Return what is said about names before the vote; under four people nothing is promised (rule C13)."""
    if named:
        return "Everybody here sees your vote with your name."
    if people < SMALLEST_UNNAMED:
        return "In a group this small people can tell who voted what. Talk it round the group instead."
    return "Votes are shown together and without names."


def pairs_of(votes: Sequence[Entry]) -> tuple[Pair, ...]:
    """Return the hand and the will answer of each vote, without the person, in no order (rule C8).

    A vote is one entry that holds both; whoever abstains may leave out the second.
    """
    parts = ((vote.value[HAND], vote.value[SEES]) for vote in votes)
    pairs = ((Hand(hand), Sees(sees) if sees else None) for hand, sees in parts)
    return tuple(sorted(pairs, key=lambda pair: (pair[0], pair[1] or "")))


def enough_people(facts: Facts) -> bool:
    """Return whether enough members showed a hand or sent a written view (rule C5).

    Abstaining is a pass, and a pass is never counted as a view: neither here nor in the will test.
    """
    views = len(_views(facts.hands)) + facts.written
    return _at_least(facts.quorum, views, facts.members)


def voices_heard(facts: Facts) -> bool:
    """Return whether the check was made, no “no” remains, and every listed group was reached (rule C6)."""
    return bool(facts.heard) and Heard.NO not in facts.heard and all(facts.voices.values())


def will_evident(pairs: Sequence[Pair], percent: int = WILL) -> bool:
    """Return whether what the group wants is plain, even to those against it (rule C7).

    Of the hands from 0 to 5 (abstentions left out) enough are 3 or more. Of the people who showed such a hand
    or answered the will check, enough say that they see it: a voter's silence is not a yes. No low vote says
    no. A low voter's “not sure” is no fail, and the talk round it calls for does not depend on it (`shown`).
    """
    hands = _views(hand for hand, _ in pairs if hand)
    asked = [sees for hand, sees in pairs if sees or hand not in (None, Hand.ABSTAIN)]
    backing = sum(hand not in LOW for hand in hands)
    return (
        _at_least(percent, backing, len(hands))
        and _at_least(percent, asked.count(Sees.YES), len(asked))
        and not any(hand in LOW and sees is Sees.NO for hand, sees in pairs)
    )


def hearing_due(facts: Facts) -> bool:
    """Return whether a 0, in this vote or before, waits for its hearing (rule C9)."""
    return not facts.hearing and Hand.STOP in (*facts.earlier, *facts.hands)


def allowed(facts: Facts) -> frozenset[Result]:
    """Return the results that a person may declare, never the declaration itself (rules C1, C5, C9–C11).

    “Not yet” and “taken back” are always open; the leader may decide once there is a quorum and no hearing is
    due. “Blocked” needs the hearing, a vote on a changed sentence, and either a 0 with one of the grounds or
    voices still not heard when the loops are used up.
    """
    may = {Result.NOT_YET, Result.WITHDRAWN}
    if not enough_people(facts) or hearing_due(facts):
        return frozenset(may)
    may.add(Result.LEADER_DECIDES)
    heard = voices_heard(facts)
    if heard and will_evident(facts.pairs, facts.will):
        doubts = not LOW.isdisjoint(facts.hands)
        may.add(Result.CONSENSUS_WITH_DOUBTS if doubts else Result.CONSENSUS)
    stopped = Hand.STOP in facts.hands and bool(facts.grounds)
    unheard = not heard and facts.loops == MOST_LOOPS
    if facts.hearing and facts.amended and (stopped or unheard):
        may.add(Result.BLOCKED)
    return frozenset(may)


def count_hands(hands: Sequence[Hand], named: bool) -> Counts | None:
    """Return how many show each hand, None under five unnamed ones (rules C3 and P3).

    Those who abstain know it of each other, so beside four of them a single hand has a name.
    """
    if not named and len(_views(hands)) < SMALLEST_GROUP:
        return None
    return {hand: hands.count(hand) for hand in Hand}


def shown(facts: Facts, named: bool) -> Finding:
    """Return what the room may see: of the will answers pass or not yet, never the cross-table (rule C8).

    Every low vote calls for a talk round. If only “not sure” did (rule C7), the call would tell what a lone
    low voter answered. Groups too small for counts talk it round as well (rule C13).
    """
    counts = count_hands(facts.hands, named)
    small = counts is None or len(facts.hands) < SMALLEST_UNNAMED
    return Finding(
        counts=counts,
        quorum=enough_people(facts),
        voices_heard=voices_heard(facts),
        will_evident=will_evident(facts.pairs, facts.will),
        hearing_due=hearing_due(facts),
        talk_round=small or not LOW.isdisjoint(facts.hands),
        may=allowed(facts),
    )


def declare(wanted: str, found: Finding) -> Result:
    """Return the result that a person declares; refuse one that the finding does not allow (rule C1)."""
    if wanted not in found.may:
        listed = "; ".join(RESULTS[result] for result in Result if result in found.may)
        raise Refused(f"That result cannot be declared here. You can choose: {listed}.")
    return Result(wanted)


def _views(hands: Iterable[Hand]) -> list[Hand]:
    return [hand for hand in hands if hand is not Hand.ABSTAIN]


def _at_least(percent: int, part: int, whole: int) -> bool:
    """Return whether *part* is that share of *whole*, in whole numbers; of nothing it is not."""
    return whole > 0 and 100 * part >= percent * whole
