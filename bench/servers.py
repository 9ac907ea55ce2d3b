"""The servers that are measured: started on a free loopback port, weighed, stopped with all they started."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import psutil

from bench.bytecode import environment

SECONDS_TO_START = 60
SECONDS_TO_STOP = 10
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """One running server."""

    base: str
    process: psutil.Process
    folder: Path
    """Where its data and caches are."""
    ready: float
    """Seconds from its start to its first answer."""

    def memory(self) -> float:
        """Return the megabytes of the server and of every process it started."""
        kernels = self.process.children(recursive=True)
        if not kernels:  # what it shares with others changes with the others: take all that is resident
            return float(self.process.memory_info().rss) / 1e6
        return sum(_share(process) for process in [self.process, *kernels])


def _share(process: psutil.Process) -> float:
    """Return the megabytes of one of several processes: its share, or what is resident where unknown."""
    with contextlib.suppress(psutil.NoSuchProcess):
        info = process.memory_full_info()
        return float(getattr(info, "pss", info.rss)) / 1e6
    return 0.0


@contextlib.contextmanager
def plckit(folder: Path, workbooks: Path) -> Iterator[Server]:
    """Serve *workbooks* by plckit, with its data in *folder*; caches are shared beside it."""
    port = _free_port()
    command = ["-m", "plckit", "serve", "--local", "--no-browser", "--port", str(port)]
    command += ["--data", str(folder), "--workbooks", str(workbooks)]
    with _running(command, port, "/health", folder) as server:
        yield server


@contextlib.contextmanager
def stock_voila(folder: Path, notebook: Path) -> Iterator[Server]:
    """Serve *notebook* by stock Voilà, which starts a kernel for each visitor."""
    port = _free_port()
    command = ["-m", "voila", str(notebook), "--no-browser", f"--port={port}", f"--Voila.ip={LOOPBACK}"]
    with _running(command, port, "/voila/static/voila.js", folder) as server:
        yield server


def new_session(server: Server, workbook: str, workbooks: Path) -> dict[str, str]:
    """Begin a session on a running plckit; return what the command printed."""
    command = [sys.executable, "-m", "plckit", "session", "new", workbook, "--community", "Bench", "--json"]
    command += ["--data", str(server.folder), "--workbooks", str(workbooks)]
    env, seconds = _surroundings(server.folder), SECONDS_TO_START
    done = subprocess.run(command, env=env, timeout=seconds, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"No session could be made: {done.stderr[-2000:]}")
    said: dict[str, str] = json.loads(done.stdout)
    return said


@contextlib.contextmanager
def _running(command: list[str], port: int, ready: str, folder: Path) -> Iterator[Server]:
    folder.mkdir(parents=True, exist_ok=True)
    base, began = f"http://{LOOPBACK}:{port}", time.perf_counter()
    with open(folder / "server.log", "w", encoding="utf-8") as log, started(command, folder, log) as process:
        try:
            _wait_for(base + ready, process)
        except RuntimeError as error:
            raise RuntimeError(f"{error}\n{(folder / 'server.log').read_text('utf-8')[-2000:]}") from None
        yield Server(base, psutil.Process(process.pid), folder, time.perf_counter() - began)


@contextlib.contextmanager
def started(
    command: list[str], folder: Path, log: TextIO | None, **more: Any
) -> Iterator[subprocess.Popen[str]]:
    """Run Python with *command*, away from our Ctrl+C; whatever it started is gone at the end."""
    env = _surroundings(folder)
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *command], env=env, stdout=more.pop("stdout", log), stderr=log, text=True,
        start_new_session=True, **more
    )  # fmt: skip
    try:
        yield process
    finally:
        _stop(psutil.Process(process.pid))
        process.wait(SECONDS_TO_STOP)


def shared_cache(folder: Path) -> Path:
    """Return where the servers whose data are in folders of *folder* keep what they have made."""
    return folder / "cache"


def _surroundings(folder: Path) -> dict[str, str]:
    """Return the environment: nobody's settings, and every cache in the temporary folder."""
    shared = folder.parent
    places = {"JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython"}
    places |= {"JUPYTER_CONFIG_DIR": "settings", "JUPYTER_DATA_DIR": "jupyter"}
    named = {name: str(shared / place) for name, place in places.items()}
    return environment(PLCKIT_CACHE=str(shared_cache(shared)), **named)


def _stop(process: psutil.Process) -> None:
    try:
        family = [process, *process.children(recursive=True)]
        process.terminate()
    except psutil.NoSuchProcess:
        return
    _, alive = psutil.wait_procs([process], timeout=SECONDS_TO_STOP)
    for one in {*alive, *family}:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()


def _wait_for(url: str, process: subprocess.Popen[str]) -> None:
    until = time.perf_counter() + SECONDS_TO_START
    while time.perf_counter() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310
            return
        if process.poll() is not None:
            raise RuntimeError("The server stopped before it was ready.")
        time.sleep(0.02)
    raise RuntimeError(f"The server was not ready after {SECONDS_TO_START} seconds.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
