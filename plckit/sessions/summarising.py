"""What an audience is sent of one activity: what the room may see of it, as its kind shows that."""

from __future__ import annotations

from typing import Any

from plckit.domain.entries import Kinds, Reading
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import READ_FIRST, By, among, caution, why_hidden
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.sessions import enquiry_log
from plckit.sessions.showing import FEW_REASONS, NAMES_OFF, Shown, shown
from plckit.sessions.supplying import adjusted, supplied
from plckit.store.groups import Group
from plckit.store.transaction import Transaction


def group_view(
    tx: Transaction,
    kinds: Kinds,
    session: Session,
    spec: ActivitySpec,
    phase: Phase,
    page: Page | None = None,
    inside: Group | None = None,
) -> dict[str, Any]:
    """Return what everybody in the room may see of *spec* now, or people *inside* a group, as JSON.

    Of a kind that asks nobody that is its picture. Of others it is {"held" where the facilitator reads
    entries first, what the picture holds once it is open} and either {"hidden": reason} or {"n", "of",
    "entered", "caution", "reasons", "fewReasons", what the kind's summary holds}.
    """
    kind = kinds[spec.kind]
    spec = supplied(tx, kind, session, spec, page)
    if not kind.asks:
        return kind.picture(spec)
    also: dict[str, Any] = {"held": READ_FIRST} if tx.sessions.held(session.id, spec.key) else {}
    also |= kind.picture(spec) if phase is not Phase.WAITING else {}
    if spec.by is not By.PERSON and among(spec.see) and not (inside and kind.comes_back):
        return {**also, "hidden": why_hidden(spec.see, spec.about, False, 0)}
    said = shown(tx, session, spec, phase, inside)
    if said.hidden:
        return {**also, "hidden": said.hidden}
    now = _reading(tx, session, spec, said, inside)
    line = NAMES_OFF if said.names_off else caution(spec.see, spec.about, now.people, now.of)
    if spec.options.get("waves"):  # which carry warnings of their own
        line, summary = "", kind.summarise_waves([*_earlier(tx, session, spec), now])
    elif kind.votes and spec.by is not By.PERSON and now.of == 1:
        summary = {"wall": [{"text": text} for text in kind.record(now.spec, now.entries)["texts"]]}
    else:
        summary = kind.summarise(now.spec, now.entries)
    also |= {"entered": said.entered} if said.entered else {}
    view = {**also, "n": now.people, "of": now.of, "caution": line, **summary}
    if spec.reason:
        words = ({"text": r.value, **({"name": r.name} if r.name else {})} for r in said.reasons)
        view |= {"reasons": list(words), "fewReasons": FEW_REASONS if said.few_reasons else ""}
    return view


def _reading(
    tx: Transaction, session: Session, spec: ActivitySpec, said: Shown, inside: Group | None = None
) -> Reading:
    """Return what *session* said, of how many: those who joined, or as many as the facilitator has asked."""
    if inside:
        asked = len(inside.people) if spec.by is By.PERSON else 1
    elif spec.by is not By.PERSON:
        asked = tx.groups.all(session.id).used(spec.by)
    else:
        asked = spec.options.get("asked") or tx.seats.people(session.id)
    of = max(asked, said.people)
    return Reading(session.created, spec, said.people, of, said.entries)


def _earlier(tx: Transaction, session: Session, spec: ActivitySpec) -> list[Reading]:
    """Return what the community's earlier sessions of this workbook revealed of the same activity (L6)."""
    found, pages = [], dict[str, Page | None]()
    for before in tx.sessions.before(session):
        if before.page not in pages:  # most sessions have the same one, and reading it takes long
            pages[before.page] = tx.sessions.page(before.page)
        page = pages[before.page]
        if enquiry_log.is_another(tx, session, before):
            continue
        then = page.activities.get(spec.key) if page else None
        if then is None or then.kind != spec.kind:
            continue
        said = shown(tx, before, then, tx.sessions.phases(before.id).get(then.key, Phase.WAITING))
        if said.people and not said.hidden:
            found.append(_reading(tx, before, adjusted(tx, before, then), said))
    return found
