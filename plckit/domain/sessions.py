"""One meeting of one community: its code, its phases, and which changes of phase are allowed."""

from __future__ import annotations

import enum
import random
from dataclasses import dataclass

from plckit.domain.visibility import See, among
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, Refused, SessionNotFound

# Without 0 O, 1 I L: letters people mix up when they read a code off a wall.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 4


class Phase(enum.StrEnum):
    """Where an activity stands for the whole room."""

    WAITING = "waiting"
    OPEN = "open"
    LOCKED = "locked"
    REVEALED = "revealed"


@dataclass(frozen=True)
class Session:
    """A session as stored.

    `step` is the current step's key, empty before the start; `shuffle` keys walls. `begins` and `ends` are
    moments (ISO, UTC), empty where none were planned. `paused` holds all answers, `shut` keeps newcomers out,
    `recovery` is the hash of what brings a facilitator back.
    """

    id: str
    code: str
    community: str
    workbook: str
    page: str
    step: str
    closed: bool
    shuffle: str
    console_key: str
    projector_key: str
    created: str = ""
    begins: str = ""
    ends: str = ""
    paused: bool = False
    shut: bool = False
    recovery: str = ""

    @property
    def still(self) -> bool:
        """Whether nothing runs and nobody can answer: all wait, or it is over."""
        return self.closed or self.paused


def new_code(rng: random.Random) -> str:
    """Return a join code of four letters nobody mixes up."""
    return "".join(rng.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """Return a typed join code as it is stored; raise SessionNotFound where it cannot be one."""
    code = "".join(c for c in typed.upper() if not c.isspace() and c not in "-.")
    if len(code) != CODE_LENGTH or any(c not in CODE_LETTERS for c in code):
        raise SessionNotFound(" ".join(typed.split()))
    return code


def change_phase(spec: ActivitySpec, wanted: str) -> Phase:
    """Return the phase a facilitator may put *spec* in; a private activity is never revealed."""
    try:
        phase = Phase(wanted)
    except ValueError:
        raise BadValue("An activity can be waiting, open, locked or revealed.") from None
    if phase is Phase.REVEALED and (spec.see is See.PRIVATE or among(spec.see)):
        whom = "each writer" if spec.see is See.PRIVATE else f"each {spec.see}"
        raise Refused(f"“{spec.prompt}” is private to {whom}, so there is nothing to reveal.")
    return phase
