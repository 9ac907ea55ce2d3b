"""What the two kinds that deal with artefacts share."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options, activity_key, label_text, option_of
from plckit.domain.artefact_dictionary import TYPES, artefact_type
from plckit.domain.artefact_types import EARLIER, ArtefactType, Field, Form, with_words
from plckit.domain.visibility import See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError
from plckit.sessions.clock import local_day

# What the gallery shows.
CARD: dict[str, Any] = {
    "card": {
        "title": "Data story",
        "day": "2027-03-16",
        "version": 1,
        "synthetic": True,
        "fields": [
            {
                "title": "What we saw",
                "form": "texts",
                "columns": {},
                "value": ["O3 is far below the others", "Item 7 has many empty boxes"],
            },
            {
                "title": "What matters most",
                "form": "text",
                "columns": {},
                "value": "The whole of a fraction\nA drawing of one's own",
            },
            {
                "title": "What we change",
                "form": "rows",
                "columns": {"what": "What we teach in a new way", "who": "Who does it", "sign": "The sign"},
                "value": [
                    {
                        "what": "Bar models before any rule",
                        "who": "Ana, Ben",
                        "sign": "They draw one unasked",
                    },
                    {"what": "Paper strips for wholes", "who": "Zoë", "sign": "They name the whole"},
                ],
            },
        ],
    },
    "missing": "",
}


class OfArtefacts(BaseKind):
    """Nobody answers; the screen shows a card."""

    asks = False
    works_on = "artefact"
    see = See.NAMED

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"card": what was left behind, or None, "missing": what to do where there is none}."""
        return dict(spec.options["supplied"])

    def parse(self, options: Options, entry: str, value: Any) -> None:
        """Refuse everything."""
        raise BadValue("A card takes no answer.")


class OnACard(OfArtefacts):
    """What the facilitator types in the console for all screens, as a card.

    What it is supplied with is (what, value, moment), the oldest first.
    """

    works_on = "moves"

    def card(
        self, title: str, at: str, version: int, fields: Sequence[tuple[str, str | Sequence[str]]]
    ) -> dict[str, Any]:
        """Return a card of (title, text or list of texts) as screens take it; what is empty is left out."""
        told = [
            {
                "title": name,
                "form": Form.TEXT if isinstance(value, str) else Form.TEXTS,
                "columns": {},
                "value": value,
            }
            for name, value in fields
            if value
        ]
        head = {"title": title, "day": local_day(at), "version": version, "synthetic": False}
        return {"card": {**head, "fields": told}, "missing": ""}


def known(artefact: Any) -> ArtefactType:
    """Return the type an author has named; raise SpecError."""
    return artefact_type(option_of(artefact, list(TYPES), "artefact"))


def fields_of(kind: ArtefactType, given: Sequence[str], what: str) -> list[str]:
    """Return keys of fields of *kind*; raise SpecError for any other."""
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise SpecError(f"{what} must be a list of keys, such as [“{kind.fields[0].key}”].")
    for key in given:
        if not isinstance(key, str) or kind.field(key) is None:
            keys = ", ".join(one.key for one in kind.fields)
            raise SpecError(
                f"{what} names {reprlib.repr(key)}, which the {kind.title.lower()} does not have. "
                f"It has: {keys}."
            )
    return list(given)


def source_of(one: Field, given: Any) -> str:
    """Return where a field of an artefact comes from: an activity, or what an artefact says; SpecError."""
    what = f"sources: “{one.key}”"
    before, source = with_words(given) if isinstance(given, str) else ("", given)
    if before and one.form not in (Form.TEXT, Form.TEXTS):
        raise SpecError(f"{what} has words before its source, which only a text or a list of texts can have.")
    return f"{before}{{{_source(source, what)}}}" if before else _source(source, what)


def _source(given: Any, what: str) -> str:
    if not isinstance(given, str) or not given.startswith(EARLIER):
        key, dot, column = given.partition(".") if isinstance(given, str) else (given, "", "")
        if dot and not re.fullmatch(r"[a-z0-9_-]{1,40}", column):
            raise SpecError(f"{what} must be the key of an activity, or such a key, a dot and a column.")
        return activity_key(key, what) + dot + column
    kind, _, rest = given.removeprefix(EARLIER).partition(".")
    field, _, column = rest.partition(".")
    found = known(kind).field(field)
    if found is None or (column and column not in found.columns):
        raise SpecError(
            f"{what} names {reprlib.repr(given)}, which the {known(kind).title.lower()} does not have."
        )
    return given


def missing_line(text: Any) -> str:
    """Return the line that stands where there is no card yet."""
    return label_text(text, "missing")
