"""When a group may say “consensus” (C1–C13): the worked test word for word, and what any group relies on."""

from __future__ import annotations

import dataclasses
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plckit.domain.consensus import (
    GROUNDS,
    HAND,
    HANDS,
    LOW,
    PASS_OR_NOT_YET,
    RESULTS,
    SEES,
    Facts,
    Finding,
    Ground,
    Hand,
    Heard,
    Pair,
    Result,
    Sees,
    allowed,
    count_hands,
    declare,
    enough_people,
    hearing_due,
    label_hands,
    naming_note,
    pairs_of,
    settle_naming,
    shown,
    voices_heard,
    will_evident,
)
from plckit.domain.entries import ANSWER, Entry
from plckit.errors import BadValue, Refused, SpecError

SECOND_VOTE = "5544433310"
A_PERSON_MAY_ALWAYS = {Result.WITHDRAWN, Result.LEADER_DECIDES}
PAIRS = st.lists(st.tuples(st.sampled_from([None, *Hand]), st.sampled_from([None, *Sees])), max_size=14)


def hands(digits: str) -> list[Hand]:
    """One hand a character, “a” for abstain."""
    return [Hand.ABSTAIN if digit == "a" else Hand(digit) for digit in digits]


def pairs(digits: str, not_sure: str = "", no: str = "") -> list[Pair]:
    """Hands whose will answer is yes, but for the hands at the places named."""
    answers = {**dict.fromkeys(map(int, not_sure), Sees.NOT_SURE), **dict.fromkeys(map(int, no), Sees.NO)}
    return [(hand, answers.get(place, Sees.YES)) for place, hand in enumerate(hands(digits))]


def facts(vote: str | list[Pair] = SECOND_VOTE, heard: str = "yyyyyypppp", **changed: Any) -> Facts:
    """The worked test: ten members, everybody voted twice, nine see the will, one is not sure."""
    words = {"y": Heard.YES, "p": Heard.PARTLY, "n": Heard.NO}
    given: dict[str, Any] = {"members": 10, "hearing": True, "amended": True, "loops": 1} | changed
    linked = pairs(vote, not_sure="9") if isinstance(vote, str) else vote
    return Facts(pairs=linked, heard=[words[letter] for letter in heard], **given)


def open_by_tests(case: Facts) -> set[Result]:
    """What the tests themselves leave: without taking back, and without a leader who decides alone."""
    return set(allowed(case)) - A_PERSON_MAY_ALWAYS


# The worked test of 4.2


def test_worked_both_tests_pass_so_consensus_with_doubts_is_allowed() -> None:
    """8 of 10 at 3 or more, 9 yes and 1 not sure, the hearing was held; nobody is made to declare it (C1)."""
    case = facts()
    assert voices_heard(case)
    assert will_evident(case.pairs)
    assert open_by_tests(case) == {Result.CONSENSUS_WITH_DOUBTS, Result.NOT_YET}
    assert allowed(case) >= A_PERSON_MAY_ALWAYS
    assert all(will_evident(pairs(SECOND_VOTE, not_sure=str(place))) for place in range(10))


def test_worked_change_one_3_to_2_and_it_is_not_yet() -> None:
    """70 % is under 80 %."""
    assert open_by_tests(facts("5544433210")) == {Result.NOT_YET}


@given(st.text(alphabet="012345a", min_size=10, max_size=10))
def test_worked_one_person_unheard_and_it_is_not_yet_whatever_the_votes(votes: str) -> None:
    """Ten fives do not make up for one person whose view was not said; a loop is still open."""
    assert open_by_tests(facts(votes, heard="yyyyyppppn")) == {Result.NOT_YET}


def test_without_low_votes_it_is_consensus_without_doubts() -> None:
    """C11: doubts are on record only where there are some."""
    assert open_by_tests(facts("5544433333")) == {Result.CONSENSUS, Result.NOT_YET}


# Quorum (C5)


