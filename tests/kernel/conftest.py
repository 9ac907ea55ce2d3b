"""Fixtures of this folder: desk (somebody alone at a small workbook) · browser (Chromium, for a module)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from plckit.kernel.desk import Desk
from plckit.settings import DataFolder


@pytest.fixture
def desk(data_folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PLCKIT_DATA", str(data_folder.path))
    begun = Desk.begin({"key": "a-small-book", "title": "A small book", "minutes": 30})
    yield begun
    begun.close()


# Ends with its module: Playwright's event loop would stop later tests from running one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from chromium import chromium

    with chromium() as running:
        yield running
