"""What a room may not see of results never arrives: every byte a seat receives is recorded and searched."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pandas as pd
import pytest
from raw_client import Channels, until
from running_server import Room, Server

from plckit import data
from plckit.data import kept
from plckit.domain.datasets import Dataset
from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.sessions import results
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, a_session, an_activity, utc_now

SECRET = "7331"
CLASS, SMALL = "C-HIDDEN", "Quartet"
ALWAYS = ("outcomes", "items", "groups", "scores", "paired", "growth")
PLANTED = 4


def check(day: str, secret: float) -> data.Results:
    """Return a check of 40 students; four are a group of their own, with marks that nobody else has."""
    codes = [f"S-{n:04}" for n in range(40)]
    rows = [
        {
            "student_code": code,
            "class_code": CLASS if n % 2 else "C-OTHER",
            "item_id": f"Q{q}",
            "outcome_id": f"O{q % 2 + 1}",
            "points": secret if n < PLANTED else float((n * q) % 3 > 0),
            "max_points": 1.0,
            "assessment_id": day,
            "assessment_date": day,
        }
        for n, code in enumerate(codes)
        for q in range(1, 7)
    ]
    group = [SMALL if n < PLANTED else "Others here" if n < 20 else "" for n in range(40)]
    roster = pd.DataFrame({"student_code": codes, "class_code": "C-OTHER", "home": group})
    roster.loc[1::2, "class_code"] = CLASS
    return data.from_frame(pd.DataFrame(rows), roster=roster)


def kept_as(store: Store, community: str, day: str, secret: float) -> Dataset:
    """Keep such a check for a community."""
    about = {
        **{"title": day, "what": "results", "day": day, "students": 40, "synthetic": False},
        **{"purpose": "A test", "audience": "Tests", "delete_by": "2099-01-01"},
    }
    content = kept.dumps(check(day, secret))
    return store.write(results.keep, community, about, content, utc_now()).result()


@pytest.fixture(scope="module")
def page() -> Any:
    """A page with every chart of results, the class view behind a question to all."""
    specs = [an_activity("data_chart", chart, chart=chart, see="anon-live") for chart in ALWAYS]
    agree = an_activity("choice", "agree", options={"yes": "Yes", "no": "No"}, see="private")
    classes = an_activity("data_chart", "classes", chart="classes", agreed="agree", see="anon-live")
    return a_page({"First": [*specs, agree, classes]})


@asynccontextmanager
async def looking(room: Room, role: Role) -> AsyncIterator[tuple[Channels, str]]:
    """Open the page and the channels of somebody; yield the tab and the page's text."""
    seat = a_seat(room.store, room.session, role)
    browser = room.browser(seat)
    async with AsyncExitStack() as stack:
        screen = {Role.PARTICIPANT: "session", Role.PROJECTOR: "projector", Role.FACILITATOR: "console"}[role]
        page = await browser.get(f"/{screen}/{room.session.code}")
        tab = await stack.enter_async_context(await browser.channels(seat.id))
        await tab.states()
        yield tab, page.body.decode()


def arrived(tab: Channels, page: str) -> str:
    return page + "".join(raw if isinstance(raw, str) else raw.decode("utf-8", "replace") for raw in tab.raw)


@pytest.mark.parametrize("audience", ["team", "outside"])
@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR, Role.FACILITATOR])
async def test_no_hidden_number_reaches_a_screen(
    server: Server, server_store: Store, page: Any, role: Role, audience: str
) -> None:
    """Not in data, words, tables, an order or an axis; a class code neither, before all agreed."""
    session = a_session(server_store, page, community=f"{audience} {role}", phase=Phase.OPEN)
    room = Room(server, server_store, session)
    leader = a_seat(server_store, session, Role.FACILITATOR)
    before, now = (
        kept_as(server_store, session.community, day, secret)
        for day, secret in (("2027-03-01", 0.27331), ("2027-05-01", 0.67331))
    )
    async with looking(room, role) as (tab, text):
        chosen = {"before": before.id, "now": now.id}
        server_store.write(results.use, leader, chosen, audience, utc_now()).result()
        await until(lambda: "34 of" in arrived(tab, text) or "O1" in arrived(tab, text), "the charts came")
        for chart in ALWAYS:
            await until(lambda c=chart: any("group" in u for u in tab.updates(c)), f"{chart} came")
        said = arrived(tab, text)
        assert SMALL not in said
        assert CLASS not in said
        outside = audience == "outside"
        for number in ("0.27331", "0.67331") if outside else ():
            assert number not in said
        assert not outside or "S-00" not in said


async def test_classes_open_when_all_agreed_and_shut_again(
    server: Server, server_store: Store, page: Any
) -> None:
    """One no is enough, and nobody learns whose it was."""
    session = a_session(server_store, page, community="Agreeing", phase=Phase.OPEN)
    room = Room(server, server_store, session)
    leader = a_seat(server_store, session, Role.FACILITATOR)
    now = kept_as(server_store, "Agreeing", "2027-05-01", 0.67331)
    server_store.write(results.use, leader, {"now": now.id}, "team", utc_now()).result()
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(looking(room, Role.PARTICIPANT)) for _ in range(3)]
        for tab, _ in tabs[:2]:
            await tab.put("agree", "yes")
        assert CLASS not in arrived(*tabs[0])
        await tabs[2][0].put("agree", "no")
        await tabs[0][0].put("outcomes", {"text": "I see", "pin": ""}, "notice-0001")
        assert CLASS not in arrived(*tabs[0])
        await tabs[2][0].put("agree", "yes")
        await until(lambda: CLASS in arrived(*tabs[0]), "the classes came")
        assert '"no"' not in arrived(*tabs[0]).split("agreed")[-1]


async def test_nothing_but_what_is_among_the_results_is_kept(server: Server, server_store: Store) -> None:
    """A name is no code, and a question of another check is none of this one."""
    specs = [an_activity("status_grid", "standing"), an_activity("guess", "hardest")]
    session = a_session(server_store, a_page({"First": specs}), community="Marking", phase=Phase.OPEN)
    room = Room(server, server_store, session)
    leader = a_seat(server_store, session, Role.FACILITATOR)
    now = kept_as(server_store, "Marking", "2027-05-01", 0.67331)
    server_store.write(results.use, leader, {"now": now.id}, "team", utc_now()).result()
    async with looking(room, Role.PARTICIPANT) as (tab, _):
        status = {"status": "nearly"}
        assert (await tab.put("standing", status, "S-0001.O1"))["type"] == "saved"
        for cell in ("Zoe-Example.O1", "S-0001.O9"):
            assert (await tab.put("standing", status, cell))["type"] == "refused"
        assert (await tab.put("hardest", ["Q1", "Q2"]))["type"] == "saved"
        assert (await tab.put("hardest", ["Q99"]))["type"] == "refused"
