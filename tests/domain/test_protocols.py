"""Protocols as files: every one of ours can be led as it is, and a fork that cannot says what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from plckit.activities.protocol.scripts import names, protocol
from plckit.domain.protocols import WHO, Protocol, Running, running
from plckit.errors import SpecError

# The clocks of the content brief (P1 to P12): the minute at which each round begins, and the end.
# P9 and P12 are several meetings; a lesson is as long as a lesson is. In P10 each room is a round.
CLOCKS = {
    "data-dialogue": [0, 3, 9, 12, 22, 31, 34, 42, 45],
    "data-look": [0, 5, 15, 25, 35, 42, 50],
    "dilemma-helpers": [0, 8, 13, 23, 25, 40, 46, 50],
    "plan-tune-up": [0, 10, 14, 21, 24, 39, 47, 51, 55],
    "hand-vote": [0, 1, 2, 3, 9, 12, 14, 15],
    "pile-and-name": [0, 2, 8, 10, 17, 21, 24, 25],
    "alone-pair-four-all": [0, 2, 5, 10, 14, 15],
    "question-round": [0, 5, 12, 15, 38, 43, 50, 57, 60],
    "research-lesson-plan": [0, 8, 20, 28, 48, 55, 60],
    "research-lesson-lesson": [0, 45, 50],
    "research-lesson-debrief": [0, 5, 20, 30, 40, 46, 50],
    "enquiry-visit": [0, 15, 27, 30, 42, 45, 57, 60, 72, 75, 85, 100, 112, 120],
    "gallery-walk": [0, 3, 7, 9, 12, 16, 18, 21, 25, 27],
    "read-in-parts": [0, 3, 13, 23, 37, 42, 45],
    "line-phrase-word": [0, 6, 10, 13, 15, 22, 25],
    "watch-and-coach-before": [0, 10],
    "watch-and-coach-lesson": [0, 25],
    "watch-and-coach-after": [0, 5, 12, 20, 25],
}
GOES_ON = {
    "research-lesson-plan",
    "research-lesson-lesson",
    "watch-and-coach-before",
    "watch-and-coach-lesson",
}
OWN = """
id = "own"
title = "Our own"
purpose = "To talk."
minutes = 5
people = "3 people"
roles = ["facilitator"]
traps = []
tradition = "Ours."

[[rounds]]
key = "tell"
title = "Tell"
minutes = 2
who = "presenter"
say = "Tell us."
facilitator = "Listen."

