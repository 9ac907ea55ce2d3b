"""The run sheet in a session: planned, followed, changed; every moment is the server's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from meeting import Meeting

from plckit.domain.people import Role
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, Refused
from plckit.sessions import convening, timing
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, utc_now

STEPS = {"Before": 10, "Open": 10, "Extra": 10, "Work": 20, "More": 10, "Close": 5}
MAY = {"Extra", "More"}
BEGINS = "2026-11-23T09:00:00.000+00:00"


def at(minutes: int) -> str:
    """Return a moment so many minutes after the planned start."""
    return (datetime.fromisoformat(BEGINS) + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")


@pytest.fixture(scope="module")
def timed_page() -> Page:
    """Return a page of 55 minutes and ten before, of which twenty may be left out."""
    made = a_page({name: [] for name in STEPS})
    steps = [
        replace(step, minutes=STEPS[step.title], must=step.title not in MAY, before=step.title == "Before")
        for step in made.steps
    ]
    return replace(made, steps=tuple(steps))


def planned(store: Store, page: Page, minutes: int | None) -> Meeting:
    """Return a meeting that is to last so many minutes."""
    meeting = Meeting(store, page, phase=None)
    times = (BEGINS, at(minutes)) if minutes else ("", "")
    made = store.write(convening.convene, "timed", page, "Team", utc_now(), *times).result()
    meeting.session = made
    meeting.room = replace(meeting.room, session=made)
    meeting.leader = a_seat(store, made, Role.FACILITATOR)
    meeting.projector = a_seat(store, made, Role.PROJECTOR)
    return meeting


def sheet(meeting: Meeting) -> dict[str, tuple[int, int]]:
    """Return (starts, minutes) of each step that is not left out, as the console is told."""
    told = meeting.page_of(meeting.leader)["room"]["sheet"]
    return {one["step"]: (one["starts"], one["minutes"]) for one in told if not one["cut"]}


def test_without_times_every_step_has_its_own_minutes(store: Store, timed_page: Page) -> None:
    """Five minutes to join, then one step after the other."""
    meeting = planned(store, timed_page, None)
    assert sheet(meeting) == {
        "before": (0, 0), "open": (5, 10), "extra": (15, 10), "work": (25, 20), "more": (45, 10),
        "close": (55, 5),
    }  # fmt: skip


def test_a_short_meeting_leaves_out_what_may_be_left_out(store: Store, timed_page: Page) -> None:
    """The closing step keeps its minutes; the console says when all of it is planned."""
    meeting = planned(store, timed_page, 50)
    assert sheet(meeting) == {
        "before": (0, 0), "open": (5, 10), "extra": (15, 10), "work": (25, 20), "close": (45, 5),
    }  # fmt: skip
    room = meeting.page_of(meeting.leader)["room"]
    assert (room["begins"], room["ends"], room["anchor"]) == (BEGINS, at(50), BEGINS)


def test_two_minutes_more_move_the_rest_and_keep_the_closing(store: Store, timed_page: Page) -> None:
    """A step that may be left out is; the last action step never gets shorter."""
    meeting = planned(store, timed_page, 50)
    meeting.ask("go", step="open", at=at(5))
    meeting.ask("extend", minutes=2, at=at(10))
    assert sheet(meeting) == {
        "before": (0, 0), "open": (5, 12), "work": (17, 20), "close": (37, 5),
    }  # fmt: skip


def test_what_was_left_out_by_hand_stays_out_when_a_step_takes_longer(store: Store, timed_page: Page) -> None:
    """The facilitator has decided; only “fit the rest” and new times consider it again."""
    meeting = planned(store, timed_page, 120)
    meeting.ask("go", step="open", at=at(5))
    meeting.ask("cut", step="extra", cut=True, at=at(6))
    meeting.ask("extend", minutes=2, at=at(7))
    assert "extra" not in sheet(meeting)
    meeting.ask("retime", at=at(8))
    assert "extra" in sheet(meeting)


def test_a_step_that_is_left_out_makes_the_others_earlier(store: Store, timed_page: Page) -> None:
    """And later again when it is taken in: the planned times are what people read."""
    meeting = planned(store, timed_page, None)
    before = sheet(meeting)
    meeting.ask("cut", step="extra", cut=True)
    assert sheet(meeting) == {
        "before": (0, 0), "open": (5, 10), "work": (15, 20), "more": (35, 10), "close": (45, 5),
    }  # fmt: skip
    meeting.ask("cut", step="extra", cut=False)
    assert sheet(meeting) == before
    meeting.ask("go", step="open", at=at(3))
    meeting.ask("cut", step="more", cut=True, at=at(4))
    assert sheet(meeting)["close"] == (45, 5)


@pytest.mark.parametrize("step", ["open", "before", "", "nowhere", None, [], {}, 5, "x" * 5000])
def test_only_what_is_to_come_is_left_out(store: Store, timed_page: Page, step: Any) -> None:
    """What has begun has had its time, and what is done before the meeting takes none."""
    meeting = planned(store, timed_page, 120)
    meeting.ask("go", step="open", at=at(5))
    meeting.ask("go", step="extra", at=at(15))
    for chosen in (step, "extra"):
        with pytest.raises(BadValue, match="still to come"):
            meeting.ask("cut", step=chosen, cut=True)


def test_fitting_the_rest_into_what_is_left(store: Store, timed_page: Page) -> None:
    """Twenty minutes late: the sheet ends when the meeting does."""
    meeting = planned(store, timed_page, 65)
    meeting.ask("go", step="open", at=at(25))
    meeting.ask("retime", at=at(26))
    starts, minutes = sheet(meeting)["close"]
    assert (minutes, starts + minutes <= 65) == (5, True)
    assert sheet(meeting)["open"] == (25, 10)


def test_times_from_the_console_before_and_after_the_start(store: Store, timed_page: Page) -> None:
    """With an offset, as browsers say it; kept in one zone."""
    meeting = planned(store, timed_page, None)
    meeting.ask("times", begins="2026-11-23T10:00:00+01:00", ends="2026-11-23T10:50:00+01:00")
    room = meeting.page_of(meeting.leader)["room"]
    assert (room["begins"], room["ends"]) == (BEGINS, at(50))
    assert "more" not in sheet(meeting)
    meeting.ask("go", step="open", at=at(5))
    meeting.ask("times", begins=BEGINS, ends=at(90), at=at(6))
    assert "more" in sheet(meeting)
    assert sheet(meeting)["open"] == (5, 10)


def test_a_step_before_the_meeting_has_no_clock(store: Store, timed_page: Page) -> None:
    """Prework is done at home; times can still be planned while it is the current step."""
    meeting = planned(store, timed_page, 60)
    meeting.ask("go", step="before", at=at(-1000))
    for what, said in (("extend", {"minutes": 2}), ("retime", {})):
        with pytest.raises(Refused, match="Nothing has begun yet"):
            meeting.ask(what, **said)
    meeting.ask("times", begins=BEGINS, ends=at(50), at=at(-900))
    assert sheet(meeting)["open"] == (5, 10)


TIMES = [None, "", "now", "16:30", "2026-11-23T10:00:00", 5, [], {}, "x" * 5000, "9999-12-31T23:59:59-23:59",
         "0001-01-01T00:00:00+23:59", "2026-13-01T10:00:00+00:00"]  # fmt: skip


@pytest.mark.parametrize("nonsense", TIMES)
def test_times_that_are_none_get_a_sentence(store: Store, timed_page: Page, nonsense: Any) -> None:
    """Nothing is guessed, and what was planned stands."""
    meeting = planned(store, timed_page, 60)
    before = sheet(meeting)
    for times in ((nonsense, at(60)), (BEGINS, nonsense), (nonsense, nonsense)):
        with pytest.raises(BadValue):
            meeting.ask("times", begins=times[0], ends=times[1])
    assert sheet(meeting) == before


@pytest.mark.parametrize("minutes", [0, -5, 13 * 60])
def test_a_meeting_ends_after_it_begins_on_the_same_day(store: Store, timed_page: Page, minutes: int) -> None:
    """A wrong date is typed more often than a night is worked through."""
    meeting = planned(store, timed_page, 60)
    with pytest.raises(BadValue, match="after the start, on the same day"):
        meeting.ask("times", begins=BEGINS, ends=at(minutes))
    with pytest.raises(BadValue):
        store.write(convening.convene, "t", timed_page, "Team", utc_now(), BEGINS, at(minutes)).result()


def test_what_was_left_over_can_be_the_next_meeting(store: Store, timed_page: Page) -> None:
    """Steps that were left out or never reached, in the order of the workbook."""
    meeting = planned(store, timed_page, 60)
    for minute, step in ((5, "open"), (20, "work")):
        meeting.ask("go", step=step, at=at(minute))

    def left() -> list[str]:
        session = meeting.read(lambda tx: tx.sessions.get(meeting.session.id))
        return [step.key for step in meeting.read(lambda tx: timing.left_over(tx, session, timed_page))]

    assert left() == [], "it goes on"
    meeting.ask("close")
    assert left() == ["extra", "more", "close"]
    again = (BEGINS, at(40), left())
    made = store.write(convening.convene, "timed", timed_page, "Team", utc_now(), *again).result()
    sheet = store.read(lambda tx: timing.planned(tx, made, timed_page)).result()
    assert [one.step for one in sheet if not one.cut] == ["extra", "more", "close"]
    with pytest.raises(BadValue, match="none of the steps"):
        store.write(convening.convene, "t", timed_page, "Team", utc_now(), BEGINS, at(40), ["gone"]).result()


def test_no_page_says_what_time_it_is(store: Store, timed_page: Page) -> None:
    """A clock that is wrong by hours moves nothing: what a request says of its time is not read."""
    meeting = planned(store, timed_page, 60)
    lies = {"since": "1999-01-01T00:00:00+00:00", "now": at(900)}
    meeting.ask("go", step="open", at=at(5), **lies)
    meeting.ask("extend", minutes=2, at=at(6), **lies)
    for seat in (meeting.leader, meeting.projector, *meeting.people("Ana")):
        room = meeting.page_of(seat)["room"]
        assert (room["since"], room["minutes"]) == (at(5), 12)
