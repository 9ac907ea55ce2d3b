"""Survey history: a bar a statement and wave, and that nothing is said of people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest
from chart_samples import STATEMENTS

from plckit.charts import likert, paper, waves
from plckit.charts.figure import figure
from plckit.domain.waves import Statement, Wave

LEVELS = {"1": "No", "2": "Partly", "3": "Yes"}


def wave(label: str, cells: Mapping[str, int] | None, n: int = 24, of: int = 26, wording: str = "A") -> Wave:
    return Wave(label, n, of, {"a": Statement(wording, LEVELS, cells)})


def test_a_wave_is_the_bar_that_the_statement_has_in_a_likert_chart() -> None:
    """Rule L2: the same places, so that both charts can be read alike."""
    cells = {"1": 2, "2": 4, "3": 3, "not_sure": 1}
    made = waves.rows({"a": "A"}, LEVELS, [wave("T1", cells)])
    bar = likert.rows({"a": "A"}, LEVELS, {"a": cells})
    assert [(r["start"], r["end"], r["label"]) for r in made] == [
        (r["start"], r["end"], r["label"]) for r in bar
    ]
    assert (made[0]["wave_label"], made[0]["wave_note"], made[0]["note"]) == ("T1", "n = 10 of 26", None)


def test_the_latest_four_waves_are_drawn_oldest_first() -> None:
    """Five bars under one another are a wall; the table of the session holds the rest."""
    made = waves.rows({"a": "A"}, LEVELS, [wave(f"T{i}", {"1": 6, "3": i}) for i in range(6)])
    assert list(dict.fromkeys((r["wave"], r["wave_label"]) for r in made)) == [
        (0, "T2"),
        (1, "T3"),
        (2, "T4"),
        (3, "T5"),
    ]


def test_a_change_of_wording_breaks_the_line() -> None:
    """Rule L9: once, between the wave with other words, whose counts are not shown, and the one after it."""
    asked = [wave("T1", {"1": 2, "3": 6}, wording="Was A"), wave("T2", {"1": 6}), wave("T3", {"1": 6})]
    made = waves.rows({"a": "A"}, LEVELS, asked)
    assert [r["wave"] for r in made if r["broken"]] == [1]
    assert [(r["part"], r["label"], r["count"], r["n"]) for r in made if r["wave"] == 0] == [
        ("changed", "asked differently", None, None)
    ]
    assert waves.words(made).splitlines()[1] == (
        "“A” T1: asked differently. The wording or the scale is different here, so the line breaks. "
        "T2: the middle answer is “No”. T3: the middle answer is “No”."
    )
    assert waves.table(made)["rows"][0] == ["A", "T1", "asked differently", *"––––"]
    svg = paper.svg(figure(waves.chart({"a": "A"}, LEVELS)), made)
    assert svg.count(">wording or scale changed<") == svg.count(">asked differently<") == 1


def test_another_scale_breaks_the_line_too() -> None:
    """Rule L9: bars of three levels and of four cannot be compared; how many it held stays unsaid."""
    four = Wave("T1", 24, 26, {"a": Statement("A", {**LEVELS, "4": "Always"}, {"4": 24})})
    made = waves.rows({"a": "A"}, LEVELS, [four, wave("T2", {"1": 6})])
    assert [(r["part"], r["broken"]) for r in made[:2]] == [("changed", False), ("level", True)]


def test_hidden_answers_in_other_words_were_asked_differently() -> None:
    """That a wave asked something else is no secret, and it is why there is no bar."""
    made = waves.rows({"a": "A"}, LEVELS, [wave("T1", None, wording="Was A"), wave("T2", {"1": 6})])
    assert made[0]["part"] == "changed"


def test_words_speak_of_the_pattern_of_answers() -> None:
    """Rules L5 and L6: a split is no middle, and nobody is said to have changed."""
    made = waves.rows({"a": "A"}, LEVELS, [wave("T1", {"1": 5, "3": 5}), wave("T2", {"2": 3, "3": 6})])
    first, line = waves.words(made).splitlines()
    assert first == (
        "The pattern of answers to 1 statement in 2 waves, oldest first. Answers have no names and are not "
        "matched, so nothing is said of any person. Numbers in the bars are answers."
    )
    assert line == "“A” T1: the group is split. T2: the middle answer is “Yes”."


def test_few_answers_and_uneven_waves_are_warned_of() -> None:
    """Rule L6: 13 of 26 are 50 %, 24 of 26 are 92 %; what is true of one wave is said once."""
    asked = [wave(label, {"1": 6}, n) for label, n in (("T1", 24), ("T2", 13), ("T3", 24))]
    said = waves.words(waves.rows({"a": "A"}, LEVELS, asked)).splitlines()[0]
    assert said.count("T2: 13 of 26 people answered, which is under 60 %.") == 1
    assert "24 of 26 people answered in T1, 13 of 26 in T2." in said
    assert "13 of 26 people answered in T2, 24 of 26 in T3." in said
    even = waves.rows({"a": "A"}, LEVELS, [wave("T1", {"1": 6}, n=21), wave("T2", {"1": 6})])
    assert "people answered" not in waves.words(even)


def test_one_wave_is_warned_of_alone_and_not_matched_with_anything() -> None:
    """Rule L6 holds from the first wave on, when there is nothing to compare it with."""
    said = waves.words(waves.rows({"a": "A"}, LEVELS, [wave("T1", {"1": 6}, n=13)])).splitlines()[0]
    assert said.startswith("Answers to 1 statement. Numbers")
    assert "T1: 13 of 26 people answered, which is under 60 %." in said


def test_hidden_and_empty_waves_say_so() -> None:
    """Rules P3 and P7, wave by wave; in a wave without the statement nobody answered it."""
    waves_of_a = [wave("T1", None), Wave("T2", 24, 26, {}), wave("T3", {"not_sure": 6})]
    made = waves.rows({"a": "A"}, LEVELS, waves_of_a)
    assert [r["part"] for r in made[:2]] == ["withheld", "empty"]
    assert waves.words(made).splitlines()[1] == (
        "“A” T1: hidden: fewer than 5 answers. T2: no answers yet. T3: all answers are “not sure”."
    )
    assert waves.table(made)["rows"] == [
        ["A", "T1", "⊘ hidden: fewer than 5 answers", *"⊘⊘⊘⊘"],
        ["A", "T2", "no answers yet", 0, 0, 0, 0],
        ["A", "T3", 0, 0, 0, 6, 6],
    ]


def places(svg: str) -> list[tuple[str, float]]:
    """Return every text of a drawing with its y, in pixels below the chart's upper edge."""
    found = re.findall(r"translate\([\d.]+,([\d.]+)\)[^>]*>([^<]+)<", svg)
    return sorted(((text, float(y)) for y, text in found), key=lambda place: place[1])


