"""A step that wants new groups makes them: mixed, once, and for whoever comes late."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from meeting import Meeting

from plckit.sessions import joining
from plckit.store.database import Store
from plckit.testing import a_page, an_activity, utc_now

TABLES = {"1": "Ana Ben Cy Dee", "2": "Eli Flo Gus Hal"}


def sit(meeting: Meeting) -> None:
    for table, people in TABLES.items():
        for seat in meeting.people(*people.split()):
            meeting.ask("table", seat, table=table)


@pytest.fixture
def jigsaw(store: Store) -> Meeting:
    """Return a meeting whose second step wants other groups than the first, and whose third keeps them."""
    names = ("Read", "Teach", "Fit")
    page = a_page({one: [an_activity("short_text", one.lower(), see="named", by="group")] for one in names})
    groups = ("Groups of 4", "New groups of 4", "Groups of 4")
    steps = tuple(replace(step, group=group) for step, group in zip(page.steps, groups, strict=True))
    return Meeting(store, replace(page, steps=steps))


def test_a_step_makes_the_new_groups_that_it_wants(jigsaw: Meeting) -> None:
    """Who read the same part goes apart, once: back and on again, and a step later, they stay together."""
    jigsaw.ask("go", step="teach")  # tried out in an empty room
    jigsaw.ask("go", step="read")
    sit(jigsaw)
    jigsaw.ask("make groups", grouping="group", how="tables")
    parts = jigsaw.groups()
    assert parts == [people.split() for people in TABLES.values()]
    assert jigsaw.page_of(jigsaw.leader)["room"]["regrouped"] == []
    jigsaw.ask("go", step="teach")
    mixed = jigsaw.ask("groups")
    assert [[len(set(part) & set(group)) for part in parts] for group in jigsaw.groups()] == [[2, 2], [2, 2]]
    assert {group["name"] for group in mixed["group"]} == {"Table 1", "Table 2"}, "they sit where they can"
    assert jigsaw.page_of(jigsaw.leader)["room"]["regrouped"] == ["teach"]
    for step in ("read", "teach", "fit", "teach"):
        jigsaw.ask("go", step=step)
        assert jigsaw.ask("groups") == mixed


def test_new_groups_are_mixed_where_there_were_none_before(jigsaw: Meeting) -> None:
    """Where people worked alone until now, tables are mixed; somebody late is placed as usual."""
    sit(jigsaw)
    jigsaw.ask("go", step="teach")
    for group in jigsaw.groups():
        assert [len(set(group) & set(people.split())) for people in TABLES.values()] == [2, 2]
    joined = (jigsaw.session.code, "Ida", utc_now(), str(uuid.uuid4()))
    jigsaw.store.write(joining.join, *joined, table="2").result()
    assert sorted(map(len, jigsaw.groups())) == [4, 5]
