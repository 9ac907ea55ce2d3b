"""Charts of results in a browser: under the strict policy, on a phone and wide, with marks to point at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sheet_samples import MEASURES, MODULES

from plckit.charts import sheet
from plckit.charts.figure import figure

pytestmark = pytest.mark.browser

DRAW = """async ([kind, figure, state]) => {
  const {drawChart, loadVega} = await import("/chart.js");
  const el = document.createElement("section");
  el.id = kind;
  document.getElementById("charts").replaceChildren(el);
  window.drawn[kind] = drawChart(el, {vega: loadVega(null), figure, ...state});
  await window.drawn[kind].ready;
}"""

TEXTS = """(kind) => [...document.querySelectorAll(`#${kind} svg text`)].map((text) => {
  const {x, y, width, height} = text.getBoundingClientRect();
  return [text.textContent, x, y, x + width, y + height];
})"""

IDS = """(kind) => [...document.querySelectorAll(`#${kind} svg :is(path, text, line, rect)`)]
  .map((mark) => mark.__data__?.datum?.id).filter(Boolean)"""


class Page:
    """An empty page that draws one chart at a time, with everything that went wrong on it."""

    def __init__(self, browser: Any, address: str) -> None:
        self.page = browser.new_page(viewport={"width": 360, "height": 900}, color_scheme="light")
        self.problems: list[str] = []
        self.page.on("console", lambda message: self.problems.append(message.text))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector("#waves svg text")

    def draw(self, kind: str, rows: list[dict[str, Any]]) -> None:
        """Draw these rows alone."""
        module = MODULES[kind]
        state = {"rows": rows, "words": module.words(rows), "table": module.table(rows)}
        self.page.evaluate(DRAW, [kind, figure(module.chart()), state])
        self.page.wait_for_selector(f"#{kind} svg text")


@pytest.fixture
def page(browser: Any, page_server: str) -> Iterator[Page]:
    """Open the charts' page at a phone's width."""
    opened = Page(browser, page_server)
    yield opened
    opened.page.close()


def rows(kind: str, n: int = 26) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = MODULES[kind].rows(MEASURES[kind](n), sheet.SYNTHETIC)
    return found


@pytest.mark.parametrize("kind", list(MODULES))
@pytest.mark.parametrize("width", [360, 900])
def test_no_words_lie_upon_one_another_or_leave_the_picture(page: Page, kind: str, width: int) -> None:
    """Labels of cuts, changes and dates stand apart, however near what they name stands."""
    page.page.set_viewport_size({"width": width, "height": 900})
    page.draw(kind, rows(kind))
    edge = page.page.locator(f"#{kind} svg").bounding_box()
    # A cut's label is drawn twice: in front, and as the light edge round its letters.
    texts = {tuple(text) for text in page.page.evaluate(TEXTS, kind)}
    assert len(texts) > 5
    for one in texts:
        text, left, top, right, foot = one
        assert edge["x"] - 2 <= left, text
        assert right <= edge["x"] + edge["width"] + 2, text
        assert foot <= edge["y"] + edge["height"] + 2, text
        for other in texts - {one}:
            across = min(right, other[3]) - max(left, other[1])
            down = min(foot, other[4]) - max(top, other[2])
            assert across < 1 or down < 4, (text, other[0])
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.problems == []


@pytest.mark.parametrize("kind", list(MODULES))
def test_marks_carry_the_ids_of_the_tables_lines(page: Page, kind: str) -> None:
    """Who taps a mark and who chooses a line of the table pin their noticing to the same thing."""
    made = rows(kind)
    page.draw(kind, made)
    assert set(MODULES[kind].table(made)["ids"]) <= set(page.page.evaluate(IDS, kind))


@pytest.mark.parametrize("kind", list(MODULES))
def test_next_terms_rows_take_the_place_of_these(page: Page, kind: str) -> None:
    """The same drawing takes a small group, its scale and its height; and turns dark with the page."""
    page.draw(kind, rows(kind))
    made = rows(kind, 8)
    state = {"rows": made, "words": MODULES[kind].words(made), "table": MODULES[kind].table(made)}
    page.page.evaluate("([kind, state]) => window.drawn[kind].update(state)", [kind, state])
    page.page.wait_for_function(
        "([kind, height]) =>"
        " Math.abs(document.querySelector(`#${kind} svg`).getBoundingClientRect().height - height) <= 1",
        arg=[kind, made[0]["height_narrow"] + 6],
    )
    page.page.emulate_media(color_scheme="dark")
    page.page.wait_for_function(
        "(kind) => document.querySelector(`#${kind} svg`).outerHTML.includes('rgb(230, 232, 235)')", arg=kind
    )
    assert page.page.evaluate("window.violations") == []
    assert page.problems == []
