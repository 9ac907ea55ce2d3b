"""`plckit session new`: begin a session without a browser; works while the server runs."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

import typer

from plckit.cli.options import Data, Workbooks
from plckit.settings import DataFolder, cache

app = typer.Typer(no_args_is_help=True, help="Begin sessions.")


@app.callback()
def _sessions() -> None:
    """Begin sessions."""


@app.command("new")
def new(
    workbook: Annotated[str, typer.Argument(help="The notebook's name, or its number.")],
    community: Annotated[str, typer.Option(help="Who meets.")],
    data: Data = None,
    workbooks: Workbooks = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Begin a session of WORKBOOK and print its code and links."""
    folder = DataFolder.open(data)
    from plckit.pages.folder import Workbooks as Folder
    from plckit.pages.folder import default_workbooks
    from plckit.sessions import hosting
    from plckit.sessions.clock import utc_now
    from plckit.sessions.convening import community_name, convene
    from plckit.store.schema import open_store

    community_name(community)
    books = Folder(workbooks or default_workbooks(), cache())
    path = books.find(workbook)
    page = asyncio.run(books.page(workbook))
    store = open_store(folder.database_url)
    try:
        made = store.write(convene, path.stem, page, community, at=utc_now()).result()
        words = store.write(hosting.set_recovery, made, utc_now()).result()
    finally:
        store.close()
    port, lan = _server(folder)
    here, there = f"http://localhost:{port}", f"http://{lan or 'localhost'}:{port}"
    said = {
        "code": made.code,
        "community": made.community,
        "workbook": made.workbook,
        "join_url": f"{there}/join/{made.code}",
        "console_url": f"{here}/console/{made.code}?key={made.console_key}",
        "projector_url": f"{here}/projector/{made.code}?key={made.projector_key}",
        "recovery": words,
    }
    typer.echo(json.dumps(said) if as_json else _lines(said))


def _server(folder: DataFolder) -> tuple[int, str | None]:
    from plckit.web.addresses import lan_address

    try:
        said: dict[str, Any] = json.loads((folder.path / "server.json").read_text())
        return said["port"], lan_address() if said["lan"] else None
    except (OSError, ValueError, KeyError):
        return 8866, None


def _lines(said: dict[str, str]) -> str:
    width = max(map(len, said)) + 2
    return "\n".join(f"{name.replace('_url', ''):<{width}}{value}" for name, value in said.items())
