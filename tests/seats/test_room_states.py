"""What each page of a room is told, and what it is never told; and that a picture is made once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from meeting import Meeting, meeting_of

from plckit.activities.registry import kinds
from plckit.domain.people import Seat
from plckit.seats.looking import look
from plckit.store.database import Store
from plckit.testing import a_page, an_activity

NAMES = ["Ana One", "Ben Two", "Cy Three", "Dee Four"]
COMMON = {"step", "reached", "since", "minutes", "gathered", "closed", "paused", "community", "code", "light"}
COUNTS = {"here", "joined", "answered", "groups"}


@pytest.fixture
def meeting(store: Store) -> Meeting:
    return meeting_of(
        store,
        an_activity("short_text", "draft", see="anon-reveal", by="group"),
        an_activity("short_text", "among", see="group"),
        an_activity("short_text", "couple", see="pair"),
        an_activity("short_text", "wall", see="anon-live"),
        an_activity("yes_partly_no", "vote"),
        an_activity("timer", "clock", minutes=3),
    )


@pytest.fixture
def people(meeting: Meeting) -> list[Seat]:
    """Return four people in two groups of two."""
    seats = meeting.people(*NAMES)
    meeting.ask("make groups", grouping="group", how="random", size=2)
    meeting.ask("go", step="first")
    return seats


def room_of(meeting: Meeting, seat: Seat) -> dict[str, Any]:
    return {k: v for k, v in meeting.page_of(seat)["room"].items() if k not in ("name", "role")}


def test_each_role_is_told_what_its_screen_shows(meeting: Meeting, people: list[Seat]) -> None:
    """A field that is not on this list reaches a browser only by somebody's decision."""
    told = {who: set(room_of(meeting, seat)) | {"gathered"} for who, seat in (
        ("participant", people[0]), ("projector", meeting.projector), ("console", meeting.leader)
    )}  # fmt: skip
    assert told == {
        "participant": COMMON | {"rejoin", "places"},
        "projector": COMMON | COUNTS | {"rooms"},
        "console": COMMON
        | COUNTS
        | {"shut", "begins", "ends", "sheet", "begun", "anchor", "taken", "regrouped"},
    }


def test_no_page_tells_names_but_of_ones_own_group(meeting: Meeting, people: list[Seat]) -> None:
    """The facilitator asks for the list of people; nobody else can."""
    for seat in people:
        meeting.put(seat, "among", "words")
        meeting.put(seat, "wall", "words")
    for screen in (meeting.projector, meeting.leader):
        assert not [name for name in NAMES if name in meeting.heard(screen)]
    for group in meeting.groups():
        for seat in people:
            if seat.name in group:
                found = {name for name in NAMES if name in meeting.heard(seat)}
                with_pair = {n for pair in meeting.groups("pair") if seat.name in pair for n in pair}
                assert found == set(group) | with_pair


def test_no_page_tells_a_seat_or_an_entry(meeting: Meeting, people: list[Seat]) -> None:
    """An id would link what one person wrote in two places; of groups each knows the one she is in."""
    for seat in people:
        for key in ("among", "couple", "wall"):
            meeting.put(seat, key, "words")
    ids = {seat.id for seat in (*people, meeting.leader, meeting.projector)}
    groups = meeting.read(lambda tx: tx.groups.all(meeting.session.id))
    ids |= {group.id for made in groups.by.values() for group in made}
    for screen in (*people, meeting.projector, meeting.leader):
        found = set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", meeting.heard(screen)))
        assert found & ids == set(groups.owned(screen.id)) - {screen.id}
        rejoins = {seat.rejoin for seat in people if seat.id != screen.id}
        assert not [word for word in rejoins if word in meeting.heard(screen)]


def test_the_wall_lists_the_rooms_of_the_step(meeting: Meeting, people: list[Seat]) -> None:
    """How many are in each, not who; pairs find each other without a list."""
    rooms = room_of(meeting, meeting.projector)["rooms"]
    assert rooms == [{"name": "Group 1", "n": 2}, {"name": "Group 2", "n": 2}]
    meeting.ask("remove", person=people[0].id)
    assert sorted(room["n"] for room in room_of(meeting, meeting.projector)["rooms"]) == [1, 2]
    meeting.ask("go", step="second")
    assert room_of(meeting, meeting.projector)["rooms"] == []


def test_two_groups_are_told_different_things(meeting: Meeting, people: list[Seat]) -> None:
    """Each sees its own list, with its own “of how many”."""
    for seat in people:
        meeting.put(seat, "among", f"by {seat.name}")
    views = {seat.name: meeting.group("among", seat) for seat in people}
    for group in meeting.groups():
        for name in group:
            assert sorted(note["text"] for note in views[name]["wall"]) == [f"by {n}" for n in group]
            assert (views[name]["n"], views[name]["of"]) == (2, 2)
    assert list(meeting.group("among")) == ["hidden"]


