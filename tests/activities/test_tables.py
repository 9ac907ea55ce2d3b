"""A table of several writers: what the room sees of it, in which order, and what a DataFrame holds."""

from __future__ import annotations

import random
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.entries import Entry
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError
from plckit.testing import NAME, an_activity

KIND = kinds()["planner_table"]
RULES = {"columns": {"rule": "The rule", "slip": "What we say"}, "rows": {"z": "We listen", "a": "We ask"}}
RULES |= {"add": 0, "dates": []}
ROTA = {"columns": {"when": "Date", "who": "Facilitator"}, "dates": ["when"], "add": 3}


def a_table(see: str = "anon-reveal", **options: Any) -> ActivitySpec:
    """Return a spec of a table."""
    return an_activity("planner_table", "table", see=see, about="ideas", **options)


def cells(who: str, name: str = "", **values: str) -> list[Entry]:
    """Return the entries of one writer: row__column=value."""
    return [Entry(who, entry.replace("__", ".").replace("_", "-"), v, name) for entry, v in values.items()]


@pytest.fixture
def rota() -> list[Entry]:
    return [
        *cells("b", id_0002__who="Ana", id_0001__when="2027-02-15", id_0001__who="Bo"),
        *cells("a", id_0009__when="2027-03-01"),
    ]


def test_given_rows_keep_the_order_of_the_workbook_and_empty_ones_go() -> None:
    """The room compares drafts line by line."""
    spec = a_table(**RULES)
    both = cells("w2", a__slip="What did you see?", z__rule="One voice") + cells("w1", a__rule="Ask first")
    assert KIND.summarise(spec, both) == {
        "tables": [
            {"rows": [{"label": "We ask", "cells": ["Ask first", ""]}]},
            {
                "rows": [
                    {"label": "We listen", "cells": ["One voice", ""]},
                    {"label": "We ask", "cells": ["", "What did you see?"]},
                ]
            },
        ]
    }


def test_added_rows_are_in_the_order_they_were_made_and_days_in_words(rota: list[Entry]) -> None:
    """Their ids begin with the time, so every screen agrees whatever came first to the server."""
    spec = a_table(**ROTA)
    shown = KIND.summarise(spec, rota)
    assert shown["tables"][1]["rows"] == [
        {"label": "", "cells": ["15 February 2027", "Bo"]},
        {"label": "", "cells": ["", "Ana"]},
    ]
    rng = random.Random(1)
    assert all(KIND.summarise(spec, rng.sample(rota, len(rota))) == shown for _ in range(5))


@pytest.mark.parametrize("name", ["", NAME])
def test_a_table_has_a_name_only_where_it_may_be_shown(name: str) -> None:
    """Drafts stand side by side unnamed; offers have a name."""
    spec = a_table("named", **ROTA)
    (table,) = KIND.summarise(spec, cells("w", name, id_0001__who="Ana"))["tables"]
    assert table.get("name", "") == name
    assert ("name" in table) == bool(name)


def test_a_dataframe_reads_row_and_column(rota: list[Entry]) -> None:
    """Given rows have their labels, added ones the number they have on the writer's screen."""
    ruled = KIND.tidy(a_table(**RULES), cells("w", z__rule="One voice"))
    assert [(t.row, t.label) for t in ruled] == [("We listen: The rule", "One voice")]
    found = {(t.row, t.value, t.label) for t in KIND.tidy(a_table(**ROTA), rota)}
    assert found == {
        ("Row 1: Date", "2027-02-15", "15 February 2027"),
        ("Row 1: Facilitator", "Bo", "Bo"),
        ("Row 2: Facilitator", "Ana", "Ana"),
        ("Row 1: Date", "2027-03-01", "1 March 2027"),
    }


def test_what_people_add_has_an_end() -> None:
    """Cells are counted, so not even half-filled rows are without number; given rows are known by name."""
    assert KIND.most(KIND.options(**ROTA)) == 3 * 2
    assert KIND.most(KIND.options(**RULES)) is None


