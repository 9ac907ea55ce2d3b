"""`plckit answers CODE`: what a session's people wrote, as CSV (no cell runs as a formula) or JSON."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from plckit.cli.options import Data


class Format(enum.StrEnum):
    """How answers are written."""

    CSV = "csv"
    JSON = "json"


def answers(
    code: Annotated[str, typer.Argument(help="The session's join code.")],
    fmt: Annotated[Format, typer.Option("--format", help="How they are written.")] = Format.CSV,
    data: Data = None,
) -> None:
    """Print what the room may see of a session's answers, one row each."""
    from plckit.analysis import open_session
    from plckit.data.cells import guarded

    table = open_session(code, data=data).answers()
    if fmt is Format.CSV:
        safe = table.map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
        typer.echo(safe.to_csv(index=False), nl=False)
    else:
        typer.echo(table.to_json(orient="records"))
