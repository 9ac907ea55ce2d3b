"""Workbooks for professional learning sessions."""

from __future__ import annotations

import logging
import webbrowser
from typing import Annotated

import typer

from plckit.cli.options import Data, Workbooks
from plckit.settings import DataFolder


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8866,
    local: Annotated[bool, typer.Option("--local", help="Serve this computer alone.")] = False,
    data: Data = None,
    workbooks: Workbooks = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Serve the workbooks to a room."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    folder = DataFolder.open(data)
    from plckit.pages.folder import default_workbooks
    from plckit.store.schema import open_store

    store = open_store(folder.database_url)
    from plckit.web.application import Plckit, Serving

    serving = Serving(folder, store, workbooks or default_workbooks(), port, local)
    Plckit(serving, on_ready=None if no_browser else lambda: webbrowser.open(serving.sign_in)).start()
