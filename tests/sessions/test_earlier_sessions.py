"""A survey that is asked again: which earlier sessions a community sees beside its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from plckit.activities.registry import kinds
from plckit.domain.entries import Reading
from plckit.domain.people import Role
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import ActivitySpec, Page
from plckit.errors import BadValue
from plckit.sessions import answering, convening, facilitating
from plckit.sessions.summarising import group_view
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, an_activity, utc_now


class Waves(type(kinds()["yes_partly_no"])):  # type: ignore[misc]
    """A kind that tells which readings it was handed, and nothing else of them."""

    def summarise_waves(self, readings: Sequence[Reading]) -> dict[str, Any]:
        """Return (people, of, answers) of each reading."""
        return {"waves": [(r.people, r.of, sorted(e.value for e in r.entries)) for r in readings]}


WAVES = Waves()
SPEC = replace(an_activity("yes_partly_no", "ready"), options={**WAVES.options(), "waves": True})
KINDS = {**kinds(), "yes_partly_no": WAVES}


class Term:
    """Meetings of communities, one after the other."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = (f"2027-0{month}-01T10:00:00.000+00:00" for month in range(1, 10))

    def meet(
        self,
        answers: str,
        *,
        joined: int = 0,
        reveal: bool = True,
        community: str = "Year 9 team",
        spec: ActivitySpec = SPEC,
        workbook: str = "a-small-page",
    ) -> Session:
        """Hold a meeting in which each letter of *answers* is somebody's yes, partly or no."""
        page, at = a_page({"First": [spec]}), next(self.clock)
        session = self.store.write(convening.convene, workbook, page, community, at=at).result()
        self.store.write(lambda tx: tx.sessions.set_phases(session.id, [spec.key], Phase.OPEN, at)).result()
        seats = [a_seat(self.store, session) for _ in range(max(joined, len(answers)))]
        for seat, letter in zip(seats, answers, strict=False):
            value = {"y": "yes", "p": "partly", "n": "no"}[letter]
            what = (KINDS, page, seat, spec.key, "answer", str(uuid.uuid4()), value, utc_now())
            self.store.write(answering.put, *what).result()
        if reveal:
            self.phase(session, page, "revealed")
        return session

    def phase(self, session: Session, page: Page, phase: str) -> None:
        """Put the activity in a phase."""
        leader = a_seat(self.store, session, Role.FACILITATOR)
        key = next(iter(page.activities))
        self.store.write(facilitating.set_phase, page, leader, key, phase, utc_now()).result()

    def waves(self, session: Session, spec: ActivitySpec = SPEC) -> Any:
        """Return what the room of *session* is shown."""
        phase = self.store.read(lambda tx: tx.sessions.phases(session.id)).result()[spec.key]
        view = self.store.read(group_view, KINDS, session, spec, phase).result()
        return view.get("waves", view)


@pytest.fixture
def term(store: Store) -> Term:
    return Term(store)


FIRST = (5, 6, ["no", "partly", "yes", "yes", "yes"])
SECOND = (5, 5, ["yes"] * 5)


def test_a_community_sees_what_it_revealed_before(term: Term) -> None:
    """The oldest first, and the one that is under way last."""
    term.meet("yyypn", joined=6)
    assert term.waves(term.meet("yyyyy")) == [FIRST, SECOND]


def test_a_meeting_does_not_see_what_comes_after_it(term: Term) -> None:
    """Yesterday's page shows yesterday."""
    first = term.meet("yyypn", joined=6)
    term.meet("yyyyy")
    assert term.waves(first) == [FIRST]


def test_nothing_earlier_is_shown_before_the_reveal(term: Term) -> None:
    """Nobody answers after seeing what others thought, last year's answers among them."""
    term.meet("yyypn", joined=6)
    assert term.waves(term.meet("yyyyy", reveal=False)) == {
        "hidden": "Hidden until the facilitator reveals it."
    }


@pytest.mark.parametrize(
    "earlier",
    [
        {"answers": "yyyyy", "reveal": False},
        {"answers": "yyyy"},
        {"answers": ""},
        {"answers": "yyyyy", "community": "Year 8 team"},
        {"answers": "yyyyy", "community": "year 9 team"},
        {"answers": "yyyyy", "workbook": "another-page"},
        {"answers": "yyyyy", "spec": replace(SPEC, key="steady")},
    ],
    ids="unrevealed four nobody another-community another-spelling another-workbook another-activity".split(),
)
def test_what_may_not_be_seen_there_is_not_seen_here(term: Term, earlier: Mapping[str, Any]) -> None:
    """A later meeting is no way round the rules of an earlier one."""
    term.meet(**earlier)
    assert term.waves(term.meet("yyyyy")) == [SECOND]


