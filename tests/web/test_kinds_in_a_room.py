"""What only a running server can show: kinds that count, adjusting, and what stands beside answers."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from raw_client import until
from running_server import Room, Server

from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.store.database import Store
from plckit.testing import a_page, a_session, an_activity

OPTIONS = {"time": "Time", "visits": "Visits", "work": "Work"}


@pytest.fixture
def words(server: Server, server_store: Store) -> Room:
    spec = an_activity("short_text", "words", words=True)
    return Room(server, server_store, a_session(server_store, a_page({"First": [spec]}), phase=Phase.OPEN))


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR])
async def test_only_the_console_adjusts(words: Room, role: Role) -> None:
    """Everybody's page speaks the same protocol, so the server must look at who speaks."""
    seat = words.seat(role)
    async with await words.browser(seat).channels(seat.id) as tab:
        with words.untouched(f"Refused 'adjust' from seat {seat.id}: Only the facilitator can"):
            told = await tab.answer(
                "room", {"type": "adjust", "activity": "words", "value": {"leave_out": ["a"]}}
            )
            assert told["type"] == "refused"


@pytest.mark.parametrize(
    ("activity", "value"),
    [
        ("words", None),
        ("words", "time"),
        ("words", {"leave_out": [5]}),
        ("words", {"leave_out": ["x" * 61]}),
        ("words", {"leave_out": ["x"] * 100_000}),
        ("words", {"words": False}),
        ("words", {"back": ["\ud800" * 50]}),
        ("no-such-activity", {"leave_out": []}),
        (["words"], {"leave_out": []}),
        (None, None),
    ],
)
async def test_an_adjustment_that_cannot_be_is_refused(words: Room, activity: Any, value: Any) -> None:
    """A console is a browser too."""
    seat = words.seat(Role.FACILITATOR)
    async with await words.browser(seat).channels(seat.id) as tab:
        with words.untouched(f"Refused 'adjust' from seat {seat.id}"):
            told = await tab.answer("room", {"type": "adjust", "activity": activity, "value": value})
            assert told["type"] == "refused"
            assert len(told["message"]) < 300


async def test_an_adjustment_reaches_every_screen_and_whoever_comes_later(words: Room) -> None:
    """The room looks at one list."""
    writers = [words.seat() for _ in range(5)]
    for seat in writers:
        async with await words.browser(seat).channels(seat.id) as tab:
            assert (await tab.put("words", "trust and time"))["type"] == "saved"
    lead = words.seat(Role.FACILITATOR)
    async with (
        await words.browser(lead).channels(lead.id) as console,
        await words.browser(writers[0]).channels(writers[0].id) as phone,
    ):
        for screen in (console, phone):
            await screen.states()
        told = await console.answer("room", {"type": "phase", "activity": "words", "phase": "revealed"})
        assert told == {"type": "done", "what": "phase"}
        asked = {"type": "adjust", "activity": "words", "value": {"leave_out": ["time"]}}
        assert await console.answer("room", asked) == {"type": "done", "what": "adjust"}
        for screen in (console, phone):
            await until(lambda s=screen: shown(s.updates("words")) == ["trust"], "the shorter list")
    late = words.seat()
    async with await words.browser(late).channels(late.id) as tab:
        assert shown([(await tab.states())["words"]]) == ["trust"]


