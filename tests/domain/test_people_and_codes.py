"""Names, codes and rejoin words: what people type is taken as they mean it."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plckit.domain.people import (
    ANIMALS,
    COLOURS,
    LONGEST_NAME,
    display_name,
    distinct,
    made_up_name,
    plain_text,
    rejoin_word,
    same_table,
    table_name,
    tidy_rejoin_word,
)
from plckit.domain.sessions import CODE_LETTERS, Phase, change_phase, new_code, tidy_code
from plckit.domain.visibility import SMALLEST_GROUP, About, See, caution, is_anonymous, who_sees, why_hidden
from plckit.domain.workbooks import Page
from plckit.errors import ActivityNotFound, BadValue, Refused, SessionNotFound
from plckit.testing import NAME, a_page, an_activity


@given(st.text())
def test_plain_text_is_stable_and_holds_nothing_invisible(text: str) -> None:
    """Stored words are parsed again by exports and by a second save; they must not change then."""
    plain = plain_text(text)
    assert plain_text(plain) == plain
    kept = set("\n\u200d\ufe0f")
    assert not [c for c in plain if unicodedata.category(c).startswith("C") and c not in kept]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (NAME, NAME),
        ("  Zoe\u0301 \t Li ", "Zoé Li"),
        ("\u202eeoZ\u200b", "eoZ"),
        ("李", "李"),
        ("7", "7"),
        ("a" * LONGEST_NAME, "a" * LONGEST_NAME),
    ],
)
def test_a_name_is_shown_as_typed_without_what_cannot_be_seen(typed: str, shown: str) -> None:
    """A right-to-left mark in a name would turn the rest of a wall around."""
    assert display_name(typed) == shown


@pytest.mark.parametrize("typed", ["", " ", "🙂", "-", "\u200b", "\ud800", "<>"])
def test_a_name_without_a_letter_is_refused(typed: str) -> None:
    """Nobody could read it out."""
    with pytest.raises(
        BadValue, match=r"^Please type a name with at least one letter, or choose a made-up name\.$"
    ):
        display_name(typed)


def test_a_long_name_is_refused_with_its_length() -> None:
    """The sentence says how much is too much."""
    with pytest.raises(BadValue, match=r"^That name has 10,000 letters\. Please use 40 or fewer\.$"):
        display_name("x" * 10_000)


def test_a_name_that_is_taken_gets_a_number() -> None:
    """In a named activity two of one name would be one person."""
    assert distinct(NAME, set()) == NAME
    assert distinct(NAME, {NAME, f"{NAME} (2)"}) == f"{NAME} (3)"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        *(("Kōwhai Road", "kowhai  road", True), ("Bay College", "BAYCOLLEGE", True), ("B2", "b 2", True)),
        *(("Bay College", "Bay School", False), ("1", "11", False), ("कि", "कु", False), ("", "", True)),
    ],
)
def test_a_table_is_one_table_however_it_is_typed(one: str, other: str, same: bool) -> None:
    """Two colleagues of one school are in one team whatever their phones make of its name."""
    assert same_table(one, other) is same


def test_a_table_with_a_name_is_called_by_it_alone() -> None:
    """“Table Bay College” is nobody's school."""
    assert [table_name(table) for table in ("3", "B2", "Bay College", "")] == [
        "Table 3",
        "Table B2",
        "Bay College",
        "",
    ]


def test_made_up_names_and_words_can_be_said_and_typed() -> None:
    """A word is read off one screen and typed into another."""
    assert len(COLOURS) == len(set(COLOURS)) > 50
    assert len(ANIMALS) == len(set(ANIMALS)) > 90
    rng = random.Random(1)
    for _ in range(200):
        assert display_name(made_up_name(rng)).istitle()
        word = rejoin_word(rng)
        assert tidy_rejoin_word(f"  {word.upper().replace(' ', '-')} ") == word


@pytest.mark.parametrize("typed", ["kt7m", " K T 7 M ", "KT-7M", "kt.7m", "\tkt7m\n"])
def test_a_code_is_read_as_it_was_meant(typed: str) -> None:
    """Small letters, spaces and dashes are how people write four letters."""
    assert tidy_code(typed) == "KT7M"


@pytest.mark.parametrize(
    "typed", ["", "KT7", "KT7MM", "KT0M", "KTIM", "李李李李", "KT7M'", "ﬁﬁ", "x" * 10_000]
)
def test_a_code_that_cannot_be_is_refused_without_a_search(typed: str) -> None:
    """The sentence repeats no more than a line of it."""
    with pytest.raises(SessionNotFound) as error:
        tidy_code(typed)
    assert len(str(error.value)) < 130


