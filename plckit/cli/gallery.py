"""`plckit gallery`: every kind of activity on one page, for whoever makes kinds."""

from __future__ import annotations

import logging
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from plckit.settings import DataFolder


def gallery(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8867,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Show every way of answering in every phase, on this computer alone; nothing is kept."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    from plckit.store.schema import open_store
    from plckit.web.application import Plckit, Serving

    with tempfile.TemporaryDirectory(prefix="plckit-gallery-") as folder:
        data = DataFolder.open(Path(folder))
        serving = Serving(data, open_store(data.database_url), Path(folder), port, local=True, gallery=True)
        address = f"http://localhost:{port}/gallery"
        print(f"The gallery is at {address}", flush=True)
        Plckit(serving, on_ready=None if no_browser else lambda: webbrowser.open(address)).start()