@pytest.mark.parametrize("row", ["", "short", "x" * 41, "with space", "dot.dot-1", "id-0001\n", "ünsinn"])
def test_a_row_that_no_browser_makes_is_refused(row: str) -> None:
    """A cell's id has at most 64 characters, and a dot is where the column begins."""
    with pytest.raises(BadValue, match=r"Reload the page and try again\.$"):
        KIND.parse(KIND.options(**ROTA), f"{row}.who", "Ana")
    longest = KIND.options(columns={"c" * 20: "A column"}, add=1)
    assert KIND.parse(longest, f"{'x' * 40}.{'c' * 20}", "Ana") == "Ana"
    assert len(f"{'x' * 40}.{'c' * 20}") <= 64


def test_a_log_takes_no_day_to_come_and_of_what_a_row_is_about_only_what_it_offers() -> None:
    """The page of a link asks for the same; a count of next week would stand in the chart as one of this."""
    log, options = kinds()["turn_log"], an_activity("turn_log", "log").options
    assert log.parse(options, "abc-123.about", "before") == "before"
    assert log.parse(options, "abc-123.on", "2026-03-09") == "2026-03-09"
    for column, odd, sentence in (("on", "2099-01-01", "still to come"), ("about", "7", "choices")):
        with pytest.raises(BadValue, match=sentence):
            log.parse(options, f"abc-123.{column}", odd)


JOBS = {"columns": {"job": "Job", "backup": "Who else", "head": "In one head?"}, "add": 3, "picture": "jobs"}
JOBS |= {"lists": {"head": {"yes": "Yes", "no": "No"}}, "dates": []}


def test_a_column_with_a_list_takes_nothing_else() -> None:
    """The picture is drawn by what was chosen, so a word of one's own has no place there."""
    options = KIND.options(**JOBS)
    assert KIND.parse(options, "abc-123.head", "yes") == "yes"
    assert KIND.parse(options, "abc-123.head", None) is None
    with pytest.raises(BadValue, match="not one of the choices"):
        KIND.parse(options, "abc-123.head", "Yes")
    spec = a_table("named", **JOBS)
    assert [t.label for t in KIND.tidy(spec, cells("w", abc_123__head="no"))] == ["No"]


def test_rows_of_all_groups_make_one_picture_and_keep_their_words_for_the_artefact() -> None:
    """What is drawn and what is kept are the same rows; a given row keeps its label."""
    spec = a_table("named", **JOBS)
    both = cells("a", abc_001__job="Minutes", abc_001__head="yes") + cells("b", abc_002__job="Rooms")
    shown = KIND.summarise(spec, both)
    assert [row["statement"] for row in shown["rows"] if row["part"] == "job"] == ["Minutes", "Rooms"]
    assert KIND.record(spec, both)["rows"][0] == {"job": "Minutes", "backup": "", "head": "Yes"}
    ruled = KIND.record(a_table(**RULES), cells("w", z__rule="One voice"))
    assert ruled["rows"] == [{"row": "We listen", "rule": "One voice", "slip": ""}]


def test_a_row_says_whose_it_is_where_names_may_be_shown() -> None:
    """A plan of several schools is of no use to any of them if nobody knows which row is theirs."""
    told = KIND.record(a_table("named", **ROTA), cells("a", "Bay College", abc_001__who="Ana"))
    assert told == {"rows": [{"when": "", "who": "Ana", "from": "Bay College"}], "texts": ["Ana"]}


def test_whose_row_it_is_never_takes_the_place_of_what_was_written() -> None:
    """The next turn of an enquiry has its first day in a column `from`; the chart is marked by it."""
    heads = {"change": "What", "from": "From"}
    dated = a_table("named", columns=heads, rows={"t": "Next"}, dates=["from"], add=0)
    told = KIND.record(dated, cells("a", "Team 1", t__change="Cards", t__from="2026-12-01"))
    assert told["rows"] == [{"row": "Next", "change": "Cards", "from": "1 December 2026"}]
    undated = KIND.record(dated, cells("a", "Team 1", t__change="Cards"))
    assert undated["rows"][0]["from"] == ""


@pytest.mark.parametrize(
    "odd",
    [
        {"lists": {"head": {"yes": "Yes"}}},
        {"lists": {"cake": ["A"]}},
        {"lists": {}},
        {"picture": "partners"},
        {"picture": "cake"},
        {"columns": {"job": "Job", "head": "In one head?"}},
    ],
)
def test_a_picture_without_its_columns_is_refused(odd: dict[str, Any]) -> None:
    """The author reads which columns and lists it needs."""
    with pytest.raises(SpecError):
        KIND.options(**JOBS | odd)
