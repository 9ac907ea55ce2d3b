"""Pairs, groups and teams: how people come into them, and what belongs to whom."""

from __future__ import annotations

import uuid

import pytest
from meeting import Meeting, meeting_of

from plckit.domain.people import Role
from plckit.errors import ActivityNotOpen, BadValue, NoGroup, NotYours, OtherGroup, Refused
from plckit.sessions import joining
from plckit.store.database import Store
from plckit.testing import a_seat, an_activity, utc_now

EIGHT = [f"Person {n}" for n in range(8)]


def at_tables(meeting: Meeting, **tables: str) -> None:
    """Let people sit at tables: table_3="Ana Ben"."""
    for name, people in tables.items():
        for seat in meeting.people(*people.split()):
            meeting.ask("table", seat, table=name.removeprefix("table_"))


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """Return a meeting with a draft of groups, a list among groups, and a line to the wall."""
    return meeting_of(
        store,
        an_activity("short_text", "draft", see="anon-reveal", by="group"),
        an_activity("short_text", "line", see="anon-live", by="group"),
        an_activity("short_text", "among", see="group"),
        an_activity("short_text", "couple", see="pair"),
        an_activity("short_text", "everyone", see="named"),
    )


# Forming


@pytest.mark.parametrize("how", ["random", "roles"])
def test_groups_by_chance_and_mixed_hold_everybody_once(meeting: Meeting, how: str) -> None:
    """Nobody sits alone and nobody sits twice."""
    for seat, job in zip(meeting.people(*EIGHT), ["maths", "art"] * 4, strict=True):
        meeting.ask("job", person=seat.id, job=job)
    meeting.ask("make groups", grouping="group", how=how, size=4)
    assert sorted(map(len, meeting.groups())) == [4, 4]
    assert sorted(name for group in meeting.groups() for name in group) == EIGHT
    if how == "roles":
        maths = {f"Person {n}" for n in range(0, 8, 2)}
        assert [len(maths & set(group)) for group in meeting.groups()] == [2, 2]


def test_groups_by_tables_bear_the_tables_names(meeting: Meeting) -> None:
    """People look for “Table 3”, since that is where they sit."""
    at_tables(meeting, table_3="Ana Ben Cy", table_5="Dee Eli")
    meeting.ask("make groups", grouping="group", how="tables")
    told = {group["name"]: len(group["people"]) for group in meeting.ask("groups")["group"]}
    assert told == {"Table 3": 3, "Table 5": 2}


def test_a_school_is_one_table_in_the_spelling_that_came_first(store: Store, meeting: Meeting) -> None:
    """At the door and on the welcome page alike; whoever is alone at it may still mend its name."""
    ana, ben, dee, eli = meeting.people("Ana", "Ben", "Dee", "Eli")
    for seat, table in (
        (ana, "kowhai road"),
        (ana, "Kōwhai Road"),
        (ben, "KOWHAI ROAD "),
        (dee, "Bay College"),
    ):
        meeting.ask("table", seat, table=table)
    meeting.ask("table", eli, table="bay college")
    joined = (meeting.session.code, "Flo", utc_now(), str(uuid.uuid4()))
    assert store.write(joining.join, *joined, table="BayCollege").result().table == "Bay College"
    meeting.ask("make groups", grouping="team", how="tables")
    told = {group["name"]: len(group["people"]) for group in meeting.ask("groups")["team"]}
    assert told == {"Bay College": 3, "Kōwhai Road": 2}


def test_who_named_no_table_joins_one_that_keeps_its_name(meeting: Meeting) -> None:
    """One in three left the box empty: the table is still where they sit."""
    at_tables(meeting, table_1="Ana Ben", table_2="Cy Dee Eli")
    meeting.people("Finn")
    meeting.ask("make groups", grouping="group", how="tables")
    told = {group["name"]: len(group["people"]) for group in meeting.ask("groups")["group"]}
    assert told == {"Table 1": 3, "Table 2": 3}


