"""A share as its audience may have it: its range, and nothing at the ends of the scale outside the team."""

from __future__ import annotations

from typing import Any

from plckit.domain.ranges import Range
from plckit.domain.results import Audience
from plckit.domain.suppression import Share, coded

Measure = dict[str, Any]


def said(value: float, between: Range | None, n: int, audience: Audience) -> Measure:
    """Return {"share", "low", "high", "said", "hidden"} of a share of *n* students (rules R2 and P5)."""
    if between is None:
        return {"share": value, "low": None, "high": None, "said": "", "hidden": ""}
    shown = coded(Share(value, between), n, audience)
    return {
        "share": shown.value,
        "low": shown.range.low,
        "high": shown.range.high,
        "said": shown.said,
        "hidden": "",
    }
