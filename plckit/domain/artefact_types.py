"""What a type of artefact is: fields, their forms, and what they were called before. Stdlib only."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

EARLIER = "artefact:"
"""How a source begins that is a field of an artefact: “artefact:enquiry.question”."""


def with_words(source: str) -> tuple[str, str]:
    """Return (words, source) of “words {source}”: what stands before each text that comes from there."""
    found = re.fullmatch(r"([^{}]+)\{([^{}]+)\}", source)
    return (found[1], found[2]) if found else ("", source)


class Form(enum.StrEnum):
    """What a field holds."""

    TEXT = "text"  # a sentence or two
    TEXTS = "texts"  # a list of those
    ROWS = "rows"  # a list of {column: text}
    CHOICE = "choice"  # one key of the field's `choices`
    RECORD = "record"  # what an activity made, as it is; nobody edits it by hand


@dataclass(frozen=True)
class Field:
    """One part of an artefact: without a *must* field it cannot be kept; `team` never leaves the team.

    One row at least of a *must* field is filled in, but for the columns that `may` stay empty. A column of
    `days` holds a day or nothing.
    """

    key: str
    title: str
    form: Form
    must: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    most: int = 20
    team: bool = False
    may: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


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


def text(key: str, title: str, *, must: bool = False) -> Field:
    """Return a field of a sentence or two."""
    return Field(key, title, Form.TEXT, must)


def texts(key: str, title: str, *, must: bool = False, most: int = 20, team: bool = False) -> Field:
    """Return a field of several short texts."""
    return Field(key, title, Form.TEXTS, must, most=most, team=team)


def record(key: str, title: str, *, must: bool = False, team: bool = False) -> Field:
    """Return a field that an activity fills in as it is."""
    return Field(key, title, Form.RECORD, must, team=team)


def rows(
    key: str,
    title: str,
    columns: Mapping[str, str],
    *,
    must: bool = False,
    most: int = 20,
    team: bool = False,
    may: tuple[str, ...] = (),
    days: tuple[str, ...] = (),
) -> Field:
    """Return a field of rows with these columns."""
    return Field(key, title, Form.ROWS, must, columns, most=most, team=team, may=may, days=days)
