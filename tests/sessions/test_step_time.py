"""The time of a step: kept by the server, the same on every screen, a few minutes more where needed."""

from __future__ import annotations

from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, NotAllowed, PlckitError, Refused
from plckit.seats.looking import look
from plckit.seats.room import Room
from plckit.sessions import facilitating, timing
from plckit.store.database import Store
from plckit.testing import a_seat

NINE, LATER = "2026-11-22T09:00:00.000+00:00", "2026-11-22T09:10:00.000+00:00"


def told(store: Store, session: Session, page: Page, role: Role = Role.PARTICIPANT) -> dict[str, Any]:
    """Return what a screen is told of the time."""
    room, _ = store.read(look, kinds(), Room(session, page), 0.0).result()
    shared = room.shared(role, 0)
    return {name: shared[name] for name in ("since", "minutes")}


@pytest.fixture
def leader(store: Store, session: Session) -> Seat:
    return a_seat(store, session, Role.FACILITATOR)


def test_before_the_start_no_time_runs(store: Store, session: Session, page: Page, leader: Seat) -> None:
    """Nobody is late for what has not begun."""
    assert told(store, session, page) == {"since": None, "minutes": 0}
    with pytest.raises(Refused, match="Nothing has begun"):
        store.write(timing.extend, page, leader, 2, NINE).result()


def test_every_screen_is_told_when_the_step_began(
    store: Store, session: Session, page: Page, leader: Seat
) -> None:
    """A reload, another device and the projector show the same time."""
    store.write(facilitating.go_to, page, leader, page.steps[0].key, NINE).result()
    for role in Role:
        assert told(store, session, page, role) == {"since": NINE, "minutes": 5}


def test_more_minutes_add_up_and_end_with_the_step(
    store: Store, session: Session, page: Page, leader: Seat
) -> None:
    """What one step was given is not given to the next."""
    store.write(facilitating.go_to, page, leader, page.steps[0].key, NINE).result()
    for minutes in (2, 3):
        store.write(timing.extend, page, leader, minutes, LATER).result()
    assert told(store, session, page) == {"since": NINE, "minutes": 10}
    store.write(facilitating.go_to, page, leader, page.steps[1].key, LATER).result()
    assert told(store, session, page) == {"since": LATER, "minutes": 5}


@pytest.mark.parametrize("minutes", [0, -2, 31, 2.0, "2", True, None, 10**30])
def test_minutes_that_cannot_be_get_a_sentence(
    store: Store, session: Session, page: Page, leader: Seat, minutes: Any
) -> None:
    """The console is a browser, and no browser is trusted."""
    store.write(facilitating.go_to, page, leader, page.steps[0].key, NINE).result()
    with pytest.raises(BadValue, match="1 to 30 minutes"):
        store.write(timing.extend, page, leader, minutes, LATER).result()
    assert told(store, session, page)["minutes"] == 5


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR])
def test_only_the_facilitator_gives_time(store: Store, session: Session, page: Page, role: Role) -> None:
    """A participant who wants more time says so aloud."""
    with pytest.raises(NotAllowed):
        store.write(timing.extend, page, a_seat(store, session, role), 2, NINE).result()


def test_a_finished_session_has_no_more_time(
    store: Store, session: Session, page: Page, leader: Seat
) -> None:
    """The clock stops with the meeting."""
    store.write(facilitating.go_to, page, leader, page.steps[0].key, NINE).result()
    store.write(facilitating.close, leader, LATER).result()
    with pytest.raises(PlckitError):
        store.write(timing.extend, page, leader, 2, LATER).result()
