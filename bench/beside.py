"""Part 3: the same activities by plckit and by stock Voilà with a kernel for each visitor."""

from __future__ import annotations

import time
from pathlib import Path

from bench import browser, notebooks, servers
from bench.browser import Cold, Traffic
from bench.generator import generator
from bench.pages import SECONDS_TO_SETTLE, Numbers
from bench.sizes import Sizes


def plckit(sizes: Sizes, folder: Path) -> Numbers:
    """Measure plckit; its activities are open, as the widgets are."""
    workbooks = folder / "workbooks"
    name = notebooks.write_same(workbooks)
    with (
        servers.plckit(folder, workbooks) as server,
        generator(folder) as load,
        browser.cold_browser() as cold,
    ):
        session = servers.new_session(server, name, workbooks)
        code, console = session["code"], "/" + session["console_url"].split("/", 3)[3]
        load.ask("warm", base=server.base)
        load.ask("join", base=server.base, code=code, people=sizes.beside)
        load.ask("lead", base=server.base, console=console, step=notebooks.STEP)
        jars = load.ask("newcomers", base=server.base, code=code, people=1 + sizes.visits)
        time.sleep(SECONDS_TO_SETTLE)
        before = server.memory()
        found = load.ask("visit", code=code, seconds=sizes.arrive, assets=False)
        time.sleep(SECONDS_TO_SETTLE)
        memory = (server.memory() - before) / sizes.beside
        seen = _one_browser(cold, f"{server.base}/session/{code}", jars, browser.PLCKIT_USABLE)
    return _named("plckit", {"page": found["page"], "memory": memory, **seen})


def voila(sizes: Sizes, folder: Path) -> Numbers:
    """Measure stock Voilà, after one visit that warms it up."""
    notebook = notebooks.write_stock(folder / "workbooks")
    with servers.stock_voila(folder, notebook) as server, generator(folder) as load:
        load.ask("stock", base=server.base, people=1, seconds=0)
        time.sleep(SECONDS_TO_SETTLE)
        before = server.memory()
        found = load.ask("stock", base=server.base, people=sizes.beside, seconds=sizes.arrive)
        time.sleep(SECONDS_TO_SETTLE)
        memory = (server.memory() - before) / sizes.beside
    # Its kernels stay after their visitors: a browser alone is measured on a server of its own.
    with servers.stock_voila(folder, notebook) as server, browser.cold_browser() as cold:
        jars: list[dict[str, str]] = [{}] * (1 + sizes.visits)
        seen = _one_browser(cold, server.base + "/", jars, browser.STOCK_USABLE)
    return _named("voila", {"page": found["page"], "memory": memory, **seen})


def _one_browser(cold: Cold, url: str, jars: list[dict[str, str]], usable: str) -> Numbers:
    traffic: Traffic = cold.traffic(url, jars[0], usable)
    return {
        "requests": traffic.requests,
        "elsewhere": traffic.elsewhere,
        "bytes": traffic.received / 1000,
        "alone": cold.usable(url, jars[1:], usable),
    }


def _named(key: str, numbers: Numbers) -> Numbers:
    return {f"{key}.{what}": number for what, number in numbers.items()}
