"""A workbook that two people keep in a file: what it may ask, and that it stays out of the database."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

import plckit
from plckit import notebook
from plckit.activities.registry import kinds
from plckit.domain.reviews import KINDS, chosen_by, statuses
from plckit.domain.visibility import See
from plckit.domain.workbooks import Page
from plckit.errors import KeptInAFile, NotebookError, SpecError
from plckit.kernel.desk import NOT_HERE, Desk
from plckit.pages.folder import Workbooks
from plckit.pages.reading import _Reader
from plckit.sessions.convening import convene
from plckit.store.database import Store
from plckit.testing import an_activity

WORKBOOKS = Path(plckit.__file__).parents[1] / "workbooks"
SAID = {"key": "ours", "title": "Ours", "minutes": 5, "keeps": "file"}
STEP = {"key": "first", "title": "First", "minutes": 5, "group": "1:1", "now": "Talk.", "covers": []}


def reader() -> _Reader:
    found = _Reader("ours.ipynb")
    found.read_workbook(SAID)
    found.read_step(STEP)
    return found


async def test_the_review_is_one_and_its_answers_have_no_room(cache: Path) -> None:
    """Even if a session of it were made, the room's rules would show nobody anything."""
    books = Workbooks(WORKBOOKS, cache)
    assert [name for name in books.names() if books.keeps(name) == "file"] == ["12_periodic_review"]
    page = await books.page("12")
    assert page.keeps == "file"
    assert page.activities
    assert {spec.see for spec in page.activities.values()} == {See.PRIVATE}
    assert not [spec.key for spec in page.activities.values() if spec.figure]
    assert len(chosen_by(page)) == 7
    assert list(statuses(page)) == list(chosen_by(page)), "each area says where it stands"


def test_an_older_page_is_a_session(page: Page) -> None:
    """Pages that were stored before there were files have no such word."""
    said = json.loads(page.dumps())
    del said["keeps"]
    assert Page.loads(json.dumps(said)).keeps == "session"


def test_no_session_of_it_can_be_begun(store: Store, page: Page) -> None:
    """A code would let others in, and a database would keep their words."""
    review = dataclasses.replace(page, keeps="file", title="Review")
    at = "2026-11-22T09:00:00.000+00:00"
    with pytest.raises(KeptInAFile, match=r"for two people.*/review/12_periodic_review"):
        store.write(convene, "12_periodic_review", review, "Ours", at=at).result()
    assert store.read(lambda tx: tx.sessions.all()).result() == []


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("sticky_notes", {}),
        ("timer", {}),
        ("planner_table", {"dates": [], "columns": ["A"], "add": 2, "by": "pair", "see": "pair"}),
    ],
)
def test_it_asks_for_nothing_that_needs_a_room(kind: str, options: dict[str, object]) -> None:
    """A wall with nobody in front of it, or a clock that no server keeps, would stand there empty."""
    spec = an_activity(kind, "one", **options)
    with pytest.raises(NotebookError, match="only these can be kept in a file: checklist, choice"):
        reader().read_activity(dataclasses.asdict(spec))


def test_it_shows_no_charts() -> None:
    """They are drawn from what a room said."""
    for what in ("again", "chart"):
        with pytest.raises(NotebookError, match="shows no charts"):
            getattr(reader(), f"read_{what}")({"key": "one"})


def test_every_kind_it_may_ask_with_is_checked_in_the_browser() -> None:
    """What no server parses, the page parses."""
    script = (Path(plckit.__file__).parent / "web/static/review_values.js").read_text("utf-8")
    assert KINDS
    assert set(KINDS) <= set(kinds())
    assert not [kind for kind in KINDS if f"  {kind}" not in script]


def test_in_a_notebook_nothing_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """JupyterLab keeps answers in the database; of a review it shows the questions alone."""
    monkeypatch.setenv("PLCKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(notebook, "_keeps", "session")
    monkeypatch.setattr(notebook, "_made", [])
    monkeypatch.setattr(Desk, "_current", None)
    notebook.workbook("ours", "Ours", minutes=5, keeps="file")
    notebook.step("First", minutes=5, group="1:1", now="Talk.")
    notebook.short_text("line", "What did you do?")
    shown = capsys.readouterr().out
    assert "What did you do?" in shown
    assert NOT_HERE in shown
    assert not (tmp_path / "data").exists()
    assert Desk._current is None


def test_words_are_kept_here_or_there() -> None:
    """A slip of the pen must not send a review to the server."""
    with pytest.raises(SpecError, match='keeps must be "session" or "file"'):
        notebook.workbook("ours", "Ours", minutes=5, keeps="File")
