"""What stays inside a pair, a group or a team, and who writes for it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from meeting import Meeting, meeting_of

from plckit.activities.registry import kinds
from plckit.analysis import OpenSession
from plckit.domain.sessions import Phase
from plckit.errors import Refused
from plckit.sessions import answering, convening, joining
from plckit.store.database import Store
from plckit.testing import a_page, an_activity, utc_now


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """Return a meeting with a draft of groups, a list among groups, and a line to the wall."""
    return meeting_of(
        store,
        an_activity("short_text", "draft", see="group", by="group"),
        an_activity("short_text", "line", see="anon-live", by="group"),
        an_activity("short_text", "among", see="group"),
        an_activity("short_text", "couple", see="pair"),
        an_activity("short_text", "everyone", see="named"),
    )


@pytest.mark.parametrize("key", ["among", "draft", "couple"])
def test_what_stays_in_a_group_reaches_nobody_else(store: Store, meeting: Meeting, key: str) -> None:
    """Neither the other group, nor console, projector or DataFrame."""
    seats = meeting.people("Ana", "Ben", "Cy", "Dee")
    for grouping in ("group", "pair"):
        meeting.ask("make groups", grouping=grouping, how="random", size=2)
    for seat in seats:
        meeting.put(seat, key, f"secret of {seat.name}")
    grouping = "pair" if key == "couple" else "group"
    inside = {name: group for group in meeting.groups(grouping) for name in group}
    for seat in seats:
        text = meeting.heard(seat)
        for other in seats:
            if other.name not in inside[seat.name]:
                assert f"secret of {other.name}" not in text
    for phase in ("locked", "open"):
        meeting.phase(key, phase)
        for screen in (meeting.leader, meeting.projector):
            assert "secret of" not in meeting.heard(screen)
    with pytest.raises(Refused):
        meeting.phase(key, "revealed")
    with pytest.raises(Refused):
        meeting.ask("entries", activity=key)
    table = OpenSession(meeting.session.code, store.url).answers()
    assert "secret of" not in table.to_string()
    assert list(table[table.activity == key].withheld) == [f"These answers stay in each {grouping}."]


def test_a_pair_sees_names_and_a_group_does_not(meeting: Meeting) -> None:
    """As the label says before anybody types; a name that changes is followed."""
    ana, ben = meeting.people("Ana", "Ben")
    for grouping in ("group", "pair"):
        meeting.ask("make groups", grouping=grouping, how="random")
    for key in ("couple", "among"):
        meeting.put(ana, key, "words")
    assert meeting.group("couple", ben)["wall"] == [{"text": "words", "name": "Ana"}]
    assert meeting.group("among", ben)["wall"] == [{"text": "words"}]
    meeting.ask("rename", person=ana.id, name="Anna")
    assert meeting.group("couple", ben)["wall"] == [{"text": "words", "name": "Anna"}]


def test_taking_somebody_out_does_not_tell_the_group_what_she_wrote(meeting: Meeting) -> None:
    """Her words stay among the others: their going would point at them."""
    seats = meeting.people("Ana", "Ben", "Cy")
    meeting.ask("make groups", grouping="group", how="random")
    for seat in seats:
        meeting.put(seat, "among", f"words of {seat.name}")
    before = meeting.group("among", seats[1])
    meeting.ask("remove", person=seats[0].id)
    assert meeting.group("among", seats[1]) == before


def test_one_device_writes_for_the_group(meeting: Meeting) -> None:
    """The others read whose it is; it passes on when somebody takes it, and lies free when she has gone."""
    ana, ben, cy = meeting.people("Ana", "Ben", "Cy")
    meeting.ask("make groups", grouping="group", how="random")
    places = lambda seat: meeting.page_of(seat)["room"]["places"]["group"]["pen"]  # noqa: E731
    assert [places(seat) for seat in (ana, ben)] == ["", ""]
    meeting.ask("pen", ana, grouping="group")
    assert [places(seat) for seat in (ana, ben, cy)] == ["me", "Ana", "Ana"]
    meeting.ask("pen", ben, grouping="group")
    assert [places(seat) for seat in (ana, ben, cy)] == ["Ben", "me", "Ben"]
    meeting.ask("remove", person=ben.id)
    assert places(cy) == ""


@pytest.mark.parametrize(
    ("kind", "options", "entry", "value", "words"),
    [
        ("choice", {"options": {"keep": "Keep it", "drop": "Drop it"}}, "answer", "drop", "Drop it"),
        (
            "checklist",
            {"rows": {"day": "Is it in the school day?"}},
            "day",
            "no",
            "Is it in the school day? No",
        ),
    ],
)
def test_what_one_team_chose_is_no_poll(
    store: Store, kind: str, options: dict[str, Any], entry: str, value: str, words: str
) -> None:
    """Of one team a bar says less than its words; with two there is something to count."""
    meeting = meeting_of(store, an_activity(kind, "vote", **options, by="team", see="named"))
    ana, ben, cy, dee = meeting.people("Ana", "Ben", "Cy", "Dee")
    meeting.ask("make groups", grouping="team", how="random", size=4)
    meeting.put(ana, "vote", value, entry)
    shown = meeting.group("vote")
    assert (shown["wall"], "rows" in shown) == ([{"text": words}], False)
    meeting.ask("make groups", grouping="team", how="random", size=2)
    for seat in (ana, ben, cy, dee):
        meeting.put(seat, "vote", value, entry)
    assert meeting.group("vote")["rows"]


@pytest.mark.parametrize("by", ["pair", "group", "team"])
def test_alone_one_is_ones_own_group(store: Store, by: str) -> None:
    """In JupyterLab the same workbook works for one person."""
    page = a_page({"First": [an_activity("short_text", "draft", see=by, by=by)]})
    session = store.write(convening.solo, page, utc_now()).result()
    for _ in range(2):
        seat = store.write(joining.alone, session, utc_now()).result()
    store.write(lambda tx: tx.sessions.set_phases(session.id, ["draft"], Phase.OPEN, utc_now())).result()
    what = (seat, "draft", "answer", str(uuid.uuid4()), "mine")
    assert store.write(answering.put, kinds(), page, *what, at=utc_now()).result().revision == 1
    groups = store.read(lambda tx: tx.groups.all(session.id)).result()
    assert [len(made) for made in groups.by.values()] == [1, 1, 1]


def test_whoever_comes_later_does_not_read_what_was_said_before(meeting: Meeting) -> None:
    """“Only your pair” meant the partner of that moment, whatever the facilitator does with pairs later."""
    ana, ben, cy, dee = meeting.people("Ana", "Ben", "Cy", "Dee")
    meeting.ask("make groups", grouping="pair", how="random", size=2, at="2020-01-01T09:00:00.000+00:00")
    pair = next(pair for pair in meeting.groups("pair") if "Ana" in pair)
    partner = next(seat for seat in (ben, cy, dee) if seat.name in pair)
    stranger = next(seat for seat in (ben, cy, dee) if seat.name not in pair)
    meeting.put(ana, "couple", "what Ana told her partner", at="2020-01-01T09:05:00.000+00:00")
    home = next(g["id"] for g in meeting.ask("groups")["pair"] if ana.id in g["people"])
    later = {"grouping": "pair", "group": home, "at": "2020-01-01T09:10:00.000+00:00"}
    meeting.ask("move", person=stranger.id, **later)
    assert "what Ana told" in meeting.heard(partner)
    assert "what Ana told" not in meeting.heard(stranger)
    meeting.ask("move", person=partner.id, **{**later, "group": ""})
    assert "what Ana told" not in meeting.heard(partner)
    meeting.put(ana, "couple", "and this is for both", at="2090-01-01T09:15:00.000+00:00")
    assert "this is for both" in meeting.heard(stranger)


def test_a_draft_that_stays_in_the_group_is_not_for_those_who_come_later(meeting: Meeting) -> None:
    """A facilitator with a phone of her own cannot read a group's words by moving herself into it."""
    ana, ben = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random", size=2, at="2020-01-01T09:00:00.000+00:00")
    meeting.put(ana, "draft", "between us", at="2020-01-01T09:05:00.000+00:00")
    meeting.put(ana, "line", "for the wall", at="2020-01-01T09:05:00.000+00:00")
    [spy] = meeting.people("Spy")
    home = next(g["id"] for g in meeting.ask("groups")["group"] if ana.id in g["people"])
    meeting.ask("move", person=spy.id, grouping="group", group=home, at="2020-01-01T09:10:00.000+00:00")
    assert meeting.page_of(ben)["draft"]["mine"] == {"answer": "between us"}
    assert meeting.page_of(spy)["draft"]["mine"] == {}
    assert meeting.page_of(spy)["line"]["mine"] == {"answer": "for the wall"}
    meeting.put(ben, "draft", "now for three", at="2090-01-01T09:12:00.000+00:00")
    assert meeting.page_of(spy)["draft"]["mine"] == {"answer": "now for three"}


def test_nobody_writes_over_words_from_before_she_came(meeting: Meeting) -> None:
    """Her box is empty, and the group's words would be gone without anybody meaning it."""
    ana, ben = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random", size=2, at="2020-01-01T09:00:00.000+00:00")
    meeting.put(ana, "draft", "what we found", at="2020-01-01T09:05:00.000+00:00")
    [late] = meeting.people("Late")
    home = next(g["id"] for g in meeting.ask("groups")["group"] if ana.id in g["people"])
    meeting.ask("move", person=late.id, grouping="group", group=home, at="2020-01-01T09:10:00.000+00:00")
    with pytest.raises(Refused, match="before you came"):
        meeting.put(late, "draft", "hello", at="2020-01-01T09:11:00.000+00:00")
    assert meeting.page_of(ben)["draft"]["mine"] == {"answer": "what we found"}
