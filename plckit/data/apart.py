"""Old spreadsheets are read in a process of their own: bytes in, JSON out, within limits of memory and time.

An .xls or .xlsb file of a few kilobytes can name a cell in the last row and column of many sheets, and its
reader makes room for every cell between. Nobody can look first as in an .xlsx file, so only this process may
suffer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from plckit.errors import BadFile

MEMORY = 2 * 2**30
SECONDS = 60
WHY = "the file is damaged or far too large. Open it, save it as .xlsx or .csv, and choose that."


def read_apart(name: str, raw: bytes) -> list[dict[str, Any]]:
    """Return name, texts, merged and visible of each sheet; raise BadFile where the process gave up."""
    command = [sys.executable, "-m", "plckit.data.apart", name]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise BadFile(name, WHY) from error
    if "why" in said:
        raise BadFile(name, said["why"])
    sheets: list[dict[str, Any]] = said["sheets"]
    return sheets


def main() -> None:
    """Read a spreadsheet from stdin and print its sheets, or why it cannot be read."""
    from plckit.data.spreadsheets import values

    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except ImportError:  # Windows: only the time is limited there
        pass
    try:
        said: dict[str, Any] = {"sheets": list(values(sys.argv[1], sys.stdin.buffer.read()))}
    except BadFile as error:
        said = {"why": error.why}
    except MemoryError:
        said = {"why": WHY}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
