"""A guide's run sheet becomes notes beside the steps of the console."""

from __future__ import annotations

from pathlib import Path

import pytest

from plckit.pages.folder import Workbooks
from plckit.pages.guide import guide_of, notes

ROOT = Path(__file__).parents[2]
GUIDE = """# A guide

| Who | Step | What |
|---|---|---|
| Ana | 1 Words | Not a run sheet |

| Clock | Step | Min | Do and say | Look for | Short of time / stuck |
|---|---|---|---|---|---|
| 0–5 | 1 Words | 5 | **Next.** "Go <on>" <br> *Wait.* | Calm | - |
| 5–9 | a row that is cut short |
"""


def test_a_row_becomes_notes_and_markup_in_it_stays_text(tmp_path: Path) -> None:
    """Guides are files from elsewhere: only bold, italics and line breaks mean something."""
    guide = tmp_path / "guide.md"
    guide.write_text(GUIDE, "utf-8")
    found = notes(guide)
    assert found["Words"] == (
        '<dt>Do and say</dt><dd><strong>Next.</strong> "Go &lt;on&gt;"<br><em>Wait.</em></dd>'
        "<dt>Look for</dt><dd>Calm</dd>"
    )


def test_a_workbook_without_a_guide_has_no_notes(tmp_path: Path) -> None:
    """A workbook of one's own needs none."""
    assert notes(guide_of(tmp_path / "workbooks", "none")) == {}


@pytest.mark.parametrize("stem", [path.stem for path in sorted((ROOT / "workbooks").glob("[0-8]*.ipynb"))])
async def test_every_step_of_ours_has_notes(stem: str, cache: Path) -> None:
    """The titles of guide and notebook are the same."""
    page = await Workbooks(ROOT / "workbooks", cache).page(stem)
    found = notes(guide_of(ROOT / "workbooks", stem))
    assert {step.title for step in page.steps} <= set(found)
