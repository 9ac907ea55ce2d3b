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
            "date",
            ["2027-02-22", "2027-02-15", "2027-02-22"],
            {},
            "3 answers: “22 February 2027” 2, “15 February 2027” 1.",
            ["22 February 2027", "15 February 2027"],
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
    found = recorded(kind, answers, **options)
    assert (found["said"], found["texts"]) == (said, texts)
    assert found.get("first", texts[:1]) == texts[:1]


def test_what_was_chosen_as_often_is_first_together() -> None:
    """A tie is for people to break."""
    assert recorded("choice", ["listen", "focus"], options=RULES)["first"] == [
        RULES["focus"],
        RULES["listen"],
    ]
    ranks = [["equal", "focus", "listen"], ["focus", "equal", "listen"]]
    assert recorded("rank", ranks, options=RULES)["first"] == [RULES["focus"], RULES["equal"]]


SIX = [("a", {"now": 4, "want": 8}), ("a", {"now": 5, "want": 9}), ("a", {"now": 3, "want": 7})] * 2


def test_sliders_are_recorded_with_both_middles_and_n() -> None:
    """The next review is read beside this one, so a middle answer never stands without its n."""
    found = recorded("slider_pair", [*SIX, ("b", {"now": 1, "want": 2})], rows={"a": "Aims", "b": "Time"})
    line = "“Aims” 6 people. Now: the middle answer is 4, the middle half is 3.2 to 4.8. Want: "
    assert found["texts"] == [f"{line}the middle answer is 8, the middle half is 7.2 to 8.8."]
    assert found["said"].split("\n")[0] == found["texts"][0]
    assert "fewer than 5" in found["said"].split("\n")[1]
    assert "middle" not in found["said"].split("\n")[1]


def test_sorted_cards_are_recorded_where_most_put_them() -> None:
    """What everyone holds to is drafted from it; a card without a most is said to have none."""
    given = [("team", "all"), ("team", "all"), ("team", "teams"), ("run", "teams"), ("time", "all")]
    found = recorded("sort_cards", [*given, ("time", "unsure")])
    assert [list(row.values()) for row in found["rows"]] == [
        ["Each staff member is in a team", "Everyone holds to this", "2 of 3"],
        ["How a team runs its meeting", "Teams choose", "1 of 1"],
        ["How we find time to meet", "The same number in two columns or more", "1 of 2"],
    ]
    assert found["said"].split("\n")[0] == "Everyone holds to this: “Each staff member is in a team” 2 of 3"


def test_promises_are_recorded_with_their_days() -> None:
    """A coach asks on that day; a promise without words is none."""
    given = [{"will": "thank a colleague", "by": "2027-02-15"}, {"will": "", "by": "2027-02-15"}]
    found = recorded("commitment", given)
    day = "15 February 2027"
    assert found["rows"] == [{"who": "", "what": "thank a colleague", "by": day, "when": day}]
    assert found["texts"] == [f"I will thank a colleague, by {day}"]


def test_piles_are_recorded_by_name_and_count_and_never_by_note() -> None:
    """Notes were written without names, for that day; what stays are the names the group gave."""
    board = {
        "n-note01": "Time",
        "n-note02": "Tea",
        "p-pile01": "We need time",
        "p-pile02": "",
        "p-pile03": "Food",
    }
    board |= {"at-n-note01": "pile01", "at-n-note02": "pile03", "first-pile": "pile03"}
    spec = an_activity("pile_board", "key")
    known = kinds()["pile_board"]
    entries = [Entry("1", entry, known.parse(spec.options, entry, value)) for entry, value in board.items()]
    assert known.record(spec, entries) == {
        "said": "3 piles: “Food” 1 (first), “We need time” 1, “Pile without a name” 0.",
        "texts": ["Food", "We need time"],
    }


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


def test_each_item_is_recorded_with_its_hands_and_why_it_needs_more_talk() -> None:
    """The map says how the room stood to each item; what too few have shown stays out of it (C12, P3)."""
    items = {"i-one": "We listen", "i-two": "We share tasks", "i-few": "We sing"}
    hands = [("i-one", "4")] * 4 + [("i-one", "5")] + [("i-two", hand) for hand in ("5", "4", "3", "1", "5")]
    found = recorded("hand_for_each", [*hands, ("i-few", "5")], cards=items, talk="Talk on")
    assert found["rows"] == [
        {"item": "We listen", "hands": "4 showed 4, 1 showed 5."},
        {
            "item": "We share tasks",
            "hands": "1 showed 1, 1 showed 3, 1 showed 4, 2 showed 5. Talk on: a 0 or a 1 was shown.",
        },
        {"item": "We sing", "hands": "hidden: fewer than 5 answers"},
    ]


def test_the_items_of_a_numbered_list_keep_their_order() -> None:
    """Cards arrive in an order that tells nothing; the scribe's numbers say what comes first."""
    spec = an_activity("hand_for_each", "hands", notes="list", cards=None)
    cards = [{"id": "c9", "text": "1 We listen"}, {"id": "c1", "text": "2 We share tasks"}]
    spec.options["cards"].extend(reversed(cards))
    found = kinds()["hand_for_each"].record(spec, [])
    assert [row["item"] for row in found["rows"]] == ["1 We listen", "2 We share tasks"]


def test_terms_and_links_are_recorded_as_rows() -> None:
    """The glossary and the knowledge bank take them column by column; a link pasted twice stands once."""
    words = {"term": "Wait time", "meaning": "A pause", "example": ""}
    assert recorded("glossary_entry", [words])["rows"] == [words]
    link = {"url": "https://www.example.org/", "text": "A read"}
    found = recorded("link_list", [("link-0001", link), ("link-0002", {**link, "text": "The same"})])
    assert [row["link"] for row in found["rows"]] == ["https://www.example.org/"]


def test_a_promise_is_recorded_with_who_made_it() -> None:
    """One without words is none yet."""
    spec, kind = an_activity("commitment", "key"), kinds()["commitment"]
    said = [("Ana", {"will": "bring a text", "by": "2027-02-15"}), ("Ben", {"will": "", "by": "2027-02-15"})]
    found = kind.record(spec, [Entry(name, ANSWER, value, name) for name, value in said])
    day = "15 February 2027"
    assert found["rows"] == [{"who": "Ana", "what": "bring a text", "by": day, "when": day}]


def test_of_a_vote_that_decides_only_hands_and_the_test_are_recorded() -> None:
    """C8 and C12: no number of will answers; of too few nothing at all."""
    spec, kind = an_activity("final_vote", "key"), kinds()["final_vote"]
    votes = [{"hand": hand, "sees": "yes"} for hand in "55441"]
    entries = [Entry(str(n), ANSWER, vote) for n, vote in enumerate(votes)]
    found = kind.record(spec, entries)
    assert found["said"].split("\n")[1] == "Is it plain what this group wants? Pass."
    assert found["texts"] == ["4 Good", "5 I will help lead it", "1 Strongly against"]
    few = kind.record(spec, [e for e in entries if e.who != "0"])
    assert (few["texts"], "Pass" in few["said"]) == ([], False)


def test_a_third_who_say_no_get_the_advice() -> None:
    """Two of six are a third, two of seven are not."""
    spec = an_activity("yes_partly_no", "key", advise="Read about it first.")
    kind = kinds()["yes_partly_no"]
    for people, advised in ((6, True), (7, False)):
        said = ["no", "no", *["yes"] * (people - 2)]
        summary = kind.summarise(spec, [Entry(str(n), ANSWER, one) for n, one in enumerate(said)])
        assert ("Read about it first." in summary.get("told", "")) is advised
