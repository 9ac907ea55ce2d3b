"""The kinds there are: the folders here, and what other packages offer as `plckit.kinds` entry points."""

from __future__ import annotations

import functools
import importlib
from importlib.metadata import entry_points
from pathlib import Path

from plckit.domain.entries import Kind
from plckit.errors import SpecError

HERE = Path(__file__).parent


@functools.cache
def kinds() -> dict[str, Kind]:
    """Return every kind by name; two of the same name are an error."""
    folders = sorted(path.parent.name for path in HERE.glob("*/activity.py"))
    built_in = [importlib.import_module(f"{__package__}.{folder}.activity").KIND for folder in folders]
    found: dict[str, Kind] = {}
    for kind in built_in + [point.load() for point in entry_points(group="plckit.kinds")]:
        if kind.name in found:
            raise SpecError(f"Two packages offer a kind called “{kind.name}”. Uninstall one of them.")
        found[kind.name] = kind
    return found


def folder(kind: Kind) -> Path:
    """Return the folder that holds a kind's `view.js` and `view.css`."""
    module = importlib.import_module(type(kind).__module__)
    return Path(str(module.__file__)).parent
