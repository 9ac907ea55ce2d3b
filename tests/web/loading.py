"""A facilitator's browser that loads a mark book over plain HTTP, form by form."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

from raw_client import Browser
from running_server import Room
from tornado.httpclient import HTTPResponse

from plckit.domain.people import Role
from plckit.domain.sessions import Session

WHY = {
    "title": "Fractions <b>&'\" 李",
    "purpose": "To plan the next lessons",
    "audience_of": "The maths team",
    "delete_by": "2027-07-31",
}
BOOK = (
    "ID,Name,Q1,Q2,Q3\n101,Quillfeather Zoë,1,0,2\n102,Underbough Ana,0,Abs,1\n103,Pettigrove Bo,1,1,0\n"
).encode()
SURNAMES = ("Quillfeather", "Underbough", "Pettigrove")


def form(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return content type and body of a form with files."""
    line = uuid.uuid4().hex
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file, content) in files.items():
        head = f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n")
    return f"multipart/form-data; boundary={line}", b"".join([*parts, f"--{line}--\r\n".encode()])


class Desk:
    """A facilitator at the pages of results; `path` is where the file is that is being loaded."""

    def __init__(self, room: Room, browser: Browser, session: Session) -> None:
        self.room, self.browser, self.session = room, browser, session
        self.list = f"/console/{session.code}/data"
        self.path = ""
        self.seen = 0

    @classmethod
    def of(cls, room: Room) -> Desk:
        """Return a desk of a new facilitator of the room."""
        return cls(room, room.browser(room.seat(Role.FACILITATOR)), room.session)

    async def load(self, content: bytes, name: str = "marks.csv", key: str = "", **more: str) -> HTTPResponse:
        """Send a file as the form does."""
        await self.browser.get("/")
        files = {"file": (name, content)} | ({"key": ("key.csv", key.encode())} if key else {})
        kind, body = form({**WHY, **more}, files)
        address = f"{self.list}/load?_xsrf={self.browser.cookies['_xsrf']}"
        answer = await self.browser.ask(address, "POST", body, **{"Content-Type": kind})
        if answer.code == 302:
            self.path = answer.headers["Location"]
        return answer

    async def page(self, more: str = "") -> str:
        """Return the page where the file is."""
        answer = await self.browser.get(self.path + more)
        assert answer.code == 200, (answer.code, answer.body[:500])
        return answer.body.decode()

    async def answer_all(self, **given: str) -> list[str]:
        """Go on from question to question until none is left; return what was asked."""
        asked: list[str] = []
        while 'name="question"' in (page := await self.page()):
            assert len(asked) < 60, asked
            asked.append(question(page))
            fields = {"rest": "1"} if '<button name="rest"' in page else filled(page) | given
            assert (await self.browser.post(self.path, fields)).code == 302, asked[-1]
        return asked

    async def keep(self) -> str:
        """Confirm, and take the key; return it."""
        kept = await self.browser.post(f"{self.path}/confirm", {})
        assert (kept.code, kept.headers.get("Location")) == (302, f"{self.path}/key"), kept.body[:500]
        key = await self.browser.post(f"{self.path}/key", {})
        assert key.headers["Content-Type"] == "text/csv; charset=utf-8"
        return key.body.decode("utf-8-sig")


def question(page: str) -> str:
    """Return the question on a page."""
    found = re.search(r'<h1 id="question"[^>]*>(.*?)</h1>', page)
    assert found, page[:500]
    return html.unescape(found[1])


def filled(page: str) -> dict[str, Any]:
    """Return what a browser sends of the question's form as it stands; empty days are filled in."""
    body = page[page.index('name="question"') - 200 : page.index('class="row go"')]
    fields: dict[str, Any] = {
        "question": html.unescape(re.findall(r'name="question" value="([^"]*)"', body)[0])
    }
    ticked = r'type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)" checked'
    for name, value in re.findall(ticked, body):
        fields.setdefault(name, []).append(html.unescape(value))
    for name, options in re.findall(r'<select id="[^"]*" name="([^"]+)"[^>]*>(.*?)</select>', body, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = html.unescape(chosen[1]) if chosen else ""
    for name, kind, value in re.findall(r'name="(free[^"]*)" type="(\w+)"[^>]*? value="([^"]*)"', body):
        fields[name] = html.unescape(value) or ("2026-03-14" if kind == "date" else "")
    return fields
