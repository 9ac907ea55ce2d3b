"""An author rewords what she has answered herself, or begins again."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from plckit import notebook
from plckit.domain.workbooks import ActivitySpec
from plckit.kernel.desk import Desk
from plckit.pages import mime
from plckit.testing import an_activity


def pick(*options: str) -> ActivitySpec:
    return an_activity("choice", "pick", options={one: one.upper() for one in options}, see="named")


def answer(desk: Desk, activity: str, value: Any, entry: str = "answer") -> None:
    told, _ = desk.put(activity, {"op": str(uuid.uuid4()), "entry": entry, "value": value})
    assert told["type"] == "saved"


def counted(group: dict[str, Any]) -> tuple[int, list[int]]:
    return group["n"], [row["count"] for row in group["rows"]]


def test_an_option_that_was_answered_can_be_reworded(desk: Desk) -> None:
    """Its cell runs again without the old answer, which is there again with the old words."""
    desk.activity(pick("a", "b"))
    answer(desk, "pick", "a")
    reworded = desk.activity(pick("yes", "b"))
    assert (reworded.mine, counted(reworded.group)) == ({}, (0, [0, 0]))
    assert counted(desk.activity(pick("a", "b")).group) == (1, [1, 0])
    desk.activity(pick("yes", "b"))
    answer(desk, "pick", "yes")
    again = desk.activity(pick("yes", "b"))
    assert (again.mine, counted(again.group)) == ({"answer": "yes"}, (1, [1, 0]))


@pytest.mark.parametrize(
    "other",
    [
        an_activity("sticky_notes", "pick", see="named"),
        an_activity("likert", "pick", rows={"heard": "I am heard."}),
        an_activity("timer", "pick", minutes=1),
    ],
    ids=lambda spec: spec.kind,
)
def test_a_question_can_become_one_of_another_kind(desk: Desk, other: ActivitySpec) -> None:
    """The key stays, and the view is never sent what its kind could not have taken."""
    desk.activity(pick("a", "b"))
    answer(desk, "pick", "a")
    assert desk.activity(other).mine == {}


def test_a_reason_that_is_no_longer_asked_for_is_left_out(desk: Desk) -> None:
    """The answer beside it stays."""
    desk.activity(an_activity("short_text", "line", see="named", reason="Why?"))
    answer(desk, "line", "words")
    answer(desk, "line", "because", "reason")
    assert desk.activity(an_activity("short_text", "line", see="named")).mine == {"answer": "words"}


def test_an_author_begins_again_with_nothing_answered(desk: Desk) -> None:
    """On the page at once, and tomorrow too; as often as she likes."""
    widget = desk.activity(pick("a", "b"))
    for value in "ab":
        answer(desk, "pick", value)
        notebook.start_afresh()
        assert (widget.mine, widget.saved, counted(widget.group)) == ({}, None, (0, [0, 0]))
    answer(desk, "pick", "a")
    desk.close()
    tomorrow = Desk.begin({"key": "a-small-book", "title": "A small book", "minutes": 30})
    assert tomorrow.activity(pick("a", "b")).mine == {"answer": "a"}
    tomorrow.start_afresh()
    tomorrow.close()
    again = Desk.begin({"key": "a-small-book", "title": "A small book", "minutes": 30})
    assert again.activity(pick("a", "b")).mine == {}
    again.close()


def test_a_session_has_nothing_of_beginning_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell that was left in the notebook does not stop it from becoming a page."""
    monkeypatch.setenv(mime.COMPILING, "1")
    before = desk.session
    notebook.start_afresh()
    assert desk.session == before
