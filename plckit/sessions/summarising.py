"""What an audience may see of one activity, decided here for every screen, export and DataFrame."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from plckit.domain.entries import BESIDE, REASON, SIGNED, Entry, Kind, Kinds, Reading
from plckit.domain.protocols import running
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import (
    READ_FIRST,
    SMALLEST_GROUP,
    About,
    By,
    See,
    among,
    caution,
    is_anonymous,
    waits_for_enough,
    why_hidden,
)
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.sessions import artefacts, enquiry_log, supplying
from plckit.store.entries import Row
from plckit.store.groups import Group
from plckit.store.transaction import Transaction

FEW_REASONS = f"Reasons stay hidden: fewer than {SMALLEST_GROUP} people gave one. Say them aloud if you like."
FEW_OF_THEIR_OWN = (
    f"Fewer than {SMALLEST_GROUP} people answered by themselves, so this stays hidden: beside what was "
    "entered for others, theirs could be worked out."
)
NAMES_OFF = (
    f"Fewer than {SMALLEST_GROUP} people left their name off, so all names stay off: theirs could be guessed."
)


@dataclass(frozen=True)
class Shown:
    """What a room may see of one activity: entries and reasons in an order that tells nothing, or why not.

    `people` have answered, `entered` of them through the facilitator. `who` of an entry is a keyed hash that
    differs in every activity, so nothing links what one person wrote in two of them, nor a reason with the
    answer it stands beside. A name is there only where the activity is named, or where the writer added it.
    """

    people: int
    entered: int = 0
    entries: Sequence[Entry] = ()
    reasons: Sequence[Entry] = ()
    hidden: str | None = None
    few_reasons: bool = False
    names_off: bool = False


def shown(
    tx: Transaction, session: Session, spec: ActivitySpec, phase: Phase, inside: Group | None = None
) -> Shown:
    """Return what everybody in the room may see of *spec* now, or, *inside* a group, what its people may."""
    if spec.see is See.PRIVATE:
        return Shown(0, hidden=why_hidden(spec.see, spec.about, False, 0))
    if why := supplying.for_the_team(tx, session, spec):
        return Shown(0, hidden=why)
    rows = tx.entries.of(session.id, spec.key)
    rows = _of_the_group(rows, spec, inside) if inside else rows
    answered = {row.seat for row in rows if row.entry not in BESIDE}
    people = len(answered)
    hidden = None if inside else _why_hidden(spec, phase is Phase.REVEALED, rows)
    if hidden:
        return Shown(people, hidden=hidden)
    signed = {row.seat for row in rows if row.entry == SIGNED}
    # Beside four who signed, the fifth has a name too: views without one need five of their own (P3).
    off = _guarded(spec) and bool(signed & answered) and 0 < len(answered - signed) < SMALLEST_GROUP
    named = not is_anonymous(spec.see) and not off
    entries, reasons = [], []
    for row in rows:
        name = row.name if named and (spec.see is not See.OPT_IN or row.seat in signed) else ""
        if row.hidden:
            continue  # it counts, since a number that falls would tell what was hidden
        if row.entry == REASON:
            reasons.append(Entry(_keyed(session, spec, REASON, row.seat), row.entry, row.value, name))
        elif row.entry not in BESIDE:
            entries.append(Entry(_keyed(session, spec, row.seat), row.entry, row.value, name))
    few = _few_reasons(spec, rows)

    def order(entry: Entry) -> str:
        return _keyed(session, spec, entry.who, entry.entry)

    told = [] if few else sorted(reasons, key=order)
    entered = len({row.seat for row in rows if row.entered} & answered)
    return Shown(people, entered, sorted(entries, key=order), told, None, few, off)


def _of_the_group(rows: list[Row], spec: ActivitySpec, inside: Group) -> list[Row]:
    """Return what those who read now may see; words of somebody taken out stay: their going would tell."""
    since = {seat: max(inside.seen, inside.since.get(seat, "")) for seat in (*inside.people, *inside.gone)}
    if spec.by is not By.PERSON:
        since = {inside.id: inside.seen}
    return [row for row in rows if row.seat in since and row.at >= since[row.seat]]


def readable(tx: Transaction, session: Session, spec: ActivitySpec, seen: bool) -> tuple[list[Row], str]:
    """Return the entries that can be read one by one where *seen* by the room, or why there are none.

    These are words: a mark on a chart is none, nor is a reason that stays hidden since few gave one.
    """
    if spec.see is See.PRIVATE or among(spec.see) or (spec.charted and not spec.reason):
        return [], "There are no single entries to read here."
    rows = tx.entries.of(session.id, spec.key)
    if why := supplying.for_the_team(tx, session, spec) or _why_hidden(spec, seen, rows):
        return [], why
    few = _few_reasons(spec, rows)
    texts = {row.entry for row in rows if not spec.charted} - BESIDE | (set() if few else {REASON})
    return [row for row in rows if row.entry in texts], ""


def words(kind: Kind, spec: ActivitySpec, row: Row) -> str:
    """Return an entry as one line of words."""
    found = [] if row.entry in BESIDE else kind.readable(spec.options, row.entry, row.value)
    return " · ".join(label for _, _, label in found) or str(row.value)


def _why_hidden(spec: ActivitySpec, seen: bool, rows: Sequence[Row]) -> str | None:
    answered = {row.seat for row in rows if row.entry not in BESIDE}
    hidden = why_hidden(spec.see, spec.about, seen, len(answered))
    # The facilitator knows what she has entered: what is left over needs five of its own (P3).
    own = answered - {row.seat for row in rows if row.entered}
    if hidden is None and _guarded(spec) and 0 < len(own) < SMALLEST_GROUP:
        return FEW_OF_THEIR_OWN
    return hidden


def _guarded(spec: ActivitySpec) -> bool:
    return spec.about is About.VIEWS and waits_for_enough(spec.see)


def _few_reasons(spec: ActivitySpec, rows: Sequence[Row]) -> bool:
    """Return whether reasons stay hidden: one lone reason beside twenty votes is easy to place (P3).

    Free text of views needs five writers of its own; one hidden by hand counts all the same.
    """
    return _guarded(spec) and 0 < sum(row.entry == REASON for row in rows) < SMALLEST_GROUP


def entry_id(session: Session, spec: ActivitySpec, row: Row) -> str:
    """Return what an entry is called on screens: it does not tell whose it is."""
    return "c" + _keyed(session, spec, "id", row.seat, row.entry)[:20]


def with_cards(tx: Transaction, session: Session, spec: ActivitySpec, page: Page | None) -> ActivitySpec:
    """Return the spec with the notes of another activity, or with stories, where it works on those."""
    source = page.activities.get(str(spec.options.get("notes", ""))) if page else None
    if "stories" in spec.options and "supplied" not in spec.options:
        return replace(spec, options={**spec.options, "supplied": artefacts.stories(tx, session)})
    found = cards(tx, session, source) if source else spec.options.get("cards")
    return spec if found is None else replace(spec, options={**spec.options, "cards": found})


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


def with_typed(tx: Transaction, session: Session, spec: ActivitySpec) -> ActivitySpec:
    """Return the spec with all that whoever leads has typed into it: (what, value, moment), oldest first."""
    return replace(spec, options={**spec.options, "typed": tx.sessions.moves(session.id, spec.key)})


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

    `held` is there where the facilitator reads entries first, `cards` where it works on another activity's
    notes. Besides that either {"hidden": reason} or {"n", "of", "entered", "caution", "reasons",
    "fewReasons", and what the kind's summary holds}; of a timer {"since": when it was started, None
    while it stands still}; of a protocol that runs {"since": when its round began, "round", "extra"}.
    """
    kind = kinds[spec.kind]
    if not kind.asks:
        return _not_asked(tx, kind, session, spec, phase, page)
    spec, also = _given(tx, kind, session, spec, phase, page)
    if spec.by is not By.PERSON and among(spec.see) and not (inside and kind.comes_back):
        return {**also, "hidden": why_hidden(spec.see, spec.about, False, 0)}
    said = shown(tx, session, spec, phase, inside)
    if said.hidden:
        return {**also, "hidden": said.hidden}
    now = _reading(tx, session, spec, said, inside)
    line = NAMES_OFF if said.names_off else caution(spec.see, spec.about, now.people, now.of)
    if spec.options.get("waves"):  # which carry warnings of their own
        line, summary = "", kind.summarise_waves([*_earlier(tx, session, spec), now])
    else:
        summary = kind.summarise(now.spec, now.entries)
    also |= {"entered": said.entered} if said.entered else {}
    view = {**also, "n": now.people, "of": now.of, "caution": line, **summary}
    if spec.reason:
        words = ({"text": r.value, **({"name": r.name} if r.name else {})} for r in said.reasons)
        view |= {"reasons": list(words), "fewReasons": FEW_REASONS if said.few_reasons else ""}
    return view


