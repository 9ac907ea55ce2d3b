"""Action enquiry: the five ways of learning (table 2.1), its turns, and a number such as “18 of 26”.

Stdlib and plckit.domain only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from plckit.errors import BadValue

BLANKS = {
    "change": "If we …",
    "who": "will …",
    "learn": "learn or do …",
    "when": "by …",
}
"""The four blanks of an enquiry's question: the change, which students, what they learn or do, by when."""

CHECKS = {
    "no": "The answer could be no.",
    "small": "It is small enough to try in three weeks.",
    "one": "It changes one thing.",
    "see": "We can see or count what students do.",
}
"""What a question is held against."""

PLAN = {
    "what": "What we do, with whom",
    "when": "When",
    "who": "Who watches or collects",
    "look": "What we look for in the first week",
}
"""The columns of every plan; a method adds what its first week needs."""

BASELINE = {"on": "Date", "type": "Kind of evidence", "source": "Where it is from", "shows": "What it shows"}
"""The columns of where things stood before the first turn."""

CLAIMS = {
    "claim": "We can claim",
    "evidence": "Our evidence is",
    "kind": "Kind of evidence",
    "second": "Second kind of evidence",
    "limits": "We cannot be sure that",
    "other": "Another reason could be",
}
"""The columns of what can be said at the end, with its limits."""


@dataclass(frozen=True)
class Method:
    """One way of learning: how one turn goes, what to do of it in a check-in, and what its log has.

    `needs` is what its first week needs, `watch_out` what to avoid.
    """

    title: str
    group: str
    every: str
    turn: tuple[str, ...]
    meeting: tuple[str, ...]
    log: Mapping[str, str]
    needs: str
    watch_out: str


METHODS: dict[str, Method] = {
    "action-learning": Method(
        "Question round",
        "A set of 4 to 6 people",
        "60 minutes, every two or three weeks",
        (
            "One person tells what they tried and where they are stuck.",
            "The others only ask questions. Nobody gives advice.",
            "The person says which questions shifted something, and what they will do.",
            "Then the next person has their share of the time.",
        ),
        (
            "One person says in a minute what they tried and where they are stuck.",
            "The others only ask questions. Nobody gives advice.",
            "The person says which question moved them, and what they will do.",
            "Then the next person. Who has no time today begins next time.",
        ),
        {
            "issue": "My issue",
            "shifted": "Questions that shifted me",
            "action": "Action",
            "happened": "What happened",
        },
        "In which order people get their time",
        "Advice dressed up as a question.",
    ),
    "peer-observation-coaching": Method(
        "Watch and coach",
        "A pair",
        "Every week or two",
        (
            "Talk before, 10 minutes: the teacher says what to look for.",
            "Watch, 20 to 30 minutes: write down facts only.",
            "Talk after, 25 minutes: facts first, then the teacher's own thinking, then the next try.",
            "Swap.",
        ),
        (
            "The teacher who was watched talks first.",
            "Then the facts, on the focus alone: what does the teacher make of them?",
            "The teacher picks one small next try. Then swap.",
            "Nobody was watched yet? The teacher says what to look for.",
        ),
        {
            "focus": "Focus asked for by the teacher",
            "facts": "What was seen (facts)",
            "thinking": "The teacher's own thinking",
            "try": "Next try",
        },
        "The focus that the teacher picks",
        "Sliding into rating.",
    ),
    "classroom-action-enquiry": Method(
        "Try and track",
        "One teacher or a team",
        "One or two weeks",
        (
            "Look at where students stand before you change anything.",
            "Try the change.",
            "Take two kinds of evidence.",
            "Ask for whom it did not work.",
        ),
        (
            "Say what you changed, and lay your two kinds of evidence side by side.",
            "Do they say the same? What was it at the start?",
            "Ask for whom it did not work.",
        ),
        {"change": "Change", "first": "Evidence 1", "second": "Evidence 2", "not-for": "For whom not"},
        "A few students to follow (codes)",
        "Forgetting where things stood before.",
    ),
    "research-lessons": Method(
        "Research lesson",
        "3 to 5 people",
        "Two weeks",
        (
            "Plan one lesson together, 60 minutes, and say what three case students will do.",
            "One teaches it, the others watch the case students.",
            "Talk about it, 50 minutes: what was expected, what was seen, why.",
            "The next person teaches the changed lesson.",
        ),
        (
            "Whoever taught the lesson talks first.",
            "Go through the case students: what was expected, what was seen, and why.",
            "Agree on what changes before the next person teaches it.",
        ),
        {
            "cases": "Case students (codes)",
            "expected": "Expected",
            "seen": "Seen",
            "why": "Why",
            "next": "What we change",
        },
        "Three case students (codes), and what we expect of each",
        "Polishing a show lesson.",
    ),
    "enquiry-visits": Method(
        "Enquiry visit",
        "3 to 8 guests",
        "Once or twice a cycle",
        (
            "The host says what to look for, 15 minutes.",
            "Visits, 60 minutes: see, and listen to students.",
            "Find patterns together, 25 minutes.",
            "Tell the host, 15 minutes: what you saw, and what you take home.",
        ),
        (
            "Strike out words that judge; keep what was seen and heard.",
            "Find one pattern across the rooms.",
            "Each guest says what they take home.",
            "No visit yet? The host words the look-for question.",
        ),
        {
            "look-for": "Look-for question",
            "noticed": "Seen",
            "heard": "Heard from students",
            "pattern": "Pattern",
            "home": "Take home",
        },
        "The look-for question, set by the host",
        "Judging the host.",
    ),
}

