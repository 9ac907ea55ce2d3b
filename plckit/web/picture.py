"""`/console/KT7M/picture/trust.svg`: what the room sees of an activity, as a file to print or to paste.

vl-convert draws it in a process of its own, so that the server stays small and quick.
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
from plckit.sessions.summarising import group_view
from plckit.store.transaction import Transaction
from plckit.web.workbook import CODE, Console

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


class Picture(Console):
    """The group's picture of one activity; only whoever leads the session may fetch it."""

    @allow_unauthenticated
    async def get(self, code: str, activity: str, ending: str) -> None:
        """Send the picture as a file."""
        session = await self.session(code)
        if not await self.leads(session):
            raise HTTPError(403, reason="Only a facilitator can fetch pictures. Open the console first.")
        drawn = await _draw(await self.asked(self.store.read(_seen, session, activity)) | {"format": ending})
        self.set_header("Content-Type", TYPES[ending])
        self.set_header("Content-Disposition", f'attachment; filename="{session.code}-{activity}.{ending}"')
        self.finish(drawn)


def _seen(tx: Transaction, session: Session, activity: str) -> dict[str, Any]:
    """Return the figure and the rows the room may see now; raise Refused where it sees no picture."""
    page = tx.sessions.page(session.page)
    spec = page.activity(activity) if page else None
    if spec is None or spec.figure is None:
        raise Refused("This activity has words and no picture. Print the page instead.")
    phase = tx.sessions.phases(session.id).get(activity, Phase.WAITING)
    group = group_view(tx, kinds(), session, spec, phase)
    if "rows" not in group:
        raise Refused(f"There is no picture yet. {group['hidden']}")
    return {"figure": spec.figure, "rows": group["rows"]}


async def _draw(asked: dict[str, Any]) -> bytes:
    command = (sys.executable, "-m", "plckit.charts.paper")
    pipe = asyncio.subprocess.PIPE
    maker = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    try:
        drawn, _ = await maker.communicate(json.dumps(asked).encode())
    finally:
        if maker.returncode is None:
            maker.kill()
    if maker.returncode:
        raise HTTPError(
            500, reason="The picture could not be drawn. The table on the page has the same numbers."
        )
    return drawn


routes = [(rf"/console/{CODE}/picture/([a-z0-9-]+)\.(svg|png)", Picture)]
