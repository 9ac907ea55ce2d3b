"""Results are the facilitators' own: strangers, hostile files, and what stays on the disk and in the log."""

from __future__ import annotations

import io
import uuid
import zipfile
from typing import Any

import pytest
from loading import BOOK, SURNAMES, WHY, Desk, form
from raw_client import Browser, problem
from running_server import Room, Server

from plckit.data.kept import loads
from plckit.data.limits import LARGEST_FILE
from plckit.domain.people import Role
from plckit.store.database import Store
from plckit.testing import a_page, a_session, utc_now
from plckit.web.loading import MOST_BYTES

EVIL = "<script>alert(1)</script>"
WORD = "a" * 24
GETS = ["", "/choose", "/samples", "/delete", "/load", "/{word}", "/{word}/confirm", "/{word}/key"]
POSTS = ["/choose", "/samples", "/delete", "/{word}", "/{word}/confirm", "/{word}/key"]


@pytest.fixture
def desk(server: Server, server_store: Store) -> Desk:
    session = a_session(server_store, a_page(), community=f"Team {uuid.uuid4()}")
    return Desk.of(Room(server, server_store, session))


@pytest.fixture
def strangers(desk: Desk) -> list[Browser]:
    """Everybody who leads nothing here: no cookie, a participant, the projector, another session's lead."""
    room = desk.room
    other = Room(room.server, room.store, a_session(room.store, a_page(), community="Another team"))
    seats = [room.seat(), room.seat(Role.PROJECTOR), other.seat(Role.FACILITATOR)]
    return [room.server.browser(), *(room.browser(seat) for seat in seats)]


async def test_only_a_facilitator_of_this_session_comes_in(desk: Desk, strangers: list[Browser]) -> None:
    """Every page, with a word that is right and with one that is guessed."""
    await desk.load(BOOK)
    right = desk.path.rpartition("/")[2]
    for browser in strangers:
        await browser.get("/")
        for word in (right, WORD):
            for more in GETS:
                answer = await browser.get(desk.list + more.format(word=word))
                assert answer.code == 403, more
                assert not any(name in answer.body.decode() for name in SURNAMES)
            for more in POSTS:
                assert (await browser.post(desk.list + more.format(word=word), {"forget": "1"})).code == 403
        theirs = Desk(desk.room, browser, desk.session)
        assert (await theirs.load(BOOK)).code == 403
    assert SURNAMES[0] in await desk.page()


async def test_a_file_belongs_to_whoever_loads_it(desk: Desk) -> None:
    """A co-facilitator has pages of her own, and a word is no key to another's."""
    await desk.load(BOOK)
    for word in (desk.path.rpartition("/")[2], WORD):
        other = Desk.of(desk.room)
        for more in ("", "/key"):
            assert (await other.browser.get(f"{desk.list}/{word}{more}")).code == 404
            assert (await other.browser.post(f"{desk.list}/{word}{more}", {"forget": "1"})).code == 404
        assert (await other.browser.post(f"{desk.list}/{word}/confirm", {})).code == 404
        assert (await other.load(BOOK)).code == 302
        assert other.path != desk.path
    assert SURNAMES[0] in await desk.page()


async def test_a_removed_facilitator_is_out(desk: Desk) -> None:
    """Whoever was taken out of the session keeps nothing of it."""
    await desk.load(BOOK)
    seat = desk.room.store.read(lambda tx: tx.seats.all(desk.session.id, Role.FACILITATOR)).result()[-1]
    desk.room.store.write(lambda tx: tx.seats.change(seat, utc_now(), removed=True)).result()
    assert (await desk.browser.get(desk.path)).code == 403


async def test_a_file_is_taken_with_the_page_s_own_token_only(desk: Desk) -> None:
    """A page elsewhere can send a file with a facilitator's cookies."""
    await desk.browser.get("/")
    kind, body = form({**WHY, "_xsrf": desk.browser.cookies["_xsrf"]}, {"file": ("a.csv", BOOK)})
    for query in ("", "?_xsrf=wrong"):
        answer = await desk.browser.ask(f"{desk.list}/load{query}", "POST", body, **{"Content-Type": kind})
        assert answer.code == 403


