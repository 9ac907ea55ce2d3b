"""Words in several lines stay in lines, whoever reads them and however they came."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("kind", "second"), [("artefact_maker", "A drawing of one's own"), ("gallery_walk", "Then into pairs.")]
)
def test_lines_do_not_run_together(view_page: Any, gallery: str, kind: str, second: str) -> None:
    """A story's draft is made of what several pairs wrote; run together it says what nobody wrote."""
    view_page.goto(f"{gallery}?kind={kind}")
    view_page.wait_for_selector("body[data-usable=true]", state="attached")
    part = view_page.locator("dd", has_text=second).first
    part.evaluate("(one) => one.closest('details')?.setAttribute('open', '')")
    assert part.inner_text().strip().endswith(f"\n{second}")
