"""What stands beside an answer, and what a facilitator adjusts while the room answers."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.analysis import OpenSession
from plckit.domain.entries import Kind
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import ActivityNotOpen, BadValue, NotAllowed, Refused
from plckit.sessions import answering, facilitating
from plckit.sessions.showing import FEW_REASONS, NAMES_OFF, shown
from plckit.sessions.summarising import group_view
from plckit.settings import DataFolder
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.testing import NAME, a_page, a_seat, a_session, an_activity, utc_now

WHY = "What is your main reason?"
NOT_ASKED = "This activity does not ask for that. Reload the page and try again."


class Meeting:
    """A session of one activity, open, and the people who answer in it."""

    def __init__(self, store: Store, spec: ActivitySpec, community: str = "Year 9 team") -> None:
        self.store, self.spec = store, spec
        self.page = a_page({"First": [spec]})
        self.session: Session = a_session(store, self.page, community=community, phase=Phase.OPEN)
        self.leader = a_seat(store, self.session, Role.FACILITATOR)
        self.kinds: dict[str, Kind] = dict(kinds())

    def seats(self, number: int) -> list[Seat]:
        """Return new people."""
        return [a_seat(self.store, self.session, name=f"Person {n}") for n in range(number)]

    def put(self, seat: Seat, value: Any, entry: str = "answer") -> None:
        """Put something into the activity."""
        asked = (self.kinds, self.page, seat, self.spec.key, entry, str(uuid.uuid4()), value, utc_now())
        self.store.write(answering.put, *asked).result()

    def lead(self, phase: str) -> None:
        """Put the activity in a phase, as its facilitator."""
        job = (self.page, self.leader, self.spec.key, phase, utc_now())
        self.store.write(facilitating.set_phase, *job).result()

    def adjust(self, seat: Seat, given: Any) -> None:
        """Change options while the room answers."""
        job = (self.kinds, self.page, seat, self.spec.key, given, utc_now())
        self.store.write(facilitating.adjust, *job).result()

    def view(self, store: Store | None = None) -> dict[str, Any]:
        """Return what everybody may see now."""
        store = store or self.store
        phase = store.read(lambda tx: tx.sessions.phases(self.session.id)).result()[self.spec.key]
        return store.read(group_view, self.kinds, self.session, self.spec, phase).result()


# Reasons


@pytest.mark.parametrize("entry", ["reason", "signed"])
@pytest.mark.parametrize("see", ["anon-reveal", "named", "private"])
def test_only_what_the_workbook_asks_for_stands_beside_an_answer(store: Store, entry: str, see: str) -> None:
    """Nothing is collected that no screen shows."""
    meeting = Meeting(store, an_activity("short_text", "idea", see=see))
    [zoe] = meeting.seats(1)
    for value in ("because", True, None):
        with pytest.raises(BadValue) as error:
            meeting.put(zoe, value, entry)
        assert str(error.value) == NOT_ASKED


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (5, "Only words can be kept here."),
        ({"text": "x"}, "Only words can be kept here."),
        ("x" * 281, "That is 281 characters, and 280 is the most that can be kept here."),
    ],
)
def test_a_reason_is_a_short_text(store: Store, value: Any, sentence: str) -> None:
    """It is checked like every other answer."""
    meeting = Meeting(store, an_activity("yes_partly_no", "ready", reason=WHY))
    with pytest.raises(BadValue) as error:
        meeting.put(meeting.seats(1)[0], value, "reason")
    assert str(error.value).startswith(sentence)


def test_a_reason_waits_for_the_door_as_its_answer_does(store: Store) -> None:
    """A reason that came after the reveal would be an answer to it."""
    meeting = Meeting(store, an_activity("yes_partly_no", "ready", reason=WHY))
    [zoe] = meeting.seats(1)
    meeting.lead("locked")
    with pytest.raises(ActivityNotOpen):
        meeting.put(zoe, "too late", "reason")


def test_a_reason_alone_is_no_answer(store: Store) -> None:
    """Five reasons and four answers are four people, who stay hidden (P3)."""
    meeting = Meeting(store, an_activity("yes_partly_no", "ready", reason=WHY))
    for number, seat in enumerate(meeting.seats(6)):
        meeting.put(seat, f"reason-of-{number}", "reason")
        if number < 4:
            meeting.put(seat, "partly")
    assert store.read(lambda tx: tx.entries.answered(meeting.session.id)).result() == {"ready": 4}
    meeting.lead("revealed")
    assert set(meeting.view()) == {"hidden"}
    assert "reason-of" not in json.dumps(meeting.view())


@pytest.mark.parametrize(("writers", "visible"), [(0, True), (4, False), (5, True)])
def test_reasons_of_views_need_five_writers_of_their_own(store: Store, writers: int, visible: bool) -> None:
    """One lone reason beside nine votes is easy to place."""
    meeting = Meeting(store, an_activity("yes_partly_no", "ready", reason=WHY))
    for number, seat in enumerate(meeting.seats(9)):
        meeting.put(seat, "yes")
        if number < writers:
            meeting.put(seat, f"reason-of-{number}", "reason")
    meeting.lead("revealed")
    view = meeting.view()
    assert (view["n"], view["of"]) == (9, 9)
    assert view["fewReasons"] == ("" if visible else FEW_REASONS)
    assert sorted(r["text"] for r in view["reasons"]) == [
        f"reason-of-{n}" for n in range(writers if visible else 0)
    ]
    table = OpenSession(meeting.session.code, store.url).answers()
    reasons = table[table.row == "reason"]
    assert list(reasons.withheld) == ([None] * writers if visible else [FEW_REASONS])


def test_reasons_for_ideas_are_shown_from_the_first(store: Store) -> None:
    """Ideas are not guarded as views are; nobody's reason is missed in a pair."""
    meeting = Meeting(store, an_activity("choice", "next-step", reason=WHY))
    [zoe] = meeting.seats(1)
    meeting.put(zoe, "focus")
    meeting.put(zoe, " because\nit helps ", "reason")
    meeting.lead("revealed")
    assert meeting.view()["reasons"] == [{"text": "because it helps"}]


