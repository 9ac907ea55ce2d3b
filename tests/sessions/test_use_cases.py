"""Joining, answering, leading and summarising: the rules of a room, asked of the use cases themselves."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.entries import Receipt
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.errors import (
    ActivityNotFound,
    ActivityNotOpen,
    BadValue,
    NotAllowed,
    NotYours,
    Refused,
    RejoinWordNotFound,
    SessionClosed,
    SessionNotFound,
)
from plckit.sessions import answering, convening, facilitating, joining
from plckit.sessions.showing import shown
from plckit.sessions.summarising import group_view
from plckit.store.database import Store
from plckit.testing import NAME, a_seat, a_session, utc_now


def put(store: Store, page: Page, seat: Seat, activity: str, value: Any, entry: str = "answer") -> Receipt:
    """Put an answer."""
    asked = (kinds(), page, seat, activity, entry, str(uuid.uuid4()), value, utc_now())
    return store.write(answering.put, *asked).result()


def group(store: Store, page: Page, session: Session, key: str, phase: Phase) -> dict[str, Any]:
    """Return what everybody may see of an activity."""
    return store.read(group_view, kinds(), session, page.activity(key), phase).result()


def phases(store: Store, session: Session) -> dict[str, Phase]:
    """Return the phases of a session."""
    return store.read(lambda tx: tx.sessions.phases(session.id)).result()


# Joining


def test_a_form_sent_twice_is_one_seat(store: Store, session: Session) -> None:
    """The second tap on a slow phone is the same person."""
    place = str(uuid.uuid4())
    seats = {
        store.write(joining.join, session.code, name, utc_now(), place).result() for name in (NAME, "Other")
    }
    assert [(seat.id, seat.name) for seat in seats] == [(place, NAME)]
    assert store.read(lambda tx: tx.seats.people(session.id)).result() == 1


def test_a_form_of_another_session_is_a_seat_of_its_own(store: Store, page: Page, session: Session) -> None:
    """One seat is one session's; the same form sent elsewhere must not fail."""
    place, other = str(uuid.uuid4()), a_session(store, page)
    first = store.write(joining.join, session.code, NAME, utc_now(), place).result()
    second = store.write(joining.join, other.code, NAME, utc_now(), place).result()
    assert first.id != second.id
    assert second.session == other.id


def test_a_rejoin_word_brings_back_its_person_in_a_closed_session_too(
    store: Store, open_session: Session, two_participants: tuple[Seat, Seat], facilitator: Seat
) -> None:
    """One's own words stay readable after the end."""
    zoe, li = two_participants
    store.write(facilitating.close, facilitator, utc_now()).result()
    typed = zoe.rejoin.upper().replace(" ", "-")
    assert store.read(joining.rejoin, open_session.code.lower(), typed).result() == zoe
    assert zoe.rejoin != li.rejoin
    for word in ("", "no such word", facilitator.rejoin):
        with pytest.raises(RejoinWordNotFound):
            store.read(joining.rejoin, open_session.code, word).result()


def test_a_closed_session_takes_nobody_new(store: Store, open_session: Session, facilitator: Seat) -> None:
    """But whoever was in it finds the seat by the same form."""
    place = str(uuid.uuid4())
    seat = store.write(joining.join, open_session.code, None, utc_now(), place).result()
    store.write(facilitating.close, facilitator, utc_now()).result()
    assert store.write(joining.join, open_session.code, None, utc_now(), place).result() == seat
    with pytest.raises(SessionClosed, match=f"^The session {open_session.code} is closed"):
        a_seat(store, open_session)
    with pytest.raises(SessionNotFound):
        store.read(joining.find, "ZZZZ").result()


@pytest.mark.parametrize("name", ["", " \u200b ", "x" * 81, ".", "..", " . "])
def test_a_community_has_a_name(name: str) -> None:
    """It stands on every screen, and in addresses, where a browser takes dots alone for a folder."""
    with pytest.raises(BadValue, match="Please"):
        convening.community_name(name)


