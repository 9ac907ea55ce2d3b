"""The year works on every point of its sources, and says where."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from plckit.domain.catalogue import DOCUMENTS, covered, groups, own, points, taken_up
from plckit.domain.workbooks import Page, Step
from plckit.errors import SpecError
from plckit.pages.folder import Workbooks

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages(cache: Path) -> dict[str, Page]:
    workbooks = Workbooks(ROOT / "workbooks", cache)
    asyncio.run(workbooks.prepare())
    assert list(workbooks.ready()) == workbooks.names() != []
    return workbooks.ready()


def test_every_point_is_worked_on_in_some_step(pages: dict[str, Page]) -> None:
    """A point nobody works on is a promise of the kit that no meeting keeps."""
    found = taken_up(pages)
    missing = [point for point in points() if point not in found]
    assert not missing, f"{len(missing)} of {len(points())} points: {' '.join(missing)}"


def test_the_catalogue_is_whole() -> None:
    """As many points as the five documents have, each in a group of its document, with words of its own."""
    assert Counter(one.id.partition(".")[0] for one in points().values()) == {
        "becoming": 62,
        "building": 33,
        "dufour": 80,
        "progress": 28,
        "writ-large": 25,
    }
    assert {document.prefix: document.title for document in DOCUMENTS} == {
        one.id.partition(".")[0]: one.document for one in points().values()
    }
    assert not [one.id for one in points().values() if not all((one.group, one.point, one.source))]
    assert sum(len(group) for document in DOCUMENTS for group in groups(document).values()) == len(points())


def test_a_claim_names_one_point_or_all_with_its_beginning() -> None:
    """A step that reads together works on a whole list of readings, and says so in one claim."""
    assert covered(["dufour.question.1"]) == ["dufour.question.1"]
    readings = covered(["dufour.reading.*"])
    assert readings == [point for point in points() if point.startswith("dufour.reading.")]
    assert len(readings) == 3
    assert covered(["our-school.hopes", "ours"]) == []
    assert own("our-school.hopes")


@pytest.mark.parametrize(
    "claim", ["dufour", "dufour.questions.1", "dufour.question.*x", "dufour.questions.*"]
)
def test_a_claim_that_names_nothing_is_refused(claim: str) -> None:
    """A slip of the pen would leave a point without a home, and nobody would see it."""
    with pytest.raises(SpecError, match=r"The catalogue has no point “dufour"):
        covered(["dufour.question.1", claim])


def test_steps_that_take_a_point_up_are_named_once(page: Page) -> None:
    """By workbook and number; a claim that names a point twice over is one step all the same."""
    step = Step("a", "A", 5, "Alone", "Write.", covers=("dufour.question.1", "dufour.question.*", "ours"))
    book = Page("k", "K", 5, (), (step, Step("b", "B", 5, "Alone", "Write."), step), {})
    found = taken_up({"01_k": book, "02_page": page})
    assert found["dufour.question.1"] == {"01_k": [1, 3]}
    assert set(found) == set(covered(["dufour.question.*"]))
