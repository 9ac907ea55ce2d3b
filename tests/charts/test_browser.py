"""The charts in a browser, under the policy that the pages are served with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from chart_samples import LEVELS, OPTIONS, STATEMENTS, Sample

from plckit.charts import counts, dumbbell, likert

pytestmark = pytest.mark.browser

CHANGED: dict[str, list[dict[str, Any]]] = {
    "likert": likert.rows(STATEMENTS, LEVELS, {row: {"1": 6, "4": 24} for row in STATEMENTS}),
    "dumbbell": dumbbell.rows(STATEMENTS, {row: [(2, 9)] * 6 for row in STATEMENTS}),
    "counts": counts.rows(OPTIONS, dict.fromkeys(OPTIONS, 12), 24),
}


class Watched:
    """A page with everything that went wrong on it and every address it asked for."""

    def __init__(self, browser: Any, address: str) -> None:
        self.page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme="light")
        self.address = address
        self.problems: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.problems.append(message.text))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)
        for kind in CHANGED:
            self.page.wait_for_selector(f"#{kind} svg text")

    def svg(self, kind: str) -> str:
        """Return the drawing of one chart as text."""
        return str(self.page.locator(f"#{kind} svg").evaluate("svg => svg.outerHTML"))


@pytest.fixture
def watched(browser: Any, page_server: str) -> Iterator[Watched]:
    """Open the page at a phone's width, with its three charts drawn."""
    page = Watched(browser, page_server)
    yield page
    page.page.close()


def test_charts_draw_under_the_strict_policy_and_ask_nobody_else(watched: Watched) -> None:
    """No eval, no inline style, no address but ours, and no sideways scrolling on a phone."""
    assert watched.problems == []
    assert watched.page.evaluate("window.violations") == []
    assert all(url.startswith((watched.address, "data:")) for url in watched.asked)
    assert watched.page.evaluate("document.documentElement.scrollWidth") == 360
    assert sum(url.endswith("/vega.js") for url in watched.asked) == 1


@pytest.mark.parametrize("kind", list(CHANGED))
def test_an_update_redraws_picture_words_and_table(
    watched: Watched, samples: dict[str, Sample], kind: str
) -> None:
    """The same drawing is mended in place: the svg element stays, so nothing flickers."""
    before = watched.svg(kind)
    watched.page.evaluate(f"window.kept = document.querySelector('#{kind} svg')")
    state = samples[kind].state(CHANGED[kind])
    watched.page.evaluate("([kind, state]) => window.drawn[kind].update(state)", [kind, state])
    watched.page.wait_for_function(
        "([kind, before]) => document.querySelector(`#${kind} svg`).outerHTML !== before", arg=[kind, before]
    )
    assert watched.page.evaluate(f"window.kept === document.querySelector('#{kind} svg')")
    chart = watched.page.locator(f"#{kind}")
    assert chart.locator("figcaption").inner_text() == state["words"].splitlines()[0]
    chart.get_by_text("Show as a table").click()
    assert chart.locator("tbody tr").count() == len(state["table"]["rows"])
    assert chart.locator("thead th").all_inner_texts() == state["table"]["columns"]
    assert watched.problems == []


def test_a_chart_is_an_image_with_a_name(watched: Watched) -> None:
    """A screen reader hears what the picture is; words and table follow it."""
    assert watched.page.get_by_role("img", name="Bars of answers to 6 statements").count() == 1
    watched.page.locator("#likert").get_by_text("Show in words").click()
    assert watched.page.locator("#likert li").count() == len(STATEMENTS)


def test_a_chart_follows_the_width_of_its_container(watched: Watched) -> None:
    """Turning the phone redraws the chart; statements need fewer lines and less height."""
    height = watched.page.locator("#likert svg").bounding_box()["height"]
    watched.page.set_viewport_size({"width": 740, "height": 360})
    watched.page.wait_for_function(
        "() => document.querySelector('#likert svg').getBoundingClientRect().width > 600"
    )
    assert watched.page.locator("#likert svg").bounding_box()["height"] < height
    assert watched.problems == []


def test_a_chart_turns_dark_with_the_page(watched: Watched) -> None:
    """The letters take the page's ink as soon as the system turns dark."""
    assert "rgb(27, 31, 36)" in watched.svg("likert")
    watched.page.emulate_media(color_scheme="dark")
    watched.page.wait_for_function(
        "() => document.querySelector('#likert svg').outerHTML.includes('rgb(230, 232, 235)')"
    )
    assert "rgb(27, 31, 36)" not in watched.svg("likert")


def test_a_stopped_chart_leaves_nothing_behind(watched: Watched) -> None:
    """A view that is taken away cleans up after itself."""
    watched.page.evaluate("window.drawn.counts.stop()")
    assert watched.page.locator("#counts *").count() == 0
    assert watched.problems == []


def test_without_vega_the_table_is_open(watched: Watched, samples: dict[str, Sample]) -> None:
    """Whoever cannot load the drawing code still reads the numbers."""
    watched.page.evaluate(
        """async (state) => {
          const {drawChart} = await import("/chart.js");
          const el = document.createElement("section");
          el.id = "broken";
          document.body.append(el);
          drawChart(el, {vega: Promise.reject(new Error("no bundle")), figure: {description: ""}, ...state});
        }""",
        samples["counts"].state(samples["counts"].rows),
    )
    watched.page.locator("#broken table").wait_for()
    assert "The table has the same numbers" in watched.page.locator("#broken figcaption").inner_text()


def test_in_a_kernel_the_bundle_is_asked_for_once(browser: Any, page_server: str) -> None:
    """A module from a blob: address has no neighbours, so the kernel sends the bundle, once a page."""
    page = browser.new_page()
    page.goto(f"{page_server}/notebook")
    found = page.evaluate(
        """async () => {
          const bytes = new TextEncoder().encode("export const parse = 'from the kernel';");
          const [source, sent, listeners] = [await (await fetch("/chart.js")).text(), [], new Set()];
          const model = {
            on: (_, call) => listeners.add(call),
            off: (_, call) => listeners.delete(call),
            send: (message) => {
              sent.push(message);
              for (const call of listeners) call({type: "vega"}, [new DataView(bytes.buffer)]);
            },
          };
          const load = async () => {
            const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
            return (await import(url)).loadVega(model);
          };
          const modules = await Promise.all([load(), load(), load()]);
          return [sent, modules.map((module) => module.parse), listeners.size];
        }"""
    )
    assert found == [[{"type": "vega"}], ["from the kernel"] * 3, 0]
    page.close()
