"""The words that a group votes on stay while a vote on them stands; no vote counts for other ones."""

from __future__ import annotations

import pytest
from test_deciding import (
    FIRST,
    NAMES,
    SECOND,
    SEES,
    VOTE,
    Deciding,
    answers,
    checked,
    deciding,
    open_to,
    reasons,
    sentence,
    standing,
    voted,
    votes,
    whole,
)

from plckit.errors import Refused
from plckit.store.database import Store


@pytest.fixture
def meeting(store: Store) -> Deciding:
    return deciding(store)


def test_words_that_somebody_voted_on_stay(meeting: Deciding) -> None:
    """The first vote frees them when it is seen, the last when it is begun afresh; the refusal says so."""
    seats = meeting.people(*NAMES)
    sentence(meeting, FIRST)
    checked(meeting, seats, "y" * 10)
    answers(meeting, "first", seats[:1], "5")
    with pytest.raises(Refused, match="first reveal that vote or begin it afresh"):
        sentence(meeting, SECOND)
    meeting.phase("first", "revealed")
    sentence(meeting, SECOND)
    for phase in ("open", "locked", "revealed"):
        answers(meeting, "last", seats, votes(VOTE, SEES))
        meeting.phase("last", phase)
        with pytest.raises(
            Refused, match=r"“A question about last\?”\. To change them, first begin that vote afresh"
        ):
            sentence(meeting, "We will meet when we like.")
        assert meeting.group("words")["card"]["fields"][0]["value"] == SECOND
        meeting.ask("reset", activity="last")
    sentence(meeting, "We will meet when we like.")
    voted(meeting, seats)
    assert "consensus_with_doubts" in open_to(meeting)


def test_words_may_change_while_nobody_has_voted_on_them(meeting: Deciding) -> None:
    """The vote is open already: whoever votes afterwards has voted on the new words."""
    seats = meeting.people(*NAMES)
    sentence(meeting, FIRST)
    checked(meeting, seats, "y" * 10)
    meeting.phase("last", "open")
    sentence(meeting, SECOND)
    for seat, vote in zip(seats, votes(VOTE, SEES), strict=True):
        meeting.put(seat, "last", vote)
    meeting.phase("last", "revealed")
    assert "consensus_with_doubts" in open_to(meeting)


@pytest.mark.parametrize("opened", [False, True])
def test_a_vote_that_is_brought_back_stays_a_vote_on_its_own_words(meeting: Deciding, opened: bool) -> None:
    """Begun afresh, the sentence changed, opened again and undone: the old hands back no new sentence."""
    whole(meeting)
    meeting.ask("reset", activity="last")
    sentence(meeting, "We will meet when we like.")
    if opened:
        meeting.phase("last", "open")
    meeting.ask("undo", activity="last")
    meeting.phase("last", "revealed")
    assert "nobody has voted on it" in standing(meeting)["told"][0]
    assert open_to(meeting) == {"not_yet", "withdrawn"}
    assert reasons(meeting) == {"", "Nobody has voted on these words."}
