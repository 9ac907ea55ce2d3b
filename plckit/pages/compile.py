"""A notebook runs once, in an ordinary kernel, and what its cells say becomes a Page."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from plckit.domain.workbooks import Page
from plckit.errors import NotebookError
from plckit.pages import mime
from plckit.pages.reading import read_page

SECONDS_A_CELL = 60
# Sockets in files where there are any: two kernels that start at once never fight over a port.
KERNELS = Config({} if sys.platform == "win32" else {"ConnectionFileMixin": {"transport": "ipc"}})
LAST_CELL = "import plckit.notebook\nplckit.notebook.end()"


async def compile_notebook(path: Path) -> Page:
    """Return the Page that the notebook at *path* describes; raise NotebookError naming the cell."""
    notebook = _load(path)
    notebook.cells.append(nbformat.v4.new_code_cell(LAST_CELL))
    client = _Compiler(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        config=KERNELS,
        extra_arguments=["--log-level=40"],  # its warnings are no news to whoever serves workbooks
        resources={"metadata": {"path": str(path.parent)}},
    )
    env = {**os.environ, mime.COMPILING: "1", "PYTHONWARNINGS": "ignore"}
    try:
        await client.async_execute(env=env)
    except CellExecutionError as error:
        raise NotebookError(path.name, client.cell_number, _problem(error)) from error
    except (CellTimeoutError, DeadKernelError) as error:
        problem = f"it did not finish within {SECONDS_A_CELL} seconds. Make it quicker or take it out."
        raise NotebookError(path.name, client.cell_number, problem) from error
    return read_page(path.name, notebook.cells[:-1], notebook.cells[-1])


class _Compiler(NotebookClient):
    """Remembers which cell is running, so that an error can name it."""

    cell_number = 0

    async def async_execute_cell(self, cell: Any, cell_index: int, **more: Any) -> Any:
        self.cell_number = cell_index + 1
        return await super().async_execute_cell(cell, cell_index, **more)


def _load(path: Path) -> Any:
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, nbformat.ValidationError) as error:
        problem = "this file is not a Jupyter notebook. Open and save it in JupyterLab, or take it away."
        raise NotebookError(path.name, 0, problem) from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _problem(error: CellExecutionError) -> str:
    if error.ename in ("SpecError", "NotebookError"):
        return str(error.evalue)
    return f"it stopped with {error.ename}: {error.evalue}. Run the notebook in JupyterLab to see where."
