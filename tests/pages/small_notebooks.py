"""Notebooks of a few code cells."""

from __future__ import annotations

from pathlib import Path

import nbformat

from plckit.testing import NAME

START = 'from plckit.notebook import *\nworkbook("small", "Small", minutes=5)'
STEP = 'step("First", minutes=5, group="Alone", now="Write.")'
LINE = 'short_text("line", "A line?")'
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
