"""Loading a mark book over plain HTTP: asked, coded, confirmed, used, deleted."""

from __future__ import annotations

import asyncio
import html
import re
import uuid
from pathlib import Path

import pytest
from loading import BOOK, SURNAMES, WHY, Desk, filled, question
from raw_client import problem, until
from running_server import Room, Server

from plckit.domain.people import Role, Seat
from plckit.errors import NotFound
from plckit.sessions import results
from plckit.store.database import Store
from plckit.testing import a_page, a_session
from plckit.web import drafts
from plckit.web.drafts import MOST, MOST_OF_ONE, Draft, Drafts

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def desk(server: Server, server_store: Store) -> Desk:
    session = a_session(server_store, a_page(), community=f"Team {uuid.uuid4()}")
    return Desk.of(Room(server, server_store, session))


@pytest.mark.parametrize("file", ["reading_markbook_export.csv", "reading_markbook_export.xlsx"])
async def test_a_school_s_export_is_loaded_and_next_term_s_is_asked_less(desk: Desk, file: str) -> None:
    """The issue's own way through: every question, the key, and with it the same codes."""
    assert (await desk.load((DATA / file).read_bytes(), file)).code == 302
    asked = await desk.answer_all()
    assert len(asked) >= 18
    assert "52 of 52" in await desk.page()
    key = await desk.keep()
    assert key.startswith("student_code,number,name,class,class_code\n")
    shown = (await desk.browser.get(desk.list)).body.decode()
    read = re.findall(r"52 students of 52 enrolled, (\d+) marks read", shown)
    assert len(read) == 7, "each check of the file is kept as results of its own"
    assert sum(map(int, read)) == 344
    assert html.escape(WHY["title"]).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in shown
    assert (await desk.load((DATA / file).read_bytes(), file, key, title="Next term")).code == 302
    again = await desk.answer_all()
    assert 0 < len(again) <= 5, again
    assert sorted((await desk.keep()).split("\n")) == sorted(key.split("\n"))


async def test_an_answer_can_be_changed_and_what_was_answered_is_shown(desk: Desk) -> None:
    """Back leads to the question before, with the answer that was given."""
    await desk.load(BOOK)
    first = await desk.page()
    await desk.browser.post(desk.path, filled(first))
    second = await desk.page()
    assert question(second) != question(first)
    back = re.findall(r'href="[^"]*(\?at=\d+)">Back<', second)
    before = await desk.page(back[0])
    assert question(before) == question(first)
    assert "Answered already" in before
    assert "Your answer is filled in" in before
    await desk.answer_all()
    report = await desk.page()
    place = re.findall(r'(\?at=\d+)" aria-label="Change: What does “Abs” mean', report)
    chosen = filled(await desk.page(place[0])) | {"answer": "skipped"}
    assert (await desk.browser.post(desk.path, chosen)).code == 302
    assert re.search(r'<th scope="row">left out \(0 marks\)</th><td>1</td>', await desk.page())


async def test_what_cannot_be_an_answer_says_what_would_be(desk: Desk) -> None:
    """No word of the inside; what was typed stays, and the line that is wrong is marked."""
    await desk.load(BOOK)
    while "Abs" not in question(page := await desk.page()):
        await desk.browser.post(desk.path, filled(page))
    both = await desk.browser.post(desk.path, filled(page) | {"answer": "exempt", "free": "1"})
    assert both.code == 400
    assert problem(both) == "You chose “exempt” and typed “1”. Empty the box, or choose “Something else”."
    odd = (await desk.browser.post(desk.path, filled(page) | {"answer": "", "free": "two"})).body.decode()
    assert "“two” does not fit here. Type a number, such as 10." in odd
    assert 'value="two"' in odd
    assert 'aria-invalid="true"' in odd
    assert (await desk.browser.post(desk.path, filled(page) | {"free": "1"})).code == 302
    while "day" not in question(page := await desk.page()):
        await desk.browser.post(desk.path, filled(page))
    empty = await desk.browser.post(desk.path, {**filled(page), "free-0": ""})
    assert empty.code == 400
    assert "Choose the day." in empty.body.decode()


async def test_a_file_without_marks_asks_where_they_are(desk: Desk) -> None:
    """A guess that finds nothing must not be a dead end."""
    book = b"ID,Name,Remark\n1,Ana,fine\n2,Bo,good\n3,Cy,poor\n"
    assert (await desk.load(book)).code == 302
    page = await desk.page()
    assert "No column with marks was found" in page
    assert "Remark" in page


async def test_what_is_missing_before_the_file_is_said_with_what_was_typed(desk: Desk) -> None:
    """Purpose, audience and the day of deletion come first (P9)."""
    for field, said in {
        "title": "Give these results a name",
        "purpose": "Say what these results are for",
        "audience_of": "Say who may see them",
        "delete_by": "The day they are deleted must come after today",
    }.items():
        wrong = "2020-01-01" if field == "delete_by" else " "
        answer = await desk.load(BOOK, **{field: wrong})
        assert answer.code == 400
        assert problem(answer).startswith(said)
        kept = "purpose" if field != "purpose" else "audience_of"
        assert f'name="{kept}" value="{WHY[kept]}"' in answer.body.decode()
    assert problem(await desk.load(b"")) == "Choose a file first."
    assert problem(await desk.load(BOOK, key="no key")).startswith("This is not a key that plckit wrote")


