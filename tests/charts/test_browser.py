"""The charts in a browser, under the policy that the pages are served with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from chart_samples import (
    COLUMNS,
    HANDS,
    JOBS,
    LEVELS,
    MAP_AXES,
    MAP_CORNERS,
    OPTIONS,
    ORDERS,
    PARTNERS,
    STATEMENTS,
    WAVES,
    Sample,
    wave,
)
from result_samples import CLASSES, COVERAGE, ITEMS, OUTCOMES, SOURCE, groups

from plckit.charts import (
    counts,
    coverage,
    dot_map,
    dots,
    dumbbell,
    hands,
    item_dots,
    item_groups,
    jobs,
    likert,
    outcomes,
    partners,
    ranks,
    shares,
    spread,
    tally,
    waves,
)

pytestmark = pytest.mark.browser

CHANGED: dict[str, list[dict[str, Any]]] = {
    "likert": likert.rows(STATEMENTS, LEVELS, {row: {"1": 6, "4": 24} for row in STATEMENTS}),
    "dumbbell": dumbbell.rows(STATEMENTS, {row: [(2, 9)] * 6 for row in STATEMENTS}),
    "counts": counts.rows(OPTIONS, dict.fromkeys(OPTIONS, 12), 24),
    "stacked": likert.rows(STATEMENTS, LEVELS, {row: {"1": 6, "4": 24} for row in STATEMENTS}, stacked=True),
    "hands": hands.rows(HANDS, {"0": 9, "5": 13}, 0),
    "dots": dots.rows(OPTIONS, dict.fromkeys(OPTIONS, 60), dict.fromkeys(OPTIONS, 24), 24),
    "ranks": ranks.rows(OPTIONS, [order[::-1] for order in ORDERS]),
    "shares": shares.rows(OPTIONS, COLUMNS, {row: {"keep": 6, "teams": 6} for row in OPTIONS}),
    "spread": spread.rows(STATEMENTS, {row: [2, 2, 3, 4, 4] for row in STATEMENTS}),
    "tally": tally.rows([(f"word {i}", 20 - i) for i in range(20)], 24),
    "waves": waves.rows(STATEMENTS, LEVELS, [*WAVES, *WAVES]),
    "dot_map": dot_map.rows(MAP_AXES, MAP_CORNERS, [(2, 3)] * 12 + [(9, 9)] * 3),
    "jobs": jobs.rows(**JOBS | {"found": JOBS["found"][:2]}),
    "partners": partners.rows(**PARTNERS | {"found": PARTNERS["found"][:2]}),
    "outcomes": outcomes.rows(OUTCOMES[:2], SOURCE),
    "classes": outcomes.rows_by_class(CLASSES[:3], SOURCE),
    "items": item_dots.rows([*ITEMS, *(one | {"id": f"{one['id']}B"} for one in ITEMS)], SOURCE),
    "groups": item_groups.rows({key: held[:2] for key, held in groups().items()}, SOURCE),
    "coverage": coverage.rows(COVERAGE | {"classes": []}, SOURCE),
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
    """Open the page at a phone's width, with its charts drawn."""
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
    images = watched.page.locator(".plckit-chart").get_by_role("img", name=re.compile("."))
    names = {image.get_attribute("aria-label") for image in images.all()}
    assert len(names) == images.count() == len(CHANGED)
    assert any(str(name).startswith("Bars of answers to 6 statements") for name in names)
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


def test_a_chart_of_unknown_rows_is_as_high_as_its_rows(watched: Watched, samples: dict[str, Sample]) -> None:
    """A tally's words come with the answers: five rows, then sixteen, then one."""
    heights = {}
    for found in (4, 16, 1):
        rows = tally.rows([(f"word {i}", 3) for i in range(found)], 5)
        watched.page.evaluate("(state) => window.drawn.tally.update(state)", samples["tally"].state(rows))
        watched.page.wait_for_function(
            "(bars) => document.querySelectorAll('#tally .mark-rect path').length === bars",
            arg=min(found, 15),
        )
        heights[found] = watched.page.locator("#tally svg").bounding_box()["height"]
    assert heights[16] - heights[4] == 12 * tally.STEP
    assert heights[4] - heights[1] == 3 * tally.STEP
    assert watched.problems == []


def test_results_are_as_high_as_their_rows_and_a_press_finds_the_id(
    watched: Watched, samples: dict[str, Sample]
) -> None:
    """A team's file brings its own items: their places come with them, and a press beside a dot is enough."""
    made = samples["items"].rows
    svg = watched.page.locator("#items svg")
    assert abs(svg.bounding_box()["height"] - made[-1]["y_narrow"]) < 12
    found = watched.page.evaluate(
        """() => {
          const fields = [...document.querySelectorAll("#items svg .mark-rect path")];
          const strips = fields.filter((one) => one.__data__?.datum?.part === "strip");
          return strips.map((one) => [one.__data__.datum.id, one.getBoundingClientRect().height]);
        }"""
    )
    assert [id for id, _ in found] == samples["items"].module.table(made)["ids"]
    assert all(height >= 44 for _, height in found)
    assert watched.problems == []


