"""An enquiry over weeks: what later meetings make of what came in (fixtures: `conftest.py`)."""

from __future__ import annotations

import uuid
from typing import Any

from an_enquiry import TURN, add, give, keep, logged, row, shown

from plckit.activities.registry import kinds
from plckit.domain.artefacts import current
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.sessions import answering, artefacts, enquiring, recording
from plckit.sessions.summarising import group_view
from plckit.store.database import Store
from plckit.testing import a_seat, a_session, utc_now


class TestMeetings:
    """What a check-in and the last meeting show."""

    def test_a_check_in_opens_with_what_came_since(
        self, store: Store, ask: Page, check: Page, ana: Seat, key: str
    ) -> None:
        """The rows stand there with the name that was given, and only those since the last meeting."""
        add(store, key, turn="0", number="8 of 20")
        session = a_session(store, check, phase=Phase.OPEN)
        line = ["5 March 2026", "Cards", "Ten spoke", "", "8 of 20", "Ana"]
        turns = shown(store, check, session, "all")["log"]
        assert turns == [{"turn": "Before we changed anything", "rows": [line]}]
        assert logged(store, check, session, "log") == [], "it came before the plan was kept, by its clock"
        assert shown(store, check, session, "log")["logWait"]
        store.write(enquiring.add, key, row(), "2099-01-01T10:00:00.000+00:00").result()
        assert logged(store, check, session, "log") == [["5 March 2026", "Cards", "Ten spoke", "", "", "Ana"]]

    def test_what_was_logged_in_check_ins_is_in_the_log_of_its_turn(
        self, store: Store, check: Page, met: Session
    ) -> None:
        """The first check-in is about turn 1, also once it has kept what turn 2 changes."""
        session = a_session(store, check, phase=Phase.OPEN)
        cleo = a_seat(store, session, name="Cleo")
        for column, words in {"on": "2026-03-09", "saw": "Twelve spoke", "number": "12 of 20"}.items():
            asked = (kinds(), check, cleo, "log", f"row0001.{column}", str(uuid.uuid4()), words, utc_now())
            store.write(answering.put, *asked).result()
        keep(store, check, session, turns=[TURN, {"change": "pairs first", "from": "", "shifted": "more"}])
        later = a_session(store, check, phase=Phase.OPEN)
        assert shown(store, check, later, "all")["log"] == [
            {
                "turn": "Turn 1: ask by cards",
                "rows": [["9 March 2026", "", "Twelve spoke", "", "12 of 20", "Cleo"]],
            }
        ]

    def test_a_start_logged_in_a_check_in_is_of_no_turn_and_a_row_without_a_day_of_the_day_it_was_written(
        self, store: Store, check: Page, met: Session
    ) -> None:
        """Whoever brings the first count to the meeting says so, as on the page of a link."""
        session = a_session(store, check, phase=Phase.OPEN)
        cleo = a_seat(store, session, name="Cleo")
        for column, words in {"about": "before", "saw": "Eight spoke"}.items():
            asked = (kinds(), check, cleo, "log", f"row0001.{column}", str(uuid.uuid4()), words)
            store.write(answering.put, *asked, "2026-03-09T10:00:00.000+00:00").result()
        assert shown(store, check, session, "all")["log"] == [
            {
                "turn": "Before we changed anything",
                "rows": [["9 March 2026", "", "Eight spoke", "", "", "Cleo"]],
            }
        ]

    def test_the_run_chart_adds_up_a_days_counts_and_marks_each_turn(
        self, store: Store, ask: Page, check: Page, met: Session, key: str
    ) -> None:
        """Two people's classes on one day are one number, of one person the last counts; few are hidden."""
        session = a_session(store, check, phase=Phase.OPEN)
        assert "No numbers" in shown(store, check, session, "run")["picture"]["wait"]
        add(
            store,
            give(store, ask, a_seat(store, met, name="Ben"))["token"],
            day="2026-03-03",
            number="7 of 16",
        )
        for day, count in (
            ("2026-03-01", "3 of 4"),
            ("2026-03-03", "1 of 10"),
            ("2026-03-03", "6 of 10"),
            ("2026-03-09", "6 of 8"),
            ("2026-03-10", "5 minutes"),
        ):
            add(store, key, day=day, number=count)
        picture = shown(store, check, session, "run")["picture"]
        told = {line[0]: line[1:] for line in picture["table"]["rows"]}
        assert told["2 Mar"][-1] == "Turn 1: ask by cards"
        assert told["3 Mar"][:3] == ["50%", "32% to 68%", 26]
        assert told["9 Mar"][:3] == ["6 of 8", "–", 8]
        assert "fewer than 5 students" in told["1 Mar"][0]
        assert "10 Mar" not in told, "one chart has one unit"
        assert "students who spoke" in str(picture["rows"])

    def test_the_run_chart_begins_where_things_stood(
        self, store: Store, check: Page, met: Session, key: str
    ) -> None:
        """Of a day the first number counts, since the rows of a baseline may be about the same class.

        A row by link about the same day is the start once more, and no second class.
        """
        before = store.read(artefacts.newest, met.community, "enquiry").result()
        baseline = [
            {"on": "16 February 2026", "shows": "13 of 26 say why"},
            {"on": "16 February 2026", "shows": "2 of 26 draw it"},
            {"on": "17 February 2026", "shows": "Most wait for the others"},
        ]
        content = {**current(before), "baseline": baseline}
        store.write(artefacts.revise, met.community, before.id, before.version, content, utc_now()).result()
        add(store, key, day="2026-03-03", number="18 of 26")
        picture = shown(store, check, a_session(store, check, phase=Phase.OPEN), "run")["picture"]
        told = {line[0]: line[1] for line in picture["table"]["rows"] if line[1] != "–"}
        assert told == {"16 Feb": "50%", "3 Mar": "69%"}
        add(store, key, turn="0", day="2026-02-16", number="12 of 26")
        picture = shown(store, check, a_session(store, check, phase=Phase.OPEN), "run")["picture"]
        told = {line[0]: line[1:4:2] for line in picture["table"]["rows"]}
        assert told["16 Feb"] == ["46%", 26], "the same class, and the later count"

    def test_the_log_stays_hidden_once_others_are_in_the_room(
        self, store: Store, check: Page, key: str
    ) -> None:
        """The facilitator has said so under “Results” (rule P2)."""
        add(store, key, number="8 of 20")
        session = a_session(store, check, phase=Phase.OPEN)
        said = {"audience": "outside"}
        store.write(lambda tx: tx.sessions.change(session.id, "data", utc_now(), said)).result()
        assert logged(store, check, session) == []
        assert "others are in the room" in shown(store, check, session, "run")["picture"]["wait"]

    def test_the_form_has_the_columns_of_the_way_that_was_chosen(
        self, store: Store, ask: Page, check: Page, met: Session
    ) -> None:
        """In the planning meeting it is the team's choice there, later what the enquiry says."""
        assert shown(store, ask, met, "plan")["variant"] == ""
        asked = (kinds(), ask, a_seat(store, met), "way", "answer", str(uuid.uuid4()), "enquiry-visits")
        store.write(answering.put, *asked, utc_now()).result()
        assert shown(store, ask, met, "plan")["variant"] == "enquiry-visits"
        session = a_session(store, check, phase=Phase.OPEN)
        assert shown(store, check, session, "learn")["variant"] == "research-lessons"

    def test_a_story_comes_filled_in_and_the_card_says_what_changed(
        self, store: Store, check: Page, met: Session
    ) -> None:
        """Going back a step is a version: what it was before stays on record."""
        session = a_session(store, check, phase=Phase.OPEN)
        keep(store, check, session, question="A sharper question?", turns=[TURN, {**TURN, "change": "pairs"}])
        leader = a_seat(store, session, Role.FACILITATOR)
        told = store.read(recording.draft, kinds(), check, leader, "story").result()
        drafted = {one["key"]: one["value"] for one in told["fields"]}
        assert drafted["puzzle"] == "A sharper question?"
        assert drafted["change"] == "ask by cards\npairs"
        (line,) = shown(store, check, session, "keep")["card"]["history"]
        assert line.startswith("Version 2, ")
        assert line.endswith("Our question, Turn by turn.")

    def test_a_limit_is_kept_with_the_words_it_goes_on_from(
        self, store: Store, check: Page, met: Session
    ) -> None:
        """“It lasts” alone, in a list of what does not hold, says the opposite of what a pair wrote."""
        session = a_session(store, check, phase=Phase.OPEN)
        leader = a_seat(store, session, Role.FACILITATOR)

        def drafted() -> dict[str, Any]:
            told = store.read(recording.draft, kinds(), check, leader, "bank").result()
            return {one["key"]: one["value"] for one in told["fields"]}

        question = "If we ask by cards, will Year 9 speak more by June?"
        assert drafted()["not_fits"] == [], "nothing was written, so nothing goes on"
        asked = (
            kinds(),
            check,
            a_seat(store, session),
            "claims",
            "row0001.limits",
            str(uuid.uuid4()),
            "it lasts",
        )
        store.write(answering.put, *asked, utc_now()).result()
        told = drafted()
        assert told["citation"] == f"Our enquiry: {question}"
        assert told["not_fits"] == ["We cannot be sure that it lasts"]

    def test_sureness_of_another_enquiry_is_no_earlier_turn(
        self, store: Store, ask: Page, check: Page, met: Session
    ) -> None:
        """Dots of another change beneath would look like a step forward."""

        def check_in() -> Session:
            session = a_session(store, check, phase=Phase.OPEN)
            for _ in range(5):
                asked = (kinds(), check, a_seat(store, session), "sure", "answer", str(uuid.uuid4()), 7)
                store.write(answering.put, *asked, utc_now()).result()
            keep(store, check, session)
            keys = ["sure"]
            store.write(
                lambda tx: tx.sessions.set_phases(session.id, keys, Phase.REVEALED, utc_now())
            ).result()
            return session

        def lines(session: Session) -> int:
            """Return how many times it was asked; nothing is drawn, and no room taken, for the others."""
            spec = check.activity("sure")
            view = store.read(group_view, kinds(), session, spec, Phase.REVEALED, check).result()
            assert len({row["row"] for row in view["rows"]}) == len(view["lines"])
            return len(view["lines"])

        assert [lines(check_in()), lines(check_in())] == [1, 2]
        keep(store, ask, a_session(store, ask, phase=Phase.OPEN))
        assert lines(check_in()) == 1
