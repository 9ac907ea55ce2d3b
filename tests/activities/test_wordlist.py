"""The words a room used, counted: what is one word, what is left out, and what a facilitator may change."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from plckit.activities import wordlist
from plckit.activities.registry import kinds
from plckit.domain.entries import ANSWER, Entry
from plckit.errors import BadValue
from plckit.testing import an_activity

Counted = dict[str, int]


def options(**changed: Any) -> dict[str, Any]:
    """Return the options of a list of words."""
    return {**wordlist.options(True, ()), **changed}


def counted(*texts: str, **changed: Any) -> Counted:
    """Return how many people used each word; each text is another person's."""
    lines, _ = wordlist.count([(f"who-{n}", text) for n, text in enumerate(texts)], options(**changed))
    return {line.word: line.people for line in lines}


def test_a_person_counts_once_a_word() -> None:
    """The list says how many people, and nobody is louder by writing more."""
    assert counted("time time TIME", "time") == {"time": 2}


def test_two_notes_of_one_person_are_one_person() -> None:
    """Whoever writes many notes has many words and one voice."""
    kind, spec = kinds()["sticky_notes"], an_activity("sticky_notes", "wall", words=True)
    notes = [("one", "trust"), ("one", "trust"), ("two", "talk")]
    entries = [Entry(who, f"note-{n}", {"text": text, "sort": "need"}) for n, (who, text) in enumerate(notes)]
    rows = kind.summarise(spec, entries)["rows"]
    assert [(row["statement"], row["count"], row["n"]) for row in rows] == [("talk", 1, 2), ("trust", 1, 2)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("learning", "learnings", "Learning"), {"learning": 3}),
        (("colleague", "colleague", "colleagues", "colleage"), {"colleague": 4}),
        (("quiet", "quite"), {"quiet": 1, "quite": 1}),
        (("planning", "learning"), {"learning": 1, "planning": 1}),
        (("form", "from", "forms"), {"form": 1, "forms": 1}),
        (("cat", "cats"), {"cat": 1, "cats": 1}),
        (("don’t worry", "don't WORRY"), {"worry": 2, "don't": 2}),
        (("co-teaching", "co-teaching"), {"co-teaching": 2}),
    ],
)
def test_near_twins_are_one_word_and_others_are_not(texts: tuple[str, ...], expected: Counted) -> None:
    """A plural and a slip of the pen are the same thought; quiet and quite are not."""
    assert counted(*texts) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("शिक्षा और सीखना", {"शिक्षा", "और", "सीखना"}),
        ("أفكار للقاء", {"أفكار", "للقاء"}),
        ("شُكْرًا", {"شُكْرًا"}),
        ("می‌خواهم", {"می‌خواهم"}),
        ("לומדים יחד", {"לומדים", "יחד"}),
        ("учимся вместе", {"учимся", "вместе"}),
        ("σχολεῖο", {"σχολεῖο"}),
        ("学习 共同体", {"学习", "共同体"}),
        ("ครู นักเรียน", {"ครู", "นักเรียน"}),
        ("öğrenme İstanbul", {"öğrenme", "İstanbul"}),
        ("❤️ 👩‍🏫 3 2027-02-15", set()),
    ],
)
def test_words_of_every_script_stay_whole(text: str, found: set[str]) -> None:
    """A vowel sign is part of its word; an emoji and a number are none."""
    assert set(counted(text)) == found


def test_the_same_texts_give_the_same_list_in_whatever_order() -> None:
    """Two screens, and tomorrow's print, show one list."""
    texts = [
        f"{a} {b}" for a in ("Learning", "learnings", "quiet", "quite") for b in ("trust", "Trust", "talk")
    ]
    pairs = [(f"who-{n}", text) for n, text in enumerate(texts)]
    first = wordlist.summary(pairs, options())
    for seed in range(20):
        assert wordlist.summary(random.Random(seed).sample(pairs, len(pairs)), options()) == first


def test_what_is_left_out_and_counted_together_is_said() -> None:
    """A list that hides its choices looks like the room's own words."""
    pairs = [("a", "the school is learning"), ("b", "a school of learnings"), ("c", "learning")]
    said = wordlist.summary(pairs, options(leave_out=["school"]))
    assert [(row["statement"], row["count"]) for row in said["rows"]] == [("learning", 3)]
    assert said["list"]["leftOut"] == ["a", "is", "of", "school", "the"]
    assert "Left out: a, is, of, school, the." in said["words"]
    assert "Counted as “learning”: learnings." in said["words"]
    assert said["list"]["changed"]["leave_out"] == ["school"]


