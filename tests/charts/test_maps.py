"""The map of dots, jobs at risk and the ring map: what is counted, what is hidden, what stands where."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from chart_samples import JOBS, MAP_AXES, MAP_CORNERS, MAP_DOTS, PARTNERS

from plckit.charts import dot_map, jobs, paper, partners
from plckit.charts.figure import figure


def dots(*given: tuple[int, int]) -> list[dict[str, Any]]:
    return dot_map.rows(MAP_AXES, MAP_CORNERS, given)


def test_every_dot_is_counted_once() -> None:
    """Equal dots stand side by side; a dot on a middle line is in no corner, and is said to be."""
    rows = dots(*MAP_DOTS)
    assert {row["row"]: row["label"] for row in rows if row["part"] == "corner"} == {
        "top-left": "1 of 7",
        "top-right": "3 of 7",
        "bottom-left": "1 of 7",
        "bottom-right": "1 of 7",
    }
    assert sum(row["count"] for row in rows if row["part"] == "place") == 7
    assert "On a middle line: 1 of 7." in dot_map.words(rows)
    assert dot_map.table(rows)["columns"] == [*MAP_AXES.values(), "People"]
    assert sum(line[-1] for line in dot_map.table(rows)["rows"]) == 7


def test_fewer_than_five_dots_are_no_map() -> None:
    """Rules P3 and P7: where four stand is hidden, with the reason, and in the table too."""
    (row,) = rows = dots(*MAP_DOTS[:4])
    assert (row["part"], row["label"]) == ("withheld", "⊘ hidden: fewer than 5 answers")
    assert dot_map.words(rows) == "Hidden: fewer than 5 answers."
    assert dot_map.table(rows)["rows"] == [["⊘ hidden: fewer than 5 answers", "–", "⊘"]]


def test_many_equal_dots_are_one_with_a_number() -> None:
    """Nine fit into a cell of a phone; from twenty answers up corners are shares (rule L3)."""
    rows = dots(*[(8, 8)] * 10, *[(2, 2)] * 9, (9, 9))
    assert [(row["part"], row["label"]) for row in rows if row["part"] in ("place", "many")] == [
        ("place", "9"),
        ("many", "10"),
        ("place", "1"),
    ]
    assert {row["side"] for row in rows if row["part"] == "place"} == {3}
    assert rows[1]["label"] == "55%"
    assert "A large dot with a number stands for that many." in dot_map.words(rows)


def test_two_camps_have_no_middle() -> None:
    """Rule L5, slider by slider."""
    told = dot_map.words(dots(*[(1, 5)] * 5, *[(9, 5)] * 5)).split("\n")
    assert told[-2:] == [
        "“Room that I have” The group is split.",
        "“Strength of our team” The middle answer is 5; the middle half is 5 to 5.",
    ]


@pytest.mark.parametrize(
    ("backup", "head", "group"),
    [
        ("", "yes", "risk"),
        (" Nobody. ", "yes", "risk"),
        ("Ana", "yes", "head"),
        ("none", "no", "alone"),
        ("Ana", "no", "shared"),
        ("Ana", "", "open"),
        ("", "", "open"),
    ],
)
def test_a_job_is_at_risk_when_nobody_else_could_and_it_is_in_one_head(
    backup: str, head: str, group: str
) -> None:
    """What is not answered yet is no risk, and no comfort."""
    assert jobs.risk(backup, head) == group


def test_jobs_at_risk_come_first_and_no_tile_shows_a_person() -> None:
    """The colour is the job's; who does it stands in the table alone."""
    rows = jobs.rows(**JOBS)
    tiles = [row for row in rows if row["part"] == "job"]
    assert [row["symbol"] for row in tiles] == ["risk", "risk", "alone", "head", "shared", "open"]
    drawn = paper.svg(figure(jobs.chart()), rows, width=704)
    assert "Timetable" in drawn
    assert "Moana" not in drawn
    assert jobs.words(rows).startswith("6 jobs: 2 at risk, 2 half safe, 1 shared.\nAt risk (nobody else")
    table = jobs.table(rows)
    assert table["columns"] == [*JOBS["columns"].values(), "How safe"]
    assert table["rows"][0][1:4] == ["Moana", "–", "Yes"]


def test_more_jobs_than_a_wall_holds_stay_in_the_table() -> None:
    """Those most at risk are drawn; the picture says how many are not."""
    many = [{"job": f"Job {i}", "head": "yes" if i % 2 else "no", "backup": "Bo"} for i in range(40)]
    rows = jobs.rows(**JOBS | {"found": many})
    assert sum(row["part"] == "job" for row in rows) == jobs.MOST
    assert next(row["label"] for row in rows if row["part"] == "more") == "and 16 more, which the table has"
    assert len(jobs.table(rows)["rows"]) == 40
    assert paper.svg(figure(jobs.chart()), rows).count("Job 3") > 1


def test_partners_stand_on_their_ring_and_are_numbered_from_the_inside_out() -> None:
    """Who has no ring yet is in the list, without a number."""
    rows = partners.rows(**PARTNERS)
    names = [(row["number"], row["statement"]) for row in rows if row["part"] == "name"]
    assert [number for number, _ in names] == ["1", "2", "3", "4", ""]
    assert names[0][1] == "Whānau group of Year 9"
    rings = [row["radius"] for row in rows if row["part"] == "ring"]
    far = [math.hypot(row["x"], row["y"]) for row in rows if row["part"] == "node"]
    assert far == pytest.approx([rings[0], rings[1], rings[2], rings[2]], abs=0.2)
    assert "Our area or network: Hillside School (Strong)." in partners.words(rows)
    assert partners.table(rows)["rows"][-1][-1] == "–"


def test_a_ring_with_many_partners_shrinks_their_discs_and_keeps_its_name_free() -> None:
    """Discs never lie on one another, nor on the ring's name at the top."""
    many = [{"name": f"School {i}", "level": "school", "strength": "1"} for i in range(9)]
    nodes = [row for row in partners.rows(**PARTNERS | {"found": many}) if row["part"] == "node"]
    apart = [math.hypot(a["x"] - b["x"], a["y"] - b["y"]) for a, b in pairwise(nodes)]
    assert min(apart) >= nodes[0]["size"]
    label = len("Our school") * 3
    assert not [row for row in nodes if row["y"] < 0 and abs(row["x"]) < label]


@pytest.mark.parametrize("module", [jobs, partners])
def test_a_picture_of_nothing_says_so(module: Any) -> None:
    """Before anybody has written there is a sentence, not an empty box."""
    given = JOBS if module is jobs else PARTNERS
    rows = module.rows(**given | {"found": []})
    assert module.words(rows).endswith("yet.")
    assert module.table(rows)["rows"]