def test_a_reason_cannot_be_linked_with_its_vote(store: Store) -> None:
    """“No, because of you” is written only where nobody can tell whose it is."""
    meeting = Meeting(store, an_activity("yes_partly_no", "ready", reason=WHY))
    answers = ["yes", "no", "partly"] * 8
    for number, (seat, answer) in enumerate(zip(meeting.seats(24), answers, strict=True)):
        meeting.put(seat, answer)
        meeting.put(seat, f"reason {number:02} of {answer}", "reason")
    meeting.lead("revealed")
    said = store.read(shown, meeting.session, meeting.spec, Phase.REVEALED).result()
    assert not {entry.who for entry in said.entries} & {reason.who for reason in said.reasons}
    votes = [entry.value for entry in said.entries]
    voted = [reason.value.split()[-1] for reason in said.reasons]
    assert sorted(votes) == sorted(voted)
    assert votes != voted, "one order for both would link them"
    assert sum(a == b for a, b in zip(votes, voted, strict=True)) < 20
    assert not [row for row in meeting.view()["reasons"] if set(row) != {"text"}]
    table = OpenSession(meeting.session.code, store.url).answers()
    assert table[["person", "at"]].isna().all(axis=None)
    order = [value.split()[1] for value in table[table.row == "reason"].value]
    assert order != sorted(order)


def test_a_reason_in_a_named_activity_carries_its_name(store: Store) -> None:
    """The label beside the box says so."""
    meeting = Meeting(store, an_activity("choice", "next-step", see="named", reason=WHY))
    [zoe] = meeting.seats(1)
    meeting.put(zoe, "focus")
    meeting.put(zoe, "because", "reason")
    assert meeting.view()["reasons"] == [{"text": "because", "name": "Person 0"}]


