"""What only a facilitator may ask for is refused to everybody else; nonsense is refused to everybody."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from raw_client import Channels, Polling, until
from running_server import Room
from tornado.httpclient import HTTPClientError

from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.seats.requests import READS, WRITES

# Each request with its fields as a page sends them. One that is not here fails the test below.
ASKED: dict[str, dict[str, Any]] = {
    "go": {"step": "second"},
    "gather": {},
    "pause": {"paused": True},
    "close": {},
    "extend": {"minutes": 2},
    "retime": {},
    "times": {"begins": "2026-11-23T09:00:00+00:00", "ends": "2026-11-23T10:00:00+00:00"},
    "cut": {"step": "second", "cut": True},
    "phase": {"activity": "idea", "phase": "revealed"},
    "adjust": {"activity": "protocol", "value": {"round": 1}},
    "entries": {"activity": "signed"},
    "hide": {"activity": "signed", "entry": "c0", "hidden": True},
    "hold": {"activity": "idea", "held": True},
    "light": {"activity": "signed", "entry": "c0"},
    "reset": {"activity": "signed"},
    "undo": {"activity": "signed"},
    "enter": {"activity": "idea", "text": "words", "op": "00000000-0000-4000-8000-000000000000"},
    "groups": {},
    "make groups": {"grouping": "group", "how": "random", "size": 4},
    "move": {"person": "SEAT", "grouping": "group", "group": "new"},
    "rename group": {"group": "x", "name": "Owls"},
    "pen": {"grouping": "group"},
    "table": {"table": "3"},
    "people": {},
    "rename": {"person": "SEAT", "name": "Another"},
    "job": {"person": "SEAT", "job": "maths"},
    "remove": {"person": "SEAT"},
    "bring back": {"name": "Somebody"},
    "merge": {"person": "SEAT", "into": "SEAT"},
    "shut": {"shut": True},
    "new code": {},
    "links": {},
    "new links": {},
    "recovery": {},
    "standing": {"activity": "declare-result", "said": {"members": 9}},
    "declare": {
        "activity": "declare-result",
        "said": {"members": 9, "result": "not_yet", "reason": "Too few are here.", "by": "Ana"},
    },
    "my link": {"name": "Ana", "again": False},
    "end links": {},
    "draft": {"activity": "artefact-maker"},
    "keep": {
        "activity": "artefact-maker",
        "content": {"sees": ["x"], "change": [dict.fromkeys(("what", "who", "when", "sign", "check"), "x")]},
    },
}
# What participants ask for themselves.
THEIRS = {"pen", "table", "my link"}
NONSENSE: list[Any] = [
    None,
    [],
    {},
    ["x"],
    {"a": [1]},
    5,
    -1,
    1e308,
    True,
    "",
    "NaN",
    "x" * 20_000,
    "\ud800",
    [[[]]],
]
# Fields that may be empty, and what then happens is meant.
MAY_BE = {
    ("job", "job"): (None, ""),
    ("standing", "said"): (None,),
    ("table", "table"): ("",),
    ("make groups", "size"): (None, 5),
    ("move", "group"): ("",),
    ("light", "entry"): (None,),
    ("pause", "paused"): (True,),
    ("shut", "shut"): (True,),
    ("hide", "hidden"): (True,),
    ("hold", "held"): (True,),
    ("cut", "cut"): (True,),
    ("extend", "minutes"): (5,),
    ("rename", "name"): ("NaN",),
    ("rename group", "name"): ("NaN",),
    ("enter", "text"): ("NaN",),
}
WORDS = {("job", "job"), ("table", "table")}
TABLES = ("session", "seat", "phase", "entry", "change", "member")


def test_every_request_has_a_row_here() -> None:
    """A request that nobody has tried to misuse is not finished."""
    assert set(ASKED) == READS.keys() | WRITES.keys()


async def opened(room: Room, seat: Seat) -> Channels:
    tab = await room.browser(seat).channels(seat.id)
    await tab.states()
    return tab


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR])
async def test_only_a_facilitators_page_is_obeyed(room: Room, role: Role) -> None:
    """Whatever a phone or the wall sends, the sentence says whose it is to do, and no row changes."""
    seat, neighbour = room.seat(role), room.seat()
    async with await opened(room, seat) as tab:
        before = room.rows(*TABLES)
        for what, fields in ASKED.items():
            if role is Role.PARTICIPANT and what in THEIRS:
                continue
            said = {k: neighbour.id if v == "SEAT" else v for k, v in fields.items()}
            told = await tab.answer("room", {"type": what, **said})
            assert told["type"] == "refused", (what, told)
            alone = what in THEIRS
            assert told["message"].startswith("This page does" if alone else "Only the facilitator can"), what
        assert room.rows(*TABLES) == before
    assert room.server.healthy()


@pytest.mark.parametrize("what", sorted(what for what, fields in ASKED.items() if fields))
async def test_nonsense_in_any_field_is_refused_with_a_sentence(room: Room, what: str) -> None:
    """The console is a browser too: nothing is guessed, nothing breaks, nothing changes."""
    leader, person = room.seat(Role.FACILITATOR), room.seat()
    room.put_in(Phase.OPEN, "idea")
    async with await opened(room, leader) as console, await opened(room, person) as phone:
        await console.answer("room", {"type": "go", "step": "first"})
        tab = phone if what in THEIRS else console
        before = room.rows(*TABLES)
        fields = {k: person.id if v == "SEAT" else v for k, v in ASKED[what].items()}
        for field in fields:
            for nonsense in NONSENSE:
                if allowed(what, field, nonsense):
                    continue
                told = await tab.answer("room", {"type": what, **fields, field: nonsense})
                assert told["type"] == "refused", (field, str(nonsense)[:40], told)
                assert told["message"].endswith("."), told
        assert room.rows(*TABLES) == before, what
    assert room.server.healthy()


def allowed(what: str, field: str, value: Any) -> bool:
    short_words = (what, field) in WORDS and isinstance(value, str) and len(value) < 10
    return short_words or any(value is one or value == one != 1 for one in MAY_BE.get((what, field), ()))


async def test_nobody_takes_the_pen_of_a_group_she_is_not_in(room: Room) -> None:
    """A page names a grouping, never a group; and only who is in one writes for it."""
    leader, ana, ben, cy = room.seat(Role.FACILITATOR), room.seat(), room.seat(), room.seat()
    async with await opened(room, leader) as console, await opened(room, cy) as stranger:
        await console.answer("room", {"type": "make groups", "grouping": "group", "how": "random"})
        told = await console.answer("room", {"type": "groups"})
        [group] = told["value"]["group"]
        for person in (ana, ben, cy):
            to = group["id"] if person is not cy else ""
            where = {"grouping": "group", "group": to}
            await console.answer("room", {"type": "move", "person": person.id, **where})
        before = room.rows(*TABLES)
        refused = await stranger.answer("room", {"type": "pen", "grouping": "group", "group": group["id"]})
        assert refused["message"].startswith("You have no group yet")
        assert room.rows(*TABLES) == before


async def test_whoever_is_taken_out_is_hung_up_on_and_not_let_in_again(room: Room) -> None:
    """With the page that is open, with another tab, and with the old cookie; until she is let in again."""
    leader, ana, ben = room.seat(Role.FACILITATOR), room.seat(), room.seat(name="Ben")
    async with await opened(room, leader) as console, await opened(room, ben) as neighbour:
        async with await opened(room, ana) as tab:
            assert (await tab.put("signed", "here"))["type"] == "saved"
            assert (await console.answer("room", {"type": "remove", "person": ana.id}))["type"] == "done"
            await until(lambda: tab.closed, "the end of her connection")
        for _ in range(3):
            with pytest.raises(HTTPClientError) as error:
                await room.browser(ana).channels(ana.id)
            assert error.value.code in (403, 404)
        assert (await neighbour.put("signed", "still here"))["type"] == "saved"
        assert not neighbour.closed
        assert (await console.answer("room", {"type": "bring back", "name": ana.name}))["type"] == "done"
        async with await opened(room, ana) as again:
            assert (await again.states())["signed"]["mine"] == {"answer": "here"}


async def test_words_typed_while_a_step_is_closed_arrive_when_it_opens(room: Room) -> None:
    """The same operation, sent again: refused for later, then kept, once."""
    leader, ana = room.seat(Role.FACILITATOR), room.seat()
    async with await opened(room, leader) as console, await opened(room, ana) as tab:
        op = str(uuid.uuid4())
        for phase, paused in (("locked", False), ("open", True)):
            await console.answer("room", {"type": "pause", "paused": paused})
            await console.answer("room", {"type": "phase", "activity": "idea", "phase": phase})
            told = await tab.put("idea", "typed meanwhile", op=op)
            assert (told["type"], told["later"]) == ("refused", True)
            assert "Your words are still in the box" in told["message"]
        await console.answer("room", {"type": "pause", "paused": False})
        revisions = [(await tab.put("idea", "typed meanwhile", op=op))["revision"] for _ in range(2)]
        assert revisions == [1, 1]


async def test_the_id_of_ones_group_opens_nothing(room: Room) -> None:
    """A group is a seat that nobody sits on: its people are told its id, and no cookie can hold it."""
    leader, ana, _ = room.seat(Role.FACILITATOR), room.seat(), room.seat()
    browser = room.browser(ana)
    moves = (
        {"type": "make groups", "grouping": "team", "how": "random", "size": 2},
        {"type": "move", "person": ana.id, "grouping": "team", "group": "new"},
    )
    async with await opened(room, leader) as console, await opened(room, ana) as tab:
        told = lambda: [u["places"]["team"]["id"] for u in tab.updates("room") if "places" in u]  # noqa: E731
        for number, move in enumerate(moves, 1):
            assert (await console.answer("room", move))["type"] == "done"
            await until(lambda number=number: len(told()) == number, "her place")
        before = room.rows(*TABLES)
        for group in told():  # one she was in, and the one she is in
            with pytest.raises(HTTPClientError) as error:
                await browser.channels(group)
            assert error.value.code == 403
            assert (await Polling(browser, group).post("[]")).code == 403
            assert (await Polling(browser, group).fetch()).code == 403
            for asked in ({"type": "move", "person": ana.id}, {"type": "rename group", "name": "Owls"}):
                answer = await tab.answer("room", {"grouping": "team", "group": group, **asked})
                assert answer["message"].startswith("Only the facilitator can")
        assert room.rows(*TABLES) == before
        assert len(set(told())) == 2


async def test_a_double_click_on_enter_enters_once(room: Room) -> None:
    """The reply carries the number both times."""
    leader = room.seat(Role.FACILITATOR)
    async with await opened(room, leader) as console:
        asked = {"type": "enter", "activity": "idea", "text": "one\ntwo", "op": str(uuid.uuid4())}
        for _ in range(2):
            told = await console.answer("room", asked)
            assert (told["type"], told["value"], told["op"]) == ("done", 2, asked["op"])
        assert len(room.rows("entry")["entry"]) == 2
