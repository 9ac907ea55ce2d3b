"""Scripts and styles: read once, packed once, under an address that changes with their content."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
import posixpath
import re
import sys
from pathlib import Path

import plckit
from plckit.activities.registry import folder
from plckit.domain.entries import Kinds

log = logging.getLogger(__name__)

TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
VEGA = "charts/vega.js"
IMPORTED = re.compile(r"""^(?:import|export)\b[^"';]*\bfrom ["'](\.[^"']+)["']""", re.MULTILINE)


class Assets:
    """Every static file there is to serve, by path: content type, bytes, gzipped bytes."""

    def __init__(self, kinds: Kinds, cache: Path) -> None:
        package = Path(plckit.__file__).parent
        found: dict[str, bytes] = {}
        for place in ("activities", "charts", "web/static", "web/static/console"):
            for file in sorted((package / place).glob("*.*")):
                if file.suffix in TYPES:
                    found[f"{place}/{file.name}"] = file.read_bytes()
        styles = [
            found[path]
            for path in (
                "activities/theme.css",
                "charts/chart.css",
                "web/static/pages.css",
                "web/static/doors.css",
            )
        ]
        for name, kind in kinds.items():
            found[f"activities/{name}/view.js"] = (folder(kind) / "view.js").read_bytes()
            css = folder(kind) / "view.css"
            styles += [css.read_bytes()] if css.exists() else []
        found["plckit.css"] = b"\n".join(styles)
        digest = hashlib.sha256(b"\0".join(k.encode() + b"\0" + v for k, v in sorted(found.items())))
        self.url = f"/static/{digest.hexdigest()[:12]}/"
        self.files = {path: _packed(path, content) for path, content in found.items()}
        self.cache = cache
        self._vega: asyncio.Task[None] | None = None

    async def get(self, path: str) -> tuple[str, bytes, bytes]:
        """Return (content type, bytes, gzipped bytes) of a file; raise KeyError."""
        if path == VEGA and path not in self.files:
            await self.prepare_vega()
        return self.files[path]

    def modules(self, *starts: str) -> list[str]:
        """Return the scripts *starts* and all that they import before they run, each once."""
        found: dict[str, None] = {}
        waiting = list(starts)
        while waiting:
            path = waiting.pop(0)
            if path in found:
                continue
            found[path] = None
            imported = IMPORTED.findall(self.files[path][1].decode())
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(path), one)) for one in imported]
        return list(found)

    async def prepare_vega(self) -> None:
        """Have the chart library's one bundle ready; the first time, another process makes it."""
        if self._vega is None or (self._vega.done() and VEGA not in self.files):
            self._vega = asyncio.create_task(self._make_vega())
        await asyncio.shield(self._vega)

    async def _make_vega(self) -> None:
        command = (sys.executable, "-m", "plckit.charts.bundle", str(self.cache))
        maker = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        try:
            printed, _ = await maker.communicate()
        finally:
            if maker.returncode is None:
                maker.kill()
        if maker.returncode:
            log.error("The chart library could not be prepared; charts show as tables.")
            return
        content = await asyncio.to_thread(Path(printed.decode().strip()).read_bytes)
        self.files[VEGA] = await asyncio.to_thread(_packed, VEGA, content)


def _packed(path: str, content: bytes) -> tuple[str, bytes, bytes]:
    return TYPES[Path(path).suffix], content, gzip.compress(content, 9, mtime=0)
