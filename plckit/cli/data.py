"""`plckit data check` and `plckit data import`: a mark book becomes tidy results without names."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plckit.errors import BadValue
from plckit.sessions.clock import local_day, utc_now

if TYPE_CHECKING:
    from plckit.data import Import
    from plckit.data.questions import Question

app = typer.Typer(no_args_is_help=True, help="Mark books: check them, import them.")

File = Annotated[Path, typer.Argument(help="The mark book: CSV, TSV, XLSX, XLS or ODS.")]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", help="Answers kept from an earlier file of this shape.")
]
Answers = Annotated[Path | None, typer.Option("--answers", help="Answers by question, as JSON.")]
Roster = Annotated[Path | None, typer.Option(help="For a tidy file: its table of students.")]
Items = Annotated[Path | None, typer.Option(help="For a tidy file: its table of items.")]


@app.command("check")
def check(
    file: File,
    mapping: MappingFile = None,
    answers: Answers = None,
    roster: Roster = None,
    items: Items = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print what is in FILE, what must be answered about it, and the coverage report. Keeps nothing."""
    made = _made(file, mapping, answers, None, roster, items)
    if as_json:
        said = {
            "confirmed": made.confirmed,
            "questions": [question.as_dict() for question in made.questions],
            "coverage": made.coverage.as_dict(),
            "answers": {question.id: question.answer for question in made.questions},
        }
        typer.echo(json.dumps(said, indent=1))  # in ASCII, which every shell hands on as it is
    else:
        lines = [line for question in made.questions for line in _asked(question)]
        typer.echo("\n".join([*lines, str(made.coverage)]))


@app.command("import")
def bring_in(
    file: File,
    out: Annotated[Path, typer.Option(help="Folder for the results: a new or an empty one.")],
    key: Annotated[Path, typer.Option(help="File for the key, in another folder. It is given once.")],
    purpose: Annotated[str, typer.Option(help="What the results are for.")],
    audience: Annotated[str, typer.Option(help="Who may see them, such as “Year 9 maths team”.")],
    delete_by: Annotated[str, typer.Option(help="The day they are deleted, such as 2026-12-18.")],
    mapping: MappingFile = None,
    answers: Answers = None,
    old_key: Annotated[Path | None, typer.Option(help="The key of an earlier import: same codes.")] = None,
    roster: Roster = None,
    items: Items = None,
) -> None:
    """Write the tidy results of FILE without names, and the key elsewhere; everything must be answered."""
    about = _about(purpose, audience, delete_by)
    _apart(out, key)
    made = _made(file, mapping, answers, old_key, roster, items)
    if not made.confirmed:
        typer.echo("\n".join(line for question in _open(made) for line in _asked(question)), err=True)
        raise BadValue(f"Nothing was written: {len(_open(made))} questions are not answered. Use --answers.")
    _write(out, key, made, about)
    if made.key.lines:
        typer.echo(f"The key is in {key}. Keep it away from the results.")
    typer.echo(f"Wrote {out}\n{made.coverage}")


def _made(
    file: Path,
    mapping: Path | None,
    answers: Path | None,
    key: Path | None,
    roster: Path | None,
    items: Path | None,
) -> Import:
    from plckit import data

    return data.tidy(
        data.read(file),
        _answers(answers) if answers else {},
        data.Mapping.from_json(_read(mapping)) if mapping else None,
        data.Key.from_csv(_read(key)) if key else None,
        data.side_table(roster) if roster else None,
        data.side_table(items) if items else None,
    )


def _answers(file: Path) -> dict[str, Any]:
    """Return the answers of a file, or of what `check --json` printed."""
    try:
        given = json.loads(_read(file))
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise BadValue(f"{file} must hold one JSON object: an answer by the id of each question.")
    inner = given.get("answers")
    return inner if isinstance(inner, dict) else given


def _read(file: Path) -> str:
    """Return the text of a file as we, an editor or a Windows shell wrote it: UTF-8 or UTF-16."""
    from plckit.data.plain_text import encoding

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise BadValue(f"{file} cannot be read. Check its name and where it is.") from error
    using, certain = encoding(raw)
    try:
        return raw.decode(using if certain else "utf-8")
    except UnicodeDecodeError as error:
        raise BadValue(
            f"{file} is not saved as UTF-8. Open it in a text editor, save it as UTF-8 and try again."
        ) from error


