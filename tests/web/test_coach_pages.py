"""The coach's pages and the calendar over plain HTTP: for whoever has signed in, and only what was seen."""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import icalendar
import pytest
from raw_client import Browser
from running_server import Server

from plckit.domain.due import Due
from plckit.domain.people import Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.year import REVIEW
from plckit.sessions import convening, hosting, joining
from plckit.store.database import Store
from plckit.store.transaction import Transaction
from plckit.testing import NAME, a_page, a_session, an_activity
from plckit.web.calendar_file import calendar_file, file_name

AT = "2027-05-03T09:00:00.000+00:00"
SEEN = ("named", "private", "anon-reveal", "anon-live", "opt-in", "group")


async def signed_in(server: Server) -> Browser:
    """Return a browser that has signed in by the server's link."""
    browser = server.browser()
    await browser.get(f"/sign-in?key={server.facilitator_key()}")
    return browser


def community(
    store: Store, name: str, people: int = 1, phase: Phase = Phase.OPEN
) -> tuple[Session, list[Seat]]:
    """Return a session in which everybody answers everything, each text a secret of its own."""
    promises = [an_activity("commitment", f"promise-{see}", see=see) for see in SEEN]
    texts = [
        an_activity("short_text", f"text-{see}", see=see, by="group" if see == "group" else "person")
        for see in SEEN
    ]
    lines = {"lead": "Leading: everybody can.", "see": "Practice: we see each other."}
    page = replace(
        a_page({"One": [*promises, *texts, an_activity("slider_pair", "pairs", rows=lines)]}), key=REVIEW
    )

    def job(tx: Transaction) -> tuple[Session, list[Seat]]:
        session = convening.convene(tx, page.key, page, name, AT)
        names = (f"Person {number}" for number in range(people))
        seats = [joining.join(tx, session.code, each, AT, str(uuid.uuid4())) for each in names]
        for seat in seats:
            for spec in (*promises, *texts):
                words = f"secret {spec.key} {name}"
                value: Any = {"will": words, "by": "2027-06-01"} if spec in promises else words
                tx.entries.put(seat, spec.key, "answer", str(uuid.uuid4()), value, AT)
            for line in lines:
                tx.entries.put(seat, "pairs", line, str(uuid.uuid4()), {"now": 3, "want": 9}, AT)
        tx.sessions.set_step(session.id, "one", AT)
        tx.sessions.set_phases(session.id, list(page.activities), phase, AT)
        return session, seats

    return store.write(job).result()


PATHS = ("/coach", "/coach/{at}", "/coach.ics", "/coach/{at}.ics")


async def test_whoever_has_not_signed_in_sees_nothing(server: Server, server_store: Store) -> None:
    """A participant, somebody who leads one session, and a stranger are nobody's coach."""
    name = f"Closed {uuid.uuid4()}"
    session, seats = community(server_store, name)
    leader = server_store.write(hosting.lead, session, AT).result()
    secret = server.data.secret("cookies")
    for browser in (server.browser(), *(server.browser().holding(s, secret) for s in (seats[0], leader))):
        for path in PATHS:
            answer = await browser.get(path.format(at=quote(name)))
            assert answer.code == 403, path
            assert name not in answer.body.decode()
        assert (await browser.post("/coach", {"community": name, "school": "Evil"})).code == 403
    assert name not in server_store.read(lambda tx: tx.communities.schools()).result()


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.REVEALED])
async def test_no_byte_of_what_is_not_for_everybody(
    server: Server, server_store: Store, phase: Phase
) -> None:
    """Secrets of every way of being seen; only promises with a name are on the pages and in the calendar."""
    name = f"Secrets {uuid.uuid4()}"
    session, seats = community(server_store, name, 3, phase)
    browser = await signed_in(server)
    for path in PATHS:
        answer = await browser.get(path.format(at=quote(name)))
        assert answer.code == 200
        text = re.sub(r"\r?\n ", "", answer.body.decode())  # a calendar folds its lines
        assert name in text
        told = set(re.findall(r"secret ([a-z-]+)", text))
        assert told <= {"promise-named"}, path
        for hidden in (
            session.console_key,
            session.projector_key,
            session.shuffle,
            *(s.id for s in seats),
            *(s.rejoin for s in seats),
        ):
            assert hidden not in text
        assert "3 →" not in re.sub(r"<[^>]*>", "", text), "three people are too few for a middle"


async def test_five_are_shown_on_their_own_page_and_ten_beside_another_school(
    server: Server, server_store: Store
) -> None:
    """The middle of nine stands on their page, and nowhere on the page of all."""
    names = {people: f"{uuid.uuid4()} of {people}" for people in (9, 10)}
    browser = await signed_in(server)
    for people, name in names.items():
        community(server_store, name, people, Phase.REVEALED)
        led = await browser.post("/coach", {"community": name, "school": f"School {name}"})
        assert led.headers["Location"] == f"/coach/{quote(name)}?saved=1"
    every = (await browser.get("/coach")).body.decode()
    for people, name in names.items():
        own = (await browser.get(f"/coach/{quote(name)}")).body.decode()
        row = next(part for part in every.split("<tr>") if f"{name}</a>" in part and "<td" in part)
        assert middles(own) == [("3", "9")] * 2
        assert middles(row) == ([("3", "9")] * 2 if people == 10 else [])
        assert ("fewer than 10 answers" in row) is (people == 9)
    assert "All schools" not in every


