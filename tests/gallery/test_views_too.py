"""The other half of test_views.py."""

from __future__ import annotations

from typing import Any

import pytest
from halves import half

from plckit.testing.views import check_view

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", half(1))
def test_a_view_keeps_what_every_view_keeps(gallery: str, view_page: Any, kind: str) -> None:
    """Who has learned one kind, with whatever they read and point, has learned them all."""
    check_view(kind, view_page, gallery)
