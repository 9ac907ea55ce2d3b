# ruff: noqa: S101  (asserting is what this module is for)
"""Builders for tests, and what every kind of activity must keep: for our own tests and for authors of kinds.

    from plckit.testing import a_page, a_seat, a_session, an_activity, check_kind

    page = a_page({"First": [an_activity("short_text", "line", see="named")]})
    session = a_session(store, page)
    seat = a_seat(store, session)

May import anything of plckit; nothing of plckit imports it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.registry import kinds
from plckit.domain.entries import Entry, Kind
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec, Page, Step
from plckit.errors import BadValue
from plckit.notebook import make_spec
from plckit.sessions import convening, joining
from plckit.sessions.clock import utc_now
from plckit.store.database import Store

# Two scripts, markup, both quotes and an ampersand: what goes wrong with names goes wrong with this.
NAME = "Zoë <b>&'\" 李"

# What a browser may send instead of a value. None (taken back) and words are left out: kinds may take them.
NONSENSE: tuple[Any, ...] = (
    True,
    False,
    -1,
    10**30,
    10**5000,
    0.5,
    float("nan"),
    float("inf"),
    {},
    {"": []},
    {"text": ["x"]},
    {"text": {}, "sort": []},
    {"text": "x", "sort": {}},
    {"now": "5"},
    {"now": True, "want": float("nan")},
    [[]],
    [[["x"]]],
    [{}],
    [None],
    ["no-such-choice"] * 100,
    "x" * 1_000_000,
)

OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "choice": {"options": {"red": "Red", "blue": "Blue"}},
    "likert": {"rows": {"heard": "I am heard.", "safe": "I may be wrong here."}},
    "multi_select": {"options": {"maths": "Maths", "art": "Art", "none": "None yet"}, "alone": ["none"]},
    "slider_pair": {"rows": {"time": "Time", "trust": "Trust"}},
    "sticky_notes": {"sorts": {"need": "What I need", "fear": "What I fear"}},
}


def an_activity(kind: str, key: str, *, see: str = "anon-reveal", **more: Any) -> ActivitySpec:
    """Return the checked spec of an activity; options that its kind must have are filled in."""
    options = {**OPTIONS.get(kind, {}), **more}
    about, hint = options.pop("about", None), options.pop("hint", "")
    prompt = options.pop("prompt", f"A question about {key}?")
    return make_spec(kinds()[kind], key, prompt, see=see, about=about, hint=hint, **options)


def a_page(steps: Mapping[str, Sequence[ActivitySpec]] | None = None, title: str = "A small page") -> Page:
    """Return a page of *steps*; without them one with every kind and every way of being seen."""
    steps = every_kind() if steps is None else steps
    made = tuple(
        Step(
            key=name.lower(),
            title=name,
            minutes=5,
            group="Alone",
            now=f"Do what {name} asks.",
            blocks=({"prose": f"<p>About {name}.</p>"}, *({"activity": spec.key} for spec in specs)),
        )
        for name, specs in steps.items()
    )
    activities = {spec.key: spec for specs in steps.values() for spec in specs}
    return Page("a-small-page", title, 5 * len(made), ({"prose": "<p>Welcome.</p>"},), made, activities)


def every_kind() -> dict[str, list[ActivitySpec]]:
    """Return two steps that hold an activity of every built-in kind and of every visibility mode."""
    return {
        "First": [
            an_activity("short_text", "signed", see="named"),
            an_activity("long_text", "diary", see="private"),
            an_activity("short_text", "idea", see="anon-reveal"),
            an_activity("choice", "colour", see="anon-live"),
            an_activity("multi_select", "subjects", see="anon-reveal"),
        ],
        "Second": [
            an_activity("yes_partly_no", "ready", see="anon-reveal"),
            an_activity("likert", "trust", see="anon-reveal"),
            an_activity("slider_pair", "balance", see="anon-reveal"),
            an_activity("sticky_notes", "wall", see="anon-live"),
        ],
    }


def a_session(
    store: Store, page: Page, *, community: str = "Year 9 team", phase: Phase | None = None
) -> Session:
    """Return a stored session of *page*, each of its activities put in *phase* if that is given."""
    session = store.write(convening.convene, page.key, page, community, at=utc_now()).result()
    if phase is not None:
        keys = list(page.activities)
        store.write(lambda tx: tx.sessions.set_phases(session.id, keys, phase, utc_now())).result()
    return session


def a_seat(store: Store, session: Session, role: Role = Role.PARTICIPANT, name: str = NAME) -> Seat:
    """Return a stored seat of *session*; participants' names are made distinct as in a real room."""
    at = utc_now()
    if role is Role.PARTICIPANT:
        return store.write(joining.join, session.code, name, at, str(uuid.uuid4())).result()
    return store.write(joining.lead if role is Role.FACILITATOR else joining.show, session, at).result()


def check_kind(kind: Kind, options: Mapping[str, Any], good: Sequence[tuple[str, Any]]) -> None:
    """Assert what the rest of plckit relies on: *good* are (entry id, value) pairs the kind must take.

    Nonsense raises BadValue and nothing else; parsing twice is parsing once; None is “taken back”; what is
    stored, summarised and read is JSON; a summary tells neither who answered nor an entry's id.
    """
    assert good, "check_kind needs at least one value that the kind takes"
    entries = []
    for number, (entry, value) in enumerate(good):
        kept = kind.parse(options, entry, value)
        json.dumps(kept, allow_nan=False)
        assert kept is not None, f"{kind.name} took {value!r} back"
        assert kind.parse(options, entry, kept) == kept, f"{kind.name} changes what it has parsed"
        assert kind.parse(options, entry, None) is None, f"{kind.name} does not take None back"
        assert kind.readable(options, entry, kept), f"{kind.name} cannot read {kept!r}"
        entries.append(Entry(f"who-{number}-secret", entry, kept))
        for nonsense in NONSENSE:
            _refused(kind, options, entry, nonsense)
    for entry in ("", "no-such-entry-\ud800", "x" * 64):
        _refused(kind, options, entry, good[0][1])
    spec = ActivitySpec("checked", kind.name, "A question?", See.ANON_REVEAL, kind.about, "", options)
    said = json.dumps(kind.summarise(spec, entries), allow_nan=False)
    assert "-secret" not in said, f"{kind.name} tells who answered"
    assert (kind.most(options) or 1) >= 1
    assert isinstance((kind.most(options) or 1), int)


def _refused(kind: Kind, options: Mapping[str, Any], entry: str, value: Any) -> None:
    try:
        kept = kind.parse(options, entry, value)
    except BadValue:
        return
    # What was nonsense to one kind may be a fair value of another: then it must be stable and JSON.
    json.dumps(kept, allow_nan=False)
    assert kind.parse(options, entry, kept) == kept, f"{kind.name} keeps {value!r} unparsed"


__all__ = [
    "NAME",
    "NONSENSE",
    "OPTIONS",
    "a_page",
    "a_seat",
    "a_session",
    "an_activity",
    "check_kind",
    "every_kind",
]
