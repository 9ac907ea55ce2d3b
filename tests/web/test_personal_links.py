"""A personal link's page, over plain HTTP: what it shows, what it keeps, and what it gives away."""

from __future__ import annotations

import re
import uuid

import pytest
from raw_client import Browser, hidden
from running_server import Room

from plckit.activities.registry import kinds
from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.sessions import enquiring, recording
from plckit.testing import NAME, a_page, a_seat, a_session, an_activity, utc_now
from plckit.web.guesses import MOST_OF_A_BROWSER

PAGE = a_page(
    {
        "Keep": [
            an_activity("artefact_maker", "keep", artefact="enquiry", sources={}),
            an_activity("my_link", "link", after="keep"),
            an_activity("turn_log", "log", see="named", since=True),
        ]
    }
)
SCRIPT = "</textarea><script>alert(1)</script>"


def a_link(room: Room, name: str = NAME) -> str:
    """Return the key of a link of a fresh enquiry on the room's server."""
    session = a_session(room.store, PAGE, community=f"Team {uuid.uuid4().hex[:6]}", phase=Phase.OPEN)
    leader = a_seat(room.store, session, Role.FACILITATOR)
    said = {"question": f"Will it {SCRIPT}?", "method": "research-lessons"}
    room.store.write(recording.keep, kinds(), PAGE, leader, "keep", said, utc_now()).result()
    seat = a_seat(room.store, session, name=name)
    return str(room.store.write(enquiring.give, PAGE, seat, "", False, utc_now()).result()["token"])


def saw(room: Room, key: str) -> list[str]:
    return [one.saw for one in room.store.read(enquiring.opened, key).result().rows]


@pytest.fixture
def key(room: Room) -> str:
    return a_link(room)


@pytest.fixture
def browser(room: Room) -> Browser:
    return room.server.browser()


async def filled(browser: Browser, key: str, **more: str) -> dict[str, str]:
    """Return the page's form as somebody has filled it in."""
    page = await browser.get(f"/e/{key}")
    kept = {"id": hidden(page, "id"), "turn": "1", "day": "2026-03-05", "saw": "Ten of them spoke"}
    return {**kept, **more}


async def test_evidence_is_kept_by_a_plain_form_and_shown_back(
    room: Room, browser: Browser, key: str
) -> None:
    """No script is needed, and the form of a page that tells no address is taken (its Origin is “null”)."""
    answer = await browser.post(f"/e/{key}", await filled(browser, key), Origin="null")
    assert answer.code == 303
    page = (await browser.get(answer.headers["Location"])).body.decode()
    assert "Kept. Your team sees it" in page
    assert "Ten of them spoke" in page
    assert saw(room, key) == ["Ten of them spoke"]
    (row,) = re.findall(r'name="take" value="([^"]+)"', page)
    assert "Ten of them spoke</textarea>" in (await browser.get(f"/e/{key}?edit={row}")).body.decode()
    assert (await browser.post(f"/e/{key}", {"take": row})).code == 303
    assert saw(room, key) == []


async def test_the_page_is_kept_nowhere_and_tells_its_address_to_nobody(browser: Browser, key: str) -> None:
    """The key stands in the address, so neither a cache nor another site may learn it."""
    for path in (f"/e/{key}", f"/e/{key}/qr"):
        answer = await browser.get(path, Referer="https://mail.example.org/inbox")
        assert answer.code == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"


async def test_words_are_written_as_words(browser: Browser, key: str) -> None:
    """Whatever is typed comes back as text, also where it is refused."""
    refused = await browser.post(f"/e/{key}", await filled(browser, key, saw=SCRIPT, number="many"))
    assert refused.code == 400
    await browser.post(f"/e/{key}", await filled(browser, key, saw=SCRIPT))
    for page in (refused, await browser.get(f"/e/{key}")):
        assert SCRIPT not in page.body.decode()
        assert "&lt;script&gt;alert(1)" in page.body.decode()


