"""Part 2: answers on their way into the database and onto everybody's screen."""

from __future__ import annotations

from pathlib import Path

from bench import notebooks, servers
from bench.generator import generator
from bench.sizes import Sizes


def wall(sizes: Sizes, folder: Path) -> dict[str, float]:
    """Measure how long answers take, at a realistic rate and all at once."""
    workbooks = folder / "workbooks"
    name = notebooks.write_answers(workbooks)
    with servers.plckit(folder, workbooks) as server, generator(folder) as load:
        session = servers.new_session(server, name, workbooks)
        code, console = session["code"], "/" + session["console_url"].split("/", 3)[3]
        load.ask("warm", base=server.base)
        load.ask("join", base=server.base, code=code, people=sizes.some)
        load.ask("lead", base=server.base, console=console, step=notebooks.STEP)
        load.ask("visit", code=code, seconds=sizes.arrive, assets=False)
        rate = {"windows": sizes.windows, "window": sizes.window, "bursts": sizes.bursts}
        found = load.ask("answer", activity=notebooks.WALL, **rate)
    return {f"{how}.{what}": number for how, numbers in found.items() for what, number in numbers.items()}
