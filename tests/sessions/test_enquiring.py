"""Personal links of an enquiry: who gets one, and what comes in by it (fixtures: `conftest.py`)."""

from __future__ import annotations

import pytest
from an_enquiry import add, give, keep, mine, row, shown

from plckit.activities.registry import kinds
from plckit.domain.artefacts import current
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.errors import BadValue, LinkEnded, LinkNotFound, NotAllowed, NotYours, Refused, SentBefore
from plckit.seats.looking import look
from plckit.seats.room import Room
from plckit.sessions import artefacts, enquiring, facilitating, hosting
from plckit.sessions.clock import moved
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, a_session, an_activity, utc_now

SCRIPT = "<script>alert(1)</script>"


class TestLinks:
    """Who gets one, and what it opens."""

    def test_a_link_comes_once_there_is_an_enquiry(self, store: Store, ask: Page) -> None:
        """Before the plan is kept there is nothing a link could be for."""
        session = a_session(store, ask, phase=Phase.OPEN)
        assert "once the facilitator has kept the plan" in shown(store, ask, session, "link")["link"]["wait"]
        with pytest.raises(Refused, match="kept the plan"):
            give(store, ask, a_seat(store, session))

    def test_the_console_knows_how_many_have_one(
        self, store: Store, ask: Page, met: Session, ana: Seat, key: str
    ) -> None:
        """Before she presses Finish, after which nobody is offered a link that does not come."""

        def offer() -> dict[str, object]:
            found: dict[str, object] = shown(store, ask, met, "link")["link"]
            return found

        a_seat(store, met, name="Cleo")
        assert (offer()["made"], offer()["of"]) == (1, 2)
        leader = a_seat(store, met, Role.FACILITATOR)
        store.write(enquiring.end_all, ask, leader, utc_now()).result()
        assert (offer()["made"], offer()["of"]) == (0, 2)
        room = Room(met, ask)
        room, _ = store.read(look, kinds(), room, 0.0).result()
        store.write(facilitating.close, leader, utc_now()).result()
        room, _ = store.read(look, kinds(), room, 10.0).result()
        assert "is finished" in room.groups["link"]["link"]["wait"]

    def test_one_seat_has_one_link_and_only_its_hash_is_kept(
        self, store: Store, ask: Page, ana: Seat, key: str
    ) -> None:
        """Whoever reads the database opens nobody's page."""
        assert len(key) >= 22, "128 bits"
        assert "token" not in give(store, ask, ana)
        with store.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM enquiry_link").all()
        assert len(rows) == 1
        assert key not in str(rows)

    def test_another_key_makes_the_old_one_stop_and_keeps_what_was_added(
        self, store: Store, ask: Page, ana: Seat, key: str
    ) -> None:
        """A phone was lost: its link must open nothing, and no evidence is gone."""
        add(store, key)
        other = give(store, ask, ana, again=True)["token"]
        assert mine(store, other) == ["Ten spoke"]
        with pytest.raises(LinkNotFound):
            mine(store, key)

    @pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROJECTOR])
    def test_screens_of_staff_get_none(self, store: Store, ask: Page, met: Session, role: Role) -> None:
        with pytest.raises(NotYours):
            give(store, ask, a_seat(store, met, role))

    def test_a_facilitator_ends_all_and_others_none(
        self, store: Store, ask: Page, met: Session, ana: Seat, key: str
    ) -> None:
        """What was added stays in the log; a link can be asked for again."""
        add(store, key)
        with pytest.raises(NotAllowed):
            store.write(enquiring.end_all, ask, ana, utc_now()).result()
        leader = a_seat(store, met, Role.FACILITATOR)
        assert store.write(enquiring.end_all, ask, leader, utc_now()).result() == 1
        for job in (lambda: mine(store, key), lambda: add(store, key)):
            with pytest.raises(LinkEnded):
                job()
        assert mine(store, give(store, ask, ana)["token"]) == ["Ten spoke"]

    @pytest.mark.parametrize("decided", ["keep", "change", "drop"])
    def test_links_end_with_the_enquiry(
        self, store: Store, check: Page, key: str, met: Session, decided: str
    ) -> None:
        keep(store, check, a_session(store, check, phase=Phase.OPEN), keep=decided)
        with pytest.raises(LinkEnded):
            add(store, key)

    def test_one_more_turn_is_no_end_and_another_enquiry_is(
        self, store: Store, ask: Page, check: Page, key: str, met: Session
    ) -> None:
        keep(store, check, a_session(store, check, phase=Phase.OPEN), keep="more")
        add(store, key)
        keep(store, ask, a_session(store, ask, phase=Phase.OPEN))
        with pytest.raises(LinkEnded):
            add(store, key)

    def test_a_page_that_offers_no_link_gives_none(self, store: Store, met: Session) -> None:
        """A meeting of the community where guests sit has the enquiry, too; a proxy can ask from any page."""
        other = a_page({"One": [an_activity("short_text", "idea")]})
        guest = a_seat(store, a_session(store, other, phase=Phase.OPEN), name="Guest")
        with pytest.raises(Refused, match="No links are given"):
            give(store, other, guest)

    def test_nobody_writes_under_the_name_of_somebody_else_who_is_here(
        self, store: Store, ask: Page, met: Session, ana: Seat
    ) -> None:
        """In the log and the run chart, Ana's rows are hers; her own name is hers to take."""
        cleo = a_seat(store, met, name="Cleo")
        assert give(store, ask, cleo, name="Ana")["name"] == "Ana (2)"
        assert give(store, ask, ana, name="Ana")["name"] == "Ana"

    def test_whoever_was_taken_out_adds_nothing_more(
        self, store: Store, met: Session, ana: Seat, key: str
    ) -> None:
        """Her pages stop working, this one too; let in again she goes on."""
        add(store, key)
        leader = a_seat(store, met, Role.FACILITATOR)
        store.write(hosting.remove, leader, ana.id, utc_now()).result()
        for job in (lambda: mine(store, key), lambda: add(store, key)):
            with pytest.raises(LinkEnded):
                job()
        store.write(hosting.bring_back, leader, ana.name, utc_now()).result()
        assert mine(store, key) == ["Ten spoke"]

    def test_a_slip_put_right_in_an_old_enquiry_ends_no_links_of_the_new_one(
        self, store: Store, ask: Page, check: Page, met: Session
    ) -> None:
        """The old one is worded anew on the community's page; the new one goes on, in meetings too."""
        old = store.read(artefacts.newest, met.community, "enquiry").result()
        later = a_session(store, ask, phase=Phase.OPEN)
        keep(store, ask, later, question="Another question?")
        key = give(store, ask, a_seat(store, later, name="Ben"))["token"]
        add(store, key)
        anew = {**current(old), "question": "Worded anew?"}
        store.write(artefacts.revise, met.community, old.id, 1, anew, utc_now()).result()
        assert mine(store, key) == ["Ten spoke"]
        assert "Another question" in str(shown(store, check, a_session(store, check), "link"))

    def test_words_put_right_between_meetings_hide_no_evidence(
        self, store: Store, check: Page, met: Session, key: str
    ) -> None:
        """What came since the last meeting stays new, though the question was worded anew since."""
        now = store.read(artefacts.newest, met.community, "enquiry").result()
        store.write(enquiring.add, key, row(), moved(utc_now(), 1)).result()
        anew = {**current(now), "question": "Worded anew?"}
        store.write(artefacts.revise, met.community, now.id, 1, anew, moved(utc_now(), 2)).result()
        assert "Ten spoke" in str(shown(store, check, a_session(store, check, phase=Phase.OPEN), "log"))


