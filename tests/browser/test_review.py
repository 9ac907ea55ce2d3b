"""Two people fill in a review, and nothing of it leaves their browser but a file and a line of numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from people import LAPTOP, NAME, PHONE, Person
from playwright.sync_api import Locator, Page, Request, expect
from running_server import Server

from plckit.domain.reviews import read_counts

# As much of what was typed as nobody else types.
SECRETS = ("zebra plan", "heron promise", "ottersong", "walrusword")
SAVED_LONG_AGO = Path(__file__).with_name("review-v1.json")


class Two(Person):
    """Two people with one browser; `requests` is all that it asked of the server."""

    def __init__(self, browser: Any, server: Server, **more: Any) -> None:
        super().__init__(browser, **more)
        self.requests: list[Request] = []
        self.sockets: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request))
        self.page.on("websocket", lambda socket: self.sockets.append(socket.url))
        self.page.goto(f"{server.address}/review/12")
        self.begun()

    def begun(self) -> None:
        """Wait until the page can be used."""
        self.page.wait_for_selector("body[data-usable=true]", state="attached")

    def press(self, name: str) -> None:
        """Press the button with that name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def box(self, label: str) -> Locator:
        """Return the box with that label on the step that is shown."""
        return self.page.locator("section.step:not([hidden])").get_by_label(label, exact=True)

    def later(self, step: str) -> None:
        """Go on until *step* is shown."""
        self.press("Later step")
        self.is_at(step)

    def open(self, file: Path) -> None:
        """Choose a file."""
        self.page.get_by_label("A review file").set_input_files(file)

    def save(self, to: Path) -> dict[str, Any]:
        """Save the review; return what the file says."""
        with self.page.expect_download() as download:
            self.press("Save the review to a file")
        assert re.fullmatch(r"review-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
        download.value.save_as(to)
        said: dict[str, Any] = json.loads(to.read_text("utf-8"))
        return said

    def asked_for_nothing_but_scripts(self) -> None:
        """Assert that no request carried a body, a query, or a word that was typed."""
        assert self.sockets == []
        asked = [request for request in self.requests if request.url.startswith("http")]
        assert asked
        for request in asked:
            assert request.method == "GET", request.url
            assert request.post_data is None, request.url
            assert not urlsplit(request.url).query, request.url
            sent = f"{request.url} {request.headers}"
            assert not [word for word in (*SECRETS, NAME) if word in sent]


@pytest.fixture
def two(browser: Any, server: Server) -> Any:
    made: list[Two] = []

    def make(**more: Any) -> Two:
        made.append(Two(browser, server, **more))
        return made[-1]

    yield make
    for one in made:
        one.leave()


def fill_in(pair: Two) -> None:
    """Talk about one area, and promise something."""
    pair.press("Begin a review")
    pair.later("The areas of today")
    pair.page.get_by_role("checkbox", name="Planning").check()
    pair.later("Planning")
    pair.box("Next step, row 1").fill(f"{SECRETS[0]} {NAME}")
    pair.box("By, row 1").fill("2030-05-07")
    pair.box("2 Trying").check()
    expect(pair.page.get_by_text("on another screen")).to_have_count(0)
    pair.later("What I added")
    pair.box("Is this still our first job? What is crowding it out?").fill(SECRETS[3])
    pair.later("This talk")
    pair.later("Next steps")
    pair.box("I will, row 1").fill(SECRETS[1])
    pair.box("Help from the coach, row 1").fill(SECRETS[2])
    pair.box("I will").fill("bring tea")


def kept_nowhere(server: Server) -> None:
    """Assert that no file of the server holds what was typed."""
    files = [file for file in server.data.path.rglob("*") if file.is_file()]
    assert files
    for file in files:
        content = file.read_bytes()
        assert not [word for word in SECRETS if word.encode() in content], file


def test_a_review_leaves_as_a_file_alone_and_the_next_one_begins_from_it(
    two: Any, server: Server, tmp_path: Path
) -> None:
    """The promise on the opening screen, held against every request and every file of the server."""
    pair = two(viewport=LAPTOP)
    pair.context.set_offline(True)  # whatever is needed came with the page
    fill_in(pair)
    pair.context.set_offline(False)
    expect(pair.page.get_by_text("Only in this tab")).to_be_visible()
    pair.page.reload()
    pair.begun()
    pair.is_at("Next steps")
    expect(pair.box("I will, row 1")).to_have_value(SECRETS[1])
    said = pair.save(tmp_path / "review.json")
    assert said["areas"] == {"planning": 2}
    assert SECRETS[0] in json.dumps(said)
    expect(pair.page.get_by_text("In your file")).to_be_visible()
    line = counts_of(pair.page)
    assert read_counts(line) == [("periodic-review", {"planning": 2})]
    assert not [word for word in (*SECRETS, NAME) if word in line]
    assert SECRETS[0] in printed(pair.page)
    close(pair)

    home = two(viewport=PHONE)
    home.open(tmp_path / "review.json")
    home.press("Begin a new review from this one")
    home.is_at("Look back")
    promised = [home.box(f"What we said last time, row {n}") for n in (1, 2, 3)]
    expect(promised[0]).to_have_value(f"{SECRETS[0]} {NAME}, by 7 May 2030")
    expect(promised[1]).to_have_value(f"{SECRETS[1]} (help: {SECRETS[2]})")
    expect(promised[2]).to_have_value("The coach's own promise: bring tea")
    home.later("The areas of today")
    home.press("Earlier step")
    assert home.save(tmp_path / "next.json")["areas"] == {}
    for one in (pair, home):
        one.asked_for_nothing_but_scripts()
    kept_nowhere(server)


def close(pair: Two) -> None:
    """Close the review; assert that this browser holds nothing of it any more."""
    pair.press("Close the review on this device")
    pair.press("Close it")
    pair.is_at("Periodic review")
    assert pair.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])") == "[{},{}]"
    assert not [word for word in SECRETS if word in pair.page.content()]


