"""What a facilitator may do with what is on the screens: hide, hold, show large, begin afresh."""

from __future__ import annotations

from typing import Any

import pytest
from meeting import Meeting, meeting_of

from plckit.analysis import OpenSession
from plckit.domain.people import Role, Seat
from plckit.domain.visibility import READ_FIRST
from plckit.errors import BadValue, NotAllowed, Refused
from plckit.store.database import Store
from plckit.testing import a_seat, an_activity

FIVE = [f"Person {n}" for n in range(5)]


@pytest.fixture
def meeting(store: Store) -> Meeting:
    return meeting_of(
        store,
        an_activity("short_text", "wall", see="anon-live"),
        an_activity("short_text", "later", see="anon-reveal"),
        an_activity("short_text", "signed", see="named"),
        an_activity("short_text", "diary", see="private"),
        an_activity("short_text", "couple", see="pair"),
        an_activity("short_text", "views", see="anon-reveal", about="views"),
        an_activity("short_text", "line", see="anon-live", by="group"),
        an_activity("yes_partly_no", "vote", reason="Why?"),
    )


def ids(meeting: Meeting, activity: str) -> dict[str, str]:
    """Return the ids of the entries a facilitator may read, by their text."""
    return {one["text"]: one["id"] for one in meeting.ask("entries", activity=activity)}


def hide(meeting: Meeting, activity: str, text: str, hidden: bool = True) -> None:
    meeting.ask("hide", activity=activity, entry=ids(meeting, activity)[text], hidden=hidden)


def all_say(meeting: Meeting, activity: str, *values: str, entry: str = "answer") -> list[Seat]:
    seats = meeting.people(*(f"Person {n}" for n in range(len(values))))
    for seat, value in zip(seats, values, strict=True):
        meeting.put(seat, activity, value, entry)
    return seats


# Hiding


@pytest.mark.parametrize("key", ["wall", "signed"])
def test_a_hidden_entry_leaves_every_screen_but_its_writers(store: Store, meeting: Meeting, key: str) -> None:
    """It still counts, since a number that falls would tell what was hidden."""
    ana, ben = all_say(meeting, key, "rude", "kind")
    hide(meeting, key, "rude")
    view = meeting.group(key)
    assert ([note["text"] for note in view["wall"]], view["n"]) == (["kind"], 2)
    for screen in (ben, meeting.projector, meeting.leader):
        assert "rude" not in meeting.heard(screen)
    assert meeting.page_of(ana)[key]["mine"] == {"answer": "rude"}
    assert "rude" not in OpenSession(meeting.session.code, store.url).answers().to_string()
    meeting.put(ana, key, "rude again")
    assert "rude again" not in meeting.heard(ben), "an edit is no way round"
    hide(meeting, key, "rude again", hidden=False)
    assert "rude again" in meeting.heard(ben)


@pytest.mark.parametrize("hidden", [None, "yes", 1, [], {}])
def test_hiding_is_yes_or_no(meeting: Meeting, hidden: Any) -> None:
    """A field that is missing must not show what was hidden."""
    all_say(meeting, "wall", "rude")
    hide(meeting, "wall", "rude")
    with pytest.raises(BadValue):
        meeting.ask("hide", activity="wall", entry=ids(meeting, "wall")["rude"], hidden=hidden)
    assert "rude" not in meeting.heard(meeting.projector)


# What a facilitator reads


def test_the_list_never_tells_who(meeting: Meeting) -> None:
    """Neither a name, nor a seat, nor the order in which people came."""
    seats = all_say(meeting, "wall", *(f"words {n}" for n in range(12)))
    listed = meeting.ask("entries", activity="wall")
    assert {tuple(sorted(one)) for one in listed} == {("hidden", "id", "text")}
    assert [one["text"] for one in listed] != [f"words {n}" for n in range(12)]
    assert not [seat for seat in seats if seat.id in str(listed) or seat.name in str(listed)]


@pytest.mark.parametrize(
    ("key", "people", "why"),
    [
        ("later", 6, "Hidden until"),
        ("views", 6, "Hidden until"),
        ("diary", 6, "no single entries"),
        ("couple", 6, "no single entries"),
        ("vote", 6, "Hidden until"),
    ],
)
def test_what_the_room_may_not_see_no_facilitator_reads(
    meeting: Meeting, key: str, people: int, why: str
) -> None:
    """“Not even the facilitator” stands beside the box."""
    all_say(meeting, key, *["yes" if key == "vote" else "words"] * people)
    with pytest.raises(Refused, match=why):
        meeting.ask("entries", activity=key)


def test_views_of_four_are_not_listed_after_the_reveal(meeting: Meeting) -> None:
    """Rule P3 has no back door."""
    all_say(meeting, "views", *FIVE[:4])
    meeting.phase("views", "revealed")
    with pytest.raises(Refused, match="Fewer than 5 people"):
        meeting.ask("entries", activity="views")


