"""One activity in an ordinary kernel: the same five fields as on plckit's own pages, in one anywidget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from traitlets import Dict, Unicode

from plckit.activities.state import spec_state
from plckit.domain.visibility import LABELS, OWNER
from plckit.domain.workbooks import ActivitySpec
from plckit.kernel.scripts import activity_script
from plckit.kernel.told import ToldWidget

if TYPE_CHECKING:
    from plckit.kernel.desk import Desk


class ActivityWidget(ToldWidget):
    """An activity as its view reads it. The desk keeps what is answered and knows what may be seen."""

    spec = Dict().tag(sync=True)
    mine = Dict().tag(sync=True)
    group = Dict().tag(sync=True)
    phase = Unicode().tag(sync=True)
    saved = Unicode(None, allow_none=True).tag(sync=True)

    def __init__(self, desk: Desk, spec: ActivitySpec, state: dict[str, Any]) -> None:
        self._desk = desk
        self.key = spec.key
        super().__init__(activity_script(spec.kind), spec=alone(spec), **state)

    def answer(self, asked: dict[str, Any]) -> None:
        """Keep an answer: acknowledge it first, then show it as stored. Who works alone also leads."""
        if asked.get("type") == "adjust":
            with self._desk.lock:
                self.show(self._desk.adjust(self.key, asked.get("value")))
            return
        if asked.get("type") != "put":
            super().answer(asked)
            return
        with self._desk.lock:
            reply, state = self._desk.put(self.key, asked)
            self.send(reply)
            self.show(state)
            self._desk.pass_on(self.key)

    def become(self, spec: ActivitySpec, state: dict[str, Any]) -> None:
        """Show what its cell says now, which may have been changed since it last ran."""
        self.show({"spec": alone(spec), "_esm": activity_script(spec.kind), **state})

    def show(self, state: dict[str, Any]) -> None:
        """Take over the fields in *state*; the browser is sent those that differ."""
        for name, value in state.items():
            setattr(self, name, value)


def alone(spec: ActivitySpec) -> dict[str, Any]:
    """Return a spec as views read it, true about who sees what when one person works alone."""
    state = spec_state(spec)
    detail = f"You are working on your own. In a session this would say: “{LABELS[spec.see]}”. {OWNER}"
    return state | {
        "alone": True,
        "sees": {"label": "You, and whoever opens this workbook here", "detail": detail},
    }
