"""The folder of workbooks: what is found in it, and what is kept of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from small_notebooks import RIGHT, written

from plckit.errors import NotebookError, WorkbookNotFound
from plckit.pages import folder as folder_module
from plckit.pages.folder import Workbooks


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


@pytest.mark.parametrize("damaged", ["", '{"key": "sm', "{}", "[]"])
async def test_a_damaged_page_in_the_cache_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: object, damaged: str
) -> None:
    """A disk that was full must not stop a workbook for good."""

    async def compiler(_path: Path) -> object:
        return page

    monkeypatch.setattr(folder_module, "compile_notebook", compiler)
    written(tmp_path, "01_small", RIGHT)
    books = Workbooks(tmp_path, tmp_path / "cache")
    await books.page("1")
    (kept,) = books.cache.iterdir()
    kept.write_text(damaged)
    assert books.ready() == {}
    assert await books.page("1") == page
    assert books.ready() == {"01_small": page}


def test_what_systems_and_editors_leave_in_a_folder_is_no_workbook(tmp_path: Path) -> None:
    """MacOS writes ._name beside each file on a stick, and JupyterLab .~name."""
    for name in ("01_small", "._01_small", ".~01_small"):
        written(tmp_path, name, RIGHT)
    assert Workbooks(tmp_path, tmp_path).names() == ["01_small"]


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
