"""What a facilitator enters for people without a device: counted, marked, and no way to others' views."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from meeting import Meeting, meeting_of

from plckit.activities.registry import kinds
from plckit.domain.visibility import TOO_FEW
from plckit.errors import BadValue, Refused
from plckit.sessions.showing import FEW_OF_THEIR_OWN
from plckit.store.database import Store
from plckit.testing import an_activity

# For each kind: what is typed, and how many people that makes.
TYPED = {
    "choice": ("3,2,0", 5),
    "yes_partly_no": ("3;2 1", 6),
    "fist_to_five": ("0,0,1,3,2,0", 6),
    "likert": ("0,1,3,1,0\n0,1,3,0,0", 5),
    "checklist": ("2,1\n3,0", 3),
    "multi_select": ("1,2\n\n3", 2),
    "rank": ("2,1,3\n1,2,3", 2),
    "dot_vote": ("2,0,1\n0,3,0", 2),
    "slider": ("7\n0\n10", 3),
    "sliders": ("7,0\n0,10", 2),
    "dot_map": ("7,0\n0,10\n3,3", 3),
    "sticky_notes": ("A quiet start\nTea", 2),
    "short_text": ("First line\nSecond line", 2),
    "long_text": ("First line\nSecond line", 2),
}
WRONG = ["3,2", "3,2,0,0,0,0,0,0,0", "three", "3,-2,0", "3.5,1,1", "", "  \n ", "1000,0,0", "٣,1,1"]


def fitted(name: str) -> tuple[str, int]:
    """Return what is typed, widened to the choices that the kind's example has."""
    kind = kinds()[name]
    options, (text, people) = kind.options(**kind.example["options"]), TYPED[name]
    if name in ("likert", "checklist"):  # likert has “not sure” behind its levels
        line = ",".join(["2", "1", *["0"] * (len(options["levels"]) - 1 - (name == "checklist"))])
        return "\n".join([line] * len(options["rows"])), 3
    if name in ("choice", "dot_vote", "rank"):
        n = len(options["choices"])
        numbers = range(1, n + 1) if name == "rank" else [2 if name == "choice" else 1, *[0] * (n - 1)]
        return ",".join(map(str, numbers)), 2 if name == "choice" else 1
    return text, people


def enter(meeting: Meeting, text: Any, key: str = "asked", op: Any = None) -> Any:
    return meeting.ask("enter", activity=key, text=text, op=str(uuid.uuid4()) if op is None else op)


def test_every_kind_that_offers_it_is_tried_here() -> None:
    """A kind that says how to type has to understand it."""
    assert {name for name, kind in kinds().items() if kind.entering} <= set(TYPED)


@pytest.mark.parametrize("name", sorted(name for name, kind in kinds().items() if kind.entering))
def test_what_is_entered_counts_and_is_marked(store: Store, name: str) -> None:
    """Each is an answer of its own, also in “of how many”."""
    meeting = meeting_of(store, an_activity(name, "asked", see="anon-reveal", about="ideas"))
    meeting.people("Ana", "Ben")
    text, people = fitted(name)
    assert enter(meeting, text) == people
    meeting.phase("asked", "revealed")
    view = meeting.group("asked")
    assert (view["n"], view["of"], view["entered"]) == (people, people + 2, people)
    assert meeting.page_of(meeting.projector)["room"]["answered"] == {"asked": people}


@pytest.mark.parametrize("name", sorted(name for name, kind in kinds().items() if kind.entering))
def test_what_cannot_be_counted_gets_a_sentence(store: Store, name: str) -> None:
    """It says what was typed and what is wanted; nothing of it is kept."""
    meeting = meeting_of(store, an_activity(name, "asked", see="anon-reveal", about="ideas"))
    words = name in ("sticky_notes", "short_text", "long_text")
    for text in [WRONG[5], WRONG[6]] if words else [w for w in WRONG if w not in ("3,2", "1000,0,0")]:
        with pytest.raises(BadValue) as error:
            enter(meeting, text)
        assert str(error.value).endswith(".")
    for nonsense in (None, 5, [], {}, "x" * 20_001):
        with pytest.raises(BadValue):
            enter(meeting, nonsense)
    assert meeting.read(lambda tx: tx.entries.of(meeting.session.id, "asked")) == []


def test_three_numbers_for_four_choices(store: Store) -> None:
    """Word for word, since it is read out in front of sixty people."""
    four = {"a": "A", "b": "B", "c": "C", "d": "D"}
    meeting = meeting_of(store, an_activity("choice", "asked", options=four))
    with pytest.raises(BadValue) as error:
        enter(meeting, "3,2,0")
    assert str(error.value) == (
        "“3,2,0” has 3 numbers, and there are 4 choices. "
        "Write one number for each, in the order shown, 0 where nobody chose it."
    )
    with pytest.raises(BadValue, match=r"^That makes 61 people\. Enter at most 60 at a time\.$"):
        enter(meeting, "61,0,0,0")
    assert enter(meeting, "60,0,0,0") == 60