def test_reasons_of_four_are_not_listed(meeting: Meeting) -> None:
    """They are withheld on every screen, and the console is one of them (P3)."""
    seats = all_say(meeting, "vote", *["yes"] * 6)
    for seat in seats[:4]:
        meeting.put(seat, "vote", f"reason of {seat.name}", "reason")
    meeting.phase("vote", "revealed")
    assert meeting.ask("entries", activity="vote") == []
    meeting.phase("vote", "locked")


def test_a_reason_beside_a_vote_can_be_hidden(meeting: Meeting) -> None:
    """And the four that are left stay on the wall: five gave one."""
    seats = all_say(meeting, "vote", *["yes"] * 6)
    for number, seat in enumerate(seats[:5]):
        meeting.put(seat, "vote", f"reason {number}", "reason")
    meeting.phase("vote", "revealed")
    assert set(ids(meeting, "vote")) == {f"reason {n}" for n in range(5)}, "a vote is no single entry"
    hide(meeting, "vote", "reason 0")
    view = meeting.group("vote")
    assert (sorted(r["text"] for r in view["reasons"]), view["fewReasons"]) == (
        [f"reason {n}" for n in range(1, 5)],
        "",
    )


# Reading first


def test_held_entries_wait_for_the_facilitator(meeting: Meeting) -> None:
    """The label says so before anybody types; an edit is read again."""
    meeting.ask("hold", activity="wall", held=True)
    ana, ben = meeting.people("Ana", "Ben")
    assert meeting.group("wall", ana)["held"] == READ_FIRST
    meeting.put(ana, "wall", "first words")
    assert "first words" not in meeting.heard(ben)
    assert meeting.ask("entries", activity="wall")[0]["hidden"] is True
    hide(meeting, "wall", "first words", hidden=False)
    assert "first words" in meeting.heard(ben)
    meeting.put(ana, "wall", "other words")
    assert "words" not in str(meeting.group("wall", ben).get("wall"))


def test_reading_first_begins_before_the_first_answer(meeting: Meeting) -> None:
    """Nobody is read under another promise than the one she wrote under."""
    all_say(meeting, "wall", "already here")
    with pytest.raises(Refused, match="under another promise"):
        meeting.ask("hold", activity="wall", held=True)
    assert "held" not in meeting.group("wall")


@pytest.mark.parametrize("key", ["diary", "couple", "vote"])
def test_only_words_for_the_room_can_be_read_first(meeting: Meeting, key: str) -> None:
    """A vote has no words, and a diary is nobody's to read."""
    with pytest.raises(Refused, match="Only words"):
        meeting.ask("hold", activity=key, held=True)


def test_held_views_of_four_are_read_by_nobody(meeting: Meeting) -> None:
    """Five first, then the facilitator, then the room."""
    meeting.ask("hold", activity="views", held=True)
    seats = all_say(meeting, "views", *FIVE[:4])
    with pytest.raises(Refused, match="Fewer than 5"):
        meeting.ask("entries", activity="views")
    meeting.put(meeting.people("Eve")[0], "views", "the fifth")
    assert len(meeting.ask("entries", activity="views")) == 5
    assert "the fifth" not in meeting.heard(seats[0])


# Shown large


def test_one_entry_is_shown_large_until_it_is_hidden_or_changed_or_left(meeting: Meeting) -> None:
    """What stands large on the wall is what stands in the room now."""
    meeting.ask("go", step="first")
    [ana] = all_say(meeting, "wall", "look at this")

    def light() -> Any:
        return meeting.page_of(meeting.projector)["room"]["light"]

    def shine(text: str) -> None:
        meeting.ask("light", activity="wall", entry=ids(meeting, "wall")[text])

    shine("look at this")
    prompt = meeting.page.activity("wall").prompt
    assert light() == {"activity": "wall", "prompt": prompt, "text": "look at this"}
    meeting.put(ana, "wall", "changed")
    assert light()["text"] == "changed"
    hide(meeting, "wall", "changed")
    assert light() is None
    with pytest.raises(Refused, match="is hidden"):
        shine("changed")
    hide(meeting, "wall", "changed", hidden=False)
    shine("changed")
    meeting.put(ana, "wall", None)
    assert light() is None
    meeting.put(ana, "wall", "back")
    shine("back")
    meeting.ask("light", activity="wall", entry=None)
    assert light() is None
    shine("back")
    meeting.ask("go", step="second")
    assert light() is None


def test_what_is_not_revealed_is_not_shown_large(meeting: Meeting) -> None:
    """Held words that the facilitator has read are still not the room's."""
    meeting.ask("hold", activity="later", held=True)
    all_say(meeting, "later", "not yet")
    hide(meeting, "later", "not yet", hidden=False)
    with pytest.raises(Refused, match="does not see this yet"):
        meeting.ask("light", activity="later", entry=ids(meeting, "later")["not yet"])
    for entry in ("x", [], {}, 5, True):
        with pytest.raises(BadValue, match="is gone"):
            meeting.ask("light", activity="later", entry=entry)


