"""Which results a community keeps, and which of them a session works with."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from plckit.domain.artefacts import Artefact
from plckit.domain.datasets import As, Dataset, What
from plckit.domain.people import Seat
from plckit.domain.results import Audience
from plckit.domain.sessions import Session
from plckit.errors import BadValue, Refused
from plckit.sessions.clock import local_day, utc_now
from plckit.sessions.leading import led
from plckit.store.transaction import Transaction

COVERAGE = "data-coverage"


def use(tx: Transaction, seat: Seat, chosen: Any, audience: Any, at: str) -> None:
    """Let a session work with datasets of its community, {as: id or ""}, and say who is in the room."""
    session = led(tx, seat, "choose the results")
    if not isinstance(chosen, Mapping) or not set(chosen) <= set(As):
        raise BadValue("This page asked for something unclear. Reload it and try again.")
    try:
        room = Audience(audience)
    except ValueError:
        raise BadValue("Say who is in the room: only the team, or others too.") from None
    kept = {}
    for role, given in chosen.items():
        found = tx.datasets.get(given) if isinstance(given, str) and given else None
        if given and (found is None or found.community != session.community or found.deleted):
            raise BadValue("Those results are not here any more. Reload the page and choose others.")
        if found and (role == As.SUPPORT) != (found.what == What.SUPPORT):
            raise BadValue("Those results are of another sort. Choose others.")
        kept[str(role)] = found.id if found else ""
    if kept.get(As.NOW) and kept.get(As.NOW) == kept.get(As.BEFORE):
        raise Refused("These are the same results twice. Choose an earlier check, or none.")
    tx.sessions.change(session.id, "data", at, {**kept, "audience": room})


def used(tx: Transaction, session: Session) -> dict[As, Dataset]:
    """Return the datasets a session works with; deleted ones are among them, without their content."""
    chosen = tx.sessions.latest(session.id, "data") or {}
    found = {role: tx.datasets.get(chosen[role]) for role in As if chosen.get(role)}
    return {role: dataset for role, dataset in found.items() if dataset}


def audience(tx: Transaction, session: Session) -> Audience:
    """Return who is in the room; where nobody has said it, the more careful guess."""
    return Audience((tx.sessions.latest(session.id, "data") or {}).get("audience", Audience.OUTSIDE))


def synthetic(tx: Transaction, session: Session) -> bool:
    """Return whether a session works with sample data only."""
    found = used(tx, session)
    return bool(found) and all(dataset.synthetic for dataset in found.values())


def coverage(tx: Transaction, session: Session) -> dict[str, Any]:
    """Return what the coverage report of the results says, for an artefact; {} where there are none."""
    found = used(tx, session).get(As.NOW)
    if found is None or not found.coverage:
        return {}
    return {"said": f"{found.title}, {found.day}: {found.coverage['said']}", "dataset": found.id}


def judged(tx: Transaction, session: Session, artefact: Artefact) -> dict[str, Any]:
    """Return {"judged": what became of the goal in this artefact} where the session's results tell (G8).

    Results that are no newer than the goal tell nothing of it.
    """
    goal = artefact.content.get("goal")
    found = used(tx, session).get(As.NOW)
    if not goal or found is None or found.deleted or "goal" not in goal:
        return {}
    from plckit.data import measures

    content, today = tx.datasets.content(found.id) or b"", local_day(utc_now())
    # A goal whose start nobody wrote began when it was kept.
    given = {"was_on": local_day(artefact.at), **goal["goal"]}
    said = measures.judged(content, given, found.title, found.day, today, audience(tx, session))
    return {"judged": said} if said else {}


def keep(tx: Transaction, community: str, dataset: Mapping[str, Any], content: bytes, at: str) -> Dataset:
    """Keep results of a community; *dataset* has the fields of a Dataset but id, community and added."""
    made = Dataset(id=str(uuid.uuid4()), community=community, added=at, **dataset)
    return tx.datasets.add(made, content)


def overdue(tx: Transaction, today: str) -> list[tuple[Dataset, str]]:
    """Return results that should have been deleted before *today*, each with a session to do it from.

    The code is that of the community's latest session; "" where it has none.
    """
    codes: dict[str, str] = {}
    for session in tx.sessions.all():
        codes.setdefault(session.community, session.code)
    return [(found, codes.get(found.community, "")) for found in tx.datasets.overdue(today)]


def delete(tx: Transaction, community: str, dataset: str, at: str) -> Dataset:
    """Delete results for good, in every session that used them; the record stays. Raises BadValue."""
    found = tx.datasets.get(dataset)
    if found is None or found.community != community or found.deleted:
        raise BadValue("Those results are not here any more.")
    tx.datasets.delete(found.id, at)
    for session in tx.sessions.all():
        if (
            session.community == community
            and found.id in (tx.sessions.latest(session.id, "data") or {}).values()
        ):
            tx.feed.add(session.id, "data", at, value=tx.sessions.latest(session.id, "data"))
    return found
