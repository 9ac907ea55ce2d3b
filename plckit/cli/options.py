"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None, typer.Option("--data", help="Folder for the database and secrets.", show_default=False)
]
Workbooks = Annotated[
    Path | None, typer.Option("--workbooks", help="Folder of notebooks.", show_default="./workbooks")
]