def _about(purpose: str, audience: str, delete_by: str) -> dict[str, str]:
    """Return why these data are kept, for whom and until when; all three come first (rule P9)."""
    try:
        day = datetime.date.fromisoformat(delete_by)
    except ValueError as error:
        raise BadValue("Please write --delete-by as a day such as 2026-12-18.") from error
    today = local_day(utc_now())
    if day.isoformat() <= today:
        raise BadValue("The day in --delete-by is over. Please name one that is still to come.")
    if not purpose.strip() or not audience.strip():
        raise BadValue("Please say in --purpose what the results are for and in --audience who may see them.")
    said = {"purpose": purpose.strip(), "audience": audience.strip(), "delete_by": delete_by}
    return said | {
        "imported": today,
        "note": "Nothing was sent anywhere. Names are in the key alone.",
    }


def _apart(out: Path, key: Path) -> None:
    """Refuse a key beside the results, and a folder or a key that would be written over."""
    folder, secret = out.resolve(), key.resolve()
    if secret.is_relative_to(folder):
        raise BadValue("The key must not be kept with the results. Choose another folder for --key.")
    if secret.exists():
        raise BadValue(f"{key} is there already. Choose another name for --key, so that no key is lost.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadValue(f"{out} is not an empty folder. Choose another for --out.")


def _write(out: Path, key: Path, made: Import, about: dict[str, Any]) -> None:
    """Write the key, then the results: codes whose key is nowhere could never be read again."""
    try:
        if made.key.lines:
            key.parent.mkdir(parents=True, exist_ok=True)
            key.touch(mode=0o600)
            key.write_text(made.key.csv(), encoding="utf-8")
    except OSError as error:
        raise BadValue(
            f"The key cannot be written to {key}, so nothing was kept. "
            "Choose another file for --key, in a folder where you may write."
        ) from error
    try:
        _write_results(out, made, about)
    except OSError as error:
        key.unlink(missing_ok=True)
        raise BadValue(
            f"The results cannot be written to {out}, so the key was not kept. "
            "Choose another folder for --out, where you may write."
        ) from error


def _write_results(out: Path, made: Import, about: dict[str, Any]) -> None:
    from plckit.data import guarded

    out.mkdir(parents=True, exist_ok=True)
    results = made.results
    for name, table in [
        ("results", results.table),
        ("roster", results.roster),
        ("items", results.items),
        ("outcomes", results.outcomes),
    ]:
        safe = table.copy()
        for column in safe.select_dtypes(include=["str", "object"]):
            safe[column] = safe[column].map(guarded, na_action="ignore")
        safe.to_csv(out / f"{name}.csv", index=False, encoding="utf-8")
    (out / "coverage.txt").write_text(f"{made.coverage}\n", encoding="utf-8")
    (out / "mapping.json").write_text(made.mapping.to_json(), encoding="utf-8")
    said = about | {"synthetic": results.synthetic}
    (out / "about.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


def _open(made: Import) -> list[Question]:
    from plckit.data.questions import State

    return [q for q in made.questions if q.must and q.state is State.GUESSED]


def _asked(question: Question) -> list[str]:
    """Return a question as lines: its id and text, the guess or the answer, choices, examples, why."""
    said: Any = question.answer
    mark = "?" if question.must and question.state == "guessed" else "·"
    lines = [f"{mark} {question.id}: {question.text}"]
    words = dict(question.rows)
    if isinstance(said, dict):
        lines += [
            f"    {question.state}: {words.get(row, row)} → {value or '(empty)'}"
            for row, value in said.items()
        ]
    else:
        lines.append(
            f"    {question.state}: {', '.join(said) if isinstance(said, list) else said or '(empty)'}"
        )
    if question.choices:
        lines.append("    choices: " + ", ".join(value for value, _ in question.choices))
    if question.free == "date":
        lines.append("    a date is written as 2026-03-14")
    if question.examples:
        lines.append(
            "    such as " + "; ".join(f"{place}: {text or '(empty)'}" for place, text in question.examples)
        )
    return [*lines, *([f"    {question.why}"] if question.why else [])]
