"""Reviews: workbooks for two people, whose words stay in a file on their own device (W12).

Nothing that is typed in one reaches plckit: `plckit/web/static/review.js` keeps it in the browser's tab and
hands it over as a file. What may leave is where each area stands, 0 to 4, as a line of text. Here is what
such a workbook may ask with, which of its steps are areas, and how counts are read and summed.

A file is JSON: {"format": "plckit-review", "version": 1, "workbook": key, "edition": text, "begun": day,
"saved": day, "areas": {area: 0–4}, "entries": {activity: {entry: value}}}. A line of counts is
“plckit-review-counts 1 <workbook> <area>=<0–4> …”; a mail may break it. Both stay readable: a change that an
older reader cannot take raises the version, and `review_file.js` still reads the older ones.

Stdlib, plckit.errors and plckit.domain only.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from plckit.domain.visibility import SMALLEST_GROUP
from plckit.domain.workbooks import Page
from plckit.errors import BadValue

FORMAT, COUNTS, VERSION = "plckit-review", "plckit-review-counts", 1
STATUSES = range(5)
"""Where an area stands: not started, talking, trying, in place for most, part of how we work."""

# The kinds whose values `review_values.js` checks, since no server does.
KINDS = (
    "checklist choice commitment date evidence_log likert link_list long_text multi_select planner_table "
    "short_text slider yes_partly_no"
).split()
SEES = {
    "label": "Only the two of you: stays on this device",
    "detail": "Nothing here is sent anywhere. It is in this tab until you save it to a file of your own. "
    "Whoever has that file can read it.",
}
AREA = re.compile(r"[a-z][a-z0-9-]{1,59}")


def chosen_by(page: Page) -> dict[str, str]:
    """Return each step that is an area, with the multi_select in which people tick it."""
    steps = {step.key for step in page.steps}
    found = (spec for spec in page.activities.values() if spec.kind == "multi_select")
    return {option: spec.key for spec in found for option in spec.options["choices"] if option in steps}


def statuses(page: Page) -> dict[str, str]:
    """Return each area with the `choice` that says where it stands."""
    areas = chosen_by(page)
    kinds = {key: spec.kind for key, spec in page.activities.items()}
    return {
        step.key: key
        for step in page.steps
        for key in step.activities
        if step.key in areas and kinds[key] == "choice"
    }


def read_counts(text: str) -> list[tuple[str, dict[str, int]]]:
    """Return (workbook, {area: status}) of each review in *text*: a saved file, or lines of counts."""
    if text.lstrip().startswith("{"):
        return [_of_file(text)]
    found: list[tuple[str, dict[str, int]]] = []
    said = iter(text.split())
    for word in said:
        if word == COUNTS:
            if next(said, "") != str(VERSION):
                raise BadValue("These counts were made by a newer plckit. Install that one to read them.")
            found.append((_key(next(said, "")), {}))
        elif found and "=" in word:
            area, _, status = word.partition("=")
            found[-1][1][_key(area)] = _status(status)
        else:
            break
    if not found or next(said, None) is not None:
        raise BadValue(f"These are no counts of reviews. A line of them begins with “{COUNTS} {VERSION}”.")
    return found


def tally(reviews: Iterable[Mapping[str, int]]) -> dict[str, list[int] | None]:
    """Return how many reviews gave each area each status; None for an area of fewer than five (P3)."""
    found: dict[str, Counter[int]] = {}
    for review in reviews:
        for area, status in review.items():
            found.setdefault(area, Counter())[status] += 1
    return {
        area: [given[status] for status in STATUSES] if given.total() >= SMALLEST_GROUP else None
        for area, given in found.items()
    }


def _of_file(text: str) -> tuple[str, dict[str, int]]:
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("areas"), dict):
        raise BadValue("This is no review that plckit saved. Choose a file whose name begins with “review-”.")
    if said.get("version") != VERSION:
        raise BadValue("This review was saved by a newer plckit. Install that one to read it.")
    areas = {_key(area): _status(str(status)) for area, status in said["areas"].items()}
    return _key(str(said.get("workbook"))), areas


def _key(text: str) -> str:
    if not AREA.fullmatch(text):
        raise BadValue(f"“{text[:40]}” is no area of a review. Copy the counts once more, as they are.")
    return text


def _status(text: str) -> int:
    if text not in map(str, STATUSES):
        raise BadValue(f"“{text[:20]}” says not where an area stands: that is a number from 0 to 4.")
    return int(text)
