"""People in a room: names, who was taken out, two places of one person, and who leads."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

import pytest
from meeting import Meeting, meeting_of

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.errors import BadValue, NotAllowed, NotYours, Refused, Removed
from plckit.sessions import hosting, joining
from plckit.store.database import Store
from plckit.testing import NAME, a_seat, an_activity, utc_now

SEES = ("private", "anon-live", "anon-reveal", "opt-in", "named", "pair", "group")


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """Return a meeting with an activity of each visibility, and a vote."""
    texts = [an_activity("short_text", see, see=see) for see in SEES]
    return meeting_of(store, *texts, an_activity("yes_partly_no", "vote", reason="Why?"))


def told(meeting: Meeting) -> list[tuple[str, str]]:
    return [(one["name"], one["role"]) for one in meeting.ask("people")]


# Names and jobs


def test_a_name_changes_on_every_screen(meeting: Meeting) -> None:
    """Markup is a name like any other, and no two people have the same."""
    ana, ben = meeting.people("Ana", "Ben")
    meeting.put(ana, "named", "signed")
    assert meeting.group("named")["wall"] == [{"text": "signed", "name": "Ana"}]
    meeting.ask("rename", person=ana.id, name=NAME)
    meeting.ask("rename", person=ben.id, name=NAME)
    assert meeting.group("named")["wall"] == [{"text": "signed", "name": NAME}]
    assert meeting.page_of(ana)["room"]["name"] == NAME
    assert meeting.page_of(ben)["room"]["name"] == f"{NAME} (2)"
    meeting.ask("rename", person=meeting.leader.id, name="Coach")
    assert told(meeting) == [("Coach", "facilitator"), (NAME, "participant"), (f"{NAME} (2)", "participant")]


@pytest.mark.parametrize("name", [None, "", "  ", 5, [], {}, "x" * 41, "\u202e", "<>"])
def test_a_name_nobody_can_read_out_changes_nothing(meeting: Meeting, name: Any) -> None:
    """The sentence says what a name is."""
    [ana] = meeting.people("Ana")
    with pytest.raises(BadValue, match="letter"):
        meeting.ask("rename", person=ana.id, name=name)
    assert meeting.page_of(ana)["room"]["name"] == "Ana"


def test_a_job_is_a_word_or_two(meeting: Meeting) -> None:
    """Groups are mixed by it; nobody but the facilitator reads it."""
    ana, ben = meeting.people("Ana", "Ben")
    meeting.ask("job", person=ana.id, job=" maths\nteacher ")
    assert meeting.ask("people")[1]["job"] == "maths teacher"
    assert "maths" not in meeting.heard(ben)
    for job in (5, [], "x" * 100):
        with pytest.raises(BadValue):
            meeting.ask("job", person=ana.id, job=job)


# Taken out


def test_what_somebody_wrote_stays_when_she_is_taken_out(meeting: Meeting) -> None:
    """A number that falls by one would tell what she said; only the room is smaller."""
    seats = meeting.people(*(f"Person {n}" for n in range(6)))
    for seat in seats:
        meeting.put(seat, "vote", "no" if seat is seats[0] else "yes")
        meeting.put(seat, "anon-reveal", f"idea of {seat.name}")
    for key in ("vote", "anon-reveal"):
        meeting.phase(key, "revealed")
    before = {key: meeting.group(key) for key in ("vote", "anon-reveal")}
    meeting.ask("remove", person=seats[0].id)
    assert {key: meeting.group(key) for key in before} == before
    assert meeting.page_of(meeting.projector)["room"]["joined"] == 5
    assert meeting.ask("people")[0] == {"name": "Person 0", "role": "removed"}


def test_a_removed_person_can_do_nothing_more(store: Store, meeting: Meeting) -> None:
    """Not even in the moment before the server hangs up, nor by any door she knows."""
    ana, _ = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random")
    meeting.ask("remove", person=ana.id)
    with pytest.raises(Removed):
        meeting.put(ana, "named", "still here")
    for what in ({"what": "pen", "grouping": "group"}, {"what": "table", "table": "3"}):
        with pytest.raises(Removed):
            meeting.ask(seat=ana, **what)
    code, at = meeting.session.code, utc_now()
    for job, asked in (
        (joining.rejoin, (code, ana.rejoin)),
        (joining.join, (code, "Ana again", at, str(uuid.uuid4()), "", ana.id)),
        (joining.join, (code, "Ana", at, ana.id)),
    ):
        with pytest.raises(Removed):
            store.write(job, *asked).result()
    meeting.look()
    assert ana.id in meeting.room.removed
    with pytest.raises(NotYours):
        meeting.ask("remove", person=ana.id)


def test_whoever_was_taken_out_by_mistake_is_let_in_again(meeting: Meeting) -> None:
    """Everything is where it was: the answers, the group, the rejoin word."""
    ana, _ = meeting.people("Ana", "Ben")
    meeting.ask("make groups", grouping="group", how="random")
    meeting.put(ana, "private", "my diary")
    before = meeting.page_of(ana)
    meeting.ask("remove", person=ana.id)
    meeting.ask("bring back", name="Ana")
    assert meeting.page_of(ana) == before
    assert meeting.put(ana, "private", "and on") == 2
    for name in ("Ana", "Nobody", None, [], {}):
        with pytest.raises(BadValue, match="Nobody of that name"):
            meeting.ask("bring back", name=name)


# Two places of one person


def wrote(meeting: Meeting, seat: Seat) -> dict[str, str]:
    rows = meeting.read(lambda tx: tx.entries.mine(seat.id))
    return {row[0]: row[2] for row in rows}


def test_answers_with_a_name_move_and_no_others(meeting: Meeting) -> None:
    """A facilitator with a phone could otherwise make a colleague's private words her own and read them."""
    old, new = meeting.people("Ana", "Ana")
    for see in SEES:
        if see not in ("group", "pair"):
            meeting.put(old, see, f"old {see}")
    meeting.ask("merge", person=old.id, into=new.id)
    assert wrote(meeting, new) == {"named": "old named"}
    with pytest.raises(Removed):
        meeting.put(old, "named", "again")


