"""Part 1: many people open a workbook, and one cold browser does: workbook 01, and every kind on one page."""

from __future__ import annotations

import time
from pathlib import Path

from bench import browser, notebooks, servers
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


def one_browser(key: str, sizes: Sizes, folder: Path, workbooks: Path, name: str = WORKBOOK) -> Numbers:
    """Measure what a cold browser fetches and when its page is usable, alone and in a full room."""
    with (
        servers.plckit(folder, workbooks) as server,
        generator(folder) as load,
        browser.cold_browser() as cold,
    ):
        code = servers.new_session(server, name, workbooks)["code"]
        load.ask("warm", base=server.base)
        url = f"{server.base}/session/{code}"
        jars = load.ask("newcomers", base=server.base, code=code, people=1 + 2 * sizes.visits)
        traffic = cold.traffic(url, jars[0], browser.PLCKIT_USABLE)
        alone = cold.usable(url, jars[1 : 1 + sizes.visits], browser.PLCKIT_USABLE)
        load.ask("join", base=server.base, code=code, people=sizes.some)
        load.ask("visit", code=code, seconds=sizes.arrive, assets=False)
        crowded = cold.usable(url, jars[1 + sizes.visits :], browser.PLCKIT_USABLE)
    return {
        f"{key}.requests": traffic.requests,
        f"{key}.bytes": traffic.first / 1000,
        f"{key}.all": traffic.received / 1000,
        f"{key}.frames": traffic.frames / 1000,
        f"{key}.alone": alone,
        f"{key}.crowded": crowded,
    }


def every_kind(sizes: Sizes, folder: Path) -> Numbers:
    """Measure the same with one activity of each kind on one page."""
    name = notebooks.write_every_kind(folder / "workbooks")
    crowd_of = crowd("kinds", sizes.many, sizes, folder / "many", folder / "workbooks", name)
    return crowd_of | one_browser("kinds", sizes, folder / "one", folder / "workbooks", name)
