"""What a session leaves behind: drafted from what the room said, kept in versions, found by the next one."""

from __future__ import annotations

import contextlib
import re
import uuid
from dataclasses import replace
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.artefact_types import ArtefactType, Field, Form
from plckit.domain.artefacts import Artefact, checked, current
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, NotAllowed, Refused
from plckit.sessions import answering, artefacts, convening, facilitating, recording, timing
from plckit.sessions.summarising import group_view
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, a_session, an_activity, utc_now

ROW = {"what": "Bar models", "who": "Ana", "when": "Monday", "sign": "They draw one", "check": "1 May 2027"}
COLUMNS = {key: key.title() for key in ROW}


@pytest.fixture
def page() -> Page:
    """A page with two sources, the maker that reads them, and the card that the next session opens with."""
    sources = {"sees": ["sees", "more"], "wonder": "more", "change": "plan", "so_what": "plan"}
    return a_page(
        {
            "Look back": [an_activity("artefact_view", "last", artefact="data-story", fields=["change"])],
            "See": [an_activity("sticky_notes", key, see="anon-reveal", most=4) for key in ("sees", "more")],
            "Now what": [an_activity("planner_table", "plan", see="named", columns=COLUMNS, dates=[], add=3)],
            "Keep": [
                an_activity(
                    "artefact_maker", "story", artefact="data-story", sources=sources, before_end=True
                )
            ],
        }
    )


@pytest.fixture
def session(store: Store, page: Page) -> Session:
    """A session of it with every activity open."""
    return a_session(store, page, phase=Phase.OPEN)


@pytest.fixture
def leader(store: Store, session: Session) -> Seat:
    """Whoever leads it."""
    return a_seat(store, session, Role.FACILITATOR)


def put(store: Store, page: Page, seat: Seat, activity: str, entry: str, value: Any) -> None:
    asked = (kinds(), page, seat, activity, entry, str(uuid.uuid4()), value, utc_now())
    store.write(answering.put, *asked).result()


def filled(store: Store, page: Page, session: Session) -> None:
    """Let one person write a note and a whole row."""
    seat = a_seat(store, session, name="Ana")
    put(store, page, seat, "sees", "note-0001", {"text": "O3 is far below", "sort": "need"})
    for column, words in ROW.items():
        put(store, page, seat, "plan", f"row0001.{column}", words)


def drafted(store: Store, page: Page, leader: Seat) -> dict[str, Any]:
    """Return the fields of the draft by key."""
    told = store.read(recording.draft, kinds(), page, leader, "story").result()
    return {one["key"]: one for one in told["fields"]}


def keep(store: Store, page: Page, leader: Seat, **content: Any) -> int:
    return store.write(recording.keep, kinds(), page, leader, "story", content, utc_now()).result()


def shown(store: Store, page: Page, session: Session, key: str) -> dict[str, Any]:
    return store.read(group_view, kinds(), session, page.activity(key), Phase.OPEN, page).result()


def test_a_draft_holds_what_the_room_may_see(
    store: Store, page: Page, session: Session, leader: Seat
) -> None:
    """Before the reveal not even the facilitator reads a note, also not by drafting a story of it."""
    filled(store, page, session)
    before = drafted(store, page, leader)
    assert before["sees"]["value"] == []
    assert before["sees"]["note"].count("not revealed yet") == 1  # of what somebody wrote
    assert before["change"]["value"] == [ROW]
    store.write(facilitating.set_phase, page, leader, "sees", "revealed", utc_now()).result()
    assert drafted(store, page, leader)["sees"]["value"] == ["O3 is far below"]


def test_where_more_was_said_than_a_field_holds_people_choose(
    store: Store, page: Page, session: Session, leader: Seat
) -> None:
    """No note is kept, or called “most”, because it came first by chance; all of all steps stand there."""
    filled(store, page, session)
    seats = [a_seat(store, session) for _ in range(3)]
    said = [f"I see {number}" for number in range(3)]
    for number, (seat, text) in enumerate(zip(seats, said, strict=True)):
        put(store, page, seat, "more", f"note-000{number}", {"text": text, "sort": "need"})
    for key in ("sees", "more"):
        store.write(facilitating.set_phase, page, leader, key, "revealed", utc_now()).result()
    told = drafted(store, page, leader)
    assert (told["sees"]["value"], told["wonder"]["value"]) == ([], "")
    assert sorted(told["sees"]["among"]) == sorted([*said, "O3 is far below"])
    assert sorted(told["wonder"]["among"]) == sorted(said)
    assert (told["so_what"]["value"], told["so_what"]["among"]) == (" · ".join(ROW.values()), [])


