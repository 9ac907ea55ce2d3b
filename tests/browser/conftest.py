"""Fixtures of this folder.

browser         one Chromium for a module
workbooks       a folder with one notebook that holds every kind
own_server      the real application on that folder, with its own data, for one test
person          makes somebody with a browser of their own: `people.Person`
room            a session of four steps before its start, unless a file has one of its own
console         its console on a laptop
two             two people who have joined it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from chromium import chromium
from consoles import opened, steps
from people import LAPTOP, Person
from running_server import Room, Server

from plckit.store.database import Store
from plckit.testing import a_page, a_session

CELLS = [
    "from plckit.notebook import choice, likert, long_text, multi_select, short_text\n"
    "from plckit.notebook import slider_pair, step, sticky_notes, workbook, yes_partly_no\n"
    'workbook("every-kind", "Every kind", minutes=40)',
    'step("Words", minutes=5, group="Alone", now="Write a line and a paragraph.")',
    'short_text("line", "What is one thing you learned?", see="anon-live")',
    'long_text("diary", "Tell yourself more.", see="private")',
    'step("Choices", minutes=5, group="Alone", now="Pick and tick.")',
    'choice("drink", "Tea or coffee?", options={"tea": "Tea", "coffee": "Coffee"})',
    'multi_select("tools", "What do you use?", alone=["none"],'
    ' options={"pen": "Pen", "laptop": "Laptop", "none": "None yet"})',
    'yes_partly_no("clear", "Is the aim clear?")',
    'step("Scales", minutes=5, group="Alone", now="Say how true, and how far.")',
    'likert("trust", "How true is this?", rows={"say": "I can say I don\'t know.", "fail": "I can fail."})',
    'slider_pair("now", "Where are we?", rows={"share": "We share our lessons."})',
    'step("Notes", minutes=5, group="Whole", now="Write notes.")',
    'sticky_notes("needs", "What do you need?", sorts={"need": "I need", "hard": "What is hard"})',
    'short_text("offer", "What do you offer?", see="named")',
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbooks")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbformat.write(notebook, folder / "50_every_kind.ipynb")
    return folder


@pytest.fixture
def own_server(tmp_path: Path, cache: Path, workbooks: Path) -> Iterator[Server]:
    with Server(tmp_path / "data", cache, "--workbooks", workbooks) as running:
        yield running


@pytest.fixture
def person(browser: Any) -> Iterator[Callable[..., Person]]:
    """Make a person with a browser of their own; afterwards assert that it met nothing it should not."""
    made: list[Person] = []

    def make(**context: Any) -> Person:
        made.append(Person(browser, **context))
        return made[-1]

    yield make
    for one in made:
        one.leave()


@pytest.fixture
def room(server: Server, server_store: Store) -> Room:
    """Make a session of four steps, before its start; the third makes new groups."""
    page = a_page(steps())
    three = (replace(one, group="New groups of 4") if one.title == "Three" else one for one in page.steps)
    return Room(server, server_store, a_session(server_store, replace(page, steps=tuple(three))))


@pytest.fixture
def console(room: Room, person: Callable[..., Person]) -> Person:
    return opened(room, person(viewport=LAPTOP))


@pytest.fixture
def two(room: Room, person: Callable[..., Person]) -> tuple[Person, Person]:
    """Let two people join."""
    zoe, ana = person(), person()
    zoe.join(room.server.address, room.code)
    ana.join(room.server.address, room.code, "Ana")
    return zoe, ana