def drawn(waves_drawn: int, width: int) -> str:
    """Return the sample's statements on paper, asked in so many waves."""
    asked = [
        Wave(f"T{i}", 6, 9, {row: Statement(text, LEVELS, {"1": 6}) for row, text in STATEMENTS.items()})
        for i in range(waves_drawn)
    ]
    made = waves.rows(STATEMENTS, LEVELS, asked)
    return paper.svg(figure(waves.chart(STATEMENTS, LEVELS)), made, width=width)


@pytest.mark.parametrize("width", [320, 720])
def test_the_next_statement_follows_the_latest_wave(width: int) -> None:
    """One wave leaves no empty room under its bar, and the fourth bar is not written over."""
    room = set()
    for number in (1, 2, 3, 4):
        texts = places(drawn(number, width))
        latest = [y for text, y in texts if text == f"T{number - 1}"]
        assert len(latest) == len(STATEMENTS)
        room |= {min(y for _, y in texts if y > place + 20) - place for place in latest[:-1]}
        assert not any(y > latest[-1] + 20 for _, y in texts)
    assert len(room) == 1
    assert likert.BAR < room.pop() < 60


@pytest.mark.parametrize("width", [320, 720])
def test_paper_is_higher_by_a_bar_a_statement_for_each_wave(width: int) -> None:
    """What follows the chart on the page moves up to it."""
    found = [re.search(r'<svg[^>]* height="([\d.]+)"', drawn(number, width)) for number in (1, 2, 3, 4)]
    heights = [float(height[1]) for height in found if height]
    assert [b - a for a, b in pairwise(heights)] == [len(STATEMENTS) * waves.STEP] * 3
