# ruff: noqa: S101  (asserting is what this module is for)
"""What the view of every kind must keep, checked in Chromium: for our own tests and for authors of kinds.

    with a_gallery() as gallery:
        check_view("traffic_light", page, gallery)

`page` is a page of Playwright. What is checked is checked in the gallery, where the kind's own `parse`
answers. Each check below yields sentences about what is wrong; a failure names them all. Needs playwright.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from plckit.testing.stage import PHONE, SAVED, Stage, heard

SECONDS_TO_START = 40
LEAST_TARGET, LEAST_LETTERS = 44, 16
MOUNTS = 1000
# More than this after as many mounts is kept by somebody; a little is the browser's own.
KEPT = {"Nodes": 50, "JSEventListeners": 20, "JSHeapUsedSize": 1_000_000}
REFUSED = "The server says why, and your words are still here."
READ = ("heading", "StaticText", "InlineTextBox", "rowheader", "image")
ANSWERED = "open, answered"
CLOSED = (("waiting", "open, empty"), ("waiting", ANSWERED), ("locked", ANSWERED), ("revealed", "revealed"))


@contextmanager
def a_gallery(**environment: str) -> Iterator[str]:
    """Serve the gallery of all installed kinds in a process of its own; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "plckit", "gallery", "--port", str(port), "--no-browser"]
    with tempfile.TemporaryFile() as log:
        said = {"stdout": log, "stderr": subprocess.STDOUT, "env": {**os.environ, **environment}}
        process = subprocess.Popen(command, **said)  # type: ignore[call-overload]  # noqa: S603
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", process, log)
            yield f"http://127.0.0.1:{port}/gallery"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Any) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                raise AssertionError(f"The gallery does not start:\n{log.read().decode()}") from None
            threading.Event().wait(0.05)


def check_view(kind_name: str, page: Any, gallery: str) -> None:
    """Assert that the kind's view keeps what each of the checks below says, in all its phases."""
    stage = Stage(kind_name, page, gallery)
    try:
        found = [f"{check.__name__}: {said}" for check in CHECKS for said in check(stage)]
    finally:
        stage.close()
    assert not found, "\n".join([f"The view of {kind_name} does not keep this:", *found])


def has_names(stage: Stage) -> Iterator[str]:
    """Every control has a name, and the prompt names the answer once: a group, or the one box."""
    prompt = stage.spec["prompt"]
    for label in stage.labels():
        stage.mount(label)
        stage("openAll()")
        nodes = heard(stage.cdp, "#stage")
        for node in nodes:
            if node.get("focusable") and not node["name"]:
                yield f"{label}: a {node['role']} has no name"
        bears = [n["role"] for n in nodes if n["name"] == prompt and n["role"] not in READ]
        if len(bears) != 1:
            yield f"{label}: the prompt should name one group or box, and names {bears or 'none'}"


def is_large_enough(stage: Stage) -> Iterator[str]:
    """Every thumb hits every target, and no phone zooms in on a box."""
    small: dict[str, list[str]] = {}
    for label in stage.labels():
        stage.mount(label)
        targets = [f"{what} px, under {LEAST_TARGET}" for what in stage(f"small({LEAST_TARGET})")]
        letters = [
            f"{what} has letters under {LEAST_LETTERS} px" for what in stage(f"smallLetters({LEAST_LETTERS})")
        ]
        for what in {*targets, *letters}:
            small.setdefault(what, []).append(label)
    yield from (f"{'; '.join(labels)}: {what}" for what, labels in small.items())


def fits_a_phone(stage: Stage) -> Iterator[str]:
    """Nothing scrolls sideways, down to 320 px."""
    for width in (320, 360):
        stage.page.set_viewport_size({**PHONE, "width": width})
        for label in stage.labels():
            stage.mount(label)
            yield from (f"{label}, {width} px: {what}" for what in stage("wide()"))
    stage.page.set_viewport_size(PHONE)


def works_by_keyboard(stage: Stage) -> Iterator[str]:
    """Tab comes to everything, shows where it is, and keys alone give an answer that is saved."""
    for label in set(stage.labels()) - {"not open yet", "closed", "too few answered"}:
        stage.mount(label)
        stops = [at for at in stage.stops() if not at["lost"]]
        yield from (f"{label}: Tab does not come to {what}" for what in stage.unreached(stops))
        seen = {at["id"] for at in stops if at["ring"]}
        unseen = {at["id"]: at["what"] for at in stops if at["id"] not in seen}
        yield from (f"{label}: {what} does not show that it has the focus" for what in unseen.values())
        yield from (f"{label}: only a pointer can use {what}" for what in stage("pointerOnly()"))
    if stage.spec["asks"]:
        stage.mount("open, empty")
        _, lost = stage.answer_by_keyboard(undo=True)
        yield from (f"the focus is lost after {what}" for what in lost)
        if not stage("sent()"):
            yield "no control sends an answer"
        elif not stage.says(SAVED):
            yield "the line below does not say Saved after an answer that was kept"