def test_a_version_is_added_and_none_is_changed(
    store: Store, page: Page, session: Session, leader: Seat
) -> None:
    """What was kept is offered for the next change, and the first wording stays on record."""
    assert keep(store, page, leader, sees=["First"], change=[ROW]) == 1
    assert drafted(store, page, leader)["sees"]["value"] == ["First"]
    assert keep(store, page, leader, sees=["Second"], change=[ROW]) == 2
    card = shown(store, page, session, "story")["card"]
    assert (card["version"], card["fields"][0]["value"]) == (2, ["Second"])
    versions = store.read(lambda tx: tx.artefacts.versions(session.community, "data-story")).result()
    assert [one.content["sees"] for one in versions] == [["Second"], ["First"]]
    assert len({one.id for one in versions}) == 1


def test_the_next_session_opens_with_what_this_one_kept(
    store: Store, page: Page, session: Session, leader: Seat
) -> None:
    """The same community, another day: the change and its sign, and nothing else of the story."""
    assert shown(store, page, session, "last")["card"] is None
    assert "no data story yet" in shown(store, page, session, "last")["missing"]
    keep(store, page, leader, sees=["First"], change=[ROW])
    assert shown(store, page, session, "last")["card"] is None, "a session does not look back on itself"
    later = a_session(store, page, phase=Phase.OPEN)
    card = shown(store, page, later, "last")["card"]
    assert [field["title"] for field in card["fields"]] == ["What we change"]
    assert card["fields"][0]["value"] == [ROW]


def test_a_session_does_not_end_without_it(store: Store, page: Page, session: Session, leader: Seat) -> None:
    """Looking at results changes nothing by itself: a change, an owner, a sign and a day are needed."""
    with pytest.raises(Refused, match=r"keep its data story .* the sign that it worked"):
        store.write(facilitating.close, leader, utc_now()).result()
    keep(store, page, leader, sees=["First"], change=[ROW])
    store.write(facilitating.close, leader, utc_now()).result()


@pytest.mark.parametrize(("step", "asks"), [("see", False), ("keep", True)])
def test_a_session_of_left_over_steps_keeps_what_stands_in_them(
    store: Store, page: Page, step: str, asks: bool
) -> None:
    """Half an hour for one step of last time ends without wording the whole story anew."""
    rest = store.write(convening.convene, page.key, page, "Ours", at=utc_now(), only=[step]).result()
    leader = a_seat(store, rest, Role.FACILITATOR)
    refused = pytest.raises(Refused, match="keep its data story") if asks else contextlib.nullcontext()
    with refused:
        store.write(facilitating.close, leader, utc_now()).result()


@pytest.mark.parametrize("column", ROW)
def test_a_change_without_one_of_its_parts_is_no_change(
    store: Store, page: Page, leader: Seat, column: str
) -> None:
    """Two half rows are not a whole one."""
    other = {"what": "Something else"}
    asked = next(one for one in artefact_type("data-story").fields if one.key == "change")
    missing = f"{asked.title} ({asked.columns[column]})".lower()
    with pytest.raises(BadValue, match=re.escape(f"still needs: {missing}.")):
        keep(store, page, leader, sees=["First"], change=[{**ROW, column: " "}, other])


def test_only_whoever_leads_keeps_it(store: Store, page: Page, session: Session) -> None:
    """A participant's page asks for nothing of the sort, and gets nothing."""
    anybody = a_seat(store, session, name="Ben")
    for job in (recording.draft, recording.keep):
        more = () if job is recording.draft else ({"sees": ["x"], "change": [ROW]}, utc_now())
        with pytest.raises(NotAllowed):
            store.write(job, kinds(), page, anybody, "story", *more).result()


def test_the_step_that_must_be_kept_cannot_be_left_out(store: Store, page: Page, leader: Seat) -> None:
    """Else a data discussion could end without the change it is there for."""
    with pytest.raises(BadValue, match="“Keep” stays"):
        store.write(timing.leave_out, page, leader, "keep", True, utc_now()).result()


@pytest.mark.parametrize("given", [None, 5, "x", {"rule": "x"}, [5, None], [{"rule": 5}], [[]]])
def test_nonsense_from_a_browser_is_nothing(given: Any) -> None:
    """What is no text is left out, and what is then missing is named."""
    with pytest.raises(BadValue, match="“Ground rules” still needs: our rules"):
        checked(artefact_type("charter"), {"rules": given}, {})


