"""What activities work on, by the name that a kind gives it: notes, results, stories, a clock.

A kind that `works_on` something finds it under `options["supplied"]` in every method that gets a spec of the
server's, and shows it by `picture`. No other room asks which kind that is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from plckit.domain.entries import BESIDE, SUPPLIED, Kind
from plckit.domain.protocols import running
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.sessions import artefacts, enquiry_log, measuring
from plckit.sessions.showing import entry_id, shown
from plckit.store.transaction import Transaction


class Need(NamedTuple):
    """Who needs it: an activity of a session, and the page it stands on where that is known."""

    tx: Transaction
    session: Session
    spec: ActivitySpec
    page: Page | None


@dataclass(frozen=True)
class Supply:
    """How it is made, and after which changes of a session's feed it is made anew on open screens."""

    make: Callable[[Need], Any]
    anew: frozenset[str] = frozenset()


def supplied(
    tx: Transaction, kind: Kind, session: Session, spec: ActivitySpec, page: Page | None
) -> ActivitySpec:
    """Return the spec with what the facilitator has changed in it, and with what it works on."""
    spec = adjusted(tx, session, spec)
    supply = SUPPLIES.get(kind.works_on)
    if supply is None or SUPPLIED in spec.options:  # an example of the gallery brings its own
        return spec
    return replace(spec, options={**spec.options, SUPPLIED: supply.make(Need(tx, session, spec, page))})


def adjusted(tx: Transaction, session: Session, spec: ActivitySpec) -> ActivitySpec:
    """Return the spec with what the facilitator has changed in it."""
    given = tx.sessions.adjusted(session.id, spec.key)
    return replace(spec, options={**spec.options, **given}) if given else spec


def cards(tx: Transaction, session: Session, spec: ActivitySpec) -> list[dict[str, str]]:
    """Return the notes of *spec* for another activity that works on them, once the room may see them."""
    phase = tx.sessions.phases(session.id).get(spec.key, Phase.WAITING)
    return [] if shown(tx, session, spec, phase).hidden else all_cards(tx, session, spec)


def all_cards(tx: Transaction, session: Session, spec: ActivitySpec) -> list[dict[str, str]]:
    """Return the notes of *spec*, also where a room would wait for them: for whoever works alone."""
    rows = [row for row in tx.entries.of(session.id, spec.key) if not row.hidden and row.entry not in BESIDE]
    found = [(entry_id(session, spec, row), row.value) for row in rows]
    told = ({"id": key, **card(value)} for key, value in sorted(found, key=lambda pair: pair[0]))
    return [one for one in told if "text" in one]  # an entry without words is no card


def card(value: Any) -> dict[str, str]:
    """Return a note as screens show it: {"text"} and what else of it are words."""
    if isinstance(value, str):
        return {"text": value}
    if not isinstance(value, dict):
        return {"text": str(value)}
    return {key: part for key, part in value.items() if isinstance(part, str)}


def _notes(need: Need) -> list[dict[str, str]]:
    """Return the cards of a board: the notes of another activity, or its workbook's own."""
    source = need.page.activities.get(str(need.spec.options.get("notes", ""))) if need.page else None
    found: list[dict[str, str]] = need.spec.options["cards"]
    return cards(need.tx, need.session, source) if source else found


def _clock(need: Need) -> dict[str, Any]:
    """Return {"since": when it was started, None while it stands still}."""
    return {"since": need.tx.sessions.phase_since(need.session.id, need.spec.key) if _runs(need) else None}


def _rounds(need: Need) -> dict[str, Any]:
    """Return {"since": when its round began, "round", "extra"}, or {"since": None} while it stands still."""
    return asdict(running(_moves(need))) if _runs(need) else {"since": None}


def _runs(need: Need) -> bool:
    phase = need.tx.sessions.phases(need.session.id).get(need.spec.key)
    return phase is Phase.OPEN and not need.session.still


def _moves(need: Need) -> list[tuple[str, Any, str]]:
    """Return what whoever leads has done with it: (what, value, moment), the oldest first."""
    return need.tx.sessions.moves(need.session.id, need.spec.key)


SUPPLIES: Mapping[str, Supply] = {
    "artefact": Supply(lambda it: artefacts.view(it.tx, it.session, it.spec), frozenset({"data"})),
    "clock": Supply(_clock),
    "enquiry": Supply(lambda it: enquiry_log.supply(*it), frozenset({"data", "evidence", "artefact"})),
    "link": Supply(
        lambda it: enquiry_log.offered(it.tx, it.session, it.page),
        frozenset({"evidence", "artefact", "closed", "seat"}),
    ),
    "moves": Supply(_moves),
    "notes": Supply(_notes),
    "results": Supply(lambda it: measuring.supply(*it), frozenset({"data", "evidence", "artefact"})),
    "rounds": Supply(_rounds),
    "stories": Supply(lambda it: artefacts.stories(it.tx, it.session)),
}
