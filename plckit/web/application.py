"""Voilà, with seats for kernels and a list of routes beyond which nothing is served."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import logging
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from traitlets import Bytes
from voila.app import Voila
from voila.configuration import VoilaConfiguration

from plckit import settings
from plckit.activities.registry import kinds
from plckit.errors import PortInUse, PortNotAllowed
from plckit.pages.folder import Workbooks
from plckit.seats.hub import Hub
from plckit.seats.manager import SeatKernelManager
from plckit.store.database import Store
from plckit.web import (
    begin,
    built_on,
    channels,
    coach,
    community,
    data,
    evidence,
    front_door,
    gallery,
    guide,
    join,
    lead,
    loading,
    one_phone,
    pair,
    picture,
    polling,
    review,
    static_files,
    try_phone,
    workbook,
)
from plckit.web.addresses import lan_address
from plckit.web.assets import Assets
from plckit.web.base import NoSuchPage, without_key
from plckit.web.drafts import Drafts
from plckit.web.identity import SeatAuthorizer, SeatIdentity
from plckit.web.pairing import Pairing
from plckit.web.try_phone import Visits

MOST_BYTES_A_MESSAGE = 2 * 1024 * 1024
TEMPLATES = Path(__file__).with_name("templates")
RUNNING = "server.json"


@dataclass(frozen=True)
class Serving:
    """What `plckit serve` was asked for."""

    data: settings.DataFolder
    store: Store
    workbooks: Path
    port: int = 8866
    local: bool = False
    gallery: bool = False

    @property
    def lan(self) -> str | None:
        """This machine's address for others now, None where it serves itself alone."""
        return None if self.local else lan_address()

    @property
    def sign_in(self) -> str:
        """The facilitator's secret link."""
        return f"http://localhost:{self.port}/sign-in?key={self.data.secret('facilitator')}"


class Plckit(Voila):
    """Voilà with seats."""

    name = "plckit"
    cookie_secret = Bytes()

    def __init__(self, serving: Serving, on_ready: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.serving = serving
        self.on_ready = on_ready
        self.port = serving.port
        self.ip = "127.0.0.1" if serving.local else ""
        self.log = logging.getLogger("plckit.voila")
        self.cookie_secret = serving.data.secret("cookies").encode()
        self.identity_provider_class = SeatIdentity
        self.authorizer_class = SeatAuthorizer
        self.voila_configuration = VoilaConfiguration(
            parent=self,
            multi_kernel_manager_class=SeatKernelManager,
            allow_template_override="NO",
            allow_theme_override="NO",
            file_allowlist=[],
        )
        self.template_paths = [str(TEMPLATES)]

    def init_settings(self) -> dict[str, Any]:
        """Add our rooms to Voilà's settings."""
        serving, known = self.serving, kinds()
        found: dict[str, Any] = super().init_settings()
        hub = Hub(serving.store, known)
        found["kernel_manager"].hub = hub
        return {
            **found,
            "hub": hub,
            "store": serving.store,
            "workbooks": Workbooks(serving.workbooks, settings.cache()),
            "assets": Assets(known, settings.cache()),
            "rendered": {},
            "pairing": Pairing(),
            "drafts": Drafts(),
            "visits": Visits(),
            "serving": serving,
            "voila_configuration": self.voila_configuration,
            "facilitator_key": serving.data.secret("facilitator"),
            "compress_response": True,
            "default_handler_class": NoSuchPage,
            "websocket_max_message_size": MOST_BYTES_A_MESSAGE,
            "xsrf_cookie_kwargs": {"samesite": "Lax"},
            "log_function": _log_request,
        }

    def init_handlers(self) -> list[Any]:
        """Return every route there is; Voilà's own (render, contents, tree, shutdown) are not among them."""
        rooms = [
            *(front_door, built_on, begin, try_phone, join, lead, one_phone, pair, workbook, picture),
            *(guide, data, loading, community, coach, evidence, review),
            *(channels, polling, static_files),
        ]
        rooms += [gallery] if self.serving.gallery else []
        return [route for room in rooms for route in room.routes]

    def start(self) -> None:
        """Set up as Voilà does, then serve."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        from tornado.web import Application

        self.app = Application(**self.init_settings())
        self.app.add_handlers(".*$", self.init_handlers())
        server = HTTPServer(self.app, max_body_size=MOST_BYTES_A_MESSAGE, xheaders=False)
        try:
            server.listen(self.port, self.ip)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortInUse(self.port) from error
            if error.errno == errno.EACCES:
                raise PortNotAllowed(self.port) from error
            raise
        running = self.serving.data.path / RUNNING
        running.write_text(json.dumps({"pid": os.getpid(), "port": self.port, "lan": self.serving.lan}))
        print(self.welcome(), flush=True)
        if self.on_ready:
            self.on_ready()
        hub: Hub = self.app.settings["hub"]
        chores = [
            asyncio.create_task(hub.watch_others()),
            asyncio.create_task(self._prepare()),
        ]
        try:
            await _until_told_to_stop()
        finally:
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
            server.stop()
            await server.close_all_connections()
            with contextlib.suppress(FileNotFoundError):
                running.unlink()
            self.serving.store.close()

    async def _prepare(self) -> None:
        """Make what the first people would wait for: the chart library's bundle and the pages."""
        for prepare in (self.app.settings["assets"].prepare_vega, self.app.settings["workbooks"].prepare):
            try:
                await prepare()
            except Exception:
                logging.getLogger(__name__).exception("Preparing failed; it is tried again when needed.")

    def welcome(self) -> str:
        """Return what a facilitator reads once the server is ready."""
        serving = self.serving
        lines = ["plckit is ready.", "", f"  On this computer    http://localhost:{serving.port}"]
        if serving.lan:
            lines.append(f"  For everybody else  http://{serving.lan}:{serving.port}")
        lines += [
            f"  Facilitator         {serving.sign_in}",
            "                      (secret: open it yourself, give it to nobody)",
            f"  Your data           {serving.data.path}",
            "",
            "Press Ctrl+C to stop. Everything people saved stays.",
        ]
        return "\n".join(lines)


async def _until_told_to_stop() -> None:
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT"):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C raises KeyboardInterrupt instead
            loop.add_signal_handler(getattr(signal, name), told.set)
    await told.wait()


def _log_request(handler: Any) -> None:
    if handler.get_status() >= 500:
        logging.getLogger("plckit.web").error(
            "%s %s -> %s", handler.request.method, without_key(handler.request.path), handler.get_status()
        )
