"""What workbooks leave behind for later ones: types of artefacts, their fields, what older versions become.

Stdlib only. The types are those of the artefact dictionary; a new one is one more line in `TYPES`, a changed
one gets a higher schema and says in `renamed` what its fields were called before.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plckit.domain.texts import plain_text
from plckit.errors import BadValue

LONGEST = 1000
MOST_LINES = 60


class Form(enum.StrEnum):
    """What a field holds."""

    TEXT = "text"  # a sentence or two
    TEXTS = "texts"  # a list of those
    ROWS = "rows"  # a list of {column: text}
    RECORD = "record"  # what an activity made, as it is; nobody edits it by hand


@dataclass(frozen=True)
class Field:
    """One part of an artefact: without a *must* field it cannot be kept; `team` never leaves the team."""

    key: str
    title: str
    form: Form
    must: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    most: int = 20
    team: bool = False


@dataclass(frozen=True)
class ArtefactType:
    """A sort of artefact; `renamed` is {schema: {old field: new field}}, applied when that schema is read."""

    key: str
    title: str
    fields: tuple[Field, ...]
    schema: int = 1
    renamed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def field(self, key: str) -> Field | None:
        """Return the field with that key."""
        return next((one for one in self.fields if one.key == key), None)


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


def artefact_type(key: str) -> ArtefactType:
    """Return the type with that key; raise BadValue."""
    try:
        return TYPES[key]
    except KeyError:
        raise BadValue(f"There is no artefact called “{key[:60]}”. There are: {', '.join(TYPES)}.") from None


def current(artefact: Artefact) -> dict[str, Any]:
    """Return the content in the schema of today; fields that are gone are left out."""
    kind = artefact_type(artefact.kind)
    content = dict(artefact.content)
    for schema in range(artefact.schema, kind.schema):
        for old, new in kind.renamed.get(schema, {}).items():
            if old in content:
                content[new] = content.pop(old)
    return {one.key: content[one.key] for one in kind.fields if one.key in content}


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
        raise BadValue(f"The {kind.title.lower()} still needs: {', '.join(missing)}.")
    return content


def _missing(one: Field, value: Any) -> list[str]:
    """Return what of a *must* field is not there: all of it, or columns that no row has filled in full."""
    if not value:
        return [one.title.lower()]
    if one.form is not Form.ROWS:
        return []
    whole = [row for row in value if all(row.get(key) for key in one.columns)]
    if whole:
        return []
    fullest = max(value, key=lambda row: sum(bool(row.get(key)) for key in one.columns))
    return [title.lower() for key, title in one.columns.items() if not fullest.get(key)]


def _clean(one: Field, value: Any) -> Any:
    if one.form is Form.TEXT:
        return _text(value)
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
    return row if any(row.values()) else {}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    text = plain_text(value).strip()
    if len(text) > LONGEST:
        raise BadValue(f"One of the texts has {len(text):,} letters. Use {LONGEST:,} or fewer.")
    return text


CHANGE = {
    "what": "What we will teach in a new way",
    "who": "Who does it",
    "when": "When",
    "sign": "The sign that it worked",
    "check": "We check on",
}

TYPES: dict[str, ArtefactType] = {
    one.key: one
    for one in (
        ArtefactType(
            "charter",
            "Ground rules",
            (
                Field(
                    "rules",
                    "Our rules",
                    Form.ROWS,
                    must=True,
                    columns={"rule": "Rule", "looks_like": "It looks like", "we_say": "We say"},
                    most=12,
                ),
                Field("purpose", "Why we meet", Form.TEXT),
                Field(
                    "rota",
                    "Who leads next",
                    Form.ROWS,
                    columns={"when": "Date", "who": "Who", "backs": "Backed by"},
                ),
                Field("review", "We look at the rules again on", Form.TEXT),
            ),
        ),
        ArtefactType(
            "team-compass",
            "Team compass",
            (
                Field("team", "Our team", Form.TEXT),
                Field(
                    "outcomes",
                    "What every student must learn, and how we will know",
                    Form.ROWS,
                    must=True,
                    columns={
                        "outcome": "Outcome",
                        "task": "Task that shows it",
                        "enough": "Good enough",
                        "date": "Check on",
                    },
                    most=12,
                ),
                Field(
                    "first_response",
                    "In the first week after we see it",
                    Form.ROWS,
                    columns={"what": "What we do", "who": "Who", "when": "When in the school day"},
                ),
                Field("goal", "Our goal", Form.RECORD),
                Field("question", "The question that steers us", Form.TEXT, must=True),
            ),
        ),
        ArtefactType(
            "data-story",
            "Data story",
            (
                Field("coverage", "Results we looked at", Form.RECORD),
                Field("sees", "What we saw", Form.TEXTS, must=True, most=3),
                Field("wonder", "What we wonder most", Form.TEXT),
                Field("tags", "What our questions were about", Form.RECORD),
                Field("so_what", "What matters most for learning", Form.TEXT),
                Field("sureness", "How sure we are, 0 to 10", Form.RECORD),
                Field("change", "What we change", Form.ROWS, must=True, columns=CHANGE, most=6),
                Field("codes", "Students who get extra time", Form.TEXTS, most=60, team=True),
            ),
        ),
        ArtefactType(
            "support-plan",
            "Support plan",
            (
                Field(
                    "help",
                    "The help we give",
                    Form.ROWS,
                    must=True,
                    columns={
                        "who": "Students (codes), and what is missing",
                        "what": "What help, and who gives it",
                        "when": "When in the school day, and how long",
                        "check": "We check on",
                    },
                    team=True,
                ),
                Field(
                    "no_evidence",
                    "Not checked yet, and what we do this week",
                    Form.ROWS,
                    columns={
                        "who": "Students (codes)",
                        "way": "What is in the way",
                        "do": "What we do this week",
                    },
                    team=True,
                ),
                Field("tests", "The four tests", Form.RECORD),
                Field("status", "Where each student is", Form.RECORD, team=True),
            ),
        ),
    )
}
