"""What a community gathers over a year, attacked by raw clients: pages, votes, links, files, groups, results.

Four of them: a participant of another community, a participant with a proxy that changes every message,
somebody without a seat who knows every address, and a co-facilitator who was taken out.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from contextlib import AsyncExitStack
from typing import Any

import pytest
from raw_client import Channels, until
from running_server import Room, Server
from tornado.httpclient import HTTPClientError
from year_room import PLAIN, SECRETS, STORY, TEAMS, Year, opened

from plckit.domain.datasets import As
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.sessions import enquiring, hosting, results
from plckit.store.database import Store
from plckit.testing import utc_now

VOTE = {"hand": "4", "sees": "yes"}
DINGO = "the dingo lesson"
GETS = [
    "/coach", "/coach/{at}", "/coach.ics", "/coach/{at}.ics", "/community/{at}", "/community/{at}/save",
    "/community/{at}/save?only=story", "/community/{at}/save?only={story}", "/community/{at}/read",
    "/community/{at}/{story}/1", "/community/{at}/{plan}/1", "/community/{at}/{plan}/revise",
    "/guide/04_finding_our_consensus", "/guide/..%2f..%2fREADME", "/try", "/begun/{code}",
    "/console/{code}", "/console/{code}?key={old}", "/console/{code}/pair",
    "/console/{code}/pair/phones", "/console/{code}/data", "/console/{code}/picture/last.svg",
]  # fmt: skip
POSTS = [
    "/coach", "/community/{at}/read", "/community/{at}/{plan}/revise", "/sessions", "/console/{code}/pair",
    "/console/{code}/data/choose", "/lead/{code}",
]  # fmt: skip
# What only whoever leads may ask for, of the activities of the year.
LEADS: list[dict[str, Any]] = [
    {"type": "adjust", "activity": "words", "value": {"sentence": "We will do as I say."}},
    {"type": "adjust", "activity": "result", "value": {"decision": {"result": "consensus"}}},
    {"type": "adjust", "activity": "sure", "value": {"asked": 5}},
    {"type": "declare", "activity": "result", "said": {"result": "consensus", "reason": "x", "by": "x"}},
    {"type": "standing", "activity": "result", "said": {"members": 1}},
    {"type": "keep", "activity": "record", "content": {"proposal": "We will do as I say."}},
    {"type": "keep", "activity": "keep", "content": {"question": "x", "keep": "drop"}},
    {"type": "draft", "activity": "keep"},
    {"type": "phase", "activity": "last", "phase": "revealed"},
    {"type": "reset", "activity": "last"},
    {"type": "undo", "activity": "last"},
    {"type": "entries", "activity": "walk"},
    {"type": "end links"},
    {"type": "people"},
    {"type": "groups"},
    {"type": "links"},
]


@pytest.fixture
def year(server: Server, server_store: Store) -> Year:
    return Year(server, server_store)


def stored(room: Room, seat: Seat, activity: str, value: Any, entry: str = "answer") -> None:
    """Keep an answer of somebody whose page is not looked at."""
    op, at = str(uuid.uuid4()), utc_now()
    room.store.write(lambda tx: tx.entries.put(seat, activity, entry, op, value, at)).result()


# Pages


async def test_the_pages_of_a_year_are_shut_to_all_who_have_not_signed_in(year: Year) -> None:
    """Not one name, sentence or story is on what they get instead; and nothing is changed by a form."""
    room, old = year.room, year.room.session.console_key
    recovery = year.store.write(hosting.new_recovery, year.leader, utc_now()).result()
    names = {"at": year.at, "code": room.code, "story": year.story.id, "plan": year.plan.id, "old": old}
    said = {"community": year.name, "school": "Evil", "words": recovery, "workbook": "1", "based": "1"}
    nobodies, before = year.nobodies(), year.kept()
    seats = len(room.rows("seat")["seat"])
    for who, browser in nobodies.items():
        for path in GETS:
            answer = await browser.get(path.format(**names))
            assert answer.code == 403, (who, path)
            assert not [word for word in SECRETS if word in answer.body.decode()], (who, path)
        for path in POSTS:
            answer = await browser.post(path.format(**names), said)
            assert answer.code in (403, 429), (who, path, answer.code)
    assert year.kept() == before
    assert len(room.rows("seat")["seat"]) == seats
    assert year.name not in year.store.read(lambda tx: tx.communities.schools()).result()
    assert (await (await year.coach()).get(f"/community/{year.at}")).code == 200


async def test_whoever_led_is_on_no_channel_and_back_by_no_key(year: Year) -> None:
    """Cookie, secret link and recovery code of before end together."""
    room = year.room
    gone = room.seat(Role.FACILITATOR)
    browser = room.browser(gone)
    async with await opened(room, gone) as tab:
        year.store.write(hosting.remove, year.leader, gone.id, utc_now()).result()
        await until(lambda: tab.closed, "the end of the connection")
    with pytest.raises(HTTPClientError) as error:
        await browser.channels(gone.id)
    assert error.value.code in (403, 404)
    assert (await browser.get(f"/session/{room.code}")).headers["Location"] == f"/join/{room.code}"


# What a proxy may send


@pytest.mark.parametrize("whose", ["this session", "another community"])
async def test_a_participant_leads_nothing_whatever_a_proxy_adds(year: Year, whose: str) -> None:
    """Seats, roles and sessions that a message names count for nothing: only who sent it does."""
    room = year.room if whose == "this session" else year.meeting(PLAIN, f"Others {uuid.uuid4()}")
    forged = {"seat": year.leader.id, "role": "facilitator", "session": year.room.session.id, "as": "leader"}
    tables = ("session", "seat", "phase", "entry", "change")
    async with await opened(room, room.seat()) as tab:
        before, kept = (year.room.rows(*tables), room.rows(*tables)), year.kept()
        for asked in LEADS:
            for comm in ("room", str(asked.get("activity", "room"))):
                told = await tab.answer(comm, {**forged, **asked})
                assert told["type"] == "refused", asked
                # Where there is no such activity, that is what is said.
                says = (
                    "Only the facilitator can" if room is year.room else ("Only the", "This workbook has no")
                )
                assert told["message"].startswith(says), (asked, told)
        assert (year.room.rows(*tables), room.rows(*tables)) == before
        assert year.kept() == kept


async def test_what_asks_nobody_takes_no_answer(year: Year) -> None:
    """A sentence, a result, a card and a link are no boxes, whatever entry a proxy names."""
    room = year.room
    async with await opened(room, room.seat()) as tab:
        before = room.rows("entry")
        for activity in ("words", "result", "record", "keep", "link", "plan"):
            for entry in ("answer", "decision", "reason"):
                for value in ("x", {"sentence": "x", "decision": {"result": "consensus"}}):
                    assert (await tab.put(activity, value, entry))["type"] == "refused", (activity, entry)
        assert room.rows("entry") == before


async def test_words_of_a_group_reach_nobody_else_and_are_written_by_nobody_else(year: Year) -> None:
    """A group's id is told to its people; with it another group's proxy can neither read nor write."""
    room = year.room
    ana, ben = room.seat(name="Ana"), room.seat(name="Ben")
    async with await opened(room, year.leader) as console, await opened(room, ana) as hers:
        for person in (ana, ben):
            where = {"grouping": "group", "group": "new"}
            told = await console.answer("room", {"type": "move", "person": person.id, **where})
            assert told["type"] == "done"
        assert (await hers.put("ours", "the wombat draft"))["type"] == "saved"
        assert (await hers.put("mates", "a wombat of her own"))["type"] == "saved"
        places = lambda tab: [u["places"] for u in tab.updates("room") if "places" in u]  # noqa: E731
        await until(lambda: any("group" in one for one in places(hers)), "her place")
        theirs = places(hers)[-1]["group"]["id"]
        async with await opened(room, ben) as his:
            put = {"type": "put", "op": str(uuid.uuid4()), "entry": "answer", "value": "taken over"}
            for more in (
                {"place": theirs},
                {"place": theirs, "seat": theirs, "owner": ana.id},
                {"place": [theirs]},
            ):
                assert (await his.answer("ours", {**put, **more}))["type"] == "refused"
            assert (await his.put("ours", "his own"))["type"] == "saved"
            await until(
                lambda: "wombat of her own" in json.dumps(hers.updates("mates")), "her group's picture"
            )
            states = await asyncio.gather(his.states(), console.states())
            assert "wombat" not in json.dumps([his.received, console.received, states])
            assert (await hers.states())["ours"]["mine"] == {"answer": "the wombat draft"}


# Votes


async def test_nobody_votes_twice_or_for_another(year: Year) -> None:
    """Two tabs of one person are one vote, and a seat that a message names gets none."""
    room = year.room
    ana, ben = room.seat(name="Ana"), room.seat(name="Ben")
    async with await opened(room, ana) as one, await opened(room, ana) as two:
        for tab, hand in ((one, "5"), (two, "0"), (one, "4")):
            forged = {"seat": ben.id, "owner": ben.id, "place": ben.id, "session": "x", "name": "Ben"}
            put = {"type": "put", "op": str(uuid.uuid4()), "entry": "answer", "value": {**VOTE, "hand": hand}}
            assert (await tab.answer("last", {**put, **forged}))["type"] == "saved"
        for entry in ("hand", "sees", f"answer.{ben.id}", "answer ", "decision"):
            assert (await one.put("last", VOTE, entry))["type"] == "refused", entry
        for wrong in ("6", 5.5, -1, ["5"], {"hand": "5"}, "yes", "5 ", True):
            for vote in (wrong, {**VOTE, "hand": wrong}, {**VOTE, "sees": [wrong]}):
                assert (await one.put("last", vote))["type"] == "refused", vote
    rows = year.store.read(lambda tx: tx.entries.of(room.session.id, "last")).result()
    assert [(row.seat, row.entry, row.value) for row in rows] == [(ana.id, "answer", VOTE)]


async def told_of_a_vote(year: Year, hand: str, sees: str) -> list[Any]:
    """Return what a neighbour, the console and the projector hear while somebody votes and votes anew."""
    room = year.meeting()
    seats = [room.seat(), room.seat(Role.FACILITATOR), room.seat(Role.PROJECTOR), room.seat(name="Ana")]
    for n in range(4):  # so that five have voted, whom a reveal would show
        stored(room, room.seat(name=f"Person {n}"), "last", VOTE)
    async with AsyncExitStack() as stack:
        screens = [
            await stack.enter_async_context(await room.browser(seat).channels(seat.id)) for seat in seats
        ]
        await asyncio.gather(*(screen.states() for screen in screens))
        await until(lambda: heard(screens[1], "here") == 2, "everybody is here")
        since = await told_of_phase(room, screens, Phase.LOCKED)
        for vote in ({"hand": hand, "sees": sees}, {"hand": "3", "sees": sees}):
            assert (await screens[3].put("last", vote))["type"] == "saved"
        await until(lambda: heard(screens[1], "answered") == {"last": 5}, "the console counts")
        until_here = await told_of_phase(room, screens, Phase.OPEN)
        told = [
            [m["content"] for m in screen.received[n : end - 1] if m["header"]["msg_type"] == "comm_msg"]
            for screen, n, end in list(zip(screens, since, until_here, strict=True))[:3]
        ]
    found: list[Any] = json.loads(json.dumps(told).replace(room.code, "CODE"))
    return found


async def told_of_phase(room: Room, screens: list[Channels], phase: Phase) -> list[int]:
    """Change an activity that nobody answers; return how much each screen has heard when it hears of that."""

    def end(screen: Channels) -> int:
        found = (
            n for n, one in enumerate(screen.received, 1) if n > before[screen] and phase_of(one) == phase
        )
        return next(found, 0)

    before = {screen: len(screen.received) for screen in screens}
    room.put_in(phase, "heard")
    await until(lambda: all(map(end, screens)), f"heard is {phase}")
    return [end(screen) for screen in screens]


def phase_of(message: Any) -> str:
    """Return the phase that a message tells of the activity `heard`, if that is what it tells."""
    content = message["content"]
    told = content.get("comm_id") == "heard" and content["data"]["method"] == "update"
    return content["data"]["state"].get("phase", "") if told else ""


def heard(screen: Channels, field: str) -> Any:
    return next((u[field] for u in reversed(screen.updates("room")) if field in u), None)


async def test_a_vote_makes_no_sound(year: Year) -> None:
    """Neighbours hear nothing at all; console and projector one number, the same for every vote."""
    votes = [("5", "yes"), ("0", "no")]
    first, other = [await told_of_a_vote(year, *vote) for vote in votes]
    assert first[0] == []
    assert other == first
    assert not [word for word in ("hand", "sees", "not_sure") if f'"{word}"' in json.dumps(first)]


# Who is in the room, and few


async def test_what_is_the_team_s_own_goes_once_somebody_else_is_in_the_room(year: Year) -> None:
    """A card and a log on every open page; and they are not in what a page gets that is opened then."""
    room, tabs = year.room, list[Channels]()
    key, _ = year.link()
    row = {"id": str(uuid.uuid4()), "turn": "1", "day": "2026-03-05", "did": DINGO}
    year.store.write(enquiring.add, key, row, utc_now()).result()
    async with AsyncExitStack() as stack:
        for audience, seen in (("team", True), ("outside", False)):
            chosen = {As.NOW: "", As.BEFORE: "", As.SUPPORT: ""}
            year.store.write(results.use, year.leader, chosen, audience, utc_now()).result()
            seats = room.seat(), room.seat(Role.PROJECTOR)
            for seat in seats:
                tabs.append(await stack.enter_async_context(await room.browser(seat).channels(seat.id)))
                await tabs[-1].states()
            for key, word in (("plan", TEAMS), ("log", DINGO)):
                await until(lambda: all((word in now(tab, key)) is seen for tab in tabs), f"{word}: {seen}")  # noqa: B023
        fresh = json.dumps([await tab.states() for tab in tabs])
    assert TEAMS not in fresh
    assert DINGO not in fresh


def now(tab: Channels, activity: str) -> str:
    """Return the group's picture of an activity as a page has it now, as text."""
    groups = [u["group"] for u in tab.updates(activity) if "group" in u]
    return json.dumps(groups[-1] if groups else tab.all_states()[0][activity]["group"])


