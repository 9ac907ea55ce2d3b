"""A guide can be read and printed by whoever leads, and by nobody else."""

from __future__ import annotations

import html

import pytest
from raw_client import problem
from running_server import Room

from plckit.domain.people import Role
from plckit.pages.guide import SECTIONS, cells
from plckit.pages.printed import printed, size_of
from plckit.sessions import convening, hosting
from plckit.testing import a_page, utc_now

GUIDE = """# A guide <script>alert(1)</script>

Read it **twice**.

## 1. At a glance

| | |
|---|---|
| Length | <img src=x onerror=alert(1)> [here](javascript:alert(1)) |

- [ ] **Room.** Chairs

## 2. Run sheet

Before the table.

| Clock | Step | Do and say |
|---|---|---|
| 0–5 | 1 A \\| B | Say: "<b>Go</b>" <br> *Wait.* |

After the table.
"""


async def test_whoever_leads_reads_the_guide(room: Room) -> None:
    """By the sign-in, or by the console of any session: a co-facilitator has only that."""
    signed_in, helper = room.server.browser(), room.browser(room.seat(Role.FACILITATOR))
    await signed_in.get(f"/sign-in?key={room.server.facilitator_key()}")
    assert 'href="/guide/08_time_and_support"' in (await signed_in.get("/")).body.decode()
    for browser in (signed_in, helper):
        for name in ("08_time_and_support", "8"):
            answer = await browser.get(f"/guide/{name}")
            assert answer.code == 200
            page = html.unescape(answer.body.decode())
            assert "Facilitator guide: Time and support for every student" in page
            assert not [heading for heading in SECTIONS if heading not in page]


async def test_the_console_leads_to_the_guide_of_its_workbook(room: Room) -> None:
    """And nowhere where nobody has written one."""
    job = room.store.write(convening.convene, "08_time_and_support", a_page(), "Ours", at=utc_now())
    other = Room(room.server, room.store, job.result())
    for one, linked in ((room, False), (other, True)):
        page = (await one.browser(one.seat(Role.FACILITATOR)).get(f"/console/{one.code}")).body.decode()
        assert ('href="/guide/08_time_and_support"' in page) is linked
        assert ("/guide/" in page) is linked


async def test_nobody_else_reads_it(room: Room) -> None:
    """It says how to meet anger and rank: read by the whole room, that would not work."""
    gone = room.seat(Role.FACILITATOR)
    room.store.write(hosting.remove, room.seat(Role.FACILITATOR), gone.id, utc_now()).result()
    for browser in (
        room.server.browser(),
        room.browser(room.seat()),
        room.browser(room.seat(Role.PROJECTOR)),
        room.browser(gone),
    ):
        answer = await browser.get("/guide/08_time_and_support")
        assert answer.code == 403
        assert problem(answer).startswith("Only a facilitator can read a guide.")
        assert "/guide/" not in (await browser.get("/")).body.decode()


@pytest.mark.parametrize("name", ["99", "..%2f..%2fREADME", "%2e%2e", "08_time_and_support.md", "x" * 100])
async def test_there_is_nothing_but_guides(room: Room, name: str) -> None:
    """Names are looked up in the list of workbooks, never put together to a path."""
    browser = room.browser(room.seat(Role.FACILITATOR))
    answer = await browser.get(f"/guide/{name}")
    assert answer.code == 404
    assert "Workbooks here: 01_becoming_a_learning_community" in html.unescape(problem(answer))


def test_a_guide_is_markdown_and_nothing_else() -> None:
    """Guides come from elsewhere, and a page may not do what a file says."""
    made = printed(GUIDE)
    first, second = made.chapters
    assert made.title == "A guide <script>alert(1)</script>"
    assert made.opening.strip() == "<p>Read it <strong>twice</strong>.</p>"
    assert "☐ <strong>Room.</strong> Chairs</li>" in first.before
    assert "<img" not in first.before
    assert "javascript:" not in first.before
    assert "<th" not in first.before
    assert (second.before.strip(), second.after.strip()) == (
        "<p>Before the table.</p>",
        "<p>After the table.</p>",
    )
    assert "<td>1 A | B</td>" in second.sheet
    assert "&lt;b&gt;Go&lt;/b&gt;&quot;<br><em>Wait.</em>" in second.sheet


@pytest.mark.parametrize(
    ("rows", "words", "size"),
    [
        (6, 60, "pt-100"),
        (15, 140, "pt-73"),
        (99, 400, "pt-64"),
    ],
)
def test_a_long_run_sheet_is_printed_smaller(rows: int, words: int, size: str) -> None:
    """It takes one side; only what nobody could read on one takes two."""
    row = f"| 0–5 | 1 Step | 5 | Alone | must | {'w' * words} <br> Read | Say | Look | Cut |"
    assert size_of([cells(row)] * rows) == size
