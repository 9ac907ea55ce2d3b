"""What is kept of a decision (C12): enough to come back to it, and nothing about whose vote was whose."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plckit.domain.consensus import HANDS, Hand, Heard, Result
from plckit.domain.decisions import Record
from plckit.errors import BadValue, SpecError
from plckit.testing import NAME


def counts(keys: Any, number: int = 0) -> dict[str, int]:
    return dict.fromkeys(keys, number)


RECORD = Record(
    versions=("We will meet weekly.", "We will meet every second week."),
    named=False,
    labels=HANDS,
    votes=(None, counts(Hand, 2)),
    heard=counts(Heard, 5),
    voices_heard=True,
    will_evident=True,
    reasons_for=("We learn more.",),
    reasons_against=(),
    doubts=("It may cost lesson time.",),
    result=Result.CONSENSUS_WITH_DOUBTS,
    reason="Both tests pass; two doubts remain.",
    declared_by=NAME,
    commitments=((NAME, "I will keep the time.", "1 December 2026"),),
    review=date(2026, 9, 1),
)

TEXTS = st.lists(st.text(max_size=9), max_size=3).map(tuple)


@given(TEXTS, TEXTS, st.none() | st.dates(), st.sampled_from([Result.NOT_YET, Result.LEADER_DECIDES]))
def test_a_record_comes_back_as_it_was(
    reasons: tuple[str, ...], doubts: tuple[str, ...], review: date | None, result: Result
) -> None:
    """It is read again at the review date, by another workbook."""
    record = replace(
        RECORD, reasons_for=reasons, reasons_against=reasons, doubts=doubts, review=review, result=result
    )
    again = Record.loads(record.dumps())
    assert again == record
    assert again.result is result
    assert again.dumps() == record.dumps()


def test_a_promise_kept_before_it_had_a_day_has_none() -> None:
    """An older record holds who and what."""
    old = {**json.loads(RECORD.dumps()), "commitments": [[NAME, "I will keep the time."]]}
    assert Record.loads(json.dumps(old)).commitments == ((NAME, "I will keep the time.", ""),)


def test_custom_labels_travel_with_the_record() -> None:
    """C2: a 2 means what the group's own words said it means."""
    own = {hand: f"{text}!" for hand, text in HANDS.items()}
    assert Record.loads(replace(RECORD, labels=own).dumps()).labels == own
    with pytest.raises(SpecError):
        replace(RECORD, labels={})


@pytest.mark.parametrize(
    "sneaked",
    [
        {"votes": ({NAME: 0},)},
        {"votes": ({**counts(Hand), NAME: 0},)},
        {"votes": ({**counts(Hand), "0": [NAME]},)},
        {"votes": ({**counts(Hand), "0": True},)},
        {"heard": {**counts(Heard), NAME: "no"}},
        {"heard": {Heard.NO: 1}},
    ],
)
def test_a_record_cannot_hold_who_voted_what(sneaked: dict[str, Any]) -> None:
    """C12: neither by hand nor from a file; what was never kept cannot get out."""
    with pytest.raises(
        BadValue, match=r"^A record keeps how many chose each answer, and nothing about who\.$"
    ):
        replace(RECORD, **sneaked)
    text = json.dumps({**json.loads(RECORD.dumps()), **sneaked})
    with pytest.raises(BadValue, match="nothing about who"):
        Record.loads(text)


def test_a_record_has_a_place_for_everything_in_c12_and_for_nothing_else() -> None:
    """A new field is looked at by somebody who knows the rule."""
    kept = {"versions", "votes", "reasons_for", "reasons_against", "doubts", "declared_by", "commitments"}
    beside = {"named", "labels", "heard", "voices_heard", "will_evident", "result", "reason", "review"}
    assert {f.name for f in fields(Record)} == kept | beside
    with pytest.raises(TypeError):
        Record.loads(json.dumps({**json.loads(RECORD.dumps()), "pairs": []}))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"declared_by": " "}, "who declared"),
        ({"versions": ()}, "the proposal"),
        ({"will_evident": False}, "only when both tests pass"),
        ({"voices_heard": False, "result": Result.CONSENSUS}, "only when both tests pass"),
        ({"doubts": ()}, "Write down the doubts"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(change: dict[str, Any], sentence: str) -> None:
    """C1, C11: a person declared it, both tests passed, and doubts are on record where the result says so."""
    with pytest.raises(BadValue, match=sentence):
        replace(RECORD, **change)
