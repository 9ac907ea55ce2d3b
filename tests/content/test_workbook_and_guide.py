"""Every workbook is fit for its hour, and its guide says the same as its notebook.

Fixtures: `path` (each notebook in workbooks/), `page` (it, compiled once), `guide` (its guide's sections),
`sheet` (the table of section 5, one dict a row), `rows` (those of steps).
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from plckit.domain.planning import JOINING, needed, run_sheet
from plckit.domain.visibility import By, See, among
from plckit.domain.workbooks import ActivitySpec, Page, Step
from plckit.pages.compile import compile_notebook

ROOT = Path(__file__).parents[2]
WORKBOOKS = sorted((ROOT / "workbooks").glob("*.ipynb"))
GUIDES = ROOT / "facilitator_guides"

SECTIONS = [
    "At a glance",
    "Is this the right session today?",
    "Before",
    "Roles",
    "Run sheet",
    "Words that help",
    "Safety",
    "If the tech fails",
    "Online or mixed",
    "Access and culture",
    "After",
    "Good signs, warning signs",
    "Sources and points covered",
    "Version and change log",
]
COLUMNS = [
    *("Clock", "Step", "Min", "Group", "Keep", "Exact prompts · box · who sees it"),
    *("Do and say", "Look for", "Short of time / stuck"),
]
BUTTONS = [
    *("Open", "Lock", "Reveal", "Begin", "Next", "+2 min", "Hide again", "Bring everyone here", "Pause all"),
    *("Groups", "Make them", "Enter for people without a device", "Begin afresh", "Read single entries"),
    *("Leave out", "Take in", "Join both", "Take out", "More tools", "Only I see this screen"),
]
GROUPS = {By.PAIR: "pairs", By.GROUP: "groups of 4", By.TEAM: "team"}
SEEN_BY = {
    See.PRIVATE: "only you",
    See.ANON_LIVE: "unnamed, at once",
    See.ANON_REVEAL: "unnamed, after Reveal",
    See.OPT_IN: "unnamed unless you add your name, after Reveal",
    See.NAMED: "named",
    See.PAIR: "only your pair",
    See.GROUP: "only your group",
    See.TEAM: "only your team",
}

AIR = 0.88
LONGEST_STEP = 15
POINT = re.compile(r"(becoming|building|dufour|progress|writ-large)(\.[a-z0-9-]+)+")
A_PATH = re.compile(r"(?<![\w:/])(~|\.{1,2}|[A-Za-z]:)?[/\\]\w+[/\\.]\w|(?<!\w)[A-Za-z]:\\|file:")


def one_line(text: str) -> str:
    return " ".join(text.replace("<br>", " ").replace("**", "").split())


def sections(text: str) -> dict[str, str]:
    """Title → body of each numbered section, in order."""
    parts = re.split(r"^## (\d+)\. (.+)$", text, flags=re.MULTILINE)
    numbers = [int(number) for number in parts[1::3]]
    assert numbers == list(range(1, len(numbers) + 1)), "sections are numbered 1, 2, 3 …"
    return dict(zip(parts[2::3], parts[3::3], strict=True))


def table(body: str) -> list[dict[str, str]]:
    """Return the first table with a Clock column, a dict a row."""
    lines = [
        [one_line(cell) for cell in line.strip("| ").split("|")]
        for line in body.splitlines()
        if line.startswith("|") and not set(line) <= set("|-: ")
    ]
    head = next((i for i, cells in enumerate(lines) if cells[0] == "Clock"), None)
    assert head is not None, "section 5 has a table that begins with Clock"
    return [dict(zip(lines[head], cells, strict=True)) for cells in lines[head + 1 :]]


def spoken(notebook: Any) -> list[str]:
    """Prompts that have no box: quoted lines (“> …”) of the prose."""
    quotes = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found = re.findall(r"(?:^> ?.*\n?)+", cell.source, flags=re.MULTILINE)
            quotes += [one_line(re.sub(r"^> ?", "", quote, flags=re.MULTILINE)) for quote in found]
    return quotes


def keep(step: Step) -> str:
    """What the run sheet says of a step: whether it stays when time is short."""
    return "before" if step.before else "must" if step.must else "may"


def gathered(spec: ActivitySpec) -> set[By]:
    """The kinds of group that an activity needs, to be written in and to be seen in."""
    return {spec.by, By(spec.see) if among(spec.see) else spec.by} - {By.PERSON}


@pytest.fixture(scope="module", params=WORKBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def page(path: Path) -> Page:
    return asyncio.run(compile_notebook(path))


@pytest.fixture(scope="module")
def notebook(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def guide(path: Path) -> dict[str, str]:
    return sections((GUIDES / f"{path.stem}.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sheet(guide: dict[str, str]) -> list[dict[str, str]]:
    return table(guide["Run sheet"])


@pytest.fixture(scope="module")
def rows(sheet: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the run sheet's rows of steps; one more row is for joining."""
    found = [row for row in sheet if row["Step"] != "Join and settle"]
    assert len(sheet) == len(found) + 1 > 1, "the run sheet has a row for joining and one for each step"
    return found


