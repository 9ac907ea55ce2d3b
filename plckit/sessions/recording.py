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

    A field holds what was kept before, or else what the room may see of the activity it comes from. `needed`
    are the columns of a *must* field that one row at least has to fill in.
    """
    session, spec = led(tx, seat, "word this", afterwards=True), _maker(page, activity)
    kind = artefact_type(spec.options["artefact"])
    here = tx.artefacts.of_session(session.id, kind.key)
    earlier = _continued(tx, session, spec)
    kept = current(here) if here else {}
    fields = []
    for one in kind.fields:
        value, note = _gathered(tx, kinds, session, page, spec, one)
        if one.form is not Form.RECORD and one.key in kept:
            value, note = kept[one.key], ""
        elif earlier:
            value = _after(one, current(earlier).get(one.key), value)
        told = {"key": one.key, "title": one.title, "form": one.form, "columns": dict(one.columns)}
        more = {"choices": dict(one.choices), "must": one.must, "most": one.most}
        more["needed"] = [key for key in one.columns if one.must and key not in one.may]
        fields.append({**told, **more, "value": value, "note": note})
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
    records = {key: value or kept.get(key) for key, (value, _) in gathered.items()}
    hidden = " ".join(gathered[one.key][1] for one in made if one.must and not records[one.key])
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
) -> tuple[Any, str]:
    """Return what a field holds by what the room said, and a note where that cannot be read yet."""
    before, source = with_words(str(spec.options["sources"].get(one.key, "")))
    value, note = _of_source(tx, kinds, session, page, source, one)
    if before:
        lines = value.split("\n") if isinstance(value, str) else value
        told = [before + line for line in lines if line]
        value = "\n".join(told) if isinstance(value, str) else told
    return value, note


def _of_source(
    tx: Transaction, kinds: Kinds, session: Session, page: Page, source: str, one: Field
) -> tuple[Any, str]:
    """Return the same, of one source."""
    empty: Any = "" if one.form in (Form.TEXT, Form.CHOICE) else {} if one.form is Form.RECORD else []
    if source == results.COVERAGE:
        return results.coverage(tx, session) or empty, ""
    if source.startswith(EARLIER):
        return _earlier(tx, session, source, one) or empty, ""
    key, _, column = source.partition(".")
    asked = page.activities.get(key)
    if asked is None:
        return empty, ""
    kind, phase = kinds[asked.kind], tx.sessions.phases(session.id).get(key, Phase.WAITING)
    said = shown(tx, session, asked, phase) if kind.asks else Shown(0)
    if said.hidden:
        return empty, f"“{asked.prompt}” is {NOT_REVEALED}." if phase is not Phase.REVEALED else said.hidden
    now = supplied(tx, kind, session, asked, page)
    record = kind.record(now, said.entries) if said.entries or not kind.asks else {}
    return _fitting(one, _column(record, column) if column else record, empty), ""


def _earlier(tx: Transaction, session: Session, source: str, one: Field) -> Any:
    """Return what an artefact of this or an earlier session says, as a field of this form takes it."""
    kind, _, rest = source.removeprefix(EARLIER).partition(".")
    key, _, column = rest.partition(".")
    found = tx.artefacts.of_session(session.id, kind) or artefacts.latest(tx, session, kind)
    field = artefact_type(kind).field(key)
    if found is None or field is None or not (value := current(found).get(key)):
        return None
    if field.form is Form.RECORD:
        return _fitting(one, value, None)
    if column:
        return _fitting(one, _column({"rows": value}, column), None)
    rows = value if field.form is Form.ROWS else []
    texts = [" · ".join(filter(None, row.values())) for row in rows] or _texts(field, value)
    return _fitting(one, {"texts": texts, "lines": "\n".join(texts), "rows": rows}, None)


def _texts(field: Field, value: Any) -> list[str]:
    return list(value) if field.form is Form.TEXTS else [field.choices.get(value, value)]


def _column(record: Mapping[str, Any], column: str) -> dict[str, Any]:
    """Return the texts of one column of a record's rows; a field of one text holds them as lines."""
    texts = [row[column] for row in record.get("rows", ()) if row.get(column)]
    return {"texts": texts, "lines": "\n".join(texts)}


def _fitting(one: Field, record: Mapping[str, Any], empty: Any) -> Any:
    """Return of what a kind has recorded the part that a field of this form takes."""
    texts = list(record.get("texts", ()))
    if one.form is Form.RECORD:
        return dict(record) if "said" in record else empty
    if one.form is Form.TEXT:
        return record.get("lines") or next(iter(texts), "") or record.get("said", "")
    if one.form is Form.CHOICE:
        return next((key for key, label in one.choices.items() if label in texts[:1]), "")
    if one.form is Form.TEXTS:
        return texts[: one.most]
    return [{key: row.get(key, "") for key in one.columns} for row in record.get("rows", ())][: one.most]
