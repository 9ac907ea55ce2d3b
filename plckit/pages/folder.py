"""The folder of workbooks: which notebooks there are, and their compiled pages."""

from __future__ import annotations

import ast
import asyncio
import functools
import hashlib
import logging
import os
from pathlib import Path

import nbformat

import plckit
from plckit.domain.workbooks import Page
from plckit.errors import NotebookError, WorkbookNotFound
from plckit.pages.compile import compile_notebook

log = logging.getLogger(__name__)


def default_workbooks() -> Path:
    """Return `workbooks/` here, or the one that came with the installation."""
    here = Path("workbooks")
    return here if here.is_dir() else Path(plckit.__file__).parent / "workbooks"


class Workbooks:
    """The notebooks of one folder, compiled on demand and cached by content and plckit's version."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache / "pages"
        self._busy: dict[Path, asyncio.Lock] = {}
        self._titles: dict[Path, tuple[float, str]] = {}

    def names(self) -> list[str]:
        """Return the stems of the notebooks, in order."""
        return sorted(path.stem for path in self.folder.glob("*.ipynb"))

    def find(self, name: str) -> Path:
        """Return the notebook whose stem or leading number is *name*; raise WorkbookNotFound."""
        wanted = name.removesuffix(".ipynb").rpartition("/")[2]
        for stem in self.names():
            number = stem.partition("_")[0]
            if wanted == stem or (number.isdecimal() and wanted.isdecimal() and int(number) == int(wanted)):
                return self.folder / f"{stem}.ipynb"
        raise WorkbookNotFound(name, self.names())

    def title(self, name: str) -> str:
        """Return a notebook's title without running it, or its stem where it says none."""
        path = self.find(name)
        changed = path.stat().st_mtime
        if self._titles.get(path, (0.0, ""))[0] != changed:
            self._titles[path] = (changed, _said_title(path) or name)
        return self._titles[path][1]

    async def prepare(self) -> None:
        """Compile what is not compiled yet, one after the other, and log what stops a notebook."""
        for name in self.names():
            try:
                await self.page(name)
            except NotebookError as error:
                log.warning("%s", error)

    async def page(self, name: str) -> Page:
        """Return the compiled page of a workbook; raise NotebookError where it cannot be one."""
        path = self.find(name)
        async with self._busy.setdefault(path, asyncio.Lock()):
            content = hashlib.sha256(path.read_bytes() + edition())
            cached = self.cache / f"{content.hexdigest()[:32]}.json"
            if cached.exists():
                return Page.loads(cached.read_text("utf-8"))
            page = await compile_notebook(path)
            self.cache.mkdir(parents=True, exist_ok=True)
            draft = cached.with_suffix(f".{os.getpid()}")  # another server may make the same page now
            draft.write_text(page.dumps(), "utf-8")
            draft.replace(cached)
            return page


@functools.cache
def edition() -> bytes:
    """Return a fingerprint of the code that makes pages, so that an edited plckit compiles afresh."""
    package = Path(plckit.__file__).parent
    digest = hashlib.sha256(plckit.__version__.encode())
    for file in [package / "notebook.py", *sorted(package.glob("[acdp]*/**/*.py"))]:
        digest.update(file.read_bytes())
    return digest.digest()


def _said_title(path: Path) -> str | None:
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception:  # a broken notebook is listed by its file name; compiling it says what is wrong
        return None
    for cell in cells:
        if cell.cell_type == "code" and "workbook(" in cell.source:
            try:
                calls = [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Call)]
            except SyntaxError:
                return None
            for call in calls:
                if getattr(call.func, "id", "") == "workbook" and len(call.args) > 1:
                    title = call.args[1]
                    return str(title.value) if isinstance(title, ast.Constant) else None
    return None
