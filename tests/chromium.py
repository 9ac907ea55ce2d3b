"""This machine's Chromium, which asks nobody on the internet for anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import expect, sync_playwright

FLAGS = (
    "--no-sandbox --disable-quic --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
# The address bar of a window nobody sees costs two pages of Chromium's own, more than the page under test.
# The last such flag counts alone, so what Playwright switches off stands here again.
FLAGS.append(
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,PaintHolding,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,ThirdPartyStoragePartitioning,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "LensOverlay,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying"
)
# Workers share two cores: what is there at once on a quiet machine may take a while here.
expect.set_options(timeout=10_000)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def path_of_chromium() -> str:
    """Return where Chromium is."""
    found = os.environ.get("PLCKIT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "The browser tests need Chromium: install it, or set PLCKIT_CHROMIUM to its path."
    return found


@contextmanager
def chromium() -> Iterator[Any]:
    """Run Chromium; close it before another test wants an event loop of its own."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path_of_chromium(), args=FLAGS)
        yield running
        running.close()
