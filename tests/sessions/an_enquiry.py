"""What tests of an enquiry do again and again."""

from __future__ import annotations

import itertools
import uuid
from typing import Any

from plckit.activities.registry import kinds
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.sessions import enquiring, recording
from plckit.sessions.summarising import group_view
from plckit.store.database import Store
from plckit.testing import a_seat, utc_now

MOMENTS = itertools.count()
TURN = {"change": "ask by cards", "from": "2 March 2026", "shifted": ""}


def keep(store: Store, page: Page, session: Session, **content: Any) -> None:
    leader = a_seat(store, session, Role.FACILITATOR)
    said = {"question": "If we ask by cards, will Year 9 speak more by June?", "method": "research-lessons"}
    said |= {"turns": [TURN], "measure": "students who spoke", **content}
    store.write(recording.keep, kinds(), page, leader, "keep", said, utc_now()).result()


def give(store: Store, page: Page, seat: Seat, name: str = "", again: bool = False) -> dict[str, str]:
    return store.write(enquiring.give, page, seat, name, again, utc_now()).result()


def row(**more: str) -> dict[str, str]:
    kept = {"id": str(uuid.uuid4()), "turn": "1", "day": "2026-03-05", "did": "Cards", "saw": "Ten spoke"}
    return {**kept, **more}


def add(store: Store, key: str, **more: str) -> str:
    given = row(**more)
    at = f"2026-03-20T10:00:00.{next(MOMENTS):03d}+00:00"
    store.write(enquiring.add, key, given, at).result()
    return given["id"]


def mine(store: Store, key: str) -> list[str]:
    return [one.saw for one in store.read(enquiring.opened, key).result().rows]


def shown(store: Store, page: Page, session: Session, activity: str) -> dict[str, Any]:
    return store.read(group_view, kinds(), session, page.activity(activity), Phase.OPEN, page).result()


def logged(store: Store, page: Page, session: Session, activity: str = "all") -> list[Any]:
    return [line for turn in shown(store, page, session, activity)["log"] for line in turn["rows"]]