# Answering


@pytest.mark.parametrize("phase", [Phase.WAITING, Phase.LOCKED, Phase.REVEALED])
def test_an_answer_counts_while_the_activity_is_open(
    store: Store, page: Page, open_session: Session, two_participants: tuple[Seat, Seat], phase: Phase
) -> None:
    """Nothing is added to what the room has begun to look at; the words stay in the box."""
    assert put(store, page, two_participants[0], "idea", "in time").revision == 1
    store.write(lambda tx: tx.sessions.set_phases(open_session.id, ["idea"], phase, utc_now())).result()
    with pytest.raises(ActivityNotOpen) as error:
        put(store, page, two_participants[0], "idea", "too late")
    assert str(error.value) == (
        "“A question about idea?” is not open, so this was not saved. Your words are still in the box."
    )
    assert error.value.later


def test_an_answer_sent_again_after_the_lock_is_still_acknowledged(
    store: Store, page: Page, open_session: Session, two_participants: tuple[Seat, Seat]
) -> None:
    """It was saved in time; only its acknowledgement was lost."""
    asked = (kinds(), page, two_participants[0], "idea", "answer", str(uuid.uuid4()), "in time", utc_now())
    first = store.write(answering.put, *asked).result()
    store.write(
        lambda tx: tx.sessions.set_phases(open_session.id, ["idea"], Phase.LOCKED, utc_now())
    ).result()
    assert store.write(answering.put, *asked).result() == first


def test_a_closed_session_takes_no_answer(
    store: Store, page: Page, two_participants: tuple[Seat, Seat], facilitator: Seat
) -> None:
    """The end is the end."""
    store.write(facilitating.close, facilitator, utc_now()).result()
    with pytest.raises(ActivityNotOpen):
        put(store, page, two_participants[0], "idea", "after the end")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROJECTOR])
def test_only_participants_answer(store: Store, page: Page, open_session: Session, role: Role) -> None:
    """A screen is nobody."""
    with pytest.raises(NotYours):
        put(store, page, a_seat(store, open_session, role), "idea", "from the front")


def test_nobody_has_more_notes_than_the_most(
    store: Store, page: Page, two_participants: tuple[Seat, Seat]
) -> None:
    """One person must not fill the wall; changing and removing always work."""
    most, (seat, other) = page.activity("wall").options["most"], two_participants
    for number in range(most):
        put(store, page, seat, "wall", {"text": "x", "sort": "need"}, f"note-{number}")
    with pytest.raises(BadValue, match=f"^You have {most} here already, which is the most"):
        put(store, page, seat, "wall", {"text": "x", "sort": "need"}, "one-more")
    assert put(store, page, seat, "wall", {"text": "changed", "sort": "need"}, "note-0").revision == 2
    assert put(store, page, other, "wall", {"text": "x", "sort": "need"}, "note-0").revision == 1
    put(store, page, seat, "wall", None, "note-0")
    assert put(store, page, seat, "wall", {"text": "x", "sort": "need"}, "one-more").revision == 1


# Leading


def test_going_to_a_step_opens_what_was_waiting_and_leaves_the_rest(
    store: Store, page: Page, session: Session
) -> None:
    """Going back to a step must not open again what the facilitator has locked."""
    lead = a_seat(store, session, Role.FACILITATOR)
    store.write(facilitating.set_phase, page, lead, "idea", "locked", utc_now()).result()
    store.write(facilitating.go_to, page, lead, "first", utc_now()).result()
    expected = dict.fromkeys(page.step("first").activities, Phase.OPEN) | {"idea": Phase.LOCKED}
    assert phases(store, session) == expected
    store.write(facilitating.go_to, page, lead, "second", utc_now()).result()
    store.write(facilitating.go_to, page, lead, "first", utc_now()).result()
    assert phases(store, session)["idea"] is Phase.LOCKED
    assert store.read(lambda tx: tx.sessions.get(session.id)).result().step == "first"


