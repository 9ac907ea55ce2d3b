"""The documents say what is so."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

import plckit.errors
from plckit import notebook
from plckit.activities.registry import kinds
from plckit.cli.app import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMANDS = (
    "serve|session new|answers|picture|protocol list|protocol show|data check|data import|guide sheet|gallery"
    "|upgrade"
).split("|")


def test_readme_names_every_command_and_each_answers_help() -> None:
    """A command nobody is told about is not there."""
    missing = [command for command in COMMANDS if f"`plckit {command}" not in README]
    assert not missing
    for command in COMMANDS:
        assert CliRunner().invoke(app, [*command.split(), "--help"]).exit_code == 0


def test_make_targets_in_the_documents_exist() -> None:
    """What a reader types works."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    named = {
        t
        for name in ("README.md", "CONTRIBUTING.md")
        for t in re.findall(r"`?make ([a-z]+)", (ROOT / name).read_text())
    }
    assert named
    assert named <= targets


def test_glossary_words_are_in_the_readme() -> None:
    """One word a thing, everywhere."""
    words = "Workbook Step Activity Kind Community Session Group Seat Entry Summary Phase Artefact"
    people = "Facilitator Participant Coach"
    missing = [word for word in f"{words} {people}".split() if f"**{word}**" not in README]
    assert not missing


def test_every_kind_is_listed_for_authors() -> None:
    """An author finds each kind in the README."""
    assert kinds()
    missing = [name for name in kinds() if f"`{name}`" not in README]
    assert not missing


def test_the_vocabulary_is_sorted_and_documented() -> None:
    """`help(likert)` tells an author what to write."""
    assert notebook.__all__ == sorted(notebook.__all__)
    for name in notebook.__all__:
        assert getattr(notebook, name).__doc__


def test_the_tree_of_errors_is_the_tree_of_classes() -> None:
    """The drawing at the top of errors.py is not a memory of how it was."""
    drawn = set(re.findall(r"\b[A-Z][A-Za-z]+\b", plckit.errors.__doc__ or ""))
    classes = {name for name, value in vars(plckit.errors).items() if isinstance(value, type)}
    assert classes
    assert classes <= drawn


def test_every_path_in_the_architecture_exists() -> None:
    """The map shows the house that stands."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    paths = re.findall(r"`((?:plckit|tests|workbooks|facilitator_guides|bench)/[\w./]*)`", text)
    assert paths
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert not missing
