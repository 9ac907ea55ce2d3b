"""Whoever leads holds one side of paper in the hand: the run sheet, A4 or US letter, across."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import chromium

from plckit.activities.registry import kinds
from plckit.pages.printed import SIZES, printed
from plckit.web.assets import Assets

GUIDES = sorted((Path(__file__).parents[2] / "facilitator_guides").glob("*.md"))

pytestmark = pytest.mark.browser


def step(guide: Path) -> int:
    """Return which of the sizes the run sheet of a guide is printed in."""
    (size,) = [one.size for one in printed(guide.read_text("utf-8")).chapters if one.sheet]
    return [f"pt-{round(10 * points)}" for points in SIZES].index(size)


def run_sheet(guide: Path, larger: int = 0) -> str:
    """Return the run sheet of a guide as it stands on the page of guides, or so many sizes *larger*."""
    made = printed(guide.read_text("utf-8"))
    (chapter,) = [one for one in made.chapters if one.sheet]
    size = f"pt-{round(10 * SIZES[step(guide) - larger])}"
    return f'<div class="sheet only-print {size}"><p>{made.title}</p>{chapter.sheet}</div>'


@pytest.fixture(scope="module")
def sides(cache: Path) -> Iterator[Callable[..., int]]:
    """Count the sides that the run sheets of some guides take on paper of a format."""
    files = Assets(kinds(), cache).files
    styles = "".join(files[path][1].decode() for path in ("plckit.css", "web/static/paper.css"))
    with chromium() as browser:
        page = browser.new_page()

        def count(guides: list[Path], paper: str, larger: int = 0) -> int:
            sheets = "".join(run_sheet(guide, larger) for guide in guides)
            page.set_content(f'<style>{styles}</style><body class="plain paper guide"><main>{sheets}</main>')
            boxes = re.findall(rb"/MediaBox \[[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)\]", page.pdf(format=paper))
            return sum(float(width) > float(height) for width, height in boxes)

        yield count


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_each_run_sheet_takes_one_side(sides: Callable[..., int], paper: str) -> None:
    """Two sides, and the second one lies face down when it is needed."""
    assert GUIDES
    if sides(GUIDES, paper) != len(GUIDES):
        assert not [guide.stem for guide in GUIDES if sides([guide], paper) != 1]


def test_each_run_sheet_is_as_large_as_its_side_allows(sides: Callable[..., int]) -> None:
    """It is read standing up: two sizes larger it would need a second side of A4 or of US letter."""
    small = [guide for guide in GUIDES if step(guide) >= 2]
    assert small
    assert not [guide.stem for guide in small if sides([guide], "A4", 2) + sides([guide], "Letter", 2) == 2]
