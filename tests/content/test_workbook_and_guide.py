"""Every workbook is fit for its hour, and its guide says the same as its notebook.

Fixtures: `path` (each notebook in workbooks/), `page` (it, compiled once), `guide` (its guide's sections),
`sheet` (the table of section 5, one dict a row).
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from plckit.domain.catalogue import covered, own
from plckit.domain.planning import needed
from plckit.domain.visibility import By, See, among
from plckit.domain.workbooks import FILE, ActivitySpec, Page, Step
from plckit.pages.folder import Workbooks
from plckit.pages.guide import COLUMNS, SECTIONS, UNWRITTEN, guide_of, rows, sections
from plckit.pages.minutes import today
from plckit.pages.new_guide import labels
from plckit.pages.run_sheet import mended

ROOT = Path(__file__).parents[2]
WORKBOOKS = sorted((ROOT / "workbooks").glob("*.ipynb"))
GUIDES = ROOT / "facilitator_guides"

BUTTONS = [
    *("Open", "Lock", "Reveal", "Begin", "Next", "+2 min", "Hide again", "Bring everyone here", "Pause all"),
    *("Groups", "Make them", "Enter for people without a device", "Begin afresh", "Read single entries"),
    *("Leave out", "Take in", "Join both", "Take out", "More tools", "Only I see this screen"),
]
REVIEW_BUTTONS = [
    *("Begin a review", "Open a review file", "Go on with this review", "Begin a new review from this one"),
    *("Earlier step", "Later step", "Save the review to a file", "Copy the counts", "Print"),
    "Close the review on this device",
]
REVIEW_MISHAPS = ["tab was closed", "file is lost", "asks for the file"]
GROUPS = {By.PAIR: "pairs", By.GROUP: "groups of 4", By.TEAM: "team"}
AIR = 0.88
LONGEST_STEP = 15
A_PATH = re.compile(r"(?<![\w:/])(~|\.{1,2}|[A-Za-z]:)?[/\\]\w+[/\\.]\w|(?<!\w)[A-Za-z]:\\|file:")


def one_line(text: str) -> str:
    return " ".join(text.replace("<br>", " ").replace("**", "").split())


def boxes(page: Page, step: Step) -> list[ActivitySpec]:
    """What a step asks of people: a card that was kept, or that the facilitator types, is read."""
    specs = [page.activity(key) for key in step.activities]
    return [spec for spec in specs if spec.kind != "proposal" and "artefact" not in spec.options]


def gathered(spec: ActivitySpec) -> set[By]:
    """The kinds of group that an activity needs, to be written in and to be seen in."""
    return {spec.by, By(spec.see) if among(spec.see) else spec.by} - {By.PERSON}


@pytest.fixture(scope="module", params=WORKBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def page(path: Path, cache: Path) -> Page:
    return asyncio.run(Workbooks(path.parent, cache).page(path.stem))


@pytest.fixture(scope="module")
def notebook(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def guide(path: Path) -> dict[str, str]:
    return sections(guide_of(path.parent, path.stem).read_text("utf-8"))


@pytest.fixture(scope="module")
def sheet(guide: dict[str, str]) -> list[dict[str, str]]:
    return list(rows(guide["Run sheet"]))


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
        assert sum(step.minutes for step in today(page) if not step.before) <= AIR * page.minutes
        assert needed(today(page)) <= page.minutes

    def test_three_steps_may_be_left_out(self, page: Page):
        """Enough to catch up with, few enough to remember while one leads."""
        assert sum(not step.must for step in today(page)) == (2 if page.keeps == FILE else 3)

    def test_a_step_is_one_thing_to_do(self, page: Page):
        """A person sees one sentence and one box, two at the most; what is long is parted."""
        assert page.activities
        for step in page.steps:
            assert len(boxes(page, step)) <= 2, step.title
            assert re.fullmatch(r"[^.?!]+[.?!]", step.now), f"{step.title}: {step.now}"
            parted = any(page.activity(key).kind == "protocol" for key in step.activities)
            assert step.minutes <= LONGEST_STEP or ", then " in step.group or parted, step.title

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
        for_two = {step.group for step in page.steps} == {"1:1"}
        assert for_two == (page.keeps == FILE)
        assert for_two or any(gathered(spec) for spec in page.activities.values())
        for step in page.steps:
            for spec in (page.activity(key) for key in step.activities):
                for by in gathered(spec):
                    assert GROUPS[by] in step.group.casefold().replace("new ", "").split(", then "), (
                        f"{spec.key}: {by}"
                    )
                if spec.by is not By.PERSON:
                    assert "leave this empty" not in spec.hint, f"{spec.key}: the page says who types"

    def test_work_in_groups_is_written_by_the_group(self, page: Page):
        """One box a person at a table of four gives four half answers, and the wall fills with doubles."""
        for step in page.steps:
            if step.group.startswith(("Pairs", "Groups of 4", "New groups of 4")):
                assert boxes(page, step), step.title
                assert not [spec for spec in boxes(page, step) if spec.by is By.PERSON], step.title

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
        """With more than six claims a step works on none of them; “dufour.reading.*” is one claim."""
        for step in page.steps:
            assert 1 <= len(step.covers) <= 6, step.title
            assert not [claim for claim in step.covers if own(claim)], step.title
            ids = covered(step.covers)
            assert len(set(ids)) == len(ids), step.title


class TestGuide:
    """A facilitator who has only the guide says what the screens say."""

    def test_it_has_all_sections(self, guide: dict[str, str], path: Path):
        headings = re.findall(
            r"^## (\d+)\.", guide_of(path.parent, path.stem).read_text("utf-8"), re.MULTILINE
        )
        assert headings == [str(number) for number in range(1, len(SECTIONS) + 1)]
        assert list(guide) == list(SECTIONS)
        assert not [title for title, body in guide.items() if not body.strip()]

    def test_it_explains_the_console(self, page: Page, guide: dict[str, str]):
        room = [*BUTTONS, "code", "rejoin word", "projector"]
        words = REVIEW_BUTTONS if page.keeps == FILE else room
        assert not [word for word in words if word not in guide["Run sheet"]]

    def test_its_buttons_stand_on_the_console(self):
        """Whoever looks for the word in the guide finds it on the screen."""
        web = ROOT / "plckit" / "web"
        files = [web / "templates" / "console.html", *(web / "static" / "console").glob("*.js")]
        screen = "\n".join(file.read_text(encoding="utf-8") for file in files)
        assert not [word for word in BUTTONS if word not in screen]
        review = (web / "templates" / "review.html").read_text(encoding="utf-8")
        assert not [word for word in REVIEW_BUTTONS if word not in review]

    def test_what_its_workbook_says_is_what_it_says(self, page: Page, path: Path):
        """Clock, steps, prompts, who sees them, length and points: `plckit guide sheet` writes them."""
        text = guide_of(path.parent, path.stem).read_text("utf-8")
        assert mended(page, text).splitlines() == text.splitlines(), (
            f"Say: plckit guide sheet {path.stem} --write"
        )

    def test_people_have_written_their_part(self, sheet: list[dict[str, str]], guide: dict[str, str]):
        """A guide begins with gaps; nobody can lead a meeting from one that still has them."""
        assert sheet
        assert list(sheet[0]) == list(COLUMNS)
        assert not [row["Step"] for row in sheet if not all(row.values())]
        gaps = re.compile(rf"(?:^|\| )(?:- (?:\[ \] )?)?(?:\*\*.+\*\* )?{UNWRITTEN}(?: \||$)", re.MULTILINE)
        assert not [title for title, body in guide.items() if gaps.search(body)]

    def test_it_tells_what_to_do_about_groups(self, page: Page, guide: dict[str, str]):
        """Somebody is alone, a phone dies, a person must go: the guide is read standing up."""
        body = guide["Run sheet"]
        room = ["Left alone", "phone dies", "No device", "should not be here", "Groups"]
        said = REVIEW_MISHAPS if page.keeps == FILE else room
        assert not [words for words in said if words not in body]

    def test_its_paper_version_has_every_line_and_option(self, page: Page, guide: dict[str, str]):
        paper = one_line(guide["If the tech fails"])
        asked = [label for spec in page.activities.values() for label in labels(spec)]
        assert not [label for label in asked if label not in paper]
