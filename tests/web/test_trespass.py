"""A browser may reach its own seat and nothing else: a raw client attacks a running server's channels."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from raw_client import Browser
from running_server import Room
from tornado.httpclient import HTTPClientError
from tornado.web import create_signed_value

from plckit.domain.people import Role
from plckit.domain.sessions import Phase
from plckit.sessions import facilitating
from plckit.testing import utc_now
from plckit.web.identity import cookie_name

MILLION = "x" * 1_000_000


async def refused(browser: Browser, kernel: str, **headers: str) -> int:
    """Return the status with which a server refuses the channels of a kernel."""
    with pytest.raises(HTTPClientError) as error:
        async with await browser.channels(kernel, **headers):
            pass
    return int(error.value.code)


# Whose channels


async def test_the_channels_of_another_seat_are_refused(room: Room) -> None:
    """Whoever learns a neighbour's kernel id must not become that neighbour."""
    mine, theirs = room.seat(), room.seat()
    with room.untouched(f"/api/kernels/{theirs.id}/channels"):
        assert await refused(room.browser(mine), theirs.id) == 403


async def test_the_channels_of_a_made_up_seat_are_refused(room: Room) -> None:
    """Stock Voilà and Jupyter answer for any kernel there is; here there is only one's own."""
    made_up, browser = str(uuid.uuid4()), room.browser(room.seat())
    with room.untouched(f"/api/kernels/{made_up}/channels"):
        assert await refused(browser, made_up) == 403


async def test_channels_without_a_cookie_are_refused(room: Room) -> None:
    """A kernel id is written in the page; it is a name, not a key."""
    seat = room.seat()
    with room.untouched(f"/api/kernels/{seat.id}/channels"):
        assert await refused(room.server.browser(), seat.id) == 403


@pytest.mark.parametrize(
    "forgery", ["another secret", "another signature", "unsigned", "another name", "rubbish"]
)
async def test_a_forged_cookie_opens_nothing(room: Room, forgery: str) -> None:
    """Only what this server signed, for exactly this purpose, counts."""
    seat, browser = room.seat(), room.server.browser()
    name = cookie_name(seat.session, seat.role)
    secret = room.server.data.secret("cookies")
    signed = create_signed_value(secret, name, seat.id).decode()
    browser.cookies[name] = {
        "another secret": create_signed_value("a secret of another server", name, seat.id).decode(),
        "another signature": signed[:-1] + ("0" if signed[-1] != "0" else "1"),
        "unsigned": seat.id,
        "another name": create_signed_value(secret, "place", seat.id).decode(),
        "rubbish": "2|1:0|10:99999999999|\udcff".encode("utf-8", "replace").decode(),
    }[forgery]
    with room.untouched(f"/api/kernels/{seat.id}/channels"):
        assert await refused(browser, seat.id) == 403


async def test_a_signed_cookie_for_a_seat_that_is_not_stored_opens_nothing(room: Room) -> None:
    """A cookie that outlived its database must not become a seat by itself."""
    gone = room.seat()
    ghost = type(gone)(str(uuid.uuid4()), gone.session, gone.role, gone.name, "gone")
    with room.untouched(f"Refused the channels of seat {ghost.id}"):
        assert await refused(room.browser(ghost), ghost.id) in (403, 404)


@pytest.mark.parametrize("kernel", ["..", "x", "%2e%2e", "0" * 36, "a-b-c-d-e", "a-b-c-d-e%00"])
async def test_an_address_that_is_no_kernel_is_refused(room: Room, kernel: str) -> None:
    """Whatever stands where the id should stand, nothing breaks."""
    browser = room.browser(room.seat())
    with room.untouched("Refused GET /"):
        assert await refused(browser, kernel) in (403, 404)


async def test_channels_asked_for_by_another_site_are_refused(room: Room) -> None:
    """A page elsewhere that a participant has open must not speak with her cookie."""
    seat = room.seat()
    with room.untouched("Blocking Cross Origin WebSocket Attempt"):
        assert await refused(room.browser(seat), seat.id, Origin="http://evil.example") == 403


async def test_channels_of_ones_own_seat_open(room: Room) -> None:
    """The refusals above would all hold on a server that refuses everybody."""
    seat = room.seat()
    origin = room.server.address
    async with await room.browser(seat).channels(seat.id, Origin=origin) as tab:
        assert (await tab.put("idea", "mine"))["type"] == "saved"


# What one's own channels may ask for


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "go", "step": "second"},
        {"type": "phase", "activity": "idea", "phase": "revealed"},
        {"type": "phase", "activity": "idea", "phase": "waiting"},
        {"type": "close"},
    ],
    ids=["go", "reveal", "take away", "close"],
)
@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR])
async def test_only_the_facilitators_seat_leads(room: Room, role: Role, asked: dict[str, Any]) -> None:
    """Everybody's page speaks the same protocol, so the server must look at who speaks."""
    seat = room.seat(role)
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched(f"Refused '{asked['type']}' from seat {seat.id}: Only the facilitator can"):
            for comm in ("room", "idea"):
                told = await tab.answer(comm, asked)
                assert (told["type"], told["later"]) == ("refused", False)
                assert told["message"].startswith("Only the facilitator can")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROJECTOR])
