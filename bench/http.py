"""A browser's share of HTTP: connections kept alive, gzip, cookies; as little work as can be."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PARALLEL = 6
"""Connections that a browser opens to one server."""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: list[tuple[str, str]]
    sent: bytes

    def header(self, name: str) -> str:
        """Return one header, empty where it is missing."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def text(self) -> str:
        """The content, unpacked."""
        packed = self.header("content-encoding") == "gzip"
        return (gzip.decompress(self.sent) if packed else self.sent).decode()


class Visitor:
    """One cookie jar and its connections to one server."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies: dict[str, str] = {}
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._free = asyncio.Semaphore(PARALLEL)

    @property
    def cookie(self) -> str:
        """The jar as a header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str) -> Answer:
        """Fetch *path*."""
        return await self._ask("GET", path)

    async def post(self, path: str, form: dict[str, str]) -> Answer:
        """Send a form."""
        return await self._ask("POST", path, urlencode(form).encode())

    async def close(self) -> None:
        """Close all connections."""
        while self._idle:
            self._idle.pop()[1].close()

    async def _ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        place = urlsplit(self.base)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {place.netloc}", "Accept-Encoding: gzip"]
        lines += [f"Cookie: {self.cookie}"] if self.cookies else []
        if body:
            lines += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
        async with self._free:
            idle = self._idle.pop() if self._idle else None
            reader, writer = idle or await asyncio.open_connection(place.hostname, place.port)
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            answer = await _read(reader)
            if answer.header("connection") == "close":
                writer.close()
            else:
                self._idle.append((reader, writer))
        for value in (value for key, value in answer.headers if key == "set-cookie"):
            self.cookies |= {name: morsel.coded_value for name, morsel in SimpleCookie(value).items()}
        return answer


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = [(name.lower(), value.strip()) for name, _, value in pairs]
    answer = Answer(int(head[0].split()[1]), headers, b"")
    if answer.header("transfer-encoding") == "chunked":
        return Answer(answer.status, headers, await _chunks(reader))
    return Answer(answer.status, headers, await reader.readexactly(int(answer.header("content-length") or 0)))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)
