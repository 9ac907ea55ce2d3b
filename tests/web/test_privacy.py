"""Nothing reaches a browser that its person may not see: everything that arrives is recorded and searched."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from raw_client import Channels, until
from running_server import Room

from plckit.activities.registry import kinds
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase

# What five others put in, by activity; the number of the writer is in each text.
PRIVATE = "diary-of-{}"
NAMED = "signed-by-{}"
HIDDEN = "idea-of-{}"
NOTE = "note-of-{}"
OFFER = "offer-of-{}"
REASON = "reason-of-{}"
OTHERS = 5
# Who of them adds a name to the offer.
SIGNER = 3

SCREENS = (Role.PARTICIPANT, Role.FACILITATOR, Role.PROJECTOR)


def of_examples(number: int) -> list[tuple[str, Any, str]]:
    """Return what one person puts into each kind's own activity: what the kind's example says."""
    found: list[tuple[str, Any, str]] = []
    for name, kind in kinds().items():
        people = kind.example["people"]
        mine = people[number % len(people)] if people else {}
        found += [(name.replace("_", "-"), value, entry) for entry, value in mine.items()]
    return found


class Meeting:
    """Five people who answer, and three screens that record what reaches them."""

    def __init__(
        self, room: Room, others: list[Seat], tabs: list[Channels], screens: dict[Role, Channels]
    ) -> None:
        self.room, self.others, self.tabs, self.screens = room, others, tabs, screens

    async def answer_everything(self) -> None:
        """Let everybody put something into each activity."""
        for number, tab in enumerate(self.tabs):
            puts: list[tuple[str, Any, str]] = [
                ("diary", PRIVATE.format(number), "answer"),
                ("signed", NAMED.format(number), "answer"),
                ("idea", HIDDEN.format(number), "answer"),
                ("offer", OFFER.format(number), "answer"),
                ("offer", number == SIGNER, "signed"),
                ("ready", "partly", "answer"),
                ("ready", REASON.format(number), "reason"),
                ("likert", "2", "say"),
                ("slider-pair", {"now": 3, "want": 8}, "lead"),
                ("wall", {"text": NOTE.format(number), "sort": "hard"}, f"entry-id-{number}"),
                *of_examples(number),
            ]
            for activity, value, entry in puts:
                assert (await tab.put(activity, value, entry))["type"] == "saved"

    async def lead(self, activity: str, phase: Phase) -> None:
        """Let the facilitator put an activity in a phase; return once every screen knows."""
        console = self.screens[Role.FACILITATOR]
        told = await console.answer("room", {"type": "phase", "activity": activity, "phase": phase})
        assert told["type"] == "done", told
        for screen in self.screens.values():
            await until(lambda s=screen: last(s.updates(activity), "phase") == phase, f"{activity} {phase}")


def last(updates: Iterable[dict[str, Any]], field: str) -> Any:
    """Return the latest value of a field in a row of updates."""
    return next((update[field] for update in reversed(list(updates)) if field in update), None)


def heard(tab: Channels) -> str:
    """Return everything that arrived, as text."""
    return json.dumps(tab.received, ensure_ascii=False)


async def in_the_meeting(stack: AsyncExitStack, room: Room) -> Meeting:
    """Seat everybody and open their tabs."""

    async def opened(seat: Seat) -> Channels:
        tab = await stack.enter_async_context(await room.browser(seat).channels(seat.id))
        await tab.states()
        return tab

    screens = {role: await opened(room.seat(role, "Watcher")) for role in SCREENS}
    others = [room.seat(name=f"Other Person {number}") for number in range(OTHERS)]
    return Meeting(room, others, [await opened(seat) for seat in others], screens)


def assert_nothing_secret(meeting: Meeting, role: Role, allowed: Iterable[str] = ()) -> None:
    """Assert that a screen received nothing it may not see; *allowed* names what has been shown to all."""
    text = heard(meeting.screens[role])
    words = {"private": "diary-of-", "hidden": "idea-of-", "entry id": "entry-id-"}
    words |= {"offer": "offer-of-", "reason": "reason-of-"}
    for what, secret in words.items():
        assert what in allowed or secret not in text, f"{what} words reached the {role}"
    for seat in meeting.others:
        assert seat.id not in text
        assert seat.rejoin not in text
    for secret in (
        meeting.room.session.console_key,
        meeting.room.session.projector_key,
        meeting.room.session.shuffle,
    ):
        assert secret not in text
    for name in re.findall(r"Other Person \d", text):
        assert f'"name": "{name}"' in text
    if role is Role.PARTICIPANT:
        for count in ('"answered"', '"joined"', '"here"'):
            assert count not in text


async def test_nothing_reaches_a_screen_before_its_time(room: Room) -> None:
    """The promise beside the box is read before anybody types: every message must keep it."""
    async with AsyncExitStack() as stack:
        meeting = await in_the_meeting(stack, room)
        await meeting.answer_everything()
        console = meeting.screens[Role.FACILITATOR]
        await until(lambda: (last(console.updates("room"), "answered") or {}).get("wall") == OTHERS, "counts")
        for role, screen in meeting.screens.items():
            await until(
                lambda s=screen: len((last(s.updates("wall"), "group") or {}).get("wall", ())) == OTHERS
            )
            assert_nothing_secret(meeting, role)
            assert set(last(screen.updates("idea"), "group") or {"hidden": ""}) == {"hidden"}
            assert (await screen.states())["likert"]["group"] == {
                "hidden": "Hidden until the facilitator reveals it."
            }
        counts = last(console.updates("room"), "answered")
        assert all(isinstance(count, int) for count in counts.values()), (
            "the console gets numbers, never a list"
        )


async def test_what_is_revealed_carries_no_person_and_what_is_hidden_again_is_gone(room: Room) -> None:
    """The reveal shows words without whose they are; hiding takes them out of every later state."""
    async with AsyncExitStack() as stack:
        meeting = await in_the_meeting(stack, room)
        await meeting.answer_everything()
        await meeting.lead("idea", Phase.REVEALED)
        for role, screen in meeting.screens.items():
            await until(lambda s=screen: "wall" in (last(s.updates("idea"), "group") or {}), "the reveal")
            group = last(screen.updates("idea"), "group")
            assert sorted(row["text"] for row in group["wall"]) == [HIDDEN.format(n) for n in range(OTHERS)]
            assert all(set(row) == {"text"} for row in group["wall"]), (
                "a row of a wall is words and nothing else"
            )
            assert_nothing_secret(meeting, role, allowed=["hidden"])
        await meeting.lead("idea", Phase.LOCKED)
        for screen in meeting.screens.values():
            assert (await screen.states())["idea"]["group"] == {
                "hidden": "Hidden until the facilitator reveals it."
            }


async def test_a_reveal_names_who_added_a_name_and_links_no_reason(room: Room) -> None:
    """The others' names stay off, and reasons come in an order of their own, as words and nothing else."""
    async with AsyncExitStack() as stack:
        meeting = await in_the_meeting(stack, room)
        await meeting.answer_everything()
        for activity in ("offer", "ready"):
            await meeting.lead(activity, Phase.REVEALED)
        for role, screen in meeting.screens.items():
            await until(lambda s=screen: "wall" in (last(s.updates("offer"), "group") or {}), "the offers")
            wall = last(screen.updates("offer"), "group")["wall"]
            assert sorted(row["text"] for row in wall) == [OFFER.format(n) for n in range(OTHERS)]
            named = [row for row in wall if "name" in row]
            assert named == [{"text": OFFER.format(SIGNER), "name": f"Other Person {SIGNER}"}]
            await until(lambda s=screen: "reasons" in (last(s.updates("ready"), "group") or {}), "reasons")
            reasons = last(screen.updates("ready"), "group")["reasons"]
            assert sorted(row["text"] for row in reasons) == [REASON.format(n) for n in range(OTHERS)]
            assert all(set(row) == {"text"} for row in reasons)
            assert_nothing_secret(meeting, role, allowed=["offer", "reason"])