def middles(text: str) -> list[tuple[str, str]]:
    """Return (now, want) of each line on a page, as they are read aloud."""
    return re.findall(r"now </span>([\d.]+) .*?, wanted </span> ([\d.]+)", text)


HOSTILE = f"{NAME} a/b?c#d %2F; e,f .ics"


async def test_a_hostile_name_is_a_name(server: Server, server_store: Store) -> None:
    """Markup, a slash, a percent sign and our own ending: shown as words, found by its own address."""
    name, school = f"{uuid.uuid4()} {HOSTILE}"[:80], f"</h2>{NAME}"
    session, _ = community(server_store, name)
    browser = await signed_in(server)
    await browser.post("/coach", {"community": name, "school": school})
    every = (await browser.get("/coach")).body.decode()
    assert "<b>&" not in every
    assert "</h2>Zo" not in every
    address = next(a for a in re.findall(r'<a href="(/coach/[^"#]*)"', every) if name[:36] in a)
    assert "/" not in address.removeprefix("/coach/")
    assert f'value="{session.code}"' not in every
    for path, kind in ((address, "text/html"), (f"{address}.ics", "text/calendar")):
        answer = await browser.get(path)
        assert (answer.code, answer.headers["Content-Type"].partition(";")[0]) == (200, kind)
        assert "<b>&" not in answer.body.decode() or kind == "text/calendar"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="plckit-')
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.ics"', answer.headers["Content-Disposition"])


async def test_a_community_that_is_not_here_and_a_school_that_is_too_long(
    server: Server, server_store: Store
) -> None:
    """Each is one sentence; nothing is kept of either."""
    browser = await signed_in(server)
    name = a_session(server_store, a_page({"One": []}), community=f"Here {uuid.uuid4()}").community
    for path in ("/coach/Nobody", "/coach/Nobody.ics", "/coach/%00", "/coach/%ff", "/coach/."):
        answer = await browser.get(path)
        assert answer.code in (400, 404), path
    assert (await browser.post("/coach", {"community": "Nobody", "school": "x"})).code == 404
    assert (await browser.post("/coach", {"community": name, "school": "x" * 81})).code == 400
    assert name not in server_store.read(lambda tx: tx.communities.schools()).result()


async def test_a_meeting_is_planned_from_the_coach_s_page(server: Server, server_store: Store) -> None:
    """The front door opens with the workbook and the community filled in."""
    name = a_session(server_store, a_page({"One": []}), community=f"New & {uuid.uuid4()}").community
    browser = await signed_in(server)
    page = (await browser.get(f"/coach/{quote(name)}")).body.decode()
    plan = re.search(r'<a class="button" href="(/\?[^"]*)"', page)
    assert plan
    front = (await browser.get(plan[1].replace("&amp;", "&"))).body.decode()
    assert 'value="01_becoming_a_learning_community" selected' in front
    assert f'value="{name.replace("&", "&amp;")}"' in front
    assert 'href="/coach"' in front


EVIL = 'visit\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT; a, b \\ "c" \u2028 d'


def test_hostile_words_stay_words_in_a_calendar() -> None:
    """Commas, semicolons and line ends would otherwise be fields, or the end of an event."""
    made = calendar_file(
        "Ours\r\nBEGIN:VEVENT", [("Maths,\nof; 9", Due("k", EVIL, "2027-06-01", who="Zoë\r\nX:1"))], AT
    )
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "TRANSP"}
    assert str(event["SUMMARY"]) == f"Zoë X:1: {' '.join(EVIL.split())} (Maths, of; 9)"
    assert not [line for line in made.decode().split("\r\n") if line.startswith(("ATTENDEE", "X:1"))]
    assert made.count(b"\nBEGIN:VEVENT\r\n") == 1


def test_an_event_is_one_whole_day_and_keeps_its_name() -> None:
    """A second file brings a calendar up to date instead of doubling what is in it."""
    due = [
        ("Maths", Due("key-1", "Look at our rules again", "2027-06-01", words="our own words")),
        ("Maths", Due("key-2", "x", "", "end of term")),
    ]
    first, second = (
        icalendar.Calendar.from_ical(calendar_file("Maths", due, at)).walk("VEVENT")
        for at in (AT, "2027-05-03T09:01:00.000+00:00")
    )
    assert [str(e["UID"]) for e in first] == [str(e["UID"]) for e in second] == ["key-1@plckit"]
    assert (first[0]["DTSTART"].dt, first[0]["DTEND"].dt) == (
        datetime.date(2027, 6, 1),
        datetime.date(2027, 6, 2),
    )
    assert second[0]["SEQUENCE"] == first[0]["SEQUENCE"] + 1
    assert str(first[0]["SUMMARY"]) == "Look at our rules again (Maths)"
    assert first[0].walk("VALARM")[0]["TRIGGER"].dt == datetime.timedelta(hours=-15)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Year 9 maths", "plckit-year-9-maths.ics"),
        ("Équipe/..\\x\r\n", "plckit-equipe-x.ics"),
        ("数学", "plckit-community.ics"),
    ],
)
def test_the_file_has_a_plain_name(title: str, name: str) -> None:
    """What a header and every disk can take."""
    assert file_name(title) == name