def test_a_reason_in_a_private_activity_is_the_writers_own(store: Store) -> None:
    """“Only you” covers what stands beside it."""
    meeting = Meeting(store, an_activity("yes_partly_no", "ready", see="private", reason=WHY))
    for seat in meeting.seats(6):
        meeting.put(seat, "no")
        meeting.put(seat, "reason-of", "reason")
    assert set(meeting.view()) == {"hidden"}
    assert OpenSession(meeting.session.code, store.url).answers().empty


# Names that are added


def test_only_who_adds_a_name_is_named_and_nobody_before_the_reveal(store: Store) -> None:
    """A name that somebody adds is theirs alone; the others' stay off, here and in the DataFrame."""
    meeting = Meeting(store, an_activity("short_text", "offer", see="opt-in"))
    seats = meeting.seats(6)
    for number, seat in enumerate(seats):
        meeting.put(seat, f"offer {number}")
        meeting.put(seat, number in (1, 4), "signed")
    meeting.put(seats[4], None, "signed")
    assert meeting.view() == {"hidden": "Hidden until the facilitator reveals it."}
    before = OpenSession(meeting.session.code, store.url).answers()
    assert "Person" not in before.to_csv()
    assert "offer 1" not in before.to_csv()
    meeting.lead("revealed")
    wall = meeting.view()["wall"]
    assert sorted(row["text"] for row in wall) == [f"offer {n}" for n in range(6)]
    assert [row for row in wall if "name" in row] == [{"text": "offer 1", "name": "Person 1"}]
    table = OpenSession(meeting.session.code, store.url).answers()
    assert {row.value: row.person for row in table.itertuples() if row.person} == {"offer 1": "Person 1"}
    assert table["at"].isna().all()


@pytest.mark.parametrize(("signers", "named"), [(0, 0), (1, 1), (2, 0), (5, 0), (6, 6)])
def test_names_beside_views_stay_off_where_they_would_name_the_others(
    store: Store, signers: int, named: int
) -> None:
    """Five signed of six, and everybody knows who the sixth is: views without a name need five (P3)."""
    meeting = Meeting(store, an_activity("short_text", "view", see="opt-in", about="views", reason=WHY))
    for number, seat in enumerate(meeting.seats(6)):
        meeting.put(seat, f"view {number}")
        meeting.put(seat, "because", "reason")
        meeting.put(seat, number < signers, "signed")
    meeting.lead("revealed")
    view = meeting.view()
    for rows in (view["wall"], view["reasons"]):
        assert len(rows) == 6
        assert sum("name" in row for row in rows) == named
    assert view["caution"] == (NAMES_OFF if signers and not named else "")
    table = OpenSession(meeting.session.code, store.url).answers()
    assert table.person.notna().sum() == 2 * named


def test_a_name_alone_is_no_answer_and_shows_nobody(store: Store) -> None:
    """Whoever ticks the box and writes nothing has said nothing."""
    meeting = Meeting(store, an_activity("short_text", "offer", see="opt-in"))
    zoe, li = meeting.seats(2)
    meeting.put(zoe, True, "signed")
    meeting.put(li, "mine")
    meeting.lead("revealed")
    assert meeting.view()["n"] == 1
    assert "Person 0" not in json.dumps(meeting.view())


@pytest.mark.parametrize("value", [NAME, 1, "yes", {"name": "Somebody Else"}, ["x"]])
def test_a_name_cannot_be_somebody_elses(store: Store, value: Any) -> None:
    """It is a yes; which name it is, the seat knows."""
    meeting = Meeting(store, an_activity("short_text", "offer", see="opt-in"))
    with pytest.raises(BadValue):
        meeting.put(meeting.seats(1)[0], value, "signed")


