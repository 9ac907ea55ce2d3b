"""May everybody be held to an item of a list, or does it need more talk first? Stdlib and domain only."""

from __future__ import annotations

from plckit.domain.consensus import HANDS, LOW, WILL, Counts
from plckit.domain.distribution import is_split

STRONG = ("0", "1")
"""Hands that call for more talk even alone."""


def needs_talk(counts: Counts, percent: int = WILL) -> str:
    """Return why hands from 0 to 5 call for more talk before an item binds anybody, or nothing.

    A 0 or a 1; two camps (rule L5); or too few at 3 or more, by the share of rule C7. Never a mean, and
    whoever abstains says nothing on it (rules C1 and C2). It is no finding: a group may talk, and decide.
    """
    shown = [counts.get(hand, 0) for hand in HANDS]
    if not sum(shown):
        return ""
    if any(counts.get(hand) for hand in STRONG):
        return "a 0 or a 1 was shown"
    if is_split(shown):
        return "the hands are split"
    backing = sum(number for hand, number in zip(HANDS, shown, strict=True) if hand not in LOW)
    if 100 * backing < percent * sum(shown):
        return f"fewer than {percent} in 100 hands show 3 or more"
    return ""
