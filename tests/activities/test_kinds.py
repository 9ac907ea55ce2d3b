"""Every kind: what a workbook may ask for, what a browser may send, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plckit.activities.registry import folder, kinds
from plckit.domain.entries import ANSWER, Entry
from plckit.errors import BadValue, SpecError
from plckit.testing import NAME, OPTIONS, an_activity, check_kind

GOOD: dict[str, list[tuple[str, Any]]] = {
    "short_text": [(ANSWER, NAME), (ANSWER, "x" * 560)],
    "long_text": [(ANSWER, f"{NAME}\n\nsecond\tparagraph"), (ANSWER, "x" * 4000)],
    "choice": [(ANSWER, "red")],
    "multi_select": [(ANSWER, ["art", "maths"]), (ANSWER, ["none"]), (ANSWER, ["art", "art"])],
    "yes_partly_no": [(ANSWER, "yes"), (ANSWER, "partly"), (ANSWER, "no")],
    "likert": [("heard", "1"), ("safe", 5), ("heard", "not_sure")],
    "slider_pair": [
        ("time", {"now": 0, "want": 10}),
        ("trust", {"now": 3}),
        ("time", {"want": 7, "now": None}),
    ],
    "sticky_notes": [("abc-123", {"text": NAME, "sort": "need"})],
}


def checked(kind: str, **more: Any) -> Mapping[str, Any]:
    """Return the checked options of a kind."""
    return kinds()[kind].options(**{**OPTIONS.get(kind, {}), **more})


def test_every_kind_is_tried_here() -> None:
    """A kind that is added without values it takes would be checked by nothing below."""
    assert set(GOOD) == set(kinds())
    assert len(GOOD) >= 8
    for name, kind in kinds().items():
        assert kind.name == name
        assert (folder(kind) / "view.js").exists()


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_kind_keeps_the_promises_of_all_kinds(name: str) -> None:
    """The store, the summaries and the exports rely on them; authors of kinds run the same check."""
    check_kind(kinds()[name], checked(name), GOOD[name])


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40))
VALUES = st.recursive(
    SCALARS | st.sampled_from(["red", "art", "yes", "need", "not_sure", "1", 5]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["text", "sort", "now", "want", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)
ENTRIES = st.sampled_from([ANSWER, "heard", "time", "abc-123", "", "\x00", "x" * 64, "\ud800"])


@pytest.mark.parametrize("name", sorted(GOOD))
@given(entry=ENTRIES, value=VALUES)
def test_parsing_refuses_or_keeps_and_parsing_twice_is_parsing_once(
    name: str, entry: str, value: Any
) -> None:
    """Whatever a browser sends is one of two things: a value that stays as it is, or a sentence."""
    kind, options = kinds()[name], checked(name)
    try:
        kept = kind.parse(options, entry, value)
    except BadValue:
        return
    assert kind.parse(options, entry, kept) == kept


@pytest.mark.parametrize(
    ("name", "entry", "value", "kept"),
    [
        ("short_text", ANSWER, "  two\n lines \x00\u200b\u202e", "two lines"),
        ("short_text", ANSWER, " \u200b\n", None),
        ("short_text", ANSWER, "e\u0301\ud800", "é"),
        ("long_text", ANSWER, "one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
        ("multi_select", ANSWER, ["art", "maths", "art"], ["maths", "art"]),
        ("multi_select", ANSWER, [], None),
        ("likert", "heard", 3, "3"),
        ("slider_pair", "time", {"now": 3}, {"now": 3, "want": None}),
        ("slider_pair", "time", {"now": None}, None),
        ("slider_pair", "time", {}, None),
        ("sticky_notes", "abc-123", {"text": " \n", "sort": "need"}, None),
        ("sticky_notes", "abc-123", {"text": "a\nb", "sort": "need"}, {"text": "a b", "sort": "need"}),
    ],
)
def test_a_value_is_kept_tidy(name: str, entry: str, value: Any, kept: Any) -> None:
    """Walls and exports show what is kept; nothing invisible, no empty answer."""
    assert kinds()[name].parse(checked(name), entry, value) == kept


RELOAD = "Reload the page and try again."


@pytest.mark.parametrize(
    ("name", "entry", "value", "sentence"),
    [
        ("short_text", "other", "x", f"This activity takes one answer a person. {RELOAD}"),
        ("short_text", ANSWER, 5, f"Only words can be kept here. {RELOAD}"),
        (
            "short_text",
            ANSWER,
            "x" * 1_000_000,
            "That is 1,000,000 characters, and 560 is the most that can be kept here. "
            "Your words are still in the box: please shorten them.",
        ),
        ("choice", ANSWER, "green", f"That is not one of the choices. {RELOAD}"),
        ("choice", ANSWER, ["red"], f"That is not one of the choices. {RELOAD}"),
        ("multi_select", ANSWER, "art", f"That is not a list of choices. {RELOAD}"),
        ("multi_select", ANSWER, ["art"] * 4, f"That is not a list of choices. {RELOAD}"),
        (
            "multi_select",
            ANSWER,
            ["art", "none"],
            "“None yet” cannot go with another choice. Untick one of them.",
        ),
        ("likert", "no-such-row", "1", f"That statement is not in this workbook. {RELOAD}"),
        ("likert", "heard", "6", f"That is not one of the choices. {RELOAD}"),
        ("likert", "heard", True, f"That is not one of the choices. {RELOAD}"),
        ("slider_pair", "no-such-row", {}, f"That line is not in this workbook. {RELOAD}"),
        ("slider_pair", "time", [1, 2], f"That is not a pair of sliders. {RELOAD}"),
        ("slider_pair", "time", {"now": 11}, "A slider stands at a whole number from 0 to 10."),
        ("slider_pair", "time", {"now": True}, "A slider stands at a whole number from 0 to 10."),
        ("slider_pair", "time", {"now": float("nan")}, "A slider stands at a whole number from 0 to 10."),
        ("sticky_notes", "short", {"text": "x"}, f"This note has no number of its own. {RELOAD}"),
        ("sticky_notes", "abc-123", "x", f"This is not a note. {RELOAD}"),
        ("sticky_notes", "abc-123", {"text": "x", "by": "me"}, f"This is not a note. {RELOAD}"),
        ("sticky_notes", "abc-123", {"text": "x"}, "Choose what sort of note it is first."),
        ("sticky_notes", "abc-123", {"text": "x", "sort": ["need"]}, "Choose what sort of note it is first."),
    ],
)
def test_a_value_that_cannot_be_kept_gets_a_sentence(
    name: str, entry: str, value: Any, sentence: str
) -> None:
    """What is wrong and what to do, in the words that stand beside the box."""
    with pytest.raises(BadValue) as error:
        kinds()[name].parse(checked(name), entry, value)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("short_text", {"limit": 5}, "limit must be a whole number from 20 to 500, not 5."),
        ("short_text", {"limit": True}, "limit must be a whole number from 20 to 500, not True."),
        ("long_text", {"limit": "many"}, "limit must be a whole number from 100 to 3000, not 'many'."),
        (
            "choice",
            {"options": "Red, Blue"},
            'options must be a list of texts, or a dict such as {"key": "text"}.',
        ),
        ("choice", {"options": []}, "options is empty. Give at least one."),
        (
            "choice",
            {"options": ["Red", " "]},
            "options has an empty line. Give it some words or take it out.",
        ),
        ("choice", {"options": ["Red", "Red"]}, "options has “Red” twice. Each line must be different."),
        (
            "choice",
            {"options": {"Red One": "Red"}},
            "options has the key 'Red One'. Use small letters, digits, dots and dashes.",
        ),
        (
            "choice",
            {"options": [f"Option {n}" for n in range(31)]},
            "options has 31 lines; nobody reads more than 30. Use fewer.",
        ),
        ("choice", {"options": ["x" * 201]}, "options has a line of 201 letters. Use 200 or fewer."),
        ("multi_select", {"alone": ["other"]}, "alone must be a list of keys of options."),
        ("multi_select", {"alone": "none"}, "alone must be a list of keys of options."),
        ("multi_select", {"fold": 11}, "fold must be a whole number from 0 to 10, not 11."),
        (
            "likert",
            {"labels": ["No", "Yes"]},
            "labels must be 3 to 7 levels from low to high; “not sure” is added by itself.",
        ),
        (
            "likert",
            {"labels": {"1": "No", "2": "So", "not_sure": "?"}},
            "labels must be 3 to 7 levels from low to high; “not sure” is added by itself.",
        ),
        (
            "yes_partly_no",
            {"options": {"yes": "Yes", "no": "No"}},
            "options must give a label for each of yes, partly and no.",
        ),
        (
            "slider_pair",
            {"now": "x", "want": "x"},
            "now and want has “x” twice. Each line must be different.",
        ),
        (
            "sticky_notes",
            {"sorts": list("abcde")},
            "sorts has 5 lines; there are 4 colours of note. Use fewer.",
        ),
        ("sticky_notes", {"most": 0}, "most must be a whole number from 1 to 50, not 0."),
    ],
)
def test_an_option_that_cannot_be_gets_its_remedy(kind: str, options: dict[str, Any], sentence: str) -> None:
    """An author reads it under the cell."""
    with pytest.raises(SpecError) as error:
        an_activity(kind, "key", **options)
    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"see": "everybody"}, "see must be one of private, anon-live, anon-reveal, named; "),
        ({"about": "feelings"}, "see must be one of private, anon-live, anon-reveal, named; "),
        (
            {"see": "named", "about": "views"},
            "short_text collects views, and nobody should have to answer after",
        ),
        ({"see": "anon-live", "about": "views"}, "short_text collects views, and nobody should"),
        ({"colour": "red"}, "short_text(…) cannot read its options: "),
        ({"prompt": " "}, "prompt is empty. Give it some words."),
        ({"prompt": "x" * 301}, "prompt has 301 letters. Use 300 or fewer; the rest can stand in the prose."),
        (
            {"key": "Not A Key"},
            "'Not A Key' cannot be a key. Use small letters, digits and dashes, a letter first.",
        ),
    ],
)
def test_what_no_kind_may_ask_for_gets_its_remedy(asked: dict[str, Any], sentence: str) -> None:
    """Visibility is decided before anybody types, so a mistake in it stops the workbook."""
    with pytest.raises(SpecError) as error:
        an_activity("short_text", **{"key": "key", **asked})
    assert str(error.value).startswith(sentence)


def test_a_wall_has_names_where_the_activity_is_named_alone() -> None:
    """A name comes to a kind only where it may be shown; a kind shows it or nothing."""
    for name, value in (
        ("short_text", "words"),
        ("choice", "red"),
        ("sticky_notes", {"text": "x", "sort": "need"}),
    ):
        spec = an_activity(name, "key", see="named")
        for shown in (NAME, ""):
            wall = kinds()[name].summarise(spec, [Entry("who", ANSWER, value, shown)])["wall"]
            assert [row["name"] for row in wall if "name" in row] == ([NAME] if shown else [])
