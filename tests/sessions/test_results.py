"""Which results a session works with, who is in the room, and what became of a goal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plckit import data
from plckit.domain.artefacts import Artefact
from plckit.domain.datasets import As, Dataset, What, end_of_school_year, promised
from plckit.domain.people import Role, Seat
from plckit.domain.results import Audience
from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, NotAllowed, PlckitError, Refused
from plckit.sessions import importing, results
from plckit.store.database import Store
from plckit.testing import a_seat, a_session, utc_now

TODAY = "2026-03-20"
AT = "2026-03-20T10:00:00.000+00:00"
TOLD = {
    "title": "Check A",
    "purpose": "To plan",
    "audience": "The team",
    "delete_by": "2026-07-31",
}


def confirmed(rows: list[list[str]]) -> data.Import:
    """Return a mark book whose guesses were all confirmed, of one day."""
    book = data.read("\n".join(",".join(row) for row in rows).encode(), "marks.csv")
    answers: dict[str, Any] = {one.id: "yes" for one in data.questions(book) if one.must}
    answers["dates_of_checks"] = {"MARKS": "2026-03-14", "marks": "2026-03-14", "*": "yes"}
    return data.tidy(book, answers)


def a_book(right: int, of: int, absent: int = 0) -> data.Import:
    """Return a check of two items: *right* students gain both marks, the others none, some are away."""
    rows: list[list[str]] = [["ID", "Name", "Q1", "Q2"]]
    for number in range(of):
        away, mark = number >= of - absent, "1" if number < right else "0"
        rows.append([str(101 + number), f"Surname{number}", *(["Abs"] * 2 if away else [mark] * 2)])
    return confirmed(rows)


def kept(store: Store, session: Session, made: data.Import, **more: Any) -> Dataset:
    """Return results as a confirmed import keeps them."""
    packed = importing.packed({**TOLD, **more}, made, AT)
    return store.write(importing.confirm, session.community, packed, AT).result()


def use(store: Store, seat: Seat, audience: str = "team", **chosen: str) -> None:
    """Choose results as the page does."""
    store.write(results.use, seat, chosen, audience, utc_now()).result()


def test_a_session_uses_nothing_and_is_careful_until_somebody_chooses(
    store: Store, open_session: Session, facilitator: Seat
) -> None:
    """Where nobody said who is in the room, others are (P2)."""
    assert store.read(results.used, open_session).result() == {}
    assert store.read(results.audience, open_session).result() is Audience.OUTSIDE
    assert store.read(results.coverage, open_session).result() == {}
    made = kept(store, open_session, a_book(6, 10))
    use(store, facilitator, now=made.id)
    assert store.read(results.used, open_session).result() == {As.NOW: made}
    assert store.read(results.audience, open_session).result() is Audience.TEAM
    assert store.read(results.coverage, open_session).result() == {
        "said": "Check A, 2026-03-14: 10 students of 10 enrolled, 20 marks read.",
        "dataset": made.id,
    }
    assert not store.read(results.synthetic, open_session).result()
    use(store, facilitator, "outside", now="")
    assert store.read(results.used, open_session).result() == {}


def test_what_cannot_be_used_is_refused(
    store: Store, page: Page, open_session: Session, facilitator: Seat
) -> None:
    """Not another community's, not the same twice, not a log as a check, and nobody but who leads."""
    mine = kept(store, open_session, a_book(6, 10))
    theirs = kept(store, a_session(store, page, community="Others"), a_book(6, 10))
    log = store.write(
        results.keep,
        open_session.community,
        {**TOLD, "what": What.SUPPORT, "day": TODAY, "students": 1, "synthetic": False},
        b"",
        AT,
    ).result()
    wrong: list[tuple[Any, str]] = [
        ({"now": theirs.id}, "team"),
        ({"now": "none"}, "team"),
        ({"now": log.id}, "team"),
        ({"support": mine.id}, "team"),
        ({"now": mine.id, "before": mine.id}, "team"),
        ({"later": mine.id}, "team"),
        ([mine.id], "team"),
        ({"now": mine.id}, "everybody"),
    ]
    for chosen, audience in wrong:
        with pytest.raises(PlckitError):
            store.write(results.use, facilitator, chosen, audience, AT).result()
    person = a_seat(store, open_session, Role.PARTICIPANT)
    with pytest.raises(NotAllowed):
        store.write(results.use, person, {"now": mine.id}, "team", AT).result()
    assert store.read(results.used, open_session).result() == {}


