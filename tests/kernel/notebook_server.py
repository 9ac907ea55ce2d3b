"""JupyterLab, or Voilà as it comes, in a process of its own that asks nobody on the internet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from running_server import free_port

SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
OWN_FOLDERS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)
QUIET_LAB = (
    "--no-browser",
    "--ServerApp.token=",
    "--ServerApp.password=",
    "--ServerApp.disable_check_xsrf=True",
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--allow-root",
)
APPUTILS = Path("@jupyterlab", "apputils-extension")


class NotebookServer:
    """A notebook server, ready inside its `with` block; its settings are its own."""

    def __init__(self, folder: Path, cache: Path, data: Path, *words: str, ready: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log_file = folder / "server.log"
        self.words = words
        self.ready = ready
        own = {name: str(folder / name.lower()) for name in OWN_FOLDERS}
        self.env = {
            **os.environ,
            **own,
            "PLCKIT_DATA": str(data),
            "PLCKIT_CACHE": str(cache),
            "PYTHONUNBUFFERED": "1",
        }

    def settle(self, file: str, **settings: Any) -> None:
        """Have JupyterLab start with *settings*, as if chosen in its menu before."""
        folder = Path(self.env["JUPYTERLAB_SETTINGS_DIR"]) / APPUTILS
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{file}.jupyterlab-settings").write_text(json.dumps(settings))

    def __enter__(self) -> NotebookServer:
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *(word.format(port=self.port) for word in self.words)],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.env,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            assert self.process.poll() is None, f"it ended by itself:\n{self.log()}"
            assert time.monotonic() < deadline, f"it was not ready in time:\n{self.log()}"
            threading.Event().wait(0.05)
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def answers(self) -> bool:
        """Return whether its first page answers."""
        try:
            with urllib.request.urlopen(self.address + self.ready, timeout=10) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def log(self) -> str:
        """Return what it printed so far."""
        return self.log_file.read_text("utf-8", "replace")


def jupyterlab(folder: Path, cache: Path, notebooks: Path, data: Path, theme: str) -> NotebookServer:
    """Return JupyterLab on the notebooks of a folder, in the theme of that name."""
    words = ("jupyterlab", *QUIET_LAB, "--port={port}", "--ServerApp.port_retries=0")
    server = NotebookServer(folder, cache, data, *words, f"--ServerApp.root_dir={notebooks}", ready="/api")
    server.settle("themes", theme=theme)
    server.settle("notification", fetchNews="false", checkForUpdates=False)
    return server


def voila(folder: Path, cache: Path, notebooks: Path, data: Path, *more: str) -> NotebookServer:
    """Return Voilà on the notebooks of a folder, with its own template and a kernel for each visit."""
    words = ("voila", str(notebooks), "--no-browser", "--port={port}", "--Voila.port_retries=0", *more)
    return NotebookServer(folder, cache, data, *words, ready="/")
