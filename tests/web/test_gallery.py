"""The gallery: for whoever makes kinds, on a server of its own, and nowhere else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from raw_client import Browser, problem
from running_server import Room, command, free_port
from typer.testing import CliRunner

from plckit.activities.registry import kinds
from plckit.cli.app import app
from plckit.domain.people import Role
from plckit.web import gallery
from plckit.web.application import Plckit

SECONDS_TO_START = 40
ROUTES = ["/gallery", "/gallery?kind=choice", "/gallery/try/choice", "/gallery/try/short_text?asked={}"]


class Gallery:
    """`plckit gallery` in a process of its own, with a folder for whatever it writes."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        env = {**os.environ, "PLCKIT_CACHE": str(cache), "TMPDIR": str(folder), "HOME": str(folder)}
        words = command("gallery", "--port", self.port, "--no-browser")
        self.log = (folder / "gallery.log").open("wb")
        self.process = subprocess.Popen(words, stdout=self.log, stderr=subprocess.STDOUT, env=env)
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.healthy():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            threading.Event().wait(0.05)

    def healthy(self) -> bool:
        """Return whether it answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def said(self) -> str:
        """Return what it printed so far."""
        return (self.folder / "gallery.log").read_text("utf-8", "replace")

    def end(self) -> None:
        """Stop it as Ctrl+C does, and wait."""
        self.process.terminate()
        assert self.process.wait(20) == 0, self.said()
        self.log.close()

    async def tried(self, kind: str, entry: str, value: object) -> dict[str, object]:
        """Return what it makes of an answer."""
        asked = quote(json.dumps({"entry": entry, "value": value}))
        answer = await Browser(self.address).get(f"/gallery/try/{kind}?asked={asked}")
        assert answer.code == 200, answer.body
        found: dict[str, object] = json.loads(answer.body)
        return found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Gallery]:
    shown = Gallery(tmp_path_factory.mktemp("gallery"), cache)
    yield shown
    shown.end()
    assert not list(shown.folder.glob("plckit-gallery-*")), "its folder is gone when it ends"


@pytest.mark.parametrize("path", ROUTES)
async def test_a_room_has_no_gallery(room: Room, path: str) -> None:
    """What makers of kinds use is no door into a server that people answer on."""
    browser = room.browser(room.seat(Role.FACILITATOR))
    with room.untouched("Refused GET /gallery"):
        answer = await browser.get(path)
        assert answer.code == 404
        assert problem(answer)


def test_only_the_gallery_adds_its_routes() -> None:
    """The list of routes is an allow-list; this is what is added to it."""
    with_it, without = (
        [route[0] for route in Plckit.init_handlers(SimpleNamespace(serving=SimpleNamespace(gallery=on)))]
        for on in (True, False)
    )
    assert [path for path in with_it if path not in without] == [route[0] for route in gallery.routes]


async def test_the_gallery_shows_every_kind_in_every_phase(running: Gallery) -> None:
    """A view that nobody has looked at is a view that breaks in the room."""
    page = (await Browser(running.address).get("/gallery")).body.decode()
    data = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert data, page[:2000]
    said = json.loads(data[1])
    assert set(said) == set(kinds())
    for name, kind in kinds().items():
        phases = {cell["state"]["phase"] for cell in said[name]["cells"]}
        assert phases >= ({"waiting", "open", "locked", "revealed"} if kind.asks else {"waiting", "open"}), (
            name
        )
    one = (await Browser(running.address).get("/gallery?kind=choice")).body.decode()
    assert len(one) < len(page) / 3


async def test_what_is_tried_is_parsed_as_in_a_room_and_kept_nowhere(running: Gallery) -> None:
    """Somebody pastes real answers to see how they look."""
    kept = await running.tried("short_text", "answer", "  secret \n words ")
    assert (kept["type"], kept["value"]) == ("saved", "secret words")
    refused = await running.tried("choice", "answer", "no-such-choice")
    assert refused == {
        "type": "refused",
        "message": "That is not one of the choices. Reload the page and try again.",
        "later": False,
    }
    assert (await running.tried("short_text", "signed", True))["value"] is True
    assert (await running.tried("choice", "reason", " why\nnot "))["value"] == "why not"
    assert (await running.tried("timer", "answer", "5"))["type"] == "refused"
    written = [path for path in running.folder.rglob("*") if path.is_file()]
    assert any(path.name == "plckit.sqlite" for path in written), "it looks in the right place"
    assert not [path for path in written if b"secret words" in path.read_bytes()]


@pytest.mark.parametrize(
    "path",
    [
        "/gallery/try/no_such_kind?asked={}",
        "/gallery/try/choice",
        "/gallery/try/choice?asked=",
        "/gallery/try/choice?asked=nonsense",
        "/gallery/try/choice?asked=[]",
        "/gallery/try/choice?asked={}",
        "/gallery/try/choice?asked=" + "[" * 30_000,
        "/gallery?kind=no_such_kind",
        "/gallery/try/..%2f..",
    ],
)
async def test_a_question_that_is_none_is_refused(running: Gallery, path: str) -> None:
    """Even here nothing breaks and no traceback is shown."""
    answer = await Browser(running.address).get(path)
    assert answer.code < 500, running.said()[-2000:]
    assert b"Traceback" not in answer.body
    assert running.healthy()


def test_the_gallery_says_where_it_is_and_explains_itself(running: Gallery) -> None:
    """And it listens to this computer alone."""
    assert f"The gallery is at http://localhost:{running.port}/gallery" in running.said()
    told = CliRunner().invoke(app, ["gallery", "--help"])
    assert told.exit_code == 0
    assert "nothing is kept" in " ".join(told.output.split())
    assert "--port" in told.output
