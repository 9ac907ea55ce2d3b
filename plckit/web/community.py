"""`/community/<name>`: what a community's workbooks left behind, worded anew, saved to a file and read in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from textwrap import shorten
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated

from plckit.domain.artefact_dictionary import artefact_type
from plckit.domain.artefact_types import ArtefactType, Field, Form
from plckit.domain.artefacts import Artefact, current
from plckit.domain.datasets import in_words
from plckit.errors import BadValue, NotFound, PlckitError
from plckit.sessions import artefacts, passing_on
from plckit.sessions.clock import local_day, utc_now
from plckit.store.transaction import Transaction
from plckit.web.addresses import community_address
from plckit.web.base import PageHandler
from plckit.web.uploads import Upload

EMPTY_ROWS = 3
MOST_ABOUT = 80
MOST_BYTES = passing_on.LARGEST + 10_000  # the file, and what a browser sends around it


class Community(PageHandler):
    """What a community keeps, each sort as a card."""

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """Show it."""
        self.must_be_facilitator()
        await self.show(name, read=self.read_before())

    def read_before(self) -> tuple[int, int] | None:
        """Return how many versions of a file were new and how many were here, where one was just read."""
        told = [self.get_query_argument(which, "") for which in ("new", "known")]
        ours = all(one.isascii() and one.isdecimal() and len(one) < 6 for one in told)
        return (int(told[0]), int(told[1])) if ours else None

    async def show(self, name: str, **values: Any) -> None:
        """Show the page, with a problem where there is one."""
        told = await self.asked(self.store.read(_kept, name))
        self.finish(self.own_page("community.html", name, **told, **values))

    def own_page(self, template: str, name: str, **values: Any) -> str:
        """Return one of these pages as HTML."""
        token = {"xsrf": self.xsrf_form_html(), "xsrf_token": self.xsrf_token.decode()}
        address = community_address(name)
        days = {"in_words": in_words, "local_day": local_day}
        return self.page(template, community=name, address=address, **days, **token, **values)


class Version(Community):
    """One version of an artefact."""

    @allow_unauthenticated
    async def get(self, name: str, artefact: str, number: str) -> None:
        """Show it."""
        self.must_be_facilitator()
        told = await self.asked(self.store.read(_version, name, artefact, int(number)))
        self.finish(self.own_page("community_version.html", name, one=told))


class Revise(Community):
    """Other words for an artefact: a form that needs no script."""

    @allow_unauthenticated
    async def get(self, name: str, artefact: str) -> None:
        """Show the form with the latest words."""
        self.must_be_facilitator()
        last = (await self.asked(self.store.read(artefacts.history, name, artefact)))[0]
        self.form_of(last, current(last))

    @allow_unauthenticated
    async def post(self, name: str, artefact: str) -> None:
        """Keep the next version; what is refused stays in the form."""
        self.must_be_facilitator()
        last = (await self.asked(self.store.read(artefacts.history, name, artefact)))[0]
        given = typed(artefact_type(last.kind), self.form)
        based = self.form("based")
        number = int(based) if based.isascii() and based.isdecimal() and len(based) < 6 else 0
        try:
            job = self.store.write(artefacts.revise, name, artefact, number, given, utc_now())
            made = await self.asked(job)
        except BadValue as error:
            self.set_status(error.status)
            last = (await self.asked(self.store.read(artefacts.history, name, artefact)))[0]
            self.form_of(last, current(last) | given, problem=str(error), meanwhile=last.version != number)
            return
        self.redirect(f"{community_address(name)}#{made.kind}")

    def form_of(self, last: Artefact, content: Mapping[str, Any], **values: Any) -> None:
        """Show the form with words for each field."""
        kind = artefact_type(last.kind)
        fields = [_boxes(one, content.get(one.key)) for one in kind.fields]
        told = {"kind": kind, "last": last, "fields": fields, **values}
        self.finish(self.own_page("community_revise.html", last.community, **told))


class Save(Community):
    """All that may leave the team, or one artefact of it, as a file."""

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """Send the file."""
        self.must_be_facilitator()
        only = self.get_query_argument("only", "")
        text = await self.asked(self.store.read(_file, name, only))
        self.set_header("Content-Type", "application/json; charset=utf-8")
        file = passing_on.file_name(name)
        self.set_header("Content-Disposition", f'attachment; filename="{file}"')
        self.finish(text)


class Read(Upload, Community):
    """A file that another plckit wrote comes in."""

    most_bytes, most_read = MOST_BYTES, 20 * MOST_BYTES
    too_large = f"{passing_on.REFUSED}: it is too large; {passing_on.LARGEST // 10**6} MB is the most."

    async def may_send(self) -> None:
        """Take files from whoever has signed in."""
        self.must_be_facilitator()

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """Lead back to where the form is."""
        self.must_be_facilitator()
        self.redirect(community_address(name))

    @allow_unauthenticated
    async def post(self, name: str) -> None:
        """Keep what the community does not have yet, all of it or nothing."""
        try:
            await asyncio.to_thread(self.unpack)
            files = self.request.files.get("file") or []
            if not files or not files[0].body:
                raise BadValue("Choose a file first.")
            found = await asyncio.to_thread(passing_on.from_file, files[0].body, utc_now())
            new = await self.asked(self.store.write(_take_in, name, found))
        except NotFound:
            raise
        except PlckitError as error:
            self.set_status(error.status)
            await self.show(name, problem=str(error))
            return
        self.redirect(f"{community_address(name)}?new={new}&known={len(found) - new}")


def typed(kind: ArtefactType, form: Callable[[str], str]) -> dict[str, Any]:
    """Return what a form holds for each field that people word: {field: value}."""
    return {one.key: _typed(one, form) for one in kind.fields if one.form is not Form.RECORD}


def _typed(one: Field, form: Callable[[str], str]) -> Any:
    if one.form in (Form.TEXT, Form.CHOICE):
        return form(one.key)
    if one.form is Form.TEXTS:
        return [line for line in form(one.key).splitlines() if line.strip()]
    rows = ({key: form(f"{one.key}.{number}.{key}") for key in one.columns} for number in range(one.most))
    return [row for row in rows if any(row.values())]


def _boxes(one: Field, value: Any) -> dict[str, Any]:
    """Return a field of the form with what stands in it; a table ends in a few empty rows."""
    if one.form is Form.ROWS:
        rows = list(value or ())
        value = [*rows, *({} for _ in range(min(EMPTY_ROWS, one.most - len(rows))))]
    elif one.form is Form.TEXTS:
        value = "\n".join(value or ())
    return {"of": one, "value": value or ""}


def _known(tx: Transaction, name: str, found: Iterable[Any]) -> None:
    """Raise NotFound for a community that has neither met here nor keeps anything."""
    if not list(found) and not any(session.community == name for session in tx.sessions.all()):
        raise NotFound("There is no community of that name here. Look on the front door for its name.")


def _kept(tx: Transaction, name: str) -> dict[str, Any]:
    """Return what the page shows of a community."""
    kept = artefacts.kept(tx, name)
    _known(tx, name, kept)
    named: dict[str, str] = {}
    stories = passing_on.for_other_schools(tx.artefacts.versions(name, passing_on.STORY))
    return {"kinds": [_sort(tx, same, named) for same in kept], "stories": bool(stories)}


def _sort(tx: Transaction, same: list[Artefact], named: dict[str, str]) -> dict[str, Any]:
    """Return {"last": the card kept last, "versions": its earlier ones, "others": the last of each other}."""
    last, *rest = same
    others: dict[str, Artefact] = {}
    for one in rest:
        if one.id != last.id:
            others.setdefault(one.id, one)
    return {
        "last": _told(tx, last, named),
        "versions": [_told(tx, one, named) for one in rest if one.id == last.id],
        "others": [_told(tx, one, named) for one in others.values()],
    }


def _version(tx: Transaction, name: str, artefact: str, number: int) -> dict[str, Any]:
    """Return one version as a page shows it; raise NotFound."""
    found = next((one for one in artefacts.history(tx, name, artefact) if one.version == number), None)
    if found is None:
        raise NotFound("There is no such version. Go back to what the community keeps.")
    return _told(tx, found, {}) | {"last": found == artefacts.history(tx, name, artefact)[0]}


def _told(tx: Transaction, one: Artefact, named: dict[str, str]) -> dict[str, Any]:
    """Return an artefact as pages show it; *named* remembers the titles of workbooks."""
    if one.page not in named:
        page = tx.sessions.page(one.page)
        named[one.page] = page.title if page else one.workbook.replace("-", " ").capitalize()
    session = tx.sessions.get(one.session) if one.session else None
    shown = [{"team": field.team, "title": field.title, **said} for field, said in artefacts.parts(one)]
    texts = (said["value"] for said in shown if said["form"] == Form.TEXT and not said["team"])
    line = shorten(next(texts, ""), MOST_ABOUT, placeholder=" …")
    about = {
        "of": one,
        "kind": artefact_type(one.kind),
        "day": local_day(one.at),
        "workbook": named[one.page],
    }
    return {**about, "line": line, "session": session, "fields": shown}


def _file(tx: Transaction, name: str, only: str) -> str:
    """Return the text of a community's file, the oldest first; raise NotFound."""
    if only == passing_on.STORY:
        found = passing_on.for_other_schools(tx.artefacts.versions(name, only))
        return passing_on.as_file(name, reversed(found), tx.communities.schools().get(name, name))
    found = artefacts.history(tx, name, only) if only else tx.artefacts.versions(name)
    _known(tx, name, found)
    return passing_on.as_file(name, reversed(found))


def _take_in(tx: Transaction, name: str, found: list[Artefact]) -> int:
    _known(tx, name, tx.artefacts.versions(name))
    return passing_on.take_in(tx, name, found)


NAME, ID = r"([^/]{1,1000})", r"([0-9a-f-]{36})"
routes = [
    (rf"/community/{NAME}", Community),
    (rf"/community/{NAME}/save", Save),
    (rf"/community/{NAME}/read", Read),
    (rf"/community/{NAME}/{ID}/revise", Revise),
    (rf"/community/{NAME}/{ID}/([0-9]{{1,5}})", Version),
]
