"""A proposal's sentence and its versions, and what they say about the votes taken on it (rules C6, C10, C12).

Everything is read from how the facilitator has moved an activity: (what, value, moment), the oldest first.
Stdlib and plckit.domain only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plckit.domain.sessions import Phase

Moves = Sequence[tuple[str, Any, str]]


@dataclass(frozen=True)
class Version:
    """The sentence as it stood from the moment *at* (ISO, UTC) on."""

    sentence: str
    at: str


def versions(moves: Moves) -> list[Version]:
    """Return every wording, the oldest first; the same words typed twice are one."""
    found: list[Version] = []
    for what, value, at in moves:
        if what == "adjust" and (not found or found[-1].sentence != value["sentence"]):
            found.append(Version(value["sentence"], at))
    return found


def amended(proposal: Moves, first: Moves, last: Moves) -> bool:
    """Return whether the group's latest vote was on another sentence than its *first* (rule C10)."""
    begun, again = _opened(first), _opened(last)
    return bool(begun and again) and _words(proposal, begun) not in ("", _words(proposal, again))


def outdated(proposal: Moves, last: Moves) -> bool:
    """Return whether the sentence was changed after the latest vote had opened: nobody voted on it."""
    opened, words = _opened(last), versions(proposal)
    return bool(opened and words) and words[-1].at > opened


def loops(heard: Moves) -> int:
    """Return how often the group went back to its views: the check was revealed and then begun afresh."""
    back, seen, left = 0, False, False
    for what, phase, _ in heard:
        if what != "phase":
            continue
        if phase == Phase.REVEALED:
            seen, left = True, False
        elif phase == Phase.WAITING:
            left = seen
        elif phase == Phase.OPEN and left:
            back, seen, left = back + 1, False, False
    return back


def _opened(moves: Moves) -> str:
    """Return when that was opened which stands now, empty if it never was.

    Votes that `undo` brought back are votes of their own opening, also where it was opened in between.
    """
    opened = [""]  # one more for each time it was begun afresh
    for what, value, at in moves:
        if (what, value) == ("phase", Phase.OPEN):
            opened[-1] = at
        elif what == "reset" and value:
            opened.append("")
        elif what == "reset" and len(opened) > 1:
            opened.pop()
    return opened[-1]


def _words(proposal: Moves, moment: str) -> str:
    """Return the sentence that stood at a moment, empty before the first."""
    return next((one.sentence for one in reversed(versions(proposal)) if one.at <= moment), "")
