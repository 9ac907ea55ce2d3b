"""What became of a decision: declared by a person, where the rules allow it (rules C1 and C11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.artefacts import OnACard
from plckit.activities.base import Choices, activity_key, choices
from plckit.domain.consensus import GROUNDS, HANDS, PASS_OR_NOT_YET, RESULTS, Hand, Result
from plckit.domain.entries import Entry
from plckit.domain.workbooks import ActivitySpec

VOICES = {
    "absent": "Members who are not here",
    "students": "Students",
    "families": "Families",
    "others": "Others whom it touches, such as night staff and part-timers",
}
VOTES = ("First vote", "Last vote")
FEW = "talked round, not counted"
# What the gallery shows.
DECIDED: dict[str, Any] = {
    "result": str(Result.CONSENSUS_WITH_DOUBTS),
    "reason": "Both tests pass, and two of us still worry about the time.",
    "versions": ["We will read one text together each month, from May on."],
    "voices_heard": True,
    "will_evident": True,
    "labels": dict(HANDS),
    "votes": [None, {"0": 0, "1": 0, "2": 2, "3": 1, "4": 2, "5": 3, "abstain": 0}],
    "doubts": ["It may cost planning time in May."],
    "declared_by": "Ana",
}


class DeclareResult(OnACard):
    """The result with its reason, both tests and the counts; whoever leads declares it in the console."""

    name = "declare_result"
    example = {
        "prompt": "What have we decided?",
        "options": {
            "proposal": "proposal",
            "heard": "yes-partly-no",
            "first": "fist-to-five",
            "vote": "final-vote",
        },
        "people": [],
        "supplied": [("adjust", {"decision": DECIDED}, "2027-03-16T15:40:00.000+00:00")],
    }

    def options(
        self, *, proposal: str, heard: str, first: str, vote: str, voices: Choices = VOICES
    ) -> dict[str, Any]:
        """Return the keys of the activities it looks at, and the groups whose view must be asked for (C6).

        *proposal* is a `proposal`, *heard* the `yes_partly_no` on whether each view has been said, *first* a
        `fist_to_five`, *vote* a `final_vote`; *voices* lists the groups that it touches.
        """
        keys = {"proposal": proposal, "heard": heard, "first": first, "vote": vote}
        return {
            "decides": {what: activity_key(key, what) for what, key in keys.items()},
            "voices": choices(voices, "voices"),
            "grounds": dict(GROUNDS),
        }

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return the card of what was declared last."""
        typed = [(value["decision"], at) for what, value, at in spec.options["supplied"] if what == "adjust"]
        if not typed:
            return {"card": None, "missing": "Nothing is declared yet. Whoever leads reads the result aloud."}
        kept, at = typed[-1]
        fields = [
            ("We declare", RESULTS[Result(kept["result"])]),
            ("Why", kept["reason"]),
            ("The sentence", kept["versions"][-1]),
            ("The two tests", _tests(kept)),
            ("Hands", _votes(kept)),
            ("Doubts on record", kept["doubts"]),
            ("Declared by", kept["declared_by"]),
        ]
        return self.card("Result", at, len(typed), fields)

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the decision as it was kept (C12), its lines to read, and as texts the doubts."""
        moves = [value for what, value, _ in spec.options["supplied"] if what == "adjust"]
        if not moves:
            return {}
        kept = moves[-1]["decision"]
        lines = [
            f"{RESULTS[Result(kept['result'])]}. Declared by {kept['declared_by']}.",
            kept["reason"],
            *_tests(kept),
            *_votes(kept),
        ]
        return {"said": "\n".join(lines), "texts": kept["doubts"], "decision": kept}


def _tests(kept: Mapping[str, Any]) -> list[str]:
    return [
        f"Everybody's view has been heard: {PASS_OR_NOT_YET[kept['voices_heard']].lower()}",
        f"It is plain what this group wants: {PASS_OR_NOT_YET[kept['will_evident']].lower()}",
    ]


def _votes(kept: Mapping[str, Any]) -> list[str]:
    """Return a line a vote: how many showed each hand, with its words; of few people nothing (P3)."""
    words = {**{hand: f"{hand} {text}" for hand, text in kept["labels"].items()}, Hand.ABSTAIN: "Abstain"}
    told = []
    for name, counts in zip(VOTES, kept["votes"], strict=True):
        shown = ", ".join(f"“{words[hand]}” {counts[hand]}" for hand in words if counts and counts[hand])
        told.append(f"{name}: {shown or FEW}")
    return told


KIND = DeclareResult()
