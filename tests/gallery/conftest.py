"""Fixtures of this folder.

browser     one Chromium for a module
gallery     the address of `plckit gallery`, in a process of its own, for the whole run
view_page   an empty page for one test, closed afterwards
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import chromium

from plckit.testing.views import a_gallery


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def gallery(cache: Path) -> Iterator[str]:
    with a_gallery(PLCKIT_CACHE=str(cache)) as address:
        yield address


@pytest.fixture
def view_page(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    yield page
    page.close()
