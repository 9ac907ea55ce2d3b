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
    typer.echo(f"Upgraded. The old database is kept as {copy}." if copy else "The database is up to date.")
