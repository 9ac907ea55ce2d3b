"""A notebook becomes a page, or an error names the cell and the remedy."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from small_notebooks import LINE, RIGHT, START, STEP, written

from plckit.errors import NotebookError, SetupError
from plckit.pages import compile as compile_module
from plckit.pages.compile import compile_notebook
from plckit.pages.folder import Workbooks
from plckit.testing import NAME

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
    "a title of other letters": (
        [START, STEP.replace("First", "Мы вместе")],
        2,
        "The title “Мы вместе” makes no key for its step. Give one of small letters, digits and dashes, "
        'a letter first: key="warm-up".',
    ),
    "a title with its number": (
        [START, STEP.replace("First", "1. Warm up")],
        2,
        "The title “1. Warm up” makes no key for its step. Give one of small letters, digits and dashes, "
        'a letter first: key="warm-up".',
    ),
    "a kernel that dies": (
        [START, STEP, "import os\nos._exit(1)"],
        3,
        "its kernel died while it ran. Perhaps it wants more memory than there is, or a library crashed. "
        "Run the notebook in JupyterLab to see where, and make this cell smaller or take it out.",
    ),
    "a script": (
        [START, STEP, "from IPython.display import HTML\nHTML('<script>alert(1)</script>')"],
        3,
        "its output needs a script, which pages do not run. Show a chart with show(chart).",
    ),
}


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


async def test_a_kernel_that_does_not_start_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried twice, and then said; the server goes on to the next notebook."""
    tried: list[str] = []

    async def never(_compiler: object, **_more: object) -> None:
        tried.append("once")
        raise RuntimeError("Kernel didn't respond in 15 seconds")

    monkeypatch.setattr(compile_module._Compiler, "async_start_new_kernel", never)
    path = written(tmp_path, "01_small", RIGHT)
    written(tmp_path, "02_small", RIGHT)
    with pytest.raises(SetupError, match=r"did not start a kernel .*Close other programs and try again"):
        await compile_notebook(path)
    assert len(tried) == 2
    await Workbooks(tmp_path, tmp_path / "cache").prepare()
    assert len(tried) == 6
    assert len(caplog.messages) == 2


async def test_a_kernel_of_the_users_own_does_not_run_workbooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another Python that is called python3, too, may have no plckit."""
    own = tmp_path / "kernels" / "python3"
    own.mkdir(parents=True)
    spec = {
        "argv": ["/no/such/python", "{connection_file}"],
        "display_name": "Python 3",
        "language": "python",
    }
    (own / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    page = await compile_notebook(written(tmp_path, "small", [START, STEP]))
    assert page.title == "Small"


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
