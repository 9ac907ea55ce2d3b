"""What a workbook says of its guide is made; what people wrote stays, and is never taken for a prompt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from plckit.cli.app import app
from plckit.domain.workbooks import Page
from plckit.errors import SpecError
from plckit.pages import folder as folder_module
from plckit.pages.guide import PROMPTS, SECTIONS, rows, sections
from plckit.pages.new_guide import new_guide
from plckit.pages.run_sheet import lines_of, mended, prompts, sheet
from plckit.testing import a_page, an_activity

QUOTE = {"prose": "<blockquote>\n<p>What   do you &lt;see&gt;?</p>\n</blockquote>\n<p>Take your time.</p>"}
HAND = "What do you wonder? · a line each by the pair · unnamed, after Reveal of step 4"


@pytest.fixture(scope="module")
def page() -> Page:
    """Three steps: one before the day, one with a box by a pair and a quoted line, one that may go."""
    page = a_page(
        {
            "Before": [an_activity("short_text", "mine", see="private", prompt="What do you bring?")],
            "Wonder": [
                an_activity(
                    "sticky_notes",
                    "notes",
                    see="anon-reveal",
                    by="pair",
                    about="ideas",
                    prompt="What do you wonder?",
                    hint="One thought a note.",
                )
            ],
            "Rest": [],
        },
        title="A small | page",
    )
    before, wonder, rest = page.steps
    wonder = replace(wonder, group="Pairs", blocks=(QUOTE, *wonder.blocks), covers=("dufour.reading.*",))
    rest = replace(rest, group="Whole", must=False, covers=("dufour.question.1", "our-own.point"))
    return replace(page, minutes=20, steps=(replace(before, before=True), wonder, rest))


@pytest.fixture
def guide(page: Page) -> str:
    return new_guide(page)


def test_a_new_guide_says_all_that_the_workbook_says(page: Page, guide: str) -> None:
    """Whoever writes one begins with the clock, the prompts, the points and the lists for paper."""
    assert tuple(sections(guide)) == SECTIONS
    said = [(row["Clock"], row["Step"], row["Keep"], row[PROMPTS]) for row in rows(guide)]
    assert said == [
        ("before", "1 Before", "before", "What do you bring? · line · only you"),
        ("0–5", "Join and settle", "must", "Welcome page"),
        (
            "5–10",
            "2 Wonder",
            "must",
            "What do you <see>? <br> What do you wonder? · notes by the pair · unnamed, after Reveal",
        ),
        ("11–16", "3 Rest", "may", "*Do what Rest asks.*"),
    ]
    assert (
        "| Length | 20 minutes: 10 of steps, 5 to join and settle, 1 to move into other groups. "
        "Without the one *may* step: 10 minutes |"
    ) in guide
    assert "| 2 | `dufour.reading.*` |" in guide
    assert "| 3 | `dufour.question.1` `our-own.point` |" in guide
    assert "☐" in sections(guide)["If the tech fails"]
    assert mended(page, guide) == guide


@pytest.mark.parametrize(
    ("cell", "now"),
    [
        # Order, words for the box and words at the end are people's; who writes and who sees it are not.
        (f"{HAND} <br> What do you <see>?", f"{HAND} <br> What do you <see>?"),
        (HAND.replace("pair", "group"), f"What do you <see>? <br> {HAND}"),
        ("What do you <see>? <br> What do you wonder? · cards · named", "What do you <see>? <br> {cards}"),
        # Lines of their own stand in italics, unless the page says them as well.
        (f"{HAND} <br> *Wait.* <br> What do you <see>?", f"{HAND} <br> *Wait.* <br> What do you <see>?"),
        (f"{HAND} <br> Wait. <br> What do you <see>?", f"{HAND} <br> *Wait.* <br> What do you <see>?"),
        (
            f"What do you <see>? <br> {HAND} <br> One thought a note. · **0** Take your time.",
            f"What do you <see>? <br> {HAND} <br> One thought a note. · **0** Take your time.",
        ),
        # A prompt that the workbook has no longer goes, and so does one that stands there twice.
        (
            f"What do you hope? · line · only you <br> What do you <see>? <br> {HAND} <br> {HAND}",
            f"What do you <see>? <br> {HAND}",
        ),
    ],
)
def test_lines_among_the_prompts(page: Page, cell: str, now: str) -> None:
    """Prompts stand as on the screen, and nothing that only looks like one stands there."""
    cards = "What do you wonder? · cards by the pair · unnamed, after Reveal"
    assert prompts(page, page.steps[1], cell) == now.replace("{cards}", cards)


def test_words_beside_a_step_follow_it(page: Page, guide: str) -> None:
    """By the title where steps change places, by the number where a title changes."""
    text = guide.replace("after Reveal | … | …", "after Reveal | **Next.** Say \\| wait. | Calm")
    turned = replace(page, steps=(page.steps[0], page.steps[2], page.steps[1]))
    renamed = replace(page, steps=(page.steps[0], replace(page.steps[1], title="Wondering"), page.steps[2]))
    for changed, step in ((page, "2 Wonder"), (turned, "3 Wonder"), (renamed, "2 Wondering")):
        made = mended(changed, text)
        (row,) = [row for row in rows(made) if row["Step"] == step]
        assert (row["Do and say"], row["Look for"]) == ("**Next.** Say | wait.", "Calm")
        assert mended(changed, made) == made


def test_words_of_a_step_that_is_gone_are_not_lost(page: Page, guide: str) -> None:
    """Nothing a person wrote is thrown away in silence."""
    with pytest.raises(SpecError, match=r"has a row “Rest”, and the workbook has no such step\. Move its"):
        mended(replace(page, steps=page.steps[:2]), guide)
    with pytest.raises(SpecError, match=r"no section “Run sheet”"):
        mended(page, guide.replace("## 5. Run sheet", "## 5. Sheet"))


def test_what_people_wrote_around_the_tables_stays(page: Page, guide: str) -> None:
    """Behind the length, before and after each table; a table that is missing is added."""
    text = guide.replace("10 minutes |", "9 minutes. A break of 5 minutes is not counted |")
    made = mended(page, text)
    assert "Without the one *may* step: 10 minutes. A break of 5 minutes is not counted |" in made
    bare = "\n".join(line for line in guide.split("\n") if line not in sheet(page))
    assert sorted(mended(page, bare).split()) == sorted(guide.split())


def test_the_command_prints_writes_and_checks(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A guide that says something else than its workbook fails a check, with the lines that differ."""

    async def compiler(path: Path) -> Page:
        return page

    monkeypatch.setattr(folder_module, "compile_notebook", compiler)
    monkeypatch.setenv("PLCKIT_CACHE", str(tmp_path / "cache"))
    books, guide = tmp_path / "workbooks", tmp_path / "facilitator_guides" / "09a_small.md"
    books.mkdir()
    nbformat.write(nbformat.v4.new_notebook(), books / "09a_small.ipynb")

    def run(*options: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["guide", "sheet", "9a", "--workbooks", str(books), *options])
        return done.exit_code, done.output

    assert run()[1].splitlines() == sheet(page)
    assert run("--check")[0] == 1
    assert not guide.exists()
    assert run("--write")[0] == 0
    assert run("--check") == (0, "")
    guide.write_text(guide.read_text("utf-8").replace("| 5–10 | 2 Wonder |", "| 5–9 | 2 Wonder |"), "utf-8")
    code, said = run("--check")
    assert code == 1
    assert "-| 5–9 | 2 Wonder |" in said
    assert "+| 5–10 | 2 Wonder |" in said


def test_what_is_said_twice_stands_once(page: Page) -> None:
    """A quoted line that repeats the prompt of a box is the box's."""
    step = page.steps[1]
    asked = replace(page.activities["notes"], prompt="What do you <see>?")
    twice = replace(page, activities={**page.activities, "notes": asked})
    assert [line.words for line in lines_of(twice, step)] == ["What do you <see>?"]