@pytest.mark.parametrize("key", ["anon-live", "anon-reveal", "opt-in", "vote", "group"])
@pytest.mark.parametrize("both", [True, False])
def test_no_count_falls_where_unnamed_answers_were_shown(meeting: Meeting, key: str, both: bool) -> None:
    """Otherwise the difference of two pictures is what she wrote."""
    old, new, *others = meeting.people(*(f"Person {n}" for n in range(7)))
    meeting.ask("make groups", grouping="group", how="random", size=12)
    for seat in (old, *([new] if both else []), *others):
        meeting.put(seat, key, "partly" if key == "vote" else f"by {seat.name}")
    if key in ("anon-reveal", "opt-in", "vote"):
        meeting.phase(key, "revealed")
        meeting.phase(key, "locked")
    screen = others[0] if key == "group" else meeting.projector

    def seen() -> Any:
        if key in ("anon-reveal", "opt-in", "vote"):
            meeting.phase(key, "revealed")
        view = dict(meeting.group(key, screen))
        return view.pop("n"), json.dumps([view.get("wall"), view.get("rows")])

    before = seen()
    meeting.ask("merge", person=old.id, into=new.id)
    assert seen() == before


def test_a_hidden_entry_stays_hidden_when_it_moves(meeting: Meeting) -> None:
    """Two places of one person are no way round what the facilitator decided."""
    old, new, other = meeting.people("Ana", "Ana", "Ben")
    meeting.put(old, "named", "rude words")
    [entry] = meeting.ask("entries", activity="named")
    meeting.ask("hide", activity="named", entry=entry["id"], hidden=True)
    meeting.ask("merge", person=old.id, into=new.id)
    assert "rude words" not in meeting.heard(other)
    assert meeting.page_of(new)["named"]["mine"] == {"answer": "rude words"}


def test_two_places_must_be_two_people_of_this_room(store: Store, meeting: Meeting) -> None:
    """A facilitator's seat is nobody's second place."""
    [ana] = meeting.people("Ana")
    with pytest.raises(BadValue, match="two different people"):
        meeting.ask("merge", person=ana.id, into=ana.id)
    stranger = a_seat(store, Meeting(store, meeting.page).session)
    for other in (meeting.leader.id, meeting.projector.id, stranger.id, None, [], {}, "x"):
        for pair in ({"person": ana.id, "into": other}, {"person": other, "into": ana.id}):
            with pytest.raises(NotYours):
                meeting.ask("merge", **pair)


# Who leads


def test_a_facilitator_who_was_taken_out_leads_nothing(store: Store, meeting: Meeting) -> None:
    """Her open console is refused everything, and the links she knows are worth nothing any more."""
    other = a_seat(store, meeting.session, Role.FACILITATOR)
    links = meeting.ask("links")
    meeting.ask("remove", person=other.id)
    for what, said in (("phase", {"activity": "vote", "phase": "revealed"}), ("people", {}), ("links", {})):
        with pytest.raises(NotAllowed):
            meeting.ask(what, other, **said)
    now = meeting.ask("links")
    assert not set(now.values()) & set(links.values())
    assert ("Facilitator (2)", "removed") in told(meeting)
    meeting.ask("bring back", name="Facilitator (2)")
    assert meeting.ask("people", other)


