"""One static ES module that draws figures in the browser: Vega's parser, view and interpreter.

Run as `python -m plckit.charts.bundle CACHE_DIR`, it prints the path of the module. A server does that in a
process of its own, since the JavaScript engine inside vl-convert takes some 80 MB while it works.
Imports vl-convert inside its function only.
"""

from __future__ import annotations

import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from plckit.errors import SetupError

EDITION = 1
"""Goes up when SNIPPET changes, so that a cache never serves a module made from an older one."""

# The interpreter evaluates Vega's expressions without eval, which the pages' policy forbids. Modules are
# named as vl-convert 1.9 carries them inside; nothing is fetched. Registering the transforms one package at
# a time leaves out maps, force layouts, trees and word clouds: a quarter of Vega.
SNIPPET = """
import {expressionInterpreter} from "/npm/vega-interpreter@2.0.0/+esm";
import {parse} from "/npm/vega-parser@7.1.0/+esm";
import {View} from "/npm/vega-view@6.1.0/+esm";
import {transforms} from "/npm/vega-dataflow@6.1.0/+esm";
import * as basic from "/npm/vega-transforms@5.1.0/+esm";
import * as layout from "/npm/vega-view-transforms@5.1.0/+esm";
import * as encode from "/npm/vega-encode@5.1.0/+esm";
import * as regression from "/npm/vega-regression@2.1.0/+esm";
Object.assign(transforms, basic, layout, encode, regression);
export {expressionInterpreter, parse, View};
"""


def vega_bundle(cache: Path) -> Path:
    """Return the path of the module in the folder `cache`, made there on the first call.

    Exports `parse`, `View` and `expressionInterpreter`. The name holds vl-convert's version, so another
    version makes another file. Raises SetupError when this vl-convert does not carry the modules.
    """
    path = cache / f"vega-{version('vl-convert-python')}-{EDITION}.js"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _write(path, _module())
    return path


def _module() -> str:
    import vl_convert

    try:
        module: str = vl_convert.javascript_bundle(SNIPPET)
    except BaseException as why:  # an unknown module is a Rust panic, which is no Exception
        if isinstance(why, KeyboardInterrupt | SystemExit):
            raise
        raise SetupError(
            f"vl-convert {version('vl-convert-python')} cannot make the charts' JavaScript. "
            "Install the version that plckit asks for."
        ) from why
    return module


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all, also when two processes make it at once."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    print(vega_bundle(Path(sys.argv[1])))
