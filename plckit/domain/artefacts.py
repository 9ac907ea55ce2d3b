"""What workbooks leave behind for later ones: a version, what may be kept, what older versions become.

Stdlib only. The types stand in `plckit.domain.artefact_dictionary`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.artefact_types import ArtefactType, Field, Form
from plckit.domain.enquiries import day_of
from plckit.domain.texts import plain_text
from plckit.errors import BadValue

LONGEST = 1000
MOST_LINES = 60


@dataclass(frozen=True)
class Artefact:
    """One version of what a session left behind; `id` is the same for all versions of one artefact.

    `page` is the digest of the workbook it was made by, `see` the visibility label, `covers` the points of
    the catalogue, `content` {field: value} in the schema it was kept in.
    """

    id: str
    version: int
    community: str
    kind: str
    schema: int
    session: str | None
    workbook: str
    page: str
    group: str
    at: str
    see: str
    covers: list[str]
    synthetic: bool
    content: dict[str, Any]


def current(artefact: Artefact) -> dict[str, Any]:
    """Return the content in the schema of today; fields that are gone are left out."""
    kind = artefact_type(artefact.kind)
    content = dict(artefact.content)
    for schema in range(artefact.schema, kind.schema):
        for old, new in kind.renamed.get(schema, {}).items():
            if old in content:
                content[new] = content.pop(old)
    return {one.key: content[one.key] for one in kind.fields if one.key in content}


def changes(kind: ArtefactType, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return the titles of the fields in which two versions differ."""
    return [one.title for one in kind.fields if before.get(one.key) != now.get(one.key)]


def checked(kind: ArtefactType, given: Mapping[str, Any], records: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content to keep: words as typed, records as they were made; raise BadValue.

    *given* comes from a browser; *records* from the session's own activities.
    """
    content: dict[str, Any] = {}
    for one in kind.fields:
        value = records.get(one.key) if one.form is Form.RECORD else _clean(one, given.get(one.key))
        if value:
            content[one.key] = value
    missing = [part for one in kind.fields if one.must for part in _missing(one, content.get(one.key))]
    if missing:
        raise BadValue(f"“{kind.title}” still needs: {', '.join(missing)}.")
    return content


def _missing(one: Field, value: Any) -> list[str]:
    """Return what of a *must* field is not there: all of it, or columns that no row has filled in full."""
    if not value:
        return [one.title.lower()]
    if one.form is not Form.ROWS:
        return []
    needed = [key for key in one.columns if key not in one.may]
    fullest = max(value, key=lambda row: sum(bool(row.get(key)) for key in needed))
    empty = [one.columns[key].lower() for key in needed if not fullest.get(key)]
    return [f"{one.title.lower()} ({', '.join(empty)})"] if empty else []


def _clean(one: Field, value: Any) -> Any:
    if one.form is Form.TEXT:
        return _text(value)
    if one.form is Form.CHOICE:
        return value if isinstance(value, str) and value in one.choices else ""
    if not isinstance(value, list):
        return []
    if len(value) > MOST_LINES:
        raise BadValue(f"“{one.title}” has {len(value)} lines. Keep {one.most} or fewer.")
    if one.form is Form.TEXTS:
        kept: list[Any] = [text for text in map(_text, value) if text]
    else:
        kept = [row for row in (_row(one, line) for line in value) if row]
    if len(kept) > one.most:
        raise BadValue(f"“{one.title}” has {len(kept)} lines. Keep {one.most} or fewer.")
    return kept


def _row(one: Field, line: Any) -> dict[str, str]:
    cells = line if isinstance(line, Mapping) else {}
    row = {key: _text(cells.get(key)) for key in one.columns}
    for key in one.days:
        if row[key] and not day_of(row[key]):
            raise BadValue(
                f"“{one.columns[key]}” in “{one.title}” says “{row[key][:60]}”, which is no day. "
                "Write it like 1 December 2026, or leave it empty."
            )
    return row if any(row.values()) else {}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    text = plain_text(value).strip()
    if len(text) > LONGEST:
        raise BadValue(f"One of the texts has {len(text):,} letters. Use {LONGEST:,} or fewer.")
    return text
