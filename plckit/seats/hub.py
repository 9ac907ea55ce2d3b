"""Carries changes to the seats that may see them.

Whoever changes something writes it to the database and wakes the hub. The hub waits a moment for more,
reads the change feed from its cursor, and sends each new shared state packed once. Changes by another
process arrive the same way: the hub notices that the file has changed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from plckit.domain.entries import Kinds, Receipt
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.domain.visibility import SECONDS_TO_WAIT, among
from plckit.errors import NotYours, SessionNotFound
from plckit.seats.kernel import Connection, SeatKernel
from plckit.seats.looking import look, own
from plckit.seats.requests import WRITES, Request, answer
from plckit.seats.room import ROOM, Room, State, seat_states
from plckit.seats.wire import update
from plckit.sessions import answering
from plckit.sessions.clock import utc_now
from plckit.store.database import Store
from plckit.store.transaction import Transaction

log = logging.getLogger(__name__)

SECONDS_TO_GATHER = 0.04
SECONDS_BETWEEN_LOOKS_AT_OTHERS = 0.25
SECONDS_TO_TRY_AGAIN = 1.0
SECONDS_GONE = 20.0


class Hub:
    """All rooms and seats that are live in this process."""

    def __init__(self, store: Store, kinds: Kinds, now: Callable[[], str] = utc_now) -> None:
        self.store = store
        self.kinds = kinds
        self.now = now
        self.seats: dict[str, SeatKernel] = {}
        self.rooms: dict[str, Room] = {}
        self._in_room: defaultdict[str, set[SeatKernel]] = defaultdict(set)
        self._entering: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._publishing: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    # Coming and going

    async def enter(self, seat_id: str) -> SeatKernel:
        """Return the live seat with that id, made if need be; raise NotYours where there is none."""
        live = self.seats.get(seat_id)
        if live is None or self._taken_out(live):
            seat = await self._read(lambda tx: tx.seats.get(seat_id))
            if seat is None or seat.removed:
                self.seats.pop(seat_id, None)  # the place of somebody who was just taken out
                raise NotYours
            async with self._entering[seat.session]:
                if seat.session not in self.rooms:
                    self.rooms[seat.session] = await self._read(self._load, seat.session)
            live = self.seats.setdefault(seat_id, SeatKernel(self, seat))
        self.left(live)  # no tab yet: a handshake that is refused later leaves nothing behind
        return live

    def _taken_out(self, live: SeatKernel) -> bool:
        room = self.rooms.get(live.seat.session)
        return room is not None and live.kernel_id in room.removed

    def arrived(self, live: SeatKernel, connection: Connection) -> None:
        """Count a tab that has connected; a seat that was just being closed is taken back."""
        live.connections.add(connection)
        live.room_heard = None
        self.seats[live.kernel_id] = live
        self._in_room[live.seat.session].add(live)
        self.wake(live.seat.session)

    def left(self, live: SeatKernel) -> None:
        """Close a seat when no tab of it has come for a while."""
        asyncio.get_running_loop().call_later(SECONDS_GONE, self._forget, live)

    def _forget(self, live: SeatKernel) -> None:
        if live.connections or self.seats.get(live.kernel_id) not in (live, None):
            return
        session = live.seat.session
        self.seats.pop(live.kernel_id, None)
        self._in_room[session].discard(live)
        if any(other.seat.session == session for other in self.seats.values()):
            self.wake(session)
            return
        for forgotten in (self._in_room, self.rooms, self._entering):
            forgotten.pop(session, None)

    def here(self, session: str) -> int:
        """Return how many participants have a tab open."""
        return sum(live.seat.role is Role.PARTICIPANT for live in self._in_room[session] if live.connections)

    def _load(self, tx: Transaction, session_id: str) -> Room:
        session = tx.sessions.get(session_id)
        page = tx.sessions.page(session.page) if session else None
        if session is None or page is None:
            raise SessionNotFound("")
        room, _ = look(tx, self.kinds, Room(session, page), time.monotonic())
        return room

    # What a seat may ask for

    def models(self, seat: Seat) -> list[str]:
        """Return the model ids on the seat's page."""
        return list(self.rooms[seat.session].page.activities)

    async def states(self, seat: Seat) -> dict[str, State]:
        """Return the state of every model on the seat's page, never older than what it was sent meanwhile."""
        live = self.seats.get(seat.id)
        while True:
            room, told = self.rooms[seat.session], live.told if live else 0
            mine = await self._read(own, room.page.activities, room.members, seat.id)
            if live is None or live.told == told:
                now = self.rooms.get(seat.session, room)
                return seat_states(now, seat, self.here(seat.session), mine)

    async def put(self, seat: Seat, activity: str, asked: dict[str, Any]) -> Receipt:
        """Store an answer; when this returns, it is on the disk."""
        page = self.rooms[seat.session].page
        what = (asked.get("entry"), asked.get("op"), asked.get("value"))
        how = (self.now(), asked.get("age"), asked.get("place"))
        job = self.store.write(answering.put, self.kinds, page, seat, activity, *what, *how)
        receipt = await asyncio.wrap_future(job)
        self.wake(seat.session)
        return receipt

    async def ask(self, seat: Seat, what: str, said: dict[str, Any]) -> Any:
        """Do what a page asks for besides putting an answer; return what it is told."""
        request = Request(self.kinds, self.rooms[seat.session].page, seat, said, self.now())
        if what not in WRITES:
            return await self._read(answer, request, what)
        told = await asyncio.wrap_future(self.store.write(answer, request, what))
        self.wake(seat.session)
        return told

    # Publishing

    def wake(self, session: str) -> None:
        """Publish soon what is new in *session*, together with what comes in the meantime."""
        if session not in self.rooms:
            return
        if session in self._publishing:
            self._again.add(session)
            return
        task = asyncio.get_running_loop().create_task(self._publish_soon(session))
        self._publishing[session] = task
        task.add_done_callback(lambda _: self._published(session))

    def _published(self, session: str) -> None:
        del self._publishing[session]
        if session in self._again:
            self._again.discard(session)
            self.wake(session)

    async def _publish_soon(self, session: str) -> None:
        await asyncio.sleep(SECONDS_TO_GATHER)
        self._again.discard(session)
        before = self.rooms.get(session)
        if before is None:
            return
        loop = asyncio.get_running_loop()
        try:
            room, mine = await self._read(look, self.kinds, before, time.monotonic())
        except Exception:
            log.exception("Publishing session %s failed; it is tried again.", before.session.code)
            loop.call_later(SECONDS_TO_TRY_AGAIN, self.wake, session)
            return
        if self.rooms.get(session) is not before:  # nobody is there to read it any more
            return
        self.rooms[session] = room
        self._send(before, room, mine)
        if room.cursor != before.cursor:  # also what was revealed and hidden again between two looks
            for later in self._later(room.session):
                self.wake(later)
        if room.waiting:
            loop.call_later(SECONDS_TO_WAIT, self.wake, session)

    def _later(self, session: Session) -> list[str]:
        """Return the live sessions that show this one among their waves: what is hidden here goes there."""
        rooms = ((key, room.session) for key, room in self.rooms.items())
        same = (session.community, session.workbook)
        return [
            key
            for key, other in rooms
            if (other.community, other.workbook) == same and other.created > session.created
        ]

    def _send(self, before: Room, room: Room, mine: dict[str, dict[str, State]]) -> None:
        """Send what differs between two pictures of a room, each message packed once."""
        self._see_out(room)
        seats = [live for live in self._in_room[room.session.id] if live.connections]
        for key in room.page.activities:
            self._send_activity(key, before, room, seats)
        here = self.here(room.session.id)
        for role in Role:
            message = update(ROOM, room.shared(role, here))
            for live in seats:
                if live.seat.role is role and live.room_heard != message.parts["content"]:
                    live.room_heard = message.parts["content"]
                    live.push(message)
        moved = room.names is not before.names or room.members is not before.members
        for live in seats:
            if moved and (person := room.person(live.seat)) != before.person(live.seat):
                live.push_state(ROOM, person)
            if live.seat.role is Role.PARTICIPANT:
                for key, state in mine.get(live.kernel_id, {}).items():
                    live.push_state(key, state)

    def _send_activity(self, key: str, before: Room, room: Room, seats: list[SeatKernel]) -> None:
        """Send what is new of one activity: the same to all, or to each group its own."""
        if not among(room.page.activities[key].see):
            if room.activity(key) != before.activity(key):
                message = update(key, room.activity(key))
                for live in seats:
                    live.push(message)
            return
        for live in seats:
            state = room.activity(key, live.seat)
            if state != before.activity(key, live.seat):
                live.push_state(key, state)

    def _see_out(self, room: Room) -> None:
        """Hang up on those who were taken out; their page then says so."""
        for live in tuple(self._in_room[room.session.id]):
            if live.kernel_id in room.removed:
                for connection in tuple(live.connections):
                    connection.hang_up(1008, "taken out of the session")

    async def watch_others(self) -> None:
        """Wake the rooms whenever another process has changed the database; runs until cancelled."""
        version = self.store.data_version()
        seen = version()
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS_AT_OTHERS)
            try:
                if (found := version()) == seen:
                    continue
                latest = await self._read(lambda tx: tx.feed.counters(list(self.rooms)))
                seen = found
            except Exception:
                log.exception("Looking for changes by other processes failed; it is tried again.")
                continue
            for session, room in tuple(self.rooms.items()):
                if latest.get(session, 0) > room.cursor:
                    self.wake(session)

    async def _read(self, job: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.wrap_future(self.store.read(job, *args))
