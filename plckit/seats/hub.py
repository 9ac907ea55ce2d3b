"""Carries changes to the seats that may see them.

Whoever changes something writes it to the database and wakes the hub. The hub waits a moment for more,
reads the change feed from its cursor, and sends each new shared state packed once. Changes by another
process arrive the same way: the hub notices that the file has changed.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from plckit.domain.entries import Kinds, Receipt
from plckit.domain.people import Role, Seat
from plckit.errors import BadValue, NotYours, SessionNotFound
from plckit.seats.kernel import SeatKernel
from plckit.seats.room import ROOM, News, Room, State, look, own, seat_states
from plckit.seats.wire import update
from plckit.sessions import answering, facilitating
from plckit.store.database import Store
from plckit.store.transaction import Transaction

log = logging.getLogger(__name__)

SECONDS_TO_GATHER = 0.04
SECONDS_BETWEEN_LOOKS_AT_OTHERS = 0.25
SECONDS_GONE = 20.0


def utc_now() -> str:
    """Return the moment as ISO text in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


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
        self._sent: dict[tuple[str, Role], State] = {}

    # Coming and going

    async def enter(self, seat_id: str) -> SeatKernel:
        """Return the live seat with that id, made if need be; raise NotYours where there is none."""
        live = self.seats.get(seat_id)
        if live:
            return live
        seat = await self._read(lambda tx: tx.seats.get(seat_id))
        if seat is None:
            raise NotYours
        async with self._entering[seat.session]:
            if seat.session not in self.rooms:
                self.rooms[seat.session] = await self._read(self._load, seat.session)
        live = self.seats.setdefault(seat_id, SeatKernel(self, seat))
        self._in_room[seat.session].add(live)
        return live

    def arrived(self, live: SeatKernel) -> None:
        """Count a seat whose first tab has connected."""
        self.wake(live.seat.session)

    def left(self, live: SeatKernel) -> None:
        """Close a seat when no tab of it has come back for a while."""
        asyncio.get_running_loop().call_later(SECONDS_GONE, self._forget, live)

    def _forget(self, live: SeatKernel) -> None:
        if live.connections or self.seats.get(live.kernel_id) is not live:
            return
        session = live.seat.session
        del self.seats[live.kernel_id]
        self._in_room[session].discard(live)
        if self._in_room[session]:
            self.wake(session)
        else:
            self._in_room.pop(session)
            self.rooms.pop(session, None)
            self._entering.pop(session, None)
            for role in Role:
                self._sent.pop((session, role), None)

    def _load(self, tx: Transaction, session_id: str) -> Room:
        session = tx.sessions.get(session_id)
        page = tx.sessions.page(session.page) if session else None
        if session is None or page is None:
            raise SessionNotFound("")
        room = Room(session, page)
        look(tx, self.kinds, room)
        return room

    # What a seat may ask for

    def models(self, seat: Seat) -> list[str]:
        """Return the model ids on the seat's page."""
        return list(self.rooms[seat.session].page.activities)

    async def states(self, seat: Seat) -> dict[str, State]:
        """Return the state of every model on the seat's page."""
        mine = await self._read(own, seat.id)
        return seat_states(self.rooms[seat.session], seat, mine)

    async def put(self, seat: Seat, activity: str, asked: dict[str, Any]) -> Receipt:
        """Store an answer; when this returns, it is on the disk."""
        page = self.rooms[seat.session].page
        what = (asked.get("entry"), asked.get("op"), asked.get("value"))
        job = self.store.write(answering.put, self.kinds, page, seat, activity, *what, at=self.now())
        receipt = await asyncio.wrap_future(job)
        self.wake(seat.session)
        return receipt

    async def lead(self, seat: Seat, what: str, asked: dict[str, Any]) -> None:
        """Do what a facilitator asks of the whole room."""
        page, at = self.rooms[seat.session].page, self.now()
        texts = [asked.get(key) for key in ("step", "activity", "phase")]
        step, activity, phase = (text if isinstance(text, str) else "" for text in texts)
        match what:
            case "go":
                job = self.store.write(facilitating.go_to, page, seat, step, at)
            case "phase":
                job = self.store.write(facilitating.set_phase, page, seat, activity, phase, at)
            case "close":
                job = self.store.write(facilitating.close, seat, at)
            case _:
                raise BadValue("The console asked for something plckit does not know. Reload it.")
        await asyncio.wrap_future(job)
        self.wake(seat.session)

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
        room = self.rooms.get(session)
        if room is None:
            return
        before = dict(room.phases), room.session.closed
        try:
            news = await self._read(look, self.kinds, room)
        except Exception:
            log.exception("Publishing session %s failed; the next change tries again.", session)
            return
        self._send(room, news, before)

    def _send(self, room: Room, news: News, before: tuple[dict[str, Any], bool]) -> None:
        seats = [live for live in self._in_room[room.session.id] if live.connections]
        room.here = sum(live.seat.role is Role.PARTICIPANT for live in seats)
        closed = before[1] != room.session.closed
        moved = {key for key in room.page.activities if closed or before[0].get(key) != room.phases.get(key)}
        for key in moved | news.groups.keys():
            message = update(key, room.activity(key))
            for live in seats:
                live.push(message)
        for role in Role:
            shared = room.shared(role)
            if self._sent.get((room.session.id, role)) != shared:
                self._sent[room.session.id, role] = shared
                message = update(ROOM, shared)
                for live in seats:
                    if live.seat.role is role:
                        live.push(message)
        for live in seats:
            for key, state in news.mine.get(live.kernel_id, {}).items():
                if live.seat.role is Role.PARTICIPANT:
                    live.push_state(key, state)

    async def watch_others(self) -> None:
        """Wake the rooms whenever another process has changed the database; runs until cancelled."""
        version = self.store.data_version()
        seen = version()
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS_AT_OTHERS)
            if (found := version()) != seen:
                seen = found
                latest = await self._read(lambda tx: tx.feed.counters(list(self.rooms)))
                for session, room in tuple(self.rooms.items()):
                    if latest.get(session, 0) > room.cursor:
                        self.wake(session)

    async def _read(self, job: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.wrap_future(self.store.read(job, *args))