def test_a_private_activity_is_never_revealed(store: Store, page: Page, facilitator: Seat) -> None:
    """“Only you” has no exception."""
    with pytest.raises(Refused, match="is private to each writer"):
        store.write(facilitating.set_phase, page, facilitator, "diary", "revealed", utc_now()).result()


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR])
def test_only_the_facilitator_leads(store: Store, page: Page, open_session: Session, role: Role) -> None:
    """Each refusal says what it is that only a facilitator can do."""
    seat, at = a_seat(store, open_session, role), utc_now()
    for job, *asked in (
        (facilitating.go_to, page, seat, "second", at),
        (facilitating.set_phase, page, seat, "idea", "revealed", at),
        (facilitating.close, seat, at),
    ):
        with pytest.raises(NotAllowed, match=r"^Only the facilitator can "):
            store.write(job, *asked).result()


def test_what_is_not_in_the_workbook_cannot_be_led(store: Store, page: Page, facilitator: Seat) -> None:
    """And once the session is closed nothing moves or opens; what was not revealed still can be."""
    with pytest.raises(BadValue, match="no such step"):
        store.write(facilitating.go_to, page, facilitator, "third", utc_now()).result()
    with pytest.raises(ActivityNotFound):
        store.write(facilitating.set_phase, page, facilitator, "third", "open", utc_now()).result()
    store.write(facilitating.close, facilitator, utc_now()).result()
    with pytest.raises(Refused, match="is finished"):
        store.write(facilitating.go_to, page, facilitator, "first", utc_now()).result()
    with pytest.raises(Refused, match="is finished"):
        store.write(facilitating.set_phase, page, facilitator, "idea", "open", utc_now()).result()
    store.write(facilitating.set_phase, page, facilitator, "idea", "revealed", utc_now()).result()


def test_words_that_waited_in_a_phone_do_not_replace_later_ones(
    store: Store, page: Page, two_participants: tuple[Seat, Seat]
) -> None:
    """Typed at ten without a network, arrived at twenty past: what was written at ten past stands."""
    seat = two_participants[0]

    def say(value: str, at: str, age: object) -> int:
        what = (seat, "idea", "answer", str(uuid.uuid4()), value)
        return store.write(answering.put, kinds(), page, *what, at=at, age=age).result().revision

    assert say("at ten past", "2026-03-01T10:10:00.000+00:00", 0) == 1
    assert say("at ten", "2026-03-01T10:20:00.000+00:00", 20 * 60_000) == 2
    kept = store.read(lambda tx: tx.entries.mine(seat.id)).result()
    assert [row[2] for row in kept] == ["at ten past"]
    assert say("at a quarter past", "2026-03-01T10:21:00.000+00:00", 6 * 60_000) == 3
    for nonsense in ("x", True, -1, 10**30, None, 1.5):
        say("now", "2026-03-01T10:30:00.000+00:00", nonsense)
    kept = store.read(lambda tx: tx.entries.mine(seat.id)).result()
    assert [row[2] for row in kept] == ["now"]


def test_views_that_were_seen_do_not_open_again(store: Store, page: Page, facilitator: Seat) -> None:
    """Two pictures, of five and of six people, would give the sixth answer away (P3, P6)."""
    session = store.read(lambda tx: tx.sessions.get(facilitator.session)).result()
    for number in range(5):
        phase = (facilitator, "ready", "revealed" if number == 4 else "open", utc_now())
        put(store, page, a_seat(store, session), "ready", "partly")
        store.write(facilitating.set_phase, page, *phase).result()
        if number == 3:  # seen by nobody, since there were four
            store.write(facilitating.set_phase, page, facilitator, "ready", "revealed", utc_now()).result()
            store.write(facilitating.set_phase, page, facilitator, "ready", "open", utc_now()).result()
    with pytest.raises(Refused, match="work out who answered later"):
        store.write(facilitating.set_phase, page, facilitator, "ready", "open", utc_now()).result()
    store.write(facilitating.set_phase, page, facilitator, "ready", "waiting", utc_now()).result()
    store.write(facilitating.go_to, page, facilitator, "first", utc_now()).result()
    phases = store.read(lambda tx: tx.sessions.phases(session.id)).result()
    assert phases["ready"] is Phase.WAITING, "a step that begins again is no way round"


