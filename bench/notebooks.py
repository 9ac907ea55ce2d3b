"""The notebooks that only the benchmark needs."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

EACH = 8
WALL = "ideas"
CHART = "trust"
LINE = "try"
STEP = "together"
PROSE = "Take a moment, then answer what you can. You may leave any of these empty.\n\n- one\n- two\n- three"
CHOICES = ["Not yet", "Partly", "Mostly", "Fully"]

OPENING = f"""
from plckit.notebook import choice, long_text, short_text, step, workbook

workbook("bench", "Together", minutes=20)
step("Together", minutes=20, group="Whole", now="Answer what you can.", key="{STEP}")
"""
ANSWERS = f'short_text("{WALL}", "What is one idea?", see="anon-live")'
LEVELS = f'likert("{CHART}", "How true is this for you?", rows={{"{LINE}": "I can try and fail here."}})'
KINDS = """
import plckit.notebook as author
from plckit.activities.registry import kinds

for name, kind in kinds().items():
    getattr(author, name)(name.replace("_", "-"), kind.example["prompt"], **kind.example["options"])
"""
SAME = f"""
for i in range({EACH}):
    long_text(f"text-{{i}}", f"Question {{i}}", see="private")
    choice(f"choice-{{i}}", f"Choice {{i}}", options={CHOICES!r}, see="private")
"""
STOCK = f"""
import ipywidgets
from IPython.display import display

for i in range({EACH}):
    display(ipywidgets.Textarea(description=f"Question {{i}}"))
    display(ipywidgets.ToggleButtons(description=f"Choice {{i}}", options={CHOICES!r}))
"""


def write_answers(folder: Path) -> str:
    """Write a workbook with one wall that everybody sees straight away; return its name."""
    return _write(folder / "answers.ipynb", OPENING, ANSWERS)


def write_chart(folder: Path) -> str:
    """Write a workbook with one chart that is revealed; return its name."""
    return _write(folder / "chart.ipynb", OPENING.replace("long_text", "likert, long_text"), LEVELS)


def write_every_kind(folder: Path) -> str:
    """Write a workbook with one activity of each kind on one page; return its name."""
    return _write(folder / "kinds.ipynb", OPENING, KINDS)


def write_same(folder: Path) -> str:
    """Write a workbook of the same activities as `write_stock`'s notebook; return its name."""
    return _write(folder / "same.ipynb", OPENING, SAME)


def write_stock(folder: Path) -> Path:
    """Write a notebook of core widgets for stock Voilà; return its path."""
    return folder / f"{_write(folder / 'stock.ipynb', STOCK)}.ipynb"


def _write(path: Path, *code: str) -> str:
    first, *more = (new_code_cell(cell.strip()) for cell in code)
    notebook = new_notebook(cells=[first, new_markdown_cell(PROSE), *more])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path.stem
