"""What runs is byte-compiled first, as an installed plckit is."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import plckit

SECONDS = 300


def environment(**more: str) -> dict[str, str]:
    """Return the environment of the servers: this one, with byte code allowed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def compile_plckit() -> None:
    """Byte-compile plckit; raise RuntimeError where a module is left without byte code."""
    package = Path(plckit.__file__).parent
    command = [sys.executable, "-m", "compileall", "-q", str(package)]
    subprocess.run(command, env=environment(), check=True, timeout=SECONDS)  # noqa: S603
    sources = list(package.rglob("*.py"))
    bare = [s for s in sources if not Path(importlib.util.cache_from_source(str(s))).exists()]
    if bare or not sources:
        raise RuntimeError(f"{len(bare)} of {len(sources)} modules have no byte code, such as {bare[:1]}.")