def test_deleted_results_leave_a_record_and_a_sentence(
    store: Store, page: Page, open_session: Session, facilitator: Seat
) -> None:
    """The promise is kept, and that it was kept can be shown (P9)."""
    made = kept(store, open_session, a_book(6, 10), delete_by="2026-03-19")
    use(store, facilitator, now=made.id)
    assert store.read(results.overdue, TODAY).result() == [(made, open_session.code)]
    other = a_session(store, page, community="Others")
    with pytest.raises(BadValue):
        store.write(results.delete, other.community, made.id, AT).result()
    store.write(results.delete, open_session.community, made.id, AT).result()
    assert store.read(results.overdue, TODAY).result() == []
    assert store.read(lambda tx: tx.datasets.content(made.id)).result() is None
    gone = store.read(results.used, open_session).result()[As.NOW]
    assert (gone.deleted, gone.coverage, gone.purpose) == (AT, None, "To plan")
    with pytest.raises(BadValue, match="not here any more"):
        use(store, facilitator, now=made.id)


GOAL = {
    "outcome": "", "direction": "more", "cut": "2 of 2", "assessment": "Check A",
    "was": 3, "was_of": 10, "was_on": "2026-03-13", "aim": 7, "aim_of": 10,
}  # fmt: skip


@pytest.mark.parametrize(
    ("right", "absent", "goal", "said"),
    [
        (7, 0, {}, "Met"),
        (5, 0, {}, "Part met"),
        (3, 0, {}, "Not met"),
        (7, 3, {}, "Cannot tell"),
        (7, 0, {"assessment": "Another check"}, "Cannot tell"),
        (7, 0, {"assessment": "Form B", "again": "alike"}, "Met"),
        (5, 0, {"by": "2099-01-01"}, "On the way"),
        (7, 0, {"was_on": "2026-03-14"}, None),
        (7, 0, {"was_on": None}, None),
        (7, 0, {"cut": "most of it"}, "Cannot tell"),
    ],
)
def test_a_goal_judges_itself_by_the_results_of_the_session(
    store: Store,
    open_session: Session,
    facilitator: Seat,
    right: int,
    absent: int,
    goal: Any,
    said: str | None,
) -> None:
    """G8: met, part met, not met or cannot tell, in words, when a check newer than the goal was loaded."""
    content = {"goal": {"goal": {key: value for key, value in {**GOAL, **goal}.items() if value is not None}}}
    about = (open_session.community, "smartie_goal", 1, open_session.id, "06", "", "", AT, "team", [], False)
    artefact = Artefact("a", 1, *about, content)
    assert store.read(results.judged, open_session, artefact).result() == {}
    made = kept(store, open_session, a_book(right, 10, absent))
    use(store, facilitator, now=made.id)
    judged = store.read(results.judged, open_session, artefact).result()
    assert judged["judged"]["said"].startswith(said) if said else judged == {}
    store.write(results.delete, open_session.community, made.id, AT).result()
    assert store.read(results.judged, open_session, artefact).result() == {}


@pytest.mark.parametrize(
    ("right", "of", "audience", "said"),
    [
        (3, 4, "team", "Cannot tell. Too few students"),
        (6, 9, "outside", "Cannot tell. Too few students"),
        (6, 9, "team", "On 14 March 2026 it was 6 of 9"),
        (6, 10, "outside", "On 14 March 2026 it was 6 of 10"),
        (10, 10, "team", "On 14 March 2026 it was 10 of 10"),
        (10, 10, "outside", "On 14 March 2026 it was ≥ 95%"),
    ],
)
def test_a_goal_tells_nothing_that_a_chart_would_hide(
    store: Store, open_session: Session, facilitator: Seat, right: int, of: int, audience: str, said: str
) -> None:
    """The card stands on every screen, so small groups and ends of the scale stay hidden (P1, P2, P5)."""
    about = (open_session.community, "smartie_goal", 1, open_session.id, "06", "", "", AT, "team", [], False)
    use(store, facilitator, audience, now=kept(store, open_session, a_book(right, of)).id)
    judged = store.read(results.judged, open_session, Artefact("a", 1, *about, {"goal": {"goal": GOAL}}))
    assert said in judged.result()["judged"]["said"]
    assert ("10 of 10" in judged.result()["judged"]["said"]) == (right == 10 and audience == "team")


def test_nothing_is_kept_before_every_question_is_answered() -> None:
    """A number that stands on a guess is no result (4.11)."""
    with pytest.raises(Refused, match="questions that nobody has answered"):
        importing.packed(TOLD, data.tidy(data.read(b"ID,Name,Q1\n1,Ana,1\n2,Bo,0\n", "marks.csv")), AT)


