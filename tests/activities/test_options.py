"""What an author may not write, and the sentence under the cell."""

from __future__ import annotations

from typing import Any

import pytest

from plckit.errors import SpecError
from plckit.testing import an_activity

DIFFERENT = "Each line must be different."
EMPTY = "has an empty line. Give it some words or take it out."
LISTED = 'must be a list of texts, or a dict such as {"key": "text"}.'
LEVELS = "labels must be 3 to 7 levels from low to high; “not sure” is added by itself."
HANDS = "labels must give each of the hands 0, 1, 2, 3, 4 and 5 words of its own."
LONG_RTL = "פגישה " * 50

TEXTS: list[tuple[str, dict[str, Any], str]] = [
    ("short_text", {"limit": 5}, "limit must be a whole number from 20 to 500, not 5."),
    ("short_text", {"limit": True}, "limit must be a whole number from 20 to 500, not True."),
    ("short_text", {"words": True, "leave_out": "the"}, "leave_out must be a list of words."),
    ("short_text", {"words": True, "leave_out": None}, "leave_out must be a list of words."),
    ("short_text", {"words": True, "leave_out": [5]}, "leave_out must be a list of words."),
    ("long_text", {"limit": "many"}, "limit must be a whole number from 100 to 3000, not 'many'."),
    ("long_text", {"codes": "yes"}, "codes must be True or False."),
    ("sticky_notes", {"sorts": list("abcde")}, "sorts has 5 lines; there are 4 colours of note. Use fewer."),
    ("sticky_notes", {"sorts": []}, "sorts is empty. Give at least one."),
    ("sticky_notes", {"most": 0}, "most must be a whole number from 1 to 50, not 0."),
    ("link_list", {"most": 21}, "most must be a whole number from 1 to 20, not 21."),
    ("pile_board", {"notes": "Not A Key"}, "notes must be the key of the activity whose answers go into"),
    ("pile_board", {"notes": 5}, "notes must be the key of the activity whose answers go into piles."),
    ("pile_board", {"notes": "needs", "cards": ["A"]}, "notes and cards do not go together. Take one"),
    ("pile_board", {"most": 0}, "There is nothing to put in piles. Give notes or cards, or let most be 1"),
    ("pile_board", {"most": 51}, "most must be a whole number from 0 to 50, not 51."),
    ("pile_board", {"cards": []}, "cards is empty. Give at least one."),
    ("pile_board", {"cards": ["A", "A"]}, f"cards has “A” twice. {DIFFERENT}"),
    ("pile_board", {"first": " "}, f"first {EMPTY}"),
    ("timer", {"minutes": 0}, "minutes must be a whole number from 1 to 120, not 0."),
    ("timer", {"minutes": 2.5}, "minutes must be a whole number from 1 to 120, not 2.5."),
    ("timer", {"minutes": list(range(200))}, "minutes must be a whole number from 1 to 120, not [0, 1, 2"),
]
ROUNDS: list[tuple[str, dict[str, Any], str]] = [
    (
        "protocol",
        {"script": "no-such"},
        "There is no protocol 'no-such'. Use a file of your own (.toml), or one",
    ),
    ("protocol", {"script": None}, "There is no protocol None. Use a file of your own (.toml), or one of: "),
    (
        "protocol",
        {"script": "../no.toml"},
        "The file '../no.toml' is not there. Put a protocol there, beside",
    ),
    ("protocol", {"rounds": []}, 'rounds must list rounds of Question Round, such as ["arrive"].'),
    ("protocol", {"rounds": "tell"}, 'rounds must list rounds of Question Round, such as ["arrive"].'),
    (
        "protocol",
        {"rounds": ["tel"]},
        "Question Round has no round 'tel' here. Its rounds: arrive, tell, facts,",
    ),
    ("protocol", {"minutes": 5}, 'minutes must name rounds of Question Round, such as {"arrive": 5}.'),
    ("protocol", {"minutes": {"tell": 0}}, "Tell: minutes must be a whole number from 1 to 240, not 0."),
    (
        "protocol",
        {"rounds": ["tell"], "minutes": {"facts": 2}},
        "Question Round has no round 'facts' here. Its",
    ),
]
LISTS: list[tuple[str, dict[str, Any], str]] = [
    ("choice", {"options": "Red, Blue"}, f"options {LISTED}"),
    ("choice", {"options": None}, f"options {LISTED}"),
    ("choice", {"options": []}, "options is empty. Give at least one."),
    ("choice", {"options": ["Red", " "]}, f"options {EMPTY}"),
    ("choice", {"options": ["Red", "\u200b\ufeff"]}, f"options {EMPTY}"),
    ("choice", {"options": ["Red", None]}, f"options {EMPTY}"),
    ("choice", {"options": ["Red", "Red"]}, f"options has “Red” twice. {DIFFERENT}"),
    ("choice", {"options": ["Red", " Red\u200b"]}, f"options has “Red” twice. {DIFFERENT}"),
    ("choice", {"options": ["e\u0301", "é"]}, f"options has “é” twice. {DIFFERENT}"),
    (
        "choice",
        {"options": {"Red One": "Red"}},
        "options has the key 'Red One'. Use small letters, digits, dots and dashes.",
    ),
    ("choice", {"options": {5: "Red"}}, "options has the key 5. Use small letters, digits, dots and dashes."),
    (
        "choice",
        {"options": [f"Option {n}" for n in range(200)]},
        "options has 200 lines; nobody reads more than 30. Use fewer.",
    ),
    ("choice", {"options": ["x" * 300]}, "options has a line of 300 letters. Use 200 or fewer."),
    ("choice", {"options": [LONG_RTL]}, "options has a line of 299 letters. Use 200 or fewer."),
    ("multi_select", {"alone": ["other"]}, "alone must be a list of keys of options."),
    ("multi_select", {"alone": "none"}, "alone must be a list of keys of options."),
    ("multi_select", {"alone": None}, "alone must be a list of keys of options."),
    ("multi_select", {"alone": [["none"]]}, "alone must be a list of keys of options."),
    ("multi_select", {"fold": 11}, "fold must be a whole number from 0 to 10, not 11."),
    ("dot_vote", {"options": ["Red"]}, "options has one line. Give at least two to choose between."),
    ("dot_vote", {"options": ["Red", "Red"]}, f"options has “Red” twice. {DIFFERENT}"),
    ("dot_vote", {"dots": 0}, "dots must be a whole number from 1 to 20, not 0."),
    ("dot_vote", {"dots": 2, "most": 3}, "most is 3, and a person has only 2. Use 2 or fewer."),
    ("rank", {"options": ["Red"]}, "People can put 2 to 12 options in order, and this has 1."),
    ("rank", {"options": list("abcdefghijklm")}, "People can put 2 to 12 options in order, and this has 13."),
    ("rank", {"options": ["x"] * 200}, "options has 200 lines; nobody reads more than 30. Use fewer."),
    ("sort_cards", {"columns": ["Keep"]}, "Cards go into 2 to 6 columns, and this has 1."),
    ("sort_cards", {"columns": list("abcdefg")}, "Cards go into 2 to 6 columns, and this has 7."),
    ("sort_cards", {"columns": ["Keep", "Keep"]}, f"columns has “Keep” twice. {DIFFERENT}"),
    ("sort_cards", {"cards": []}, "cards is empty. Give at least one."),
    ("sort_cards", {"cards": [f"Card {n}" for n in range(31)]}, "cards has 31 lines; nobody reads more than"),
    ("sort_cards", {"cards": ["x" * 201]}, "cards has a line of 201 letters. Use 200 or fewer."),
    ("sort_cards", {"cards": {"reason": "Why?"}}, "cards has the key 'reason', which stands for something"),
    ("yes_partly_no", {"advise": " "}, f"advise {EMPTY}"),
    ("final_vote", {"options": {"yes": "Yes"}}, "options must give a label for each of yes, not_sure and no"),
    ("final_vote", {"will": ""}, f"will {EMPTY}"),
    ("final_vote", {"labels": list("abcde")}, HANDS),
    ("declare_result", {"voices": []}, "voices is empty. Give at least one."),
    ("declare_result", {"heard": 5}, "heard must be the key of an activity in this workbook, not 5."),
    (
        "yes_partly_no",
        {"options": {"yes": "Yes"}},
        "options must give a label for each of yes, partly and no.",
    ),
]
SCALES: list[tuple[str, dict[str, Any], str]] = [
    (
        "sliders",
        {"low": "Far", "high": "Far"},
        "low and high say the same. Give the two ends different words.",
    ),
    ("dot_map", {"rows": ["One"]}, "A map has two sliders, across and up, and rows has 1. Give two."),
    (
        "dot_map",
        {"corners": {"top-left": "A"}},
        "corners must give words to each of top-left, top-right, bottom-",
    ),
    ("likert", {"labels": ["No", "Yes"]}, LEVELS),
    ("likert", {"labels": {"1": "No", "2": "So", "not_sure": "?"}}, LEVELS),
    (
        "likert",
        {"rows": {"reason": "Why?"}},
        "rows has the key 'reason', which stands for something else. Use",
    ),
    (
        "checklist",
        {"rows": {"signed": "Is it signed?"}},
        "rows has the key 'signed', which stands for something",
    ),
    (
        "slider_pair",
        {"rows": {"reason": "Why?"}},
        "rows has the key 'reason', which stands for something else.",
    ),
    ("checklist", {"rows": None}, f"rows {LISTED}"),
    ("checklist", {"rows": ["A", "A"]}, f"rows has “A” twice. {DIFFERENT}"),
    ("slider_pair", {"now": "x", "want": "x"}, f"now and want has “x” twice. {DIFFERENT}"),
    ("slider", {"low": "x", "high": "x"}, "low and high say the same. Give the two ends different words."),
    ("slider", {"low": None}, f"low {EMPTY}"),
    ("slider", {"high": "x" * 201}, "high has a line of 201 letters. Use 200 or fewer."),
    ("fist_to_five", {"labels": list("abcde")}, HANDS),
    ("fist_to_five", {"labels": "abcdef"}, f"labels {LISTED}"),
    ("fist_to_five", {"labels": None}, f"labels {LISTED}"),
    ("fist_to_five", {"labels": ["No", *"abcd", "No"]}, f"labels has “No” twice. {DIFFERENT}"),
]
TABLES: list[tuple[str, dict[str, Any], str]] = [
    ("planner_table", options, sentence)
    for options, sentence in (
        ({"columns": "Date"}, f"columns {LISTED}"),
        ({"columns": []}, "columns is empty. Give at least one."),
        ({"columns": list("abcdefg")}, "columns has 7 lines; a wall has room for 6. Use fewer."),
        ({"columns": ["x" * 300]}, "columns has a line of 300 letters. Use 200 or fewer."),
        ({"columns": {"a.b": "A"}}, "columns has the key 'a.b'. Use up to 20 small letters, digits and"),
        ({"columns": {"x" * 21: "A"}}, f"columns has the key '{'x' * 21}'. Use up to 20 small letters"),
        ({"add": 0, "rows": {"a.b": "A"}}, "rows has the key 'a.b'. Use up to 40 small letters, digits"),
        ({"add": 0, "rows": {"x" * 41: "A"}}, f"rows has the key '{'x' * 41}'. Use up to 40 small"),
        ({"add": 0, "rows": [f"Row {n}" for n in range(31)]}, "rows has 31 lines; nobody reads more than"),
        ({"add": 0, "rows": ["A", "A"]}, f"rows has “A” twice. {DIFFERENT}"),
        ({"add": 0, "rows": []}, "rows is empty. Give at least one."),
        ({"add": 0}, "Give planner_table either rows, or add=… for how many rows people may add."),
        ({"rows": ["A"]}, "Give planner_table either rows, or add=… for how many rows people may add."),
        ({"add": 31}, "add must be a whole number from 0 to 30, not 31."),
        ({"add": True}, "add must be a whole number from 0 to 30, not True."),
        ({"dates": ["by"]}, "dates must be a list of keys of columns."),
        ({"dates": "when"}, "dates must be a list of keys of columns."),
        ({"codes": ["by"]}, "codes must be a list of keys of columns."),
        ({"dates": [["when"]]}, "dates must be a list of keys of columns."),
    )
]


