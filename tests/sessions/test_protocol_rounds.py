"""A protocol that runs: the round and the moment it began are the server's, the same on every screen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.activities.state import spec_state
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, NotAllowed
from plckit.seats.looking import look
from plckit.seats.room import Room
from plckit.sessions import facilitating
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, a_session, an_activity
from plckit.web.workbook import _data

NINE, LATER, LAST = (f"2026-11-22T09:{minute}:00.000+00:00" for minute in ("00", "05", "09"))
SCRIPT = "alone-pair-four-all"


@pytest.fixture(scope="module")
def page() -> Page:
    return a_page({"Talk": [an_activity("protocol", "talk", script=SCRIPT)]})


@pytest.fixture
def leader(store: Store, session: Session) -> Seat:
    return a_seat(store, session, Role.FACILITATOR)


class Lead:
    """What a facilitator does with the protocol, and what every screen is told of it."""

    def __init__(self, store: Store, session: Session, page: Page, seat: Seat) -> None:
        self.store, self.session, self.page, self.seat = store, session, page, seat

    def phase(self, phase: str, at: str) -> None:
        """Open it, or lock it."""
        self.store.write(facilitating.set_phase, self.page, self.seat, "talk", phase, at).result()

    def ask(self, value: Any, at: str) -> None:
        """Press a button of the console."""
        self.store.write(facilitating.adjust, kinds(), self.page, self.seat, "talk", value, at).result()

    def told(self) -> dict[str, Any]:
        """Return what a screen that begins now is told, as after a reload or a restart."""
        room, _ = self.store.read(look, kinds(), Room(self.session, self.page), 0.0).result()
        return dict(room.groups["talk"])


@pytest.fixture
def lead(store: Store, session: Session, page: Page, leader: Seat) -> Lead:
    return Lead(store, session, page, leader)


def test_opening_begins_the_first_round(lead: Lead) -> None:
    """The room's clock starts with the word of the facilitator."""
    assert lead.told() == {"since": None}
    lead.phase("open", NINE)
    assert lead.told() == {"since": NINE, "round": 1, "extra": 0}


def test_next_and_back_begin_a_round_and_a_minute_more_does_not(lead: Lead) -> None:
    """Who joins late sees what everybody sees."""
    lead.phase("open", NINE)
    lead.ask({"round": 1, "extra": 2}, LATER)
    assert lead.told() == {"since": NINE, "round": 1, "extra": 2}
    lead.ask({"round": 2}, LATER)
    assert lead.told() == {"since": LATER, "round": 2, "extra": 0}
    lead.ask({"round": 2, "extra": 1}, LAST)
    assert lead.told() == {"since": LATER, "round": 2, "extra": 1}
    lead.ask({"round": 1}, LAST)
    assert lead.told() == {"since": LAST, "round": 1, "extra": 0}


def test_a_second_press_on_next_skips_nothing(lead: Lead) -> None:
    """Two consoles, or one impatient thumb, ask for the same round."""
    lead.phase("open", NINE)
    for at in (LATER, LAST):
        lead.ask({"round": 2}, at)
    assert lead.told() == {"since": LATER, "round": 2, "extra": 0}


def test_closed_it_stands_still_and_opened_again_it_begins_again(lead: Lead) -> None:
    """A question round has another turn after the break."""
    lead.phase("open", NINE)
    lead.ask({"round": 3}, LATER)
    lead.phase("locked", LATER)
    assert lead.told() == {"since": None}
    lead.ask({"round": 4}, LATER)
    assert lead.told() == {"since": None}
    lead.phase("open", LAST)
    assert lead.told() == {"since": LAST, "round": 1, "extra": 0}


@pytest.mark.parametrize(
    "value",
    [None, 2, [2], {}, {"round": 0}, {"round": 6}, {"round": -1}, {"round": True}, {"round": 2.0},
     {"round": "2"}, {"extra": 1}, {"round": 2, "extra": -1}, {"round": 2, "extra": 61},
     {"round": 2, "extra": None}, {"round": 2, "minutes": 5}, {"round": 10**30}],
)  # fmt: skip
def test_a_round_that_is_not_there_gets_a_sentence(lead: Lead, value: Any) -> None:
    """The console is a browser, and no browser is trusted."""
    lead.phase("open", NINE)
    with pytest.raises(BadValue) as error:
        lead.ask(value, LATER)
    assert str(error.value) == "There are rounds 1 to 5, and a round can have up to 60 minutes more."
    assert lead.told() == {"since": NINE, "round": 1, "extra": 0}


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR])
def test_only_the_facilitator_moves_the_room_on(
    lead: Lead, store: Store, session: Session, role: Role
) -> None:
    """A participant who is done waits, or says so aloud."""
    lead.phase("open", NINE)
    lead.seat = a_seat(store, session, role)
    with pytest.raises(NotAllowed):
        lead.ask({"round": 2}, LATER)


def test_two_protocols_of_a_session_run_by_themselves(store: Store) -> None:
    """A vote inside a plan has a clock of its own."""
    both = a_page({"Talk": [an_activity("protocol", key, script=SCRIPT) for key in ("talk", "other")]})
    meeting = a_session(store, both)
    lead = Lead(store, meeting, both, a_seat(store, meeting, Role.FACILITATOR))
    lead.phase("open", NINE)
    lead.ask({"round": 2}, LATER)
    room, _ = store.read(look, kinds(), Room(meeting, both), 0.0).result()
    assert room.groups["other"] == {"since": None}


@pytest.mark.parametrize("role", Role)
def test_what_the_facilitator_says_is_in_the_console_alone(page: Page, role: Role) -> None:
    """A hint for whoever leads, read by everybody, is a hint no more."""
    line = page.activity("talk").options["facilitator"]["pair"]
    assert line
    data = json.loads(_data(page, role, "KT7M"))
    assert (line in json.dumps(data, ensure_ascii=False)) == (role is Role.FACILITATOR)
    assert line not in json.dumps(spec_state(page.activity("talk")), ensure_ascii=False)
    assert data["specs"]["talk"]["options"]["rounds"][1]["who"] == "In pairs"
