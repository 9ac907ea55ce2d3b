"""Tabs that leave in the middle, or misbehave, cost nobody an answer."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from running_server import Room

from plckit.domain.sessions import Phase


async def test_what_a_tab_sent_before_it_closed_is_kept(room: Room) -> None:
    """People type, and close the phone: what had arrived is done, though nobody hears the answer."""
    seat = room.seat()
    async with await room.browser(seat).channels(seat.id) as tab:
        for number in range(20):
            put = {"type": "put", "op": f"00000000-0000-4000-8000-{number:012}", "entry": "answer"}
            await tab.say("idea", {**put, "value": f"word {number}"})
    while not room.rows("entry")["entry"] or room.rows("entry")["entry"][0][4] != "word 19":
        await asyncio.sleep(0.02)
    assert len([row for row in room.rows("change")["change"] if row[2] == "entry"]) == 20


async def test_a_tab_that_talks_nonsense_silences_nobody(room: Room) -> None:
    """One broken tab is hung up on; the others hear what the facilitator does."""
    seats = [room.seat(name=f"Person {number}") for number in range(4)]
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(await room.browser(seat).channels(seat.id)) for seat in seats]
        for tab in tabs:
            await tab.states()
        await tabs[0].send_raw("x")
        room.put_in(Phase.LOCKED, "idea")
        for tab in tabs[1:]:
            while {"phase": "locked"} not in [{"phase": s.get("phase")} for s in tab.updates("idea")]:
                await asyncio.sleep(0.02)


async def test_rejoin_words_cannot_be_tried_one_after_the_other(room: Room) -> None:
    """After a few wrong words the next guess waits, a right one too; the sentence says so."""
    room.seat()
    browser = room.server.browser()
    codes = []
    for number in range(6):
        answer = await browser.post(f"/rejoin/{room.code}", {"word": f"blue otter {number}00"})
        codes.append(answer.code)
    assert codes[:3] == [404, 404, 404]
    assert codes[-1] == 429
    assert "Too many wrong words" in answer.body.decode()
