"""What the kit is built on can be read by everybody, and tells nothing else."""

from __future__ import annotations

import html
import re

from running_server import Room

from plckit.domain.catalogue import DOCUMENTS, points
from plckit.domain.workbooks import Page, Step
from plckit.testing import NAME
from plckit.web.built_on import steps, told


async def test_everybody_reads_each_point_and_its_source(room: Room) -> None:
    """A teacher who wants to know whose ideas these are needs no account, and a session shows nowhere."""
    room.seat()
    browser = room.server.browser()
    assert 'href="/built-on"' in (await browser.get("/")).body.decode()
    answer = await browser.get("/built-on")
    assert answer.code == 200
    page = html.unescape(answer.body.decode())
    for document in DOCUMENTS:
        for said in (document.title, document.author, document.year, document.cited, document.told):
            assert said in page
    assert not [one.id for one in points().values() if one.point not in page or one.source not in page]
    for private in (room.code, room.session.community, NAME):
        assert private not in page
    assert not browser.cookies.keys() - {"_xsrf"}
    assert not re.search(r"four steps|\bseed\b", page, re.IGNORECASE)


def test_each_point_says_which_steps_take_it_up() -> None:
    """By the title of the workbook, steps in order; what nobody takes up is said to be in none."""
    took, left = (
        Step("a", "A", 5, "Alone", "Go.", covers=("dufour.reading.*",)),
        Step("b", "B", 5, "Alone", "Go."),
    )
    pages = {
        "01_x": Page("x", "The first", 5, (), (took, left, took), {}),
        "02_y": Page("y", "The second", 5, (), (left, took), {}),
    }
    found = told(pages)
    assert (found["points"], found["taken"]) == (len(points()), 3)
    where = {
        one.id: taken for _, groups in found["documents"] for group in groups.values() for one, taken in group
    }
    assert set(where) == set(points())
    assert where["dufour.reading.dufour-2003"] == [("The first", "steps 1 and 3"), ("The second", "step 2")]
    assert where["dufour.question.1"] == []
    assert steps([1, 4, 7]) == "steps 1, 4 and 7"
