"""A notebook becomes a page, or an error names the cell and the remedy."""

from __future__ import annotations

import asyncio
from pathlib import Path

import nbformat
import pytest

from plckit.errors import NotebookError, WorkbookNotFound
from plckit.pages import folder as folder_module
from plckit.pages.compile import compile_notebook
from plckit.pages.folder import Workbooks
from plckit.testing import NAME

START = 'from plckit.notebook import *\nworkbook("small", "Small", minutes=5)'
STEP = 'step("First", minutes=5, group="Alone", now="Write.")'
LINE = 'short_text("line", "A line?")'

# What is wrong: (code cells, the cell that is named, the sentence).
WRONG: dict[str, tuple[list[str], int, str]] = {
    "an exception": (
        [START, STEP, "1 / 0"],
        3,
        "it stopped with ZeroDivisionError: division by zero. Run the notebook in JupyterLab to see where.",
    ),
    "a spec error": (
        [START, STEP, 'choice("pick", "Which?", options=[])'],
        3,
        "options is empty. Give at least one.",
    ),
    "inside an Output": (
        [START, STEP, f"import ipywidgets\nwith ipywidgets.Output():\n    {LINE}"],
        3,
        "the activity “line” was made inside a box or an Output and never shown. "
        "Put it straight into a cell.",
    ),
    "inside a box": (
        [
            START,
            STEP,
            f"import ipywidgets\nipywidgets.VBox([ipywidgets.Label('x')])\n{LINE}\n"
            "display(ipywidgets.VBox([ipywidgets.Label('x')]))",
        ],
        3,
        "it shows a widget that only lives in JupyterLab (or an activity inside a box or an Output). "
        "Put the activity straight into a cell, or show a table or a chart instead.",
    ),
    "a core widget": (
        [START, STEP, "import ipywidgets\nipywidgets.IntSlider()"],
        3,
        "it shows a widget that only lives in JupyterLab (or an activity inside a box or an Output). "
        "Put the activity straight into a cell, or show a table or a chart instead.",
    ),
    "a repeated key": (
        [START, STEP, LINE, LINE],
        4,
        "there is an activity with the key “line” already. Use another key.",
    ),
    "a repeated step": (
        [START, STEP, STEP],
        3,
        "there is a step “First” already. Give this one another title or key.",
    ),
    "before the first step": (
        [START, LINE, STEP],
        2,
        "the activity “line” comes before the first step(…). Put a step before it.",
    ),
    "a second workbook": (
        [START, STEP, 'workbook("other", "Other", minutes=5)'],
        3,
        "workbook(…) stands here for the second time. Keep the first one only.",
    ),
    "no workbook": (
        [f"from plckit.notebook import *\n{STEP}"],
        1,
        "a workbook begins with workbook(…) and has at least one step(…). Add what is missing.",
    ),
    "again of nothing": (
        [START, STEP, LINE, 'again("lime")'],
        4,
        "again('lime') shows an activity that was made before. Check its key.",
    ),
    "again too early": (
        [START, STEP, 'again("line")', LINE],
        3,
        "again('line') shows an activity that was made before. Check its key.",
    ),
    "again with rubbish": (
        [START, STEP, LINE, "again(5)"],
        4,
        "5 cannot be a key. Use small letters, digits and dashes, a letter first.",
    ),
    "again of what was never shown": (
        [START, STEP, f"import ipywidgets\nwith ipywidgets.Output():\n    {LINE}", 'again("line")'],
        4,
        "again shows “line”, which comes later or nowhere. Check the key.",
    ),
    "a reason of a timer": (
        [START, STEP, 'timer("read", "Read.", minutes=5, reason="Why?")'],
        3,
        "timer asks nothing, so there is no reason to ask for. Take reason out.",
    ),
    "a point of no document": (
        [START, STEP.replace("now=", 'covers=["ours.own", "dufour.question.9"], now=')],
        2,
        "The catalogue has no point “dufour.question.9”. Its ids are in catalogue.tsv; the id of a point "
        "of your own begins with another word.",
    ),
    "points in one string": (
        [START, STEP.replace("now=", 'covers="dufour.question.1", now=')],
        2,
        "covers is a list of ids, such as [\"dufour.question.1\"], not 'dufour.question.1'.",
    ),
    "names on a chart": (
        [START, STEP, 'choice("pick", "Which?", options=["A", "B"], see="opt-in")'],
        3,
        "choice shows numbers, and a name beside one could unmask others. Names can be added to words only: "
        'use see="anon-reveal", or see="named" for promises.',
    ),
    "a script": (
        [START, STEP, "from IPython.display import HTML\nHTML('<script>alert(1)</script>')"],
        3,
        "its output needs a script, which pages do not run. Show a chart with show(chart).",
    ),
}
RIGHT = [
    START,
    "print('<b>hello</b>')",
    STEP,
    LINE,
    f"short_text('signed', {NAME!r}, see='named', reason='Why?')",
    'step("Second", minutes=5, group="Whole", now="Look.")\nagain("line")',
]


