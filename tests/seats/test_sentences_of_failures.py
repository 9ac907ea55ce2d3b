"""What a tab is told when something breaks on the server."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from plckit.domain.people import Role, Seat
from plckit.seats.kernel import SeatKernel


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"type": "put", "op": "1", "entry": "answer"},
            "so this was not saved. Your words are still in the box.",
        ),
        ({"type": "next"}, "so this was not done. Try it again."),
        ({"type": "remove", "person": "x"}, "so this was not done. Try it again."),
    ],
)
async def test_only_who_wrote_hears_of_words_in_a_box(asked: dict[str, Any], said: str) -> None:
    """A facilitator who pressed Next has no box, and would look for one."""

    async def breaks(*_: Any) -> Any:
        raise RuntimeError("no disk")

    hub: Any = SimpleNamespace(put=breaks, ask=breaks)
    told = await SeatKernel(hub, Seat("s", "k", Role.FACILITATOR, "Ana", "r"))._act("idea", asked)
    assert told["type"] == "failed"
    assert told["message"].endswith(said)
