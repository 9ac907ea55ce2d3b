"""`plckit data`: what a coach types the evening before."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from markbooks import NAME, text
from typer.testing import CliRunner

from plckit.cli.app import app, main
from plckit.data import Key
from plckit.errors import BadFile, BadValue

BOOK = [["ID", "Name", "Q1", "Q2"], ["101", NAME, "1", "Abs"], ["102", "=1+1", "0", "2"]]
NEEDED = ["--purpose", "Plan unit 2", "--audience", "Year 9 maths", "--delete-by", "2999-12-18"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small mark book."""
    file = tmp_path / "check.csv"
    file.write_bytes(text(BOOK))
    return file


def run(*words: Any) -> Any:
    """Run `plckit data …`."""
    return CliRunner().invoke(app, ["data", *map(str, words)], catch_exceptions=False)


def answered(book: Path) -> Path:
    """Write a file that says yes to every guess and names the day."""
    said = json.loads(run("check", book, "--json").output)
    answers = said["answers"] | {
        "dates_of_checks": dict.fromkeys(said["answers"]["dates_of_checks"], "2026-03-14")
    }
    file = book.with_name("answers.json")
    file.write_text(json.dumps({"answers": answers}))
    return file


def test_check_prints_questions_and_the_report(book: Path) -> None:
    """One reads it aloud to a colleague."""
    done = run("check", book)
    assert done.exit_code == 0
    for words in (
        "? value:abs: What does “Abs” mean?",
        "guessed: absent",
        "Students: 2 of 2",
        "To confirm before any chart",
    ):
        assert words in done.output


def test_check_in_json_holds_a_draft_of_the_answers(book: Path) -> None:
    """Another program asks the questions on its own screen."""
    said = json.loads(run("check", book, "--json").output)
    assert not said["confirmed"]
    assert said["answers"]["value:abs"] == "absent"
    assert {"id", "text", "guess", "choices", "examples", "why", "must", "state"} <= set(said["questions"][0])
    assert json.loads(run("check", book, "--json", "--answers", answered(book)).output)["confirmed"]


@pytest.mark.parametrize(("more", "whole"), [([], "→"), (["--json"], "{")])
def test_what_is_printed_fits_into_every_console(
    book: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], whole: str
) -> None:
    """Windows writes “> file” in an old encoding, which has neither this name's letters nor our arrows."""
    book.write_bytes(text([["ID", "Name", "Q1"], ["101", "Đorđe 李", "Bolesť"], ["102", "Ćosić", "1"]]))
    out, log = (io.TextIOWrapper(io.BytesIO(), "cp1252", errors) for errors in ("strict", "backslashreplace"))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", log)
    monkeypatch.setattr(sys, "argv", ["plckit", "data", "check", str(book), *more])
    with pytest.raises(SystemExit) as ended:
        main()
    out.flush()
    printed = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert ended.value.code == 0
    assert whole in printed.decode("utf-8")
    log.write("\ud800")  # half a letter, as a browser may send it, stops no line of the log
    if more:  # a shell that decodes it on the way to the file breaks nothing
        assert printed.isascii()
        assert "Bolesť" in str(json.loads(printed))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_answers_are_read_as_a_shell_or_an_editor_wrote_them(book: Path, encoding: str) -> None:
    """PowerShell's “>” writes UTF-16; Notepad may put a mark before UTF-8."""
    file = answered(book)
    file.write_text(file.read_text(encoding="utf-8"), encoding=encoding)
    assert json.loads(run("check", book, "--json", "--answers", file).output)["confirmed"]


def test_answers_in_an_old_encoding_are_told_apart_from_a_wrong_name(book: Path) -> None:
    """Whoever looks for a slip in the name does not find it."""
    file = book.with_name("answers.json")
    with pytest.raises(BadValue, match=r"cannot be read\. Check its name and where it is\.$"):
        run("check", book, "--answers", file)
    file.write_bytes('{"value:bolesť": "absent"}'.encode("cp1250"))
    with pytest.raises(BadValue, match=r"is not saved as UTF-8\. Open it in a text editor, save it as UTF-8"):
        run("check", book, "--answers", file)


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    """The exit code is not 0."""
    (tmp_path / "x.csv").write_bytes(b"")
    with pytest.raises(BadFile, match=r"^x\.csv: there is nothing in this file\.$"):
        run("check", tmp_path / "x.csv")


