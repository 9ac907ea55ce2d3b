"""Personal links and files of communities, attacked by raw clients (those of `test_trespass_year.py`)."""

from __future__ import annotations

import asyncio
import gzip
import json
import uuid
from contextlib import AsyncExitStack
from typing import Any

import pytest
from loading import form
from raw_client import Browser, hidden, problem, until
from running_server import Server
from year_room import PAGE, PLAIN, QUESTION, Year, opened

from plckit.domain.people import Role
from plckit.sessions import enquiring, hosting, passing_on
from plckit.store.database import Store
from plckit.testing import utc_now
from plckit.web.guesses import MOST_OF_A_BROWSER


@pytest.fixture
def year(server: Server, server_store: Store) -> Year:
    return Year(server, server_store)


# Personal links


async def filled(browser: Browser, key: str, **more: str) -> dict[str, str]:
    """Return the form of a link's page as somebody has filled it in."""
    page = await browser.get(f"/e/{key}")
    kept = {"id": hidden(page, "id"), "turn": "1", "day": "2026-03-05", "saw": "Ten of them spoke"}
    return {**kept, **more}


def rows(year: Year, key: str) -> list[str]:
    return [one.saw for one in year.store.read(enquiring.opened, key).result().rows]


TURNS = ["2", "-1", "01", "001999999999", "000" + "9" * 30, "0" * 5000, "1.0", "\uff11", ""]
DAYS = ["1999-12-31", "2099-01-01", "9999-12-31", "2026-13-01", "0", "NaN", "2026-02-30"]
ODD = [
    {"number": "1e999"},
    {"number": "19 of 18"},
    {"url": "javascript:x"},
    {"url": "https://x y"},
    {"id": "x"},
]


async def test_a_link_takes_what_its_page_offers_and_only_once(year: Year) -> None:
    """Turns and days out of range, odd words, and twelve forms at once under one number."""
    key, _ = year.link()
    browser = year.server.browser()
    form_of = await filled(browser, key)
    wrong = [{"turn": one} for one in TURNS] + [{"day": one} for one in DAYS] + ODD
    for more in (*wrong, {"saw": "x" * 601}, {"instead": str(uuid.uuid4())}, {"instead": "\u20ac" * 20}):
        answer = await browser.post(f"/e/{key}", {**form_of, **more})
        assert answer.code in (400, 403), more
        assert len(problem(answer)) > 10
    assert rows(year, key) == []
    at_once = await asyncio.gather(*(browser.post(f"/e/{key}", form_of) for _ in range(12)))
    assert {answer.code for answer in at_once} == {303}
    assert rows(year, key) == ["Ten of them spoke"]
    again = await browser.post(f"/e/{key}", {**form_of, "saw": "Other words"})
    assert again.code == 403
    assert "Other words" in again.body.decode()
    assert hidden(again, "id") != form_of["id"], "once more is another row"
    row = year.store.read(enquiring.opened, key).result().rows[0].id
    anew = [{**form_of, "id": str(uuid.uuid4()), "instead": row, "saw": f"Word {n}"} for n in range(8)]
    codes = [one.code for one in await asyncio.gather(*(browser.post(f"/e/{key}", one) for one in anew))]
    assert sorted(codes) == [303] + [403] * 7
    assert len(rows(year, key)) == 1


async def test_a_link_is_its_owner_s_and_ends(year: Year) -> None:
    """Not another link's rows, not after she was taken out, not after all were ended."""
    (key, ana), (other, _) = year.link(), year.link("Ben")
    browser = year.server.browser()
    form_of = await filled(browser, key)
    assert (await browser.post(f"/e/{key}", form_of)).code == 303
    (row,) = (one.id for one in year.store.read(enquiring.opened, key).result().rows)
    foreign = Year(year.server, year.store).link("Mallory")[0]
    for of in (other, foreign):
        for sent in ({"take": row}, {**form_of, "id": str(uuid.uuid4()), "instead": row}, form_of):
            assert (await browser.post(f"/e/{of}", sent)).code == 403, sent
        assert "Ten of them spoke" not in (await browser.get(f"/e/{of}?edit={row}")).body.decode()
    fresh = {**form_of, "id": str(uuid.uuid4())}
    year.store.write(hosting.remove, year.leader, ana.id, utc_now()).result()
    assert (await browser.post(f"/e/{key}", fresh)).code == 403
    assert (await browser.get(f"/e/{key}")).code == 403
    year.store.write(hosting.bring_back, year.leader, ana.name, utc_now()).result()
    assert rows(year, key) == ["Ten of them spoke"]
    year.store.write(enquiring.end_all, PAGE, year.leader, utc_now()).result()
    for of in (key, other):
        assert (await browser.post(f"/e/{of}", {**form_of, "id": str(uuid.uuid4())})).code == 403
    assert rows(year, foreign) == []