def test_a_name_and_a_reason_do_not_use_up_anybodys_notes(store: Store) -> None:
    """The most is for notes."""
    meeting = Meeting(store, an_activity("sticky_notes", "wall", see="opt-in", most=1, reason=WHY))
    [zoe] = meeting.seats(1)
    meeting.put(zoe, True, "signed")
    meeting.put(zoe, "because", "reason")
    meeting.put(zoe, {"text": "x", "sort": "need"}, "note-1")
    with pytest.raises(BadValue, match=r"^You have 1 here already"):
        meeting.put(zoe, {"text": "x", "sort": "need"}, "note-2")
    meeting.put(zoe, "another reason", "reason")


def test_views_with_names_to_add_do_not_open_again(store: Store) -> None:
    """Five unsigned answers were seen; the sixth would be the one that is added (P3, P6)."""
    meeting = Meeting(store, an_activity("short_text", "view", see="opt-in", about="views"))
    for seat in meeting.seats(5):
        meeting.put(seat, "a view")
    meeting.lead("revealed")
    with pytest.raises(Refused, match="work out who answered later"):
        meeting.lead("open")


# What a facilitator adjusts


def a_list_of_words(store: Store) -> Meeting:
    """Return a meeting that has written and sees its words."""
    meeting = Meeting(store, an_activity("short_text", "words", words=True))
    for seat in meeting.seats(5):
        meeting.put(seat, "trust and time")
    meeting.lead("revealed")
    return meeting


def words_of(view: dict[str, Any]) -> list[str]:
    """Return the words that stand in a list."""
    return [row["statement"] for row in view["rows"]]


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR])
def test_only_the_facilitator_adjusts(store: Store, role: Role) -> None:
    """What a person leaves out would be what a person hides."""
    meeting = a_list_of_words(store)
    with pytest.raises(NotAllowed) as error:
        meeting.adjust(a_seat(store, meeting.session, role), {"leave_out": ["time"]})
    assert str(error.value) == "Only the facilitator can change this for the room."
    assert words_of(meeting.view()) == ["time", "trust"]


def test_what_is_adjusted_lasts_and_can_be_changed_again(store: Store, data_folder: DataFolder) -> None:
    """Another process, or this one after a restart, shows the same list; it can change after the end."""
    meeting = a_list_of_words(store)
    meeting.adjust(meeting.leader, {"leave_out": ["time"]})
    again = open_store(data_folder.database_url)
    try:
        assert words_of(meeting.view(again)) == ["trust"]
    finally:
        again.close()
    store.write(facilitating.close, meeting.leader, utc_now()).result()
    meeting.adjust(meeting.leader, {"back": ["and"]})
    assert words_of(meeting.view()) == ["and", "time", "trust"]
    assert words_of({"rows": meeting_rows(meeting)}) == ["and", "time", "trust"]


def meeting_rows(meeting: Meeting) -> list[dict[str, Any]]:
    """Return what a coach reads of the same list."""
    return OpenSession(meeting.session.code, meeting.store.url).summary("words").to_dict("records")


def test_an_adjustment_that_cannot_be_leaves_everything_as_it_was(store: Store) -> None:
    """It is refused inside the transaction."""
    meeting = a_list_of_words(store)
    before = store.read(lambda tx: tx.feed.counters([meeting.session.id])).result()
    for given in (None, {"words": False}, {"leave_out": [5]}):
        with pytest.raises(BadValue):
            meeting.adjust(meeting.leader, given)
    assert store.read(lambda tx: tx.feed.counters([meeting.session.id])).result() == before
    plain = Meeting(store, an_activity("short_text", "plain"))
    with pytest.raises(BadValue, match=r"^There is nothing to change here"):
        plain.adjust(plain.leader, {"leave_out": []})


def test_an_adjustment_is_one_sessions_own(store: Store) -> None:
    """The page is shared by every session of a workbook; what one room changes is not."""
    first, second = a_list_of_words(store), a_list_of_words(store)
    first.adjust(first.leader, {"leave_out": ["time"]})
    assert words_of(first.view()) == ["trust"]
    assert words_of(second.view()) == ["time", "trust"]
