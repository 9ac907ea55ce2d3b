"""What comes in: numbers of students, checked once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plckit.errors import BadValue

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]


def line(values: ArrayLike, what: str) -> Numbers:
    """Return one number a student as floats; BadValue for another shape, a word or an endless number."""
    return _checked(values, 1, what)


def grid(values: ArrayLike, what: str) -> Numbers:
    """Return students × items as floats; BadValue for another shape, a word or an endless number."""
    return _checked(values, 2, what)


def present(values: ArrayLike, what: str) -> Numbers:
    """Return the numbers of those who were tested: a line without its NaN."""
    found = line(values, what)
    return found[~np.isnan(found)]


def same_length(a: NDArray[Any], b: NDArray[Any], what: str) -> None:
    """Refuse two arrays that do not hold the same students in the same order."""
    if len(a) != len(b):
        raise BadValue(f"The {what} need one number a student each: {len(a)} and {len(b)} do not fit.")


def maxima(points: Numbers, max_points: ArrayLike) -> Numbers:
    """Return the most points of each item; BadValue unless they fit the items and every point is within.

    `max_points` is one number for all items or one an item.
    """
    try:
        most = np.broadcast_to(np.asarray(max_points, dtype=float), points.shape[1:])
    except ValueError:
        raise BadValue("Give the most points of each item, one number an item.") from None
    if not (most > 0).all():
        raise BadValue("The most points of an item are more than 0.")
    if (points < 0).any() or (points > most).any():
        raise BadValue("Points lie between 0 and the most points of their item. Correct the results first.")
    return most


def _checked(values: ArrayLike, directions: int, what: str) -> Numbers:
    shape = "one number a student" if directions == 1 else "a row a student and a column an item"
    try:
        found = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise BadValue(f"The {what} must be numbers, {shape}.") from None
    if found.ndim != directions:
        raise BadValue(f"The {what} need {shape}.")
    if np.isinf(found).any():
        raise BadValue(f"The {what} must be numbers that end.")
    return found