def stays_as_it_is(stage: Stage) -> Iterator[str]:
    """Where it is not open, an answer can be read and nobody can change it."""
    for phase, label in CLOSED if stage.spec["asks"] else ():
        stage.mount(label, phase="open")
        stage("openAll()")
        before = stage("answer()")
        stage.phase(phase)
        stage("openAll()")
        if stage("answer()") != before:
            yield f"{phase}: the answer is not what it was while it was open"
        before = stage("answer()")
        stage.poke()
        if stage("answer()") != before:
            yield f"{phase}: it can be changed on the screen"
        stage("stop()")
        if stage("sent()"):
            yield f"{phase}: it sends an answer"


def stays_where_it_is(stage: Stage) -> Iterator[str]:
    """No control moves under a thumb: not from phase to phase, not from typing to saved."""
    if not stage.spec["asks"]:
        return
    for label in ("open, empty", "open, answered"):
        stage.mount(label, phase="waiting")
        for phase in ("open", "locked"):
            stage("remember()")
            stage.phase(phase)
            yield from (f"{label}: {phase} moves {what}" for what in stage("moved()"))
    stage.mount("open, empty")
    for at in stage.stops():
        if at["type"] in ("button", "summary"):
            continue
        stage("remember()")
        stage.operate(at)
        yield from (f"an answer not saved yet moves {what}" for what in stage("moved()"))
        break
    stage.answer_by_keyboard(undo=True)
    stage("remember()")
    if stage.says(SAVED):
        yield from (f"an answer that is saved moves {what}" for what in stage("moved()"))


def keeps_what_is_refused(stage: Stage) -> Iterator[str]:
    """Who is refused reads the server's sentence, and finds the words where they were."""
    if not stage.spec["asks"]:
        return
    stage.mount("open, empty")
    stage.page.evaluate("sentence => { stage.answer_now = stage.refuse(sentence); }", REFUSED)
    typed, _ = stage.answer_by_keyboard()
    if not stage("sent()"):  # what sends comes up only once something is picked up
        typed, _ = stage.answer_by_keyboard(undo=True)
    before = stage("answer()")
    stage("answer_now()")
    if not stage.says(REFUSED):
        yield "the server's sentence is not on the screen"
    if (after := stage("answer()")) != before:
        yield f"a refused answer does not stay: {before} became {after}"
    yield from (f"the words {words!r} are gone" for words in typed if words not in after)


def leaves_nothing(stage: Stage) -> Iterator[str]:
    """Element, listeners and timers go with the view, in the middle of an answer too."""
    stage("stop()")
    before = Counter(stage("left()"))
    for label in (*stage.labels(), ""):
        stage.mount(label or "open, empty" if stage.spec["asks"] else stage.labels()[0])
        if not label and stage.spec["asks"]:
            stage.answer_by_keyboard()
        stage("stop()")
        yield from (f"{label}: {what} is still there" for what in (Counter(stage("left()")) - before))
        if stage("el.childElementCount"):
            yield f"{label}: its element is still there"


def does_not_leak(stage: Stage) -> Iterator[str]:
    """After a long meeting with many mounts, the browser's memory comes back."""
    stage.page.evaluate(f"stage.often({MOUNTS // 10})")
    before = stage.memory()
    if stage.page.evaluate(f"stage.often({MOUNTS})"):
        yield "its elements are still there"
    after = stage.memory()
    for name, most in KEPT.items():
        if after[name] - before[name] > most:
            yield f"{MOUNTS} mounts left {after[name] - before[name]:.0f} {name}"


def stays_at_home(stage: Stage) -> Iterator[str]:
    """No script fails, and nobody but the gallery's own server is asked for anything."""
    yield from (f"the console says: {said}" for said in stage.errors)
    home = urlsplit(stage.gallery).netloc
    away = [
        url for url in stage.asked if urlsplit(url).netloc != home and not url.startswith(("data:", "blob:"))
    ]
    yield from (f"it asks {url}" for url in away)


CHECKS = (
    has_names,
    is_large_enough,
    fits_a_phone,
    works_by_keyboard,
    stays_as_it_is,
    stays_where_it_is,
    keeps_what_is_refused,
    leaves_nothing,
    does_not_leak,
    stays_at_home,
)
