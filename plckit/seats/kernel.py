"""What a browser takes for a kernel: one person's place, answering the few messages a page needs.

It keeps nothing but its connections. Several tabs share one seat: replies go to the tab that asked,
updates go to all of them.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Protocol

from plckit.domain.people import Seat
from plckit.errors import PlckitError
from plckit.seats.room import ROOM, State
from plckit.seats.wire import Message, custom, update

if TYPE_CHECKING:
    from plckit.seats.hub import Hub

log = logging.getLogger(__name__)

KERNEL_INFO = {
    "status": "ok",
    "protocol_version": "5.3",
    "implementation": "plckit",
    "implementation_version": "1",
    "language_info": {"name": "python", "version": "3", "mimetype": "text/x-python", "file_extension": ".py"},
    "banner": "",
    "help_links": [],
}
BROKEN = "Something went wrong on the server, so this was not saved. Your words are still in the box."
UNDONE = "Something went wrong on the server, so this was not done. Try it again."


class Connection(Protocol):
    """One tab."""

    def push(self, message: Message) -> None:
        """Send a message to the tab."""

    def hang_up(self, code: int, why: str) -> None:
        """End the connection from our side."""


class SeatKernel:
    """The live side of one seat."""

    def __init__(self, hub: Hub, seat: Seat) -> None:
        self.hub = hub
        self.seat = seat
        self.kernel_id = seat.id
        self.connections: set[Connection] = set()
        # The room's own state as this seat was last sent it.
        self.room_heard: dict[str, Any] | None = None
        # How often this seat was sent something of its own.
        self.told = 0

    def push(self, message: Message) -> None:
        """Send a message to every tab of this seat."""
        for connection in tuple(self.connections):
            connection.push(message)

    def push_state(self, model: str, state: State) -> None:
        """Send a change of one model to every tab of this seat."""
        if state:
            self.told += 1
            self.push(update(model, state))

    async def handle(self, connection: Connection, message: dict[str, Any]) -> None:
        """Answer one message of one tab, between a busy and an idle status as kernels do."""
        header, content = message["header"], message["content"]
        parent = {
            key: header.get(key) for key in ("msg_id", "msg_type", "session", "username", "version", "date")
        }

        def reply(msg_type: str, content: dict[str, Any], channel: str = "iopub") -> None:
            connection.push(Message(msg_type, content, parent=parent, channel=channel))

        reply("status", {"execution_state": "busy"})
        match header["msg_type"]:
            case "kernel_info_request":
                reply("kernel_info_reply", KERNEL_INFO, message["channel"])
            case "comm_info_request":
                comms = {
                    key: {"target_name": "jupyter.widget"} for key in [ROOM, *self.hub.models(self.seat)]
                }
                reply("comm_info_reply", {"status": "ok", "comms": comms}, message["channel"])
            case "comm_msg":
                await self._comm_msg(connection, content)
            case "comm_open" | "comm_close":
                pass  # the control comm needs no memory: whatever asks for states gets this seat's own
            case other:
                log.warning("Refused a %r message from seat %s.", str(other)[:40], self.seat.id)
        reply("status", {"execution_state": "idle"})

    async def _comm_msg(self, connection: Connection, content: dict[str, Any]) -> None:
        comm, data = content.get("comm_id"), content.get("data")
        if not isinstance(comm, str) or not isinstance(data, dict):
            log.warning("Refused a message without a comm from seat %s.", self.seat.id)
            return
        if data.get("method") == "request_states":
            states = {
                key: {"model_name": "AnyModel", "model_module": "anywidget", "state": state}
                for key, state in (await self.hub.states(self.seat)).items()
            }
            answer = {"method": "update_states", "states": states, "buffer_paths": []}
            connection.push(Message("comm_msg", {"comm_id": comm, "data": answer}))
        elif data.get("method") == "custom" and isinstance(data.get("content"), dict):
            connection.push(custom(comm, await self._act(comm, data["content"])))
        else:
            # The browser changes no field: it asks by custom messages, which are checked.
            log.warning("Refused to change a field of %r for seat %s.", comm[:60], self.seat.id)

    async def _act(self, comm: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what a custom message asks for; return what the tab is told."""
        about: dict[str, Any] = {key: asked[key] for key in ("op", "entry") if key in asked}
        try:
            match asked.get("type"):
                case "put":
                    receipt = await self.hub.put(self.seat, comm, asked)
                    return {"type": "saved", **about, "revision": receipt.revision, "at": receipt.at}
                case what:
                    told = await self.hub.ask(self.seat, str(what), asked)
                    value = {} if told is None else {"value": told}
                    return {"type": "done", "what": what, **about, **value}
        except PlckitError as error:
            log.warning("Refused %r from seat %s: %s", str(asked.get("type"))[:40], self.seat.id, error)
            told = {"message": str(error), "later": error.later, "activity": error.activity}
            return {"type": "refused", **about, **told}
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("A message from seat %s failed.", self.seat.id)
            return {"type": "failed", **about, "message": BROKEN if asked.get("type") == "put" else UNDONE}
