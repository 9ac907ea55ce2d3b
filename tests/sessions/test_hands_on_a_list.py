"""A list that the room makes, and a hand for each of its items: from the scribe's note to what is kept."""

from __future__ import annotations

from typing import Any

from meeting import meeting_of

from plckit.testing import an_activity

TALK = "Take it on"


def test_a_hand_is_shown_for_each_item_that_is_on_the_list(store: Any) -> None:
    """What the scribe writes can be voted on at once; a taken-off item is gone; one 0 calls for more talk."""
    made = an_activity("sticky_notes", "list", see="anon-live", sorts=None)
    hands = an_activity("hand_for_each", "hands", notes="list", cards=None, talk=TALK)
    meeting = meeting_of(store, made, hands)
    scribe, *others = meeting.people("Ana", "Ben", "Cleo", "Dee", "Eli")
    for number, text in enumerate(("2 We share tasks", "1 We listen", "3 We sing"), 1):
        meeting.put(scribe, "list", {"text": text}, f"note-000{number}")
    meeting.put(scribe, "list", None, "note-0003")
    cards = {card["text"]: card["id"] for card in meeting.group("hands", scribe)["cards"]}
    assert sorted(cards) == ["1 We listen", "2 We share tasks"]
    for person, hand in zip((scribe, *others), ("0", "4", "4", "5", "3"), strict=True):
        meeting.put(person, "hands", "4", cards["1 We listen"])
        meeting.put(person, "hands", hand, cards["2 We share tasks"])
    assert "rows" not in meeting.group("hands")
    meeting.phase("hands", "revealed")
    told = meeting.group("hands")["table"]["rows"]
    assert [(line[0], line[-1]) for line in told] == [
        ("1 We listen", "–"),
        ("2 We share tasks", f"{TALK}: a 0 or a 1 was shown."),
    ]
