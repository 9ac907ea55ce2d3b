"""What a community's earlier sessions left behind, as a screen shows it."""

from __future__ import annotations

from typing import Any

from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.artefact_types import Field, Form
from plckit.domain.artefacts import Artefact, current
from plckit.domain.results import Audience
from plckit.domain.sessions import Session
from plckit.domain.workbooks import ActivitySpec
from plckit.sessions import results
from plckit.store.transaction import Transaction

TEAM_ONLY = "For the team only. The facilitator says in the console, under “Results”, who is in the room."


def view(tx: Transaction, session: Session, spec: ActivitySpec) -> dict[str, Any]:
    """Return {"card": what was left behind, or None, "missing": what to do where there is none}.

    A maker shows what this session has kept, a view what the community's other sessions left last.
    """
    kind = artefact_type(spec.options["artefact"])
    found = (
        tx.artefacts.of_session(session.id, kind.key)
        if spec.options["makes"]
        else latest(tx, session, kind.key)
    )
    if found is None:
        return {"card": None, "missing": spec.options["missing"]}
    outside = results.audience(tx, session) is Audience.OUTSIDE and not found.synthetic
    shown = card(found, spec.options["fields"], outside)
    return {"card": shown | results.judged(tx, session, found), "missing": ""}


def latest(tx: Transaction, session: Session, kind: str) -> Artefact | None:
    """Return what the community's other sessions left behind last."""
    others = (one for one in tx.artefacts.versions(session.community, kind) if one.session != session.id)
    return next(others, None)


def card(artefact: Artefact, only: Any = (), outside: bool = False) -> dict[str, Any]:
    """Return an artefact as screens show it: all its fields, or *only* some, in the order of its type.

    What is the team's own is not shown *outside* it; a sentence says so (rules P2 and P7).
    """
    kind, content = artefact_type(artefact.kind), current(artefact)
    fields = [
        {"title": one.title, "form": Form.TEXT, "columns": {}, "value": TEAM_ONLY}
        if outside and one.team
        else {"title": one.title, **_shown(one, content[one.key])}
        for one in kind.fields
        if one.key in content and (not only or one.key in only)
    ]
    head = {"title": kind.title, "day": artefact.at[:10], "version": artefact.version}
    return {**head, "synthetic": artefact.synthetic, "fields": fields}


def _shown(one: Field, value: Any) -> dict[str, Any]:
    """Return a field's form, columns and value as a card takes them: a choice is a text."""
    if one.form is Form.CHOICE:
        return {"form": Form.TEXT, "columns": {}, "value": one.choices.get(value, "")}
    return {"form": one.form, "columns": dict(one.columns), "value": value}