def test_a_table_that_comes_later_takes_nobodys_draft(meeting: Meeting) -> None:
    """Table 1 arrives when 3 and 5 have written: each goes on with its own words, under its own name."""
    at_tables(meeting, table_3="Ana Ben", table_5="Dee Eli")
    meeting.ask("make groups", grouping="group", how="tables")
    people = {
        seat.name: seat
        for seat in meeting.read(lambda tx: tx.seats.all(meeting.session.id, Role.PARTICIPANT))
    }
    meeting.put(people["Ana"], "draft", "of table 3")
    at_tables(meeting, table_1="Flo Gus")
    meeting.ask("make groups", grouping="group", how="tables")
    told = {g["name"]: g["people"] for g in meeting.ask("groups")["group"] if g["people"]}
    assert set(told) == {"Table 1", "Table 3", "Table 5"}
    assert told["Table 3"] == [people["Ana"].id, people["Ben"].id]
    assert meeting.page_of(people["Ben"])["draft"]["mine"] == {"answer": "of table 3"}


def test_as_last_time_goes_by_names(store: Store, meeting: Meeting) -> None:
    """Seats are new in every session; the people are the same."""
    meeting.people(*EIGHT)
    meeting.ask("make groups", grouping="group", how="random", size=4)
    later = Meeting(store, meeting.page)
    later.people(*reversed(EIGHT))
    later.ask("make groups", grouping="group", how="before", size=4)
    assert sorted(later.groups()) == sorted(meeting.groups())


def test_as_last_time_without_a_last_time_is_refused(meeting: Meeting) -> None:
    """Chance under that name would be a lie."""
    meeting.people(*EIGHT)
    with pytest.raises(Refused, match="has made no such groups before"):
        meeting.ask("make groups", grouping="group", how="before")


def test_a_step_with_groups_makes_them(meeting: Meeting) -> None:
    """A facilitator who has forgotten goes on, and people sit where they sit."""
    at_tables(meeting, table_3="Ana Ben Cy", table_5="Dee Eli")
    meeting.ask("go", step="first")
    assert sorted(meeting.groups()) == [["Ana", "Ben", "Cy"], ["Dee", "Eli"]]
    assert sorted(map(len, meeting.groups("pair"))) == [2, 3]
    meeting.ask("go", step="second")
    before = meeting.ask("groups")
    meeting.ask("go", step="first")
    assert meeting.ask("groups") == before, "what is made stays"


def test_whoever_comes_late_has_a_place_even_where_nobody_was_there_before(meeting: Meeting) -> None:
    """A step that began in an empty room, and then a latecomer and another."""
    meeting.ask("go", step="first")
    for expected in ([["Ana"]], [["Ana", "Ben"]]):
        [seat] = meeting.people("Ben" if meeting.groups() else "Ana")
        assert meeting.groups() == expected
        assert meeting.put(seat, "draft", "words")


def test_a_latecomer_joins_her_table_and_a_pair_becomes_three(store: Store, meeting: Meeting) -> None:
    """She asks nobody where to go."""
    at_tables(meeting, table_3="Ana Ben", table_5="Dee Eli")
    meeting.ask("make groups", grouping="group", how="tables")
    meeting.ask("make groups", grouping="pair", how="tables")
    joined = (meeting.session.code, "Flo", utc_now(), str(uuid.uuid4()))
    store.write(joining.join, *joined, table="5").result()
    assert sorted(meeting.groups()) == [["Ana", "Ben"], ["Dee", "Eli", "Flo"]]
    assert sorted(meeting.groups("pair")) == [["Ana", "Ben"], ["Dee", "Eli", "Flo"]]


def test_a_hundred_and_fifty_pairs_can_be_made(meeting: Meeting) -> None:
    """A hall of three hundred people goes on to the step with pairs."""
    meeting.people(*(f"P{n}" for n in range(300)))
    meeting.ask("go", step="first")
    assert len(meeting.groups("pair")) == 150
    assert len(meeting.groups("group")) == 75


# By hand


def test_people_are_moved_by_hand(meeting: Meeting) -> None:
    """Into another group, into a new one, and out of all."""
    ana, ben, *_ = meeting.people("Ana", "Ben", "Cy", "Dee")
    meeting.ask("make groups", grouping="group", how="random", size=2)
    for group in meeting.ask("groups")["group"]:
        meeting.ask("move", person=ana.id, grouping="group", group=group["id"])
        assert any({"Ana"} < set(names) for names in meeting.groups()) or ["Ana"] in meeting.groups()
    meeting.ask("move", person=ana.id, grouping="group", group="new")
    assert ["Ana"] in meeting.groups()
    meeting.ask("move", person=ben.id, grouping="group", group="")
    assert not any("Ben" in names for names in meeting.groups())