def test_an_author_may_leave_out_words_however_they_are_written() -> None:
    """In every workbook about a school the word school says nothing."""
    left = wordlist.options(True, ["School", "SCHOOL", "don’t"])
    assert left["leave_out"] == ["don't", "school"]
    assert wordlist.options(False, ["School"]) == {}


def test_more_than_fifteen_words_are_counted_and_not_shown() -> None:
    """Nobody reads sixty bars; how many are left is said."""
    words = [f"{a}{b}" for a in "bcdfg" for b in ("alm", "onk", "urz", "ift")]
    said = wordlist.summary([("who", " ".join(words))], options())
    assert [row["part"] for row in said["rows"]] == ["bar"] * 15 + ["more"]
    assert said["rows"][-1]["label"] == "and 5 more"


def test_one_vandal_does_not_hold_everybody_up() -> None:
    """Fifty full notes of words that begin alike are compared with one another at every change."""
    words = ["a" + "".join(random.Random(n).choices("bcdefgh", k=8)) for n in range(8000)]
    begun = time.perf_counter()
    lines, _ = wordlist.count([("who", " ".join(words))], options())
    assert len(lines) > 100
    assert time.perf_counter() - begun < 10


def test_whatever_is_in_the_list_can_be_left_out() -> None:
    """A word too long to be left out would be the vandal's."""
    longest, longer = "x" * wordlist.LONGEST_WORD, "ß" * (wordlist.LONGEST_WORD // 2 + 1)
    assert counted(f"{longest} {longer}") == {longest: 1}
    assert counted(longest, **wordlist.adjust({"leave_out": [longest]})) == {}


# What a facilitator changes


def test_a_small_word_comes_back_and_another_goes() -> None:
    """“We” can be the point of the evening."""
    assert counted("we trust", "we talk", back=["we"], leave_out=["talk"]) == {"we": 2, "trust": 1}


def test_twins_are_counted_apart_when_the_room_says_so() -> None:
    """The room knows what it meant."""
    assert counted("learning", "learnings", apart=["learnings"]) == {"learning": 1, "learnings": 1}


def test_nothing_a_facilitator_changes_counts_a_person_twice_or_invents_one() -> None:
    """Whatever is put together, three people stay three."""
    texts = ("trust time", "time talk", "talk trust")
    changed = kinds()["short_text"].adjust(options(), {"back": ["we"], "apart": ["time"], "leave_out": []})
    assert max(counted(*texts, **changed).values()) <= len(texts)


GONE = "That is not a change of the list of words. Reload the console and try again."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, GONE),
        ([], GONE),
        ("leave_out", GONE),
        ({"words": False}, GONE),
        ({"leave_out": ["a"], "waves": True}, GONE),
        ({"leave_out": "the"}, "At most 200 words can be changed."),
        ({"leave_out": ["x"] * 201}, "At most 200 words can be changed."),
        ({"back": [5]}, "Give single words"),
        ({"back": [""]}, "Give single words"),
        ({"apart": ["x" * 61]}, "Give single words"),
        ({"apart": ["two words"]}, "Give single words"),
        ({"together": {"trust": "t\u202ersurt"}}, "Give single words"),
        ({"together": {"trust": "\ud800"}}, "Give single words"),
        ({"apart": [["x"]]}, "Give single words"),
    ],
)
@pytest.mark.parametrize("kind", ["short_text", "sticky_notes"])
def test_a_change_that_cannot_be_is_refused(kind: str, given: Any, sentence: str) -> None:
    """A console is a browser too."""
    with pytest.raises(BadValue) as error:
        kinds()[kind].adjust(an_activity(kind, "key", words=True).options, given)
    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize("kind", ["choice", "rank", "short_text", "sticky_notes", "timer"])
def test_what_has_nothing_to_change_says_so(kind: str) -> None:
    """A wall of whole texts has no words to leave out."""
    with pytest.raises(BadValue) as error:
        kinds()[kind].adjust(an_activity(kind, "key").options, {"leave_out": ["x"]})
    assert str(error.value) == "There is nothing to change here. Reload the console and try again."


def test_without_words_there_is_a_wall_and_with_them_a_chart() -> None:
    """The writer's label stays the same; what the group makes of it is the author's choice."""
    wall, chart = an_activity("short_text", "key"), an_activity("short_text", "key", words=True)
    entries = [Entry("who", ANSWER, "trust")]
    assert set(kinds()["short_text"].summarise(wall, entries)) == {"wall"}
    assert set(kinds()["short_text"].summarise(chart, entries)) == {"rows", "words", "table", "list"}
    assert (wall.figure, bool(chart.figure)) == (None, True)
