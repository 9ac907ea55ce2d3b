"""A widget that the browser reads and never changes, and the bundle that draws its charts."""

from __future__ import annotations

import functools
import logging
import threading
from typing import Any

import anywidget
from traitlets import Unicode

from plckit import settings
from plckit.charts.bundle import vega_bundle
from plckit.kernel.scripts import style

log = logging.getLogger(__name__)

_making = threading.Lock()


class ToldWidget(anywidget.AnyWidget):
    """What every widget of plckit is: fields that Python alone sets, and custom messages that ask."""

    _esm = Unicode().tag(sync=True)
    _css = Unicode().tag(sync=True)

    def __init__(self, script: str, **fields: Any) -> None:
        super().__init__(_esm=script, _css=style(), **fields)
        self.on_msg(self._heard)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Change nothing a browser says; send it what is true instead."""
        names = [name for name in sync_data if name in self.keys]
        if names:
            self.send_state(names)

    def _heard(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Answer one custom message. JupyterLab calls this in a thread of its own."""
        if isinstance(content, dict):
            self.answer(content)

    def answer(self, asked: dict[str, Any]) -> None:
        """Send the chart library to whoever asks for it; a page asks once, whatever is on it."""
        if asked.get("type") != "vega":
            return
        try:
            with _making:
                bundle = _vega()
        except Exception:
            log.exception("The chart library could not be prepared.")
        else:
            self.send({"type": "vega"}, buffers=[bundle])


@functools.cache
def _vega() -> bytes:
    return vega_bundle(settings.cache()).read_bytes()