@pytest.mark.parametrize("group", [None, 0, [], {}, ["new"], "nowhere", "x" * 5000, True])
def test_a_group_that_is_none_moves_nobody(meeting: Meeting, group: object) -> None:
    """A field that is missing must not take anybody out of her group."""
    [ana, _] = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random")
    with pytest.raises(BadValue, match="no such group"):
        meeting.ask("move", person=ana.id, grouping="group", group=group)
    assert meeting.groups() == [["Ana", "Ben"]]


def test_only_people_of_this_session_are_moved(store: Store, meeting: Meeting) -> None:
    """Neither a projector, nor somebody removed, nor a stranger."""
    [ana, _] = meeting.people("Ana", "Ben")
    stranger = a_seat(store, Meeting(store, meeting.page).session)
    meeting.ask("remove", person=ana.id)
    for person in (stranger.id, meeting.projector.id, ana.id, "nobody", None, [ana.id]):
        with pytest.raises(NotYours):
            meeting.ask("move", person=person, grouping="group", group="new")


def test_forming_twice_changes_nothing_where_tables_decide(meeting: Meeting) -> None:
    """A double click; also the pens stay in their hands."""
    at_tables(meeting, table_3="Ana Ben", table_5="Dee Eli")
    meeting.ask("make groups", grouping="group", how="tables")
    ana = next(one for one in meeting.ask("people") if one["name"] == "Ana")
    seat = meeting.read(lambda tx: tx.seats.get(ana["id"]))
    meeting.ask("pen", seat, grouping="group")
    before = meeting.ask("groups")
    meeting.ask("make groups", grouping="group", how="tables")
    assert meeting.ask("groups") == before
    assert meeting.page_of(seat)["room"]["places"]["group"]["pen"] == "me"


def test_a_group_gets_a_name_of_its_own(meeting: Meeting) -> None:
    """And no two of a room are called the same."""
    meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random")
    [group] = meeting.ask("groups")["group"]
    meeting.ask("rename group", group=group["id"], name="<b>Owls</b>")
    assert meeting.ask("groups")["group"][0]["name"] == "<b>Owls</b>"
    with pytest.raises(BadValue, match="is called “Ana” already"):
        meeting.ask("rename group", group=group["id"], name="Ana")
    for name in (None, [], "", "x" * 100):
        with pytest.raises(BadValue, match=r"name"):
            meeting.ask("rename group", group=group["id"], name=name)


# What groups own


def test_an_entry_belongs_to_the_group(meeting: Meeting) -> None:
    """One writes, the other finds it under her own hands; who is in no group keeps her words in the box."""
    ana, ben, cy = meeting.people("Ana", "Ben", "Cy")
    with pytest.raises(NoGroup):
        meeting.ask("pen", ana, grouping="group")
    with pytest.raises(NoGroup, match="Your words are still in the box"):
        meeting.put(cy, "draft", "too early")
    meeting.ask("make groups", grouping="group", how="random", size=2)
    meeting.put(ana, "draft", "ours")
    told = {seat.name: meeting.page_of(seat)["draft"]["mine"] for seat in (ana, ben, cy)}
    assert list(told.values()) == [{"answer": "ours"}] * 3


def test_two_members_write_in_one_draft(store: Store) -> None:
    """Different cells stand side by side; in the same cell the later edit stands, the earlier in the log."""
    meeting = meeting_of(store, an_activity("planner_table", "plan", see="group", by="group"))
    ana, ben = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random")
    options = meeting.page.activity("plan").options
    row = next(iter(options["rows"]), "mf0000aa-1")
    first, second = (
        f"{row}.{column}"
        for column in [name for name in options["columns"] if name not in options["dates"]][:2]
    )
    meeting.put(ana, "plan", "Ana's", first)
    meeting.put(ben, "plan", "Ben's", second)
    assert meeting.page_of(ana)["plan"]["mine"] == {first: "Ana's", second: "Ben's"}
    assert meeting.put(ben, "plan", "Ben's too", first) == 2
    assert meeting.page_of(ana)["plan"]["mine"][first] == "Ben's too"
    with store.engine.connect() as raw:
        said = raw.exec_driver_sql(
            "SELECT value FROM change WHERE entry = ? ORDER BY number", (first,)
        ).scalars()
        assert list(said) == ['"Ana\'s"', '"Ben\'s too"']


