"""A card from an earlier session: what this community left behind for today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plckit.activities.artefacts import CARD, OfArtefacts, fields_of, known, missing_line


class ArtefactView(OfArtefacts):
    """The latest artefact of a kind, or some of its fields; says how to make one where there is none."""

    name = "artefact_view"
    example = {
        "prompt": "What we said we would do",
        "options": {"artefact": "data-story", "fields": ["change"]},
        "people": [],
        "supplied": CARD,
    }

    def options(self, *, artefact: str, fields: Sequence[str] = (), missing: str = "") -> dict[str, Any]:
        """Return the options: which *artefact*, which of its *fields* (all of them by default).

        *missing* is what stands there while the community has none; by default that it has none yet.
        """
        kind = known(artefact)
        line = missing_line(missing) if missing != "" else f"This community has no {kind.title.lower()} yet."
        return {
            "artefact": kind.key,
            "makes": False,
            "fields": fields_of(kind, fields, "fields"),
            "missing": line,
        }


KIND = ArtefactView()
