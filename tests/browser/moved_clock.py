"""`plckit serve` with a clock that a test can move: a file says how many minutes it is ahead."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plckit.sessions import clock

AHEAD = "PLCKIT_TEST_AHEAD"


def set_ahead(file: Path, minutes: int) -> None:
    """Move the clock of the server that reads *file*, in one go, so that it never reads half a number."""
    beside = file.with_suffix(".new")
    beside.write_text(str(minutes))
    beside.replace(file)


def _moved() -> str:
    minutes = int(Path(os.environ[AHEAD]).read_text())
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")


if __name__ == "__main__":
    clock.utc_now = _moved  # before anything takes the name from there
    from plckit.cli.app import main

    sys.exit(main())
