"""Where students stand with each outcome, day after day, in counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from plckit.data.kept import support_rows
from plckit.domain.datasets import LABELS, Standing
from plckit.domain.results import Audience
from plckit.domain.suppression import PROTECTED, hide_small, is_small


def measured(content: bytes, audience: Audience) -> dict[str, Any]:
    """Return {"measures", "source"} of a support log: one measure an outcome, day and status (B2, M3, P4)."""
    rows, synthetic = support_rows(content)
    students = {row["student_code"] for row in rows}
    if is_small(len(students), audience):
        return {"wait": f"Too few students: {PROTECTED}."}
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        counts.setdefault((row["outcome_id"], row["check_date"]), Counter())[row["status"]] += 1
    found = []
    for (outcome, day), given in sorted(counts.items()):
        cells = [given[status] for status in Standing]
        # Inside the team every student is known by code, and single ones are talked about here.
        hidden = hide_small(cells, audience).cells if audience is Audience.OUTSIDE else (False,) * len(cells)
        for status, count, gone in zip(Standing, cells, hidden, strict=True):
            found.append(
                {
                    "date": day,
                    "outcome": outcome,
                    "outcome_label": outcome,
                    "status": str(status),
                    "status_label": LABELS[status],
                    "count": None if gone else count,
                    "n": sum(cells),
                    "hidden": PROTECTED if gone else "",
                }
            )
    source = {
        "tested": len(students),
        "enrolled": len(students),
        "synthetic": synthetic,
        "outside": audience == "outside",
    }
    return {"measures": found, "source": source}