async def test_guests_of_another_workbook_get_no_link(year: Year) -> None:
    """A proxy asks for one from a page that offers none, in the same community and in another."""
    for room in (year.meeting(PLAIN), year.meeting(PLAIN, f"Others {uuid.uuid4()}")):
        async with await opened(room, room.seat()) as tab:
            for more in ({}, {"again": True}, {"session": year.room.session.id, "activity": "link"}):
                told = await tab.answer("room", {"type": "my link", "name": "Ana", **more})
                assert told["type"] == "refused"
                assert QUESTION not in json.dumps(tab.received)


async def test_a_key_is_told_once_to_one_tab(year: Year) -> None:
    """Not to her other tab, a neighbour, a screen, a page, a file, the calendar, the disk or the log."""
    room, coach = year.room, await year.coach()
    ana = room.seat(name="Ana")
    seats = [ana, room.seat(), year.leader, room.seat(Role.PROJECTOR)]
    async with AsyncExitStack() as stack:
        mine, *others = [
            await stack.enter_async_context(await room.browser(seat).channels(seat.id))
            for seat in (ana, *seats)
        ]
        await asyncio.gather(*(tab.states() for tab in others))
        key = (await mine.answer("room", {"type": "my link"}))["value"]["token"]
        again = await mine.answer("room", {"type": "my link"})
        assert set(again["value"]) == {"made"}
        browser = year.server.browser()
        assert (await browser.post(f"/e/{key}", await filled(browser, key))).code == 303
        await until(lambda: all("Ten of them spoke" in json.dumps(tab.received) for tab in others), "the log")
        assert not any(key in json.dumps(tab.received) for tab in others)
        assert json.dumps(mine.received).count(key) == 1
    pages = [f"/coach/{year.at}", "/coach.ics", f"/community/{year.at}", f"/community/{year.at}/save"]
    texts = [(await coach.get(path)).body.decode() for path in (*pages, f"/session/{room.code}")]
    for path in ("/e/{}/", "/e/{}.", "/e/{}/x", "//e/{}", "/E/{}", "/e/%20{}", "/e/{}?edit=%ff", "/e/{}/qr/"):
        for method in ("GET", "HEAD", "POST", "PATCH", "DELETE"):
            await browser.ask(path.format(key), method, "" if method[0] == "P" else None)
    await until(lambda: "Refused DELETE /e/…" in room.log(), "the refusals are in the log")
    disk = b"".join(f.read_bytes() for f in room.server.data.path.rglob("*") if f.is_file())
    assert not any(key in text for text in (*texts, room.log()))
    assert key.encode() not in disk


async def test_strangers_who_try_keys_lock_nobody_out(year: Year) -> None:
    """Whoever opens a link for the first time brings no cookie; a script without any is not her."""
    key, _ = year.link()
    for _ in range(MOST_OF_A_BROWSER + 2):
        assert (await year.server.browser().get(f"/e/{uuid.uuid4().hex}")).code == 404
    assert (await year.server.browser().get(f"/e/{key}")).code == 200


# Files


def a_file(*artefacts: Any, **more: Any) -> bytes:
    return json.dumps({"format": "plckit artefacts", "version": 1, "artefacts": artefacts, **more}).encode()


def told(year: Year, **more: Any) -> dict[str, Any]:
    """Return a story as a file holds it."""
    text = passing_on.as_file(year.name, [year.story])
    return {**json.loads(text)["artefacts"][0], "id": str(uuid.uuid4()), **more}