[[rounds]]
key = "talk"
title = "Talk"
minutes = 3
who = "everyone"
say = "Talk."
facilitator = "Ask."
"""
ROUNDS = OWN[OWN.index("[[rounds]]") :]


@pytest.mark.parametrize("name", CLOCKS)
def test_a_protocol_keeps_the_clock_of_the_brief(name: str) -> None:
    """A guide, a projector and a timekeeper must agree on when a round ends."""
    one = protocol(name)
    assert one.id == name
    assert one.clock() == CLOCKS[name]
    assert one.minutes == CLOCKS[name][-1]
    assert one.roles
    assert one.traps
    assert {each.who for each in one.rounds} <= set(WHO)


def test_every_file_has_its_clock_here() -> None:
    """A protocol nobody has timed is a protocol that runs over."""
    assert set(names()) == set(CLOCKS)
    assert {who for name in names() for who in (each.who for each in protocol(name).rounds)} == set(WHO)


@pytest.mark.parametrize("name", sorted(set(CLOCKS) - GOES_ON))
def test_a_protocol_ends_with_the_question_about_itself(name: str) -> None:
    """A group that never looks at how it works never works better."""
    last = protocol(name).rounds[-1]
    assert "What did the steps help us do, and what got in the way?" in last.say + last.facilitator


def test_a_round_can_be_left_out_or_made_shorter() -> None:
    """A workbook has twelve minutes where the protocol has twenty-five."""
    own = Protocol.loads(OWN, "own.toml")
    assert [(one.key, one.minutes) for one in own.some(None, None)] == [("tell", 2), ("talk", 3)]
    assert [(one.key, one.minutes) for one in own.some(["talk", "tell"], {"tell": 1})] == [
        ("tell", 1),
        ("talk", 3),
    ]
    assert [one.key for one in own.some(["talk"], {})] == ["talk"]


@pytest.mark.parametrize(
    ("wrong", "right", "sentence"),
    [
        ("minutes = 5", "minutes = 6", "own.toml says 6 minutes, and its rounds take 5. Make them agree."),
        ("minutes = 3", "minutes = 0", "own.toml, round 2: minutes must be a whole number from 1 to 240"),
        ("minutes = 3", "minutes = true", "own.toml, round 2: minutes must be a whole number from 1 to 240"),
        ('"everyone"', '"the boss"', "own.toml, round 2: who must be one of alone, silence, pairs, "),
        ('say = "Talk."', 'say = " "', "own.toml, round 2: say is empty. Give it some words."),
        ('say = "Talk."', f'say = "{"x" * 301}"', "own.toml, round 2: say has 301 letters. Use 300 or "),
        ('say = "Talk."', "", "own.toml, round 2 does not say: say. Add a line for each."),
        ('say = "Talk."', 'say = "Talk."\nsays = "x"', "own.toml, round 2 says what nobody reads: ['says']."),
        ('key = "talk"', 'key = "tell"', "own.toml has two rounds with the same key. Give each a key of "),
        ('key = "talk"', 'key = "Talk it"', "own.toml, round 2: key must be small letters, digits"),
        ('roles = ["facilitator"]', 'roles = "all"', "own.toml: roles must be a list of texts, such as "),
        ("traps = []", "traps = [5]", "own.toml: traps is empty. Give it some words."),
        ('id = "own"', "", "own.toml does not say: id. Add a line for each."),
        ("[[rounds]]", "[[round]]", "own.toml does not say: rounds. Add a line for each."),
        (ROUNDS, "rounds = []", "own.toml needs 1 to 20 parts that begin with [[rounds]]."),
        (ROUNDS, "rounds = [5]", "own.toml, round 1 does not say: facilitator, key, minutes, "),
        ('id = "own"', "id = own", "own.toml is not TOML: Invalid value (at line 2, column 6). Begin"),
    ],
)  # fmt: skip
def test_a_fork_that_cannot_be_led_says_what_to_mend(wrong: str, right: str, sentence: str) -> None:
    """Whoever changes a copy reads the sentence under the cell."""
    assert wrong in OWN
    with pytest.raises(SpecError) as error:
        Protocol.loads(OWN.replace(wrong, right), "own.toml")
    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith(".")


def test_a_file_beside_the_notebook_is_a_protocol_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A community that has found a better way keeps it, changes it and sends it on."""
    (tmp_path / "ours.toml").write_text(OWN, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert protocol("ours.toml") == protocol(Path("ours.toml")) == protocol(tmp_path / "ours.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    for script, sentence in (
        ("theirs.toml", "The file 'theirs.toml' is not there. Put a protocol there, beside the notebook."),
        ("odd.toml", "The file 'odd.toml' is not text. Put a protocol there, beside the notebook."),
        (
            "question round",
            "There is no protocol 'question round'. Use a file of your own (.toml), or one of: ",
        ),
    ):
        with pytest.raises(SpecError) as error:
            protocol(script)
        assert str(error.value).startswith(sentence)


def test_the_same_round_again_keeps_its_beginning() -> None:
    """A minute more is a minute more, and not the round all over again."""
    opened = ("phase", "open", "9:00")
    more = [
        opened,
        ("adjust", {"round": 1, "extra": 1}, "9:04"),
        ("adjust", {"round": 1, "extra": 2}, "9:05"),
    ]
    assert running([]) == Running(None)
    assert running([opened]) == Running("9:00", 1, 0)
    assert running(more) == Running("9:00", 1, 2)
    after = [
        *more,
        ("adjust", {"round": 2, "extra": 0}, "9:07"),
        ("adjust", {"round": 2, "extra": 0}, "9:08"),
    ]
    assert running(after) == Running("9:07", 2, 0)
    assert running([*after, ("adjust", {"round": 1, "extra": 0}, "9:09")]) == Running("9:09", 1, 0)
    assert running([*after, ("phase", "locked", "9:10")]) == Running(None)
    assert running([*after, ("phase", "locked", "9:10"), ("phase", "open", "9:11")]) == Running("9:11", 1, 0)
