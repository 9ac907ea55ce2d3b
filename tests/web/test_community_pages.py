"""What a community keeps, over plain HTTP: shown to facilitators, worded anew, saved and read in."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import replace
from urllib.parse import quote

import pytest
from loading import form
from markupsafe import escape
from raw_client import Browser, problem
from running_server import Room, Server
from tornado.httpclient import HTTPResponse

from plckit.domain.artefacts import Artefact
from plckit.domain.people import Role
from plckit.sessions import passing_on
from plckit.store.database import Store
from plckit.testing import NAME, a_page, a_session, an_activity

RULE = {"rule": f"We listen {NAME}", "looks_like": "Nobody is cut off", "we_say": "Hold on a moment"}
AT = "2026-03-16T15:00:00.000+00:00"


class Shelf:
    """What a community keeps, and a facilitator who has signed in and looks at it."""

    def __init__(self, room: Room, browser: Browser) -> None:
        self.room, self.browser = room, browser
        self.name = room.session.community
        self.address = f"/community/{quote(self.name, safe='')}"

    def add(self, kind: str, content: dict[str, object], **more: object) -> Artefact:
        """Let the session have left an artefact behind."""
        session = self.room.session
        made = Artefact(
            str(uuid.uuid4()), 1, self.name, kind, 1, session.id, "a-small-page", session.page, "", AT,
            "named", [], False, content,
        )  # fmt: skip
        kept = replace(made, **more)  # type: ignore[arg-type]
        return self.room.store.write(lambda tx: tx.artefacts.add(kept)).result()

    def versions(self, kind: str) -> list[Artefact]:
        return self.room.store.read(lambda tx: tx.artefacts.versions(self.name, kind)).result()

    async def text(self, more: str = "") -> str:
        answer = await self.browser.get(self.address + more)
        assert answer.code == 200, (answer.code, answer.body[:500])
        return answer.body.decode()

    async def send(self, content: bytes) -> HTTPResponse:
        """Send a file as the form does."""
        await self.text()
        kind, body = form({}, {"file": ("kept.json", content)})
        address = f"{self.address}/read?_xsrf={self.browser.cookies['_xsrf']}"
        return await self.browser.ask(address, "POST", body, **{"Content-Type": kind})


async def a_shelf(server: Server, store: Store) -> Shelf:
    community = f"7/8 & <i>friends</i> {uuid.uuid4()}"
    room = Room(server, store, a_session(store, a_page({"First": []}), community=community))
    coach = server.browser()
    await coach.get(f"/sign-in?key={server.facilitator_key()}")
    return Shelf(room, coach)


async def test_only_whoever_has_signed_in_sees_what_is_kept(server: Server, server_store: Store) -> None:
    """Neither participants nor a co-facilitator of one session read what other meetings left."""
    shelf = await a_shelf(server, server_store)
    made = shelf.add("charter", {"rules": [RULE], "purpose": "Secret purpose"})
    for browser in (
        server.browser(),
        shelf.room.browser(shelf.room.seat()),
        shelf.room.browser(shelf.room.seat(Role.FACILITATOR)),
    ):
        for more in ("", "/save", "/read", f"/{made.id}/revise", f"/{made.id}/1"):
            answer = await browser.get(shelf.address + more)
            assert answer.code == 403
            assert "Secret purpose" not in answer.body.decode()
    assert "Secret purpose" in await shelf.text()
    console = await shelf.browser.get(f"/console/{shelf.room.code}")
    page = (await shelf.browser.get(console.headers["Location"])).body.decode()
    assert f'href="{shelf.address}"' in page
    assert f'href="{shelf.address}"' in (await shelf.browser.get("/")).body.decode()
    led = shelf.room.browser(shelf.room.seat(Role.FACILITATOR))
    assert shelf.address not in (await led.get(f"/console/{shelf.room.code}")).body.decode()


async def test_a_card_says_where_it_is_from_and_earlier_versions_can_be_read(
    server: Server, server_store: Store
) -> None:
    """The latest stands in full; what it said before is one press away."""
    shelf = await a_shelf(server, server_store)
    assert "Nothing yet." in await shelf.text()
    first = shelf.add("charter", {"rules": [RULE], "purpose": "First purpose"})
    shelf.add(
        "charter", {"rules": [RULE], "purpose": "Second"}, id=first.id, version=2, at="2026-03-17" + AT[10:]
    )
    shelf.add("data-story", {"sees": ["O3"], "codes": ["S041"]}, synthetic=True)
    page = await shelf.text()
    assert escape(RULE["rule"]) in page
    assert "First purpose" not in page
    assert "A small page" in page
    assert f'href="/console/{shelf.room.code}"' in page
    assert "Earlier versions (1)" in page
    old = re.findall(r'href="([^"]+/1)"', page)
    assert "First purpose" in (await shelf.browser.get(old[0])).body.decode()
    assert "SYNTHETIC data" in page
    team = page.index("Show what is for the team only")
    assert page.index("S041") > team > page.index("O3</li>")
    shelf.add("story", {"puzzle": "Who never asks?"}, group="Hill School")
    shelf.add("story", {"puzzle": "Who stops at the first step?"}, group="Bay College")
    page = await shelf.text()
    assert "Others that are kept (1)" in page
    assert page.count("Earlier versions") == 1
    assert all(words in page for words in ("Hill School", "Bay College", "Who never asks?", "Who stops at"))
    assert (await shelf.browser.get(f"{shelf.address}/{first.id}/9")).code == 404
    assert (await shelf.browser.get(f"{shelf.address}/{uuid.uuid4()}/1")).code == 404
    assert (await shelf.browser.get("/community/Nobody")).code == 404


def words(**more: str) -> dict[str, str]:
    """Return the form of a charter with one rule, filled in."""
    return {"based": "1", "purpose": "Ours", **{f"rules.0.{key}": text for key, text in RULE.items()}, **more}


async def test_other_words_become_the_next_version(server: Server, server_store: Store) -> None:
    """Nothing is written over, and pressing Keep without a change makes no version."""
    shelf = await a_shelf(server, server_store)
    made = shelf.add("charter", {"rules": [RULE]})
    path = f"/{made.id}/revise"
    page = await shelf.text(path)
    assert page.count('name="rules.0.rule"') == 1
    assert 'name="rules.3.rule"' in page, "three rows are empty"
    answer = await shelf.browser.post(shelf.address + path, words(**{"rules.2.rule": "A second rule"}))
    assert answer.headers["Location"] == f"{shelf.address}#charter"
    last, first = shelf.versions("charter")
    assert first == made
    assert (last.version, last.session, last.workbook) == (2, None, "a-small-page")
    assert last.content["rules"] == [RULE, {"rule": "A second rule", "looks_like": "", "we_say": ""}]
    same = words(based="2", purpose="Ours", **{"rules.1.rule": "A second rule"})
    assert (await shelf.browser.post(shelf.address + path, same)).code == 302
    assert len(shelf.versions("charter")) == 2, "words that change nothing make no version"


async def test_promises_kept_before_they_had_a_day_are_read_and_revised(
    server: Server, server_store: Store
) -> None:
    """A record of an older plckit has no such column: it stands as it is, and a day can be added."""
    shelf = await a_shelf(server, server_store)
    made = shelf.add(
        "consensus-record",
        {"result": {"said": "Not yet."}, "commitments": [{"who": "Ana", "what": "bring a text"}]},
    )
    page = await shelf.text()
    assert "bring a text" in page
    assert "By when" not in page
    assert 'name="commitments.0.when"' in await shelf.text(f"/{made.id}/revise")
    row = {"who": "Ana", "what": "bring a text", "when": "1 December 2026"}
    said = {"based": "1", **{f"commitments.0.{key}": text for key, text in row.items()}}
    await shelf.browser.post(f"{shelf.address}/{made.id}/revise", said)
    assert shelf.versions("consensus-record")[0].content["commitments"] == [row]
    assert "1 December 2026" in await shelf.text()


async def test_what_was_refused_stays_in_the_form(server: Server, server_store: Store) -> None:
    """Two tabs, or two people: the later one is told, keeps the words, and may keep them all the same."""
    shelf = await a_shelf(server, server_store)
    made = shelf.add("charter", {"rules": [RULE]})
    path = f"{shelf.address}/{made.id}/revise"
    assert (await shelf.browser.post(path, words(purpose="From the first tab"))).code == 302
    late = await shelf.browser.post(path, words(purpose="From the second tab"))
    assert late.code == 400
    assert problem(late).startswith("Somebody kept version 2 meanwhile")
    page = late.body.decode()
    assert "From the second tab</textarea>" in page
    assert 'name="based" value="2"' in page
    again = words(purpose="From the second tab", based="2")
    assert (await shelf.browser.post(path, again)).code == 302
    assert [one.content.get("purpose") for one in shelf.versions("charter")][:2] == [
        "From the second tab",
        "From the first tab",
    ]
    empty = await shelf.browser.post(
        path, {"based": "3", "purpose": "No rules", "rules.4.rule": "Half a rule"}
    )
    assert problem(empty) == "“Ground rules” still needs: our rules (it looks like, we say)."
    assert "Half a rule</textarea>" in empty.body.decode()
    long = await shelf.browser.post(path, words(based="3", purpose="x" * 1001))
    assert problem(long) == "One of the texts has 1,001 letters. Use 1,000 or fewer."


async def test_what_activities_recorded_cannot_be_worded_anew(server: Server, server_store: Store) -> None:
    """A reading of trust is what people said, whatever a browser sends."""
    shelf = await a_shelf(server, server_store)
    made = shelf.add("trust-reading", {"reading": {"said": "We listen. Agree 5 (5 answers)."}})
    page = await shelf.text(f"/{made.id}/revise")
    assert "Agree 5" in page
    assert "<textarea" not in page
    sent = {"based": "1", "reading": "All true"}
    assert (await shelf.browser.post(f"{shelf.address}/{made.id}/revise", sent)).code == 302
    assert shelf.versions("trust-reading") == [made]


async def test_a_file_is_saved_here_and_read_in_there(server: Server, server_store: Store) -> None:
    """Two communities of one server stand for two schools; reading it in twice changes nothing."""
    ours, theirs = await a_shelf(server, server_store), await a_shelf(server, server_store)
    ours.add("charter", {"rules": [RULE]})
    story = ours.add("data-story", {"sees": ["O3"], "codes": ["S041"]}, synthetic=True)
    saved = await ours.browser.get(f"{ours.address}/save")
    assert saved.headers["Content-Disposition"].startswith('attachment; filename="plckit-7-8-i-friends-i-')
    assert "S041" not in saved.body.decode()
    one = json.loads((await ours.browser.get(f"{ours.address}/save?only={story.id}")).body)
    assert [given["kind"] for given in one["artefacts"]] == ["data-story"]
    assert (await theirs.send(saved.body)).headers["Location"] == f"{theirs.address}?new=2&known=0"
    again = await theirs.send(saved.body)
    assert again.headers["Location"] == f"{theirs.address}?new=0&known=2"
    page = await theirs.text("?new=0&known=2")
    assert "0 were new and are kept now. 2 were here already." in page
    assert theirs.versions("charter")[0].content == {"rules": [RULE]}
    assert theirs.versions("data-story")[0].synthetic is True


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file first."),
        (b"no JSON", "Nothing was read from the file: this is not a file that plckit wrote."),
        (b" " * (passing_on.LARGEST + 1), "it is too large; 2 MB is the most."),
        (b" " * (passing_on.LARGEST + 500_000), "it is too large; 2 MB is the most."),
    ],
)
async def test_a_wrong_file_is_refused_in_a_sentence(
    server: Server, server_store: Store, content: bytes, said: str
) -> None:
    """Whatever somebody was sent by mail."""
    shelf = await a_shelf(server, server_store)
    answer = await shelf.send(content)
    assert answer.code in (400, 413)
    assert problem(answer).endswith(said)


async def test_a_file_of_a_stranger_is_refused(server: Server, server_store: Store) -> None:
    """Before anything of it is read."""
    shelf = await a_shelf(server, server_store)
    stranger = shelf.room.browser(shelf.room.seat())
    await stranger.get("/")
    kind, body = form({}, {"file": ("kept.json", b"{}")})
    asked = f"{shelf.address}/read?_xsrf={stranger.cookies['_xsrf']}"
    assert (await stranger.ask(asked, "POST", body, **{"Content-Type": kind})).code == 403


async def test_opening_screens_show_the_latest_ground_rules(server: Server, server_store: Store) -> None:
    """Every meeting opens with a minute for them; changed ones show at once."""
    shelf = await a_shelf(server, server_store)
    room = shelf.room
    phone, console, wall = (
        (room.browser(room.seat(role)), path)
        for role, path in (
            (Role.PARTICIPANT, "session"),
            (Role.FACILITATOR, "console"),
            (Role.PROJECTOR, "projector"),
        )
    )

    async def page(screen: tuple[Browser, str]) -> str:
        return (await screen[0].get(f"/{screen[1]}/{room.code}")).body.decode()

    for screen in (phone, console, wall):
        assert "Our ground rules" not in await page(screen)
    assert "This community has no ground rules yet" in await page(console)
    made = shelf.add("charter", {"rules": [RULE], "purpose": "First <i>purpose</i>"})
    for screen in (phone, console, wall):
        shown = await page(screen)
        assert f'<li dir="auto">{escape(RULE["rule"])}</li>' in shown
        assert "First &lt;i&gt;purpose" in shown
        assert RULE["we_say"] not in shown, "short"
        assert "no ground rules yet" not in shown
    shelf.add(
        "charter", {"rules": [RULE], "purpose": "Second"}, id=made.id, version=2, at="2026-03-17" + AT[10:]
    )
    for screen in (phone, console, wall):
        assert "Second</p>" in await page(screen)


async def test_a_workbook_that_makes_the_ground_rules_asks_for_none(
    server: Server, server_store: Store
) -> None:
    """Its own console need not send the facilitator to itself."""
    steps = {"Last": [an_activity("artefact_maker", "charter", artefact="charter", sources={})]}
    room = Room(server, server_store, a_session(server_store, a_page(steps), community=f"New {uuid.uuid4()}"))
    browser = room.browser(room.seat(Role.FACILITATOR))
    assert "no ground rules yet" not in (await browser.get(f"/console/{room.code}")).body.decode()
