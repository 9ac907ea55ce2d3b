"""What a coach sees of communities: what their rooms saw, and less where schools stand side by side."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.artefacts import Artefact
from plckit.domain.people import Role
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.domain.year import READING, REVIEW, TURN
from plckit.errors import BadValue, NotFound
from plckit.sessions import convening, following, hosting, joining
from plckit.sessions.following import Followed
from plckit.sessions.waves import FEW, FEW_BETWEEN, OTHER_WORDS, between_schools
from plckit.store.database import Store
from plckit.store.transaction import Transaction
from plckit.testing import a_page, a_seat, a_session, an_activity

LINES = {"lead": "Leading: everybody can lead.", "see": "Practice: we see each other teach."}
MAY, JUNE = "2027-05-03T09:00:00.000+00:00", "2027-06-07T09:00:00.000+00:00"


def review(**lines: str) -> Page:
    """Return the workbook of the five attributes in small."""
    acts = [
        an_activity("likert", "survey", rows={"a": "A line"}, waves=True),
        an_activity("slider_pair", "pairs", rows=lines or LINES),
    ]
    return replace(a_page({"Look": acts}), key=REVIEW, title="Five attributes")


def held(store: Store, page: Page, community: str, at: str, people: int = 0) -> Session:
    """Return a session that was held on a day by so many people, all of it revealed."""

    def went(tx: Transaction) -> Session:
        session = convening.convene(tx, page.key, page, community, at)
        for number in range(people):
            joining.join(tx, session.code, f"Person {number}", at, str(uuid.uuid4()))
        for step in page.steps:
            tx.sessions.set_step(session.id, step.key, at)
        tx.sessions.set_phases(session.id, list(page.activities), Phase.REVEALED, at)
        return session

    return store.write(went).result()


def put(store: Store, session: Session, activity: str, values: Sequence[dict[str, Any]]) -> None:
    """Let the first people of a session put in {entry: value}."""

    def job(tx: Transaction) -> None:
        for seat, answer in zip(tx.seats.all(session.id, Role.PARTICIPANT), values, strict=False):
            for entry, value in answer.items():
                tx.entries.put(seat, activity, entry, str(uuid.uuid4()), value, MAY)

    store.write(job).result()


def one(store: Store, community: str) -> Followed:
    return store.read(following.community, kinds(), community).result()


def pairs(now: int, want: int, people: int, *lines: str) -> list[dict[str, Any]]:
    return [{line: {"now": now, "want": want} for line in lines or LINES} for _ in range(people)]


def test_medians_wait_for_the_reveal_and_for_five(store: Store) -> None:
    """What the room has not seen the coach does not see; nor four people's answers (rule P3)."""
    session = held(store, review(), "Maths", MAY, 6)
    put(store, session, "pairs", pairs(3, 7, 4))
    assert one(store, "Maths").waves.times[0].hidden.startswith("Fewer than 5 people")
    put(store, session, "pairs", [*pairs(3, 7, 5), *pairs(3, 7, 1, "lead")])
    time = one(store, "Maths").waves.times[0]
    assert (time.label, time.n, time.of) == ("May 2027", 6, 6)
    assert [(p.now.value, p.want.value, p.now.n) for p in time.points.values()] == [(3, 7, 6), (3, 7, 5)]
    at = MAY
    store.write(lambda tx: tx.sessions.set_phases(session.id, ["pairs"], Phase.LOCKED, at)).result()
    time = one(store, "Maths").waves.times[0]
    assert (time.n, time.points) == (0, {})
    assert time.hidden == "Hidden until the facilitator reveals it."


def test_a_line_with_four_answers_is_hidden_where_the_room_saw_it_hidden(store: Store) -> None:
    """The other line has six, and says nothing about this one."""
    session = held(store, review(), "Maths", MAY, 6)
    put(store, session, "pairs", [*pairs(3, 7, 4), *pairs(2, 9, 2, "lead")])
    points = one(store, "Maths").waves.times[0].points
    assert (points["lead"].now.value, points["see"].hidden) == (3, FEW)


@pytest.mark.parametrize(("people", "shown"), [(9, False), (10, True)])
def test_beside_another_school_a_line_needs_ten(store: Store, people: int, shown: bool) -> None:
    """Nine are enough on their own page, and too few where schools are compared (rule P2)."""
    session = held(store, review(), "Maths", MAY, people)
    put(store, session, "pairs", pairs(3, 7, people))
    own = one(store, "Maths").waves.times[-1]
    beside = between_schools(own)
    assert own.points["lead"].now.value == 3
    assert (beside.points["lead"].now.value == 3) is shown
    assert (beside.points["lead"].hidden == FEW_BETWEEN) is not shown


