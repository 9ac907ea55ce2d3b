"""A cold browser: a fresh context for each visit, on the loopback only."""

from __future__ import annotations

import contextlib
import os
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, sync_playwright

FLAGS = (
    "--no-sandbox --disable-quic --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
NAMES = ("chromium", "chromium-browser", "google-chrome")
MILLISECONDS = 60_000
SETTLE = 1000

# Runs before the page's own scripts and asks every few milliseconds, the same for both servers.
WATCH = """
const asking = setInterval(() => {
  if (document.body && (USABLE)) {
    clearInterval(asking);
    document.documentElement.dataset.benchUsable = performance.now();
  }
}, 5);
"""
ASKED_BEFORE = """
(moment) => [location.href, ...performance.getEntriesByType("resource")
  .filter((one) => one.startTime < moment).map((one) => one.name)]
"""
PLCKIT_USABLE = "document.body.dataset.usable === 'true'"
STOCK_USABLE = (
    "['textarea', '.widget-toggle-buttons'].every("
    "(kind) => [...document.querySelectorAll(kind)].filter((el) => el.offsetParent).length >= 8)"
)


@dataclass
class Traffic:
    """What one visit put on the wire."""

    requests: int = 0
    elsewhere: int = 0
    received: int = 0
    first: int = 0
    """Of `received`, what was asked for before the page was usable."""
    frames: int = 0
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes by address."""

    def watch(self, session: CDPSession, base: str) -> None:
        """Count what the browser of *session* fetches."""
        addresses: dict[str, str] = {}

        def asked(event: dict) -> None:
            url = addresses[event["requestId"]] = event["request"]["url"]
            self.requests += url.startswith("http")
            self.elsewhere += url.startswith("http") and not url.startswith(base)

        def got(event: dict) -> None:
            self.received += event["encodedDataLength"]
            self.sizes[addresses.get(event["requestId"], "")] = event["encodedDataLength"]

        def frame(event: dict) -> None:
            self.frames += len(event["response"]["payloadData"].encode())

        session.on("Network.requestWillBeSent", asked)
        session.on("Network.loadingFinished", got)
        session.on("Network.webSocketFrameReceived", frame)
        session.send("Network.enable")


class Cold:
    """Visits that share nothing but the browser's process."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def usable(self, url: str, jars: list[dict[str, str]], usable: str) -> float:
        """Return the seconds until the page was usable, the median of a visit with each of *jars*."""
        return statistics.median([self._visit(url, jar, usable, None) for jar in jars])

    def traffic(self, url: str, jar: dict[str, str], usable: str) -> Traffic:
        """Return what one visit fetched until it had been usable for a while."""
        counted = Traffic()
        self._visit(url, jar, usable, counted)
        return counted

    def _visit(self, url: str, jar: dict[str, str], usable: str, traffic: Traffic | None) -> float:
        base = "/".join(url.split("/")[:3])
        context = self.browser.new_context()
        try:
            context.add_cookies([{"name": k, "value": v, "url": base} for k, v in jar.items()])
            context.add_init_script(WATCH.replace("USABLE", usable))
            page = context.new_page()
            if traffic:
                traffic.watch(context.new_cdp_session(page), base)
            page.goto(url, wait_until="commit", timeout=MILLISECONDS)
            seen = page.locator("html[data-bench-usable]")
            seen.wait_for(state="attached", timeout=MILLISECONDS)
            usable_after = float(seen.get_attribute("data-bench-usable") or "nan")
            if traffic:
                page.wait_for_timeout(SETTLE)
                asked = set(page.evaluate(ASKED_BEFORE, usable_after))
                traffic.first = sum(size for url, size in traffic.sizes.items() if url in asked)
            return usable_after / 1000
        finally:
            context.close()


@contextlib.contextmanager
def cold_browser() -> Iterator[Cold]:
    """Start Chromium: `CHROMIUM` names it, or this machine's, or Playwright's own."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, LOOPBACK_ONLY])
        try:
            context = browser.new_context()  # the first page of a process also pays for the process
            context.new_page().goto("about:blank")
            context.close()
            yield Cold(browser)
        finally:
            browser.close()