def test_the_first_day_of_a_turn_is_a_day_or_nothing() -> None:
    """The chart is marked by it; “next Tuesday” would be no mark, and nobody would be told."""
    enquiry = artefact_type("enquiry")
    said = {"question": "Will it?", "method": "research-lessons"}
    for day in ("", "1 December 2026", "2026-12-01"):
        turns = [{"change": "Cards", "from": day, "shifted": ""}]
        assert checked(enquiry, {**said, "turns": turns}, {})["turns"] == turns
    with pytest.raises(BadValue, match=r"“next Tuesday”.*1 December 2026"):
        checked(enquiry, {**said, "turns": [{"change": "Cards", "from": "next Tuesday"}]}, {})


def test_too_much_is_refused_with_the_number_to_keep() -> None:
    """Three facts are three facts."""
    with pytest.raises(BadValue, match="Keep 3 or fewer"):
        checked(artefact_type("data-story"), {"sees": ["a", "b", "c", "d"], "change": [ROW]}, {})


def test_what_an_older_plckit_kept_is_read_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fields that got another name are found under it, fields that are gone are left out."""
    kind = ArtefactType(
        "old",
        "Old",
        (Field("goal", "Goal", Form.TEXT), Field("new", "New", Form.TEXT)),
        schema=3,
        renamed={1: {"aim": "target"}, 2: {"target": "goal"}},
    )
    monkeypatch.setattr("plckit.domain.artefact_dictionary.TYPES", {"old": kind})
    kept = Artefact(
        "1", 1, "A", "old", 1, None, "w", "p", "", "", "named", [], False, {"aim": "x", "odd": "y"}
    )
    assert current(kept) == {"goal": "x"}
    assert current(replace(kept, schema=2, content={"target": "x"})) == {"goal": "x"}
    assert current(replace(kept, schema=3, content={"goal": "x", "new": "z"})) == {"goal": "x", "new": "z"}


def test_what_was_worded_afterwards_is_what_the_session_goes_on_from(
    store: Store, page: Page, session: Session, leader: Seat
) -> None:
    """Revised at home on Tuesday, changed once more in the room: no words are lost and no number twice."""
    keep(store, page, leader, sees=["First"], change=[ROW])
    made = store.read(lambda tx: tx.artefacts.versions(session.community)).result()[0]
    given = {"sees": ["At home"], "change": [ROW]}
    store.write(artefacts.revise, session.community, made.id, 1, given, utc_now()).result()
    assert drafted(store, page, leader)["sees"]["value"] == ["At home"]
    assert shown(store, page, session, "story")["card"]["version"] == 2
    assert keep(store, page, leader, sees=["In the room"], change=[ROW]) == 3


def test_a_reading_that_is_hidden_says_why_it_cannot_be_kept(store: Store) -> None:
    """One press keeps it, so the refusal has to tell what is missing: the reveal, or people."""
    asked = an_activity("likert", "trust", rows={"say": "I can say so."})
    sources = {"reading": "trust"}
    maker = an_activity("artefact_maker", "reading", artefact="trust-reading", sources=sources)
    assert maker.options["recorded"] is True
    page = a_page({"Only": [asked, maker]})
    session = a_session(store, page, phase=Phase.OPEN)
    leader = a_seat(store, session, Role.FACILITATOR)
    asked_for = (recording.keep, kinds(), page, leader, "reading", {}, utc_now())
    with pytest.raises(BadValue, match=r"still needs: how true each line was\. “.+” is not revealed yet\."):
        store.write(*asked_for).result()
    for _ in range(5):
        put(store, page, a_seat(store, session), "trust", "say", "4")
    store.write(facilitating.set_phase, page, leader, "trust", "revealed", utc_now()).result()
    assert store.write(*asked_for).result() == 1
    card = shown(store, page, session, "reading")["card"]
    assert card["fields"][0]["value"]["said"] == "I can say so. Agree 5 (5 answers)."


def test_a_version_from_a_file_takes_no_number_twice(store: Store) -> None:
    """A file may bring a second version that is older than the first one here, made on a slow clock."""
    maker = an_activity("artefact_maker", "rules", artefact="charter", sources={}, continues=True)
    page = a_page({"Only": [maker]})
    rule = dict.fromkeys(("rule", "looks_like", "we_say"), "x")

    def kept() -> int:
        leader = a_seat(store, a_session(store, page, phase=Phase.OPEN), Role.FACILITATOR)
        asked = (kinds(), page, leader, "rules", {"rules": [rule]}, utc_now())
        return store.write(recording.keep, *asked).result()

    assert kept() == 1
    first = store.read(lambda tx: tx.artefacts.versions("Year 9 team", "charter")).result()[0]
    older = replace(first, version=2, session=None, at="2020-01-01T00:00:00.000+00:00")
    store.write(lambda tx: tx.artefacts.add(older)).result()
    assert kept() == 3