def test_beside_another_school_both_sides_of_a_line_need_ten(store: Store) -> None:
    """Ten said where they are, five where they want to be: the five are not shown by the ten."""
    session = held(store, review(), "Maths", MAY, 10)
    values = [*pairs(3, 7, 5), *({"lead": {"now": 3, "want": None}, "see": {"now": 3, "want": None}},) * 5]
    put(store, session, "pairs", values)
    assert one(store, "Maths").waves.times[-1].points["lead"].want.value == 7
    assert between_schools(one(store, "Maths").waves.times[-1]).points["lead"].hidden == FEW_BETWEEN


def test_a_line_that_was_asked_in_other_words_breaks(store: Store) -> None:
    """A median of another question is no history of this one (rule L9)."""
    for page, at in ((review(**{**LINES, "see": "Practice: we watch each other."}), MAY), (review(), JUNE)):
        put(store, held(store, page, "Maths", at, 5), "pairs", pairs(3, 7, 5))
    before, after = one(store, "Maths").waves.times
    assert (before.points["lead"].now.value, before.points["see"].hidden) == (3, OTHER_WORDS)
    assert after.points["see"].now.value == 3


def test_waves_say_who_answered_and_warn(store: Store) -> None:
    """Under 60 % and 15 points apart: both sentences stand beside the numbers (rule L6)."""
    for at, people in ((MAY, 5), (JUNE, 10)):
        session = held(store, review(), "Maths", at, 10)
        put(store, session, "survey", [{"a": "4"}] * people)
    found = one(store, "Maths").waves
    assert [(time.label, time.n, time.of) for time in found.surveys] == [
        ("May 2027", 5, 10),
        ("Jun 2027", 10, 10),
    ]
    assert len(found.notes) == 2
    assert "May 2027: 5 of 10 people answered, which is under 60 %." in found.notes[0]
    assert "just because other people answered" in found.notes[1]


def test_promises_are_those_of_the_named(store: Store) -> None:
    """A promise with a name was read by everybody; private and unnamed ones are nobody's business here."""
    acts = [an_activity("commitment", f"to-{see}", see=see) for see in ("named", "private", "anon-reveal")]
    session = held(store, a_page({"End": acts}), "Maths", MAY, 1)
    for spec in acts:
        put(
            store,
            session,
            spec.key,
            [{"answer": {"will": f"{spec.key}: help S-4K7Q", "by": "2027-06-01"}}],
        )
    due = one(store, "Maths").due
    assert [(d.label, d.day, d.who) for d in due] == [("to-named: help a student", "2027-06-01", "Person 0")]
    put(store, session, "to-named", [{"answer": {"will": "help", "by": "2027-07-01"}}])
    again = one(store, "Maths").due
    assert [d.key for d in again] == [d.key for d in due], "changed words are the same promise"
    assert [d.day for d in again] == ["2027-07-01"]


def test_a_promise_that_was_hidden_is_gone(store: Store) -> None:
    """What the facilitator takes off the wall is not on the coach's page."""
    session = held(store, a_page({"End": [an_activity("commitment", "promise")]}), "Maths", MAY, 1)
    put(store, session, "promise", [{"answer": {"will": "x", "by": None}}])
    row = store.read(lambda tx: tx.entries.of(session.id, "promise")).result()[0]
    store.write(lambda tx: tx.entries.hide(session.id, "promise", row, True, MAY)).result()
    assert one(store, "Maths").due == ()


def test_a_meeting_counts_once_half_of_it_was_held(store: Store) -> None:
    """A plan for next week and a look at the first step are no meetings of the year."""
    page = replace(a_page({name: [] for name in ("One", "Two", "Three", "Four")}), key=READING)
    session = store.write(convening.convene, "03", page, "Maths", MAY).result()
    a_seat(store, session)
    for step, counted in (("one", False), ("two", True)):
        assert not one(store, "Maths").meetings[0].held
        store.write(lambda tx, step=step: tx.sessions.set_step(session.id, step, MAY)).result()
        assert one(store, "Maths").meetings[0].held is counted
    days = [slot.day for slot in one(store, "Maths").year.slots if slot.book == READING]
    assert days == ["2027-05-03", ""]