async def rated(room: Room, leader: Seat, people: int) -> Channels:
    """Let so many people rate; return the console's tab once that is revealed."""
    for n in range(people):
        stored(room, room.seat(name=f"Person {n}"), "sure", n)
    console = await opened(room, leader)
    told = await console.answer("room", {"type": "phase", "activity": "sure", "phase": "revealed"})
    assert told["type"] == "done"
    await until(lambda: "revealed" in [u.get("phase") for u in console.updates("sure")], "the reveal")
    return console


async def test_no_two_pictures_of_few_can_be_held_against_each_other(year: Year) -> None:
    """Five answers that were seen neither change nor grow; four are hidden, also where they are a wave."""
    room = year.room
    ana = room.seat(name="Ana")
    stored(room, ana, "sure", 9)
    async with await rated(room, year.leader, 4) as console, await opened(room, ana) as hers:
        seen = (await console.states())["sure"]["group"]
        assert seen["n"] == 5
        for asked in (
            {"type": "phase", "activity": "sure", "phase": "open"},
            {"type": "enter", "activity": "sure", "text": "9", "op": str(uuid.uuid4())},
            {"type": "undo", "activity": "sure"},
        ):
            assert (await console.answer("room", asked))["type"] == "refused", asked
        assert (await hers.put("sure", None))["type"] == "refused"
        assert (await console.answer("room", {"type": "remove", "person": ana.id}))["type"] == "done"
        await until(lambda: hers.closed, "she is out")
        assert {**(await console.states())["sure"]["group"], "of": 0} == {**seen, "of": 0}
    later = year.meeting()
    async with await rated(later, later.seat(Role.FACILITATOR), 4) as console:
        assert set((await console.states())["sure"]["group"]) == {"hidden"}
    third = year.meeting()
    async with await rated(third, third.seat(Role.FACILITATOR), 5) as console:
        assert len((await console.states())["sure"]["group"]["table"]["rows"]) == 2, (
            "the wave of four is none"
        )


async def test_a_note_of_a_walk_tells_no_person(year: Year) -> None:
    """A card's note comes as words and a school; neither name, seat, entry nor moment, to anybody."""
    room = year.room
    seats = [room.seat(name=f"Zelda {n}") for n in range(3)]
    async with await opened(room, year.leader) as console, await opened(room, seats[0]) as first:
        assert STORY in json.dumps((await first.states())["walk"])
        for n, seat in enumerate(seats):
            async with await opened(room, seat) as tab:
                note = {"card": year.story.id, "sort": "try", "text": f"note {n}"}
                assert (await tab.put("walk", "Bay", "school"))["type"] == "saved"
                assert (await tab.put("walk", note, f"note-id-{n}"))["type"] == "saved"
                for wrong in ({**note, "by": "x"}, {**note, "card": "../x"}, {**note, "sort": "gossip"}):
                    assert (await tab.put("walk", wrong, f"note-ix-{n}"))["type"] == "refused"
        await until(lambda: "note 2 (Bay)" in json.dumps(console.updates("walk")), "the notes")
        told = json.dumps(console.updates("walk"))
        assert not [one for seat in seats for one in (seat.id, seat.name, seat.rejoin) if one in told]
        assert "note-id-" not in told
