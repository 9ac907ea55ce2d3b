"""The whole gallery under axe, in the colours people choose, and on pictures for people to look at.

Set PLCKIT_SCREENSHOTS to a folder to keep the pictures.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from plckit.activities.registry import kinds

pytestmark = pytest.mark.browser

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
LIGHT = {"color_scheme": "light", "forced_colors": "none", "contrast": "no-preference"}
LOOKS = {
    "light": (LIGHT, EVERYTHING),
    "dark": ({**LIGHT, "color_scheme": "dark"}, COLOURS),
    "more contrast": ({**LIGHT, "contrast": "more"}, COLOURS),
    "forced colours": ({**LIGHT, "forced_colors": "active"}, COLOURS),
    "forced dark colours": ({**LIGHT, "color_scheme": "dark", "forced_colors": "active"}, COLOURS),
}
WIDTHS = (360, 1280)


@pytest.fixture(scope="module")
def whole(browser: Any, gallery: str) -> Iterator[Any]:
    """Open the whole gallery, every chart drawn and nothing moving."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(gallery, timeout=120_000)  # whoever opens it first has all charts made
    page.wait_for_selector("body[data-usable=true]", state="attached")
    page.wait_for_function(
        "[...document.querySelectorAll('.slot .group:not([hidden]) .chart:not([hidden])')]"
        ".every(chart => chart.querySelector('svg'))"
    )
    yield page
    page.close()


@pytest.mark.parametrize("look", LOOKS)
def test_the_gallery_has_no_barriers(whole: Any, look: str) -> None:
    """WCAG 2.2 AA as far as a machine can tell: all of it once, and the colours in each look."""
    media, rules = LOOKS[look]
    whole.emulate_media(**media)
    found = Axe().run(whole, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    assert found["passes"]
    assert [
        f"{v['id']}: {n['target']} {n['html'][:200]}" for v in found["violations"] for n in v["nodes"]
    ] == []


SECONDS_A_PICTURE = 90  # the page is as long as all kinds together


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery_is_on_pictures(whole: Any, tmp_path: Path, width: int, scheme: str) -> None:
    """Someone looks at them; a machine sees that every kind is there and that nothing scrolls sideways."""
    folder = Path(os.environ.get("PLCKIT_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    whole.set_viewport_size({"width": width, "height": 800})
    whole.emulate_media(**{**LIGHT, "color_scheme": scheme})
    file = folder / f"gallery-{width}-{scheme}.png"
    picture = whole.screenshot(path=file, full_page=True, timeout=SECONDS_A_PICTURE * 1000)
    assert len(picture) > 10_000 * len(kinds())
    assert whole.evaluate("document.documentElement.scrollWidth") == width
    assert whole.locator("h2[id^=plckit-kind]").all_inner_texts() == list(kinds())
