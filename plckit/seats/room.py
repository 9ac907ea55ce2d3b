"""What the seats of one session share: its page, where it stands, and what everybody may see.

Everything here comes from the database and can be read again at any moment. A Room is a picture that never
changes; `plckit.seats.looking` reads the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from plckit.domain.people import Role, Seat
from plckit.domain.planning import Planned
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import By, among
from plckit.domain.workbooks import Page
from plckit.sessions import timing
from plckit.sessions.grouping import groupings
from plckit.store.groups import Groups

ROOM = "room"
State = dict[str, Any]
NOTHING: State = {"mine": {}, "saved": None}


@dataclass(frozen=True)
class Waiting:
    """Live anonymous answers that are not shown yet: since when (monotonic seconds), and of whom."""

    since: float
    seats: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Room:
    """The picture of one session.

    `groups` holds what everybody may see, by activity, and `inside` what the people of one group may, by
    activity and group. `begun` says when each step began, `gathered` says when everybody was brought
    to the current step, by the number of that change; `taken` says of how many people the answers were
    taken back and can be brought back, by activity; `regrouped` are the steps that have made new groups;
    `light` is the entry that is shown large.
    """

    session: Session
    page: Page
    cursor: int = 0
    phases: Mapping[str, Phase] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    reached: tuple[str, ...] = ()
    begun: Mapping[str, str] = field(default_factory=dict)
    since: str | None = None
    sheet: Sequence[Planned] = ()
    joined: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    gathered: int = 0
    members: Groups = field(default_factory=Groups)
    regrouped: frozenset[str] = frozenset()
    inside: Mapping[tuple[str, str, str], Mapping[str, Any]] = field(default_factory=dict)
    light: State | None = None

    def phase(self, activity: str) -> Phase:
        """Return the phase of an activity; what was open is locked while all wait, and after the end."""
        phase = self.phases.get(activity, Phase.WAITING)
        return Phase.LOCKED if self.session.still and phase is Phase.OPEN else phase

    @property
    def minutes(self) -> int:
        """How long the current step takes by the run sheet; a step that was left out has its own minutes."""
        step = self.page.step(self.session.step)
        given = next((one.minutes for one in self.sheet if one.step == self.session.step), 0)
        return given or (step.minutes if step else 0)

    def shared(self, role: Role, here: int) -> State:
        """Return the room's own state for seats of *role*; numbers of people go to console and projector."""
        session = self.session
        state: State = {
            "step": session.step,
            "reached": self.reached,
            "since": self.since,
            "minutes": self.minutes,
            "gathered": self.gathered,
            "closed": session.closed,
            "paused": session.paused,
            "community": session.community,
            "code": session.code,
            "light": self.light,
        }
        if role is not Role.PARTICIPANT:
            numbers = {"here": here, "joined": self.joined, "answered": self.answered}
            state |= {**numbers, "groups": {by: self.members.used(by) for by in self.members.by}}
        if role is Role.PROJECTOR:
            state |= {"rooms": self._rooms()}
        if role is Role.FACILITATOR:
            state |= {"shut": session.shut, "begins": session.begins, "ends": session.ends}
            state |= {"sheet": [asdict(one) for one in self.sheet], "begun": self.begun}
            state |= {"taken": self.taken, "regrouped": sorted(self.regrouped)}
            state |= {"anchor": timing.anchor(session, dict(self.begun), self.page)}
        return state

    def _rooms(self) -> list[State]:
        """Return the groups of the current step for the wall: their names, and how many people each has."""
        step = self.page.step(self.session.step)
        wanted = groupings(step, self.page) if step else []
        return [
            {"name": group.name, "n": len(group.people)}
            for by in wanted
            if by is not By.PAIR
            for group in self.members.by.get(by, ())
            if group.people
        ]

    def person(self, seat: Seat) -> State:
        """Return what a seat is told of itself, and of its groups: the people in them and who writes.

        A group's id opens nothing: with it a page says for which group it sends words.
        """
        state: State = {"name": self.names.get(seat.id, seat.name), "role": seat.role}
        if seat.role is not Role.PARTICIPANT:
            return state
        places = {}
        for by in self.members.by:
            group = self.members.of(seat.id, by)
            if group:
                others = [self.names.get(person, "") for person in group.people if person != seat.id]
                pen = "me" if group.pen == seat.id else self.names.get(group.pen, "")
                places[by] = {"id": group.id, "name": group.name, "with": others, "pen": pen}
        return {**state, "rejoin": seat.rejoin, "places": places}

    def activity(self, key: str, seat: Seat | None = None) -> State:
        """Return what every seat is sent of one activity, or *seat* where only its group may see it."""
        group = self.groups.get(key, {})
        see = self.page.activities[key].see
        if seat and among(see):
            mine = self.members.of(seat.id, By(see))
            group = self.inside.get((key, mine.id, mine.since.get(seat.id, "")), group) if mine else group
        return {"group": group, "phase": self.phase(key)}


def seat_states(room: Room, seat: Seat, here: int, mine: dict[str, State]) -> dict[str, State]:
    """Return the state of every model on *seat*'s page: the room, and each activity but its spec.

    The spec is the same for everybody and for good, so it travels in the rendered page. Console and
    projector have no answers of their own: their `mine` is null.
    """
    states: dict[str, State] = {ROOM: {**room.shared(seat.role, here), **room.person(seat)}}
    for key in room.page.activities:
        own_state = mine.get(key, NOTHING) if seat.role is Role.PARTICIPANT else {"mine": None, "saved": None}
        states[key] = {**own_state, **room.activity(key, seat)}
    return states