# Summarising


def test_views_of_four_stay_hidden_and_of_five_are_shown(
    store: Store, page: Page, open_session: Session
) -> None:
    """Rule P3 at its boundary, through the store."""
    for number in range(5):
        if number == 4:
            four = group(store, page, open_session, "ready", Phase.REVEALED)
            assert list(four) == ["hidden"]
        put(store, page, a_seat(store, open_session), "ready", "partly")
    assert group(store, page, open_session, "ready", Phase.REVEALED)["n"] == 5
    assert list(group(store, page, open_session, "ready", Phase.OPEN)) == ["hidden"]


def test_a_summary_tells_no_person_no_entry_and_no_time(
    store: Store, page: Page, open_session: Session
) -> None:
    """What every kind's summary may hold is what the room may read."""
    seats = [a_seat(store, open_session, name=f"Person {number}") for number in range(5)]
    for number, seat in enumerate(seats):
        put(store, page, seat, "idea", f"idea {number}")
        put(store, page, seat, "wall", {"text": f"note {number}", "sort": "need"}, f"entry-id-{number}")
        put(store, page, seat, "likert", "3", "say")
        put(store, page, seat, "slider-pair", {"now": number, "want": 9}, "lead")
    for key in ("idea", "wall", "likert", "slider-pair"):
        said = json.dumps(group(store, page, open_session, key, Phase.REVEALED))
        assert "hidden" not in json.loads(said)
        assert not [
            word for word in ("Person", "entry-id", utc_now()[:8], *(s.id for s in seats)) if word in said
        ], key


def test_what_one_person_wrote_in_two_activities_cannot_be_linked(
    store: Store, page: Page, open_session: Session
) -> None:
    """Neither by an id nor by the place on the wall."""
    seats = [a_seat(store, open_session, name=f"Person {number}") for number in range(20)]
    for number, seat in enumerate(seats):
        put(store, page, seat, "idea", f"words {number:02}")
        put(store, page, seat, "wall", {"text": f"words {number:02}", "sort": "need"}, "the-same-id")
    walls = {
        key: store.read(shown, open_session, page.activity(key), Phase.REVEALED).result().entries
        for key in ("idea", "wall")
    }
    ideas = [entry.value for entry in walls["idea"]]
    notes = [entry.value["text"] for entry in walls["wall"]]
    assert sorted(ideas) == sorted(notes) == [f"words {number:02}" for number in range(20)]
    assert len({tuple(ideas), tuple(notes), tuple(sorted(ideas))}) == 3
    assert not {entry.who for entry in walls["idea"]} & {entry.who for entry in walls["wall"]}
    assert not [entry for entries in walls.values() for entry in entries if entry.name]


def test_a_named_activity_shows_the_name_and_a_private_one_nothing(
    store: Store, page: Page, open_session: Session, two_participants: tuple[Seat, Seat]
) -> None:
    """Both exactly as the label beside the box says."""
    put(store, page, two_participants[0], "signed", "signed words")
    put(store, page, two_participants[0], "diary", "private words")
    wall = group(store, page, open_session, "signed", Phase.OPEN)["wall"]
    assert wall == [{"text": "signed words", "name": NAME}]
    for phase in Phase:
        hidden = group(store, page, open_session, "diary", phase)
        assert hidden == {"hidden": "These answers are private to each writer."}
