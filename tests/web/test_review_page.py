"""The page of a review: it needs nobody, keeps nothing and takes nothing. Over plain HTTP."""

from __future__ import annotations

import html
import json
import re
import uuid
from urllib.parse import quote

import pytest
from raw_client import problem
from running_server import Room, Server

from plckit.domain.people import Role
from plckit.store.database import Store
from plckit.testing import a_page, a_session
from plckit.web import review

REVIEW = "12_periodic_review"


def everything(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    with store.engine.connect() as connection:
        listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = [row[0] for row in connection.exec_driver_sql(listed)]
        assert "entry" in names
        count = "SELECT count(*) FROM {}"
        return {
            name: connection.exec_driver_sql(count.format(name)).scalar_one()  # of our own tables
            for name in names
        }


def test_a_workbook_may_have_a_long_name() -> None:
    """A notebook is named after what it holds, and its guide opens under the same name."""
    [(path, _)] = review.routes
    for name in ("x" * 120, "12_periodic_review_for_a_leader_and_a_coach_of_our_schools"):
        assert re.fullmatch(path, f"/review/{name}")


@pytest.mark.parametrize("name", [REVIEW, "12"])
async def test_it_opens_for_everybody_and_leaves_no_trace(
    server: Server, server_store: Store, name: str
) -> None:
    """A leader has no account here, and a cookie would tell who opened it."""
    before = everything(server_store)
    browser = server.browser()
    answer = await browser.get(f"/review/{name}")
    assert answer.code == 200
    assert browser.set_cookies == []
    assert everything(server_store) == before
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "connect-src 'none'" in policy, "the browser lets no script of the page send anything"
    assert "form-action 'none'" in policy
    text = answer.body.decode()
    assert "Nothing you type is sent anywhere" in text
    assert "<form" not in text
    said = re.search(r'id="page">(.*?)</script>', text, re.DOTALL)
    assert said
    page = json.loads(said[1])
    labels = {spec["sees"]["label"] for spec in page["specs"].values()}
    assert labels == {"Only the two of you: stays on this device"}
    assert len(page["statuses"]) == 7


@pytest.mark.parametrize("path", [f"/review/{REVIEW}", "/review/12"])
async def test_it_takes_nothing(server: Server, path: str) -> None:
    """There is no way in, so there is no way to get it wrong."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = await server.browser().ask(path, method, "words" if method[0] == "P" else None)
        assert answer.code in (403, 405)


@pytest.mark.parametrize(
    ("name", "says"),
    [("01_becoming_a_learning_community", "is for a session"), ("99", "There is no workbook")],
)
async def test_other_workbooks_are_not_opened_that_way(server: Server, name: str, says: str) -> None:
    """What a room writes belongs to the room."""
    answer = await server.browser().get(f"/review/{name}")
    assert answer.code == 404
    assert says in problem(answer)


async def test_the_front_door_opens_it_and_begins_no_session(server: Server, server_store: Store) -> None:
    """A facilitator finds it beside the sessions, not among them."""
    browser = server.browser()
    await browser.get(f"/sign-in?key={server.facilitator_key()}")
    front = (await browser.get("/")).body.decode()
    assert f'href="/review/{REVIEW}"' in front
    assert f'<option value="{REVIEW}"' not in front
    before = everything(server_store)
    answer = await browser.post("/sessions", {"workbook": REVIEW, "community": "Ours"})
    assert answer.code == 400
    assert "is for two people, who keep it in a file of their own" in html.unescape(answer.body.decode())
    assert everything(server_store) == before


async def test_days_of_a_community_come_for_whoever_has_signed_in(
    server: Server, server_store: Store
) -> None:
    """They come with the page; nobody else learns of the community, and the page still sends nothing."""
    name = f"Hill & <b>Bay</b> {uuid.uuid4()}"
    room = Room(server, server_store, a_session(server_store, a_page({"First": []}), community=name))
    path = f"/review/{REVIEW}?community={quote(name)}"
    for browser in (server.browser(), room.browser(room.seat()), room.browser(room.seat(Role.FACILITATOR))):
        answer = await browser.get(path)
        assert answer.code == 403
        assert "Bay" not in answer.body.decode()
    coach = server.browser()
    await coach.get(f"/sign-in?key={server.facilitator_key()}")
    answer = await coach.get(path)
    assert answer.code == 200
    assert f"What {html.escape(name)} has kept" in answer.body.decode()
    assert "connect-src 'none'" in answer.headers["Content-Security-Policy"]
    assert (await coach.get(f"/review/{REVIEW}?community=Nobody")).code == 404
    assert "has kept, with days" not in (await coach.get(f"/review/{REVIEW}")).body.decode()
