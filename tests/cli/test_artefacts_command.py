"""`plckit artefacts`: what a community keeps goes to another computer as a file."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from plckit.cli.app import app
from plckit.domain.artefacts import Artefact
from plckit.errors import BadValue
from plckit.settings import DataFolder
from plckit.store.schema import open_store
from plckit.testing import NAME, utc_now


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["artefacts", *map(str, words)])


def refused(*words: object) -> str:
    """Return the sentence with which a command refuses."""
    error = run(*words).exception
    assert isinstance(error, BadValue), error
    return str(error)


def test_a_file_written_here_is_read_there(tmp_path: Path) -> None:
    """A laptop is replaced in the middle of the year."""
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "kept.json"
    store = open_store(DataFolder.open(here).database_url)
    rule = {"rule": "We listen", "looks_like": "Nobody is cut off", "we_say": "Hold on"}
    made = Artefact(
        str(uuid.uuid4()), 1, NAME, "charter", 1, None, "w", "", "", utc_now(), "named", [], False,
        {"rules": [rule]},
    )  # fmt: skip
    store.write(lambda tx: tx.artefacts.add(made)).result()
    store.close()
    assert run("export", NAME, file, "--data", here).output == f"Wrote {file}\n"
    assert "is there already" in refused("export", NAME, file, "--data", here)
    assert "keeps nothing here" in refused("export", "Nobody", tmp_path / "none.json", "--data", here)
    words = ("import", file, "--community", NAME, "--data", there)
    assert [run(*words).output for _ in range(2)] == [
        "New: 1. Here already: 0.\n",
        "New: 0. Here already: 1.\n",
    ]
    store = open_store(DataFolder.open(there).database_url)
    assert store.read(lambda tx: tx.artefacts.versions(NAME)).result() == [made]
    store.close()
    assert "cannot be read" in refused("import", tmp_path / "gone.json", "--community", NAME, "--data", there)
    file.write_text("{}")
    assert refused(*words) == "Nothing was read from the file: this is not a file that plckit wrote."