def test_items_that_no_wall_can_hold_are_parted_between_strips(
    watched: Watched, samples: dict[str, Sample]
) -> None:
    """Each page has the key and the scale; the source stands on the last one, and no item is cut or lost."""
    state = samples["items"].state(CHANGED["items"])
    pages = watched.page.evaluate(
        """async (state) => {
          const {drawPages} = await import("/pages.js");
          const {loadVega} = await import("/chart.js");
          const {items: {figure}} = await (await fetch("/samples.json")).json();
          const el = document.createElement("section");
          document.body.append(el);
          const first = new Promise((done) => el.addEventListener("plckit-drawn", done, {once: true}));
          drawPages(el, {vega: loadVega(null), figure, ...state});
          await first;
          await new Promise((until) => {
            el.dispatchEvent(new CustomEvent("fit", {detail: {first: 420, whole: 420, until}}));
          });
          const shown = () => [...el.children].filter((one) => !one.hidden);
          const rects = (one) => [...one.querySelectorAll(".mark-rect path")];
          const data = (one) => rects(one).map((rect) => rect.__data__.datum);
          const ids = (one) => data(one).filter(({part}) => part === "strip").map(({id}) => id);
          const texts = (one) => one.querySelector("svg").textContent;
          const height = (one) => one.querySelector("svg").getBoundingClientRect().height;
          return shown().map((one) => ({ids: ids(one), texts: texts(one), height: height(one)}));
        }""",
        state,
    )
    assert len(pages) > 1
    assert [id for page in pages for id in page["ids"]] == state["table"]["ids"]
    assert all(page["height"] <= 420 for page in pages)
    assert all("100%" in page["texts"] and "Dot: share" in page["texts"] for page in pages)
    assert [("SYNTHETIC" in page["texts"]) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert watched.problems == []


def test_waves_take_the_room_they_need(watched: Watched, samples: dict[str, Sample]) -> None:
    """One wave leaves no empty room under its bars, and the fourth still fits."""
    bars = sum(1 for row in waves.rows(STATEMENTS, LEVELS, [wave("T0", 20, STATEMENTS)]) if row["count"])
    heights = {}
    for number in (4, 1, 2):
        rows = waves.rows(STATEMENTS, LEVELS, [wave(f"T{i}", 20, STATEMENTS) for i in range(number)])
        watched.page.evaluate("(state) => window.drawn.waves.update(state)", samples["waves"].state(rows))
        labels = watched.page.locator("#waves svg text").get_by_text(re.compile(r"^T\d$"))
        watched.page.wait_for_function(
            "(bars) => document.querySelectorAll('#waves .mark-rect path').length === bars",
            arg=number * bars,
        )
        assert labels.count() == number * len(STATEMENTS)
        svg = watched.page.locator("#waves svg").bounding_box()
        heights[number] = svg["height"]
        boxes = [label.bounding_box() for label in labels.all()]
        bottom = max(box["y"] + box["height"] for box in boxes)
        assert 0 < svg["y"] + svg["height"] - bottom < waves.STEP
    assert heights[4] - heights[1] == 3 * len(STATEMENTS) * waves.STEP
    assert heights[2] - heights[1] == len(STATEMENTS) * waves.STEP
    assert watched.problems == []


def test_a_chart_that_hides_everything_is_one_line(watched: Watched, samples: dict[str, Sample]) -> None:
    """Rule P7 said once; as soon as there is something to show, the options are back."""
    before = watched.page.locator("#counts svg").bounding_box()["height"]
    texts = watched.page.locator("#counts svg text").count()
    for counted, shown in ((dict.fromkeys(OPTIONS), 1), (dict.fromkeys(OPTIONS, 3), texts)):
        state = samples["counts"].state(counts.rows(OPTIONS, counted, 9))
        watched.page.evaluate("(state) => window.drawn.counts.update(state)", state)
        watched.page.wait_for_function(
            "(shown) => document.querySelectorAll('#counts svg text').length === shown", arg=shown
        )
        height = watched.page.locator("#counts svg").bounding_box()["height"]
        assert height < 40 if shown == 1 else height == before
    assert watched.problems == []


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


def test_a_map_that_is_drawn_again_says_everything_once(watched: Watched, samples: dict[str, Sample]) -> None:
    """New dots and a turned phone are drawn into the same picture; nothing in it adds up."""
    for given in ([(9, 9)] * 6, [(1, 1)] * 7):
        state = samples["dot_map"].state(dot_map.rows(MAP_AXES, MAP_CORNERS, given))
        watched.page.evaluate("(state) => window.drawn.dot_map.update(state)", state)
        watched.page.set_viewport_size({"width": 360 + 40 * len(given), "height": 700})
    texts = watched.page.locator("#dot_map svg text")
    said = texts.get_by_text(re.compile(r"^↑ Strength of our team\s+\(n = 7\)$"))
    said.wait_for(state="attached")
    assert "n = 6" not in watched.svg("dot_map")
    assert watched.svg("dot_map").count("n = 7") == 1
