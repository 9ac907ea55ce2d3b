"""The evening before: times, what fits into them, what was left over, and whether a phone comes through."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from raw_client import Browser, problem
from running_server import Server, free_port
from tornado.httpclient import HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.web import Application

from plckit.activities.registry import kinds
from plckit.domain.people import Role
from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page
from plckit.errors import BadValue
from plckit.sessions import facilitating, recording
from plckit.sessions.carrying_on import left_over
from plckit.settings import DataFolder
from plckit.store.database import Store
from plckit.testing import NAME, a_page, a_seat, a_session, an_activity, utc_now
from plckit.web import try_phone
from plckit.web.application import Plckit, Serving
from plckit.web.meeting import fits, meeting, prework
from plckit.web.try_phone import MOST_VISITS, SECONDS, Visits

NOW = "2030-05-06T09:00:00.000+00:00"


async def signed_in(server: Server) -> Browser:
    """Return a facilitator's browser."""
    browser = server.browser()
    await browser.get(f"/sign-in?key={server.facilitator_key()}")
    return browser


def words(answer: HTTPResponse) -> str:
    """Return a page as people read it."""
    return html.unescape(answer.body.decode())


def session_of(store: Store, answer: HTTPResponse) -> Session:
    """Return the session that a form has made."""
    code = answer.headers["Location"].removeprefix("/begun/")
    found = store.read(lambda tx: tx.sessions.by_code(code)).result()
    assert found
    return found


def test_times_are_those_of_the_browser() -> None:
    """A laptop in Kathmandu plans on a server in UTC; offsets are as JavaScript says them."""
    when = meeting("2030-05-07", "15:30", "16:30", "-345", NOW)
    assert (when.begins, when.minutes) == ("2030-05-07T09:45:00.000+00:00", 60)
    assert meeting("", "15:30", "16:30", "0", NOW).begins == "2030-05-06T15:30:00.000+00:00"
    assert meeting("2030-05-07", "", "", "0", NOW).minutes is None
    for offset in ("", "x", "99999999999", "9" * 5000):
        assert meeting("2030-05-07", "15:30", "16:30", offset, NOW).minutes == 60


@pytest.mark.parametrize(
    ("day", "begins", "ends", "sentence"),
    [
        ("2030-05-07", "15:30", "", "Type both the start and the finish, or neither."),
        ("2030-05-07", "16:30", "15:30", "The finish must be after the start, on the same day."),
        ("2030-05-07", "15:30", "15:30", "The finish must be after the start, on the same day."),
        ("2030-05-06", "07:00", "08:00", "That finish has passed already."),
        ("yesterday", "15:30", "16:30", "That is not a time."),
        ("2030-05-07", "25:00", "26:00", "That is not a time."),
        ("9999-12-31", "23:00", "23:59", "That is not a time."),
    ],
)
def test_times_that_cannot_be_say_what_to_change(day: str, begins: str, ends: str, sentence: str) -> None:
    """Nobody types a time right at the first try on a phone."""
    with pytest.raises(BadValue, match=re.escape(sentence)):
        meeting(day, begins, ends, "60", NOW)


def planned_page() -> Page:
    """Return a page of 5 minutes each: one that may be left out, and one for before the meeting."""
    page = a_page({name: [an_activity("short_text", name.lower())] for name in ("One", "Two", "Three")})
    one, two, three = page.steps
    first = replace(three, key="home", title="At home", before=True, blocks=())
    return replace(page, steps=(first, one, replace(two, must=False), three))


def test_what_does_not_fit_is_said_in_words() -> None:
    """The facilitator decides on a plan, not on a number."""
    steps = planned_page().steps
    assert fits(steps, 25) == ["Everything fits, with 5 minutes to spare."]
    assert fits(steps, 20) == ["Everything fits."]
    out = "1 step is left out: Two."
    assert fits(steps, 15) == [out, "What is left out is offered for the next meeting."]
    assert fits(steps, 13)[1] == "1 step is shorter: One (3 instead of 5 min)."
    assert fits(steps, 6)[-1].startswith("Even at its shortest this runs")
    assert "“At home”" in prework(steps)
    assert "A laptop that is shut cannot receive that" in prework(steps)
    assert prework(steps[1:]) == ""


