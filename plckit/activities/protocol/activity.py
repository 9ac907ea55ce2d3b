"""A protocol that the whole room goes through, round by round, with the same clock on every screen."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options
from plckit.activities.protocol.scripts import protocol
from plckit.domain.protocols import WHO
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

MOST_EXTRA = 60


class RunsProtocol(BaseKind):
    """Rounds with their minutes, who speaks and what to do. Nobody answers; the facilitator moves on.

    The server keeps the round and the moment it began. `plckit protocol list` names the scripts there are.
    """

    name = "protocol"
    asks = False
    works_on = "rounds"
    example = {
        "prompt": "Talk it through: Question Round",
        "options": {"script": "question-round"},
        "people": [],
    }

    def options(
        self,
        *,
        script: str | os.PathLike[str],
        rounds: Sequence[str] | None = None,
        minutes: Mapping[str, int] | None = None,
    ) -> dict[str, Any]:
        """Return the rounds of *script*: a name of ours, or the path of a .toml file beside the notebook.

        *rounds* keeps only those keys, *minutes* gives some rounds other minutes: {"tell": 5}.
        """
        kept = protocol(script).some(rounds, minutes)
        return {
            "rounds": [
                {
                    "key": one.key,
                    "title": one.title,
                    "minutes": one.minutes,
                    "who": WHO[one.who],
                    "say": one.say,
                }
                for one in kept
            ],
            # Read on the console alone: `spec_state` keeps it from every other screen.
            "facilitator": {one.key: one.facilitator for one in kept},
        }

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"since": when the round began, "round", "extra"}, or {"since": None} where none runs."""
        return dict(spec.options["supplied"])

    def parse(self, options: Options, entry: str, value: Any) -> None:
        """Refuse everything."""
        raise BadValue("A protocol takes no answer.")

    def adjust(self, options: Options, given: Any) -> dict[str, Any]:
        """Return the round the room goes to (the first is 1) and its extra minutes."""
        last = len(options["rounds"])
        asked = {"extra": 0, **given} if isinstance(given, dict) else {}
        if set(asked) == {"round", "extra"}:
            now, extra = asked["round"], asked["extra"]
            if type(now) is int and type(extra) is int and 1 <= now <= last and 0 <= extra <= MOST_EXTRA:
                return {"round": now, "extra": extra}
        raise BadValue(f"There are rounds 1 to {last}, and a round can have up to {MOST_EXTRA} minutes more.")


KIND = RunsProtocol()
