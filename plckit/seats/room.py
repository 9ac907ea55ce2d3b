"""What the seats of one session share: its page, where it stands, and what everybody may see.

Everything here comes from the database and can be read again at any moment. A Room is a picture that never
changes; `look` returns the next one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from plckit.domain.entries import Kinds
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.sessions.summarising import group_view
from plckit.store.feed import Change
from plckit.store.transaction import Transaction

log = logging.getLogger(__name__)

ROOM = "room"
State = dict[str, Any]
NOTHING: State = {"mine": {}, "saved": None}
NO_PICTURE: State = {
    "hidden": "This could not be drawn. Whoever looks after plckit finds the reason in its log."
}

# Live and without names, an answer waits for two more people or two seconds, so that nobody can tell from
# a wall that moves who has just pressed Save.
PEOPLE_AT_ONCE = 3
SECONDS_TO_WAIT = 2.0


@dataclass(frozen=True)
class Waiting:
    """Live anonymous answers that are not shown yet: since when (monotonic seconds), and of whom."""

    since: float
    seats: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Room:
    """The picture of one session. `groups` holds what everybody may see, by activity."""

    session: Session
    page: Page
    cursor: int = 0
    phases: Mapping[str, Phase] = field(default_factory=dict)
    groups: Mapping[str, State] = field(default_factory=dict)
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)
    reached: tuple[str, ...] = ()
    step_time: tuple[str | None, int] = (None, 0)
    joined: int = 0

    def phase(self, activity: str) -> Phase:
        """Return the phase of an activity; what was open is locked once the session is closed."""
        phase = self.phases.get(activity, Phase.WAITING)
        return Phase.LOCKED if self.session.closed and phase is Phase.OPEN else phase

    def shared(self, role: Role, here: int) -> State:
        """Return the room's own state for seats of *role*; numbers of people go to console and projector."""
        state: State = {
            "step": self.session.step,
            "reached": self.reached,
            "since": self.step_time[0],
            "extra": self.step_time[1],
            "closed": self.session.closed,
            "community": self.session.community,
            "code": self.session.code,
        }
        if role is not Role.PARTICIPANT:
            state |= {"here": here, "joined": self.joined, "answered": self.answered}
        return state

    def activity(self, key: str) -> State:
        """Return what every seat is sent of one activity."""
        return {"group": self.groups.get(key, {}), "phase": self.phase(key)}


def look(tx: Transaction, kinds: Kinds, room: Room, now: float) -> tuple[Room, dict[str, dict[str, State]]]:
    """Return the next picture of *room*, and what is new of people's own answers by seat and activity.

    *now* is in monotonic seconds. Runs in a reader thread.
    """
    changes = tx.feed.after(room.session.id, room.cursor)
    first = room.cursor == 0
    happened = {change.what for change in changes}
    session = room.session.id
    following = replace(
        room,
        session=tx.sessions.get(session) or room.session,
        cursor=changes[-1].number if changes else room.cursor,
        phases=tx.sessions.phases(session) if first or "phase" in happened else room.phases,
        answered=tx.entries.answered(session) if first or "entry" in happened else room.answered,
        joined=tx.seats.people(session) if first or "seat" in happened else room.joined,
        reached=_reached(tx, room) if first or "step" in happened else room.reached,
        step_time=tx.sessions.step_time(session)
        if first or {"step", "extend"} & happened
        else room.step_time,
    )
    waiting = _waiting(following, changes, now)
    stale = {change.activity for change in changes} | room.waiting.keys()
    groups = dict(room.groups)
    for key, spec in room.page.activities.items():
        # A seat that joined changes what “of” says beside every answer; waves follow earlier sessions.
        moves = "n" in groups.get(key, {}) and ("seat" in happened or spec.options.get("waves"))
        if key not in waiting and (first or moves or key in stale):
            groups[key] = _group(tx, kinds, following, spec)
    mine = {} if first or "entry" not in happened else _changed_answers(tx, session, changes)
    return replace(following, groups=groups, waiting=waiting), mine


def _waiting(room: Room, changes: list[Change], now: float) -> dict[str, Waiting]:
    """Return which live anonymous answers go on waiting; what is not in it is shown now."""
    waiting = dict(room.waiting)
    for change in changes:
        key = change.activity or ""
        if change.what == "adjust":
            continue  # a change of the list shows nobody's answer sooner
        if change.what != "entry" or room.page.activities[key].see is not See.ANON_LIVE:
            waiting.pop(key, None)
        else:
            before = waiting.get(key) or Waiting(now)
            waiting[key] = replace(before, seats=before.seats | {change.seat or ""})
    return {
        key: wait
        for key, wait in waiting.items()
        if len(wait.seats) < PEOPLE_AT_ONCE and now - wait.since < SECONDS_TO_WAIT
    }


def _group(tx: Transaction, kinds: Kinds, room: Room, spec: ActivitySpec) -> State:
    try:
        return group_view(tx, kinds, room.session, spec, room.phase(spec.key))
    except Exception:
        # One kind that fails must not stop steps and phases for the whole room.
        log.exception("The group's view of %s in session %s failed.", spec.key, room.session.code)
        return NO_PICTURE


def _changed_answers(tx: Transaction, session: str, changes: list[Change]) -> dict[str, dict[str, State]]:
    """Return what the people whose entries changed have now in those activities, by seat and activity."""
    pairs = {(c.seat, c.activity) for c in changes if c.what == "entry" and c.seat and c.activity}
    seats, activities = {seat for seat, _ in pairs}, {activity for _, activity in pairs}
    rows = tx.entries.latest(session, activities, seats)
    found: dict[str, dict[str, State]] = {seat: {} for seat in seats}
    for seat, activity in pairs:
        own_rows = [row[1:] for row in rows if row[0] == seat and row[1] == activity]
        found[seat][activity] = _by_activity(own_rows).get(activity, NOTHING)
    return found


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


def seat_states(room: Room, seat: Seat, here: int, mine: dict[str, State]) -> dict[str, State]:
    """Return the state of every model on *seat*'s page: the room, and each activity but its spec.

    The spec is the same for everybody and for good, so it travels in the rendered page. Console and
    projector have no answers of their own: their `mine` is null.
    """
    states: dict[str, State] = {ROOM: {**room.shared(seat.role, here), "name": seat.name, "role": seat.role}}
    if seat.role is Role.PARTICIPANT:
        states[ROOM]["rejoin"] = seat.rejoin
    for key in room.page.activities:
        own_state = mine.get(key, NOTHING) if seat.role is Role.PARTICIPANT else {"mine": None, "saved": None}
        states[key] = {**own_state, **room.activity(key)}
    return states


def _reached(tx: Transaction, room: Room) -> tuple[str, ...]:
    been = tx.sessions.steps_reached(room.session.id)
    keys = [step.key for step in room.page.steps]
    last = max((keys.index(key) for key in been if key in keys), default=-1)
    return tuple(keys[: last + 1])
