"""The files that protocols come from: ours in `plckit/protocols/`, and anybody's own."""

from __future__ import annotations

import os
import reprlib
from pathlib import Path

import plckit
from plckit.domain.protocols import Protocol
from plckit.errors import SpecError

FOLDER = Path(plckit.__file__).parent / "protocols"


def names() -> list[str]:
    """Return the names of our protocols, in the order of the alphabet."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def protocol(script: str | os.PathLike[str]) -> Protocol:
    """Return our protocol of that name, or the one in a file of one's own that ends in .toml.

    A path is looked up from where the notebook lies. Raises SpecError.
    """
    said = reprlib.repr(script)
    if isinstance(script, str) and script in names():
        path = FOLDER / f"{script}.toml"
    elif isinstance(script, str | os.PathLike) and str(script).endswith(".toml"):
        path = Path(script)
    else:
        known = ", ".join(names())
        raise SpecError(f"There is no protocol {said}. Use a file of your own (.toml), or one of: {known}.")
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        problem = "is not text" if isinstance(error, UnicodeDecodeError) else "is not there"
        raise SpecError(f"The file {said} {problem}. Put a protocol there, beside the notebook.") from None
    return Protocol.loads(text, path.name)
