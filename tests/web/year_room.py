"""A community in the middle of its year on a running server, and everybody who has no business in it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from raw_client import Browser, Channels
from running_server import Room, Server

from plckit.activities.registry import kinds
from plckit.domain.artefacts import Artefact
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.sessions import artefacts, enquiring, hosting, recording
from plckit.store.database import Store
from plckit.testing import a_page, a_session, an_activity, utc_now

KEYS = {"proposal": "words", "heard": "heard", "first": "first", "vote": "last"}
PAGE = a_page(
    {
        "Decide": [
            an_activity("proposal", "words"),
            an_activity("yes_partly_no", "heard"),
            an_activity("fist_to_five", "first"),
            an_activity("final_vote", "last"),
            an_activity("declare_result", "result", voices={"students": "Students"}, **KEYS),
            an_activity(
                "artefact_maker", "record", artefact="consensus-record", sources={"proposal": "words"}
            ),
        ],
        "Enquire": [
            an_activity("artefact_maker", "keep", artefact="enquiry", sources={}),
            an_activity("my_link", "link", after="keep"),
            an_activity("turn_log", "log", see="named"),
            an_activity("artefact_view", "plan", artefact="support-plan", fields=["help"]),
        ],
        "Together": [
            an_activity("short_text", "ours", by="group", see="group"),
            an_activity("short_text", "mates", see="group"),
            an_activity("gallery_walk", "walk"),
            an_activity("slider", "sure", waves=True),
        ],
    }
)
PLAIN = replace(a_page({"One": [an_activity("short_text", "idea")]}), key="plain")
QUESTION, STORY, TEAMS = "Will the quokka question hold?", "the zebra puzzle", "numbat S1 waits for help"
SECRETS = (QUESTION, STORY, TEAMS)


class Year:
    """A community that decided, enquires and told a story; `room` is its meeting that is on."""

    def __init__(self, server: Server, store: Store) -> None:
        self.server, self.store = server, store
        self.name = f"Team {uuid.uuid4()}"
        self.at = quote(self.name, safe="")
        self.room = self.meeting()
        self.leader = self.room.seat(Role.FACILITATOR)
        said = {"question": QUESTION, "method": "research-lessons", "turns": [{"change": "cards"}]}
        store.write(recording.keep, kinds(), PAGE, self.leader, "keep", said, utc_now()).result()
        plan = {
            "help": [{"who": TEAMS, "what": "x", "when": "x", "check": "2027-03-03"}],
            "tests": {"said": "x"},
        }
        self.plan = self.keep("support-plan", plan)
        words = dict.fromkeys(("change", "evidence", "learned", "borrow"), "x")
        self.story = self.keep("story", {"puzzle": STORY, **words, "share": "schools"})

    def meeting(self, page: Any = PAGE, community: str = "") -> Room:
        """Return a meeting in which everything is open."""
        made = a_session(self.store, page, community=community or self.name, phase=Phase.OPEN)
        return Room(self.server, self.store, made)

    def keep(self, kind: str, content: dict[str, Any]) -> Artefact:
        """Keep something of an earlier meeting."""
        made = Artefact(
            str(uuid.uuid4()), 1, self.name, kind, 1, None, "a-small-page", "", "", utc_now(), "named", [],
            False, content,
        )  # fmt: skip
        return self.store.write(lambda tx: tx.artefacts.add(made)).result()

    def link(self, name: str = "Ana") -> tuple[str, Seat]:
        """Return the key of somebody's personal link, and her seat."""
        seat = self.room.seat(name=name)
        given = self.store.write(enquiring.give, PAGE, seat, "", False, utc_now()).result()
        return given["token"], seat

    def kept(self, name: str = "") -> list[Artefact]:
        """Return all that a community keeps."""
        kinds_of = self.store.read(artefacts.kept, name or self.name).result()
        return [one for same in kinds_of for one in same]

    async def coach(self) -> Browser:
        """Return the browser of whoever has signed in."""
        browser = self.server.browser()
        await browser.get(f"/sign-in?key={self.server.facilitator_key()}")
        return browser

    def taken_out(self) -> Browser:
        """Return the browser of a co-facilitator whom the other one has taken out."""
        gone = self.room.seat(Role.FACILITATOR)
        self.store.write(hosting.remove, self.leader, gone.id, utc_now()).result()
        return self.room.browser(gone)

    def nobodies(self) -> dict[str, Browser]:
        """Return everybody to whom the year's pages are shut."""
        other = self.meeting(PLAIN, f"Others {uuid.uuid4()}")
        return {
            "a stranger": self.server.browser(),
            "a participant of another community": other.browser(other.seat()),
            "a participant": self.room.browser(self.room.seat()),
            "the projector": self.room.browser(self.room.seat(Role.PROJECTOR)),
            "whoever led": self.taken_out(),
        }


async def opened(room: Room, seat: Seat) -> Channels:
    """Return a tab that has asked for everything it may see."""
    tab = await room.browser(seat).channels(seat.id)
    await tab.states()
    return tab
