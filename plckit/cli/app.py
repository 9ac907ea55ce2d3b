"""All commands, and one shape for their errors: a sentence on stderr, exit code 1."""

from __future__ import annotations

import io
import sys

import typer

from plckit.cli import (
    answers,
    artefacts,
    data,
    gallery,
    guide,
    picture,
    protocol,
    serve,
    session,
    upgrade,
)
from plckit.errors import PlckitError

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=serve.__doc__)
app.command("serve")(serve.serve)
app.add_typer(session.app, name="session")
app.command("answers")(answers.answers)
app.command("gallery")(gallery.gallery)
app.command("picture")(picture.picture)
app.add_typer(protocol.app, name="protocol")
app.add_typer(data.app, name="data")
app.add_typer(artefacts.app, name="artefacts")
app.add_typer(guide.app, name="guide")
app.command("upgrade")(upgrade.upgrade)


def main() -> None:
    """Run a command. It prints UTF-8, which a file made with “>” on Windows would not be by itself."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=stream.errors)
    try:
        app()
    except PlckitError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from error
