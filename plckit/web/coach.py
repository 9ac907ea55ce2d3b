"""`/coach`: every community; `/coach/<name>`: the year of one; `.ics`: what is due, as a calendar.

Only what its room has seen is on these pages, and only whoever has signed in may see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode

from jupyter_server.auth.decorator import allow_unauthenticated

from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.datasets import in_words
from plckit.domain.due import Due
from plckit.domain.year import BOOKS, TERMS, UNSEEN, Book, Next, Slot, maker_of
from plckit.pages.folder import Workbooks
from plckit.sessions import following
from plckit.sessions.clock import local_day, utc_now
from plckit.sessions.following import Followed, Meeting
from plckit.sessions.waves import Time, between_schools
from plckit.web.base import PageHandler
from plckit.web.calendar_file import calendar_file, file_name

NAME = r"([^/]{1,1000})"
ALL = "What is due"
MOST_DUE, DAYS_PASSED = 4, 21


@dataclass(frozen=True)
class Place:
    """One place of the plan as a page shows it: its workbook, and the meeting that took it."""

    slot: Slot
    book: Book
    meeting: Meeting | None
    unseen: bool


@dataclass(frozen=True)
class Ahead:
    """A meeting to hold: its workbook, why, what it lacks, which workbook makes that, where to plan it."""

    book: Book
    why: str
    lacks: str
    maker: str
    plan: str


@dataclass(frozen=True)
class WhatIsDue:
    """What is due in a community, on a day: to come, in no certain time, passed lately, and before that."""

    coming: list[Due]
    open: list[Due]
    lately: list[Due]
    before: list[Due]

    @property
    def dated(self) -> bool:
        """Whether a calendar would have anything."""
        return bool(self.coming or self.lately or self.before)

    @property
    def first(self) -> list[Due]:
        """The few that stand on the page of all communities: the next ones, or else the latest."""
        return [*self.coming, *self.open][:MOST_DUE] or self.lately[:1]

    @property
    def more(self) -> int:
        """How many of those to come are not among them."""
        return max(0, len(self.coming) + len(self.open) - MOST_DUE)

    @property
    def passed(self) -> int:
        """How many of those that passed lately are not among them."""
        return len([one for one in self.lately if one not in self.first])


class Following(PageHandler):
    """What these pages share."""

    def own_page(self, template: str, **values: Any) -> str:
        """Return one of these pages as HTML."""
        words = {"in_words": in_words, "address": address, "quoted": _quoted, "books": BOOKS}
        more = {
            "xsrf": self.xsrf_form_html(),
            "ahead": self.ahead,
            "soon": _due,
            "today": local_day(utc_now()),
        }
        return self.page(template, **words, **more, **values)

    def ahead(self, one: Followed) -> list[Ahead]:
        """Return the meetings that a community may hold next."""
        workbooks: Workbooks = self.settings["workbooks"]
        here = workbooks.names()
        return [_ahead(one.name, each, here) for each in one.next]


class Communities(Following):
    """`/coach`: all communities, by school."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show them."""
        self.must_be_facilitator()
        found = await self.asked(self.store.read(following.communities, self.hub.kinds))
        schools = [(name, list(own)) for name, own in groupby(found, key=lambda one: one.school)]
        several = len(schools) > 1
        reviews = [(one, _beside(one.waves.times, several)) for one in found if one.waves.times]
        self.finish(self.own_page("coach.html", schools=schools, several=several, reviews=reviews))

    @allow_unauthenticated
    async def post(self) -> None:
        """Keep the school of a community."""
        self.must_be_facilitator()
        name = self.form("community")
        await self.asked(self.store.read(following.community, self.hub.kinds, name))
        await self.asked(self.store.write(following.set_school, name, self.form("school")))
        self.redirect(f"{address(name)}?saved=1")


class OneYear(Following):
    """`/coach/<name>`: the year of one community."""

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """Show it."""
        self.must_be_facilitator()
        one = await self.asked(self.store.read(following.community, self.hub.kinds, name))
        saved = bool(self.get_query_argument("saved", ""))
        terms, besides = _terms(one)
        told = {"terms": terms, "besides": besides, "due": _due(one), "saved": saved}
        self.finish(self.own_page("coach_year.html", one=one, **told))


class CalendarOfAll(PageHandler):
    """`/coach.ics`: what is due in every community."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Send the file."""
        self.must_be_facilitator()
        self.send(ALL, await self.asked(self.store.read(following.communities, self.hub.kinds)))

    def send(self, title: str, found: Iterable[Followed]) -> None:
        """Send what is due in these communities."""
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{file_name(title)}"')
        self.finish(calendar_file(title, [(one.name, due) for one in found for due in one.due], utc_now()))


class CalendarOfOne(CalendarOfAll):
    """`/coach/<name>.ics`: what is due in one community."""

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """Send the file."""
        self.must_be_facilitator()
        one = await self.asked(self.store.read(following.community, self.hub.kinds, name))
        self.send(name, [one])


def address(name: str) -> str:
    """Return the path of a community's year; a dot in its name is not the one of “.ics”."""
    return f"/coach/{_quoted(name).replace('.', '%2E')}"


def _due(one: Followed) -> WhatIsDue:
    """Return what is due in a community as it stands today."""
    today = local_day(utc_now())
    since = (date.fromisoformat(today) - timedelta(days=DAYS_PASSED)).isoformat()
    passed = [due for due in reversed(one.due) if due.day and due.day < today]
    return WhatIsDue(
        coming=[due for due in one.due if due.day >= today],
        open=[due for due in one.due if not due.day],
        lately=[due for due in passed if due.day >= since],
        before=[due for due in passed if due.day < since],
    )


def _quoted(name: str) -> str:
    return quote(name, safe="")


def _ahead(community: str, one: Next, here: Sequence[str]) -> Ahead:
    """Return a meeting to hold with a way to plan it, if its notebook is *here*."""
    book = BOOKS[one.book]
    form = urlencode({"workbook": book.stem, "community": community})
    lacks = artefact_type(one.lacks).title.lower() if one.lacks else ""
    maker = maker_of(one.lacks).number if one.lacks else ""
    return Ahead(book, one.why, lacks, maker, f"/?{form}" if book.stem in here else "")


def _beside(times: Sequence[Time], several: bool) -> Time:
    """Return the latest review as it may stand beside others', of other schools where there are *several*."""
    return between_schools(times[-1]) if several else times[-1]


def _terms(one: Followed) -> tuple[list[list[Place]], list[Meeting]]:
    """Return the plan's terms with the meetings that took their places, and the meetings held besides."""
    free = [meeting for meeting in one.meetings if meeting.held]
    terms: list[list[Place]] = [[] for _ in TERMS]
    for slot in one.year.slots:
        took = next((m for m in free if (m.book, m.day) == (slot.book, slot.day)), None)
        if took:
            free.remove(took)
        terms[slot.term - 1].append(Place(slot, BOOKS[slot.book], took, slot.book in UNSEEN))
    return terms, free


routes = [
    (r"/coach", Communities),
    (r"/coach\.ics", CalendarOfAll),
    (rf"/coach/{NAME}\.ics", CalendarOfOne),
    (rf"/coach/{NAME}", OneYear),
]
