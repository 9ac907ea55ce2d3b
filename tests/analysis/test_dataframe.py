"""What a coach may read of a session: no more than the room."""

from __future__ import annotations

import itertools
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from plckit.activities.registry import kinds
from plckit.analysis import COLUMNS, OpenSession, open_session
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.visibility import See, among
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import ActivityNotFound, SessionNotFound
from plckit.seats.hub import utc_now
from plckit.sessions import answering, facilitating
from plckit.store.database import Store
from plckit.testing import NAME, a_page, a_seat, a_session, an_activity, every_kind

Answers = list[tuple[str, Any]]
FEW = "Hidden: fewer than 5 answers."
TOGETHER = "Hidden to protect a small group."
COLOURS = {"red": "Red", "blue": "Blue"}
HEARD = {"heard": "I am heard.", "safe": "I may be wrong here."}
LINES = {"time": "Time", "trust": "Trust"}
ABOUT = ["session", "workbook", "step", "activity", "kind", "see", "prompt"]


class Meeting:
    """A session of a few activities, and people who answer in it."""

    def __init__(self, store: Store, *specs: ActivitySpec) -> None:
        self.store = store
        self.page: Page = a_page({"First": list(specs)})
        self.session: Session = a_session(store, self.page, phase=Phase.OPEN)
        self.leader = a_seat(store, self.session, Role.FACILITATOR)

    def say(self, activity: str, people: int, *answers: tuple[str, Any]) -> list[Seat]:
        """Let so many new people give the same answers."""
        seats = [a_seat(self.store, self.session) for _ in range(people)]
        for seat, (entry, value) in itertools.product(seats, answers):
            what = (activity, entry, str(uuid.uuid4()), value, utc_now())
            self.store.write(answering.put, kinds(), self.page, seat, *what).result()
        return seats

    def reveal(self, activity: str) -> None:
        job = (self.page, self.leader, activity, "revealed", utc_now())
        self.store.write(facilitating.set_phase, *job).result()

    @property
    def opened(self) -> OpenSession:
        return OpenSession(self.session.code, self.store.url)

    def answers(self, activity: str) -> pd.DataFrame:
        table = self.opened.answers()
        return table[table.activity == activity]


def given(table: pd.DataFrame) -> Counter[Any]:
    """Return how often each (row, value) is there, rows that withhold left out."""
    return Counter((row.row, row.value) for row in table.itertuples() if row.withheld is None)


def withheld(table: pd.DataFrame) -> list[tuple[Any, Any, Any]]:
    """Return (row, label, reason) of the rows without a value."""
    assert table[table.withheld.notna()].value.isna().all()
    return [(row.row, row.label, row.withheld) for row in table.itertuples() if row.withheld is not None]


def test_the_columns_are_the_ones_that_are_documented(store: Store) -> None:
    """Notebooks are written against them."""
    assert (
        list(Meeting(store, an_activity("choice", "colour", options=COLOURS)).opened.answers().columns)
        == COLUMNS
    )
    for name in COLUMNS:
        assert name in (OpenSession.answers.__doc__ or "")


def test_a_named_answer_carries_its_person_and_moment(store: Store) -> None:
    """Who signed is meant to be read, and when."""
    meeting = Meeting(store, an_activity("short_text", "signed", see="named"))
    meeting.say("signed", 1, ("answer", "I can lead"))
    row = meeting.answers("signed").iloc[0]
    assert (row.value, row.label, row.person, row.withheld) == ("I can lead", "I can lead", NAME, None)
    assert row["at"].endswith("+00:00")
    assert (row.session, row.workbook, row.step) == (meeting.session.code, "a-small-page", "first")


def test_private_activities_are_not_there_at_all(store: Store) -> None:
    """Not even that somebody wrote something."""
    meeting = Meeting(store, an_activity("long_text", "diary", see="private"))
    meeting.say("diary", 7, ("answer", "secret"))
    assert meeting.opened.answers().empty


def test_an_activity_nobody_answered_has_no_rows(store: Store) -> None:
    """Nothing is not a hidden something."""
    meeting = Meeting(
        store, an_activity("likert", "trust", rows=HEARD), an_activity("choice", "colour", options=COLOURS)
    )
    meeting.reveal("trust")
    assert meeting.opened.answers().empty


def test_before_the_reveal_one_row_says_why(store: Store) -> None:
    """Nobody sees any answer before the reveal, and neither does a coach."""
    meeting = Meeting(store, an_activity("short_text", "idea"))
    meeting.say("idea", 6, ("answer", "a thought"))
    assert withheld(meeting.answers("idea")) == [(None, None, "Hidden until the facilitator reveals it.")]
    assert "a thought" not in meeting.opened.answers().to_csv()
    meeting.reveal("idea")
    assert given(meeting.answers("idea")) == {(None, "a thought"): 6}