def latest(updates: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the latest view of the group among updates."""
    found: dict[str, Any] = next((update["group"] for update in updates[::-1] if "group" in update), {})
    return found


def shown(updates: list[dict[str, Any]]) -> list[str]:
    """Return the words of the latest list among updates."""
    groups = [update["group"] for update in updates if "rows" in update.get("group", {})]
    return [row["statement"] for row in groups[-1]["rows"]] if groups else []


async def test_what_an_earlier_meeting_hides_again_leaves_the_later_ones_screen(
    server: Server, server_store: Store
) -> None:
    """Both meetings are under way: nothing happens in the later one, and its screen must follow."""
    page = a_page({"First": [an_activity("likert", "trust", rows={"heard": "I am heard."}, waves=True)]})
    community = "A team of two meetings"
    first, second = (
        Room(server, server_store, a_session(server_store, page, community=community, phase=Phase.OPEN))
        for _ in range(2)
    )
    for room in (first, second):
        for seat in [room.seat() for _ in range(5)]:
            async with await room.browser(seat).channels(seat.id) as tab:
                assert (await tab.put("trust", "4", "heard"))["type"] == "saved"
    lead, watcher = first.seat(Role.FACILITATOR), second.seat(Role.PROJECTOR)
    async with (
        await first.browser(lead).channels(lead.id) as console,
        await second.browser(watcher).channels(watcher.id) as screen,
    ):
        for tab, room in ((console, first), (screen, second)):
            await tab.states()
            room.put_in(Phase.REVEALED, "trust")
        await until(lambda: waves_in(latest(screen.updates("trust"))) == {0, 1}, "both waves")
        asked = {"type": "phase", "activity": "trust", "phase": "locked"}
        assert (await console.answer("room", asked))["type"] == "done"
        await until(lambda: waves_in(latest(screen.updates("trust"))) == {0}, "one wave alone")


def waves_in(group: dict[str, Any]) -> set[int]:
    """Return which waves a picture has."""
    return {row["wave"] for row in group.get("rows", ())}


async def test_two_tabs_that_spend_the_same_dots_end_with_one_valid_budget(
    server: Server, server_store: Store
) -> None:
    """The whole budget is one answer: whatever order they arrive in, nobody has six dots of three."""
    spec = an_activity("dot_vote", "dots", options=OPTIONS, dots=3, most=2)
    room = Room(server, server_store, a_session(server_store, a_page({"First": [spec]}), phase=Phase.OPEN))
    seat = room.seat()
    wanted = [{"time": 2, "visits": 1}, {"work": 2, "visits": 1}, {"visits": 2, "time": 1}]
    async with (
        await room.browser(seat).channels(seat.id) as one,
        await room.browser(seat).channels(seat.id) as two,
    ):
        for tab in (one, two):
            await tab.states()
        for votes in wanted:
            both = await asyncio.gather(one.put("dots", votes), two.put("dots", {"time": 2, "work": 1}))
            assert [told["type"] for told in both] == ["saved", "saved"]
        refusal = "That is 4 dots, and each person has 3. Take some away first."
        told = await two.put("dots", {"time": 2, "work": 2})
        assert (told["type"], told["message"]) == ("refused", refusal)
        mine = (await one.states())["dots"]["mine"]["answer"]
        assert mine == (await two.states())["dots"]["mine"]["answer"]
        assert sum(mine.values()) == 3
    async with await room.browser(seat).channels(seat.id) as tab:
        await tab.states()
        room.put_in(Phase.REVEALED, "dots")
        await until(lambda: "rows" in latest(tab.updates("dots")), "the reveal")
        group = latest(tab.updates("dots"))
        assert group["n"] == 1
        assert sum(row[1] for row in group["table"]["rows"]) == 3


@pytest.mark.parametrize(
    ("activity", "entry", "value"),
    [
        ("idea", "reason", "because"),
        ("idea", "signed", True),
        ("signed", "signed", True),
        ("ready", "signed", True),
        ("ready", "reason", 5),
        ("ready", "reason", "x" * 1_000_000),
        ("offer", "reason", "because"),
        ("offer", "signed", "Somebody Else"),
        ("offer", "signed", {"name": "Somebody Else"}),
        ("timer", "answer", "5"),
        ("timer", "answer", None),
        ("timer", "reason", "because"),
        ("rank", "answer", ["reading", "reading", "maths"]),
        ("rank", "answer", ["reading"]),
        ("dot-vote", "answer", {"time": 3}),
        ("dot-vote", "answer", {"time": 1e308}),
        ("fist-to-five", "answer", 6),
        ("slider", "answer", 5.5),
        ("checklist", "reason", True),
        ("date", "answer", "3/4/2027"),
        ("commitment", "answer", {"will": "x", "by": "tomorrow"}),
        ("glossary-entry", "answer", {"term": {"x": 1}}),
        ("link-list", "link-1", {"url": "javascript:alert(1)", "text": "Press me"}),
        ("link-list", "link-1", {"url": "https://user:password@example.org"}),
    ],
)
async def test_what_no_page_of_ours_sends_is_refused(
    room: Room, activity: str, entry: str, value: Any
) -> None:
    """The browser is not trusted: each kind looks, and so does what stands beside its answers."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched(f"Refused 'put' from seat {seat.id}"):
            told = await tab.put(activity, value, entry)
            assert told["type"] == "refused"
            assert len(told["message"]) < 300


async def test_a_reason_is_ones_own(room: Room) -> None:
    """A neighbour's tab neither sees nor changes it."""
    zoe, li = room.seat(), room.seat()
    async with (
        await room.browser(zoe).channels(zoe.id) as hers,
        await room.browser(li).channels(li.id) as his,
    ):
        assert (await hers.put("ready", "because of you", "reason"))["type"] == "saved"
        assert (await his.put("ready", "because", "reason"))["type"] == "saved"
        assert (await his.put("ready", None, "reason"))["type"] == "saved"
        assert (await hers.states())["ready"]["mine"] == {"reason": "because of you"}
        assert (await his.states())["ready"]["mine"] == {}
        assert "because of you" not in json.dumps(his.received)
