"""What a session leaves behind: drafted from its own activities, worded and kept by the facilitator."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.artefact_types import EARLIER, ArtefactType, Field, Form, with_words
from plckit.domain.artefacts import Artefact, checked, current
from plckit.domain.entries import Kinds
from plckit.domain.people import Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import BadValue, Refused
from plckit.sessions import artefacts, results, timing
from plckit.sessions.leading import led
from plckit.sessions.showing import Shown, shown
from plckit.sessions.supplying import supplied
from plckit.store.transaction import Transaction

NOT_REVEALED = "not revealed yet"
EVERYONE = "named"
"""The visibility label of what a facilitator has worded and kept: everybody here reads it."""


def draft(tx: Transaction, kinds: Kinds, page: Page, seat: Seat, activity: str) -> dict[str, Any]:
    """Return what the facilitator words: {"title", "fields": [{"key", "title", "form", …, "value", "note"}]}.

    A field holds what was kept before, or else what the room may see of the activities it comes from. Where
    they say more than it holds, it is empty and `among` has the texts to choose from. `needed` are the
    columns of a *must* field that one row at least has to fill in.
    """
    session, spec = led(tx, seat, "word this", afterwards=True), _maker(page, activity)
    kind = artefact_type(spec.options["artefact"])
    here = tx.artefacts.of_session(session.id, kind.key)
    earlier = _continued(tx, session, spec)
    kept = current(here) if here else {}
    fields = []
    for one in kind.fields:
        value, among, note = _gathered(tx, kinds, session, page, spec, one)
        if one.form is not Form.RECORD and one.key in kept:
            value, note = kept[one.key], ""
        elif earlier:
            value = _after(one, current(earlier).get(one.key), value)
        told = {"key": one.key, "title": one.title, "form": one.form, "columns": dict(one.columns)}
        more = {"choices": dict(one.choices), "must": one.must, "most": one.most}
        more["needed"] = [key for key in one.columns if one.must and key not in one.may]
        fields.append({**told, **more, "value": value, "among": among, "note": note})
    return {"title": kind.title, "kept": bool(here), "fields": fields}


def keep(tx: Transaction, kinds: Kinds, page: Page, seat: Seat, activity: str, content: Any, at: str) -> int:
    """Keep what the facilitator has worded as the next version; return its number."""
    session, spec = led(tx, seat, "keep this", afterwards=True), _maker(page, activity)
    kind = artefact_type(spec.options["artefact"])
    given: Mapping[str, Any] = content if isinstance(content, dict) else {}
    before = tx.artefacts.of_session(session.id, kind.key) or _continued(tx, session, spec)
    kept = current(before) if before else {}
    made = [one for one in kind.fields if one.form is Form.RECORD]
    gathered = {one.key: _gathered(tx, kinds, session, page, spec, one) for one in made}
    records = {key: value or kept.get(key) for key, (value, _, _) in gathered.items()}
    hidden = " ".join(gathered[one.key][2] for one in made if one.must and not records[one.key])
    step = page.step_of(activity)
    artefact = Artefact(
        id=before.id if before else str(uuid.uuid4()),
        version=tx.artefacts.of_id(before.id)[0].version + 1 if before else 1,
        community=session.community,
        kind=kind.key,
        schema=kind.schema,
        session=session.id,
        workbook=page.key,
        page=session.page,
        group="",
        at=at,
        see=EVERYONE,
        covers=list(step.covers) if step else [],
        synthetic=results.synthetic(tx, session),
        content=_checked(kind, given, records, hidden),
    )
    tx.artefacts.add(artefact)
    tx.feed.add(session.id, "artefact", at, activity=activity)
    return artefact.version


def _checked(kind: ArtefactType, given: Mapping[str, Any], records: Mapping[str, Any], hidden: str) -> Any:
    """Return the content to keep; where it lacks what is *hidden* yet, the refusal says so."""
    try:
        return checked(kind, given, records)
    except BadValue as error:
        raise BadValue(f"{error} {hidden}".strip()) from None


def must_be_kept(tx: Transaction, session: Session) -> None:
    """Refuse to end a session whose workbook says what has to be kept first, as long as it is not.

    A session of a few steps that were left over asks for nothing that stands in another step.
    """
    page = tx.sessions.page(session.page)
    left_out = {one.step for one in timing.planned(tx, session, page) if one.cut} if page else set()
    for spec in page.activities.values() if page else ():
        step = page.step_of(spec.key) if page else None
        if not spec.options.get("before_end") or (step and step.key in left_out):
            continue
        kind = artefact_type(spec.options["artefact"])
        if tx.artefacts.of_session(session.id, kind.key) is None:
            needs = ", ".join(_needs(one) for one in kind.fields if one.must)
            raise Refused(
                f"Before this session ends, keep its {kind.title.lower()} in “{spec.prompt}”. "
                f"It needs: {needs}.",
                spec.key,
            )


def _needs(one: Field) -> str:
    columns = ", ".join(title.lower() for key, title in one.columns.items() if key not in one.may)
    return f"{one.title.lower()} ({columns})" if columns else one.title.lower()


def _maker(page: Page, activity: str) -> ActivitySpec:
    spec = page.activity(activity)
    if not spec.options.get("makes"):
        raise BadValue("Nothing is kept here. Reload the console and try again.")
    return spec


def _continued(tx: Transaction, session: Session, spec: ActivitySpec) -> Artefact | None:
    """Return what an earlier session kept and this one goes on with."""
    kind = spec.options["artefact"]
    return artefacts.latest(tx, session, kind) if spec.options.get("continues") else None


def _after(one: Field, before: Any, now: Any) -> Any:
    """Return a field that goes on: new lines after earlier ones, else what is new, else what was there."""
    if before and now and one.form in (Form.TEXTS, Form.ROWS):
        return [*before, *(line for line in now if line not in before)][-one.most :]
    return now or before or now


def _gathered(
    tx: Transaction, kinds: Kinds, session: Session, page: Page, spec: ActivitySpec, one: Field
) -> tuple[Any, list[str], str]:
    """Return what a field holds by what the room said, what to choose from, and what is hidden yet."""
    given = spec.options["sources"].get(one.key, "")
    sources = [given] if isinstance(given, str) else given
    alone = len(sources) == 1
    read = [_record(tx, kinds, session, page, str(source), alone) for source in sources]
    texts = [text for record, _ in read for text in record.get("texts", ())]
    value, among = _fitting(one, read[0][0] if alone else {"texts": texts})
    return value, among, " ".join(dict.fromkeys(note for _, note in read if note))


def _record(
    tx: Transaction, kinds: Kinds, session: Session, page: Page, source: str, alone: bool
) -> tuple[Mapping[str, Any], str]:
    """Return the record of one source, {} where there is none, and a note where it cannot be read yet.

    Of several sources, one that nobody has answered, such as that of a step left out, needs no note.
    """
    before, source = with_words(source)
    if before:
        record, note = _record(tx, kinds, session, page, source, alone)
        texts = [before + text for text in record.get("texts", ())]
        return {"texts": texts, "lines": "\n".join(texts)}, note
    if source == results.COVERAGE:
        return results.coverage(tx, session), ""
    if source.startswith(EARLIER):
        return _earlier(tx, session, source), ""
    key, _, column = source.partition(".")
    asked = page.activities.get(key)
    if asked is None:
        return {}, ""
    kind, phase = kinds[asked.kind], tx.sessions.phases(session.id).get(key, Phase.WAITING)
    said = shown(tx, session, asked, phase) if kind.asks else Shown(0)
    if said.hidden and not (said.people or alone):
        return {}, ""
    if said.hidden:
        return {}, f"“{asked.prompt}” is {NOT_REVEALED}." if phase is not Phase.REVEALED else said.hidden
    now = supplied(tx, kind, session, asked, page)
    record = kind.record(now, said.entries) if said.entries or not kind.asks else {}
    return _column(record, column) if column else record, ""


def _earlier(tx: Transaction, session: Session, source: str) -> Mapping[str, Any]:
    """Return what an artefact of this or an earlier session says, as the record of an activity."""
    kind, _, rest = source.removeprefix(EARLIER).partition(".")
    key, _, column = rest.partition(".")
    found = tx.artefacts.of_session(session.id, kind) or artefacts.latest(tx, session, kind)
    field = artefact_type(kind).field(key)
    if found is None or field is None or not (value := current(found).get(key)):
        return {}
    if field.form is Form.RECORD:
        return dict(value)
    if column:
        return _column({"rows": value}, column)
    rows = value if field.form is Form.ROWS else []
    texts = [" · ".join(filter(None, row.values())) for row in rows] or _texts(field, value)
    return {"texts": texts, "lines": "\n".join(texts), "rows": rows}


def _texts(field: Field, value: Any) -> list[str]:
    return list(value) if field.form is Form.TEXTS else [field.choices.get(value, value)]


def _column(record: Mapping[str, Any], column: str) -> dict[str, Any]:
    """Return the texts of one column of a record's rows; a field of one text holds them as lines."""
    texts = [row[column] for row in record.get("rows", ()) if row.get(column)]
    return {"texts": texts, "lines": "\n".join(texts)}


def _fitting(one: Field, record: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """Return of a record the part that a field of this form takes, or the texts to choose from.

    Nothing is left out or put first by chance: of texts that are more than fit, people choose.
    """
    texts = list(dict.fromkeys(record.get("texts", ())))
    if one.form is Form.RECORD:
        return (dict(record) if "said" in record else {}), []
    if one.form is Form.ROWS:
        return [{key: row.get(key, "") for key in one.columns} for row in record.get("rows", ())], []
    if one.form is Form.TEXTS:
        return (texts, []) if len(texts) <= one.most else ([], [" ".join(text.split()) for text in texts])
    first = list(record.get("first", texts))
    if one.form is Form.CHOICE:
        return next((key for key, label in one.choices.items() if [label] == first), ""), []
    if record.get("lines") or len(first) < 2:
        return record.get("lines") or next(iter(first), "") or record.get("said", ""), []
    return "", first