def test_views_of_four_stay_hidden_and_of_five_are_shown(store: Store) -> None:
    """Rule P3, at its edge."""
    meeting = Meeting(store, an_activity("yes_partly_no", "ready"))
    meeting.say("ready", 4, ("answer", "no"))
    meeting.reveal("ready")
    [(_, _, why)] = withheld(meeting.answers("ready"))
    assert why.startswith("Fewer than 5 people answered")
    meeting.store.write(
        facilitating.set_phase, meeting.page, meeting.leader, "ready", "open", utc_now()
    ).result()
    meeting.say("ready", 1, ("answer", "yes"))
    meeting.reveal("ready")
    assert given(meeting.answers("ready")) == {(None, "no"): 4, (None, "yes"): 1}


def test_a_statement_under_five_is_withheld_by_itself(store: Store) -> None:
    """People may leave a line out; a line that few answered tells who they are (P3)."""
    meeting = Meeting(store, an_activity("likert", "trust", rows=HEARD))
    meeting.say("trust", 4, ("heard", "4"), ("safe", "1"))
    meeting.say("trust", 1, ("heard", "4"), ("safe", "not_sure"))
    meeting.say("trust", 1, ("heard", "not_sure"))
    meeting.reveal("trust")
    table = meeting.answers("trust")
    assert given(table) == {("I am heard.", "4"): 5, ("I am heard.", "not_sure"): 1}
    assert withheld(table) == [("I may be wrong here.", None, FEW)]


@pytest.mark.parametrize(
    ("now", "want", "lines"),
    [(5, 5, 10), (5, 4, None), (4, 5, None), (5, 0, 5), (0, 6, 6), (4, 4, None)],
)
def test_a_line_of_sliders_needs_five_on_each_handle(
    store: Store, now: int, want: int, lines: int | None
) -> None:
    """A handle set by nobody is no secret; one set by four is (P3)."""
    meeting = Meeting(store, an_activity("slider_pair", "balance", rows=LINES))
    for i in range(6):
        pair = {"now": 3 if i < now else None, "want": 8 if i < want else None}
        meeting.say("balance", 1, ("time", pair), ("trust", {"now": 1, "want": 2}))
    meeting.reveal("balance")
    table = meeting.answers("balance")
    time = table[table.row == "Time"]
    assert given(table[table.row == "Trust"]).total() == 12
    if lines is None:
        assert withheld(time) == [("Time", None, FEW)]
        assert len(time) == 1
    else:
        assert given(time).total() == lines
        assert withheld(time) == []


def test_ticks_under_the_fold_are_withheld_and_nought_looks_the_same(store: Store) -> None:
    """A folded line must not tell one tick from none (P4)."""
    options = {"new": "New here", "lead": "Lead others", "keen": "Keen", "old": "Many years in"}
    spec = an_activity("multi_select", "who", options=options, alone=[], fold=3, about="views")
    meeting = Meeting(store, spec)
    meeting.say("who", 3, ("answer", ["new"]))
    meeting.say("who", 2, ("answer", ["lead", "new"]))
    meeting.say("who", 1, ("answer", ["keen"]))
    meeting.reveal("who")
    table = meeting.answers("who")
    assert given(table) == {("new", True): 5}
    assert withheld(table) == [
        ("lead", "Lead others", TOGETHER),
        ("keen", "Keen", TOGETHER),
        ("old", "Many years in", TOGETHER),
    ]


def test_named_ticks_are_all_there_as_in_the_room(store: Store) -> None:
    """The room reads each with its name, so a fold would hide nothing."""
    meeting = Meeting(store, an_activity("multi_select", "offer", see="named", fold=3))
    meeting.say("offer", 1, ("answer", ["watched", "planned"]))
    table = meeting.answers("offer")
    assert list(table.value) == [True, True]
    assert set(table.person) == {NAME}


def all_answered(store: Store) -> Meeting:
    """Return a meeting in which eight people answered every kind, as its example does or in their words."""
    meeting = Meeting(store, *(spec for specs in every_kind().values() for spec in specs))
    for i in range(8):
        note = {"text": f"note {i}", "sort": ["need", "hard"][i % 2]}
        answers: dict[str, Answers] = {
            spec.key: [*people[i % len(people)].items()]
            for spec in meeting.page.activities.values()
            if (people := kinds()[spec.kind].example["people"])
        }
        words = {"signed": f"by {i}", "diary": f"dear {i}", "idea": f"idea {i}", "offer": f"offer {i}"}
        answers |= {key: [("answer", text)] for key, text in words.items()}
        answers["wall"] = [(f"note-a-{i}", note), (f"note-b-{i}", note)]
        [seat] = meeting.say("signed", 1, *answers.pop("signed"))
        for activity, given_here in answers.items():
            for entry, value in given_here:
                what = (activity, entry, str(uuid.uuid4()), value, utc_now())
                store.write(answering.put, kinds(), meeting.page, seat, *what).result()
    for key, spec in meeting.page.activities.items():
        if spec.see is not See.PRIVATE and not among(spec.see):
            meeting.reveal(key)
    return meeting


