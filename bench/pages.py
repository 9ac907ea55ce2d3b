"""Part 1: many people open workbook 01, and one cold browser does."""

from __future__ import annotations

import time
from pathlib import Path

from bench import browser, servers
from bench.generator import generator
from bench.sizes import Sizes

WORKBOOK = "01"
SECONDS_TO_SETTLE = 2.0

Numbers = dict[str, float]


def crowd(
    key: str, people: int, sizes: Sizes, folder: Path, workbooks: Path, name: str = WORKBOOK
) -> Numbers:
    """Measure *people* who open the page of workbook *name* within a few seconds; assets are not fetched."""
    with servers.plckit(folder, workbooks) as server, generator(folder) as load:
        code = servers.new_session(server, name, workbooks)["code"]
        load.ask("warm", base=server.base)
        load.ask("join", base=server.base, code=code, people=people)
        time.sleep(SECONDS_TO_SETTLE)
        before = server.memory()
        found = load.ask("visit", code=code, seconds=sizes.arrive, assets=False)
        time.sleep(SECONDS_TO_SETTLE)
        found["memory"] = (server.memory() - before) / people
        found["ready"] = server.ready
    return {f"{key}.{what}": number for what, number in found.items()}


def cold_crowd(key: str, people: int, sizes: Sizes, folder: Path, workbooks: Path) -> Numbers:
    """Measure the same, with every browser fetching every asset the page links."""
    with servers.plckit(folder, workbooks) as server, generator(folder) as load:
        code = servers.new_session(server, WORKBOOK, workbooks)["code"]
        load.ask("warm", base=server.base)
        load.ask("join", base=server.base, code=code, people=people)
        found = load.ask("visit", code=code, seconds=sizes.arrive, assets=True)
    return {f"{key}.assets": found["usable"]}


def one_browser(sizes: Sizes, folder: Path, workbooks: Path) -> Numbers:
    """Measure what a cold browser fetches and when its page is usable, alone and in a full room."""
    with (
        servers.plckit(folder, workbooks) as server,
        generator(folder) as load,
        browser.cold_browser() as cold,
    ):
        code = servers.new_session(server, WORKBOOK, workbooks)["code"]
        load.ask("warm", base=server.base)
        url = f"{server.base}/session/{code}"
        jars = load.ask("newcomers", base=server.base, code=code, people=1 + 2 * sizes.visits)
        traffic = cold.traffic(url, jars[0], browser.PLCKIT_USABLE)
        alone = cold.usable(url, jars[1 : 1 + sizes.visits], browser.PLCKIT_USABLE)
        load.ask("join", base=server.base, code=code, people=sizes.some)
        load.ask("visit", code=code, seconds=sizes.arrive, assets=False)
        crowded = cold.usable(url, jars[1 + sizes.visits :], browser.PLCKIT_USABLE)
    return {
        "one.requests": traffic.requests,
        "one.bytes": traffic.received / 1000,
        "one.frames": traffic.frames / 1000,
        "one.alone": alone,
        "one.crowded": crowded,
    }