@pytest.mark.parametrize("how", ["remove", "new links"])
def test_a_wall_that_somebody_opened_ends_with_the_links(store: Store, meeting: Meeting, how: str) -> None:
    """A co-facilitator who was taken out would see the room's screen for as long as her cookie lasts."""
    other = a_seat(store, meeting.session, Role.FACILITATOR)
    wall = store.write(joining.show, meeting.session, utc_now()).result()
    people = told(meeting)
    meeting.ask(how, **({"person": other.id} if how == "remove" else {}))
    meeting.look()
    walls = {meeting.projector.id, wall.id}
    assert walls <= meeting.room.removed
    assert [one for one in told(meeting) if one not in people] == (
        [("Facilitator (2)", "removed")] if how == "remove" else []
    ), "a wall is nobody who could be let in again"
    again = store.write(joining.show, meeting.session, utc_now()).result()
    meeting.look()
    assert again.id not in meeting.room.removed
    with pytest.raises(BadValue, match="Nobody of that name"):
        meeting.ask("bring back", name=wall.name)


def test_the_only_facilitator_cannot_be_taken_out(store: Store, meeting: Meeting) -> None:
    """Nobody would be left who could let her in again."""
    with pytest.raises(Refused, match="You are the only facilitator"):
        meeting.ask("remove", person=meeting.leader.id)
    other = a_seat(store, meeting.session, Role.FACILITATOR)
    meeting.ask("remove", person=meeting.leader.id)
    with pytest.raises(Refused, match="You are the only facilitator"):
        meeting.ask("remove", other, person=other.id)


def test_reveal_and_lock_together_end_in_one_state_on_all_screens(store: Store, meeting: Meeting) -> None:
    """The writer takes one after the other; whoever was last is what all see."""
    seats = meeting.people(*(f"Person {n}" for n in range(5)))
    for seat in seats:
        meeting.put(seat, "vote", "yes")
    other = a_seat(store, meeting.session, Role.FACILITATOR)
    from plckit.sessions import facilitating

    asked = [(meeting.leader, "revealed"), (other, "locked")] * 5
    jobs = [
        store.write(facilitating.set_phase, meeting.page, seat, "vote", phase, utc_now())
        for seat, phase in asked
    ]
    for job in jobs:
        job.result()
    for screen in (*seats, meeting.leader, other, meeting.projector):
        state = meeting.page_of(screen)["vote"]
        assert (state["phase"], list(state["group"])) == (Phase.LOCKED, ["hidden"])


def come_back(store: Store, session: Session, typed: str) -> Seat:
    """Come back with a recovery code, as `/lead/CODE` does."""
    return store.write(hosting.recover, session, hosting.recovery_hash(session, typed), utc_now()).result()


def test_a_recovery_code_brings_back_one_facilitator(store: Store, meeting: Meeting) -> None:
    """A new one kills the one before; what it is nobody can read out of the database."""
    first, second = meeting.ask("recovery"), meeting.ask("recovery")
    session = meeting.read(lambda tx: tx.sessions.get(meeting.session.id))
    assert second not in str(session)
    with pytest.raises(NotAllowed):
        come_back(store, session, first)
    back = come_back(store, session, second.upper().replace(" ", "-"))
    assert meeting.ask("people", back)
    for words in ("", "x", second[:-1]):
        with pytest.raises(NotAllowed):
            come_back(store, session, words)


def test_a_recovery_code_that_was_replaced_a_moment_ago_opens_nothing(store: Store, meeting: Meeting) -> None:
    """What counts is what is so when the seat is given, not when the page was asked for."""
    words = meeting.ask("recovery")
    before = meeting.read(lambda tx: tx.sessions.get(meeting.session.id))
    meeting.ask("recovery")
    with pytest.raises(NotAllowed):
        come_back(store, before, words)


def test_a_wrong_recovery_code_keeps_nobody_s_answer_waiting(
    store: Store, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may try one; a hundred thousand rounds are not done where everybody's answers are written."""
    meeting.ask("recovery")
    given = hosting.recovery_hash(meeting.session, "teal kiwi")
    hashed: list[Any] = []
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", lambda *given: hashed.append(given))
    with pytest.raises(NotAllowed):
        store.write(hosting.recover, meeting.session, given, utc_now()).result()
    assert not hashed
