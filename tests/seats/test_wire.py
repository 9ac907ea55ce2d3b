"""What is packed once travels in many messages as if each had packed it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plckit.seats.wire import PLACE, Packed, unpack, update

WORDS = some.text(some.characters(codec="utf-8")) | some.just(f'"{PLACE[:-1]}"')
VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False, allow_infinity=False)
    | WORDS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
STATES = some.dictionaries(WORDS, VALUES, max_size=4)


@given(some.lists(STATES, max_size=4), VALUES)
def test_a_message_says_the_same_with_packed_parts(states: list[dict[str, object]], beside: object) -> None:
    """In both protocols, whatever people wrote."""
    message = update("room", {"groups": [Packed(state) for state in states], "beside": beside})
    for raw in (message.binary, message.text):
        assert unpack(raw)["content"]["data"]["state"] == {"groups": states, "beside": beside}


def test_what_is_packed_is_not_packed_again() -> None:
    """Sixty seats that load their pages at once share the work of one."""
    view = Packed({"rows": [1, 2]})
    view.json = '{"rows":"as packed"}'
    for message in (update("a", {"group": view}), update("b", {"group": view})):
        assert json.loads(message.text)["content"]["data"]["state"]["group"] == {"rows": "as packed"}


def test_what_is_neither_json_nor_packed_is_refused() -> None:
    """A message is whole or is not sent."""
    with pytest.raises(TypeError, match=r"^set is not JSON$"):
        _ = update("a", {"group": {1, 2}}).binary