def _given(
    tx: Transaction, kind: Kind, session: Session, spec: ActivitySpec, phase: Phase, page: Page | None
) -> tuple[ActivitySpec, dict[str, Any]]:
    """Return the spec with what an activity works on, and what of it is seen whoever has answered."""
    also: dict[str, Any] = {"held": READ_FIRST} if tx.sessions.held(session.id, spec.key) else {}
    if "stories" in spec.options:
        spec = with_cards(tx, session, spec, page)
        also |= kind.picture(spec)
    if page and "notes" in spec.options:
        spec = with_cards(tx, session, spec, page)
        also["cards"] = spec.options["cards"]
    if "data" in spec.options:
        spec = supplying.supplied(tx, session, adjusted(tx, session, spec), page)
        also |= kind.picture(spec) if phase is not Phase.WAITING else {}
    if "enquiry" in spec.options:
        spec = enquiry_log.supplied(tx, session, spec, page)
        also |= kind.picture(spec)
    return spec, also


def _not_asked(
    tx: Transaction, kind: Kind, session: Session, spec: ActivitySpec, phase: Phase, page: Page | None
) -> dict[str, Any]:
    """Return what kinds show that ask nobody: what was kept, a link, words typed for all, a clock."""
    if "artefact" in spec.options:
        return artefacts.view(tx, session, spec)
    if "enquiry" in spec.options:
        return enquiry_log.offered(tx, session, page)
    if "typed" in spec.options:
        return kind.summarise(with_typed(tx, session, spec), ())
    return _time(tx, session, spec, phase)


def _time(tx: Transaction, session: Session, spec: ActivitySpec, phase: Phase) -> dict[str, Any]:
    if phase is not Phase.OPEN:
        return {"since": None}
    if "rounds" in spec.options:
        return asdict(running(tx.sessions.moves(session.id, spec.key)))
    return {"since": tx.sessions.phase_since(session.id, spec.key)}


def _reading(
    tx: Transaction, session: Session, spec: ActivitySpec, said: Shown, inside: Group | None = None
) -> Reading:
    """Return what *session* said, of how many: those who joined, or as many as the facilitator has asked."""
    spec = adjusted(tx, session, spec)
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
            found.append(_reading(tx, before, then, said))
    return found


def adjusted(tx: Transaction, session: Session, spec: ActivitySpec) -> ActivitySpec:
    """Return the spec with what the facilitator has changed in it."""
    given = tx.sessions.adjusted(session.id, spec.key)
    return replace(spec, options={**spec.options, **given}) if given else spec


def _keyed(session: Session, spec: ActivitySpec, *parts: str) -> str:
    text = "\0".join((spec.key, *parts))
    return hmac.new(session.shuffle.encode(), text.encode(), hashlib.sha256).hexdigest()
