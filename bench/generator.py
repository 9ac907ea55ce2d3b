"""The near end of the load generator."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.servers import started


class Generator:
    """Tells the load generator what to do."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, do: str, **more: Any) -> Any:
        """Have it do something and return what it measured; raise RuntimeError where it broke down."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("The load generator has no pipes.")
        self.process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The load generator stopped while it was to {do}; its error is above.")
        return json.loads(line)


@contextlib.contextmanager
def generator(folder: Path) -> Iterator[Generator]:
    """Start a load generator; its people leave at the end."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with started(["-m", "bench.load"], folder, sys.stderr, **pipes) as process:
        yield Generator(process)