TITLES = {key: method.title for key, method in METHODS.items()}

BEFORE = "Before we changed anything"

KEEP = {
    "keep": "Keep it: it becomes part of how we teach",
    "change": "Change it",
    "drop": "Drop it",
    "more": "One more turn",
}
"""What a team decides at the end; all but one more turn end the enquiry."""


@dataclass(frozen=True)
class Link:
    """A personal link: whose, of which enquiry, since when; `ended` (ISO) when it was ended."""

    id: str
    community: str
    enquiry: str
    session: str
    seat: str
    name: str
    made: str
    ended: str = ""


@dataclass(frozen=True)
class Evidence:
    """One row somebody added between meetings; `turn` 0 is from before anything was changed.

    `gone` (ISO) says when it was replaced or taken back, `replaced` which row says it now.
    """

    id: str
    enquiry: str
    link: str
    turn: int
    day: str
    did: str
    saw: str
    means: str
    number: str
    url: str
    at: str
    gone: str = ""
    replaced: str = ""


def is_ended(content: Mapping[str, Any]) -> bool:
    """Return whether an enquiry, the content of its artefact, has come to its end."""
    return content.get("keep") in KEEP and content["keep"] != "more"


def turns_of(content: Mapping[str, Any]) -> list[str]:
    """Return what each turn changes, the first one first."""
    return [str(row.get("change", "")) for row in content.get("turns", ())]


def turn_name(turn: int, changes: Sequence[str]) -> str:
    """Return “Turn 2: what it changes”; 0 is from before."""
    if turn < 1:
        return BEFORE
    change = changes[turn - 1] if turn <= len(changes) else ""
    return f"Turn {turn}: {change}" if change else f"Turn {turn}"


def sentence(blanks: Mapping[str, str]) -> str:
    """Return the question that four blanks make; one that is still empty is “…”."""
    told = {key: " ".join(blanks.get(key, "").split()).rstrip(".?! ") or "…" for key in BLANKS}
    return f"If we {told['change']}, will {told['who']} {told['learn']} by {told['when']}?"


@dataclass(frozen=True)
class Number:
    """What was counted or measured: so many *of* students, or a value with its unit."""

    value: float
    of: int | None = None
    unit: str = ""


COUNT = re.compile(r"(\d{1,4})\s*(?:of|/|out of)\s*(\d{1,4})(?:\s+\D.{0,60})?", re.I)


def number(text: str) -> Number | None:
    """Return “18 of 26”, “18/26”, “7.5 minutes” or “12” as a number; None where it is none of them.

    A count is never more than all, and there are no more than 9,999 of anything.
    """
    if counted := COUNT.fullmatch(text.strip()):
        part, whole = int(counted[1]), int(counted[2])
        return Number(part, whole) if whole > 0 and part <= whole else None
    measured = re.fullmatch(r"(-?\d{1,4}(?:[.,]\d{1,3})?)\s*(%|[^\W\d][^\d]{0,39})?", text.strip())
    if not measured:
        return None
    value = float(measured[1].replace(",", "."))
    return Number(value, None, (measured[2] or "").strip()) if math.isfinite(value) else None


def checked_number(text: str | None) -> str | None:
    """Return what was typed as a number, None for none; raise BadValue for what cannot be read as one."""
    if text is None or number(text):
        return text
    counted = COUNT.fullmatch(text.strip())
    if counted and int(counted[2]):
        raise BadValue(f"{counted[1]} is more than {counted[2]}. Write how many of all, like “18 of 26”.")
    raise BadValue(
        "That cannot be read as a number. Write it like “18 of 26” or “7.5 minutes”, or leave it out."
    )


def day_of(text: str) -> str:
    """Return a day, “15 February 2027” or ISO, as ISO text; "" where it is none that can be read."""
    text = text.strip()
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        pass
    found = re.fullmatch(r"(\d{1,2})\.? ([A-Za-z]{3,9})\.? (\d{4})", text)
    month = next((i for i, name in enumerate(_MONTHS, 1) if found and name == found[2][:3].lower()), 0)
    try:
        return date(int(found[3]), month, int(found[1])).isoformat() if found and month else ""
    except ValueError:
        return ""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