def test_what_was_hidden_again_is_not_seen_later(term: Term) -> None:
    """Only what stands revealed is the community's to look at."""
    first = term.meet("yyypn")
    term.phase(first, a_page({"First": [SPEC]}), "locked")
    assert term.waves(term.meet("yyyyy")) == [SECOND]


def test_another_kind_under_the_same_key_is_no_wave(term: Term) -> None:
    """Keys are for ever, but a mistake in one must not draw nonsense."""
    term.meet("yyyyy", spec=replace(an_activity("choice", "ready", options={"yes": "Yes", "no": "No"})))
    assert term.waves(term.meet("yyyyy")) == [SECOND]


def test_without_the_option_there_is_one_reading(term: Term) -> None:
    """An author asks for it, since the earlier meeting was told nothing of it otherwise."""
    plain = an_activity("yes_partly_no", "ready")
    term.meet("yyyyy", spec=plain)
    view = term.waves(term.meet("yyypn", spec=plain), plain)
    assert view["n"] == 5
    assert "rows" in view


@pytest.mark.parametrize(("asked", "of"), [(12, 12), (5, 5), (3, 5)])
def test_of_how_many_is_who_was_asked_and_never_fewer_than_answered(term: Term, asked: int, of: int) -> None:
    """A response rate is of those who were asked, who may not all have joined (L6)."""
    spec = replace(SPEC, options={**SPEC.options, "asked": asked})
    [(people, counted, _)] = term.waves(term.meet("yyypn", joined=9, spec=spec), spec)
    assert (people, counted) == (5, of)


# Statements


HOW_MANY = "Give the number of people who were asked, from 1 to 5,000."


@pytest.mark.parametrize(
    "given", [None, [], {}, 5, {"asked": 0}, {"asked": 5001}, {"asked": True}, {"asked": "all"}]
)
def test_the_number_of_people_asked_is_a_number(given: Any) -> None:
    """It stands below the chart, and a rate is worked out from it."""
    with pytest.raises(BadValue) as error:
        kinds()["likert"].adjust(an_activity("likert", "trust", waves=True).options, given)
    assert str(error.value) == HOW_MANY
    assert kinds()["likert"].adjust({"waves": True}, {"asked": 5000}) == {"asked": 5000}


def test_a_survey_asked_once_is_of_nobody_but_those_who_came() -> None:
    """Without waves there is no rate to be worked out."""
    with pytest.raises(BadValue):
        kinds()["likert"].adjust(an_activity("likert", "trust").options, {"asked": 9})


def test_a_statement_has_its_line_through_the_meetings(term: Term) -> None:
    """Both meetings, each with how many answered of how many; few answers carry their warning (L6)."""
    spec = an_activity("likert", "trust", rows={"heard": "I am heard."}, waves=True)
    page = a_page({"First": [spec]})
    for joined in (12, 6):
        at = next(term.clock)
        session = term.store.write(convening.convene, "w", page, "Year 9 team", at=at).result()
        term.store.write(
            lambda tx, s=session.id, at=at: tx.sessions.set_phases(s, ["trust"], Phase.OPEN, at)
        ).result()
        for seat in [a_seat(term.store, session) for _ in range(joined)][:6]:
            what = (kinds(), page, seat, "trust", "heard", str(uuid.uuid4()), "4", utc_now())
            term.store.write(answering.put, *what).result()
        term.phase(session, page, "revealed")
    view = term.store.read(group_view, kinds(), session, spec, Phase.REVEALED).result()
    assert (view["n"], view["of"]) == (6, 6)
    assert "6 of 12 people answered" in view["words"]
    leader = a_seat(term.store, session, Role.FACILITATOR)
    job = (kinds(), page, leader, "trust", {"asked": 20}, utc_now())
    term.store.write(facilitating.adjust, *job).result()
    view = term.store.read(group_view, kinds(), session, spec, Phase.REVEALED).result()
    assert (view["n"], view["of"], view["asked"]) == (6, 20, 20)
    assert "6 of 20 people answered" in view["words"]
