"""The folder of workbooks: which notebooks there are, and their compiled pages."""

from __future__ import annotations

import ast
import asyncio
import functools
import hashlib
import logging
import os
import re
from pathlib import Path
from typing import NamedTuple

import nbformat

import plckit
from plckit.domain import catalogue
from plckit.domain.workbooks import SESSION, Page
from plckit.errors import PlckitError, WorkbookNotFound
from plckit.pages.compile import compile_notebook

log = logging.getLogger(__name__)


def default_workbooks() -> Path:
    """Return `workbooks/` here, or the one that came with the installation."""
    here = Path("workbooks")
    return here if here.is_dir() else Path(plckit.__file__).parent / "workbooks"


class Said(NamedTuple):
    """What a notebook says of itself: its title, where its words stay, and how many minutes it takes."""

    title: str | None = None
    keeps: str = SESSION
    minutes: str = ""


class Workbooks:
    """The notebooks of one folder, compiled on demand and cached by content and plckit's version."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache / "pages"
        self._busy: dict[Path, asyncio.Lock] = {}
        self._said: dict[Path, tuple[float, Said]] = {}

    def names(self) -> list[str]:
        """Return the stems of the notebooks, in order."""
        # What begins with a dot is no notebook of an author's but macOS's or an editor's note about one.
        return sorted(path.stem for path in self.folder.glob("*.ipynb") if not path.name.startswith("."))

    def find(self, name: str) -> Path:
        """Return the notebook whose stem or number is *name* (“9a” for 09a_…); raise WorkbookNotFound."""
        wanted = name.removesuffix(".ipynb").rpartition("/")[2]
        for stem in self.names():
            number = _number(stem.partition("_")[0])
            if wanted == stem or (number is not None and _number(wanted) == number):
                return self.folder / f"{stem}.ipynb"
        raise WorkbookNotFound(name, self.names())

    def title(self, name: str) -> str:
        """Return a notebook's title without running it, or its stem where it says none."""
        return self._of(name).title or name

    def listed(self, name: str) -> str:
        """Return a notebook's number, title and minutes, of them what it says without running it."""
        number, minutes = name.partition("_")[0], self._of(name).minutes
        title = f"{number} {self.title(name)}" if _number(number) else self.title(name)
        return f"{title} · {minutes} min" if minutes else title

    def keeps(self, name: str) -> str:
        """Return where a notebook's words stay, "session" or "file", without running it."""
        return self._of(name).keeps

    def _of(self, name: str) -> Said:
        path = self.find(name)
        changed = path.stat().st_mtime
        if path not in self._said or self._said[path][0] != changed:
            self._said[path] = (changed, _said(path))
        return self._said[path][1]

    async def prepare(self) -> None:
        """Compile what is not compiled yet, one after the other, and log what stops a notebook."""
        for name in self.names():
            try:
                await self.page(name)
            except PlckitError as error:
                log.warning("%s", error)

    def ready(self) -> dict[str, Page]:
        """Return the pages of all that are compiled, by name; runs nothing, so that everybody may ask."""
        found = {name: _read(self._kept(self.find(name))) for name in self.names()}
        return {name: page for name, page in found.items() if page}

    async def page(self, name: str) -> Page:
        """Return the compiled page of a workbook; raise NotebookError where it cannot be one."""
        path = self.find(name)
        async with self._busy.setdefault(path, asyncio.Lock()):
            kept = self._kept(path)
            if page := _read(kept):
                return page
            page = await compile_notebook(path)
            self.cache.mkdir(parents=True, exist_ok=True)
            draft = kept.with_suffix(f".{os.getpid()}")  # another server may make the same page now
            draft.write_text(page.dumps(), "utf-8")
            draft.replace(kept)
            return page

    def _kept(self, path: Path) -> Path:
        """Return where the page of a notebook is cached, whether it is there or not."""
        content = hashlib.sha256(path.read_bytes() + edition())
        return self.cache / f"{content.hexdigest()[:32]}.json"


def _read(kept: Path) -> Page | None:
    """Return a cached page; None where there is none, or a damaged one, which the next compiling mends."""
    try:
        return Page.loads(kept.read_text("utf-8"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


@functools.cache
def edition() -> bytes:
    """Return a fingerprint of the code that makes pages, so that an edited plckit compiles afresh."""
    package = Path(plckit.__file__).parent
    digest = hashlib.sha256(plckit.__version__.encode())
    for file in [package / "notebook.py", catalogue.FILE, *sorted(package.glob("[acdp]*/**/*.py"))]:
        digest.update(file.read_bytes())
    return digest.digest()


def _number(text: str) -> tuple[int, str] | None:
    """Return what *text* says if it is a workbook's number: “09a” and “9A” are 9 and a."""
    said = re.fullmatch(r"(\d{1,6})([a-z]?)", text.lower())
    return (int(said[1]), said[2]) if said else None


def _said(path: Path) -> Said:
    """Return what a notebook says of itself, read and not run."""
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception:  # a broken notebook is listed by its file name; compiling it says what is wrong
        return Said()
    for cell in cells:
        if cell.cell_type == "code" and "workbook(" in cell.source:
            try:
                calls = [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Call)]
            except SyntaxError:
                return Said()
            for call in calls:
                if getattr(call.func, "id", "") == "workbook" and len(call.args) > 1:
                    named = {word.arg: word.value for word in call.keywords}
                    title, keeps = call.args[1], named.get("keeps")
                    return Said(_text(title), _text(keeps) or SESSION, _text(named.get("minutes")) or "")
    return Said()


def _text(node: ast.expr | None) -> str | None:
    return str(node.value) if isinstance(node, ast.Constant) else None