def test_whoever_changes_groups_finds_the_new_groups_draft(meeting: Meeting, people: list[Seat]) -> None:
    """At once, and the one she left is gone from her page; nobody else hears of it."""
    first, second = meeting.ask("groups")["group"]
    seats = {seat.id: seat for seat in people}
    meeting.put(seats[first["people"][0]], "draft", "of the first")
    meeting.put(seats[second["people"][0]], "draft", "of the second")
    meeting.look()
    moved = first["people"][0]
    meeting.ask("move", person=moved, grouping="group", group=second["id"])
    told = meeting.look()
    assert {seat: state["draft"]["mine"] for seat, state in told.items()} == {
        moved: {"answer": "of the second"}
    }
    meeting.ask("move", person=moved, grouping="group", group="")
    assert meeting.look()[moved]["draft"]["mine"] == {}


def test_everybody_in_a_group_hears_of_the_draft_and_nobody_else(
    meeting: Meeting, people: list[Seat]
) -> None:
    """One picture of it for all of them."""
    meeting.look()
    first, _ = meeting.ask("groups")["group"]
    writer = next(seat for seat in people if seat.id == first["people"][1])
    meeting.put(writer, "draft", "ours")
    told = meeting.look()
    assert set(told) == set(first["people"])
    assert {state["draft"]["mine"]["answer"] for state in told.values()} == {"ours"}


def test_bringing_everybody_here_is_a_number_that_grows(meeting: Meeting, people: list[Seat]) -> None:
    """A page that missed it sees on its return that it has grown; a look later changes nothing."""
    meeting.look()
    numbers = [meeting.room.gathered]
    for _ in range(2):
        meeting.ask("gather")
        meeting.look()
        numbers.append(meeting.room.shared(people[0].role, 0)["gathered"])
        meeting.look()
        assert meeting.room.gathered == numbers[-1]
    assert numbers == sorted(set(numbers))


def test_a_pause_locks_what_is_open_and_nothing_else(meeting: Meeting, people: list[Seat]) -> None:
    """Clocks stand too; what was revealed stays on the wall, and all goes on as it was."""
    meeting.phase("vote", "revealed")
    before = meeting.page_of(people[0])
    assert before["clock"]["group"]["since"]
    meeting.ask("pause", paused=True)
    paused = meeting.page_of(people[0])
    assert {key: paused[key]["phase"] for key in ("wall", "vote", "draft")} == {
        "wall": "locked",
        "vote": "revealed",
        "draft": "locked",
    }
    assert paused["clock"]["group"]["since"] is None
    meeting.ask("pause", paused=False)
    assert meeting.page_of(people[0]) == before


def counting(monkeypatch: pytest.MonkeyPatch, *names: str) -> list[str]:
    """Return a list that grows by an activity's key whenever one of these kinds makes a picture."""
    made: list[str] = []
    for name in names:
        kind = kinds()[name]
        plain = kind.summarise

        def counted(spec: Any, entries: Any, plain: Any = plain) -> Any:
            made.append(spec.key)
            return plain(spec, entries)

        monkeypatch.setattr(kind, "summarise", counted, raising=False)
    return made


def test_a_picture_is_made_once_a_change_whatever_the_number_of_seats(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty screens show one chart; a group of its own has one, and only when its own words change."""
    page = a_page(
        {"First": [an_activity("yes_partly_no", "vote"), an_activity("sticky_notes", "among", see="group")]}
    )
    meeting = Meeting(store, page)
    seats = meeting.people(*(f"Person {n}" for n in range(40)))
    meeting.ask("make groups", grouping="group", how="random", size=4)
    for seat in seats[:10]:
        meeting.put(seat, "vote", "yes")
    meeting.phase("vote", "revealed")
    made = counting(monkeypatch, "yes_partly_no", "sticky_notes")

    def looked() -> list[str]:
        made.clear()
        meeting.room, _ = store.read(look, kinds(), meeting.room, meeting.now).result()
        return sorted(made)

    assert looked() == ["among"] * 10 + ["vote"]
    assert looked() == []
    meeting.phase("vote", "locked")
    meeting.phase("vote", "revealed")
    assert looked() == ["vote"]
    meeting.put(seats[0], "among", {"text": "A note", "sort": "need"}, "note-01")
    assert looked() == ["among"]
    meeting.ask("rename", person=seats[0].id, name="Somebody")
    assert looked() == ["among", "vote"]
    for what, said in (("pause", {"paused": True}), ("gather", {}), ("extend", {"minutes": 2})):
        if what != "pause":
            meeting.ask("pause", paused=False)
            meeting.ask("go", step="first")
            looked()
        meeting.ask(what, **said)
        assert looked() == [], what