def written(folder: Path, name: str, cells: list[str]) -> Path:
    """Write a notebook of code cells, with prose in front."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    notebook.cells.append(nbformat.v4.new_markdown_cell("The *end*."))
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook, path)
    return path


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Compile all notebooks of this file, two kernels at a time."""
    folder = tmp_path_factory.mktemp("notebooks")
    paths = {name: written(folder, name.replace(" ", "-"), cells) for name, (cells, _, _) in WRONG.items()}
    paths["right"] = written(folder, "right", RIGHT)

    async def everything() -> list[object]:
        two = asyncio.Semaphore(2)

        async def one(path: Path) -> object:
            async with two:
                return await compile_notebook(path)

        return await asyncio.gather(*map(one, paths.values()), return_exceptions=True)

    return dict(zip(paths, asyncio.run(everything()), strict=True))


@pytest.mark.parametrize("case", WRONG)
def test_a_notebook_that_cannot_be_a_page_names_its_cell_and_the_remedy(
    compiled: dict[str, object], case: str
) -> None:
    """The author finds the cell and knows what to do; half a page is never shown."""
    _, cell, sentence = WRONG[case]
    error = compiled[case]
    assert isinstance(error, NotebookError), repr(error)
    assert str(error) == f"{case.replace(' ', '-')}.ipynb, cell {cell}: {sentence}"


def test_a_notebook_becomes_a_page_in_its_order(compiled: dict[str, object]) -> None:
    """What cells print is text; prose and activities stand where the author put them."""
    page = compiled["right"]
    assert not isinstance(page, BaseException), repr(page)
    assert [step.title for step in page.steps] == ["First", "Second"]
    assert page.steps[0].activities == ["line", "signed"]
    assert page.activity("signed").prompt == NAME
    assert [block["prose"] for block in page.opening] == ["<pre>&lt;b&gt;hello&lt;/b&gt;\n</pre>"]
    assert page.activity("signed").reason == "Why?"
    assert "<em>end</em>" in page.steps[1].blocks[-1]["prose"]


def test_what_is_shown_again_is_no_second_activity(compiled: dict[str, object]) -> None:
    """The step shows the group's view once more; nothing is asked or counted twice."""
    page = compiled["right"]
    assert not isinstance(page, BaseException), repr(page)
    assert page.steps[1].blocks[0] == {"again": "line"}
    assert page.steps[1].activities == []
    assert page.step_of("line") == page.steps[0]
    assert type(page).loads(page.dumps()) == page