def test_answers_are_counted_in_people(store: Store) -> None:
    """Two entries of one person are one who answered; screens and facilitators are nobody."""
    session = held(store, a_page({"One": [an_activity("short_text", "line")]}), "Maths", MAY, 3)
    store.write(hosting.lead, session, MAY).result()
    put(store, session, "line", [{"answer": "x"}, {"answer": "y"}])
    meeting = one(store, "Maths").meetings[0]
    assert (meeting.answered, meeting.people, meeting.begun) == (2, 3, True)


def kept(store: Store, kind: str, content: dict[str, Any], version: int = 1, **more: Any) -> None:
    given = {"id": "e1", "session": None, "community": "Maths", "at": MAY} | more
    artefact = Artefact(
        version=version,
        kind=kind,
        schema=1,
        workbook="w",
        page="",
        group="",
        see="named",
        covers=[],
        synthetic=False,
        content=content,
        **given,
    )
    store.write(lambda tx: tx.artefacts.add(artefact)).result()


def test_an_enquiry_runs_until_it_says_what_is_kept(store: Store) -> None:
    """Its turns are counted in the latest version; what was added between meetings counts as the last day."""
    kept(store, "enquiry", {"question": "If …?", "turns": [{}]})
    kept(store, "enquiry", {"question": "If …?", "turns": [{}, {}]}, 2, at=JUNE)
    (found,) = one(store, "Maths").enquiries
    assert (found.question, found.turns, found.day) == ("If …?", 2, "2027-06-07")
    artefacts = store.read(lambda tx: tx.artefacts.versions("Maths")).result()[:1]
    assert following.enquiries(artefacts, {"e1": "2027-06-20T10:00:00"})[0].day == "2027-06-20"
    kept(store, "enquiry", {"question": "If …?", "keep": "more"}, 3, at=JUNE)
    assert one(store, "Maths").enquiries, "one more turn"
    assert one(store, "Maths").next[0].book == TURN
    kept(store, "enquiry", {"question": "If …?", "keep": "change"}, 4, at=JUNE)
    assert one(store, "Maths").enquiries == ()


def test_artefacts_are_listed_by_type_with_the_latest_day(store: Store) -> None:
    """Versions of one artefact are one artefact; what came by a file is there without a session."""
    kept(store, "data-story", {}, id="a")
    kept(store, "data-story", {}, 2, id="a", at=JUNE)
    kept(store, "data-story", {}, id="b")
    kept(store, "charter", {}, id="c")
    told = [(left.kind, left.day, left.count) for left in one(store, "Maths").left]
    assert told == [("charter", "2027-05-03", 1), ("data-story", "2027-06-07", 2)]


def test_a_reading_that_says_not_yet_stands_before_a_decision(store: Store) -> None:
    """The gate of workbook 04, from what the room's own record says."""
    kept(store, "knowledge", {"know_enough": {"said": "9 answers: “Yes” 5, “Not yet” 4."}})
    for key in ("becoming-a-learning-community", READING):
        held(store, replace(a_page({"One": []}), key=key), "Maths", MAY, 1)
    assert one(store, "Maths").next[0].why.startswith("Before you decide: 4 of 9 said")


def test_communities_stand_by_school_and_name(store: Store) -> None:
    """Never by a score; whoever has no school yet comes last."""
    for name in ("Zebra", "apple", "Maths", "Art"):
        a_session(store, a_page({"One": []}), community=name)
    for name, school in (("Zebra", "Alpha School"), ("apple", "beta school"), ("Maths", " beta  school ")):
        store.write(following.set_school, name, school).result()
    found = store.read(following.communities, kinds()).result()
    assert [(one.school, one.name) for one in found] == [
        ("Alpha School", "Zebra"),
        ("beta school", "apple"),
        ("beta school", "Maths"),
        ("", "Art"),
    ]
    store.write(following.set_school, "Zebra", "").result()
    assert one(store, "Zebra").school == ""
    with pytest.raises(BadValue, match="80 is the most"):
        store.write(following.set_school, "Zebra", "x" * 81).result()


def test_a_community_that_is_not_here_is_not_found(store: Store) -> None:
    """And what somebody does alone in a notebook is no community."""
    store.write(convening.solo, a_page({"One": []}), MAY).result()
    for name in ("Nobody", "On my own"):
        with pytest.raises(NotFound):
            one(store, name)
