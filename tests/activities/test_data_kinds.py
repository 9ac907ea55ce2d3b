"""The kinds of a data discussion: what an author may not write, and what the room sees of results."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plckit.activities.data_chart.activity import PICTURES
from plckit.activities.registry import kinds
from plckit.domain.entries import ANSWER, Entry
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue, SpecError
from plckit.testing import an_activity

STORY = {"artefact": "data-story"}
KEY = "must be the key of an activity in this workbook, not"


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("data_chart", {"chart": "pie"}, "chart must be one of outcomes, items, groups, classes, coverage,"),
        (
            "data_chart",
            {"chart": "classes"},
            "Classes are shown only once everybody agreed: give agreed=… the",
        ),
        ("data_chart", {"chart": "items", "wonder": "Not A Key"}, f"wonder {KEY} 'Not A Key'."),
        ("data_chart", {"chart": "items", "most": 31}, "most must be a whole number from 0 to 30, not 31."),
        ("guess", {"of": "classes"}, "of must be one of items, outcomes, not 'classes'."),
        ("guess", {"picks": 0}, "picks must be a whole number from 1 to 10, not 0."),
        (
            "artefact_view",
            {"artefact": "diary"},
            "artefact must be one of charter, trust-reading,",
        ),
        (
            "artefact_view",
            {**STORY, "fields": ["wish"]},
            "fields names 'wish', which the data story does not",
        ),
        (
            "artefact_view",
            {**STORY, "missing": None},
            "missing has an empty line. Give it some words or take",
        ),
        (
            "artefact_maker",
            {**STORY, "sources": ["sees"]},
            "sources must be a dict, such as {“change”: “now-",
        ),
        (
            "artefact_maker",
            {**STORY, "sources": {"see": "a-key"}},
            "sources names 'see', which the data story",
        ),
        ("artefact_maker", {**STORY, "sources": {"sees": 5}}, f"sources: “sees” {KEY} 5."),
        (
            "artefact_maker",
            {**STORY, "sources": {"change": "We will {a-key.what}"}},
            "sources: “change” has words before its source, which only a text or a list of texts can have",
        ),
        (
            "artefact_maker",
            {**STORY, "sources": {"change": ["now-what", "help"]}},
            "sources: “change” takes one source. Only a field of texts has a list of them.",
        ),
        (
            "artefact_maker",
            {**STORY, "folded": ["nothing"]},
            "folded names 'nothing', which the data story does not have.",
        ),
        (
            "artefact_maker",
            {**STORY, "sources": {}, "before_end": "yes"},
            "before_end must be True or False.",
        ),
    ],
)
def test_an_author_reads_what_to_write(kind: str, options: dict[str, Any], sentence: str) -> None:
    """The remedy stands under the cell that needs it."""
    with pytest.raises(SpecError) as error:
        an_activity(kind, "key", **options)
    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith(".")


def test_the_card_of_a_check_in_says_what_to_do_there() -> None:
    """How a whole turn goes is for whoever plans one; in a meeting of minutes nobody can try a change."""
    cards = {
        part: an_activity("variant_form", "learn", part=part).options["forms"]["classroom-action-enquiry"]
        for part in ("plan", "log")
    }
    assert "Try the change." in cards["plan"]["turn"]
    assert "Try the change." not in cards["log"]["turn"]
    assert "Ask for whom it did not work." in cards["log"]["turn"]


def supplied(kind: str) -> ActivitySpec:
    """Return the example of a kind with the results it is supplied with."""
    spec = an_activity(kind, "key", **kinds()[kind].example["options"])
    return replace(spec, options={**spec.options, "supplied": kinds()[kind].example["supplied"]})


def test_a_noticing_says_what_it_is_about_in_the_order_of_the_chart() -> None:
    """Who reads the wall beside the chart goes down both together; a mark that is gone is not named."""
    spec, kind = supplied("data_chart"), kinds()["data_chart"]
    noticed = [
        {"text": "low", "pin": "outcome:O3"},
        {"text": "close", "pin": "outcome:O1", "to": "outcome:O2"},
        {"text": "once there", "pin": "outcome:O9"},
        {"text": "wide", "pin": ""},
    ]
    entries = [Entry("who", f"note-00{n}", value) for n, value in enumerate(noticed)]
    wall = kind.summarise(spec, entries)["wall"]
    assert [(row["text"], row.get("note", "")) for row in wall] == [
        ("once there", ""),
        ("wide", ""),
        ("close", "About O1: I can estimate an answer to O2: I can share amounts with ratios"),
        ("low", "About O3: I can add fractions with different bottoms"),
    ]


def test_marks_of_one_name_are_told_apart() -> None:
    """An outcome has a mark a class, and “O1” five times over is no list to choose from."""
    spec = an_activity("data_chart", "key", chart="classes", agreed="all-agree")
    measure = dict(kinds()["data_chart"].example["supplied"]["measures"][0])
    measures = [{**measure, "class_code": code} for code in ("C1", "C2")]
    source = kinds()["data_chart"].example["supplied"]["source"]
    spec = replace(spec, options={**spec.options, "supplied": {"measures": measures, "source": source}})
    assert kinds()["data_chart"].picture(spec)["picture"]["marks"] == [
        {"id": "outcome:O1:C1", "label": "O1: I can estimate an answer, C1"},
        {"id": "outcome:O1:C2", "label": "O1: I can estimate an answer, C2"},
    ]


def test_a_chart_that_waits_says_why_and_has_no_marks() -> None:
    """Noticings that came before keep their words."""
    spec = supplied("data_chart")
    spec = replace(spec, options={**spec.options, "supplied": {"wait": "No results yet."}})
    kind = kinds()["data_chart"]
    assert kind.picture(spec) == {"picture": {"wait": "No results yet."}}
    entry = Entry("who", "note-0001", {"text": "low", "pin": "outcome:O3"})
    assert kind.summarise(spec, [entry]) == {"wall": [{"text": "low"}]}


@pytest.mark.parametrize("chart", sorted(set(PICTURES) - {"groups"}))
def test_only_a_chart_of_groups_takes_other_groups(chart: str) -> None:
    """The list stands in the console of that chart alone."""
    kind = kinds()["data_chart"]
    options = kind.options(chart=chart, agreed="all-agree")
    assert "compare" not in options
    with pytest.raises(BadValue, match=r"^Choose the groups to compare\.$"):
        kind.adjust(options, {"compare": "language=yes"})
    groups = kind.options(chart="groups", compare="language")
    assert kind.adjust(groups, {"compare": "language=yes"}) == {"compare": "language=yes"}


def test_a_guess_is_counted_and_named_only_where_names_are_shown() -> None:
    """A guess is the room's; who guessed what is nobody's business unless everybody was told so before."""
    spec, kind = supplied("guess"), kinds()["guess"]
    entries = [Entry("a", ANSWER, ["Q10", "Q09"]), Entry("b", ANSWER, ["Q10", "Q99"])]
    assert kind.summarise(spec, entries) == {
        "balance": [
            {"label": "Q10 (O3)", "count": 2},
            {"label": "Q09 (O3)", "count": 1},
            {"label": "Q99", "count": 1},
        ],
        "wall": [],
    }
    named = kind.summarise(spec, [Entry("a", ANSWER, ["Q10", "Q09"], "Ana")])
    assert named["wall"] == [{"text": "Q10 (O3), Q09 (O3)", "name": "Ana"}]


def test_two_who_mark_one_student_leave_the_one_who_needs_more_help() -> None:
    """Nobody falls off the list because somebody else saw more."""
    spec, kind = supplied("status_grid"), kinds()["status_grid"]
    cell = "S-4K7Q.O1"
    entries = [Entry("a", cell, {"status": "secure"}), Entry("b", cell, {"status": "not_yet"})]
    for order in (entries, entries[::-1]):
        table = kind.summarise(spec, order)["tables"][0]
        assert table["rows"] == [{"label": "O1: I can estimate an answer", "cells": ["0", "0", "1", "0"]}]
        assert kind.record(spec, order) == {"said": "1 mark: not yet 1.", "status": {cell: "not_yet"}}


def test_what_nobody_has_marked_today_is_told_class_by_class() -> None:
    """A mark of last time counts no more: the room sees how many students are still without one."""
    spec, kind = supplied("status_grid"), kinds()["status_grid"]
    tables = kind.summarise(spec, [Entry("a", "S-4K7Q.O1", {"status": "secure"})])["tables"]
    assert tables[1]["columns"] == ["C1", "C2"]
    assert tables[1]["rows"] == [{"label": "O1: I can estimate an answer", "cells": ["1 of 4", "0 of 1"]}]