class TestEvidence:
    """What is kept, and whose it is."""

    def test_the_same_form_sent_twice_adds_one_row(self, store: Store, key: str) -> None:
        """Phones send twice where the network is poor."""
        once = row()
        for _ in range(2):
            store.write(enquiring.add, key, once, "2026-03-20T10:00:00.000+00:00").result()
        assert mine(store, key) == ["Ten spoke"]

    def test_a_page_that_comes_again_with_other_words_does_not_say_they_are_kept(
        self, store: Store, key: str
    ) -> None:
        """Whoever goes back in the browser has the number of the row that was kept."""
        once = row()
        store.write(enquiring.add, key, once, utc_now()).result()
        with pytest.raises(SentBefore):
            add(store, key, **{**once, "saw": "Twelve spoke"})
        store.write(enquiring.take_back, key, once["id"], utc_now()).result()
        with pytest.raises(SentBefore):
            add(store, key, **once)

    def test_a_changed_row_stands_in_place_of_the_one_before(self, store: Store, key: str) -> None:
        """The earlier words stay in the database, and on no screen."""
        first = add(store, key)
        add(store, key, saw="Eleven spoke", instead=first)
        assert mine(store, key) == ["Eleven spoke"]
        with pytest.raises(Refused, match="before"):
            add(store, key, instead=first)
        assert store.read(lambda tx: tx.enquiries.get(first)).result().gone

    def test_nobody_touches_anothers_row(self, store: Store, ask: Page, met: Session, key: str) -> None:
        """Ids are forged easily; what they belong to is looked up."""
        hers = add(store, key)
        other = give(store, ask, a_seat(store, met, name="Ben"))["token"]
        with pytest.raises(NotYours):
            store.write(enquiring.take_back, other, hers, utc_now()).result()
        with pytest.raises(NotYours):
            add(store, other, instead=hers)
        with pytest.raises(NotYours):
            add(store, other, id=hers)
        assert mine(store, other) == []
        assert mine(store, key) == ["Ten spoke"]
        store.write(enquiring.take_back, key, hers, utc_now()).result()
        assert mine(store, key) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"did": "", "saw": " \u200b"},
            {"saw": "x" * 601},
            {"day": "2099-01-01"},
            {"day": "soon"},
            {"turn": "7"},
            {"turn": "-1"},
            {"turn": "²"},
            {"turn": "01"},
            {"turn": "001999999999"},
            {"turn": "000" + "9" * 30},
            {"turn": "0" * 5000},
            {"number": "many"},
            {"url": "javascript:alert(1)"},
            {"url": "http://example.org"},
            {"id": "not-an-id"},
        ],
    )
    def test_what_cannot_be_kept_is_refused_in_words(
        self, store: Store, key: str, wrong: dict[str, str]
    ) -> None:
        with pytest.raises(BadValue) as error:
            add(store, key, **wrong)
        assert len(str(error.value)) > 20
        assert mine(store, key) == []

    def test_words_stay_as_they_were_typed(self, store: Store, key: str) -> None:
        """What looks like a script is words; pages write it as text."""
        add(store, key, saw=SCRIPT)
        assert mine(store, key) == [SCRIPT]

    def test_a_link_takes_so_many_rows(self, store: Store, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(enquiring, "MOST_ROWS", 2)
        first, _ = add(store, key), add(store, key)
        with pytest.raises(BadValue, match="2 rows"):
            add(store, key)
        add(store, key, instead=first)
