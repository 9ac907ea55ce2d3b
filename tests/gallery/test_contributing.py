"""The kind in CONTRIBUTING.md is a kind: installed as written there, it is checked, shown and asked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from a_package import installed
from chromium import path_of_chromium

pytestmark = pytest.mark.browser

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = re.compile(r"```\w+\n(?:#|//|/\*) ([\w./ ]+?)(?: \*/)?\n(.*?)```", re.S)
LONGEST = {"traffic_light/activity.py": 36, "traffic_light/view.js": 60}
COMPILE = """
import asyncio, json, sys
from dataclasses import asdict
from pathlib import Path
from plckit.pages.compile import compile_notebook
page = asyncio.run(compile_notebook(Path(sys.argv[1])))
print(json.dumps([[spec.kind, spec.options] for spec in page.activities.values()]))
"""


@pytest.fixture(scope="module")
def blocks() -> dict[str, str]:
    """Take the blocks that begin with the name of their file."""
    return dict(BLOCK.findall(TEXT))


@pytest.fixture
def environment(blocks: dict[str, str], tmp_path: Path, cache: Path) -> dict[str, str]:
    """Install the kind, and return an environment in which Python finds it."""
    points = tomllib.loads(blocks["pyproject.toml"])["project"]["entry-points"]["plckit.kinds"]
    [(name, point)] = points.items()
    path = installed(tmp_path, name, point, {file: text for file, text in blocks.items() if "." in file})
    found = {"PYTHONPATH": path, "PLCKIT_CACHE": str(cache), "PLCKIT_CHROMIUM": path_of_chromium()}
    return {**os.environ, **found}


def run(environment: dict[str, str], folder: Path, *words: str) -> str:
    """Run Python in *folder*; return what it prints."""
    ran = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_a_whole_kind_is_short(blocks: dict[str, str]) -> None:
    """Whoever has an evening has a kind."""
    lengths = {name: len(re.findall(r"^.*\S", blocks[name], re.M)) for name in LONGEST}
    assert all(lengths[name] <= most for name, most in LONGEST.items()), lengths


def test_its_own_tests_pass(environment: dict[str, str], tmp_path: Path) -> None:
    """The author's first run is green."""
    printed = run(
        environment, tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_traffic_light.py"
    )
    assert "2 passed" in printed


def test_a_workbook_asks_with_it(environment: dict[str, str], blocks: dict[str, str], tmp_path: Path) -> None:
    """What another package offers stands in a notebook like what plckit brings."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(blocks["a cell"])])
    nbformat.write(notebook, tmp_path / "60_our_plan.ipynb")
    [(kind, options)] = json.loads(run(environment, tmp_path, "-c", COMPILE, "60_our_plan.ipynb"))
    assert kind == "traffic_light"
    assert options["choices"]["green"] == "Go on, today"