async def test_a_console_and_a_projector_cannot_answer(room: Room, role: Role) -> None:
    """Answers come from people, one each; a facilitator who takes part joins like everybody else."""
    seat = room.seat(role)
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched(f"Refused 'put' from seat {seat.id}"):
            assert (await tab.put("idea", "from the front"))["type"] == "refused"


async def test_a_locked_and_a_waiting_activity_take_nothing(room: Room) -> None:
    """What the room has begun to look at no longer changes; the words wait in the box."""
    seat = room.seat()
    room.put_in(Phase.LOCKED, "idea")
    room.put_in(Phase.WAITING, "signed")
    room.put_in(Phase.REVEALED, "multi-select")
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched("is not open, so this was not saved"):
            for activity, value in (("idea", "late"), ("signed", "early"), ("multi-select", ["none"])):
                told = await tab.put(activity, value)
                assert (told["type"], told["later"]) == ("refused", True), activity
                assert told["message"].endswith("so this was not saved. Your words are still in the box.")


async def test_a_closed_session_takes_nothing(room: Room) -> None:
    """The end is the end, for pages that were open as well."""
    seat, lead = room.seat(), room.seat(Role.FACILITATOR)
    async with await room.browser(seat).channels(seat.id) as tab:
        room.store.write(facilitating.close, lead, utc_now()).result()
        with room.untouched("is not open"):
            assert (await tab.put("idea", "after the end"))["type"] == "refused"


@pytest.mark.parametrize(
    "activity", ["no-such-activity", "", "room", "control", "\ud800", "x" * 100_000, "idea\0"]
)
async def test_an_activity_that_is_not_in_the_workbook_takes_nothing(room: Room, activity: str) -> None:
    """Entries of nowhere would fill the database and show up nowhere."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched(f"Refused 'put' from seat {seat.id}: This workbook has no activity"):
            await tab.say(activity, {"type": "put", "op": str(uuid.uuid4()), "entry": "answer", "value": "x"})
            await tab.rest()


async def test_an_entry_belongs_to_whoever_wrote_it(room: Room) -> None:
    """An entry's id is no address of somebody else's words: from another seat it is another entry."""
    zoe, li = room.seat(), room.seat()
    note = "note-of-zoe"
    async with (
        await room.browser(zoe).channels(zoe.id) as hers,
        await room.browser(li).channels(li.id) as his,
    ):
        assert (await hers.put("wall", {"text": "hers", "sort": "need"}, entry=note))["type"] == "saved"
        assert (await his.put("wall", {"text": "his", "sort": "hard"}, entry=note))["type"] == "saved"
        assert (await his.put("wall", None, entry=note))["type"] == "saved"
        assert (await hers.states())["wall"]["mine"] == {note: {"text": "hers", "sort": "need"}}
        assert (await his.states())["wall"]["mine"] == {}


async def test_an_operation_of_somebody_else_stores_nothing_and_tells_nothing(room: Room) -> None:
    """An operation id is remembered for the session; knowing one brings nobody's words or receipt."""
    zoe, li = room.seat(), room.seat()
    op = str(uuid.uuid4())
    async with (
        await room.browser(zoe).channels(zoe.id) as hers,
        await room.browser(li).channels(li.id) as his,
    ):
        assert (await hers.put("diary", "private words", op=op))["type"] == "saved"
        with room.untouched(f"Refused 'put' from seat {li.id}: This operation was used before"):
            told = await his.put("diary", "other words", op=op)
        assert told["type"] == "refused"
        assert "private words" not in json.dumps(told)


VALUES = {
    "words for a choice": ("choice", "green"),
    "a number for words": ("idea", 5),
    "a list for words": ("idea", ["x"]),
    "a list for a choice": ("choice", ["listen"]),
    "a dict for ticks": ("multi-select", {"none": True}),
    "words for a level": ("ready", "maybe"),
    "a million characters": ("idea", MILLION),
    "a million ticks": ("multi-select", ["none"] * 100_000),
    "a name for a number": ("diary", {"text": MILLION}),
}


@pytest.mark.parametrize("case", VALUES)
async def test_a_value_of_the_wrong_type_or_size_is_refused(room: Room, case: str) -> None:
    """The browser is not trusted: each kind looks, and long words stop before the disk."""
    activity, value = VALUES[case]
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched(f"Refused 'put' from seat {seat.id}"):
            told = await tab.put(activity, value)
            assert told["type"] == "refused"
            assert len(told["message"]) < 300


@pytest.mark.parametrize("op", ["", "x", 5, [], {"a": 1}, True, "x" * 100_000, None, "\ud800"], ids=repr)
async def test_an_answer_without_an_operation_number_is_refused(room: Room, op: Any) -> None:
    """Without a number an answer that is sent again would be stored again."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched(f"Refused 'put' from seat {seat.id}: This answer carries no operation number"):
            await tab.say("idea", {"type": "put", "op": op, "entry": "answer", "value": "x"})
            await tab.rest()


@pytest.mark.parametrize("entry", ["", "other", 5, None, ["answer"], {"a": 1}, "x" * 65, "\ud800"], ids=repr)
async def test_an_entry_that_cannot_be_is_refused(room: Room, entry: Any) -> None:
    """One answer a person means one entry a person, whatever it is called."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        with room.untouched(f"Refused 'put' from seat {seat.id}"):
            asked = {"type": "put", "op": str(uuid.uuid4()), "entry": entry, "value": "x"}
            await tab.say("idea", asked)
            await tab.rest()