# Beginning afresh


@pytest.mark.parametrize("key", ["wall", "signed", "diary", "line"])
def test_a_reset_is_taken_back_exactly(meeting: Meeting, key: str) -> None:
    """Words, moments and what was hidden come back; also what belongs to groups and to nobody else."""
    ana, ben = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random", size=12)
    for seat in (ana, ben):
        meeting.put(seat, key, f"words of {seat.name}", at="2026-03-01T10:10:00.000+00:00")
    meeting.put(ana, key, "late", at="2026-03-01T10:20:00.000+00:00", age=20 * 60_000)
    if key in ("wall", "signed"):
        hide(meeting, key, "words of Ben")
    before = {seat.id: meeting.page_of(seat)[key] for seat in (ana, ben)}
    meeting.ask("reset", activity=key)
    for seat in (ana, ben):
        assert (meeting.page_of(seat)[key]["mine"], meeting.page_of(seat)[key]["phase"]) == ({}, "waiting")
    meeting.ask("undo", activity=key)
    for seat in (ana, ben):
        assert meeting.page_of(seat)[key] == {**before[seat.id], "phase": "locked"}
    with pytest.raises(Refused, match="nothing to bring back"):
        meeting.ask("undo", activity=key)


def test_what_is_begun_afresh_is_not_hidden(meeting: Meeting) -> None:
    """Another answer to another round is judged by itself."""
    [ana] = all_say(meeting, "wall", "rude")
    hide(meeting, "wall", "rude")
    meeting.ask("reset", activity="wall")
    meeting.phase("wall", "open")
    meeting.put(ana, "wall", "kind")
    assert [note["text"] for note in meeting.group("wall")["wall"]] == ["kind"]
    with pytest.raises(Refused, match="somebody has answered since"):
        meeting.ask("undo", activity="wall")


def test_everybody_who_leads_is_told_what_can_be_brought_back(store: Store, meeting: Meeting) -> None:
    """How many people's answers went, on every console and nowhere else, until somebody answers again."""
    first, *_ = all_say(meeting, "wall", "one", "two")
    another = a_seat(store, meeting.session, Role.FACILITATOR)

    def told(seat: Seat) -> Any:
        return meeting.page_of(seat)["room"].get("taken")

    assert told(another) == {}
    for back in (True, False):
        meeting.ask("reset", activity="wall")
        assert [told(seat) for seat in (meeting.leader, another)] == [{"wall": 2}] * 2
        assert [told(seat) for seat in (first, meeting.projector)] == [None, None]
        if back:
            meeting.ask("undo", activity="wall")
            assert told(another) == {}
    meeting.phase("wall", "open")
    meeting.put(first, "wall", "three")
    assert told(another) == {}


def test_the_log_keeps_what_a_reset_took(store: Store, meeting: Meeting) -> None:
    """Nothing that was typed is lost."""
    all_say(meeting, "wall", "one", "two")
    meeting.ask("reset", activity="wall")
    with store.engine.connect() as raw:
        said = raw.exec_driver_sql("SELECT value FROM change WHERE what = 'entry' AND value IS NOT NULL")
        assert sorted(said.scalars()) == ['"one"', '"two"']


def test_what_nobody_answered_cannot_be_begun_afresh(meeting: Meeting) -> None:
    """The button did nothing, and says so."""
    with pytest.raises(Refused, match="Nobody has answered"):
        meeting.ask("reset", activity="wall")


def test_views_are_asked_afresh_but_taking_that_back_opens_nothing(meeting: Meeting) -> None:
    """After an undo the picture that was seen stands again, and a sixth answer would be the difference."""
    seats = all_say(meeting, "vote", *["yes"] * 5)
    meeting.phase("vote", "revealed")
    for _ in range(2):
        meeting.ask("reset", activity="vote")
        meeting.ask("undo", activity="vote")
        with pytest.raises(Refused, match="work out who answered later"):
            meeting.phase("vote", "open")
        meeting.ask("go", step="first")
        assert meeting.page_of(seats[0])["vote"]["phase"] == "locked"
    meeting.ask("reset", activity="vote")
    meeting.phase("vote", "open")
    for seat in seats:
        meeting.put(seat, "vote", "no")
    meeting.phase("vote", "locked")
    meeting.phase("vote", "open")
    meeting.phase("vote", "revealed")
    assert meeting.group("vote")["n"] == 5
    with pytest.raises(Refused):
        meeting.phase("vote", "open")


@pytest.mark.parametrize("what", ["entries", "hide", "hold", "light", "reset", "undo", "enter"])
def test_only_facilitators_moderate(meeting: Meeting, what: str) -> None:
    """Each refusal says what it is that only a facilitator can do."""
    [ana] = all_say(meeting, "wall", "words")
    for seat in (ana, meeting.projector):
        with pytest.raises(NotAllowed, match=r"^Only the facilitator can "):
            meeting.ask(what, seat, activity="wall", entry="x", hidden=True, held=True, text="1")
