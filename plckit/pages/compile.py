"""A notebook runs once, in an ordinary kernel, and what its cells say becomes a Page."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from plckit.domain.workbooks import Page
from plckit.errors import NotebookError, SetupError
from plckit.pages import mime
from plckit.pages.reading import read_page

SECONDS_A_CELL = 60
# A kernel that does not answer by then is started once more: two that start at once may want one port.
SECONDS_TO_START = 15
NOT_STARTED = (
    "The notebook was not run: Python did not start a kernel for it, although it was tried twice. "
    "Close other programs and try again. If that does not help, install plckit again."
)
DIED = (
    "its kernel died while it ran. Perhaps it wants more memory than there is, or a library crashed. "
    "Run the notebook in JupyterLab to see where, and make this cell smaller or take it out."
)
LATE = f"it did not finish within {SECONDS_A_CELL} seconds. Make it quicker or take it out."
LAST_CELL = "import plckit.notebook\nplckit.notebook.end()"


async def compile_notebook(path: Path) -> Page:
    """Return the Page that the notebook at *path* describes.

    Raises NotebookError naming the cell, and SetupError where no kernel starts.
    """
    notebook = _load(path)
    notebook.cells.append(nbformat.v4.new_code_cell(LAST_CELL))
    client = _Compiler(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        startup_timeout=SECONDS_TO_START,
        extra_arguments=["--log-level=40"],  # its warnings are no news to whoever serves workbooks
        resources={"metadata": {"path": str(path.parent)}},
    )
    env = {**os.environ, mime.COMPILING: "1", "PYTHONWARNINGS": "ignore"}
    try:
        await client.async_execute(env=env)
    except CellExecutionError as error:
        raise NotebookError(path.name, client.cell_number, _problem(error)) from error
    except (CellTimeoutError, DeadKernelError) as error:
        if (task := asyncio.current_task()) and task.cancelling():
            raise asyncio.CancelledError from error  # nbclient takes a cancelled task for a dead kernel
        problem = DIED if isinstance(error, DeadKernelError) else LATE
        raise NotebookError(path.name, client.cell_number, problem) from error
    return read_page(path.name, notebook.cells[:-1], notebook.cells[-1])


class _Compiler(NotebookClient):
    """Remembers which cell is running, so that an error can name it."""

    cell_number = 0

    @asynccontextmanager
    async def async_setup_kernel(self, **more: Any) -> AsyncIterator[None]:
        """Start a kernel and stop it, as nbclient does, but leave signals and exit to the server."""
        try:
            try:
                await self._begin(**more)
            except RuntimeError:
                await self._begin(**more)
        except (RuntimeError, OSError) as error:
            raise SetupError(NOT_STARTED) from error
        try:
            yield
        finally:
            await self._async_cleanup_kernel()

    async def _begin(self, **more: Any) -> None:
        self.km = self.create_kernel_manager()
        # This Python and no other: a kernel of this name in the user's own folders may have no plckit.
        self.km.kernel_spec_manager = KernelSpecManager(kernel_dirs=[])
        await self.async_start_new_kernel(**more)
        await self.async_start_new_kernel_client()

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
