"""A package with a kind in it, as pip would install it, in a folder of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def installed(folder: Path, name: str, entry_point: str, files: Mapping[str, str]) -> str:
    """Write *files* and a dist-info that offers the kind *name*; return what PYTHONPATH must be."""
    about = {
        f"{name}-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
        f"{name}-1.dist-info/entry_points.txt": f"[plckit.kinds]\n{name} = {entry_point}\n",
        f"{name}/__init__.py": "",
    }
    for path, text in {**about, **files}.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return str(folder)
