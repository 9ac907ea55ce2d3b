"""What a room shows next, and that one bad part of it stops nothing else."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from plckit.activities.base import BaseKind
from plckit.activities.registry import kinds
from plckit.domain.people import Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import SECONDS_TO_WAIT
from plckit.domain.workbooks import Page
from plckit.seats.looking import NO_PICTURE, look
from plckit.seats.room import Room, seat_states
from plckit.seats.wire import Message
from plckit.sessions import answering
from plckit.store.database import Store
from plckit.testing import a_seat, utc_now

NOTE = {"text": "A word", "sort": "need"}


def put(store: Store, page: Page, seat: Seat, activity: str, value: Any, entry: str = "answer") -> None:
    """Answer, as a participant does."""
    op = str(uuid.uuid4())
    store.write(answering.put, kinds(), page, seat, activity, entry, op, value, at=utc_now()).result()


def following(store: Store, room: Room, now: float, known: Mapping[str, Any] | None = None) -> Room:
    """Return the room's next picture at *now*."""
    return store.read(look, known or kinds(), room, now).result()[0]


@pytest.fixture
def room(store: Store, open_session: Session, page: Page) -> Room:
    a_seat(store, open_session)  # a change, so that the first look is over
    return following(store, Room(open_session, page), 0.0)


def test_one_live_answer_without_a_name_waits_for_others(store: Store, page: Page, room: Room) -> None:
    """A wall that moves at once would tell the neighbour who has just pressed Save."""
    put(store, page, a_seat(store, room.session), "wall", NOTE, "note-1")
    soon = following(store, room, 10.0)
    assert soon.groups["wall"].get("n", 0) == 0
    assert soon.answered["wall"] == 1
    later = following(store, soon, 10.0 + SECONDS_TO_WAIT)
    assert later.groups["wall"]["n"] == 1
    assert not later.waiting


def test_three_live_answers_are_shown_together(store: Store, page: Page, room: Room) -> None:
    """In a busy room nobody waits."""
    for _ in range(3):
        put(store, page, a_seat(store, room.session), "wall", NOTE, "note-1")
    assert following(store, room, 10.0).groups["wall"]["n"] == 3


def test_a_signed_answer_is_shown_at_once(store: Store, page: Page, room: Room) -> None:
    """There is nobody to protect."""
    put(store, page, a_seat(store, room.session), "signed", "My offer")
    assert following(store, room, 10.0).groups["signed"]["n"] == 1


@pytest.mark.parametrize("summary", [None, {"mean": np.int64(3)}, {"mean": math.nan}, {(1, 2): "a place"}])
def test_a_kind_that_fails_leaves_the_rest_of_the_room_alone(
    store: Store, page: Page, room: Room, caplog: pytest.LogCaptureFixture, summary: dict[Any, Any] | None
) -> None:
    """Steps, phases and the other activities still reach everybody, at a reload too; the log says why."""

    class Broken(BaseKind):
        def summarise(self, *_: Any) -> dict[Any, Any]:
            if summary is None:
                raise RuntimeError("a kind from elsewhere")
            return summary

    at = utc_now()
    store.write(lambda tx: tx.sessions.set_phases(room.session.id, ["idea"], Phase.LOCKED, at)).result()
    seat = a_seat(store, room.session)
    put(store, page, seat, "signed", "My offer")
    after = following(store, room, 10.0, {**kinds(), "short_text": Broken()})
    assert after.phase("idea") is Phase.LOCKED
    assert after.groups["signed"] == NO_PICTURE
    assert "The group's view of signed" in caplog.text
    assert NO_PICTURE["hidden"] in Message("comm_msg", seat_states(after, seat, 1, {})).text