async def test_a_private_activity_is_shown_to_nobody_whatever_the_facilitator_does(room: Room) -> None:
    """“Only you” has no exception."""
    async with AsyncExitStack() as stack:
        meeting = await in_the_meeting(stack, room)
        await meeting.answer_everything()
        console = meeting.screens[Role.FACILITATOR]
        told = await console.answer("room", {"type": "phase", "activity": "diary", "phase": "revealed"})
        assert told["type"] == "refused"
        room.put_in(Phase.REVEALED, "diary")  # even if the database says so
        for role, screen in meeting.screens.items():
            await until(lambda s=screen: last(s.updates("diary"), "phase") == "revealed")
            assert (await screen.states())["diary"]["group"] == {
                "hidden": "These answers are private to each writer."
            }
            assert_nothing_secret(meeting, role)


async def test_a_console_and_a_projector_have_no_answers_of_their_own(room: Room) -> None:
    """They are screens; their `mine` is nobody's."""
    async with AsyncExitStack() as stack:
        meeting = await in_the_meeting(stack, room)
        await meeting.answer_everything()
        for role in (Role.FACILITATOR, Role.PROJECTOR):
            states = await meeting.screens[role].states()
            assert {key for key, state in states.items() if state.get("mine")} == set()
            assert not any(
                "mine" in update for key in states for update in meeting.screens[role].updates(key)
            )