@pytest.mark.parametrize(
    ("votes", "written", "members", "enough"),
    [
        ("555555", 0, 8, True),  # 75 % itself
        ("5" * 74, 0, 100, False),
        ("55555", 1, 8, True),  # a written view counts
        ("55555a", 0, 8, False),  # a pass is not a view
        ("", 8, 8, True),
        ("", 0, 0, False),
    ],
)
def test_a_quorum_is_three_quarters_voting_or_writing(
    votes: str, written: int, members: int, enough: bool
) -> None:
    """C5, on both sides of the border; below it nothing but “not yet” and “taken back” is left."""
    case = facts(pairs(votes), written=written, members=members)
    assert enough_people(case) is enough
    assert enough or allowed(case) == {Result.NOT_YET, Result.WITHDRAWN}


def test_a_group_may_ask_for_more_than_the_defaults() -> None:
    """A coach may raise both numbers."""
    assert not enough_people(facts(members=11, quorum=95))
    assert open_by_tests(facts(will=85)) == {Result.NOT_YET}


def test_more_views_than_members_are_refused() -> None:
    """With too few members on the list, every quorum is reached."""
    for written in (1, -1):
        with pytest.raises(BadValue, match="more votes and written views than members"):
            facts(written=written)
    with pytest.raises(BadValue, match=r"^A group goes back to its views 2 times at most\.$"):
        facts(loops=3)


# Voices heard (C6)


def test_every_listed_group_has_an_entry_or_a_dated_attempt() -> None:
    """C5, C6: written views are the entries of the absent; nobody can be left out for being hard to reach."""
    assert voices_heard(facts(voices={"absent members": 2, "families": date(2026, 5, 4)}))
    assert not voices_heard(facts(voices={"absent members": 0}))
    assert not voices_heard(facts(voices={"absent members": 2, "night staff": None}))
    assert not voices_heard(facts(heard=""))  # a check that nobody answered was not made


# Will evident (C7)


@pytest.mark.parametrize(
    ("linked", "evident"),
    [
        (pairs("33330"), True),  # 80 % itself
        (pairs("3333333300a"), True),  # who abstains is neither for nor against
        (pairs("333aa"), True),
        (pairs("3" * 79 + "0" * 21), False),
        (pairs("aaaaa"), False),  # nobody showed a hand
        ([], False),
        (pairs("33333", not_sure="0"), True),  # 80 % see it
        (pairs("33333", not_sure="01"), False),
        (pairs("33333", no="0"), True),  # a “no” of somebody who is for it
        (pairs("33330", no="4"), False),  # of somebody who is against it
        (pairs("33330", not_sure="4"), True),  # one more talk round, not a fail
        ([(Hand.GOOD, Sees.YES)] * 3 + [(Hand.GOOD, None)], False),  # silence is not a yes
        ([(Hand.GOOD, Sees.YES)] * 3 + [(Hand.ABSTAIN, None)], True),  # a pass is no answer
        ([(Hand.GOOD, Sees.YES)] * 3 + [(Hand.ABSTAIN, Sees.NO)], False),
        ([(Hand.GOOD, Sees.YES)] * 4 + [(None, Sees.NO)], True),
    ],
)
def test_the_will_is_evident_when_each_part_of_c7_holds(linked: list[Pair], evident: bool) -> None:
    """The borders of each part, and the base of each share."""
    assert will_evident(linked) is evident