async def test_results_are_kept_once_and_the_key_is_handed_over_once(desk: Desk) -> None:
    """Two presses must not make two sets of codes, nor lose the key of the first."""
    await desk.load(BOOK)
    early = await desk.browser.post(f"{desk.path}/confirm", {})
    assert early.code == 403
    await desk.answer_all()
    pressed = [desk.browser.post(f"{desk.path}/confirm", {}) for _ in range(2)]
    assert [one.headers["Location"] for one in await asyncio.gather(*pressed)] == [f"{desk.path}/key"] * 2
    kept = desk.room.store.read(lambda tx: tx.datasets.of(desk.session.community)).result()
    assert len(kept) == 1
    assert (await desk.browser.get(desk.path)).headers["Location"] == f"{desk.path}/key"
    key = await desk.browser.post(f"{desk.path}/key", {})
    assert 'filename="key-fractions-b.csv"' in key.headers["Content-Disposition"]
    assert all(name in key.body.decode() for name in SURNAMES)
    again = await desk.browser.post(f"{desk.path}/key", {})
    assert again.code == 302
    gone = (await desk.browser.get(f"{desk.path}/key")).body.decode()
    assert "The key was handed over" in gone
    assert "Download the key" not in gone


async def test_stopping_forgets_the_file_at_once(desk: Desk) -> None:
    """Whoever has chosen the wrong file need not wait an hour."""
    await desk.load(BOOK)
    assert (await desk.browser.post(desk.path, {"forget": "1"})).headers["Location"] == desk.list
    assert (await desk.browser.get(desk.path)).code == 404


async def test_sample_data_are_used_at_once_and_added_once(desk: Desk) -> None:
    """A facilitator who only wants to try it presses one button."""
    for _ in range(2):
        assert (await desk.browser.post(f"{desk.list}/samples", {})).code == 302
    kept = desk.room.store.read(lambda tx: tx.datasets.of(desk.session.community)).result()
    assert sorted(one.title for one in kept) == ["Maths check 1", "Maths check 2", "Support log"]
    page = (await desk.browser.get(desk.list)).body.decode()
    assert re.search(r'value="[^"]+" selected>Maths check 1 · SYNTHETIC · 13 March 2026', page)
    assert 'value="team" checked' in page
    ids = {one.title: one.id for one in kept}
    chosen = {"now": ids["Maths check 2"], "before": ids["Maths check 1"], "audience": "outside"}
    assert (await desk.browser.post(f"{desk.list}/choose", chosen)).code == 302
    used = desk.room.store.read(results.used, desk.session).result()
    assert {str(role): one.title for role, one in used.items()} == {
        "now": "Maths check 2",
        "before": "Maths check 1",
    }
    wrong = await desk.browser.post(f"{desk.list}/choose", {"now": ids["Maths check 2"], "audience": "all"})
    assert problem(wrong).startswith("Say who is in the room")


async def test_overdue_results_are_named_on_the_front_door_until_they_are_deleted(desk: Desk) -> None:
    """Nobody remembers a promise of last year; whoever signs in reads it, nobody else does."""
    told = {
        "title": WHY["title"], "what": "results", "day": "2026-01-10", "students": 3, "purpose": "p",
        "audience": "a", "delete_by": "2026-02-01", "synthetic": False,
    }  # fmt: skip
    store, community = desk.room.store, desk.session.community
    made = store.write(results.keep, community, told, b"x", "2026-01-10T00:00:00.000+00:00").result()
    coach = desk.room.server.browser()
    assert "should have been deleted" not in (await coach.get("/")).body.decode()
    await coach.get(f"/sign-in?key={desk.room.server.facilitator_key()}")
    front = (await coach.get("/")).body.decode()
    assert f'<a href="{desk.list}">' in front
    assert "should have been deleted by 1 February 2026." in front
    assert (await coach.get(desk.list)).headers["Location"] == desk.list
    assert "These should have been deleted by 1 February 2026." in (await coach.get(desk.list)).body.decode()
    assert (await coach.post(f"{desk.list}/delete", {"dataset": made.id})).code == 302
    assert f'<a href="{desk.list}">' not in (await coach.get("/")).body.decode()
    assert "Deleted on" in (await coach.get(desk.list)).body.decode()
    twice = await coach.post(f"{desk.list}/delete", {"dataset": made.id})
    assert problem(twice) == "Those results are not here any more."


async def test_files_are_forgotten_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server runs for months, and a file that nobody asks for again holds names."""
    seat = Seat("seat", "session", Role.FACILITATOR, "", "", "")
    kept = Drafts()
    others = [kept.add(Draft(f"seat {n}", {}, None)) for n in range(MOST - MOST_OF_ONE)]
    words = [kept.add(Draft(seat.id, {}, None)) for _ in range(MOST_OF_ONE + 1)]
    assert len(kept) == MOST, "whoever loads one file after the other costs others none of theirs"
    kept.get(Seat("seat 0", "session", Role.FACILITATOR, "", "", ""), others[0])
    kept.add(Draft("one more", {}, None))
    assert len(kept) == MOST
    with pytest.raises(NotFound):
        kept.get(Seat("seat 1", "session", Role.FACILITATOR, "", "", ""), others[1])
    for word in (words[0], "a-word-that-nobody-has"):
        with pytest.raises(NotFound):
            kept.get(seat, word)
    with pytest.raises(NotFound):
        kept.get(Seat("other", "session", Role.FACILITATOR, "", "", ""), words[1])
    monkeypatch.setattr(drafts, "SECONDS", 0.0)
    for word in words[1:]:
        kept.get(seat, word)
    await until(lambda: len(kept) == MOST - MOST_OF_ONE)
