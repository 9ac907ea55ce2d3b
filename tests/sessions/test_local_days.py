"""One day for one meeting: that of the server's clock, on every page, card and chart."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.artefacts import Artefact
from plckit.domain.entries import Reading
from plckit.domain.sessions import Phase, Session
from plckit.domain.texts import when
from plckit.domain.workbooks import Page
from plckit.sessions import artefacts, convening, following
from plckit.sessions.clock import is_to_come, local_day
from plckit.store.database import Store
from plckit.store.transaction import Transaction
from plckit.testing import a_page, an_activity
from plckit.web import community, front_door

WEST, EAST = "WEST+8", "EAST-13"  # as POSIX writes them: California in winter, Auckland in summer
AFTERNOON = "2027-03-01T00:15:00.000+00:00"  # 28 February, 16:15 in the west
MORNING = "2027-02-28T20:30:00.000+00:00"  # 1 March, 9:30 in the east


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put this computer into another zone for a while."""

    def put(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        (WEST, AFTERNOON, "2027-02-28"),
        (EAST, MORNING, "2027-03-01"),
        ("UTC", AFTERNOON, "2027-03-01"),
        (WEST, "0001-01-01T00:00:00.000+00:00", "0001-01-01"),
        (EAST, "9999-12-31T23:00:00.000+00:00", "9999-12-31"),
    ],
)
def test_the_day_is_that_of_the_place(stand: Callable[[str], None], zone: str, moment: str, day: str) -> None:
    """A year that no calendar goes on after, from a form or a file, stops no page."""
    stand(zone)
    assert local_day(moment) == day


def test_tomorrow_is_today_somewhere() -> None:
    """A browser's zone is not the server's, so only the day after tomorrow is refused."""
    days = [f"2027-03-0{n}" for n in (1, 2, 3)]
    assert [is_to_come(date.fromisoformat(day), AFTERNOON) for day in days] == [False, False, True]


def page() -> Page:
    return a_page({"Look": [an_activity("likert", "survey", rows={"a": "A line"}, waves=True)]})


def held(tx: Transaction) -> Session:
    """Hold a meeting in the afternoon that leaves two versions of a card."""
    session = convening.convene(tx, "wb", page(), "Year 9", AFTERNOON)
    tx.sessions.set_phases(session.id, ["survey"], Phase.REVEALED, AFTERNOON)
    about: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "community": "Year 9",
        "kind": "data-story",
        "schema": 1,
    }
    about |= {"session": session.id, "workbook": "wb", "page": session.page, "group": "", "at": AFTERNOON}
    for version, text in enumerate(("Ten spoke.", "Twelve spoke."), 1):
        told = {"see": "named", "covers": [], "synthetic": False, "content": {"sees": [text]}}
        tx.artefacts.add(Artefact(version=version, **about, **told))
    return session


def test_one_meeting_has_one_date_on_all_pages(store: Store, stand: Callable[[str], None]) -> None:
    """The coach's “today” and the day of a meeting that is on just now are the same."""
    stand(WEST)
    store.write(held).result()
    followed = store.read(following.community, kinds(), "Year 9").result()
    kept = store.read(artefacts.kept, "Year 9").result()[0][0]
    told = store.read(community._kept, "Year 9").result()["kinds"][0]
    days = {
        "meeting": followed.meetings[0].day,
        "left behind": followed.left[0].day,
        "card": artefacts.card(kept)["day"],
        "page of the community": told["last"]["day"],
        "front door": store.read(front_door._sessions).result()[0]["day"],
    }
    assert set(days.values()) == {"2027-02-28"}, days
    history = store.read(artefacts._history, kept).result()["history"]
    assert history[0].startswith("Version 2, 28 February 2027"), history


def test_waves_are_named_by_the_month_it_was_in_the_room(stand: Callable[[str], None]) -> None:
    """A survey of 28 February is not one of March."""
    stand(WEST)
    spec = page().activities["survey"]
    readings = [Reading(at, spec, 0, 6, []) for at in (AFTERNOON, "2027-06-01T20:00:00.000+00:00")]
    told = str(kinds()["likert"].summarise_waves(readings))
    assert ("Feb 2027" in told, "Mar 2027" in told) == (True, False)
    assert when(["2027-02-28", "2027-02-01"]) == ["28 Feb 2027", "1 Feb 2027"]
