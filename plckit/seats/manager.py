"""The kernel manager of a server without kernels: it knows live seats, and starts nothing."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

from plckit.seats.hub import Hub
from plckit.seats.kernel import SeatKernel


class SeatKernelManager(AsyncMappingKernelManager):
    """Stands where Voilà keeps its kernels."""

    hub: Hub

    def get_kernel(self, kernel_id: str) -> SeatKernel:
        """Return the live seat with that id."""
        try:
            return self.hub.seats[kernel_id]
        except KeyError:
            raise HTTPError(404, "There is no such seat.") from None

    def __contains__(self, kernel_id: object) -> bool:
        return kernel_id in self.hub.seats

    async def start_kernel(self, *_args: Any, **_more: Any) -> str:
        """Refuse: nobody starts a process through this server."""
        raise HTTPError(403, "This server starts no kernels.")
