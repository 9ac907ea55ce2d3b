"""How many people a run has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """The people, visits and seconds of one run."""

    some: int = 60
    """People in a session."""
    many: int = 300
    """People in a very large session."""
    beside: int = 10
    """People at each of the two servers that are compared."""
    visits: int = 5
    """Visits of a cold browser, of which the median counts."""
    arrive: float = 3.0
    """Seconds within which everybody opens the page."""
    windows: int = 10
    """How often each person answers at the realistic rate, once in each window of `window` seconds."""
    window: float = 3.0
    bursts: int = 5
    """How often everybody answers at the same moment."""
    reveals: int = 20
    """How often a chart is revealed and hidden again."""
    rows: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    """Rows of results that a file becomes."""


FULL = Sizes()
QUICK = Sizes(
    some=10,
    many=10,
    beside=2,
    visits=2,
    arrive=1.0,
    windows=2,
    window=1.5,
    bursts=2,
    reveals=3,
    rows=(1_000, 2_000),
)
