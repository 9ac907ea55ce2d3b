"""`plckit protocol`: what somebody who leads without a server prints the evening before."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from plckit.activities.protocol.scripts import FOLDER, names, protocol
from plckit.cli.app import app
from plckit.errors import SpecError


def said(*words: str) -> str:
    """Return what `plckit protocol …` prints."""
    done = CliRunner().invoke(app, ["protocol", *words], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_list_has_every_protocol_with_its_minutes() -> None:
    """One looks for twenty-five minutes, and not for a name."""
    lines = said("list").splitlines()
    assert [line.split()[0] for line in lines] == names()
    assert [int(line.split()[1]) for line in lines] == [protocol(name).minutes for name in names()]


@pytest.mark.parametrize("name", names())
def test_a_script_holds_everything_that_is_known(name: str) -> None:
    """On paper there is no second page to look it up on."""
    one, script = protocol(name), " ".join(said("show", name).split())
    lines = [one.title, one.purpose, one.people, one.tradition, *one.roles, *one.traps]
    lines += [text for each in one.rounds for text in (each.title, each.say, each.facilitator)]
    missing = [line for line in lines if line not in script]
    assert not missing


def test_ones_own_file_is_shown_too(tmp_path: Path) -> None:
    """A fork is read aloud before it is run."""
    text = (FOLDER / "pile-and-name.toml").read_text("utf-8").replace("Pile and Name", "Heap and Call")
    (tmp_path / "own.toml").write_text(text, "utf-8")
    assert said("show", str(tmp_path / "own.toml")).startswith("Heap and Call\n")
    with pytest.raises(SpecError, match=r"^There is no protocol 'heap'\. Use a file of your own"):
        said("show", "heap")
