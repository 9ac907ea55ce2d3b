"""The house keeps its shape: sizes, names, notebooks, and nothing that leaves the machine."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 350
LONGEST_FUNCTION = 40


def tracked(*patterns: str) -> list[Path]:
    """Return the files git knows or would add; a pattern that matches nothing is an error."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = [ROOT / line for line in sorted(set(listed.stdout.splitlines())) if (ROOT / line).is_file()]
    assert found, f"no file matches {patterns}"
    return found


def test_no_file_is_longer_than_350_lines() -> None:
    """A file that asks for more has a room missing."""
    long = [
        (f.name, n) for f in tracked("*.py", "*.js") if (n := len(f.read_text().splitlines())) > LONGEST_FILE
    ]
    assert not long


def test_no_function_is_longer_than_40_lines() -> None:
    """A function is read in one look."""
    long = []
    for file in tracked("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "migrations" not in file.parts:
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append((file.name, node.name, length))
    assert not long


def test_no_junk_drawers() -> None:
    """A name says what a file is for."""
    drawers = re.compile(r"^(utils?|helpers?|common|misc|manager[s]?)\.(py|js)$")
    allowed = {"plckit/seats/manager.py"}  # Jupyter's own word for what it stands in for
    named = {str(f.relative_to(ROOT)) for f in tracked("*.py", "*.js") if drawers.match(f.name)}
    assert named <= allowed


def test_nothing_is_asked_of_the_internet_and_no_markup_is_made_from_text() -> None:
    """Pages work with the network unplugged, and words stay words."""
    bad = re.compile(r"cdn\.|jsdelivr|unpkg|esm\.sh|googleapis|innerHTML|insertAdjacentHTML|document\.write")
    found = [
        (file.name, line.strip())
        for file in tracked("plckit/*.py", "plckit/*.js", "plckit/*.css", "plckit/*.html")
        for line in file.read_text().splitlines()
        if bad.search(line) and not line.strip().startswith(("//", "#", "*"))
    ]
    assert not found


def test_nothing_names_a_registry_or_this_machine() -> None:
    """A fresh clone installs from wherever its owner says."""
    hosts = ("pythonhosted" + ".org", "pypi" + ".org/simple", "registry.npmjs" + ".org", "/wo" + "rk/")
    found = [
        (file.name, host)
        for file in tracked(".")
        if file.suffix not in {".png"}
        for host in hosts
        if host in file.read_text("utf-8", "replace")
    ]
    assert not found


def test_no_day_is_cut_out_of_a_moment() -> None:
    """What is stored is UTC, whose day is another one in many places: `local_day` knows which is meant."""
    cut = re.compile(
        r"\b(at|created|added|deleted|begins|last|\w*now\(\)|\w*moment\(\w+\))\[:10\]|\bin_words\([\w.]*\.at\b"
    )
    other = re.compile(r"datetime\.now\(|date\.today\(")
    found = [
        (file.name, line.strip())
        for file in tracked("plckit/*.py", "plckit/*.html")
        for line in file.read_text("utf-8").splitlines()
        if cut.search(line) or (other.search(line) and file.name != "clock.py")
    ]
    assert not found


def test_the_loop_of_a_team_is_called_our_own() -> None:
    """Our copy of the article lacks its four parts, so no list of ours is given its author's name."""
    claim = re.compile(r"dufour\W{0,3}s?\s+(four|4)[\s-]+(steps?|parts?)", re.IGNORECASE)
    kinds = {".md", ".ipynb", ".py", ".js", ".toml", ".tsv", ".html"}
    files = [file for file in tracked(".") if file.suffix in kinds]
    assert files
    assert not [file.name for file in files if claim.search(file.read_text("utf-8", "replace"))]
    printed = (ROOT / "workbooks" / "06_outcomes_and_goal.ipynb").read_text()
    assert "plckit team loop" in printed


@pytest.mark.parametrize("path", tracked("workbooks/*.ipynb"), ids=lambda path: path.stem)
def test_notebooks_hold_no_outputs_and_no_counts(path: Path) -> None:
    """What one person ran is nobody else's business."""
    code = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    assert code
    for cell in code:
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert len(cell["source"]) <= 12


def test_tests_do_not_sleep_skip_or_retry() -> None:
    """A test that waits for luck tells nothing."""
    bad = re.compile(r"wait_for_timeout|time\.sleep|mark\.(skip|xfail|flaky)|reruns|pytest\.skip")
    found = [
        (file.name, line.strip())
        for file in tracked("tests/*.py")
        if file != Path(__file__)
        for line in file.read_text().splitlines()
        if bad.search(line)
    ]
    assert not found


def test_every_kind_has_its_folder() -> None:
    """A kind is one folder: activity.py and view.js."""
    folders = [f.parent for f in tracked("plckit/activities/*/activity.py")]
    assert all((folder / "view.js").exists() for folder in folders)
