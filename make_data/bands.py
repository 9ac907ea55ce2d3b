"""Bands: what the finished files must show, and the first seed that makes them show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from numpy.random import Generator, default_rng

Row = dict[str, str]
Table = list[Row]
Tables = dict[str, Table]
"""The rows of each file, by the file's name, as `csv.DictReader` gives them."""

LAST_SEED = 20_000
Made = TypeVar("Made")


@dataclass(frozen=True)
class Band:
    """A number found in the files, and the two numbers it must lie between (both count as inside)."""

    file: str
    name: str
    found: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        """Whether the number lies inside; one that could not be worked out does not."""
        return self.low - 1e-9 <= self.found <= self.high + 1e-9

    def __str__(self) -> str:
        mark = "ok  " if self.holds else "MISS"
        return f"{mark} {self.file} {self.name}: {self.found:.3f} ({self.low:g} to {self.high:g})"


class NoSeed(Exception):
    """No seed makes files that meet every band: a recipe and its bands do not fit together."""


def first_seed(
    draw: Callable[[Generator], Made], bands: Callable[[Made], Iterable[Band]]
) -> tuple[int, Made]:
    """Return the first seed, from 0 up, whose files meet every band, and what it made."""
    for seed in range(LAST_SEED):
        made = draw(default_rng(seed))
        if all(band.holds for band in bands(made)):
            return seed, made
    raise NoSeed(f"None of {LAST_SEED:,} seeds meets every band of {draw.__module__}.")