def test_a_new_code_has_no_letters_people_mix_up() -> None:
    """0 and O, 1 and I and L look alike on a wall."""
    codes = {new_code(random.Random(seed)) for seed in range(500)}
    assert len(codes) > 400
    assert not set("".join(codes)) & set("01OIL")
    assert all(tidy_code(code) == code for code in codes)
    assert set("".join(codes)) <= set(CODE_LETTERS)


# Rule P3


@pytest.mark.parametrize("people", range(8))
@pytest.mark.parametrize("revealed", [False, True])
@pytest.mark.parametrize("about", About)
@pytest.mark.parametrize("see", See)
def test_what_the_room_may_see_follows_rule_p3(see: See, about: About, revealed: bool, people: int) -> None:
    """Four answers of views are four people, five are a group (P3): all cases, said once more."""
    shown = {
        See.PRIVATE: False,
        See.NAMED: True,
        See.ANON_LIVE: about is About.IDEAS or people >= 5,
        See.ANON_REVEAL: revealed and (about is About.IDEAS or people >= 5),
        See.OPT_IN: revealed and (about is About.IDEAS or people >= 5),
        See.PAIR: False,
        See.GROUP: False,
        See.TEAM: False,
    }[see]
    assert (why_hidden(see, about, revealed, people) is None) is shown


def test_the_smallest_group_is_five_and_small_groups_are_warned() -> None:
    """The boundary itself, on both sides of it."""
    assert SMALLEST_GROUP == 5
    assert why_hidden(See.ANON_REVEAL, About.VIEWS, True, 4) is not None
    assert why_hidden(See.ANON_REVEAL, About.VIEWS, True, 5) is None
    assert caution(See.ANON_LIVE, About.IDEAS, 4, 4)
    assert not caution(See.ANON_LIVE, About.IDEAS, 5, 5)
    assert not caution(See.NAMED, About.IDEAS, 1, 1)


def test_views_of_few_of_those_asked_carry_a_warning() -> None:
    """Rule L6: whoever did not answer may see it differently; 60 % itself is enough."""
    assert caution(See.ANON_REVEAL, About.VIEWS, 11, 20)
    assert not caution(See.ANON_REVEAL, About.VIEWS, 12, 20)
    assert not caution(See.ANON_REVEAL, About.VIEWS, 5, 5)


@pytest.mark.parametrize("see", See)
def test_who_will_see_it_is_said_before_anybody_types(see: See) -> None:
    """Each mode has a label and a sentence of its own."""
    said = who_sees(see, About.VIEWS)
    assert said["label"]
    assert said["detail"].endswith(".")
    assert len({who_sees(mode, About.VIEWS)["label"] for mode in See}) == len(See)
    assert ("without" in said["label"]) is is_anonymous(see)


def test_a_phase_that_is_none_and_a_private_reveal_are_refused() -> None:
    """A console that went wrong must not put an activity nowhere."""
    private, other = an_activity("long_text", "diary", see="private"), an_activity("short_text", "idea")
    assert [change_phase(other, phase) for phase in Phase] == list(Phase)
    assert change_phase(private, "locked") is Phase.LOCKED
    with pytest.raises(BadValue, match=r"^An activity can be waiting, open, locked or revealed\.$"):
        change_phase(other, "gone")
    with pytest.raises(Refused, match=r"is private to each writer, so there is nothing to reveal\.$"):
        change_phase(private, "revealed")


# Pages


def test_a_page_comes_back_as_it_was_and_in_its_order() -> None:
    """Options are shown in the author's order on every screen, today and after a restart."""
    options = {"z": "Last letter", "a": "First letter", "m": "In between"}
    page = a_page({"First": [an_activity("choice", "pick", options=options)], "Second": []}, title=NAME)
    again = Page.loads(page.dumps())
    assert again == page
    assert list(again.activity("pick").options["choices"]) == ["z", "a", "m"]
    assert (again.dumps(), again.digest) == (page.dumps(), page.digest)


def test_a_page_with_another_order_is_another_page() -> None:
    """Sessions are pinned by this digest."""
    options = {"z": "Last letter", "a": "First letter"}
    turned = dict(reversed(options.items()))
    digests = {
        a_page({"First": [an_activity("choice", "pick", options=given)]}).digest
        for given in (options, turned)
    }
    assert len(digests) == 2


def test_a_page_knows_its_steps() -> None:
    """Before the start the first step is next; after the last there is none."""
    page = a_page()
    assert [page.after(key).key if page.after(key) else None for key in ("", "first", "second")] == [
        "first",
        "second",
        None,
    ]
    assert page.step("") is None
    assert page.step_of("likert") == page.step("second")
    for key in ("no-such", None, ["idea"], {}):
        with pytest.raises(ActivityNotFound, match="Reload the page and try again"):
            page.activity(key)  # type: ignore[arg-type]
