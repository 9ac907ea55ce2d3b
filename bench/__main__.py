"""`python -m bench [--quick] [--markdown]`: measure, and print one table. Fails where a number is missing."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from bench import answers, beside, bytecode, charts, imports, pages, report, reveal, servers
from bench.sizes import FULL, QUICK, Sizes
from plckit.pages.folder import Workbooks

NOTE = (
    "The load generator and the browser are processes of their own, but they share these cores with the "
    "server, so each time is the server's and theirs together. Loopback only; a fresh data folder; "
    "byte-compiled. Memory is what the server grew by from before the pages to all seats connected, "
    "divided by the people: resident size for one process, proportional share for a server with its kernels."
)
SMOKE = "A smoke run with few people: it shows that everything can be measured, and its numbers mean little."


def main() -> int:
    """Measure and print; return 1 where a number is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="try everything once, with ten people")
    parser.add_argument("--markdown", action="store_true", help="print the table for the README")
    asked = parser.parse_args()
    sizes = QUICK if asked.quick else FULL
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    load_before, began = _load(), time.strftime("%Y-%m-%d %H:%M")
    bytecode.compile_plckit()
    with tempfile.TemporaryDirectory(prefix="plckit-bench-", ignore_cleanup_errors=True) as folder:
        numbers = measure(sizes, Path(folder), Path("workbooks").resolve())
    lines = report.markdown(sizes, numbers) if asked.markdown else report.plain(sizes, numbers)
    print("\n".join(lines))
    print(f"\n{began}, {_machine()}. Load average before: {load_before}, after: {_load()}.\n{NOTE}")
    if asked.quick:
        print(SMOKE)
    missing = report.missing(sizes, numbers)
    if missing:
        print(f"Not measured: {', '.join(missing)}.", file=sys.stderr)
    return 1 if missing else 0


def measure(sizes: Sizes, folder: Path, workbooks: Path) -> dict[str, float]:
    """Run every part; one that breaks down is reported, and the others still run."""
    parts: dict[str, Callable[[], dict[str, float]]] = {
        "one-browser": lambda: pages.one_browser("one", sizes, folder / "one", workbooks),
        "some": lambda: pages.crowd("some", sizes.some, sizes, folder / "some", workbooks),
        "some-cold": lambda: pages.cold_crowd("some", sizes.some, sizes, folder / "some-cold", workbooks),
        "many": lambda: pages.crowd("many", sizes.many, sizes, folder / "many", workbooks),
        "many-cold": lambda: pages.cold_crowd("many", sizes.many, sizes, folder / "many-cold", workbooks),
        "kinds": lambda: pages.every_kind(sizes, folder / "kinds"),
        "answers": lambda: answers.wall(sizes, folder / "answers"),
        "reveal-some": lambda: reveal.everywhere("reveal.some", sizes.some, sizes, folder / "r1"),
        "reveal-many": lambda: reveal.everywhere("reveal.many", sizes.many, sizes, folder / "r2"),
        "imports": lambda: imports.every_form(sizes),
        "charts": charts.every_chart,
        "plckit": lambda: beside.plckit(sizes, folder / "plckit"),
        "voila": lambda: beside.voila(sizes, folder / "voila"),
    }
    asyncio.run(
        Workbooks(workbooks, servers.shared_cache(folder)).prepare()
    )  # or a server would do it meanwhile
    numbers: dict[str, float] = {}
    for name, part in parts.items():
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            numbers |= part()
        except Exception:
            traceback.print_exc()
    return numbers


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"


def _machine() -> str:
    parts = [f"{os.cpu_count()} cores", f"Python {platform.python_version()}", f"voila {version('voila')}"]
    return f"{platform.system()}, {', '.join(parts)}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrupted: everything that was started has been stopped, and nothing was measured.")
