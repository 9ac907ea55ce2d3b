"""Nobody's vote can be worked out: two rooms that differ by who voted what look the same to everybody else.

A *vote* is a hand and a will answer. Two people change places in the second room: what one sent there, the
other sends here. Whatever happens in between, each screen, answer, export and artefact must be the same in
both, letter for letter, for all but these two; then nothing anybody holds tells who of them voted what.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_deciding import FACTS, NAMES, SAID, Deciding, deciding

from plckit.analysis import OpenSession
from plckit.domain.consensus import Hand, Sees, will_evident
from plckit.domain.people import Role, Seat
from plckit.errors import PlckitError
from plckit.seats.room import Room
from plckit.sessions.clock import moved
from plckit.store.schema import open_store

HANDS, SEES = [hand.value for hand in Hand], [sees.value for sees in Sees]
VOTES = st.tuples(st.sampled_from(HANDS), st.sampled_from(SEES))
VOTE = {"hand": "4", "sees": "yes"}
TWO = ("Ana", "Ben")
START = "2026-11-22T09:00:00.000+00:00"
# What happens between the votes: to the vote, to the room, to the people.
EVENTS = [
    "reveal",
    "hide",
    "open",
    "lock",
    "reset",
    "undo",
    "pause",
    "leave",
    "join",
    "declare",
    "keep",
    "two",
]
# A room costs too much to look for the smallest story that tells.
EVERYTHING = {"suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    """A room of nine at the second vote: the first is revealed, the sentence was changed."""
    with tempfile.TemporaryDirectory(prefix="plckit-") as folder:
        path = Path(folder) / "prepared.sqlite"
        store = open_store(f"sqlite:///{path}")
        meeting = deciding(store)
        seats = meeting.people(*NAMES[:9])
        meeting.ask("adjust", activity="words", value={"sentence": "We will meet each week."})
        for activity, values in (("heard", ["yes"] * 8 + ["partly"]), ("first", "554443320")):
            meeting.phase(activity, "open")
            for seat, value in zip(seats, values, strict=True):
                meeting.put(seat, activity, value)
            meeting.phase(activity, "revealed")
        meeting.ask("adjust", activity="words", value={"sentence": "We will meet each month."})
        meeting.phase("last", "open")
        (Path(folder) / "seats.json").write_text(
            json.dumps([meeting.session.id, meeting.leader.id, meeting.projector.id])
        )
        store.close()
        yield path


class Twin(Deciding):
    """A copy of the prepared room, and all that anybody is told in it but those who are `apart`."""

    apart = frozenset(TWO)

    def __init__(self, prepared: Path, folder: Path, swapped: bool) -> None:
        path = folder / f"{swapped}.sqlite"
        shutil.copy(prepared, path)
        self.url = f"sqlite:///{path}"
        self.store = open_store(self.url)
        session, leader, wall = json.loads((prepared.parent / "seats.json").read_text())
        self.session = self.read(lambda tx: tx.sessions.get(session))
        self.page = self.read(lambda tx: tx.sessions.page(self.session.page))
        self.leader, self.projector = (self.read(lambda tx, s=s: tx.seats.get(s)) for s in (leader, wall))
        self.seats: dict[str, Seat] = {
            s.name: s for s in self.read(lambda tx: tx.seats.all(session, Role.PARTICIPANT))
        }
        self.swapped, self.told, self.minute = swapped, list[Any](), 10_000.0
        self.now, self.room = 0.0, Room(self.session, self.page)

    def vote(self, name: str, hand: str, sees: str) -> None:
        """Let somebody vote, one of the two in the other's place where this is the second room."""
        if self.swapped and name in TWO:
            name = TWO[name == TWO[0]]
        self.tell(lambda: self.put(self.seats[name], "last", {"hand": hand, "sees": sees}))

    def tell(self, job: Any) -> None:
        """Do something; write down what its asker is told, a refusal too."""
        try:
            self.told.append(job())
        except PlckitError as error:
            self.told.append(str(error))

    def happen(self, what: str) -> None:
        """Let one thing happen, which is the same in both rooms."""
        phases = {"reveal": "revealed", "hide": "locked", "open": "open", "lock": "locked"}
        if what in phases:
            self.tell(lambda: self.ask("phase", activity="last", phase=phases[what]))
        elif what in ("reset", "undo"):
            self.tell(lambda: self.ask(what, activity="last"))
        elif what == "pause":
            self.tell(
                lambda: self.ask(
                    "pause", paused=not self.read(lambda tx: tx.sessions.get(self.session.id)).paused
                )
            )
        elif what == "leave":
            self.tell(lambda: self.ask("remove", person=self.seats[NAMES[8]].id))
        elif what == "two":  # from here on they cannot vote, so it comes to the same in both rooms
            for name in TWO:
                self.tell(lambda name=name: self.ask("remove", person=self.seats[name].id))
        elif what == "join":
            self.tell(lambda: self.ask("bring back", name=NAMES[8]))
        elif what == "declare":
            for result in ("consensus", "consensus_with_doubts", "not_yet"):
                said = {**SAID, "members": 12, "result": result}
                self.tell(lambda said=said: self.ask("declare", activity="result", said=said))
        elif what == "keep":
            self.tell(lambda: self.ask("keep", activity="record", content={"proposal": "We will."}))

    def screens(self) -> str:
        """Return every page but those of people who are apart, and all that was answered so far, as text."""
        self.look()
        others = [seat for name, seat in self.seats.items() if name not in self.apart]
        pages = [self._states(self.room, seat) for seat in (*others, self.leader, self.projector)]
        self.tell(lambda: self.ask("standing", activity="result", said={**FACTS, "members": 12}))
        return json.dumps([pages, self.told], ensure_ascii=False, default=str)

    def everything(self) -> str:
        """Return the same with every question that may be asked, pages after a reload, and the export."""
        for activity in ("last", "first", "heard"):
            self.tell(lambda activity=activity: self.ask("entries", activity=activity))
        self.tell(lambda: self.ask("standing", activity="result"))
        for what in ("people", "draft", "groups"):
            self.tell(lambda what=what: self.ask(what, activity="record"))
        export = OpenSession(self.session.code, self.url)
        tables = [export.answers().to_csv(), export.summary("last").to_csv()]
        return json.dumps([self.screens(), self.picture(self.projector), tables], default=str)

    def picture(self, seat: Seat) -> dict[str, Any]:
        """Return one page as it is after a reload."""
        return self._states(self._looked(self._fresh())[0], seat)

    def _fresh(self) -> Room:
        self.now = 0.0
        return Room(self.session, self.page)