def test_import_writes_everything_but_names(book: Path, tmp_path: Path) -> None:
    """The folder can be shared with the team; the key cannot."""
    out, key = tmp_path / "out", tmp_path / "elsewhere" / "key.csv"
    done = run("import", book, "--out", out, "--key", key, "--answers", answered(book), *NEEDED)
    assert done.exit_code == 0
    names = "about.json coverage.txt items.csv mapping.json outcomes.csv results.csv roster.csv".split()
    assert sorted(file.name for file in out.iterdir()) == names
    written = " ".join(file.read_text(encoding="utf-8") for file in out.iterdir())
    assert not [word for word in (NAME, "=1+1", "101") if word in written]
    about = json.loads((out / "about.json").read_text())
    assert (about["purpose"], about["audience"], about["delete_by"]) == (
        "Plan unit 2",
        "Year 9 maths",
        "2999-12-18",
    )
    assert {line.name for line in Key.from_csv(key.read_text(encoding="utf-8")).lines} == {NAME, "=1+1"}
    assert key.stat().st_mode & 0o077 == 0
    again = run("check", out / "results.csv", "--json")
    assert json.loads(again.output)["coverage"]["problems"] == []


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("--key", "The key cannot be written to {}, so nothing was kept. Choose another file for --key, "),
        (
            "--out",
            "The results cannot be written to {}, so the key was not kept. Choose another folder for --out, ",
        ),
    ],
)
def test_there_are_no_results_without_their_key(book: Path, tmp_path: Path, place: str, said: str) -> None:
    """Codes whose key is nowhere can never be read again; with a better place the same command works."""
    usual = {"--key": tmp_path / "k" / "key.csv", "--out": tmp_path / "out"}
    no_folder = {**usual, place: book / "inside"}
    words = ["import", book, "--answers", answered(book), *NEEDED]
    with pytest.raises(BadValue, match=re.escape(said.format(book / "inside"))):
        run(*words, *[word for pair in no_folder.items() for word in pair])
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "k" / "key.csv").exists()
    assert run(*words, *[word for pair in usual.items() for word in pair]).exit_code == 0


def test_the_same_students_keep_their_codes(book: Path, tmp_path: Path) -> None:
    """Growth needs the key of last time."""
    first, second = tmp_path / "k1" / "key.csv", tmp_path / "k2" / "key.csv"
    answers = answered(book)
    run("import", book, "--out", tmp_path / "a", "--key", first, "--answers", answers, *NEEDED)
    more = ["--old-key", first, "--mapping", tmp_path / "a" / "mapping.json"]
    run("import", book, "--out", tmp_path / "b", "--key", second, "--answers", answers, *more, *NEEDED)
    assert (tmp_path / "a" / "results.csv").read_text() == (tmp_path / "b" / "results.csv").read_text()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["--key", "{out}/key.csv"], "The key must not be kept with the results."),
        (["--delete-by", "soon"], "Please write --delete-by as a day such as 2026-12-18."),
        (["--delete-by", "2020-01-01"], "The day in --delete-by is over."),
        (["--purpose", " "], "Please say in --purpose what the results are for"),
        (["--answers", "{book}"], "must hold one JSON object"),
        (["--key", "{book}"], "is there already. Choose another name for --key"),
        (["--out", "{folder}"], "is not an empty folder."),
    ],
)
def test_import_refuses_what_would_harm(book: Path, tmp_path: Path, change: list[str], said: str) -> None:
    """P9: why, for whom and until when come first, and nothing is written over."""
    full = tmp_path / "full"
    full.mkdir()
    (full / "theirs.csv").touch()
    where = {"out": tmp_path / "out", "book": book, "folder": full}
    usual = {
        "--out": tmp_path / "out",
        "--key": tmp_path / "k" / "key.csv",
        **dict(zip(NEEDED[::2], NEEDED[1::2], strict=True)),
    }
    usual[change[0]] = change[1].format(**where)
    with pytest.raises(BadValue, match=said.replace(".", r"\.")):
        run("import", book, *[word for pair in usual.items() for word in pair])
    assert not (tmp_path / "out").exists()


def test_import_writes_nothing_while_questions_are_open(book: Path, tmp_path: Path) -> None:
    """Nothing is charted before it is confirmed, so nothing is kept either."""
    with pytest.raises(
        BadValue, match=r"^Nothing was written: \d+ questions are not answered\. Use --answers\.$"
    ):
        run("import", book, "--out", tmp_path / "out", "--key", tmp_path / "k.csv", *NEEDED)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "k.csv").exists()
