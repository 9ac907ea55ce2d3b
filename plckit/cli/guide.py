"""`plckit guide sheet WORKBOOK`: the parts of a guide that its workbook says."""

from __future__ import annotations

import asyncio
import difflib
from typing import Annotated

import typer

from plckit.cli.options import Workbooks
from plckit.settings import cache

app = typer.Typer(no_args_is_help=True, help="Facilitators' guides.")


@app.callback()
def _guides() -> None:
    """Write facilitators' guides."""


@app.command("sheet")
def sheet(
    workbook: Annotated[str, typer.Argument(help="The notebook's name, or its number.")],
    write: Annotated[bool, typer.Option("--write", help="Write it into the guide, or begin one.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if the guide says otherwise.")] = False,
    workbooks: Workbooks = None,
) -> None:
    """Print the run sheet of WORKBOOK with what its guide says beside each step."""
    from plckit.pages.folder import Workbooks as Folder
    from plckit.pages.folder import default_workbooks
    from plckit.pages.guide import guide_of
    from plckit.pages.new_guide import new_guide
    from plckit.pages.run_sheet import mended
    from plckit.pages.run_sheet import sheet as lines

    books = Folder(workbooks or default_workbooks(), cache())
    path = books.find(workbook)
    page = asyncio.run(books.page(workbook))
    guide = guide_of(books.folder, path.stem)
    text = guide.read_text("utf-8") if guide.exists() else ""
    if check or write:
        made = mended(page, text) if text else new_guide(page)
    if check:
        typer.echo("\n".join(_changes(text, made, guide.name)), nl=made != text)
        raise typer.Exit(made != text)
    if write:
        guide.parent.mkdir(exist_ok=True)
        guide.write_text(made, "utf-8")
        typer.echo(f"Written: {guide}" if made != text else f"Nothing to change: {guide}")
    else:
        typer.echo("\n".join(lines(page, text)))


def _changes(text: str, made: str, name: str) -> list[str]:
    """Return the lines that differ, those of the guide and those of the workbook."""
    both = text.splitlines(), made.splitlines()
    return list(difflib.unified_diff(*both, name, f"{name}, made from the workbook", lineterm="", n=0))
