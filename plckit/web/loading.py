"""`/console/KT7M/data/load` and after: a mark book comes in, question by question, to its key.

These pages show names while a file is being read, so they are no screen for the wall. The file and the names
in it are in memory alone (`plckit/web/drafts.py`); the store gets codes.
"""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated

from plckit.data.limits import LARGEST_FILE
from plckit.domain.people import Seat
from plckit.domain.sessions import Session
from plckit.domain.texts import file_stem
from plckit.errors import BadValue, PlckitError
from plckit.sessions import importing
from plckit.sessions.clock import local_day, utc_now
from plckit.web.data import Results
from plckit.web.drafts import Draft
from plckit.web.look import look
from plckit.web.questions import Asked, answer_of, blamed, left_of, plain
from plckit.web.uploads import Upload
from plckit.web.workbook import CODE

MOST_BYTES = LARGEST_FILE + 1024 * 1024  # the file, the key, and what was typed
MOST_READ = 20 * LARGEST_FILE  # a browser shows our sentence only once all it sends was taken
TOO_LARGE = f"This file is too large: {LARGEST_FILE // 2**20} MB is the most. Take out what is no result."
FIELDS = ("title", "purpose", "audience_of", "delete_by")


class Load(Upload, Results):
    """A file comes in."""

    most_bytes, most_read, too_large = MOST_BYTES, MOST_READ, TOO_LARGE

    async def may_send(self) -> None:
        """Take files from whoever leads the session."""
        await self.leader(self.path_args[0])

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Lead back to where the form is."""
        self.redirect(f"/console/{(await self.leader(code))[0].code}/data")

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Read it and go on to the first question."""
        session, seat = await self.leader(code)
        typed: dict[str, str] = {}
        try:
            await asyncio.to_thread(self.unpack)
            typed = {name: self.form(name)[:200] for name in FIELDS}
            draft = await self.draft(session, seat, typed)
        except PlckitError as error:
            await self.refuse(session, error, typed=typed)
            return
        finally:
            self.request.files.clear()
        self.redirect(f"/console/{session.code}/data/{self.drafts.add(draft)}")

    async def draft(self, session: Session, seat: Seat, typed: dict[str, str]) -> Draft:
        """Return the draft of what was sent; raise BadValue or BadFile."""
        from plckit import data

        about = importing.about({**typed, "audience": typed["audience_of"]}, local_day(utc_now()))
        files = self.request.files.get("file") or []
        if not files or not files[0].body:
            raise BadValue("Choose a file first.")
        key = self.request.files.get("key") or []
        old_key = data.Key.from_csv(key[0].body.decode("utf-8-sig", "replace")) if key else None
        book = await asyncio.to_thread(data.read, files[0].body, files[0].filename or "")
        kept = await self.asked(self.store.read(lambda tx: tx.datasets.mappings(session.community)))
        mapping = await asyncio.to_thread(importing.remembered, book, kept)
        draft = Draft(seat.id, about, book, mapping, old_key)
        await asyncio.to_thread(draft.read, {})
        return draft


