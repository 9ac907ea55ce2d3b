"""What a page may ask for besides putting an answer: one line a request, each checked by its use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from plckit.domain.entries import Kinds
from plckit.domain.people import Seat
from plckit.domain.workbooks import Page
from plckit.errors import BadValue
from plckit.sessions import (
    deciding,
    enquiring,
    facilitating,
    grouping,
    hosting,
    moderating,
    recording,
    timing,
)
from plckit.store.transaction import Transaction


@dataclass(frozen=True)
class Request:
    """A custom message of a page: who asks, in which session, and what was said. Nothing in it is trusted."""

    kinds: Kinds
    page: Page
    seat: Seat
    said: Mapping[str, Any]
    at: str

    def text(self, name: str) -> str:
        """Return a field as text, empty where it is none."""
        value = self.said.get(name)
        return value if isinstance(value, str) else ""


Answer = Callable[[Transaction, Request], Any]

# What changes nothing, and is read beside the writer
READS: dict[str, Answer] = {
    "entries": lambda tx, r: moderating.entries(tx, r.kinds, r.page, r.seat, r.text("activity"), r.at),
    "groups": lambda tx, r: grouping.told(tx, r.seat),
    "people": lambda tx, r: hosting.people(tx, r.seat),
    "links": lambda tx, r: hosting.links(tx, r.seat),
    "standing": lambda tx, r: deciding.standing(
        tx, r.page, r.seat, r.text("activity"), r.said.get("said"), r.at
    ),
    "draft": lambda tx, r: recording.draft(tx, r.kinds, r.page, r.seat, r.text("activity")),
}

WRITES: dict[str, Answer] = {
    # Where the room is
    "go": lambda tx, r: facilitating.go_to(tx, r.page, r.seat, r.text("step"), r.at),
    "gather": lambda tx, r: facilitating.gather(tx, r.seat, r.at),
    "pause": lambda tx, r: facilitating.pause(tx, r.seat, r.said.get("paused"), r.at),
    "close": lambda tx, r: facilitating.close(tx, r.seat, r.at),
    # Time
    "extend": lambda tx, r: timing.extend(tx, r.page, r.seat, r.said.get("minutes"), r.at),
    "retime": lambda tx, r: timing.retime(tx, r.page, r.seat, r.at),
    "times": lambda tx, r: timing.set_times(
        tx, r.page, r.seat, r.said.get("begins"), r.said.get("ends"), r.at
    ),
    "cut": lambda tx, r: timing.leave_out(tx, r.page, r.seat, r.text("step"), r.said.get("cut"), r.at),
    # One activity
    "phase": lambda tx, r: facilitating.set_phase(
        tx, r.page, r.seat, r.text("activity"), r.text("phase"), r.at
    ),
    "adjust": lambda tx, r: facilitating.adjust(
        tx, r.kinds, r.page, r.seat, r.text("activity"), r.said.get("value"), r.at
    ),
    "hide": lambda tx, r: moderating.hide(
        tx, r.page, r.seat, r.text("activity"), r.said.get("entry"), r.said.get("hidden"), r.at
    ),
    "hold": lambda tx, r: moderating.hold(
        tx, r.page, r.seat, r.text("activity"), r.said.get("held"), r.at
    ),
    "light": lambda tx, r: moderating.spotlight(
        tx, r.page, r.seat, r.text("activity"), r.said.get("entry"), r.at
    ),
    "reset": lambda tx, r: moderating.reset(tx, r.page, r.seat, r.text("activity"), r.at),
    "undo": lambda tx, r: moderating.undo(tx, r.page, r.seat, r.text("activity"), r.at),
    "keep": lambda tx, r: recording.keep(
        tx, r.kinds, r.page, r.seat, r.text("activity"), r.said.get("content"), r.at
    ),
    "declare": lambda tx, r: deciding.declare(
        tx, r.page, r.seat, r.text("activity"), r.said.get("said"), r.at
    ),
    "enter": lambda tx, r: hosting.enter(
        tx, r.kinds, r.page, r.seat, r.text("activity"), r.said.get("op"), r.said.get("text"), r.at
    ),
    # Groups
    "make groups": lambda tx, r: grouping.make(
        tx, r.seat, r.said.get("grouping"), r.said.get("how"), r.said.get("size"), r.at
    ),
    "move": lambda tx, r: grouping.move(
        tx, r.seat, r.said.get("person"), r.said.get("grouping"), r.said.get("group"), r.at
    ),
    "rename group": lambda tx, r: grouping.rename(tx, r.seat, r.said.get("group"), r.said.get("name"), r.at),
    "pen": lambda tx, r: grouping.take_pen(tx, r.seat, r.said.get("grouping"), r.at),
    "table": lambda tx, r: grouping.sit_at(tx, r.seat, r.said.get("table"), r.at),
    # People
    "rename": lambda tx, r: hosting.rename(tx, r.seat, r.said.get("person"), r.said.get("name"), r.at),
    "job": lambda tx, r: hosting.give_job(tx, r.seat, r.said.get("person"), r.said.get("job"), r.at),
    "remove": lambda tx, r: hosting.remove(tx, r.seat, r.said.get("person"), r.at),
    "bring back": lambda tx, r: hosting.bring_back(tx, r.seat, r.said.get("name"), r.at),
    "merge": lambda tx, r: hosting.merge(
        tx, r.page, r.seat, r.said.get("person"), r.said.get("into"), r.at
    ),
    # An enquiry between meetings
    "my link": lambda tx, r: enquiring.give(
        tx, r.page, r.seat, r.said.get("name"), r.said.get("again"), r.at
    ),
    "end links": lambda tx, r: enquiring.end_all(tx, r.page, r.seat, r.at),
    # Doors and keys
    "shut": lambda tx, r: hosting.shut_door(tx, r.seat, r.said.get("shut"), r.at),
    "new code": lambda tx, r: hosting.rotate_code(tx, r.seat, r.at),
    "new links": lambda tx, r: hosting.rotate_keys(tx, r.seat, r.at),
    "recovery": lambda tx, r: hosting.new_recovery(tx, r.seat, r.at),
}  # fmt: skip


def answer(tx: Transaction, request: Request, what: str) -> Any:
    """Do what a page asks for and return what it is told; raise BadValue for what is not on the lists."""
    if what in READS:
        return READS[what](tx, request)
    if what in WRITES:
        return WRITES[what](tx, request)
    raise BadValue("This page asked for something plckit does not know. Reload it.")