def test_each_check_of_a_file_is_kept_as_results_of_its_own(store: Store, open_session: Session) -> None:
    """A file with two quizzes gives two results to choose from, each with its own day and numbers."""
    rows = [
        ["ID", "Quiz 1 (/10)", "Quiz 2 (/20)"],
        *([str(n), "5", "Abs" if n < 3 else "9"] for n in range(1, 9)),
    ]
    book = data.read("\n".join(",".join(row) for row in rows).encode(), "marks.csv")
    answers: dict[str, Any] = {one.id: "yes" for one in data.questions(book) if one.must}
    answers["dates_of_checks"] = {"Quiz 1": "2026-03-14", "Quiz 2": "2026-05-09"}
    first = kept(store, open_session, data.tidy(book, answers))
    found = [
        first,
        *(
            one
            for one in store.read(lambda tx: tx.datasets.of(open_session.community)).result()
            if one.id != first.id
        ),
    ]
    assert [(one.title, one.day) for one in found] == [
        (f"{TOLD['title']} · QUIZ-1", "2026-03-14"),
        (f"{TOLD['title']} · QUIZ-2", "2026-05-09"),
    ]
    assert "8 marks read" in (found[0].coverage or {})["said"]
    assert "6 marks read" in (found[1].coverage or {})["said"]


def test_what_is_kept_names_nobody() -> None:
    """Lines that were left out are quoted in the report on the screen, and a footnote may name a student."""
    rows = [["ID", "Name", "Q1", "Q2"], ["1", "Quill", "1", "0"], ["2", "Under", "1", "1"]]
    rows += [["* Pettigrove sat it later", "", "", ""]]
    made = confirmed(rows)
    assert "Pettigrove" in str(made.coverage)
    packed = importing.packed(TOLD, made, AT)
    told = json.dumps([packed.values, packed.mapping], ensure_ascii=False)
    assert not [name for name in ("Quill", "Under", "Pettigrove") if name in told]


def test_the_latest_mapping_of_the_shape_is_offered() -> None:
    """Next term's file asks only what is new; a file of another shape is not read by it."""
    old = [json.loads(a_book(6, 10).mapping.to_json())]
    book = data.read(b"ID,Name,Q1,Q2\n7,Ana,1,0\n8,Bo,0,1\n", "june.csv")
    mapping = importing.remembered(book, old)
    assert mapping is not None
    assert any(one.state == "remembered" for one in data.tidy(book, mapping=mapping).questions)
    other = data.read(b"ID,Name,Essay,Talk,Test\n7,Ana,1,0,3\n8,Bo,0,1,4\n", "june.csv")
    assert importing.remembered(other, old) is None
    assert importing.remembered(book, []) is None


def test_sample_data_come_once_and_say_what_they_are(store: Store, open_session: Session) -> None:
    """They are no promise: nobody has to delete them."""
    found = [
        store.write(importing.add_samples, open_session.community, importing.samples(), AT).result()
        for _ in range(2)
    ]
    assert found[0] == found[1]
    there = store.read(lambda tx: tx.datasets.of(open_session.community)).result()
    assert [one.title for one in there] == ["Support log", "Maths check 2", "Maths check 1"]
    assert all(one.synthetic and not one.delete_by for one in there)


@pytest.mark.parametrize(
    ("purpose", "audience", "day", "said"),
    [
        ("", "us", "2026-07-31", "what these results are for"),
        ("plan", " ", "2026-07-31", "who may see them"),
        ("plan", "us", "soon", "Give the day"),
        ("plan", "us", TODAY, "must come after today"),
        ("plan", "us", "2030-01-01", "within two years"),
    ],
)
def test_purpose_audience_and_day_come_first(purpose: str, audience: str, day: str, said: str) -> None:
    """P9: what is kept without an end stays for ever."""
    with pytest.raises(BadValue, match=said):
        promised(purpose, audience, day, TODAY)


@pytest.mark.parametrize(
    ("today", "day"),
    [("2026-03-20", "2026-07-31"), ("2026-07-01", "2026-12-31"), ("2026-12-02", "2027-07-31")],
)
def test_the_end_of_a_school_year_is_offered(today: str, day: str) -> None:
    """Near enough for both halves of the world, and always to come."""
    assert end_of_school_year(today) == day
    assert promised("plan", "us", day, today)[2] == day
