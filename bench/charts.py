"""Charts of the sample data: from kept results to rows, and the fixed part that a page is compiled with."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from plckit.charts.figure import figure
from plckit.charts.pictures import PICTURES, rows
from plckit.data import kept, measures, samples
from plckit.settings import sample_data

TIMES = 5
FILES = {"now": ("maths_check_2.csv", "B"), "before": ("maths_check_1.csv", "A")}


def every_chart() -> dict[str, float]:
    """Return milliseconds by chart: rows of results that are read already, and the fixed part, compiled."""
    folder = sample_data()
    content = {key: kept.dumps(samples.check(folder, *file)) for key, file in FILES.items()}
    log = (folder / "support_log.csv").read_text("utf-8-sig")
    content["support"] = kept.dumps_support(log, synthetic=True)
    numbers = {}
    for name, picture in PICTURES.items():
        if name == "run":  # of an enquiry's own numbers, not of results
            continue
        if name == "support":
            needed = [content["support"]]
        else:
            needed = [content["before"], content["now"]] if name in ("paired", "growth") else [content["now"]]

        def made(name: str = name, needed: list[bytes] = needed) -> Any:
            return rows(name, measures.measured(needed, name, "team"))

        made()  # reading the tables is measured with the import, and done once a session
        numbers[f"{name}.rows"] = _milliseconds(made)
        numbers[f"{name}.spec"] = _milliseconds(lambda p=picture: figure(p.module.chart(**p.fixed)))
    return numbers


def _milliseconds(job: Callable[[], Any]) -> float:
    """Return the middle of a few runs."""
    found = []
    for _ in range(TIMES):
        began = time.perf_counter()
        job()
        found.append(1000 * (time.perf_counter() - began))
    return statistics.median(found)
