"""`plckit upgrade`: bring an older database to this version."""

from __future__ import annotations

import typer

from plckit.cli.options import Data
from plckit.settings import DataFolder


def upgrade(data: Data = None) -> None:
    """Bring the database to this version of plckit; a copy of the old file is kept beside it."""
    from plckit.store import schema

    folder = DataFolder.open(data)
    copy = schema.upgrade(folder.database_url)
    if copy is None:
        typer.echo("The database is up to date.")
        return
    typer.echo(
        f"Upgraded. The old database is kept as {copy}. What is deleted in plckit from now on stays in that "
        "copy, students' results too: delete the copy once you have seen that all is well."
    )