@given(st.integers(5, 40), st.data())
def test_votes_with_the_same_mean_are_told_apart(people: int, data: st.DataObject) -> None:
    """C1: every two 3s that become a 5 and a 1 leave the mean at 3; the finding follows the 1s alone."""
    low = data.draw(st.integers(0, people // 2))
    votes = hands("5" * low + "1" * low + "3" * (people - 2 * low))
    assert sum(map(int, votes)) == 3 * people
    assert will_evident([(hand, Sees.YES) for hand in votes]) is (5 * low <= people)


@given(PAIRS, st.integers(0, 20))
def test_passing_changes_no_will_test(linked: list[Pair], passes: int) -> None:
    """Section 0: a pass is always allowed and never counted as a view."""
    assert will_evident([*linked, *[(Hand.ABSTAIN, None)] * passes]) is will_evident(linked)


@given(PAIRS, st.lists(st.sampled_from(Heard), max_size=9), st.booleans(), st.randoms())
def test_who_is_who_changes_nothing(
    linked: list[Pair], heard: list[Heard], named: bool, rng: random.Random
) -> None:
    """People in another order are the same group."""
    case = Facts(members=14, pairs=linked, heard=heard)
    mixed = Facts(members=14, pairs=rng.sample(linked, len(linked)), heard=rng.sample(heard, len(heard)))
    assert shown(mixed, named) == shown(case, named)


# Hearing and blocking (C9, C10)


def test_a_0_waits_for_its_hearing_even_when_it_has_gone() -> None:
    """C9: whoever showed a 0 in the first vote was not heard by being outvoted in the second."""
    for case in (facts(hearing=False), facts("5" * 10, earlier=hands("0555"), hearing=False)):
        assert hearing_due(case)
        assert allowed(case) == {Result.NOT_YET, Result.WITHDRAWN}
    assert not hearing_due(facts("5" * 9 + "1", hearing=False))


def test_a_0_with_a_ground_may_block_and_does_not_have_to() -> None:
    """C9, C10: no automatic veto; with a listed ground both results are open, and a person says which."""
    assert open_by_tests(facts(grounds=frozenset({Ground.LAW}))) == {
        Result.CONSENSUS_WITH_DOUBTS,
        Result.BLOCKED,
        Result.NOT_YET,
    }
    assert Result.BLOCKED not in allowed(facts("5" * 9 + "1", grounds=frozenset(Ground)))  # no 0 remains
    assert Result.BLOCKED not in allowed(facts("5" * 9 + "0"))  # no ground


def test_voices_still_unheard_may_block_only_when_the_loops_are_used_up() -> None:
    """C10 says “still fails”: while a loop is left, the group goes back and listens."""
    assert [Result.BLOCKED in allowed(facts(heard="yn", loops=loops)) for loops in (0, 1, 2)] == [
        False,
        False,
        True,
    ]
    assert Result.BLOCKED not in allowed(facts("5" * 10, heard="yn", loops=2, hearing=False))


@given(PAIRS, st.sets(st.sampled_from(Ground)), st.integers(0, 2), st.booleans(), st.booleans())
def test_one_more_0_never_blocks_without_hearing_and_an_amended_vote(
    linked: list[Pair], grounds: set[Ground], loops: int, hearing: bool, amended: bool
) -> None:
    """C10: whoever stops the group has been heard first, and an amended sentence has been tried."""
    assume(not (hearing and amended))
    more: list[Pair] = [*linked, (Hand.STOP, Sees.NO)]
    case = facts(more, members=len(more), loops=loops, hearing=hearing, amended=amended)
    assert Result.BLOCKED not in allowed(dataclasses.replace(case, grounds=frozenset(grounds)))


# What the room may see (C3, C8, C13)


@given(PAIRS, st.data(), st.booleans())
def test_the_room_learns_nothing_of_low_voters_beyond_pass_or_not_yet(
    linked: list[Pair], data: st.DataObject, named: bool
) -> None:
    """C8: however the low voters answered the will check, the same pass or not yet shows the same."""
    answers = st.sampled_from([None, *Sees])
    other = [(hand, data.draw(answers) if hand in LOW else sees) for hand, sees in linked]
    assume(will_evident(other) is will_evident(linked))
    one, two = (facts(case, members=14) for case in (linked, other))
    assert shown(one, named) == shown(two, named)


def test_a_talk_round_is_called_for_whether_or_not_the_lone_low_voter_sees_the_will() -> None:
    """C7 calls for it at “not sure”; called for only then, it would tell what that one person answered."""
    sure, unsure = (shown(facts(pairs("5555555551", not_sure=place)), False) for place in ("", "9"))
    assert sure == unsure
    assert sure.talk_round
    assert PASS_OR_NOT_YET[sure.will_evident] == "Pass"
    assert not shown(facts("5" * 10), named=False).talk_round


def test_a_finding_holds_counts_and_no_will_answers() -> None:
    """The temperature and the finding are two layers (C1); the cross-table is in neither (C8)."""
    found = shown(facts(), named=False)
    assert found.counts == {"0": 1, "1": 1, "2": 0, "3": 3, "4": 3, "5": 2, "abstain": 0}
    assert {f.name for f in dataclasses.fields(Finding)} == {
        *("counts", "quorum", "voices_heard", "will_evident", "hearing_due", "talk_round", "may")
    }
    assert not {word for word in ("Hand.", "Sees.", "Heard.") if word in repr(facts())}  # nor in a log


def test_counts_stay_hidden_under_five_unnamed_hands() -> None:
    """P3; four who abstained know it of each other, so the fifth hand would have a name."""
    assert count_hands(hands("5550"), named=False) is None
    assert count_hands(hands("5aaaa"), named=False) is None
    assert count_hands(hands("55550"), named=False) is not None
    assert count_hands(hands("0"), named=True) is not None
    assert shown(facts("555", members=3), named=True).talk_round  # C13


def test_nothing_is_promised_to_fewer_than_four() -> None:
    """C13: three people can tell each other's hands."""
    assert "without names" in naming_note(False, 4)
    assert "without names" not in naming_note(False, 3)
    assert "with your name" in naming_note(True, 3)


def test_names_are_settled_before_the_first_vote() -> None:
    """C4: whoever voted unnamed must not find a name beside the vote."""
    assert settle_naming(True, settled=None, votes=0)
    assert not settle_naming(False, settled=True, votes=0)
    assert settle_naming(True, settled=True, votes=9)
    for named, settled in ((True, False), (False, True), (True, None)):
        with pytest.raises(Refused, match=r"^Voting has begun"):
            settle_naming(named, settled, votes=1)


def test_pairs_forget_whose_they_are() -> None:
    """C8: the link of vote and will answer leaves the people and their order behind."""
    votes = [{HAND: "4", SEES: "yes"}, {HAND: "0", SEES: "no"}, {HAND: "abstain", SEES: None}]
    linked = pairs_of([Entry(who, ANSWER, vote) for who, vote in zip("abc", votes, strict=True)])
    assert linked == pairs_of(
        [Entry(who, ANSWER, vote) for who, vote in zip("cba", votes[::-1], strict=True)]
    )
    assert linked == pairs_of(
        [Entry(who, ANSWER, vote) for who, vote in zip("xyz", votes[::-1], strict=True)]
    )
    assert set(linked) == {(Hand.GOOD, Sees.YES), (Hand.STOP, Sees.NO), (Hand.ABSTAIN, None)}


# Labels, declaration, record (C1, C2, C11, C12)


def test_every_hand_ground_and_result_has_words() -> None:
    """C2, C11: labels are always visible, and a leader's decision never looks like consensus."""
    assert set(HANDS) == set(Hand) - {Hand.ABSTAIN}
    assert (set(GROUNDS), set(RESULTS)) == (set(Ground), set(Result))
    assert "not consensus" in RESULTS[Result.LEADER_DECIDES]


def test_custom_labels_are_complete_tidy_and_in_order() -> None:
    """C2: labels differ between traditions, so a group may bring its own."""
    own = {hand: f" {HANDS[hand]}  \u200b({hand})" for hand in reversed(HANDS)}
    assert list(label_hands(own).items()) == [(hand, f"{text} ({hand})") for hand, text in HANDS.items()]
    for wrong in ({}, {**HANDS, "0": " "}, {**HANDS, "0": HANDS["1"]}, {**HANDS, "6": "More"}):
        with pytest.raises(SpecError, match=r"^labels must give each of the hands"):
            label_hands(wrong)


def test_a_person_declares_one_of_the_results_that_are_open() -> None:
    """C1: the finding opens results, and the sentence says which."""
    found = shown(facts(), named=False)
    assert declare("consensus_with_doubts", found) is Result.CONSENSUS_WITH_DOUBTS
    for wanted in ("consensus", "unanimous"):
        with pytest.raises(
            Refused, match=r"choose: Consensus, with doubts on record; Not yet; Taken back; The"
        ):
            declare(wanted, found)