def test_every_workbook_has_a_guide_and_every_guide_a_workbook():
    """Everything below runs once a workbook, so it would pass where there is none."""
    assert WORKBOOKS
    assert [path.stem for path in WORKBOOKS] == sorted(path.stem for path in GUIDES.glob("*.md"))


class TestNotebook:
    """What a facilitator opens in JupyterLab."""

    def test_it_holds_no_outputs_no_counts_and_no_settings(self, notebook: Any):
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert code
        assert not [cell.id for cell in code if cell.outputs or cell.execution_count is not None]
        assert not [cell.id for cell in notebook.cells if cell.metadata]
        assert notebook.metadata == {
            "kernelspec": {"display_name": "Python 3", "name": "python3"},
            "language_info": {"name": "python"},
        }

    def test_its_cells_are_short_and_name_no_file(self, notebook: Any):
        """A cell of more than 12 lines no longer reads like a sentence; a path works on one machine only."""
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert code
        assert not [cell.source for cell in code if len(cell.source.splitlines()) > 12]
        assert not [cell.source for cell in notebook.cells if A_PATH.search(cell.source)]

    def test_its_prose_leaves_the_big_headings_to_the_steps(self, notebook: Any):
        prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        assert prose
        assert not [text for text in prose if re.search(r"^#{1,2} ", text, flags=re.MULTILINE)]


class TestHour:
    """What a room can do in the minutes it has."""

    def test_the_steps_leave_air(self, page: Page):
        """Tried on paper with 24 teachers, a full hour of steps takes an hour and a half."""
        assert page.steps
        assert sum(step.minutes for step in page.steps if not step.before) <= AIR * page.minutes
        assert needed(page.steps) <= page.minutes

    def test_a_step_is_one_thing_to_do(self, page: Page):
        """A person sees one sentence and one box, two at the most."""
        assert page.activities
        for step in page.steps:
            assert len(step.activities) <= 2, step.title
            assert re.fullmatch(r"[^.?!]+[.?!]", step.now), f"{step.title}: {step.now}"
            assert step.minutes <= LONGEST_STEP or ", then " in step.group, step.title

    def test_the_closing_step_is_never_cut(self, page: Page):
        assert page.steps[-1].must

    def test_what_is_done_before_comes_first_and_takes_nobody_else(self, page: Page):
        """Before the day there is no room, no neighbour and nobody to press Reveal."""
        assert [step.before for step in page.steps] == sorted((s.before for s in page.steps), reverse=True)
        for step in page.steps:
            if step.before:
                assert step.group == "Alone", step.title
                assert {page.activity(key).by for key in step.activities} == {By.PERSON}, step.title

    def test_people_write_together_where_the_step_has_put_them_together(self, page: Page):
        """A pair that writes in a step of fours would be two people on opposite sides of a table."""
        assert any(gathered(spec) for spec in page.activities.values())
        for step in page.steps:
            for spec in (page.activity(key) for key in step.activities):
                for by in gathered(spec):
                    assert GROUPS[by] in step.group.casefold().split(", then "), f"{spec.key}: {by}"
                if spec.by is not By.PERSON:
                    assert "leave this empty" not in spec.hint, f"{spec.key}: the page says who types"

    def test_work_in_groups_is_written_by_the_group(self, page: Page):
        """One box a person at a table of four gives four half answers, and the wall fills with doubles."""
        for step in page.steps:
            if step.group.startswith(("Pairs", "Groups of 4")):
                assert step.activities, step.title
                assert not [key for key in step.activities if page.activity(key).by is By.PERSON], step.title

    def test_notes_that_are_worked_on_were_written_and_can_be_seen(self, page: Page):
        """Cards come from an earlier step whose answers the room may see."""
        keys = [key for step in page.steps for key in step.activities]
        for spec in page.activities.values():
            if source := spec.options.get("notes"):
                assert source in keys[: keys.index(spec.key)], spec.key
                assert page.activity(source).see in (See.ANON_REVEAL, See.ANON_LIVE, See.OPT_IN), spec.key

    def test_rounds_take_the_minutes_of_their_step(self, page: Page):
        """Two clocks hang on the wall; they must end together."""
        for step in page.steps:
            for spec in (page.activity(key) for key in step.activities):
                if rounds := spec.options.get("rounds"):
                    assert sum(one["minutes"] for one in rounds) == step.minutes, step.title

    def test_each_step_works_on_points_of_the_catalogue(self, page: Page):
        """With more than six points a step works on none of them."""
        for step in page.steps:
            assert 1 <= len(step.covers) <= 6, step.title
            assert len(set(step.covers)) == len(step.covers), step.title
            assert not [point for point in step.covers if not POINT.fullmatch(point)], step.title


