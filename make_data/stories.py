"""`data/STORIES.md`: the words of `stories.md` beside this file, with the numbers of the finished files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from make_data import files, scores, support_bands
from make_data.bands import Band
from make_data.figures import Flags, alpha, before_after, expected, wilson
from make_data.files import Files
from make_data.questions import ITEMS, KEYS, TRUE_ANSWER, WRONG_KEY
from make_data.school import CLASSES
from make_data.scores import Scores

NAME = "STORIES.md"
WORDS = Path(__file__).parent / "stories.md"


def write(made: Files) -> str:
    """Return the page; a number that is not in the files is an error."""
    found = files.bands(made)
    numbers = {_key(band): _number(band.found) for band in found}
    roster = files.read(made["roster.csv"])
    first = scores.read(roster, files.read(made["maths_check_1.csv"]))
    second = scores.read(roster, files.read(made["maths_check_2.csv"]))
    words = WORDS.read_text("utf-8")
    for key, value in [*_check_1(first), *_check_2(first, second), *_log(made), *_shares(found)]:
        numbers[key] = value
    for key in sorted(numbers, key=len, reverse=True):
        words = words.replace(f"[{key}]", numbers[key].replace("-", "−"))
    if "[D" in words:
        raise KeyError(words[words.index("[D") :].splitlines()[0])
    return words


def _key(band: Band) -> str:
    return f"{band.file} {band.name}"


def _shares(found: list[Band]) -> Iterator[tuple[str, str]]:
    """Yield every number once more as a percentage."""
    for band in found:
        yield f"{_key(band)} in %", _percent(band.found)


def _number(value: float) -> str:
    """Return a number as it is said: whole ones whole, others with one or two places."""
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _check_1(check: Scores) -> Iterator[tuple[str, str]]:
    totals = check.totals[check.tested]
    for cut in (8, 9, 10):
        count = int((totals >= cut).sum())
        low, high = wilson(count, len(totals))
        yield (
            f"D3 at {cut}",
            f"{count} of {len(totals)} ({_percent(count / len(totals))}, range {_range(low, high)})",
        )
    sem = float(totals.std(ddof=1) * np.sqrt(1 - alpha(check.points[check.tested])))
    yield "D3 SEM", f"{sem:.2f}"
    yield "D3 two-test error", f"{sem * np.sqrt(2):.2f}"
    third = len(totals) // 3
    for option in (TRUE_ANSWER, KEYS["A"][ITEMS.index(WRONG_KEY)]):
        yield f"D3 top third {option}", f"{check.top_third(option)} of {third}"


def _check_2(first: Scores, second: Scores) -> Iterator[tuple[str, str]]:
    both = first.tested & second.tested
    before, after = first.totals[both], second.totals[both]
    _, low, high = before_after(before, after)
    yield "D4 effect range", f"{low:.2f} to {high:.2f}"
    lowest = float(np.sort(before, kind="stable")[:12].mean())
    yield "D4 expected gain of the 12", f"{expected(before, after, lowest) - lowest:.1f}"
    dropped: Flags = first.tested & ~second.tested
    yield "D4 dropped", str(int(dropped.sum()))
    yield "D4 first score of the dropped", f"{first.totals[dropped].mean():.1f}"
    yield "D4 first score of the matched", f"{before.mean():.1f}"
    for name in CLASSES:
        one = both & (first.classes == name)
        gain = second.totals[one] - first.totals[one]
        o4 = (second.points - first.points)[one][:, 12:].sum(axis=1)
        yield f"D4 gain {name}", f"{gain.mean():.1f}"
        yield f"D4 gain {name} without O4", f"{(gain - o4).mean():.1f}"


def _log(made: Files) -> Iterator[tuple[str, str]]:
    for key, moved in support_bands.moves(files.read(made["support_log.csv"])).items():
        yield (
            f"D6 moved with {key}",
            f"{sum(moved)} of {len(moved)} (range {_range(*wilson(sum(moved), len(moved)))})",
        )


def _range(low: float, high: float) -> str:
    return f"{100 * low:.0f}–{100 * high:.0f} %"
