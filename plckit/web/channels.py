"""The kernel websocket: Voilà's own handler, joined to seats."""

from __future__ import annotations

from typing import Any

from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from plckit.errors import PlckitError
from plckit.seats.connection import SeatConnection
from plckit.web.base import SENTENCES, Refusals, log


class SeatChannels(Refusals, VoilaKernelWebsocketHandler):
    """Opens the channels of one's own seat."""

    kernel_websocket_connection_class = SeatConnection
    # Seconds, for Tornado's own pings; `open` leaves out Jupyter's, which count in milliseconds.
    ping_interval = 25.0
    ping_timeout = 20.0

    async def pre_get(self) -> None:
        """Make the seat live before Voilà looks for it; who may have it is settled by the authorizer."""
        if self.current_user and self.current_user.username == self.kernel_id:
            try:
                await self.settings["hub"].enter(self.kernel_id)
            except PlckitError as error:
                log.warning("Refused the channels of seat %s: %s", self.kernel_id, error)
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:
        """Join the tab to its seat; small messages leave at once instead of waiting for each other."""
        self.set_nodelay(True)
        await self.connection.connect()

    def write_error(self, status_code: int, **_: Any) -> None:
        """Refuse in one sentence; Jupyter's own page of errors needs files that are not served here."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(SENTENCES.get(status_code, SENTENCES[403]))


routes = [(r"/api/kernels/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)/channels", SeatChannels)]