MARKUP = "</script><script>alert(1)</script><!--"


def hostile(year: Year) -> dict[str, bytes]:
    """Return files that nothing may be kept of."""
    good, words = a_file(told(year)), {"puzzle": "x", "change": "x", "evidence": "x", "learned": "x"}
    team = told(year, kind="support-plan", content={"help": [{"who": "x"}]})
    return {
        "deep": b"[" * 500_000,
        "deep in a field": a_file(told(year, content={"puzzle": json.loads("[" * 50 + "]" * 50)})),
        "no number": good.replace(b'"version": 1,', b'"version": NaN,'),
        "endless": good.replace(b'"schema": 1', b'"schema": 1e999'),
        "a huge number": good.replace(b'"schema": 1', b'"schema": ' + b"9" * 5000),
        "the same key twice": good.replace(b'"puzzle":', b'"puzzle": "x", "puzzle": 5, "borrow":'),
        "packed": gzip.compress(b" " * 5_000_000),
        "half a letter": a_file(told(year, workbook="\ud800")),
        "for the team": a_file(team),
        "an odd part": a_file(told(year, content={**words, "__proto__": "x"})),
        "a path for an id": a_file(told(year, id="../../../../etc/passwd0000000000000")),
        "another sort": a_file(told(year, id=year.plan.id)),
        "half good": a_file(told(year), told(year, version=0)),
        "later": a_file(told(year, at="2099-01-01T00:00:00.000+00:00")),
    }


async def send(browser: Browser, at: str, content: bytes) -> Any:
    kind, body = form({}, {"file": ("kept.json", content)})
    address = f"/community/{at}/read?_xsrf={browser.cookies['_xsrf']}"
    return await browser.ask(address, "POST", body, **{"Content-Type": kind})


async def test_a_hostile_file_leaves_nothing_behind(year: Year) -> None:
    """One sentence each, all or nothing; others are in the middle of an answer on the same server."""
    coach, before = await year.coach(), year.kept()
    await coach.get(f"/community/{year.at}")
    for what, content in hostile(year).items():
        answer = await send(coach, year.at, content)
        assert answer.code == 400, what
        assert problem(answer).startswith("Nothing was read from the file"), what
        assert year.kept() == before, what
    assert (await send(coach, year.at, b" " * (passing_on.LARGEST + 20_000))).code == 413
    for name in ("..", ".", "%2e%2e", "..%2f..%2fetc", "a%00b", "%ff"):
        assert (await send(coach, name, a_file(told(year)))).code in (400, 404), name
    for name in (".", "..", " . "):  # a browser would take the address of its page for a folder
        assert (await coach.post("/sessions", {"workbook": "1", "community": name})).code == 400, name
    assert year.server.healthy()


async def test_what_a_file_says_of_others_stays_out_of_their_pages(year: Year) -> None:
    """An id of another community's card becomes a card of one's own, and markup stays words."""
    other, coach = Year(year.server, year.store), await year.coach()
    before = other.kept()
    await coach.get(f"/community/{year.at}")
    stolen = told(year, id=other.story.id, version=7, workbook=MARKUP, group=MARKUP)
    stolen["content"] = {**stolen["content"], "puzzle": MARKUP}
    there = told(year, id=str(uuid.uuid5(uuid.UUID(stolen["id"]), year.name)))
    third = Year(year.server, year.store)
    assert (await send(coach, third.at, a_file(there))).code == 302
    assert (await send(coach, year.at, a_file(stolen))).code == 302
    assert other.kept() == before
    (mine,) = (one for one in year.kept() if one.version == 7)
    assert len({mine.id, other.story.id, there["id"]}) == 3
    for path in (f"/community/{year.at}", f"/coach/{year.at}", f"/community/{year.at}/{mine.id}/7"):
        page = (await coach.get(path)).body.decode()
        assert "<script>alert" not in page, path
    for at, one in ((year.at, other.story), (other.at, mine)):
        for path in (f"{one.id}/{one.version}", f"{one.id}/revise", f"save?only={one.id}"):
            assert (await coach.get(f"/community/{at}/{path}")).code == 404, path
