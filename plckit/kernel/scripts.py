"""Views as an ordinary kernel sends them: one script and one style sheet, with nothing left to fetch.

plckit's own pages load view.js and its neighbours from addresses. In a notebook a script arrives as text and
has no neighbours: it brings the text of every module once, and loader.js makes their addresses on the page.
"""

from __future__ import annotations

import functools
import json
import posixpath
import re
from pathlib import Path

import plckit
from plckit.activities.registry import folder, kinds
from plckit.errors import SetupError

PACKAGE = Path(plckit.__file__).parent
IMPORT = re.compile(r"""(\b(?:from|import)\s*\(?\s*)(["'])(\.{1,2}/[^"']+)\2""")
NEIGHBOUR = "plckit-module:"
ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)


def activity_script(kind: str) -> str:
    """Return the script that draws activities of *kind*."""
    return _framed(f"activities/{kind}/view.js")


def chart_script() -> str:
    """Return the script that draws one chart."""
    return _framed("kernel/chart_view.js")


@functools.cache
def style() -> str:
    """Return one style sheet for every kind and for charts; the notebook's own dark and light rule it."""
    theme = _read("activities/theme.css")
    found = [theme, _themes(theme), _read("charts/chart.css")]
    sheets = [folder(kind) / "view.css" for kind in kinds().values()]
    found += [sheet.read_text("utf-8") for sheet in sheets if sheet.exists()]
    return "\n".join([*found, _read("kernel/notebook.css")])


@functools.cache
def _framed(path: str) -> str:
    """Return a script that brings all it needs, its view in the frame that notebooks need around it."""
    frame = "kernel/frame.js"
    entry = (
        f'import {{ framed }} from "{NEIGHBOUR}{frame}";',
        f'import view from "{NEIGHBOUR}{path}";',
        "export default framed(view);",
    )
    texts = {**modules(frame), **modules(path), "entry": "\n".join(entry)}
    return f"const modules = {json.dumps(texts, ensure_ascii=False)};\n{_read('kernel/loader.js')}"


@functools.cache
def modules(path: str, trail: tuple[str, ...] = ()) -> dict[str, str]:
    """Return {path: text} of the module at *path* and all that it imports, each after what it imports itself.

    Paths are those of plckit's own pages, such as activities/choice/view.js, and imports name them.
    """
    if path in trail:
        circle = " and ".join(trail)
        raise SetupError(f"The scripts {circle} import each other in a circle. Take one import out.")
    found: dict[str, str] = {}

    def resolved(relative: re.Match[str]) -> str:
        neighbour = posixpath.normpath(posixpath.join(posixpath.dirname(path), relative[3]))
        found.update(modules(neighbour, (*trail, path)))
        return f'{relative[1]}"{NEIGHBOUR}{neighbour}"'

    text = IMPORT.sub(resolved, _read(path))
    return {**found, path: text}


def _read(path: str) -> str:
    try:
        return _file(path).read_text("utf-8")
    except OSError as error:
        raise SetupError(f"{path} is missing in this installation. Install plckit again.") from error


def _file(path: str) -> Path:
    """Return the file behind a path of plckit's pages; a kind's folder may be in another package."""
    room, *rest = path.split("/")
    if room == "activities" and len(rest) == 2 and rest[0] in kinds():
        return folder(kinds()[rest[0]]) / rest[1]
    return PACKAGE / path


def _themes(theme: str) -> str:
    """Return the theme's colours again, for what JupyterLab's setting says instead of the system.

    theme.css has three :root blocks: light, dark, and more contrast.
    """
    light, dark, contrast = (block.strip() for block in ROOT.findall(theme))
    return (
        f"body[data-jp-theme-light] {{ {light} }}\n"
        f'body[data-jp-theme-light="false"] {{ {dark} }}\n'
        f"@media (prefers-contrast: more) {{ body[data-jp-theme-light] {{ {contrast} }} }}"
    )