def test_rows_of_an_anonymous_activity_differ_in_the_answer_alone(store: Store) -> None:
    """No column links a row with a person, a moment, or another row."""
    meeting = all_answered(store)
    table = meeting.opened.answers()
    anonymous = table[table.see != See.NAMED]
    seen = {key: spec.see for key, spec in meeting.page.activities.items()}
    nameless = {key for key, see in seen.items() if see not in (See.NAMED, See.PRIVATE)}
    assert {"idea", "offer", "wall", "ready", "likert", "fist-to-five", "dot-vote"} < nameless
    assert set(anonymous.activity) == nameless
    assert anonymous[["person", "at"]].isna().all(axis=None)
    for _, rows in anonymous.groupby(["activity", anonymous.withheld.isna()]):  # what is withheld is nobody's
        same = rows[[*ABOUT, "person", "at", "withheld"]]
        assert len(same.drop_duplicates()) == 1
    assert list(table.index) == list(range(len(table)))


def test_nothing_of_the_store_shows_through(store: Store) -> None:
    """Entry ids and seats are how answers of one person are linked."""
    meeting = all_answered(store)
    text = meeting.opened.answers().to_csv()
    seats = meeting.store.read(lambda tx: tx.entries.of(meeting.session.id, "wall")).result()
    assert len(seats) == 16
    for seat, _, entry, *_ in seats:
        assert seat not in text
        assert entry not in text
    assert "dear" not in text


def test_what_one_person_said_does_not_stand_together(store: Store) -> None:
    """Sixteen notes, two a person with the same words: in the store's order eight pairs are neighbours."""
    notes = list(all_answered(store).answers("wall").value)
    pairs = sum(one == other for one, other in itertools.pairwise(notes))
    assert pairs < 8


def test_the_order_is_the_same_each_time_one_looks(store: Store) -> None:
    """An order that changed from look to look would tell nothing either, but nobody could refer to it."""
    meeting = all_answered(store)
    pd.testing.assert_frame_equal(meeting.opened.answers(), meeting.opened.answers())


def test_a_closed_session_can_be_read_and_shows_no_more(store: Store) -> None:
    """What was never revealed stays so."""
    meeting = Meeting(
        store,
        an_activity("short_text", "idea"),
        an_activity("choice", "colour", options=COLOURS, see="anon-live"),
    )
    meeting.say("idea", 6, ("answer", "unsaid"))
    meeting.say("colour", 2, ("answer", "red"))
    store.write(facilitating.close, meeting.leader, utc_now()).result()
    assert withheld(meeting.answers("idea"))
    assert given(meeting.answers("colour")) == {(None, "red"): 2}


def test_a_code_is_found_however_it_is_typed(store: Store, tmp_path: Path) -> None:
    """People type codes in small letters; a wrong one is said to be wrong."""
    meeting = Meeting(store, an_activity("choice", "colour", options=COLOURS))
    code = meeting.session.code
    assert open_session(f" {code.lower()[:2]}-{code[2:]} ", tmp_path / "data").answers().empty
    with pytest.raises(SessionNotFound, match=r"There is no session with the code “nope!”"):
        open_session("nope!", tmp_path / "data")


def test_a_summary_is_what_the_room_sees(store: Store) -> None:
    """Tidy rows of the chart, texts of a wall, or the reason."""
    meeting = all_answered(store)
    trust = meeting.opened.summary("likert")
    assert set(trust[trust.part == "level"].row) == {"say", "disagree"}
    assert len(meeting.opened.summary("wall")) == 16
    assert list(meeting.opened.summary("diary").withheld) == ["These answers are private to each writer."]
    with pytest.raises(ActivityNotFound):
        meeting.opened.summary("nothing")


def test_a_chart_is_the_rooms_picture_or_the_sentence_why_not(store: Store) -> None:
    """The same rows, under the same rules."""
    opened = all_answered(store).opened
    chart: Any = opened.chart("likert")
    assert (chart.title, chart.count) == ("A question about likert?", "8 of 8 answered")
    assert chart.table["columns"]
    assert str(opened.chart("diary")) == "These answers are private to each writer."
    assert "has words and no chart" in str(opened.chart("wall"))
    chart.close()


def test_a_small_groups_ideas_come_with_their_caution(store: Store) -> None:
    """The room reads it below the picture."""
    meeting = Meeting(store, an_activity("choice", "colour", options=COLOURS, see="anon-live"))
    meeting.say("colour", 2, ("answer", "red"))
    chart: Any = meeting.opened.chart("colour")
    assert "people may guess who wrote what" in chart.words.split("\n")[0]
    chart.close()
