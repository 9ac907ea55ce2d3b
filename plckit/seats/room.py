"""What the seats of one session share: its page, where it stands, and what everybody may see.

Everything here comes from the database and can be read again at any moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from plckit.domain.entries import Kinds
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.sessions.summarising import group_view
from plckit.store.feed import Change
from plckit.store.transaction import Transaction

ROOM = "room"
State = dict[str, Any]


@dataclass
class News:
    """What a look at the change feed brought: new shared states, and the seats whose own entries changed."""

    cursor: int
    groups: dict[str, State] = field(default_factory=dict)
    mine: dict[str, dict[str, State]] = field(default_factory=dict)


@dataclass
class Room:
    """The live picture of one session. `groups` holds what everybody may see, by activity."""

    session: Session
    page: Page
    cursor: int = 0
    phases: dict[str, Phase] = field(default_factory=dict)
    groups: dict[str, State] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    reached: list[str] = field(default_factory=list)
    joined: int = 0
    here: int = 0

    def phase(self, activity: str) -> Phase:
        """Return the phase of an activity; everything is locked once the session is closed."""
        phase = self.phases.get(activity, Phase.WAITING)
        return Phase.LOCKED if self.session.closed and phase is Phase.OPEN else phase

    def shared(self, role: Role) -> State:
        """Return the room's own state for seats of *role*; numbers of people go to console and projector."""
        state: State = {
            "step": self.session.step,
            "reached": self.reached,
            "closed": self.session.closed,
            "community": self.session.community,
            "code": self.session.code,
        }
        if role is not Role.PARTICIPANT:
            state |= {"here": self.here, "joined": self.joined, "answered": self.answered}
        return state

    def activity(self, key: str) -> State:
        """Return what every seat is sent of one activity."""
        return {"group": self.groups.get(key, {}), "phase": self.phase(key)}


def look(tx: Transaction, kinds: Kinds, room: Room) -> News:
    """Bring *room* up to date with the database and return what is new since its cursor.

    Runs in a reader thread, one look at a time for each room.
    """
    changes = tx.feed.after(room.session.id, room.cursor)
    first = room.cursor == 0
    happened = {change.what for change in changes}
    news = News(cursor=changes[-1].number if changes else room.cursor)
    room.session = tx.sessions.get(room.session.id) or room.session
    if first or "phase" in happened:
        room.phases = tx.sessions.phases(room.session.id)
    if first or "entry" in happened:
        room.answered = tx.entries.answered(room.session.id)
    if first or "seat" in happened:
        room.joined = tx.seats.people(room.session.id)
    if first or "step" in happened:
        room.reached = _reached(tx, room)
    touched = {change.activity for change in changes}
    for key, spec in room.page.activities.items():
        # A seat that joined changes what “of” says beside every answer.
        if first or key in touched or "seat" in happened:
            group = group_view(tx, kinds, room.session, spec, room.phase(key))
            if group != room.groups.get(key):
                news.groups[key] = room.groups[key] = group
    if not first and "entry" in happened:
        news.mine = _changed_answers(tx, room, changes)
    room.cursor = news.cursor
    return news


def _changed_answers(tx: Transaction, room: Room, changes: list[Change]) -> dict[str, dict[str, State]]:
    """Return what the people whose entries changed have now in those activities, by seat and activity."""
    pairs = {(c.seat, c.activity) for c in changes if c.what == "entry" and c.seat and c.activity}
    seats, activities = {seat for seat, _ in pairs}, {activity for _, activity in pairs}
    rows = tx.entries.latest(room.session.id, activities, seats)
    found: dict[str, dict[str, State]] = {seat: {} for seat in seats}
    for seat, activity in pairs:
        own_rows = [row[1:] for row in rows if row[0] == seat and row[1] == activity]
        found[seat][activity] = _by_activity(own_rows).get(activity, NOTHING)
    return found


NOTHING: State = {"mine": {}, "saved": None}


def own(tx: Transaction, seat: str) -> dict[str, State]:
    """Return what *seat* put in, by activity: {"mine": {entry: value}, "saved": the latest moment}."""
    return _by_activity(tx.entries.mine(seat))


def _by_activity(rows: Iterable[tuple[str, str, Any, str]]) -> dict[str, State]:
    states: dict[str, State] = {}
    for activity, entry, value, at in rows:
        state = states.setdefault(activity, {"mine": {}, "saved": at})
        state["mine"][entry] = value
        state["saved"] = max(state["saved"], at)
    return states


def seat_states(room: Room, seat: Seat, mine: dict[str, State]) -> dict[str, State]:
    """Return the state of every model on *seat*'s page: the room, and each activity but its spec.

    The spec is the same for everybody and for good, so it travels in the rendered page. Console and
    projector have no answers of their own: their `mine` is null.
    """
    states: dict[str, State] = {ROOM: {**room.shared(seat.role), "name": seat.name, "role": seat.role}}
    if seat.role is Role.PARTICIPANT:
        states[ROOM]["rejoin"] = seat.rejoin
    for key in room.page.activities:
        own_state = mine.get(key, NOTHING) if seat.role is Role.PARTICIPANT else {"mine": None, "saved": None}
        states[key] = {**own_state, **room.activity(key)}
    return states


def _reached(tx: Transaction, room: Room) -> list[str]:
    been = tx.sessions.steps_reached(room.session.id)
    keys = [step.key for step in room.page.steps]
    last = max((keys.index(key) for key in been if key in keys), default=-1)
    return keys[: last + 1]
