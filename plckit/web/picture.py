"""`/console/KT7M/picture/trust.svg`: what the room sees of an activity, as a file to print or to paste.

vl-convert draws it in a process of its own, so that the server stays small and quick: one picture after the
other, since a laptop has few cores and the room needs them.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.activities.registry import kinds
from plckit.domain.sessions import Phase, Session
from plckit.errors import Refused
from plckit.seats.looking import NO_PICTURE
from plckit.seats.room import Room
from plckit.sessions.summarising import group_view
from plckit.store.transaction import Transaction
from plckit.web.workbook import CODE, Console

SECONDS = 30.0
one_at_a_time = asyncio.Semaphore(1)

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


class Picture(Console):
    """The group's picture of one activity; only whoever leads the session may fetch it."""

    @allow_unauthenticated
    async def get(self, code: str, activity: str, ending: str) -> None:
        """Send the picture as a file."""
        session = await self.session(code)
        if not await self.leads(session):
            raise HTTPError(403, reason="Only a facilitator can fetch pictures. Open the console first.")
        live = self.hub.rooms.get(session.id)
        seen = await self.asked(self.store.read(_seen, session, activity, live))
        drawn = await draw(seen | {"format": ending})
        self.set_header("Content-Type", TYPES[ending])
        self.set_header("Content-Disposition", f'attachment; filename="{session.code}-{activity}.{ending}"')
        self.finish(drawn)


def _seen(tx: Transaction, session: Session, activity: str, live: Room | None) -> dict[str, Any]:
    """Return the figure and the rows the room sees now; raise Refused where it sees no picture.

    While the room is *live*, an answer that waits there for others waits here too.
    """
    page = tx.sessions.page(session.page)
    spec = page.activity(activity) if page else None
    if spec is None or spec.figure is None:
        raise Refused("This activity has words and no picture. Print the page instead.")
    if live:
        group = live.groups.get(activity, NO_PICTURE)
    else:
        phase = tx.sessions.phases(session.id).get(activity, Phase.WAITING)
        group = group_view(tx, kinds(), session, spec, phase, page)
    shown = group if spec.charted else group.get("picture", {})
    if "rows" not in shown:
        raise Refused(f"There is no picture yet. {shown.get('wait') or group.get('hidden', '')}")
    return {"figure": spec.figure, "rows": shown["rows"]}


async def draw(asked: dict[str, Any]) -> bytes:
    """Return the picture, once those that were asked for before are drawn."""
    try:
        async with asyncio.timeout(SECONDS), one_at_a_time:
            return await _drawn(asked)
    except TimeoutError:
        raise HTTPError(503, reason="Too many pictures at once. Wait a moment and try again.") from None


async def _drawn(asked: dict[str, Any]) -> bytes:
    command = (sys.executable, "-m", "plckit.charts.paper")
    pipe = asyncio.subprocess.PIPE
    maker = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    try:
        drawn, _ = await maker.communicate(json.dumps(asked).encode())
    finally:
        if maker.returncode is None:
            maker.kill()
            await maker.wait()
    if maker.returncode:
        raise HTTPError(
            500, reason="The picture could not be drawn. The table on the page has the same numbers."
        )
    return drawn


routes = [(rf"/console/{CODE}/picture/([a-z0-9-]+)\.(svg|png)", Picture)]