def counts_of(page: Page) -> str:
    """Return the line that may leave."""
    page.get_by_role("button", name="Copy the counts").click()
    line = page.get_by_role("dialog").get_by_label("The line with the counts").input_value()
    page.get_by_role("dialog").get_by_role("button", name="Back").click()
    return line


def printed(page: Page) -> str:
    """Return what stands on the paper."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return text


def test_files_of_earlier_versions_open_and_others_are_refused(two: Any, tmp_path: Path) -> None:
    """A review is kept for years, and a file may come from anybody."""
    pair = two(viewport=LAPTOP)
    saved = json.loads(SAVED_LONG_AGO.read_text("utf-8"))
    evil = {"line": {"answer": "<img src=x onerror=alert(1)>"}, "first-job": {"__proto__": "x", "answer": 5}}
    for text, says in (
        ("Dear coach", "This is not a review file."),
        ("x" * 1_000_001, "This file is too large"),
        (json.dumps({**saved, "version": 2}), "saved by a newer plckit"),
        (json.dumps({**saved, "workbook": "other"}), "belongs to another workbook"),
        (json.dumps({**saved, "entries": {**saved["entries"], **evil}, "more": 1}), "Parts of this file"),
    ):
        (tmp_path / "one.json").write_text(text, "utf-8")
        pair.open(tmp_path / "one.json")
        expect(pair.page.get_by_text(says)).to_be_visible()
    pair.open(SAVED_LONG_AGO)
    expect(pair.page.get_by_role("heading", name="Review of 5 October 2026")).to_be_focused()
    expect(pair.page.get_by_text("Parts of this file")).to_have_count(0)
    pair.press("Go on with this review")
    again = pair.save(tmp_path / "again.json")
    assert (again["entries"], again["areas"]) == (saved["entries"], saved["areas"])


def test_it_can_be_used_by_everybody(two: Any) -> None:
    """On a phone, in the dark, by ear; a link that is none is not kept."""
    pair = two(viewport=PHONE, reduced_motion="reduce")
    pair.open(SAVED_LONG_AGO)
    pair.press("Go on with this review")
    for step in ("The areas of today", "Planning", "Monitoring"):
        pair.later(step)
    pair.box("What it shows, in counts, row 1").fill("5 of 8 teams")
    pair.box("Link, row 1").fill("javascript:alert(1)")
    pair.sees("That is not a link to a web page")
    for scheme in ("dark", "light"):
        pair.page.emulate_media(color_scheme=scheme)
        assert pair.barriers() == []
    assert pair.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    asked: list[str] = []
    pair.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with pair.page.expect_event("close"):
        pair.page.close(run_before_unload=True)
    assert asked == ["beforeunload"], "words that are in no file do not go without a question"
