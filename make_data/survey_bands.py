"""What D7 must show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import mean, median

from make_data.bands import Band, Table
from make_data.survey import ASKED, ATTRIBUTES, PARTS, SMALLEST, WAVES

band = partial(Band, "D7")
FIRST, SECOND, THIRD, FOURTH = WAVES


def bands(rows: Table) -> Iterator[Band]:
    """Yield every band of the survey."""
    yield from _practice(rows)
    yield from _split(rows)
    yield from _drop(rows)
    yield from _false_rise(rows)
    yield from _top_and_unsure(rows)
    yield from _answers(rows)


def scores(rows: Table, wave: str, *items: str) -> list[int]:
    """Return the answers from 1 to 5 to some lines in one wave."""
    return [
        int(row["score"])
        for row in rows
        if row["wave"] == wave and row["item_id"] in items and row["score"] != "not_sure"
    ]


def people(rows: Table, wave: str) -> dict[str, str]:
    """Return the part of the staff of each response in one wave."""
    return {row["response_id"]: row["site_part"] for row in rows if row["wave"] == wave}


def _share(found: list[int], *levels: int) -> float:
    return sum(score in levels for score in found) / len(found)


def _practice(rows: Table) -> Iterator[Band]:
    for wave, middle in zip(WAVES, (2, 2, 3, 4), strict=True):
        found = median(scores(rows, wave, "P1", "P2", "P3"))
        yield band(f"real rise: median of shared practice in {wave}", found, middle, middle)


def _split(rows: Table) -> Iterator[Band]:
    for wave in WAVES:
        found = scores(rows, wave, "L2")
        low, mid, high = (_share(found, *levels) for levels in ((1, 2), (3,), (4, 5)))
        yield band(f"split group: L2 at 1–2 in {wave}", low, 0.3, 0.5)
        yield band(f"split group: L2 at 4–5 in {wave}", high, 0.35, 0.6)
        yield band(f"split group: L2 at 3 in {wave}", mid, 0.0, 0.2)
        peaks = min(max(map(found.count, levels)) for levels in ((1, 2), (4, 5)))
        yield band(f"split group: lower peak less two valleys in {wave}", peaks - 2 * found.count(3), 0, 24)
    whole = [score for wave in WAVES for score in scores(rows, wave, "L2")]
    yield band("split group: L2 at 1–2 in all waves", _share(whole, 1, 2), 0.36, 0.44)
    yield band("split group: L2 at 4–5 in all waves", _share(whole, 4, 5), 0.41, 0.49)
    yield band("split group: mean of L2", mean(whole), 3.0, 3.2)


def _drop(rows: Table) -> Iterator[Band]:
    before, then, after = (scores(rows, wave, "S1") for wave in (SECOND, THIRD, FOURTH))
    yield band("drop: fall of the median of S1 in wave 3", median(before) - median(then), 1, 1)
    yield band("drop: mean of S1 that came back in wave 4", mean(after) - mean(then), 0.2, 0.8)
    yield band("drop: mean of S1 still missing in wave 4", mean(before) - mean(after), 0.2, 0.9)


def _false_rise(rows: Table) -> Iterator[Band]:
    means = [mean(scores(rows, wave, "C1", "C2", "C3")) for wave in WAVES]
    yield band("false rise: C1–C3 in wave 3 above wave 2", means[2] - means[1], 0.35, 0.8)
    yield band("false rise: C1–C3 in wave 3 above wave 4", means[2] - means[3], 0.25, 0.8)
    yield band("false rise: C1–C3 in wave 4 against wave 2", means[3] - means[1], -0.2, 0.2)
    yield band("false rise: share who answered in wave 3", len(people(rows, THIRD)) / ASKED, 0.5, 0.599)


def _top_and_unsure(rows: Table) -> Iterator[Band]:
    for wave in WAVES:
        high = _share(scores(rows, wave, "V1"), 4, 5)
        yield band(f"near the top: share at 4–5 on V1 in {wave}", high, 0.85, 1)
    unsure = sum(
        row["score"] == "not_sure" for row in rows if row["wave"] == FIRST and row["item_id"] == "P2"
    )
    yield band("not sure: share on P2 in wave 1", unsure / WAVES[FIRST], 0.27, 0.35)


def _answers(rows: Table) -> Iterator[Band]:
    yield band("rows", len(rows), 1275, 1275)
    lines = sum(len(items) for items in ATTRIBUTES.values())
    for wave, answered in WAVES.items():
        parts = list(people(rows, wave).values())
        yield band(f"answers in {wave}", len(parts), answered, answered)
        each = sum(row["wave"] == wave for row in rows) / len(parts)
        yield band(f"rows a response in {wave}", each, lines, lines)
        least = PARTS["support"] if wave == FIRST else 1
        yield band(f"small part: answers without a part in {wave}", parts.count(""), least, SMALLEST - 1)
        named = [parts.count(part) for part in set(parts) - {""}]
        yield band(f"small part: smallest part that is named in {wave}", min(named), SMALLEST, ASKED)
