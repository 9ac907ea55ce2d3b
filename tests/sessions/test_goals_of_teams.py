"""A team's goal in a room: its flags come to the team as it writes, and to nobody else."""

from __future__ import annotations

import json

from meeting import Meeting, meeting_of

from plckit.activities.registry import kinds
from plckit.analysis import OpenSession
from plckit.store.database import Store
from plckit.testing import an_activity

FIRST = kinds()["goal_builder"].example["people"][0]


def test_a_team_has_its_flags_while_it_writes(store: Store) -> None:
    """Two phones write one goal; the form finds its own by what is in it."""
    meeting: Meeting = meeting_of(store, an_activity("goal_builder", "goal", see="team", by="team"))
    seats = meeting.people("Ana", "Ben", "Cy", "Dee")
    meeting.ask("make groups", grouping="team", how="random", size=2)
    first, second = ([seat for seat in seats if seat.name in team] for team in meeting.groups("team"))
    for n, (entry, value) in enumerate(FIRST.items()):
        meeting.put(first[n % 2], "goal", value, entry)
    for seat in first:
        states = meeting.page_of(seat)["goal"]
        [goal] = states["group"]["goals"]
        assert goal["fields"] == states["mine"] == FIRST
        assert goal["sentence"].startswith("By 27 June 2027, 18 of 26 Year 9 students (69 %) will solve")
        marks = {flag["title"]: flag["mark"] for flag in goal["flags"]}
        assert (marks["Specific"], marks["Relevant"], marks["Assigned"]) == ("pass", "check", "check")
        assert (states["group"]["n"], states["group"]["of"]) == (1, 1)
    for screen in (*second, meeting.leader, meeting.projector):
        assert "solve two-step" not in json.dumps(meeting.page_of(screen)["goal"])


def test_a_goal_is_read_as_a_sentence_and_its_fields(store: Store) -> None:
    """What goes into the team's compass, and what a coach reads."""
    meeting: Meeting = meeting_of(store, an_activity("goal_builder", "goal"))
    [ana] = meeting.people("Ana")
    for entry, value in FIRST.items():
        meeting.put(ana, "goal", value, entry)
    session = OpenSession(meeting.session.code, store.url)
    table = session.answers()
    rows = dict(zip(table.row, table.label, strict=True))
    assert rows["The goal"].endswith("on 14 March 2027 it was 13 of 26 (50 %).")
    assert (rows["Outcome"], rows["By which day"]) == (
        "Students can solve two-step equations.",
        "27 June 2027",
    )
    [summary] = session.summary("goal").to_dict("records")
    assert (summary["name"], summary["specific"], summary["assigned"]) == ("Ana", "pass", "check")
