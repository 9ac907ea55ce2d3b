"""Pages, sessions and seats, made as the product makes them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.registry import kinds
from plckit.domain.entries import Kind
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import ActivitySpec, Page, Step
from plckit.notebook import make_spec
from plckit.sessions import convening, hosting, joining
from plckit.sessions.clock import utc_now
from plckit.store.database import Store

# Two scripts, markup, both quotes and an ampersand: what goes wrong with names goes wrong with this.
NAME = "Zoë <b>&'\" 李"


def an_activity(kind: str | Kind, key: str, *, see: str | None = None, **more: Any) -> ActivitySpec:
    """Return the checked spec of an activity; options that are not given are those of the kind's example."""
    known = kinds()[kind] if isinstance(kind, str) else kind
    options = {**known.example["options"], **more}
    by = options.pop("by", "person")
    about, hint, reason = options.pop("about", None), options.pop("hint", ""), options.pop("reason", "")
    prompt = options.pop("prompt", f"A question about {key}?")
    return make_spec(known, key, prompt, see=see, about=about, by=by, hint=hint, reason=reason, **options)


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
    """Return two steps: every way of being seen and a reason, then every kind under its name with dashes."""
    return {
        "First": [
            an_activity("short_text", "signed", see="named"),
            an_activity("long_text", "diary", see="private"),
            an_activity("short_text", "idea", see="anon-reveal"),
            an_activity("short_text", "offer", see="opt-in"),
            an_activity("sticky_notes", "wall", see="anon-live"),
            *(an_activity("short_text", f"my-{see}", see=see) for see in ("pair", "group", "team")),
            an_activity("yes_partly_no", "ready", reason="What is your main reason?"),
        ],
        "Second": [an_activity(kind, name.replace("_", "-")) for name, kind in sorted(kinds().items())],
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
    return store.write(hosting.lead if role is Role.FACILITATOR else joining.show, session, at).result()


__all__ = ["NAME", "a_page", "a_seat", "a_session", "an_activity", "every_kind", "utc_now"]
