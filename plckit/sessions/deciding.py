"""Declaring a result: the rules say which may be declared, whoever leads says which it is (rules C1, C5–C13).

A console learns nothing here that tells a vote: hands leave as counts, the will check as pass or not yet, and
both only once the room has seen them. What a group under five has said aloud is typed in instead (C13).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from plckit.domain import decisions, proposals
from plckit.domain.consensus import (
    HANDS,
    MOST_LOOPS,
    PASS_OR_NOT_YET,
    RESULTS,
    TALK_ROUND,
    Facts,
    Finding,
    Ground,
    Hand,
    Heard,
    Pair,
    Sees,
    count_hands,
    pairs_of,
)
from plckit.domain.consensus import declare as declared
from plckit.domain.consensus import shown as found
from plckit.domain.entries import Entry
from plckit.domain.people import Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.texts import one_line
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import BadValue, Refused
from plckit.sessions.clock import is_to_come
from plckit.sessions.leading import led
from plckit.sessions.showing import shown
from plckit.store.transaction import Transaction

APART, HEARD = "apart", "heard"
"""What is said of a listed group other than the day on which it was asked: not touched, or heard."""
MOST_PEOPLE, LONGEST, MOST_DOUBTS = 5000, 500, 20
NOT_ON_THESE = "Nobody has voted on these words."
CHANGED_SINCE = (
    "The sentence was changed after the last vote had opened, so nobody has voted on it. "
    "Begin that vote afresh (More tools) and vote on these words."
)


@dataclass(frozen=True)
class Asked:
    """What the session itself knows, of votes and checks only what the room has seen.

    `first`, `pairs` and `heard` are None where the room talks it round instead: too few answered for a
    picture (P3), or nobody did on a screen. `unread` says of "vote" and "heard" why what people answered is
    not looked at.
    """

    versions: tuple[str, ...]
    amended: bool
    outdated: bool
    loops: int
    first: Sequence[Hand] | None = field(repr=False)
    pairs: Sequence[Pair] | None = field(repr=False)
    heard: Sequence[Heard] | None = field(repr=False)
    unread: Mapping[str, str]


def standing(tx: Transaction, page: Page, seat: Seat, activity: str, said: Any, at: str) -> dict[str, Any]:
    """Return what may be declared now, and what the rules wait for, to whoever leads.

    {"check": what follows from the voices-heard check, "asks": which questions stand, "given": numbers to
    begin with, "told": lines, "results": [{"key", "label", "why": empty where it is open}]}.
    """
    session, spec = led(tx, seat, "see what may be declared", afterwards=True), _declares(page, activity)
    asked = _asked(tx, session, page, spec)
    given = {"members": tx.seats.people(session.id), "loops": min(asked.loops, MOST_LOOPS)}
    facts = _facts(asked, spec, given if said is None else _form(said), at)
    finding = found(facts, named=False)
    return {
        "check": decisions.way_back(asked.heard or (), asked.loops),
        "asks": {
            "aloud": asked.pairs is None,
            "heard": asked.heard is None,
            "hearing": asked.first is None or Hand.STOP in (*asked.first, *facts.hands),
            "grounds": Hand.STOP in facts.hands,
        },
        "given": given,
        "told": _told(asked, finding),
        "results": [
            {"key": key, "label": label, "why": decisions.why_not(key, facts, finding, asked.unread)}
            for key, label in RESULTS.items()
        ],
    }


def declare(tx: Transaction, page: Page, seat: Seat, activity: str, said: Any, at: str) -> str:
    """Keep the result that a person declares, and its reason; refuse what the rules do not allow (C1)."""
    session, spec = led(tx, seat, "declare a result"), _declares(page, activity)
    given, asked = _form(said), _asked(tx, session, page, spec)
    finding = found(_facts(asked, spec, given, at), named=False)
    result = declared(_text(given, "result"), finding)
    if not (reason := one_line(_text(given, "reason"), LONGEST)):
        raise BadValue("Say why in one sentence: it is read aloud and kept with the result.")
    if not (by := one_line(_text(given, "by"), LONGEST)):
        raise BadValue("Write the name of the person who declares the result.")
    record = decisions.Record(
        versions=asked.versions,
        named=False,
        labels=page.activity(spec.options["decides"]["vote"]).options["labels"],
        votes=(_counts(asked.first), finding.counts if asked.pairs is not None else None),
        heard=None if asked.heard is None else {one: list(asked.heard).count(one) for one in Heard},
        voices_heard=finding.voices_heard,
        will_evident=finding.will_evident,
        reasons_for=(),
        reasons_against=(),
        doubts=_doubts(given.get("doubts")),
        result=result,
        reason=reason,
        declared_by=by,
    )
    tx.sessions.adjust(session.id, activity, {"decision": json.loads(record.dumps())}, at)
    return RESULTS[result]


def before_words_change(tx: Transaction, session: Session, page: Page, activity: str, at: str) -> None:
    """Refuse other words where somebody has voted on these; a vote nobody took yet opens anew on the others.

    The first vote lets go of them once it is revealed: then the sentence is mended. The last never does.
    """
    phases, answered = tx.sessions.phases(session.id), tx.entries.answered(session.id)
    for spec in page.activities.values():
        keys: Mapping[str, str] = spec.options.get("decides", {})
        for what in ("first", "vote") if keys.get("proposal") == activity else ():
            vote, phase = page.activity(keys[what]), phases.get(keys[what], Phase.WAITING)
            if phase is Phase.OPEN and vote.key not in answered:
                tx.sessions.set_phases(session.id, [vote.key], Phase.OPEN, at)
            elif vote.key in answered and (what == "vote" or phase is not Phase.REVEALED):
                afresh = (
                    "reveal that vote or begin it afresh" if what == "first" else "begin that vote afresh"
                )
                raise Refused(
                    f"These words stay: somebody has voted on them in “{vote.prompt}”. "
                    f"To change them, first {afresh} (More tools).",
                    vote.key,
                )


def _declares(page: Page, activity: str) -> ActivitySpec:
    spec = page.activity(activity)
    if "decides" not in spec.options:
        raise BadValue("No result is declared here. Reload the console and try again.")
    return spec


def _form(said: Any) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise BadValue("This form came half empty. Reload the console and try again.")
    return said


def _asked(tx: Transaction, session: Session, page: Page, spec: ActivitySpec) -> Asked:
    keys: Mapping[str, str] = spec.options["decides"]
    moves = {what: tx.sessions.moves(session.id, key) for what, key in keys.items()}
    first, vote, heard = (_seen(tx, session, page, keys[what]) for what in ("first", "vote", "heard"))
    answered = tx.entries.answered(session.id)
    waits = [
        what for what, seen in (("vote", vote), ("heard", heard)) if seen == () and keys[what] in answered
    ]
    unread = {what: f"“{page.activity(keys[what]).prompt}” is not revealed yet." for what in waits}
    hands = None if first is None else [Hand(e.value) for e in first]
    pairs = None if vote is None else pairs_of(vote)
    outdated = proposals.outdated(moves["proposal"], moves["vote"])
    return Asked(
        versions=tuple(one.sentence for one in proposals.versions(moves["proposal"])),
        amended=proposals.amended(moves["proposal"], moves["first"], moves["vote"]),
        outdated=outdated,
        loops=proposals.loops(moves["heard"]),
        first=hands if not hands or _counts(hands) else None,
        pairs=() if outdated else pairs if not pairs or _counts([h for h, _ in pairs if h]) else None,
        heard=None if heard is None else [Heard(e.value) for e in heard],
        unread={**unread, "vote": NOT_ON_THESE} if outdated else unread,
    )


def _seen(tx: Transaction, session: Session, page: Page, key: str) -> Sequence[Entry] | None:
    """Return what the room sees of an activity: nothing before the reveal, None where it talks it round."""
    spec = page.activity(key)
    phase = tx.sessions.phases(session.id).get(key, Phase.WAITING)
    said = shown(tx, session, spec, phase)
    if said.hidden:
        return None if phase is Phase.REVEALED or not said.people else ()
    return said.entries


def _counts(hands: Sequence[Hand] | None) -> Mapping[str, int] | None:
    return None if hands is None else count_hands(hands, named=False)


def _facts(asked: Asked, spec: ActivitySpec, said: Mapping[str, Any], at: str) -> Facts:
    """Return what the rules look at: what the session knows, and what only a person does."""
    pairs, heard = asked.pairs, asked.heard
    if pairs is None:
        sees = Sees.YES if said.get("plain") is True else Sees.NO
        pairs = [(hand, sees) for hand in _aloud(said.get("hands"))]
    if heard is None:
        heard = [Heard.YES if said.get("heard") is True else Heard.NO]
    loops = _number(said.get("loops", 0), "how often you went back", MOST_LOOPS)
    listed = said.get("voices")
    voices = listed if isinstance(listed, dict) else {}
    grounds = said.get("grounds")
    return Facts(
        members=_number(said.get("members"), "how many belong to the group"),
        pairs=pairs,
        heard=() if asked.loops > MOST_LOOPS else heard,  # a third time round is no check any more (C6)
        written=_number(said.get("written", 0), "how many sent their view"),
        earlier=asked.first or (),
        loops=max(loops, min(asked.loops, MOST_LOOPS)),
        voices={
            key: _voice(voices.get(key), label, at)
            for key, label in spec.options["voices"].items()
            if voices.get(key) != APART
        },
        hearing=said.get("hearing") is True,
        amended=asked.amended,
        grounds=frozenset(g for g in Ground if isinstance(grounds, list) and g in grounds),
    )


def _voice(given: Any, label: str, at: str) -> int | date | None:
    """Return 1 where a listed group was heard, the day where somebody tried to ask it, or None."""
    if given == HEARD:
        return 1
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except (TypeError, ValueError):
        day = None
    if day is None or is_to_come(day, at):
        raise BadValue(f"“{label}”: give the day on which you asked, today or earlier.")
    return day


def _aloud(given: Any) -> list[Hand]:
    """Return the hands of a talk round: how many showed 0, 1, 2, 3, 4 and 5."""
    counts = given if isinstance(given, list) else []
    if len(counts) not in (0, len(HANDS)):
        raise BadValue("Say of each hand from 0 to 5 how many showed it.")
    numbers = [_number(count, "how many showed each hand") for count in counts]
    return [Hand(hand) for hand, number in zip(HANDS, numbers, strict=False) for _ in range(number)]


def _number(value: Any, what: str, most: int = MOST_PEOPLE) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise BadValue(f"Say {what}, as a whole number from 0 to {most}.")
    return value


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _doubts(given: Any) -> tuple[str, ...]:
    lines = [one_line(line, LONGEST) for line in given] if isinstance(given, list) else []
    kept = tuple(line for line in lines if line)
    if len(kept) > MOST_DOUBTS:
        raise BadValue(f"That is {len(kept)} doubts. Keep {MOST_DOUBTS} or fewer.")
    return kept


def _told(asked: Asked, finding: Finding) -> list[str]:
    """Return what the rules say, in the order in which it is read aloud."""
    back = min(asked.loops, MOST_LOOPS)
    lines = [
        CHANGED_SINCE if asked.outdated else "",
        f"Everybody's view has been heard: {PASS_OR_NOT_YET[finding.voices_heard].lower()}.",
        f"It is plain what this group wants: {PASS_OR_NOT_YET[finding.will_evident].lower()}.",
        f"You have gone back {back} of {MOST_LOOPS} times." if back else "",
        "The sentence was changed between the two votes." if asked.amended else "",
        TALK_ROUND if finding.talk_round else "",
    ]
    return [line for line in lines if line]
