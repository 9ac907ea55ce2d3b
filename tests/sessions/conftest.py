"""Fixtures of an enquiry.

ask, check    pages that begin and continue an enquiry
met           a session of `ask` that has kept one
ana           a participant there
key           that of her personal link
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from an_enquiry import give, keep

from plckit.domain.people import Seat
from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.store.database import Store
from plckit.testing import a_page, a_seat, a_session, an_activity


@pytest.fixture
def ask() -> Page:
    """A page that begins an enquiry."""
    sources = {"question": "question", "turns": "question", "method": "way"}
    ways = {"research-lessons": "Research lesson", "enquiry-visits": "Enquiry visit"}
    return a_page(
        {
            "Ask": [
                an_activity("question_builder", "question", see="named"),
                an_activity("choice", "way", see="named", options=ways),
                an_activity("variant_form", "plan", see="named", part="plan", method="way"),
            ],
            "Keep": [
                an_activity("artefact_maker", "keep", artefact="enquiry", sources=sources),
                an_activity("my_link", "link", after="keep"),
            ],
        }
    )


@pytest.fixture
def check() -> Page:
    """A page that goes on with one: the log, the form of the way of learning, the picture, the next turn."""
    story = {"puzzle": "artefact:enquiry.question", "change": "artefact:enquiry.turns.change"}
    bank = {
        "citation": "Our enquiry: {artefact:enquiry.question}",
        "not_fits": "We cannot be sure that {claims.limits}",
    }
    claims = {"columns": {"claim": "We can claim", "limits": "We cannot be sure that"}, "dates": [], "add": 2}
    page = a_page(
        {
            "Log": [
                an_activity("planner_table", "claims", see="named", **claims),
                an_activity("turn_log", "log", see="named", since=True),
                an_activity("turn_log", "all", see="named", most=0),
                an_activity("variant_form", "learn", see="named", part="log"),
                an_activity("data_chart", "run", chart="run", see="anon-live"),
                an_activity("slider", "sure", waves=True),
            ],
            "Keep": [
                an_activity("artefact_maker", "keep", artefact="enquiry", sources={}, continues=True),
                an_activity("artefact_maker", "story", artefact="story", sources=story),
                an_activity("artefact_maker", "bank", artefact="knowledge", sources=bank),
                an_activity("my_link", "link", after="keep"),
            ],
        }
    )
    return replace(page, key="check-in")


@pytest.fixture
def met(store: Store, ask: Page) -> Session:
    session = a_session(store, ask, phase=Phase.OPEN)
    keep(store, ask, session)
    return session


@pytest.fixture
def ana(store: Store, met: Session) -> Seat:
    return a_seat(store, met, name="Ana")


@pytest.fixture
def key(store: Store, ask: Page, ana: Seat) -> str:
    return give(store, ask, ana)["token"]