class Questions(Results):
    """One question after the other, each with its guess and a look at the file."""

    @allow_unauthenticated
    async def get(self, code: str, word: str) -> None:
        """Show the next question or the one asked for; the report where none is left."""
        session, seat = await self.leader(code)
        draft = self.drafts.get(seat, word)
        if draft.book is None:
            self.redirect(f"/console/{session.code}/data/{word}/key")
            return
        at = self.get_query_argument("at", "")
        known = at.isdecimal() and len(at) < 6 and int(at) < len(draft.questions)
        self.step(session, word, draft, draft.questions[int(at)].id if known else "")

    @allow_unauthenticated
    async def post(self, code: str, word: str) -> None:
        """Take one answer, leave the rest as it is, or forget the file."""
        session, seat = await self.leader(code)
        draft = self.drafts.get(seat, word)
        if self.form("forget"):
            self.drafts.remove(word)
            self.redirect(f"/console/{session.code}/data")
            return
        async with draft.turn:
            question = next((one for one in draft.questions if one.id == self.form("question")), None)
            if self.form("rest"):
                draft.rest = True
            elif question is not None and not await self.answer(session, word, draft, question):
                return
        self.redirect(f"/console/{session.code}/data/{word}")

    async def answer(self, session: Session, word: str, draft: Draft, question: Any) -> bool:
        """Take the answer to a question; where it cannot be one, show the question again and say why."""
        answer: Any = None
        try:
            answer = answer_of(question, self.form, self.get_body_arguments("answer"))
            await asyncio.to_thread(draft.read, {**draft.answers, question.id: answer})
        except PlckitError as error:
            self.log_exception(type(error), error, None)
            self.set_status(error.status)
            problems = blamed(question, answer)
            sentence = plain(question, error) if not problems else ""
            self.step(session, word, draft, question.id, sentence, problems, answer)
            return False
        return True

    def step(
        self,
        session: Session,
        word: str,
        draft: Draft,
        wanted: str = "",
        problem: str = "",
        problems: dict[str, str] | None = None,
        answer: Any = None,
    ) -> None:
        """Show a question, or the coverage report to confirm."""
        left = left_of(draft)
        chosen = next((one for one in draft.questions if one.id == wanted), left[0] if left else None)
        told = {
            "word": word,
            "about": draft.about,
            "asked": Asked.of(draft, chosen, answer, problems) if chosen else None,
            "left": len(left),
            "must": sum(one.must for one in left),
            "draft": draft,
            "problem": problem or (draft.stuck and draft.stuck[0].upper() + draft.stuck[1:]),
            "report": draft.made.coverage if draft.made else None,
            "sheets": look(draft.book, chosen) if draft.book else [],
        }
        self.finish(self.own_page("data_question.html" if chosen else "data_report.html", session, **told))


class Confirm(Results):
    """The report is right: keep the results, hand over the key."""

    @allow_unauthenticated
    async def get(self, code: str, word: str) -> None:
        """Lead back to the report."""
        self.redirect(f"/console/{(await self.leader(code))[0].code}/data/{word}")

    @allow_unauthenticated
    async def post(self, code: str, word: str) -> None:
        """Keep coded results, once; the names stay in the draft until the key was fetched."""
        session, seat = await self.leader(code)
        draft = self.drafts.get(seat, word)
        async with draft.turn:
            if draft.made is not None:
                made = draft.made
                try:
                    packed = await asyncio.to_thread(importing.packed, draft.about, made, utc_now())
                    job = self.store.write(importing.confirm, session.community, packed, utc_now())
                    await self.asked(job)
                except PlckitError as error:
                    await self.refuse(session, error)
                    return
                draft.hand_over(made.key.csv())
        self.redirect(f"/console/{session.code}/data/{word}/key")


class KeyPage(Results):
    """The key, handed over once."""

    @allow_unauthenticated
    async def get(self, code: str, word: str) -> None:
        """Say what the key is, or that it was handed over."""
        session, seat = await self.leader(code)
        draft = self.drafts.get(seat, word)
        if draft.book is not None:
            self.redirect(f"/console/{session.code}/data/{word}")
            return
        self.finish(self.own_page("data_key.html", session, word=word, draft=draft))

    @allow_unauthenticated
    async def post(self, code: str, word: str) -> None:
        """Send the key as a file and forget it, or forget it without sending."""
        session, seat = await self.leader(code)
        draft = self.drafts.get(seat, word)
        if self.form("without") or not draft.key:
            if self.form("without"):
                self.drafts.remove(word)
            self.redirect(f"/console/{session.code}/data{'' if self.form('without') else f'/{word}/key'}")
            return
        key, draft.key = draft.key, ""
        self.set_header("Content-Type", "text/csv; charset=utf-8")
        name = f"key-{file_stem(draft.about['title'], 'of-students')}.csv"
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish("\ufeff" + key)


DRAFT = r"([A-Za-z0-9_-]{20,40})"
routes = [
    (rf"/console/{CODE}/data/load", Load),
    (rf"/console/{CODE}/data/{DRAFT}", Questions),
    (rf"/console/{CODE}/data/{DRAFT}/confirm", Confirm),
    (rf"/console/{CODE}/data/{DRAFT}/key", KeyPage),
]
