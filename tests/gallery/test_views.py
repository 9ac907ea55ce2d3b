"""The view of every kind keeps what `check_view` names, and `check_view` sees what does not.

Half of the kinds are here and half in test_views_too.py: a file's tests run in one worker, which takes long.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from a_package import installed
from halves import half

from plckit.testing import views
from plckit.testing.views import CHECKS, a_gallery, check_view

pytestmark = pytest.mark.browser

POOR_KIND = '''
"""A kind whose view does everything wrong."""

from plckit.activities.text import Text
from plckit.domain.entries import ANSWER


class Poor(Text):
    name = "poor"
    example = {"prompt": "A line?", "options": {}, "people": [{ANSWER: "One"}, {ANSWER: "Two"}]}

    def options(self):
        return {"limit": 140}


KIND = Poor()
'''
POOR_VIEW = """
const kept = [];
export default {
  render({ model, el }) {
    const box = document.createElement("input");
    const link = document.createElement("a");
    box.value = model.get("mine")?.answer ?? "";
    box.style.cssText = "font-size: 11px; outline: none; height: 20px; width: 500px";
    box.oninput = () => model.send({ type: "put", op: "1", entry: "answer", value: box.value });
    link.addEventListener("click", () => (box.value = ""));
    link.textContent = "Clear";
    addEventListener("resize", () => box.remove());
    setInterval(() => box.value, 1000);
    model.on("change:phase", () => (box.style.marginTop = "30px"));
    model.on("msg:custom", () => (box.value = ""));
    kept.push(new Array(1000).fill(box));
    console.error("Something is wrong.");
    el.append(box, link, "Saved 1");
    return () => {};
  },
};
"""


@pytest.mark.parametrize("kind", half(0))
def test_a_view_keeps_what_every_view_keeps(gallery: str, view_page: Any, kind: str) -> None:
    """Who has learned one kind, with whatever they read and point, has learned them all."""
    check_view(kind, view_page, gallery)


def test_a_poor_view_fails_each_check(
    tmp_path: Path, cache: Path, view_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check that nothing fails checks nothing."""
    monkeypatch.setattr(views, "MOUNTS", 100)
    files = {"poor/activity.py": POOR_KIND, "poor/view.js": POOR_VIEW}
    path = installed(tmp_path, "poor", "poor.activity:KIND", files)
    with (
        a_gallery(PYTHONPATH=path, PLCKIT_CACHE=str(cache)) as gallery,
        pytest.raises(AssertionError) as failure,
    ):
        check_view("poor", view_page, gallery)
    passed = [check.__name__ for check in CHECKS if f"\n{check.__name__}: " not in str(failure.value)]
    assert not passed, str(failure.value)
