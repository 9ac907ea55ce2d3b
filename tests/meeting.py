"""A meeting without a server: people, a facilitator and a projector, and what each of their pages shows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from plckit.activities.registry import kinds
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.seats.looking import look, own
from plckit.seats.requests import READS, Request, answer
from plckit.seats.room import Room, State, seat_states
from plckit.seats.wire import Message
from plckit.sessions import answering
from plckit.sessions.clock import moved, utc_now
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, a_session


class Meeting:
    """One session; what a page asks for goes the way it goes in the product."""

    def __init__(self, store: Store, page: Page, phase: Phase | None = Phase.OPEN) -> None:
        self.store, self.page = store, page
        self.session: Session = a_session(store, page, phase=phase)
        self.leader = a_seat(store, self.session, Role.FACILITATOR)
        self.projector = a_seat(store, self.session, Role.PROJECTOR)
        self.room = Room(self.session, page)
        self.now = 0.0

    def people(self, *names: str) -> list[Seat]:
        """Let people join under these names."""
        return [a_seat(self.store, self.session, name=name) for name in names]

    def ask(self, what: str, seat: Seat | None = None, at: str = "", **said: Any) -> Any:
        """Let a seat (the facilitator's, if none is named) ask for something; return what it is told."""
        at = at or (moved(utc_now(), 10) if what == "entries" else utc_now())  # after the wait of walls
        request = Request(kinds(), self.page, seat or self.leader, said, at)
        ask = self.store.read if what in READS else self.store.write
        return ask(answer, request, what).result()

    def put(self, seat: Seat, activity: str, value: Any, entry: str = "answer", **more: Any) -> int:
        """Put an answer; return its revision."""
        asked = (kinds(), self.page, seat, activity, entry, more.pop("op", str(uuid.uuid4())), value)
        return self.store.write(answering.put, *asked, **{"at": utc_now(), **more}).result().revision

    def phase(self, activity: str, phase: str, seat: Seat | None = None) -> None:
        """Open, lock or reveal."""
        self.ask("phase", seat, activity=activity, phase=phase)

    def look(self) -> dict[str, dict[str, State]]:
        """Look at the room again, long enough after the last time; return what is new of own answers."""
        self.room, mine = self._looked(self.room)
        return mine

    def _looked(self, room: Room) -> tuple[Room, dict[str, dict[str, State]]]:
        room, mine = self.store.read(look, kinds(), room, self.now).result()
        self.now += 10.0
        room, _ = self.store.read(look, kinds(), room, self.now).result()  # what waited for others is shown
        return room, mine

    def page_of(self, seat: Seat) -> dict[str, State]:
        """Return the states of a page as it is after the latest look, and as it is after a reload."""
        self.look()
        kept = self._states(self.room, seat)
        fresh = self._states(self._looked(Room(self.session, self.page))[0], seat)
        for states in (kept, fresh):
            states["room"] = {k: v for k, v in states["room"].items() if k != "gathered"}
        assert kept == fresh, "a reload shows something else than the page that stayed open"
        return kept

    def _states(self, room: Room, seat: Seat) -> dict[str, State]:
        """Return what a browser reads of a page."""
        mine = self.store.read(own, room.page.activities, room.members, seat.id).result()
        sent = Message("update_states", seat_states(room, seat, 0, mine)).text
        states: dict[str, State] = json.loads(sent)["content"]
        return states

    def heard(self, seat: Seat) -> str:
        """Return all that is on a page, as text."""
        return json.dumps(self.page_of(seat), ensure_ascii=False)

    def group(self, activity: str, seat: Seat | None = None) -> State:
        """Return what the projector, or *seat*, is shown of an activity."""
        state: State = self.page_of(seat or self.projector)[activity]["group"]
        return state

    def read(self, job: Callable[..., Any]) -> Any:
        """Return what the database says."""
        return self.store.read(job).result()

    def groups(self, grouping: str = "group") -> list[list[str]]:
        """Return the names of the people of each group that has some."""
        told = {one["id"]: one["name"] for one in self.ask("people") if "id" in one}
        found = self.ask("groups").get(grouping, [])
        return [sorted(told[person] for person in group["people"]) for group in found if group["people"]]


def meeting_of(store: Store, *specs: ActivitySpec, phase: Phase | None = Phase.OPEN) -> Meeting:
    """Return a meeting of one step with these activities."""
    return Meeting(store, a_page({"First": list(specs), "Second": []}), phase)
