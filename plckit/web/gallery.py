"""`/gallery`: every kind of activity in every phase, role and width on one page, for whoever makes kinds.

Only `plckit gallery` serves it. What people see are the examples of the kinds, parsed and summarised by what
serves a room too; what is typed here is parsed in the same way and kept nowhere.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.activities.registry import kinds
from plckit.activities.state import spec_state
from plckit.domain.entries import BESIDE, Entry, Kind, parse_beside
from plckit.domain.sessions import Phase
from plckit.domain.visibility import TOO_FEW, About, See, caution, is_revealed_together
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, PlckitError
from plckit.sessions.clock import utc_now
from plckit.web.base import PageHandler, script_json

LONG_AGO = "2026-01-01T09:00:00.000+00:00"
WAITS = {"hidden": "Hidden until the facilitator reveals it."}
REASON = "What is your main reason?"
Cell = dict[str, Any]


@functools.cache  # a chart takes long to make, and every answer that is tried asks for it
def example(name: str, *, beside: bool = False) -> ActivitySpec:
    """Return the spec of a kind's example; with *beside*, as one that asks for a reason or offers a name."""
    kind = kinds()[name]
    options = kind.options(**kind.example["options"])
    figure = kind.figure(options)
    if "supplied" in kind.example:
        options |= {"supplied": kind.example["supplied"]}
    see = See.OPT_IN if beside and not figure else kind.see
    reason = REASON if beside and figure else ""
    key = kind.name.replace("_", "-")
    prompt = str(kind.example["prompt"])
    return ActivitySpec(key, kind.name, prompt, see, kind.about, "", reason, options, figure)


def cells(kind: Kind) -> Iterator[Cell]:
    """Yield the kind in every phase and role: what it is called, its spec's place, and the five fields."""
    mine, shows, group = _mine(kind), _shows(kind), _group(kind)
    live = WAITS if is_revealed_together(kind.see) or not kind.asks else group
    for label, role, width, phase, own, said in (
        ("not open yet", "participant", "phone", Phase.WAITING, {}, WAITS),
        ("open, empty", "participant", "phone", Phase.OPEN, {}, WAITS),
        ("open, answered", "participant", "phone", Phase.OPEN, mine, live),
        ("closed", "participant", "phone", Phase.LOCKED, mine, live),
        ("revealed", "participant", "phone", Phase.REVEALED, mine, group),
        ("too few answered", "participant", "phone", Phase.REVEALED, mine, {"hidden": TOO_FEW}),
        ("open", "projector", "wide", Phase.OPEN, None, WAITS),
        ("time is up", "participant", "phone", Phase.OPEN, {}, {"since": LONG_AGO}),
        ("time is up", "projector", "wide", Phase.OPEN, None, {"since": LONG_AGO}),
        ("revealed", "projector", "wide", Phase.REVEALED, None, group),
    ):
        if _is_shown(kind, label):
            said = said if phase is Phase.WAITING else {**shows, **said}
            yield _cell(kind, label, role, width, phase, own, said)
    if kind.asks:
        yield {
            **_cell(
                kind, "open, more beside it", "participant", "phone", Phase.OPEN, mine, {**shows, **WAITS}
            ),
            "beside": True,
        }


def _is_shown(kind: Kind, label: str) -> bool:
    if _is_card(kind):
        return label in ("not open yet", "open, empty", "open")
    if not kind.asks:
        return label in ("not open yet", "open, empty", "open", "time is up")
    return label != "time is up" and (label != "too few answered" or kind.about is About.VIEWS)


def _cell(kind: Kind, label: str, role: str, width: str, phase: Phase, mine: Any, group: Any) -> Cell:
    saved = utc_now() if mine else None
    if _is_card(kind):
        group = {"card": None, "missing": "There is none yet.", **group}
    elif not kind.asks:
        # Of a protocol the third round, with rounds behind it and before it.
        group = (
            {"since": group.get("since", utc_now()), "round": 3} if phase is Phase.OPEN else {"since": None}
        )
    state = {"mine": mine, "saved": saved, "phase": phase, "group": group}
    name = f"{kind.name}-{role}-{label}".replace(", ", "-").replace(" ", "-")
    return {"id": name, "label": label, "role": role, "width": width, "state": state, "beside": False}


def _mine(kind: Kind) -> dict[str, Any]:
    people = kind.example["people"]
    options = kind.options(**kind.example["options"])
    return {entry: kind.parse(options, entry, value) for entry, value in people[0].items()} if people else {}


def _shows(kind: Kind) -> dict[str, Any]:
    """Return what a kind shows whoever has answered: results, or a card."""
    return kind.picture(example(kind.name)) if "supplied" in kind.example else {}


def _is_card(kind: Kind) -> bool:
    """Return whether nobody answers, and what there is to see was there before."""
    return not kind.asks and "supplied" in kind.example


def _group(kind: Kind) -> dict[str, Any]:
    if not kind.asks:
        return {}
    spec = example(kind.name)
    people = kind.example["people"]
    entries = [
        Entry(
            str(who), entry, kind.parse(spec.options, entry, value), f"Person {who}" if _named(spec) else ""
        )
        for who, answers in enumerate(people)
        for entry, value in answers.items()
    ]
    line = caution(spec.see, spec.about, len(people), len(people) + 1)
    return {"n": len(people), "of": len(people) + 1, "caution": line, **kind.summarise(spec, entries)}


def _named(spec: ActivitySpec) -> bool:
    return spec.see is See.NAMED


class Gallery(PageHandler):
    """All kinds, or the one that is asked for."""

    @allow_unauthenticated
    def get(self) -> None:
        """Send the page."""
        wanted = self.get_query_argument("kind", "")
        shown: Mapping[str, Kind] = {name: k for name, k in kinds().items() if wanted in ("", name)}
        said = {
            name: {
                "spec": spec_state(example(kind.name)),
                "beside": spec_state(example(kind.name, beside=True)),
                "cells": list(cells(kind)),
            }
            for name, kind in shown.items()
        }
        self.finish(self.page("gallery.html", kinds=said, names=list(kinds()), data=script_json(said)))


class Try(PageHandler):
    """What a room would make of an answer."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """Send {"type": "saved", "value": as kept} or {"type": "refused", "message": sentence}."""
        try:
            asked = json.loads(self.get_query_argument("asked"))
            entry, value = str(asked["entry"]), asked["value"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise HTTPError(400, reason="Ask as the gallery does: with an entry and a value.") from None
        if name not in kinds():
            raise HTTPError(404)
        beside = example(name, beside=True)
        try:
            if entry in BESIDE:
                kept = parse_beside(beside, entry, value)
            else:
                kept = kinds()[name].parse(beside.options, entry, value)
        except PlckitError as error:
            if not isinstance(error, BadValue):
                raise
            self.finish({"type": "refused", "message": str(error), "later": False})
            return
        self.finish({"type": "saved", "at": utc_now(), "value": kept})


routes = [(r"/gallery", Gallery), (r"/gallery/try/([a-z0-9_]+)", Try)]