async def test_the_front_door_shows_what_fits_and_begins_nothing(server: Server, server_store: Store) -> None:
    """Looking is free; what was typed stays in the form."""
    browser = await signed_in(server)
    before = server_store.read(lambda tx: len(tx.sessions.all())).result()
    typed = {"workbook": "1", "day": "2099-05-07", "begins": "15:30", "ends": "16:15", "community": NAME}
    shown = await browser.post("/sessions", {**typed, "look": "1", "offset": "0"})
    assert shown.code == 200
    page = words(shown)
    assert "In 45 minutes" in page
    assert "steps are left out:" in page
    for value in ("2099-05-07", "15:30", "16:15", NAME):
        assert f'value="{value}"' in page
    assert "<b>&'" not in shown.body.decode()
    assert server_store.read(lambda tx: len(tx.sessions.all())).result() == before
    wrong = await browser.post("/sessions", {**typed, "ends": "15:00"})
    assert wrong.code == 400
    assert problem(wrong).startswith("The finish must be after the start")


async def test_a_planned_session_has_its_times_and_its_run_sheet(server: Server, server_store: Store) -> None:
    """What was shown is what is kept."""
    browser = await signed_in(server)
    typed = {"workbook": "1", "community": "Planned", "day": "2099-05-07", "begins": "15:30", "ends": "16:15"}
    session = session_of(server_store, await browser.post("/sessions", {**typed, "offset": "-60"}))
    assert (session.begins, session.ends) == (
        "2099-05-07T14:30:00.000+00:00",
        "2099-05-07T15:15:00.000+00:00",
    )
    plan = server_store.read(lambda tx: tx.sessions.plan(session.id)).result()
    assert plan
    assert any(one[2] for one in plan)


async def test_the_recovery_code_is_shown_once_and_is_the_right_one(server: Server) -> None:
    """Not in an address, not a second time, not on the console, and to nobody else."""
    browser = await signed_in(server)
    begun = await browser.post("/sessions", {"workbook": "1", "community": "Once"})
    path = begun.headers["Location"]
    (line,) = [c for c in begun.headers.get_list("Set-Cookie") if c.startswith("plckit-recovery")]
    assert {"HttpOnly", f"Path={path}"} <= {part.strip() for part in line.split(";")}
    first = await browser.get(path)
    found = re.search(r'class="words">([a-z ]+ \d{4})<', first.body.decode())
    assert found
    assert any(
        c.startswith('plckit-recovery="";') and f"Path={path}" in c
        for c in first.headers.get_list("Set-Cookie")
    )
    browser.cookies.pop("plckit-recovery")
    code = path.removeprefix("/begun/")
    assert found[1] not in (await browser.get(path)).body.decode()
    await browser.get(f"/console/{code}")
    assert found[1] not in (await browser.get(f"/console/{code}")).body.decode()
    assert (await server.browser().get(path)).code == 403
    assert (await server.browser().post(f"/lead/{code}", {"words": found[1]})).code == 302


def finished(store: Store, page: Page, community: str, reached: str) -> Session:
    """Return a session that came as far as one step and was closed."""
    session = a_session(store, page, community=community)
    lead = a_seat(store, session, Role.FACILITATOR)
    store.write(lambda tx: tx.sessions.set_step(session.id, reached, utc_now())).result()
    store.write(facilitating.close, lead, utc_now()).result()
    return session


def test_what_was_left_over_is_offered_until_it_is_done(store: Store) -> None:
    """One line a community and workbook; the next meeting of both takes its place."""
    page = planned_page()
    first = finished(store, page, "Ours", "one")
    (rest,) = store.read(left_over).result()
    assert rest.session.id == first.id
    assert [step.key for step in rest.steps] == ["two", "three"]
    assert rest.minutes == 10
    a_session(store, page, community="Others")
    assert len(store.read(left_over).result()) == 1
    finished(store, page, "Ours", "two")
    (rest,) = store.read(left_over).result()
    assert [step.key for step in rest.steps] == ["three"]
    a_session(store, page, community="Ours")
    assert store.read(left_over).result() == []


