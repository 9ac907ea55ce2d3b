"""Fixtures of this folder: samples (each kind of chart with rows) · page_server · browser.

`page_server` serves the three charts under the pages' strict policy; `browser` is one Chromium for a module.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import plckit.charts
from plckit.charts import counts, dumbbell, likert
from plckit.charts.bundle import vega_bundle
from plckit.charts.figure import figure

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"

STATEMENTS = {
    "fail": "If I try something and it fails, people here would help me learn from it.",
    "say": "I can say what I think in our meetings.",
    "word": "People here keep their word.",
    "kind": "When we disagree, we stay kind and stay with the problem.",
    "know": "I know what my colleagues are good at.",
    "help": "We ask each other for help without fear of looking weak.",
}
LEVELS = {
    "1": "Strongly disagree",
    "2": "Disagree",
    "3": "Neither",
    "4": "Agree",
    "5": "Strongly agree",
}
OPTIONS = {
    "time": "More time to look at student work together",
    "watch": "Watching one another teach",
    "bank": "A shared bank of questions that check understanding before we move on",
    "nothing": "Nothing yet",
    "else": "Something else",
}
LIKERT_COUNTS: dict[str, dict[str, int] | None] = {
    "fail": {"1": 1, "2": 2, "3": 3, "4": 7, "5": 4, "not_sure": 1},
    "say": {"2": 1, "3": 2, "4": 9, "5": 6},
    "word": {"1": 5, "2": 3, "4": 4, "5": 6},
    "kind": None,
    "know": {"2": 4, "3": 6, "4": 5, "5": 1, "not_sure": 2},
    "help": {"1": 1, "2": 4, "3": 2, "4": 8, "5": 3},
}
PAIRS: dict[str, list[tuple[float | None, float | None]] | None] = {
    "fail": [(3, 8), (4, 7), (4, 9), (2, 8), (5, 8), (4, 10), (6, 9), (3, 7), (5, 8), (4, 8), (7, 9), (4, 6)],
    "say": [(6, 8), (7, 8), (7, 9), (8, 8), (5, 9), (7, 10), (6, 8), (7, 7), (8, 9), (9, 10), (7, 8), (6, 9)],
    "word": [
        (1, 9),
        (2, 8),
        (1, 9),
        (2, 9),
        (3, 8),
        (8, 9),
        (9, 10),
        (8, 8),
        (9, 9),
        (8, 10),
        (2, 8),
        (9, 9),
    ],
    "kind": None,
    "know": [(5, 5), (6, 6), (5, 5), (4, 6), (5, None), (5, 5), (6, 6), (None, 5)],
    "help": [(3, 8)] * 14 + [(0, 10), (10, None), (7.5, 9.5)],
}
OPTION_COUNTS: dict[str, int | None] = {"time": 9, "watch": 6, "bank": 2, "nothing": None, "else": 0}


@dataclass(frozen=True)
class Sample:
    """One kind of chart with answers: its module, its chart without data, and rows to draw."""

    module: Any
    chart: Any
    rows: list[dict[str, Any]]
    with_rows: Any = field(repr=False)

    def state(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        """Return what drawChart takes for these rows."""
        return {"rows": rows, "words": self.module.words(rows), "table": self.module.table(rows)}


@pytest.fixture(scope="session")
def samples() -> dict[str, Sample]:
    """Each kind of chart by its name, with answers of a real-looking meeting."""
    likert_rows = likert.rows(STATEMENTS, LEVELS, LIKERT_COUNTS)
    dumbbell_rows = dumbbell.rows(STATEMENTS, PAIRS)
    count_rows = counts.rows(OPTIONS, OPTION_COUNTS, 14)
    return {
        "likert": Sample(
            likert,
            likert.chart(STATEMENTS, LEVELS),
            likert_rows,
            likert.chart(STATEMENTS, LEVELS, likert_rows),
        ),
        "dumbbell": Sample(
            dumbbell, dumbbell.chart(STATEMENTS), dumbbell_rows, dumbbell.chart(STATEMENTS, dumbbell_rows)
        ),
        "counts": Sample(counts, counts.chart(OPTIONS), count_rows, counts.chart(OPTIONS, count_rows)),
    }


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


@pytest.fixture(scope="session")
def page_server(samples: dict[str, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page with the three charts on this machine, under the strict policy; its address."""
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
        "/vega.js": (
            "text/javascript",
            vega_bundle(tmp_path_factory.mktemp("bundle")).read_text("utf-8"),
        ),
        "/samples.json": ("application/json", json.dumps(figures)),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = files.get(self.path, ("text/plain", ""))
            self.send_response(200 if self.path in files else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            if self.path != "/notebook":  # a notebook's own page runs under no policy of ours
                self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(text.encode("utf-8"))

        def log_message(self, *args: object) -> None:
            """Stay silent: what matters shows in the browser."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium of this machine, which asks nobody on the internet for anything."""
    from playwright.sync_api import sync_playwright

    flags = (
        "--no-sandbox --disable-quic --disable-background-networking --disable-component-update "
        "--disable-sync --no-first-run"
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags.split())
        yield chromium
        chromium.close()