def bomb() -> bytes:
    """Return a spreadsheet of a few kilobytes that unpacks to more than is read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", " " * (310 * 2**20))
    return out.getvalue()


WIDE = ",".join(f"Q{n}" for n in range(5000))
HOSTILE: dict[str, Any] = {
    "binary": (bytes(range(1, 256)) * 40, "this is not a table."),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(900), "this is a document, a picture or an archive."),
    "zip bomb": (bomb, "the file unpacks to more than is read."),
    "5,000 columns": (f"{WIDE}\n{WIDE}\n".encode(), "the table has 5,000 columns"),
    "no header": (b"Ana,1,0\nBo,0,1\n", "no row with the names of columns was found."),
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_a_hostile_file_gets_one_sentence_and_the_form_again(desk: Desk, what: str) -> None:
    """Others are in the middle of an answer on the same server."""
    content, said = HOSTILE[what]
    answer = await desk.load(content() if callable(content) else content, f"{EVIL}.csv")
    assert answer.code == 400
    assert said in problem(answer)
    assert EVIL not in answer.body.decode()
    assert 'value="To plan the next lessons"' in answer.body.decode()
    assert desk.room.server.healthy()


async def test_what_is_too_large_is_refused_with_a_sentence(desk: Desk) -> None:
    """The browser has sent it all before it shows what we say; nothing of it is kept."""
    answer = await desk.load(b"a,b\n" * (MOST_BYTES // 4 + 1))
    assert answer.code == 413
    assert problem(answer) == "This file is too large: 50 MB is the most. Take out what is no result."
    almost = await desk.load(b"1" * (LARGEST_FILE + 1))
    assert almost.code == 400
    assert "50 MB is the most that is read" in problem(almost)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"nothing of the sort"),
        ("multipart/form-data", b""),
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b"file=%ff&title=" + b"x" * 9999),
    ],
)
async def test_what_is_no_form_is_refused(desk: Desk, kind: str, body: bytes) -> None:
    """No sentence of the inside, and the server goes on."""
    await desk.browser.get("/")
    address = f"{desk.list}/load?_xsrf={desk.browser.cookies['_xsrf']}"
    answer = await desk.browser.ask(address, "POST", body, **{"Content-Type": kind})
    assert answer.code == 400
    assert len(problem(answer)) > 10


async def test_words_of_a_file_stay_words(desk: Desk) -> None:
    """Names, headings, titles and sheets are text on every page, and no formula in the key."""
    book = f'ID,Name,"{EVIL}",Q2\n1,"=cmd|calc",1,{EVIL}\n2,"{EVIL}",0,1\n3,"+1+1",1,0\n'
    assert (await desk.load(book.encode(), f"{EVIL}.csv", title=EVIL)).code == 302
    pages = [await desk.page()]
    await desk.answer_all()
    pages.append(await desk.page())
    key = await desk.keep()
    assert "'=cmd|calc" in key
    assert "'+1+1" in key
    pages.append((await desk.browser.get(f"{desk.path}/key")).body.decode())
    pages.append((await desk.browser.get(desk.list)).body.decode())
    assert not any("<script>alert" in page for page in pages)
    assert all("&lt;script&gt;" in page for page in pages)


def held(room: Room) -> bytes:
    """Return every byte of the data folder: the database, its log, and what the server printed."""
    return b"".join(file.read_bytes() for file in room.server.data.path.rglob("*") if file.is_file())


async def test_names_are_in_no_file_and_no_log(desk: Desk, server_store: Store) -> None:
    """Not while the questions are asked, not after a refusal, not once the results are kept (P9, P12)."""
    footnote = BOOK + b"* Quillfeather sat it later,,,,\n"
    await desk.load(footnote, "Underbough.csv")
    await desk.browser.post(desk.path, {"question": "student", "answer": "Pettigrove"})
    assert not [name for name in SURNAMES if name.encode() in held(desk.room)]
    await desk.answer_all()
    assert "Quillfeather sat it later" in await desk.page()
    key = await desk.keep()
    assert all(name in key for name in SURNAMES)
    await desk.load(b"\x00Pettigrove", "Underbough.csv")
    assert not [name for name in SURNAMES if name.encode() in held(desk.room)]
    code = key.split("\n")[1].split(",")[0]
    [kept] = server_store.read(lambda tx: tx.datasets.of(desk.session.community)).result()
    content = server_store.read(lambda tx: tx.datasets.content(kept.id)).result()
    assert content
    assert code in set(loads(content).table["student_code"])
    piece = content[len(content) // 2 :][:40]
    assert piece in held(desk.room)
    assert (await desk.browser.post(f"{desk.list}/delete", {"dataset": kept.id})).code == 302
    assert piece not in held(desk.room)
    assert code.encode() not in held(desk.room)