def test_a_message_sent_twice_enters_once(store: Store) -> None:
    """The acknowledgement was lost; the table is still of five."""
    meeting = meeting_of(store, an_activity("fist_to_five", "asked", see="anon-reveal"))
    op = str(uuid.uuid4())
    assert [enter(meeting, "0,0,1,3,2,0", op=op) for _ in range(2)] == [6, 6]
    assert len(meeting.read(lambda tx: tx.entries.of(meeting.session.id, "asked"))) == 6
    meeting.phase("asked", "revealed")
    assert enter(meeting, "0,0,1,3,2,0", op=op) == 6, "also once the door is shut"
    for nonsense in ("x", 5, [], {}):
        with pytest.raises(BadValue, match="no operation number"):
            enter(meeting, "0,0,1,3,2,0", op=nonsense)


def test_an_operation_is_not_used_for_something_else(store: Store) -> None:
    """Neither by another request nor by a participant's answer."""
    meeting = meeting_of(store, an_activity("short_text", "asked"), an_activity("short_text", "other"))
    op = str(uuid.uuid4())
    enter(meeting, "words", op=op)
    with pytest.raises(BadValue, match="used before for something else"):
        enter(meeting, "words", key="other", op=op)


@pytest.mark.parametrize(
    "more", [{"see": "named"}, {"see": "private"}, {"see": "group"}, {"see": "anon-live", "by": "group"}]
)
def test_nobody_speaks_in_anothers_name(store: Store, more: dict[str, str]) -> None:
    """What carries a name, or belongs to people who write it together, is not entered for them."""
    meeting = meeting_of(store, an_activity("short_text", "asked", **more))
    with pytest.raises(Refused, match="only where they carry no names"):
        enter(meeting, "words")


@pytest.mark.parametrize("name", ["slider_pair", "planner_table", "date", "glossary_entry"])
def test_a_kind_that_offers_nothing_says_so(store: Store, name: str) -> None:
    """Share a phone instead."""
    meeting = meeting_of(store, an_activity(name, "asked", see="anon-reveal", about="ideas"))
    with pytest.raises(BadValue, match="Share a phone"):
        enter(meeting, "words")


@pytest.mark.parametrize("phase", ["waiting", "revealed"])
def test_nothing_is_entered_where_the_room_cannot_answer(store: Store, phase: str) -> None:
    """After the reveal it would be an answer to what was seen."""
    meeting = meeting_of(store, an_activity("short_text", "asked"), phase=None)
    if phase != "waiting":
        meeting.phase("asked", phase)
    with pytest.raises(Refused, match="takes no more answers now"):
        enter(meeting, "words")
    meeting.phase("asked", "locked")
    assert enter(meeting, "words") == 1


def votes(store: Store, people: int) -> Meeting:
    meeting = meeting_of(store, an_activity("yes_partly_no", "asked"))
    for seat in meeting.people(*(f"Person {n}" for n in range(people))):
        meeting.put(seat, "asked", "no")
    return meeting


def test_nothing_is_entered_beside_views_that_were_seen(store: Store) -> None:
    """The difference of the two pictures is what the table without a device said (P3, P6)."""
    meeting = votes(store, 5)
    meeting.phase("asked", "revealed")
    meeting.phase("asked", "locked")
    with pytest.raises(Refused, match="would tell what those people said"):
        enter(meeting, "1,0,0")


@pytest.mark.parametrize(
    ("own", "entered", "hidden"),
    [(0, 4, TOO_FEW), (0, 5, None), (1, 4, FEW_OF_THEIR_OWN), (4, 9, FEW_OF_THEIR_OWN), (5, 1, None)],
)
def test_views_beside_entered_ones_need_five_of_their_own(
    store: Store, own: int, entered: int, hidden: str | None
) -> None:
    """Whoever entered four of five knows the fifth (P3)."""
    meeting = votes(store, own)
    enter(meeting, f"{entered},0,0")
    meeting.phase("asked", "revealed")
    assert meeting.group("asked").get("hidden") == hidden


def test_after_a_reset_the_same_places_answer_again(store: Store) -> None:
    """A table that is entered again is not counted twice in “of”."""
    meeting = meeting_of(store, an_activity("short_text", "asked"))
    for _ in range(2):
        enter(meeting, "one\ntwo")
        assert meeting.page_of(meeting.projector)["room"]["joined"] == 2
        meeting.ask("reset", activity="asked")
        meeting.phase("asked", "open")