@pytest.mark.parametrize(("kind", "options", "sentence"), TEXTS + ROUNDS + LISTS + SCALES + TABLES)
def test_an_option_that_cannot_be_gets_its_remedy(kind: str, options: dict[str, Any], sentence: str) -> None:
    """An author reads it under the cell."""
    with pytest.raises(SpecError) as error:
        an_activity(kind, "key", **options)
    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize("label", ["أفكار للقاء", "רעיון אחד", "👩🏽‍🏫 ❤️", "می‌خواهم", "x" * 200])
@pytest.mark.parametrize(
    ("kind", "option", "kept"),
    [("choice", "options", "choices"), ("rank", "options", "choices"), ("checklist", "rows", "rows")],
)
def test_a_label_is_kept_as_it_is_written(kind: str, option: str, kept: str, label: str) -> None:
    """Whole languages are written with what looks like control characters elsewhere."""
    spec = an_activity(kind, "key", **{option: [label, "Other"]})
    assert list(spec.options[kept].values()) == [label, "Other"]


def test_the_words_for_hands_may_be_a_list_or_a_dict_with_numbers() -> None:
    """An author writes whichever reads better."""
    words = [f"Hand {n}" for n in range(6)]
    as_list = an_activity("fist_to_five", "key", labels=words).options["labels"]
    assert as_list == an_activity("fist_to_five", "key", labels=dict(enumerate(words))).options["labels"]
    assert list(as_list) == list("012345")
