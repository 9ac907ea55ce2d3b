"""`/built-on`: the documents this kit is built on, point by point, and which steps take each of them up.

Made of the catalogue and the compiled workbooks; for everybody, so nothing of a session may stand here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated

from plckit.domain.catalogue import DOCUMENTS, groups, points, taken_up
from plckit.domain.workbooks import Page
from plckit.pages.folder import Workbooks
from plckit.web.base import PageHandler


class BuiltOn(PageHandler):
    """What this kit is built on."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show it with the workbooks that are compiled: no visit of anybody's starts a kernel."""
        workbooks: Workbooks = self.settings["workbooks"]
        pages = await asyncio.to_thread(workbooks.ready)
        missing = [workbooks.title(name) for name in workbooks.names() if name not in pages]
        self.finish(self.page("built_on.html", missing=missing, **told(pages)))


def told(pages: Mapping[str, Page]) -> dict[str, Any]:
    """Return what the page shows: each document with its groups of (point, where it is taken up)."""
    found = taken_up(pages)
    where = {
        point: [(pages[name].title, steps(numbers)) for name, numbers in books.items()]
        for point, books in found.items()
    }
    documents = [
        (
            document,
            {
                name: [(one, where.get(one.id, [])) for one in group]
                for name, group in groups(document).items()
            },
        )
        for document in DOCUMENTS
    ]
    return {"documents": documents, "points": len(points()), "taken": len(found)}


def steps(numbers: Sequence[int]) -> str:
    """Return “step 3”, “steps 3 and 4” or “steps 3, 4 and 7”."""
    *most, last = map(str, numbers)
    return f"steps {', '.join(most)} and {last}" if most else f"step {last}"


routes = [(r"/built-on", BuiltOn)]
