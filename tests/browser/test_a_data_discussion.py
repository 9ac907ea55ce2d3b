"""From a messy mark book to a changed lesson: workbook 07 with four people, twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from people import LAPTOP, WALL, Person
from playwright.sync_api import Locator, expect
from running_server import Server

from plckit.domain.artefacts import Artefact
from plckit.settings import sample_data
from plckit.store.schema import open_store
from plckit.testing import utc_now

pytestmark = pytest.mark.browser
COMMUNITY = "Reading team"
NAMES = ("Ana", "Ben", "Cleo", "Dee")
CHANGE = {
    "What we will teach in a new way": "Bar models before any rule",
    "Who does it": "Ana and Ben",
    "When": "Monday, first lesson",
    "The sign that it worked": "They draw one unasked",
    "We check on": "2030-05-20",
}
CHOSEN = ("I see two that overlap", "I see wide ranges", "I see none over 90")
GOAL = {
    **{"assessment": "Maths check 2", "outcome": "O3", "cut": "2 of 4", "direction": "more"},
    **{"was": 20, "was_of": 94, "was_on": "2026-03-13", "aim": 40, "aim_of": 95},
}


@pytest.fixture
def server(tmp_path: Path, cache: Path) -> Iterator[Server]:
    """Serve the real workbooks."""
    workbooks = Path(__file__).parents[2] / "workbooks"
    with Server(tmp_path / "data", cache, "--workbooks", workbooks) as running:
        yield running


class Meeting:
    """One meeting of workbook 07: the console, the wall, and four phones."""

    def __init__(self, server: Server, person: Callable[..., Person]) -> None:
        self.console, self.wall = person(viewport=LAPTOP), person(viewport=WALL)
        page = self.page = self.console.page
        page.goto(f"{server.address}/sign-in?key={server.facilitator_key()}")
        page.get_by_label("Workbook").select_option("07_data_discussion")
        page.get_by_label("Your community").fill(COMMUNITY)
        page.get_by_role("button", name="Begin", exact=True).click()
        page.get_by_role("link", name="Go to the console").click()
        self.console.is_connected()
        page.get_by_role("radio", name="Only I see this screen").check()
        self.code = re.search(r"/console/(\w{4})", page.url).group(1)  # type: ignore[union-attr]
        self.wall.context.add_cookies(self.console.context.cookies())
        self.wall.page.goto(f"{server.address}/projector/{self.code}")
        self.people = [person() for _ in NAMES]
        for one, name in zip(self.people, NAMES, strict=True):
            one.join(server.address, self.code, name)

    def goes_to(self, step: str) -> None:
        """Take the room to a step."""
        self.page.locator("[data-look]").filter(has_text=step).click()
        self.page.get_by_role("button", name="Take the room to this step").filter(visible=True).click()
        for one in self.people:
            one.is_at(step)

    def led(self, prompt: str) -> Locator:
        """Return an activity with its tools on the console."""
        heading = self.page.get_by_role("heading", name=prompt)
        return self.page.locator(".led").filter(has=heading).filter(visible=True)

    def reveals(self, prompt: str) -> None:
        """Reveal an activity."""
        self.led(prompt).get_by_role("button", name="Reveal").click()

    def works_with(self, file: Path, title: str) -> None:
        """Load a mark book and choose it for this session, with the team alone in the room."""
        page = self.page
        page.get_by_role("link", name="Results", exact=True).click()
        loads(page, file, title)
        box = page.get_by_label("The check you talk about")
        box.select_option(box.get_by_role("option").filter(has_text=title).first.get_attribute("value"))
        page.get_by_role("radio", name=re.compile("Only the team")).check()
        page.get_by_role("button", name="Use these in the session").click()
        page.get_by_role("link", name="Console").first.click()
        self.console.is_connected()


def loads(page: Any, file: Path, title: str) -> None:
    """Load a file as a facilitator would: say what it is for, answer each question, confirm, take the key."""
    page.get_by_label("The file").set_input_files(file)
    page.get_by_label("What shall we call these results?").fill(title)
    page.get_by_label("What are they for?").fill("To plan the next lessons")
    page.get_by_label("Who may see them?").fill("The four of us")
    page.get_by_role("button", name="Read the file").click()
    for _ in range(60):
        if page.get_by_role("button", name="Go on").count() == 0:
            break
        asked = page.get_by_role("heading", level=1).inner_text()
        answers(page)
        page.get_by_role("button", name="Go on").click()
        said = page.get_by_role("alert").all_inner_texts()
        assert not said, (asked, said)
    page.get_by_role("button", name=re.compile("^Yes")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the key").click()
    assert "student_code" in Path(download.value.path()).read_text("utf-8-sig")
    page.get_by_role("link", name=re.compile("results", re.I)).first.click()


def answers(page: Any) -> None:
    """Take every guess, and choose something where there is none."""
    for box in page.locator("main select").all():
        if not box.input_value():
            values = [option.get_attribute("value") for option in box.locator("option").all()]
            box.select_option(next(value for value in values if value))
    for box in page.locator("main input[type=date]").all():
        if not box.input_value() and box.is_visible():
            box.fill("2030-03-14")
    radios = page.locator("main input[type=radio]")
    if radios.count() and not page.locator("main input[type=radio]:checked").count():
        radios.first.check()


def notices(one: Person, chart: str, words: str) -> None:
    """Write what one sees."""
    box = one.activity(chart).get_by_role("textbox", name="Write what you notice")
    box.fill(words)
    box.press("Enter")
    one.saved(chart)


def test_from_a_mark_book_to_a_changed_lesson_and_back(server: Server, person: Callable[..., Person]) -> None:
    """The first meeting ends with a change; the second opens with it and holds the goal against check 2."""
    first = Meeting(server, person)
    first.works_with(sample_data() / "reading_markbook_export.xlsx", "Reading, June")
    sees(first)
    says_what(first)
    finishes(first)
    keeps_a_goal(server)
    second = Meeting(server, person)
    second.works_with(sample_data() / "maths_check_2.csv", "Maths check 2")
    second.goes_to("Did the sign come?")
    for one in (second.console, second.wall, *second.people):
        one.sees("They draw one unasked")
    second.goes_to("Why we are here")
    for one in (second.console, *second.people):
        one.sees(re.compile("^(Met|Part met|Not met)"))


def sees(meeting: Meeting) -> None:
    """Guess before one looks; then look, and keep reasons for later."""
    meeting.goes_to("Why we are here")
    meeting.people[0].sees(re.compile(r"tested of \d+ enrolled"))
    meeting.goes_to("Before we look")
    for one in meeting.people:
        one.page.get_by_role("checkbox").first.check()
    meeting.reveals("Tap the three questions")
    meeting.goes_to("See: by outcome")
    notices(meeting.people[0], "What do you see?", "I see one result far from the others")
    notices(meeting.people[1], "What do you see?", "I see wide ranges")
    notices(meeting.people[1], "What do you see?", "I see two that overlap")
    notices(meeting.people[3], "What do you see?", "I see none over 90")
    assert meeting.people[2].page.get_by_text("I see wide ranges").count() == 0
    meeting.reveals("What do you see?")
    meeting.people[2].sees("I see wide ranges")
    meeting.wall.sees(re.compile("I see"))


def says_what(meeting: Meeting) -> None:
    """One change, with who, when, a sign and a day."""
    meeting.goes_to("Now what")
    scribe = meeting.people[0]
    write = scribe.page.get_by_role("button", name="I write for us").filter(visible=True)
    write.first.click()
    table = scribe.activity("What will we teach in a new way?")
    table.get_by_role("button", name=re.compile("Add a row|Add")).first.click()
    for column, words in CHANGE.items():
        box = table.get_by_label(column).first
        box.fill(words)
        box.blur()
    scribe.saved("What will we teach in a new way?")


def finishes(meeting: Meeting) -> None:
    """Without its story the session cannot be finished; with it, it can."""
    page = meeting.page
    meeting.goes_to("Our data story")
    page.get_by_role("button", name="Finish the session").first.click()
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(page.get_by_text("Before this session ends, keep its data story")).to_be_visible()
    meeting.led("Our data story").get_by_role("button", name="Word it now").click()
    form = page.get_by_role("form", name="Data story")
    expect(form.get_by_label("What we saw")).to_have_value("")  # of four, three are chosen by people
    for words in CHOSEN:
        form.get_by_role("checkbox", name=words).check()
    expect(form.get_by_label("What we saw")).to_have_value("\n".join(CHOSEN))
    expect(form.get_by_label("The sign that it worked").first).to_have_value("They draw one unasked")
    form.get_by_label("What we saw").fill("I see three weak items")
    page.reload()
    meeting.console.is_connected()
    meeting.led("Our data story").get_by_role("button", name="Go on with your words").click()
    expect(form.get_by_label("What we saw")).to_have_value("I see three weak items")
    form.get_by_role("button", name="Keep it").click()
    for one in (meeting.console, *meeting.people):
        one.sees("They draw one unasked")
        one.sees("I see three weak items")
    page.get_by_role("button", name="Finish the session").first.click()
    page.get_by_role("button", name="Finish", exact=True).click()
    meeting.console.sees("Finished")


def keeps_a_goal(server: Server) -> None:
    """Let workbook 06 have left a goal on the second check."""
    store = open_store(server.data.database_url)
    try:
        content = {"goal": {"said": "By June more students add fractions.", "goal": GOAL}, "question": "How?"}
        made = Artefact(
            *("compass", 1, COMMUNITY, "team-compass", 1, None, "outcomes-and-goal", "", "", utc_now()),
            *("named", [], False, content),
        )
        store.write(lambda tx: tx.artefacts.add(made)).result()
    finally:
        store.close()
