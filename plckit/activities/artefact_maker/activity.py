"""What this session leaves behind for later ones: worded and kept by the facilitator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.artefacts import CARD, OfArtefacts, fields_of, known, source_of
from plckit.domain.artefact_types import Field, Form
from plckit.errors import SpecError

WORDED = "The facilitator writes it here with you and keeps it for the next workbook."
RECORDED = "The facilitator keeps it here for the next workbook, as the room saw it."


class ArtefactMaker(OfArtefacts):
    """A draft from the answers of this session's activities, and the card once it was kept."""

    name = "artefact_maker"
    example = {
        "prompt": "Our data story",
        "options": {"artefact": "data-story", "sources": {"sees": "see-1", "change": "now-what"}},
        "people": [],
        "supplied": CARD,
    }

    def options(
        self,
        *,
        artefact: str,
        sources: Mapping[str, str | Sequence[str]],
        before_end: bool = False,
        continues: bool = False,
        folded: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Return the options: which *artefact*, and from which activity each of its fields comes.

        *sources* is {field: key of an activity}, or “key.column” for one column of its rows;
        “artefact:enquiry.question” is a field (or a column of it) that the community kept before, and
        “data-coverage” stands for the results used. “Words {key.column}” puts words before each text that
        comes from there. A field of texts may have a list of sources; one without a source is typed. With
        *before_end* a session cannot be finished before it was kept. One that *continues* is the next version
        of what an earlier session kept: its rows stay, new ones follow. Fields that are *folded* away are
        for another meeting, or there to be looked at.
        """
        kind = known(artefact)
        if not isinstance(sources, Mapping):
            raise SpecError("sources must be a dict, such as {“change”: “now-what”}: field and activity.")
        fields_of(kind, [*sources], "sources")
        fields_of(kind, folded, "folded")
        named = [one for one in kind.fields if one.key in sources]
        for name, value in (("before_end", before_end), ("continues", continues)):
            if not isinstance(value, bool):
                raise SpecError(f"{name} must be True or False.")
        recorded = all(one.form is Form.RECORD for one in kind.fields)  # nothing to word: one press keeps it
        return {
            "artefact": kind.key,
            "makes": True,
            "fields": [],
            "sources": {one.key: _sources(one, sources[one.key]) for one in named},
            "before_end": before_end,
            "continues": continues,
            "folded": list(folded),
            "recorded": recorded,
            "missing": RECORDED if recorded else WORDED,
        }


def _sources(field: Field, given: Any) -> str | list[str]:
    """Return one source, or a list of them for a field of texts; raise SpecError."""
    if not isinstance(given, list | tuple):
        return source_of(field, given)
    if field.form not in (Form.TEXT, Form.TEXTS):
        raise SpecError(f"sources: “{field.key}” takes one source. Only a field of texts has a list of them.")
    return [source_of(field, one) for one in given]


KIND = ArtefactMaker()
