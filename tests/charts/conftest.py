"""Fixtures of this folder: samples (each kind of chart with rows) · page_server · browser.

`page_server` serves all charts under the pages' strict policy; `browser` is one Chromium for a module.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from chart_samples import (
    COLUMNS,
    DOTS,
    FOUND,
    GIVERS,
    HAND_COUNTS,
    HANDS,
    JOBS,
    LEVELS,
    LIKERT_COUNTS,
    MAP_AXES,
    MAP_CORNERS,
    MAP_DOTS,
    OPTION_COUNTS,
    OPTIONS,
    ORDERS,
    PAIRS,
    PARTNERS,
    PLACED,
    SLIDES,
    STATEMENTS,
    WAVES,
    Sample,
)
from chromium import chromium
from result_samples import CLASSES, COVERAGE, GUESS, ITEMS, OUTCOMES, SOURCE, groups

import plckit.charts
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
from plckit.charts.bundle import vega_bundle
from plckit.charts.figure import figure

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"


@pytest.fixture(scope="session")
def samples() -> dict[str, Sample]:
    """Each kind of chart by its name, with answers of a real-looking meeting."""
    stacked = likert.rows(STATEMENTS, LEVELS, LIKERT_COUNTS, stacked=True)
    return {
        "likert": _sample(likert, likert.rows(STATEMENTS, LEVELS, LIKERT_COUNTS), STATEMENTS, LEVELS),
        "stacked": _sample(likert, stacked, STATEMENTS, LEVELS, stacked=True),
        "dumbbell": _sample(dumbbell, dumbbell.rows(STATEMENTS, PAIRS), STATEMENTS),
        "counts": _sample(counts, counts.rows(OPTIONS, OPTION_COUNTS, 14), OPTIONS),
        "hands": _sample(hands, hands.rows(HANDS, HAND_COUNTS, 2), HANDS),
        "dots": _sample(dots, dots.rows(OPTIONS, DOTS, GIVERS, 9), OPTIONS),
        "ranks": _sample(ranks, ranks.rows(OPTIONS, ORDERS), OPTIONS),
        "shares": _sample(shares, shares.rows(OPTIONS, COLUMNS, PLACED), OPTIONS, COLUMNS),
        "spread": _sample(spread, spread.rows(STATEMENTS, SLIDES), STATEMENTS, "not at all", "fully"),
        "tally": _sample(tally, tally.rows(FOUND, 12, more=3)),
        "waves": _sample(waves, waves.rows(STATEMENTS, LEVELS, WAVES), STATEMENTS, LEVELS),
        "dot_map": _sample(dot_map, dot_map.rows(MAP_AXES, MAP_CORNERS, MAP_DOTS), MAP_AXES, MAP_CORNERS),
        "jobs": _sample(jobs, jobs.rows(**JOBS)),
        "partners": _sample(partners, partners.rows(**PARTNERS)),
        "outcomes": _sample(outcomes, outcomes.rows(OUTCOMES, SOURCE)),
        "classes": _sample(outcomes, outcomes.rows_by_class(CLASSES, SOURCE), classes=True),
        "items": _sample(item_dots, item_dots.rows(ITEMS, SOURCE, GUESS)),
        "groups": _sample(item_groups, item_groups.rows(groups(), SOURCE)),
        "coverage": _sample(coverage, coverage.rows(COVERAGE, SOURCE)),
    }


def _sample(module: Any, rows: list[dict[str, Any]], *fixed: Any, **named: Any) -> Sample:
    """Return a chart's sample; `fixed` and `named` are what its picture's fixed part is made of."""
    return Sample(
        module, module.chart(*fixed, **named), rows, with_rows=module.chart(*fixed, **named, data=rows)
    )


PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Charts</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css"><link rel="stylesheet" href="/chart.css">
<main id="charts"></main><script type="module" src="/page.js"></script></html>"""

PAGE_CSS = """
:root { --ink: #1b1f24; --paper: #ffffff; --accent: #1f6fb2; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #16181c; --accent: #7fb8ea; } }
body { margin: 10px; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
"""

PAGE_JS = """
import {drawChart, loadVega} from "./chart.js";
window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(e.violatedDirective));
const samples = await (await fetch("/samples.json")).json();
window.drawn = {};
for (const [kind, {figure, state}] of Object.entries(samples)) {
  const el = document.createElement("section");
  el.id = kind;
  document.getElementById("charts").append(el);
  window.drawn[kind] = drawChart(el, {vega: loadVega(null), figure, ...state});
}
"""


class OneOfTheFiles(BaseHTTPRequestHandler):
    """Answers with what `files` has at the path."""

    files: dict[str, tuple[str, str]]

    def do_GET(self) -> None:
        kind, text = self.files.get(self.path, ("text/plain", ""))
        self.send_response(200 if self.path in self.files else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if self.path != "/notebook":  # a notebook's own page runs under no policy of ours
            self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(text.encode("utf-8"))

    def log_message(self, *args: object) -> None:
        """Stay silent: what matters shows in the browser."""


@pytest.fixture(scope="session")
def page_server(samples: dict[str, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page with all charts on this machine, under the strict policy; its address."""
    charts = Path(plckit.charts.__file__).parent
    figures = {
        kind: {"figure": figure(sample.chart), "state": sample.state(sample.rows)}
        for kind, sample in samples.items()
    }
    files = {
        "/": ("text/html", PAGE),
        "/notebook": ("text/html", "<!doctype html><title>Notebook</title><link rel='icon' href='data:,'>"),
        "/page.css": ("text/css", PAGE_CSS),
        "/page.js": ("text/javascript", PAGE_JS),
        "/chart.css": ("text/css", (charts / "chart.css").read_text("utf-8")),
        "/chart.js": ("text/javascript", (charts / "chart.js").read_text("utf-8")),
        "/pages.js": ("text/javascript", (charts / "pages.js").read_text("utf-8")),
        "/vega.js": (
            "text/javascript",
            vega_bundle(tmp_path_factory.mktemp("bundle")).read_text("utf-8"),
        ),
        "/samples.json": ("application/json", json.dumps(figures)),
    }

    handler = type("Handler", (OneOfTheFiles,), {"files": files})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


# Ends with its module: Playwright's event loop would stop later tests from running one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Run one Chromium for a module."""
    with chromium() as running:
        yield running