@pytest.mark.parametrize("wrong", [{"number": "many"}, {"saw": "x" * 700}, {"day": "2099-01-01"}])
async def test_what_is_refused_stands_in_the_form_again(
    room: Room, browser: Browser, key: str, wrong: dict[str, str]
) -> None:
    form = await filled(browser, key, means="They had time to think", **wrong)
    answer = await browser.post(f"/e/{key}", form)
    assert answer.code == 400
    page = answer.body.decode()
    assert 'role="alert"' in page
    assert "They had time to think" in page
    assert next(iter(wrong.values())) in page
    assert saw(room, key) == []


async def test_a_form_without_its_cookie_keeps_nothing_and_loses_nothing(
    room: Room, browser: Browser, key: str
) -> None:
    """The page was open for weeks, or another site made the form."""
    form = await filled(browser, key)
    browser.cookies.clear()
    answer = await browser.ask(f"/e/{key}", "POST", "&".join(f"{k}={v}" for k, v in form.items()))
    assert answer.code == 403
    assert "press Keep it once more" in answer.body.decode()
    assert "Ten of them spoke" in answer.body.decode()
    elsewhere = await browser.post(f"/e/{key}", form, Origin="https://elsewhere.example.org")
    assert elsewhere.code == 403
    assert saw(room, key) == []
    assert (await browser.post(f"/e/{key}", form)).code == 303


async def test_what_may_name_a_student_is_asked_about_once(room: Room, browser: Browser, key: str) -> None:
    """A question to the writer, never a refusal (rule P10)."""
    form = await filled(browser, key, saw="Call 021 555 0199")
    asked = (await browser.post(f"/e/{key}", form)).body.decode()
    assert "a phone or student number" in asked
    assert saw(room, key) == []
    assert (await browser.post(f"/e/{key}", {**form, "sure": "1"})).code == 303
    assert saw(room, key) == ["Call 021 555 0199"]


async def test_a_link_shows_and_changes_only_its_own_rows(room: Room, browser: Browser, key: str) -> None:
    """Another link, even with the ids of these rows, is another person."""
    await browser.post(f"/e/{key}", await filled(browser, key))
    (row,) = room.store.read(enquiring.opened, key).result().rows
    other = a_link(room, "Ben")
    assert "Ten of them spoke" not in (await browser.get(f"/e/{other}?edit={row.id}")).body.decode()
    for form in ({"take": row.id}, await filled(browser, other, instead=row.id), {"take": "\u20ac" * 50}):
        assert (await browser.post(f"/e/{other}", form)).code in (400, 403)
    assert saw(room, key) == ["Ten of them spoke"]


async def test_an_ended_link_gives_the_words_back(room: Room, browser: Browser, key: str) -> None:
    form = await filled(browser, key)
    link = room.store.read(enquiring.opened, key).result().link
    room.store.write(lambda tx: tx.enquiries.end_links(link.enquiry, utc_now())).result()
    answer = await browser.post(f"/e/{key}", form)
    assert answer.code == 403
    assert "Ten of them spoke" in answer.body.decode()
    assert (await browser.get(f"/e/{key}")).code == 403


async def test_keys_are_not_found_by_trying_and_stand_in_no_log(room: Room, key: str) -> None:
    """Wrong keys count for browser and address as wrong words do."""
    script = room.server.browser()
    await script.get("/")
    tries = [await script.get(f"/e/{uuid.uuid4().hex}") for _ in range(MOST_OF_A_BROWSER + 1)]
    assert [one.code for one in tries] == [404] * MOST_OF_A_BROWSER + [429]
    for method in ("PUT", "DELETE"):
        await script.ask(f"/e/{key}", method, "")
    await room.server.browser().post(f"/e/{key}", {"take": "x"}, Origin="https://elsewhere.example.org")
    assert key not in room.log()