@pytest.mark.parametrize("binary", [False, True], ids=["json", "v1"])
async def test_two_tabs_of_one_person_hear_of_each_other_and_nobody_else_does(
    room: Room, binary: bool
) -> None:
    """The second tab must not show old words; the neighbour must not see any."""
    seat, neighbour = room.seat(), room.seat()
    async with (
        await room.browser(seat).channels(seat.id, binary=binary) as one,
        await room.browser(seat).channels(seat.id) as two,
        await room.browser(neighbour).channels(neighbour.id) as other,
    ):
        for tab in (one, two, other):
            await tab.states()
        assert (await one.put("diary", "my own words"))["type"] == "saved"
        await until(
            lambda: last(two.updates("diary"), "mine") == {"answer": "my own words"}, "the other tab hears"
        )
        await other.rest()
        assert "my own words" not in heard(other)
        assert two.customs("diary") == [], "an acknowledgement goes to the tab that asked"


async def test_the_order_of_a_wall_tells_nothing(room: Room) -> None:
    """An order of arrival would tell who wrote what to whoever watched the room."""
    arrived = [f"note {number:02}" for number in range(24)]
    seats = [room.seat(name=f"Person {number}") for number in range(len(arrived))]
    for seat, text in zip(seats, arrived, strict=True):
        async with await room.browser(seat).channels(seat.id) as tab:
            for activity, value in (("signed", text), ("idea", text)):
                assert (await tab.put(activity, value))["type"] == "saved"
            note = {"text": text, "sort": "need"}
            assert (await tab.put("wall", note, entry="the-same-id"))["type"] == "saved"
    room.put_in(Phase.REVEALED, "idea")
    async with await room.browser(seats[0]).channels(seats[0].id) as tab:
        states = await tab.states()
        while any(len(states[key]["group"].get("wall", ())) < 24 for key in ("idea", "wall", "signed")):
            await asyncio.sleep(0.05)
            states = await tab.states()
    orders = {
        key: [row["text"] for row in states[key]["group"]["wall"]] for key in ("idea", "wall", "signed")
    }
    for key, order in orders.items():
        assert sorted(order) == arrived
        assert order not in (arrived, arrived[::-1]), key
    assert orders["idea"] != orders["wall"], "two walls in one order would link a person's words"