async def test_the_next_meeting_begins_with_what_was_left_over(server: Server, server_store: Store) -> None:
    """One button: the same workbook and community, and the steps that were not done."""
    browser = await signed_in(server)
    made = session_of(server_store, await browser.post("/sessions", {"workbook": "1", "community": NAME}))
    page = server_store.read(lambda tx: tx.sessions.page(made.page)).result()
    assert page
    last = page.steps[-1]
    for step in page.steps[:-1]:
        server_store.write(lambda tx, key=step.key: tx.sessions.set_step(made.id, key, utc_now())).result()
    leader, rule = (
        a_seat(server_store, made, Role.FACILITATOR),
        dict.fromkeys(("rule", "looks_like", "we_say"), "x"),
    )
    keep = (kinds(), page, leader, "charter", {"rules": [rule]}, utc_now())
    server_store.write(recording.keep, *keep).result()
    server_store.write(facilitating.close, leader, utc_now()).result()
    front = words(await browser.get("/"))
    assert "Left over from earlier meetings" in front
    assert f"{page.title}: 1 step, {last.minutes} minute" in front
    assert f'name="only" value="{last.key}"' in front
    form = {"workbook": made.workbook, "community": made.community, "only": last.key}
    again = session_of(server_store, await browser.post("/sessions", form))
    plan = server_store.read(lambda tx: tx.sessions.plan(again.id)).result()
    assert plan
    assert [one[0] for one in plan if not one[2] and one[1]] == [last.key]
    gone = await browser.post("/sessions", {**form, "only": "no-such-step"})
    assert gone.code == 400
    assert problem(gone).startswith("This workbook was changed")


@asynccontextmanager
async def serving(data: DataFolder, store: Store, folder: Path) -> AsyncIterator[str]:
    """Serve in this loop; yield the address."""
    plckit = Plckit(Serving(data, store, folder, free_port(), True))
    app = Application(**plckit.init_settings())
    app.add_handlers(".*$", plckit.init_handlers())
    server = HTTPServer(app)
    server.listen(plckit.port, "127.0.0.1")
    yield f"http://127.0.0.1:{plckit.port}"
    server.stop()
    await server.close_all_connections()


async def test_the_laptop_turns_green_once_another_device_came(
    data_folder: DataFolder, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The laptop's own browser tells nothing about phones, nor does another visit's phone."""
    async with serving(data_folder, store, tmp_path) as address:
        laptop, other, phone = (Browser(address) for _ in range(3))
        for browser in (laptop, other):
            await browser.get(f"/sign-in?key={data_folder.secret('facilitator')}")
        pages = [words(await browser.get("/try")) for browser in (laptop, other)]
        letters, letters_there = (re.findall(r"/try/phone/(\w{4})<", page)[0] for page in pages)
        assert "This is the same computer" in words(await phone.get(f"/try/phone/{letters}"))
        assert '"reached": false' in words(await laptop.get("/try/state"))
        monkeypatch.setattr(try_phone, "is_this_machine", lambda _: False)
        assert "This is the same computer" in words(await laptop.get(f"/try/phone/{letters}"))
        await phone.get(f"/try/phone/{letters_there}")
        assert '"reached": false' in words(await laptop.get("/try/state"))
        assert "It works" in words(await phone.get(f"/try/phone/{letters.lower()}"))
        assert '"reached": true' in words(await laptop.get("/try/state"))
        assert "Your phone can reach this computer." in words(await laptop.get("/try"))
        fresh = words(await laptop.get("/try?again=1"))
        assert f"/try/phone/{letters}<" not in fresh
        assert "Waiting for your phone" in fresh


async def test_what_else_can_be_done_comes_in_its_order(server: Server) -> None:
    """Another address first, then one phone a table, then paper; a server for itself alone says so."""
    page = words(await (await signed_in(server)).get("/try"))
    places = [page.index(said) for said in ("Try another address", "One phone for each table", "Paper")]
    assert places == sorted(places)
    assert "started with --local" in page


async def test_addresses_of_this_computer_are_for_facilitators(server: Server) -> None:
    """A participant has no use for them."""
    assert (await server.browser().get("/try")).code == 403
    for letters in ("ZZZZ", "x" * 30, "<b>"):
        assert (await server.browser().get(f"/try/phone/{letters}")).code == 404


def test_visits_are_forgotten() -> None:
    """A server runs for months, and somebody may load the page in a loop."""
    at = [0.0]
    visits = Visits(lambda: at[0])
    letters = [visits.make() for _ in range(MOST_VISITS + 1)]
    assert visits.get(letters[0]) is None
    assert visits.get(letters[-1])
    at[0] = SECONDS
    assert visits.get(letters[-1]) is None
