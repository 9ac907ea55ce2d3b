"""What a community's earlier sessions left behind: as a screen shows it, and worded anew afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from plckit.domain.artefact_dictionary import TYPES, artefact_type
from plckit.domain.artefact_types import Field, Form
from plckit.domain.artefacts import Artefact, changes, checked, current
from plckit.domain.datasets import in_words
from plckit.domain.results import Audience
from plckit.domain.sessions import Session
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, NotFound
from plckit.sessions import passing_on, results
from plckit.sessions.clock import local_day
from plckit.store.transaction import Transaction

MOST_VERSIONS = 5
TEAM_ONLY = "For the team only. The facilitator says in the console, under “Results”, who is in the room."


def view(tx: Transaction, session: Session, spec: ActivitySpec) -> dict[str, Any]:
    """Return {"card": what was left behind, or None, "missing": what to do where there is none}.

    A maker shows what this session has kept, a view what the community's other sessions left last.
    """
    kind = artefact_type(spec.options["artefact"])
    makes = spec.options["makes"]
    found = tx.artefacts.of_session(session.id, kind.key) if makes else latest(tx, session, kind.key)
    if found is None:
        return {"card": None, "missing": spec.options["missing"]}
    outside = results.audience(tx, session) is Audience.OUTSIDE and not found.synthetic
    shown = card(found, spec.options["fields"], outside)
    told = shown | _history(tx, found) | results.judged(tx, session, found)
    return {"card": told, "missing": ""}


def _history(tx: Transaction, found: Artefact) -> dict[str, Any]:
    """Return {"history": one line a version, the latest first}: its day, and what was changed in it."""
    kind = artefact_type(found.kind)
    every = [one for one in tx.artefacts.versions(found.community, found.kind) if one.id == found.id]
    every.sort(key=lambda one: one.version, reverse=True)
    lines = []
    for now, before in pairwise(one for one in every if one.version <= found.version):
        if differ := changes(kind, current(before), current(now)):
            lines.append(f"Version {now.version}, {in_words(local_day(now.at))}: {', '.join(differ)}.")
    return {"history": lines[:MOST_VERSIONS]} if lines else {}


def latest(tx: Transaction, session: Session, kind: str) -> Artefact | None:
    """Return what the community's other sessions left behind last."""
    found = tx.artefacts.versions(session.community, kind)
    return _last([one for one in found if one.session != session.id])


def newest(tx: Transaction, community: str, kind: str) -> Artefact | None:
    """Return what a community has kept last of a kind."""
    return _last(tx.artefacts.versions(community, kind))


def _last(versions: Sequence[Artefact]) -> Artefact | None:
    """Return the latest version of what a meeting kept last, of versions with the latest first.

    Words that were revised later make none the last: a slip put right in an old one brings it back nowhere.
    """
    first = {one.id: one.version for one in sorted(versions, key=lambda one: -one.version)}
    kept = next((one.id for one in versions if one.session or one.version == first[one.id]), "")
    return next((one for one in versions if one.id == kept), None)


def card(artefact: Artefact, only: Any = (), outside: bool = False) -> dict[str, Any]:
    """Return an artefact as screens show it: all its fields, or *only* some, in the order of its type.

    What is the team's own is not shown *outside* it; a sentence says so (rules P2 and P7).
    """
    kind = artefact_type(artefact.kind)
    fields = [
        {"title": one.title, "form": Form.TEXT, "columns": {}, "value": TEAM_ONLY}
        if outside and one.team
        else {"title": one.title, **shown}
        for one, shown in parts(artefact)
        if not only or one.key in only
    ]
    head = {"title": kind.title, "day": local_day(artefact.at), "version": artefact.version}
    return {**head, "synthetic": artefact.synthetic, "fields": fields}


def parts(artefact: Artefact) -> list[tuple[Field, dict[str, Any]]]:
    """Return the fields that an artefact fills, in the order of its type, and how each is shown."""
    content = current(artefact)
    fields = artefact_type(artefact.kind).fields
    return [(one, _shown(one, content[one.key])) for one in fields if one.key in content]


def kept(tx: Transaction, community: str) -> list[list[Artefact]]:
    """Return what a community has, kind by kind in the order of the year, the latest of each first."""
    found = tx.artefacts.versions(community)
    return [same for kind in TYPES if (same := [one for one in found if one.kind == kind])]


def history(tx: Transaction, community: str, artefact: str) -> list[Artefact]:
    """Return every version of an artefact of that community, the latest first; raise NotFound."""
    found = tx.artefacts.of_id(artefact)
    if not found or found[0].community != community:
        raise NotFound("There is no such card here. Go back to what the community keeps.")
    return found


def revise(
    tx: Transaction, community: str, artefact: str, based: int, given: Mapping[str, Any], at: str
) -> Artefact:
    """Keep other words as the next version, what activities recorded as it was; return the latest version.

    Words that change nothing make no version. Raises BadValue for what cannot be kept, and where somebody
    else has kept a version since the one that these words are *based* on.
    """
    last = history(tx, community, artefact)[0]
    if last.version != based:
        raise BadValue(
            f"Somebody kept version {last.version} meanwhile, so this was not kept. Your words are still "
            f"here: read version {last.version} first, then change what you need and press Keep again."
        )
    kind, before = artefact_type(last.kind), current(last)
    content = checked(kind, given, before)
    if content == before:
        return last
    made = replace(last, version=last.version + 1, session=None, schema=kind.schema, at=at, content=content)
    return tx.artefacts.add(made)


def _shown(one: Field, value: Any) -> dict[str, Any]:
    """Return a field's form, columns and value as a card takes them: a choice is a text."""
    if one.form is Form.CHOICE:
        return {"form": Form.TEXT, "columns": {}, "value": one.choices.get(value, "")}
    return {"form": one.form, "columns": dict(one.columns), "value": value}


def stories(tx: Transaction, session: Session) -> list[dict[str, Any]]:
    """Return the stories that other schools may read, and those that came from other schools, as cards.

    A card is {"id", "school", "text": the puzzle, "fields": [{"title", "value"}], "synthetic"}.
    """
    found = passing_on.for_other_schools(tx.artefacts.versions(session.community, passing_on.STORY))
    schools = tx.communities.schools()
    ordered = sorted(found, key=lambda one: one.at)
    return [_story(one, schools.get(one.community, "")) for one in ordered]


def _story(artefact: Artefact, school: str) -> dict[str, Any]:
    kind, content = artefact_type(artefact.kind), current(artefact)
    told = (
        one for one in kind.fields if one.form is Form.TEXT and one.key != "puzzle" and content.get(one.key)
    )
    return {
        "id": artefact.id,
        "school": artefact.group or school or artefact.community,
        "text": content.get("puzzle", ""),
        "fields": [{"title": one.title, "value": content[one.key]} for one in told],
        "synthetic": artefact.synthetic,
    }
