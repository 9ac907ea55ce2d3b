"""`plckit picture CODE ACTIVITY FILE`: what the room sees of one activity, for paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plckit.cli.options import Data


def picture(
    code: Annotated[str, typer.Argument(help="The session's join code.")],
    activity: Annotated[str, typer.Argument(help="The activity's key in the workbook.")],
    file: Annotated[Path, typer.Argument(help="Where to write it: a name that ends in .svg or .png.")],
    data: Data = None,
) -> None:
    """Write the group's picture of an activity into FILE, or say why there is none."""
    from plckit.analysis import Sentence, open_session

    made = open_session(code, data=data).picture(activity, file)
    typer.echo(f"Wrote {made}" if isinstance(made, Path) else made.text, err=isinstance(made, Sentence))
    if isinstance(made, Sentence):
        raise typer.Exit(1)