@contextmanager
def twins(prepared: Path) -> Iterator[tuple[Twin, Twin]]:
    """Yield a room and the same with the two in each other's place."""
    with tempfile.TemporaryDirectory(prefix="plckit-") as folder:
        rooms = [Twin(prepared, Path(folder), swapped) for swapped in (False, True)]
        try:
            yield rooms[0], rooms[1]
        finally:
            for room in rooms:
                room.store.close()


@settings(max_examples=6, **EVERYTHING)
@given(data=st.data())
def test_two_who_change_places_are_seen_by_nobody(prepared: Path, data: st.DataObject) -> None:
    """Whatever votes, edits, phases, resets, arrivals and declarations come, in whatever order."""
    with twins(prepared) as rooms:
        gone = False
        for _ in range(data.draw(st.integers(3, 8))):
            if data.draw(st.booleans()):
                votes = data.draw(st.lists(VOTES, min_size=2, max_size=8))
                people = [n for n in NAMES[: len(votes)] if not (gone and n in TWO)]
                for room in rooms:
                    for name, (hand, sees) in zip(NAMES, votes, strict=False):
                        if name in people:
                            room.vote(name, hand, sees)
            else:
                what = data.draw(st.sampled_from(EVENTS))
                gone = gone or what == "two"
                for room in rooms:
                    room.happen(what)
            assert rooms[0].screens() == rooms[1].screens()
        assert rooms[0].everything() == rooms[1].everything()


@settings(max_examples=6, **EVERYTHING)
@given(
    hands=st.lists(st.sampled_from(HANDS), min_size=8, max_size=8),
    sees=st.lists(st.sampled_from(SEES), min_size=8, max_size=8),
    data=st.data(),
)
def test_of_will_answers_nothing_but_pass_or_not_yet_is_told(
    prepared: Path, hands: list[str], sees: list[str], data: st.DataObject
) -> None:
    """C8: other answers of any number of people that come to the same pass or not yet look the same.

    So neither their numbers are told, nor which side gave them, nor what two of a side gave each other.
    """
    many = st.lists(st.sampled_from(SEES), min_size=8, max_size=8) | st.permutations(sees)
    passes = will_evident(pairs(hands, sees))
    other = data.draw(many.filter(lambda found: passes is will_evident(pairs(hands, found))))
    events = data.draw(st.lists(st.sampled_from(EVENTS), max_size=4))
    with twins(prepared) as rooms:
        for room, answers in zip(rooms, (sees, other), strict=True):
            room.apart, room.swapped = frozenset(NAMES[:8]), False
            for name, hand, answer in zip(NAMES, hands, answers, strict=False):
                room.vote(name, hand, answer)
            for event in ("reveal", *events, "declare", "keep"):
                room.happen(event)
        assert rooms[0].everything() == rooms[1].everything()


def pairs(hands: list[str], sees: list[str]) -> list[tuple[Hand, Sees]]:
    """Return hands with their will answers."""
    return [(Hand(hand), Sees(one)) for hand, one in zip(hands, sees, strict=True)]


def test_the_twins_would_tell_if_something_were_told(prepared: Path) -> None:
    """A check that cannot fail holds nothing: with names on the votes the rooms differ."""
    with twins(prepared) as rooms:
        for room in rooms:
            room.vote("Ana", "0", "yes")
            room.vote("Ben", "5", "yes")
        seen = [room.picture(room.seats["Ana"]) for room in rooms]
        assert seen[0] != seen[1]


@pytest.mark.parametrize("phase", ["waiting", "locked", "revealed"])
def test_nobody_votes_late_twice_or_for_another(prepared: Path, phase: str) -> None:
    """One vote a person, while it is open, under one's own name."""
    with twins(prepared) as (room, _):
        ana = room.seats["Ana"]
        for hand in "5012":
            room.put(ana, "last", {"hand": hand, "sees": "yes"})
        for name in NAMES[1:8]:
            room.put(room.seats[name], "last", VOTE)
        for entry in ("hand", "answer2", "sees"):
            with pytest.raises(PlckitError):
                room.put(ana, "last", VOTE, entry)
        with pytest.raises(PlckitError):
            room.put(room.leader, "last", VOTE)
        room.phase("last", "revealed")
        assert sum(row["count"] for row in room.picture(room.projector)["last"]["group"]["rows"]) == 8
        if phase != "revealed":
            room.ask("phase", activity="last", phase=phase)
        for at in (moved(START, -86400), moved(START, 10**8)):
            with pytest.raises(PlckitError):
                room.put(ana, "last", VOTE, at=at)
