"""What a person may send to each kind: what is kept of it, and the sentence where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.entries import ANSWER
from plckit.errors import BadValue

OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "artefact_maker": {"artefact": "data-story", "sources": {"sees": "see"}},
    "artefact_view": {"artefact": "data-story"},
    "data_chart": {"chart": "outcomes"},
    "checklist": {"rows": {"room": "A room", "data": "The data"}},
    "choice": {"options": {"red": "Red", "blue": "Blue"}},
    "declare_result": {"proposal": "words", "heard": "heard", "first": "first", "vote": "last"},
    "dot_vote": {"options": {"time": "Time", "visits": "Visits", "work": "Work"}, "dots": 3, "most": 2},
    "likert": {"rows": {"heard": "I am heard.", "safe": "I may be wrong here."}},
    "multi_select": {"options": {"maths": "Maths", "art": "Art", "none": "None yet"}, "alone": ["none"]},
    "planner_table": {
        "columns": {"rule": "The rule", "when": "By when"},
        "dates": ["when"],
        "rows": {"listen": "We listen"},
    },
    "pile_board": {"cards": {"a": "First card"}},
    "rank": {"options": {"a": "First letter", "b": "Second letter", "c": "Third letter"}},
    "slider_pair": {"rows": {"time": "Time", "trust": "Trust"}},
    "sliders": {"rows": {"time": "Time", "trust": "Trust"}},
    "dot_map": {
        "rows": {"time": "Time", "trust": "Trust"},
        "corners": {"top-left": "A", "top-right": "B", "bottom-left": "C", "bottom-right": "D"},
    },
    "sort_cards": {"cards": {"a": "First card", "b": "Second"}, "columns": {"keep": "Keep", "drop": "Drop"}},
    "sticky_notes": {"sorts": {"need": "Need", "fear": "Fear"}, "tags": {"task": "Task", "time": "Time"}},
    "timer": {"minutes": 5},
    "hand_for_each": {"cards": {"i-team": "A team"}},
    "variant_form": {"part": "log"},
    "protocol": {"script": "pile-and-name"},
}
RELOAD = "Reload the page and try again."
ONE = f"This activity takes one answer a person. {RELOAD}"
TERM = {"term": "a b", "meaning": "c\nd", "example": ""}
CHOICES = f"That is not one of the choices. {RELOAD}"
HALF_A_VOTE = "This is half of a vote. Show a hand, and say whether you can see what this group wants."
SLIDER = "A slider stands at a whole number from 0 to 10."
TOO_LONG = (
    "That is {}, and {} is the most that can be kept here. "
    "Your words are still in the box: please shorten them."
)


def parsed(kind: str, entry: str, value: Any) -> Any:
    """Return what a kind keeps of a value."""
    known = kinds()[kind]
    return known.parse(known.options(**OPTIONS.get(kind, {})), entry, value)


KEPT: list[tuple[str, str, Any, Any]] = [
    ("checklist", "room", True, "yes"),
    ("checklist", "room", False, "no"),
    ("commitment", ANSWER, {"will": " read\nit "}, {"will": "read it", "by": None}),
    ("commitment", ANSWER, {"by": "2027-02-15"}, {"will": "", "by": "2027-02-15"}),
    ("commitment", ANSWER, {"will": " ", "by": ""}, None),
    ("commitment", ANSWER, {}, None),
    (
        "data_chart",
        "abc-123",
        {"text": " O3\nis low ", "pin": "outcome:O3", "to": ""},
        {"text": "O3 is low", "pin": "outcome:O3"},
    ),
    ("data_chart", "abc-123", {"text": "x", "to": "outcome:O4"}, {"text": "x", "pin": ""}),
    ("data_chart", "abc-123", {"text": " \u200b", "pin": "outcome:O3"}, None),
    ("dot_vote", ANSWER, {"work": 1, "time": 2, "visits": 0}, {"time": 2, "work": 1}),
    ("dot_vote", ANSWER, {"time": 0}, None),
    ("dot_vote", ANSWER, {}, None),
    ("evidence_log", "abc-123.type", "work", "work"),
    ("evidence_log", "abc-123.shows", " two\n lines ", "two\nlines"),
    ("evidence_log", "abc-123.shows", "ana@example.org", "ana@example.org"),
    ("evidence_log", "abc-123.link", "example.org", "https://example.org"),
    ("evidence_log", "abc-123.link", " ", None),
    ("fist_to_five", ANSWER, 4, "4"),
    ("final_vote", ANSWER, {"hand": 4, "sees": "not_sure"}, {"hand": "4", "sees": "not_sure"}),
    ("final_vote", ANSWER, {"hand": "abstain"}, {"hand": "abstain", "sees": None}),
    ("goal_builder", "will", " solve\nthem ", "solve them"),
    ("goal_builder", "was", 0, 0),
    ("goal_builder", "by", "", None),
    ("fist_to_five", ANSWER, "abstain", "abstain"),
    ("gallery_walk", "school", " Hill\n School ", "Hill School"),
    ("gallery_walk", "note-1234", {"card": "a-b", "sort": "try", "text": " "}, None),
    ("glossary_entry", ANSWER, {"term": "a\nb", "meaning": "c\nd"}, TERM),
    ("glossary_entry", ANSWER, {"term": " ", "meaning": "\u200b"}, None),
    ("hand_for_each", "i-team", 4, "4"),
    ("guess", ANSWER, ["Q02", "Q01", "Q02"], ["Q02", "Q01"]),
    ("guess", ANSWER, [], None),
    ("likert", "heard", 3, "3"),
    ("link_list", "abc-123", {"url": " ", "text": " "}, None),
    ("link_list", "abc-123", {"url": "example.org"}, {"url": "https://example.org", "text": ""}),
    ("long_text", ANSWER, "one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
    ("multi_select", ANSWER, ["art", "maths", "art"], ["maths", "art"]),
    ("multi_select", ANSWER, [], None),
    ("planner_table", "listen.rule", " one\r\ntwo\v \u200b\u202e", "one\ntwo"),
    ("planner_table", "listen.rule", "<o:p>Word</o:p> 👩🏽‍🏫", "<o:p>Word</o:p> 👩🏽‍🏫"),
    ("planner_table", "listen.rule", "כלל אחד", "כלל אחד"),
    ("planner_table", "listen.rule", " \u200b\n", None),
    ("planner_table", "listen.when", " 2027-02-15 ", "2027-02-15"),
    ("planner_table", "listen.when", "", None),
    ("pile_board", "n-abc-123", " two\n lines \u200b", "two lines"),
    ("pile_board", "n-abc-123", " \u200b", None),
    ("pile_board", "p-abc-123", " \u200b", ""),
    ("pile_board", "p-abc-123", "They \n listen", "They listen"),
    ("pile_board", "at-no-such-card", "abc-123", "abc-123"),
    ("pile_board", "first-pile", "abc-123", "abc-123"),
    ("rank", ANSWER, ["c", "a", "b"], ["c", "a", "b"]),
    ("short_text", ANSWER, "  two\n lines \x00\u200b\u202e", "two lines"),
    ("short_text", ANSWER, " \u200b\n", None),
    ("short_text", ANSWER, "e\u0301\ud800", "é"),
    ("slider", ANSWER, 0, 0),
    ("sliders", "time", 0, 0),
    ("sliders", "trust", None, None),
    ("dot_map", "time", 10, 10),
    ("dot_map", "trust", None, None),
    ("slider_pair", "time", {"now": 3}, {"now": 3, "want": None}),
    ("slider_pair", "time", {"now": None}, None),
    ("slider_pair", "time", {}, None),
    ("question_builder", "change", " we\n draw ", "we draw"),
    ("turn_log", "abc-123.did", " we\n drew ", "we\ndrew"),
    ("variant_form", "abc-123.tried", " a ", "a"),
    ("sort_cards", "a", "keep", "keep"),
    ("status_grid", "S-4K7Q.O1", {"status": "secure", "text": "hers"}, {"status": "secure"}),
    (
        "status_grid",
        "S-4K7Q.O1",
        {"status": "no_evidence"},
        {"status": "no_evidence", "text": "S-4K7Q · O1 · no evidence yet"},
    ),
    ("sticky_notes", "abc-123", {"text": " \n", "sort": "need"}, None),
    ("sticky_notes", "abc-123", {"text": "a", "sort": "need", "tag": ""}, {"text": "a", "sort": "need"}),
    (
        "sticky_notes",
        "abc-123",
        {"text": "a", "sort": "need", "tag": "task"},
        {"text": "a", "sort": "need", "tag": "task"},
    ),
    ("sticky_notes", "abc-123", {"text": "a\nb", "sort": "need"}, {"text": "a b", "sort": "need"}),
]


@pytest.mark.parametrize(("kind", "entry", "value", "kept"), KEPT)
def test_a_value_is_kept_tidy(kind: str, entry: str, value: Any, kept: Any) -> None:
    """Walls and exports show what is kept; nothing invisible, no empty answer."""
    assert parsed(kind, entry, value) == kept
    assert type(parsed(kind, entry, value)) is type(kept)


REFUSED: list[tuple[str, str, Any, str]] = [
    ("artefact_maker", ANSWER, "x", "A card takes no answer."),
    ("artefact_view", ANSWER, {"fields": []}, "A card takes no answer."),
    ("proposal", ANSWER, "We will meet.", "A card takes no answer."),
    ("declare_result", ANSWER, "consensus", "A card takes no answer."),
    ("final_vote", ANSWER, {"hand": "6", "sees": "yes"}, CHOICES),
    ("final_vote", ANSWER, {"hand": "4", "sees": "maybe"}, CHOICES),
    ("final_vote", ANSWER, "5", "This is not a vote. Reload the page and try again."),
    ("final_vote", ANSWER, {"hand": "5"}, HALF_A_VOTE),
    ("final_vote", ANSWER, {"hand": "5", "sees": None}, HALF_A_VOTE),
    ("final_vote", ANSWER, {"sees": "yes"}, HALF_A_VOTE),
    ("final_vote", "hand", "5", ONE),
    ("checklist", "cake", True, f"That line is not in this workbook. {RELOAD}"),
    ("checklist", "room", "maybe", CHOICES),
    ("checklist", "room", 1, CHOICES),
    ("choice", ANSWER, "green", CHOICES),
    ("choice", ANSWER, ["red"], CHOICES),
    ("commitment", ANSWER, "I will", f"This is not a promise. {RELOAD}"),
    ("commitment", ANSWER, {"will": "x", "who": "me"}, f"This is not a promise. {RELOAD}"),
    ("commitment", ANSWER, {"will": "x" * 281}, TOO_LONG.format("281 characters", 280)),
    (
        "commitment",
        ANSWER,
        {"will": "x", "by": "2027-02-30"},
        "There is no such day. Check the day and the month.",
    ),
    ("data_chart", "short", {"text": "x"}, f"This noticing has no number of its own. {RELOAD}"),
    ("data_chart", "abc-123", "x", f"This is not a noticing. {RELOAD}"),
    ("data_chart", "abc-123", {"text": "x", "by": "me"}, f"This is not a noticing. {RELOAD}"),
    ("data_chart", "abc-123", {"text": "x" * 281}, TOO_LONG.format("281 characters", 280)),
    ("date", "other", "2027-02-15", ONE),
    ("dot_vote", ANSWER, ["time"], f"Those are not dots on the choices. {RELOAD}"),
    ("dot_vote", ANSWER, {"cake": 1}, CHOICES),
    ("dot_vote", ANSWER, {"time": 3}, "At most 2 of your dots can go on one choice. Spread them out."),
    (
        "dot_vote",
        ANSWER,
        {"time": 2, "work": 2},
        "That is 4 dots, and each person has 3. Take some away first.",
    ),
    ("dot_vote", ANSWER, {"time": -1}, f"Dots are whole numbers from 0 up. {RELOAD}"),
    ("dot_vote", ANSWER, {"time": True}, f"Dots are whole numbers from 0 up. {RELOAD}"),
    ("dot_vote", ANSWER, {"time": 0.5}, f"Dots are whole numbers from 0 up. {RELOAD}"),
    ("dot_vote", ANSWER, {"time": -2, "work": 2, "visits": 2}, f"Dots are whole numbers from 0 up. {RELOAD}"),
    ("evidence_log", "abc-123.who", "x", f"That column is not in this workbook. {RELOAD}"),
    ("evidence_log", "abc-123.type", "gossip", CHOICES),
    (
        "evidence_log",
        "abc-123.link",
        "http://example.org",
        "Only links that begin with https:// are kept here.",
    ),
    ("fist_to_five", ANSWER, 6, CHOICES),
    ("fist_to_five", ANSWER, True, CHOICES),
    ("fist_to_five", ANSWER, "٣", CHOICES),
    ("goal_builder", "wish", "x", f"That field is not in this workbook. {RELOAD}"),
    ("goal_builder", "unit", "months of progress", CHOICES),
    ("goal_builder", "was", 10_000, "Give a whole number of students, from 0 to 9,999."),
    ("goal_builder", "was", "13", "Give a whole number of students, from 0 to 9,999."),
    (
        "gallery_walk",
        "note-1234",
        {"card": "", "sort": "try", "text": "x"},
        "Choose the card that your note is about first.",
    ),
    ("hand_for_each", "answer", "4", "That item is not on the list. Reload the page and try again."),
    ("my_link", ANSWER, "x", "A link takes no answer."),
    ("question_builder", "why", "x", f"That is not a part of this question. {RELOAD}"),
    ("turn_log", "abc-123.who", "x", f"That column is not in this workbook. {RELOAD}"),
    ("variant_form", "abc-123.who", "x", f"That column is not in this workbook. {RELOAD}"),
    ("gallery_walk", "note-1234", "x", f"This is not a note. {RELOAD}"),
    ("glossary_entry", ANSWER, "x", f"This is not a glossary entry. {RELOAD}"),
    ("glossary_entry", ANSWER, {"term": ["x"]}, f"Only words can be kept here. {RELOAD}"),
    ("glossary_entry", ANSWER, {"term": "x" * 81}, TOO_LONG.format("81 characters", 80)),
    ("guess", "Q01", True, ONE),
    ("guess", ANSWER, "Q01", f"That is not a list of choices. {RELOAD}"),
    ("guess", ANSWER, ["Q 1"], f"That is not a list of choices. {RELOAD}"),
    ("guess", ANSWER, ["Q01", "Q02", "Q03", "Q04"], "Pick 3 at most. Take one away first."),
    ("likert", "no-such-row", "1", f"That statement is not in this workbook. {RELOAD}"),
    ("likert", "heard", "6", CHOICES),
    ("likert", "heard", True, CHOICES),
    ("link_list", "short", {"url": "example.org"}, f"This link has no number of its own. {RELOAD}"),
    ("link_list", "abc-123", "example.org", f"This is not a link. {RELOAD}"),
    ("link_list", "abc-123", {"url": "example.org", "by": "me"}, f"This is not a link. {RELOAD}"),
    (
        "link_list",
        "abc-123",
        {"text": "A good one"},
        "Paste the link too: the address of the page, which begins with https://",
    ),
    ("long_text", ANSWER, ["x"], f"Only words can be kept here. {RELOAD}"),
    ("multi_select", ANSWER, "art", f"That is not a list of choices. {RELOAD}"),
    ("multi_select", ANSWER, ["art"] * 4, f"That is not a list of choices. {RELOAD}"),
    (
        "multi_select",
        ANSWER,
        ["art", "none"],
        "“None yet” cannot go with another choice. Untick one of them.",
    ),
    ("planner_table", "listen.cake", "x", f"That column is not in this workbook. {RELOAD}"),
    ("planner_table", "listen", "x", f"That column is not in this workbook. {RELOAD}"),
    ("planner_table", "listen.rule.rule", "x", f"That column is not in this workbook. {RELOAD}"),
    ("planner_table", "cake.rule", "x", f"That row is not in this workbook. {RELOAD}"),
    ("planner_table", ".rule", "x", f"That row is not in this workbook. {RELOAD}"),
    ("planner_table", "listen.rule", ["x"], f"Only words can be kept here. {RELOAD}"),
    ("planner_table", "listen.rule", "x" * 561, TOO_LONG.format("561 characters", 560)),
    (
        "planner_table",
        "listen.when",
        "3/4/2027",
        "Write the day as year-month-day, such as 2027-02-15, or pick it from the calendar.",
    ),
    ("pile_board", ANSWER, "x", f"That is not part of this board. {RELOAD}"),
    ("pile_board", "n-short", "x", f"That is not part of this board. {RELOAD}"),
    ("pile_board", "p-a b c d e", "x", f"That is not part of this board. {RELOAD}"),
    ("pile_board", "at-" + "x" * 61, "abc-123", f"That is not part of this board. {RELOAD}"),
    ("pile_board", "n-abc-123", ["x"], f"Only words can be kept here. {RELOAD}"),
    ("pile_board", "p-abc-123", "x" * 281, TOO_LONG.format("281 characters", 280)),
    ("pile_board", "at-a", "", f"That is not a pile of this board. {RELOAD}"),
    ("pile_board", "at-a", "x" * 41, f"That is not a pile of this board. {RELOAD}"),
    ("pile_board", "first-pile", True, f"That is not a pile of this board. {RELOAD}"),
    ("rank", ANSWER, "a", f"That is not an order. {RELOAD}"),
    ("rank", ANSWER, ["a"] * 13, f"That is not an order. {RELOAD}"),
    ("rank", ANSWER, ["a", "b", "a"], "“First letter” stands there twice. Give each one its own place."),
    ("rank", ANSWER, ["a", "b"], "Some are not in the order yet. Give each one a place."),
    ("rank", ANSWER, [], "Some are not in the order yet. Give each one a place."),
    ("rank", ANSWER, ["a", "b", "d"], CHOICES),
    ("rank", ANSWER, ["a", "b", ["c"]], CHOICES),
    ("short_text", "other", "x", ONE),
    ("short_text", ANSWER, 5, f"Only words can be kept here. {RELOAD}"),
    ("short_text", ANSWER, "x" * 1_000_000, TOO_LONG.format("1,000,000 characters", 560)),
    ("slider", ANSWER, 11, SLIDER),
    ("slider", ANSWER, True, SLIDER),
    ("slider", ANSWER, 5.0, SLIDER),
    ("slider", ANSWER, "5", SLIDER),
    ("sliders", "no-such-row", 3, f"That line is not in this workbook. {RELOAD}"),
    ("sliders", "time", "3", SLIDER),
    ("dot_map", "no-such-row", 3, f"That slider is not in this workbook. {RELOAD}"),
    ("dot_map", "trust", 11, SLIDER),
    ("slider_pair", "no-such-row", {}, f"That line is not in this workbook. {RELOAD}"),
    ("slider_pair", "time", [1, 2], f"That is not a pair of sliders. {RELOAD}"),
    ("slider_pair", "time", {"now": 11}, SLIDER),
    ("slider_pair", "time", {"now": True}, SLIDER),
    ("slider_pair", "time", {"now": float("nan")}, SLIDER),
    ("sort_cards", "c", "keep", f"That card is not in this workbook. {RELOAD}"),
    ("sort_cards", "a", "change", CHOICES),
    ("sort_cards", "a", ["keep"], CHOICES),
    ("sort_cards", "a", 1, CHOICES),
    (
        "status_grid",
        "S-4K7Q",
        {"status": "secure"},
        f"That is no student and outcome of these results. {RELOAD}",
    ),
    ("status_grid", "S-4K7Q.O1", {"status": "absent"}, CHOICES),
    ("status_grid", "S-4K7Q.O1", "secure", CHOICES),
    ("sticky_notes", "short", {"text": "x"}, f"This note has no number of its own. {RELOAD}"),
    ("sticky_notes", "abc-123", "x", f"This is not a note. {RELOAD}"),
    ("sticky_notes", "abc-123", {"text": "x", "by": "me"}, f"This is not a note. {RELOAD}"),
    ("sticky_notes", "abc-123", {"text": "x"}, "Choose what sort of note it is first."),
    ("sticky_notes", "abc-123", {"text": "x", "sort": ["need"]}, "Choose what sort of note it is first."),
    ("timer", ANSWER, "5", "A timer takes no answer."),
    ("protocol", ANSWER, {"round": 2}, "A protocol takes no answer."),
    ("yes_partly_no", ANSWER, "maybe", CHOICES),
]


@pytest.mark.parametrize(("kind", "entry", "value", "sentence"), REFUSED)
def test_a_value_that_cannot_be_kept_gets_a_sentence(
    kind: str, entry: str, value: Any, sentence: str
) -> None:
    """What is wrong and what to do, in the words that stand beside the box."""
    with pytest.raises(BadValue) as error:
        parsed(kind, entry, value)
    assert str(error.value) == sentence


def test_every_kind_is_in_both_tables() -> None:
    """A kind that is added without them would be tried with its own example alone."""
    assert {kind for kind, *_ in REFUSED} == set(kinds())
    assert {kind for kind, *_ in KEPT} >= set(kinds()) - {
        "artefact_maker",
        "artefact_view",
        "choice",
        "date",
        "declare_result",
        "my_link",
        "proposal",
        "protocol",
        "timer",
        "yes_partly_no",
    }
