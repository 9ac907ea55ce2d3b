"""`/review/12_periodic_review`: a workbook that two people keep in a file of their own.

The page needs no session and no seat, sets no cookie and takes nothing: what is typed stays in the browser
(`plckit/web/static/review.js`). For a coach who has signed in, `?community=` adds days and counts of what it
has kept, to look at together: they come with the page, nothing goes back.
"""

from __future__ import annotations

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from plckit.activities.state import spec_state
from plckit.domain.datasets import in_words
from plckit.domain.reviews import COUNTS, FORMAT, SEES, VERSION, chosen_by, statuses
from plckit.domain.workbooks import FILE, Page
from plckit.pages.folder import Workbooks
from plckit.sessions import following
from plckit.sessions.following import Followed
from plckit.web.base import POLICY, PageHandler, script_json


class Review(PageHandler):
    """The page of one such workbook."""

    @property
    def content_security_policy(self) -> str:
        """The policy of all pages, and no way to send anything: the browser itself holds to it."""
        return POLICY.replace("connect-src 'self'", "connect-src 'none'").replace(
            "form-action 'self'", "form-action 'none'"
        )

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """Send the page."""
        workbooks: Workbooks = self.settings["workbooks"]
        if workbooks.keeps(name) != FILE:
            raise HTTPError(404, reason="That workbook is for a session. Begin it on the front door.")
        page = await workbooks.page(name)
        modules = self.assets.modules(*_scripts(page))
        told = {"data": _data(page), "modules": modules, "year": await self.year(), "in_words": in_words}
        self.finish(self.page("review.html", page=page, **told))

    async def year(self) -> Followed | None:
        """Return the year of the community that a coach has asked for."""
        community = self.get_query_argument("community", "")
        if not community:
            return None
        self.must_be_facilitator()
        return await self.asked(self.store.read(following.community, self.hub.kinds, community))


def _scripts(page: Page) -> list[str]:
    """Return all that the page ever runs, so that it goes on without a connection."""
    kinds = sorted({spec.kind for spec in page.activities.values()})
    return ["web/static/review.js", *(f"activities/{kind}/view.js" for kind in kinds)]


def _data(page: Page) -> str:
    """Return what the scripts need of the page, safe inside a script element."""
    steps = [
        {"key": step.key, "title": step.title, "minutes": step.minutes, "activities": step.activities}
        for step in page.steps
    ]
    specs = {key: {**spec_state(spec), "sees": SEES} for key, spec in page.activities.items()}
    file = {"format": FORMAT, "version": VERSION, "counts": COUNTS, "edition": page.digest[:12]}
    return script_json(
        {
            "workbook": page.key,
            "title": page.title,
            "steps": steps,
            "specs": specs,
            "chosen": chosen_by(page),
            "statuses": statuses(page),
            "file": file,
        }
    )


routes = [(r"/review/([^/]{1,120})", Review)]