def test_of_two_phones_that_slept_the_later_words_stand(meeting: Meeting) -> None:
    """Whichever network wakes first: what counts is when it was typed."""
    ana, ben = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random")
    minute = 60_000
    meeting.put(ana, "draft", "at ten", at="2026-03-01T10:20:00.000+00:00", age=20 * minute)
    meeting.put(ben, "draft", "at ten past", at="2026-03-01T10:21:00.000+00:00", age=11 * minute)
    assert meeting.page_of(ana)["draft"]["mine"] == {"answer": "at ten past"}
    meeting.put(ana, "draft", "at five past", at="2026-03-01T10:30:00.000+00:00", age=25 * minute)
    assert meeting.page_of(ana)["draft"]["mine"] == {"answer": "at ten past"}


def test_words_from_before_a_regrouping_reach_no_other_group(meeting: Meeting) -> None:
    """A phone slept with words for one group; when it wakes she sits in another."""
    ana, ben, *_ = meeting.people("Ana", "Ben", "Cy", "Dee")
    meeting.ask("make groups", grouping="group", how="random", size=2)
    first, second = meeting.ask("groups")["group"]
    place = {"place": meeting.page_of(ana)["room"]["places"]["group"]["id"]}
    op = {"op": str(uuid.uuid4())}
    assert place["place"] in (first["id"], second["id"])
    assert meeting.put(ana, "draft", "acknowledged too late", **place, **op) == 1
    meeting.ask("move", person=ana.id, grouping="group", group="new")
    with pytest.raises(OtherGroup) as refused:
        meeting.put(ana, "draft", "for them", **place)
    assert str(refused.value) == (
        "You wrote this in another group, so it was not saved. Your words are still in the box. "
        "If they belong to this group too, write them again; if not, reload the page."
    )
    assert not refused.value.later
    assert meeting.page_of(ana)["draft"]["mine"] == {}
    assert meeting.put(ana, "draft", "acknowledged too late", **place, **op) == 1, "the same receipt"
    meeting.phase("draft", "locked")
    with pytest.raises(ActivityNotOpen):  # stays in her outbox until she can do something with it
        meeting.put(ana, "draft", "for them", **place)
    meeting.phase("draft", "open")
    meeting.ask("move", person=ana.id, grouping="group", group=place["place"])
    assert meeting.put(ana, "draft", "for them", **place) == 2
    assert meeting.put(ben, "draft", "from a page that names no group") >= 1


@pytest.mark.parametrize("place", ["", "nowhere", 5, [], {"a": 1}, True, "x" * 100_000, "\ud800"], ids=repr)
def test_a_place_that_is_no_group_of_hers_takes_nothing(meeting: Meeting, place: object) -> None:
    """Nor does it matter where everybody answers alone."""
    [ana, _] = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random")
    with pytest.raises(OtherGroup):
        meeting.put(ana, "draft", "words", place=place)
    assert meeting.page_of(ana)["draft"]["mine"] == {}
    assert meeting.put(ana, "everyone", "words", place=place) == 1


def test_regrouping_keeps_what_groups_wrote_and_their_names(meeting: Meeting) -> None:
    """People move; the sheet of paper stays on the table."""
    seats = meeting.people(*EIGHT)
    meeting.ask("make groups", grouping="group", how="random", size=4)
    for seat in seats:
        group = meeting.page_of(seat)["room"]["places"]["group"]["name"]
        meeting.put(seat, "draft", f"of {group}")
    names = sorted(group["name"] for group in meeting.ask("groups")["group"])
    meeting.ask("make groups", grouping="group", how="random", size=4)
    assert sorted(group["name"] for group in meeting.ask("groups")["group"]) == names
    for seat in seats:
        page = meeting.page_of(seat)
        assert page["draft"]["mine"] == {"answer": f"of {page['room']['places']['group']['name']}"}


def test_an_emptied_group_keeps_its_words_on_the_wall(meeting: Meeting) -> None:
    """What was shown does not vanish because somebody changed seats."""
    ana, ben, cy, dee = meeting.people("Ana", "Ben", "Cy", "Dee")
    meeting.ask("make groups", grouping="group", how="random", size=2)
    for seat in (ana, ben, cy, dee):
        meeting.put(seat, "line", "words of a group")
    first, second = meeting.ask("groups")["group"]
    for person in first["people"]:
        meeting.ask("move", person=person, grouping="group", group=second["id"])
    view = meeting.group("line")
    assert [note["text"] for note in view["wall"]] == ["words of a group"] * 2
    assert (view["n"], view["of"]) == (2, 2)
    assert meeting.page_of(meeting.projector)["room"]["groups"] == {"group": 1}
