"""What the two kinds that deal with artefacts share."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options, label_text, option_of
from plckit.domain.artefact_dictionary import TYPES, artefact_type
from plckit.domain.artefact_types import ArtefactType
from plckit.domain.visibility import See
from plckit.errors import BadValue, SpecError

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
    see = See.NAMED

    def parse(self, options: Options, entry: str, value: Any) -> None:
        """Refuse everything."""
        raise BadValue("A card takes no answer.")


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


def missing_line(text: Any) -> str:
    """Return the line that stands where there is no card yet."""
    return label_text(text, "missing")