class TestGuide:
    """A facilitator who has only the guide says what the screens say."""

    def test_it_has_all_sections(self, guide: dict[str, str]):
        assert list(guide) == SECTIONS
        assert not [title for title, body in guide.items() if not body.strip()]

    def test_it_explains_the_console(self, guide: dict[str, str]):
        words = [*BUTTONS, "code", "rejoin word", "projector"]
        assert not [word for word in words if word not in guide["Run sheet"]]

    def test_its_buttons_stand_on_the_console(self):
        """Whoever looks for the word in the guide finds it on the screen."""
        web = ROOT / "plckit" / "web"
        files = [web / "templates" / "console.html", *(web / "static" / "console").glob("*.js")]
        screen = "\n".join(file.read_text(encoding="utf-8") for file in files)
        assert not [word for word in BUTTONS if word not in screen]

    def test_its_run_sheet_has_the_workbooks_steps(self, page: Page, rows: list[dict[str, str]]):
        """They have the numbers that stand on the screens."""
        said = [(r["Step"], r["Min"], r["Group"], r["Keep"]) for r in rows]
        assert said == [
            (f"{i} {step.title}", str(step.minutes), step.group, keep(step))
            for i, step in enumerate(page.steps, 1)
        ]

    def test_its_run_sheet_is_filled_in(self, sheet: list[dict[str, str]]):
        assert list(sheet[0]) == COLUMNS
        assert not [row["Step"] for row in sheet if not all(row.values())]

    def test_it_says_how_long_the_meeting_is(self, page: Page, guide: dict[str, str]):
        """Whoever has less time needs to know what is left when all *may* steps go."""
        must = [step for step in page.steps if step.must]
        steps = sum(step.minutes for step in page.steps if not step.before)
        moving = needed(page.steps) - steps - JOINING
        assert (
            f"{page.minutes} minutes: {steps} of steps, {JOINING} to join and settle, {moving} to move into "
            f"other groups. Without the three *may* steps: {needed(must)} minutes"
        ) in guide["At a glance"]
        assert sum(not step.must for step in page.steps) == 3

    def test_it_tells_what_to_do_about_groups(self, guide: dict[str, str]):
        """Somebody is alone, a phone dies, a person must go: the guide is read standing up."""
        body = guide["Run sheet"]
        said = ["Left alone", "phone dies", "No device", "should not be here", "Groups"]
        assert not [words for words in said if words not in body]

    def test_its_prompts_are_the_workbooks_and_say_who_sees_them(
        self, page: Page, rows: list[dict[str, str]]
    ):
        """What is read aloud and what stands on the screen must be the same words."""
        for step, row in zip(page.steps, rows, strict=True):
            said = row["Exact prompts · box · who sees it"]
            for spec in (page.activity(key) for key in step.activities):
                after = said.partition(spec.prompt)[2]
                assert after, f"{spec.key} is in the row of {step.title}"
                together = "" if spec.by is By.PERSON else f" by the {spec.by}"
                sees = "everybody" if {"rounds", "artefact"} & spec.options.keys() else SEEN_BY[spec.see]
                assert re.match(rf" · [^·?]+{together} · {sees}", after), f"who sees {spec.key}"

    def test_it_has_the_prompts_that_have_no_box(self, notebook: Any, rows: list[dict[str, str]]):
        sheet = " ".join(row["Exact prompts · box · who sees it"] for row in rows)
        assert not [prompt for prompt in spoken(notebook) if prompt not in sheet]

    def test_its_paper_version_has_every_line_and_option(self, page: Page, guide: dict[str, str]):
        paper = one_line(guide["If the tech fails"])
        labels = [
            label
            for spec in page.activities.values()
            for name in ("rows", "columns", "levels", "choices", "labels", "sorts")
            if isinstance(found := spec.options.get(name), dict)
            for label in found.values()
        ]
        assert not [label for label in labels if label not in paper]

    def test_its_clock_adds_up(self, page: Page, sheet: list[dict[str, str]], rows: list[dict[str, str]]):
        """Five minutes to join, the steps, one minute for each change of grouping, and out on time."""
        assert [row["Clock"] for row in sheet if row not in rows] == [f"0–{JOINING}"]
        for step, planned, row in zip(page.steps, run_sheet(page.steps, None), rows, strict=True):
            clock = "before" if step.before else f"{planned.starts}–{planned.starts + planned.minutes}"
            assert row["Clock"] == clock, step.title

    def test_its_points_are_the_workbooks(self, page: Page, guide: dict[str, str]):
        """The catalogue is covered by what happens in the room, so both texts must claim the same."""
        lines = re.findall(r"^\| (\d+) \| (.+) \|$", guide["Sources and points covered"], flags=re.MULTILINE)
        assert [(int(n), set(re.findall(r"`([^`]+)`", ids))) for n, ids in lines] == [
            (i, set(step.covers)) for i, step in enumerate(page.steps, 1)
        ]