async def test_a_server_that_ends_does_not_wait_for_a_notebook(tmp_path: Path) -> None:
    """Ctrl+C in the first minute ends the server: what is cancelled is not taken for a broken notebook."""
    begun = tmp_path / "begun"
    path = written(tmp_path, "endless", [START, f"open({str(begun)!r}, 'w').close()\nwhile True: pass"])
    task = asyncio.create_task(compile_notebook(path))
    async with asyncio.timeout(30):
        while not begun.exists():
            await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    "content", ["", "not json", "[]", "{}", '{"cells": 5}', '{"nbformat": 4, "cells": [{}]}']
)
async def test_a_file_that_is_no_notebook_is_said_to_be_none(tmp_path: Path, content: str) -> None:
    """A half-copied file must not take the folder with it."""
    path = tmp_path / "broken.ipynb"
    path.write_text(content)
    with pytest.raises(NotebookError) as error:
        await compile_notebook(path)
    sentence = "this file is not a Jupyter notebook. Open and save it in JupyterLab, or take it away."
    assert sentence in str(error.value)
    assert Workbooks(tmp_path, tmp_path).title("broken") == "broken"


async def test_a_page_is_compiled_once_until_the_notebook_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: object
) -> None:
    """Beginning a second session of a workbook takes no time; an edited notebook is never served stale."""
    ran: list[Path] = []

    async def compiler(path: Path) -> object:
        ran.append(path)
        await asyncio.sleep(0)
        return page

    monkeypatch.setattr(folder_module, "compile_notebook", compiler)
    path = written(tmp_path, "01_small", RIGHT)
    books = Workbooks(tmp_path, tmp_path / "cache")
    pages = await asyncio.gather(*(books.page("1") for _ in range(5)))
    assert pages == [page] * 5
    assert await Workbooks(tmp_path, tmp_path / "cache").page("01_small") == page
    assert len(ran) == 1
    written(tmp_path, "01_small", [*RIGHT, "1 + 1"])
    await books.page("01_small.ipynb")
    assert ran == [path, path]


def test_parts_of_a_year_have_a_letter(tmp_path: Path) -> None:
    """Three meetings of one workbook are 9a, 9b and 9c; 9 alone could be any of them."""
    for name in ("09a_ask", "09b_look", "11a_last"):
        written(tmp_path, name, RIGHT)
    books = Workbooks(tmp_path, tmp_path)
    for name in ("9a", "09A", "9A", "09a", "09a_ask"):
        assert books.find(name).stem == "09a_ask"
    assert books.find("11A").stem == "11a_last"
    assert books.listed("11a_last") == "11a Small · 5 min"
    for name in ("9", "a", "9c", "9ab"):
        with pytest.raises(WorkbookNotFound, match="09a_ask, 09b_look, 11a_last"):
            books.find(name)


async def test_what_is_ready_is_told_without_running_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: object
) -> None:
    """A page for everybody is made of these: no visit starts a kernel, and a broken notebook stops none."""
    ran: list[str] = []

    async def compiler(path: Path) -> object:
        ran.append(path.stem)
        if path.stem == "broken":
            raise NotebookError(path.name, 1, "it stopped.")
        return page

    monkeypatch.setattr(folder_module, "compile_notebook", compiler)
    books = Workbooks(tmp_path, tmp_path / "cache")
    for name in ("broken", "right"):
        written(tmp_path, name, RIGHT)
    assert books.ready() == {}
    assert ran == []
    await books.prepare()
    assert books.ready() == {"right": page}
    assert ran == ["broken", "right"]


def test_a_workbook_is_found_by_its_stem_or_number(tmp_path: Path) -> None:
    """And by nothing that leads out of the folder."""
    inside = tmp_path / "workbooks"
    inside.mkdir()
    path = written(inside, "01_small", RIGHT)
    written(tmp_path, "outside", RIGHT)
    books = Workbooks(inside, tmp_path)
    for name in ("1", "01", "01_small", "01_small.ipynb", "workbooks/01_small.ipynb"):
        assert books.find(name) == path
    for name in ("", "2", "small", "../outside", "outside", "/etc/passwd", "²", "01_smal*"):
        with pytest.raises(WorkbookNotFound, match=r"Workbooks here: 01_small\.$"):
            books.find(name)
