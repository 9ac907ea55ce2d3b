"""What a kind hands to an artefact: words to begin with, what weighs most first, and never a lone mean."""

from __future__ import annotations

from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.entries import ANSWER, Entry
from plckit.testing import an_activity

RULES = {"focus": "We stay on learning", "listen": "We listen", "equal": "Equal parts"}
NOTES = [
    {"text": "I wonder about the wording", "tag": "task"},
    {"text": "I wonder when we taught it", "tag": "time"},
    {"text": "I wonder what the word means", "tag": "task"},
]


def recorded(kind: str, answers: list[Any], **options: Any) -> dict[str, Any]:
    """Return the record of answers, or of (entry id, value) pairs."""
    spec = an_activity(kind, "key", **options)
    known = kinds()[kind]
    pairs = [(str(n), *(a if isinstance(a, tuple) else (ANSWER, a))) for n, a in enumerate(answers)]
    entries = [Entry(who, entry, known.parse(spec.options, entry, value)) for who, entry, value in pairs]
    return known.record(spec, entries)


@pytest.mark.parametrize(
    ("kind", "answers", "options", "said", "texts"),
    [
        (
            "choice",
            ["listen", "focus", "listen"],
            {"options": RULES},
            "3 answers: “We listen” 2, “We stay on learning” 1.",
            ["We listen", "We stay on learning"],
        ),
        ("yes_partly_no", ["partly"], {}, "1 answer: “Partly” 1.", ["Partly"]),
        (
            "dot_vote",
            [{"equal": 2, "focus": 1}, {"equal": 1, "listen": 2}],
            {"options": RULES},
            "Dots in 2 answers: “Equal parts” 3, “We listen” 2, “We stay on learning” 1.",
            ["Equal parts", "We listen", "We stay on learning"],
        ),
        (
            "multi_select",
            [["focus", "equal"], ["equal"]],
            {"options": RULES, "alone": []},
            "2 answers: “Equal parts” 2, “We stay on learning” 1.",
            ["Equal parts", "We stay on learning"],
        ),
        (
            "rank",
            [["equal", "focus", "listen"], ["equal", "listen", "focus"], ["focus", "equal", "listen"]],
            {"options": RULES},
            "Middle places in 3 answers, 1 is first: "
            "“Equal parts” 1, “We stay on learning” 2, “We listen” 3.",
            ["Equal parts", "We stay on learning", "We listen"],
        ),
        (
            "fist_to_five",
            ["4", "4", "5", "4", "5", "abstain"],
            {},
            "6 hands: “4 Good” 3, “5 I will help lead it” 2, “Abstain” 1.",
            ["4 Good", "5 I will help lead it", "Abstain"],
        ),
        (
            "likert",
            [("a", "4")] * 3 + [("a", "2"), ("a", "5"), ("a", "not_sure")],
            {"rows": {"a": "We listen."}},
            "We listen. Disagree 1, Agree 3, Strongly agree 1, Not sure 1 (6 answers).",
            ["We listen. Disagree 1, Agree 3, Strongly agree 1, Not sure 1 (6 answers)."],
        ),
        (
            "guess",
            [["Q10", "Q09"], ["Q10"]],
            {},
            "2 answers: “Q10” 2, “Q09” 1.",
            ["Q10", "Q09"],
        ),
        (
            "short_text",
            ["Learning", "learning more"],
            {"words": True},
            "2 people: “learning” 2.",
            ["learning"],
        ),
    ],
)
def test_what_most_chose_comes_first(
    kind: str, answers: list[Any], options: dict[str, Any], said: str, texts: list[str]
) -> None:
    """A field that takes one text takes the first, so that has to be what weighs most."""
    assert recorded(kind, answers, **options) == {"said": said, "texts": texts}


def test_a_note_is_recorded_as_written_and_tags_are_counted() -> None:
    """The story says what was wondered, and what it was about, tags that nobody gave too."""
    tags = {"task": "Task", "time": "Time", "other": "Other"}
    notes = [(f"note-000{n}", note) for n, note in enumerate(NOTES)]
    found = recorded("sticky_notes", notes, sorts=None, tags=tags)
    assert found == {"texts": [note["text"] for note in NOTES], "said": "Task 2, Time 1, Other 0."}
    bare = recorded("sticky_notes", [(entry, {"text": note["text"]}) for entry, note in notes], sorts=None)
    assert bare == {"texts": [note["text"] for note in NOTES]}


def test_a_list_of_words_is_recorded_without_the_sentences() -> None:
    """Who saw only words in the room finds no sentence in the story."""
    notes = [(f"note-000{n}", {"text": note["text"]}) for n, note in enumerate(NOTES)]
    found = recorded("sticky_notes", notes, sorts=None, words=True)
    assert found["texts"][0] == "wonder"
    assert not any(" " in text for text in found["texts"])


def test_what_is_too_few_is_not_recorded() -> None:
    """An artefact stays for years, so what the room may not see has no place in it."""
    hands = recorded("fist_to_five", ["4", "4", "abstain", "4", "5"])
    assert hands["texts"] == []
    assert hands["said"].startswith("Hidden: ")
    found = recorded("likert", [("a", "4"), ("a", "5")], rows={"a": "We listen."})
    assert found["texts"] == []
    assert found["said"].startswith("We listen. ")
    assert "Agree" not in found["said"]
    folded = recorded(
        "multi_select",
        [["focus"], ["focus"], ["focus"], ["equal"], ["equal"]],
        options=RULES,
        alone=[],
        fold=3,
    )
    assert folded["texts"] == ["We stay on learning"]
    assert "Equal" not in folded["said"]
    assert folded["said"].startswith("5 answers: “We stay on learning” 3. ")
