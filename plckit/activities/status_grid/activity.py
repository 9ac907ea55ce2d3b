"""Where each student is with each outcome: own class on one's own screen, counts for the room."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from plckit.activities.base import BaseKind, Options
from plckit.charts import phrases
from plckit.domain.datasets import LABELS, As, Standing
from plckit.domain.entries import Entry
from plckit.domain.visibility import About, See
from plckit.domain.workbooks import ActivitySpec
from plckit.errors import BadValue

CELL = re.compile(r"([A-Za-z0-9-]{1,30})\.([A-Za-z0-9-]{1,20})")
MOST_CELLS = 400


class StatusGrid(BaseKind):
    """An entry is one student and outcome, “<code>.<outcome>”: {"status", "text": what a card says of it}.

    What nobody has touched is no answer, whatever it was last time.
    """

    name = "status_grid"
    works_on = "results"
    about = About.IDEAS
    see = See.ANON_LIVE
    example = {
        "prompt": "Where is each of your students now?",
        "options": {},
        "people": [
            {
                "S-4K7Q.O1": {"status": "secure"},
                "S-9M2X.O1": {"status": "nearly"},
                "S-3T8H.O1": {"status": "no_evidence"},
            },
            {"S-7C5R.O1": {"status": "not_yet"}, "S-7C5R.O2": {"status": "secure"}},
        ],
        "supplied": {
            "measures": {
                "classes": {"C1": ["S-3T8H", "S-4K7Q", "S-9M2X", "S-9XYZ"], "C2": ["S-7C5R"]},
                "outcomes": [
                    {"id": "O1", "text": "O1: I can estimate an answer"},
                    {"id": "O2", "text": "O2: I can share amounts with ratios"},
                ],
                "last": {"S-9XYZ.O1": "nearly"},
            }
        },
    }

    def options(self) -> dict[str, Any]:
        """Return the options; students and outcomes come with the session's results."""
        columns = {str(key): label for key, label in LABELS.items()}
        return {"data": "students", "needs": [str(As.NOW)], "columns": columns}

    def most(self, options: Options) -> int:
        """Return how many cells one person may fill."""
        return MOST_CELLS

    def parse(self, options: Options, entry: str, value: Any) -> dict[str, str] | None:
        """Return the status; whoever is not secure becomes a card that boards can sort."""
        cell = CELL.fullmatch(entry)
        if not cell:
            raise BadValue("That is no student and outcome of these results. Reload the page and try again.")
        if value is None:
            return None
        _known(options, *cell.groups())
        status = value.get("status") if isinstance(value, dict) else None
        if not isinstance(status, str) or status not in options["columns"]:
            raise BadValue("That is not one of the choices. Reload the page and try again.")
        if status == Standing.SECURE:
            return {"status": status}
        student, outcome = cell.groups()
        return {"status": status, "text": f"{student} · {outcome} · {options['columns'][status].lower()}"}

    def picture(self, spec: ActivitySpec) -> dict[str, Any]:
        """Return {"cards": classes with their students, and outcomes}, or why there are none."""
        supplied = spec.options["supplied"]
        return {"picture": supplied} if "wait" in supplied else {"cards": [supplied["measures"]]}

    def summarise(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return two tables, a row an outcome: how many students have each status, and are marked."""
        latest, columns = _latest(entries), spec.options["columns"]
        by_outcome: dict[str, Counter[str]] = {}
        for cell, status in latest.items():
            by_outcome.setdefault(cell.partition(".")[2], Counter())[status] += 1
        classes = spec.options.get("supplied", {}).get("measures", {}).get("classes", {})
        names, standing, marked = _outcomes(spec), [], []
        for outcome, counts in sorted(by_outcome.items()):
            label = names.get(outcome, outcome)
            done = [sum(f"{one}.{outcome}" in latest for one in students) for students in classes.values()]
            of = [f"{n} of {len(students)}" for n, students in zip(done, classes.values(), strict=True)]
            standing.append({"label": label, "cells": [str(counts[key]) for key in columns]})
            marked.append({"label": label, "cells": of})
        tables = [
            {"title": "How many students are where", "rows": standing},
            {"title": "Marked so far, class by class", "columns": list(classes), "rows": marked},
        ]
        return {"tables": tables[: 2 if classes else 1] if standing else []}

    def record(self, spec: ActivitySpec, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the status of every student and outcome, and a line of counts."""
        latest = _latest(entries)
        counts = Counter(latest.values())
        said = ", ".join(f"{label.lower()} {counts[key]}" for key, label in LABELS.items() if counts[key])
        return {"said": f"{phrases.many(len(latest), 'mark')}: {said}.", "status": dict(latest)}

    def readable(self, options: Options, entry: str, value: Any) -> list[tuple[str, Any, str]]:
        """Return the student and outcome, the status and its words."""
        return [(entry.replace(".", " "), value["status"], options["columns"][value["status"]])]


def _outcomes(spec: ActivitySpec) -> dict[str, str]:
    measures = spec.options.get("supplied", {}).get("measures", {})
    return {one["id"]: one["text"] for one in measures.get("outcomes", ())}


def _known(options: Options, student: str, outcome: str) -> None:
    """Refuse a student or an outcome that is not among the session's results; a name is no code."""
    held = options.get("supplied", {}).get("measures")
    if held is None:
        return
    codes = {code for students in held["classes"].values() for code in students}
    if student not in codes or outcome not in {one["id"] for one in held["outcomes"]}:
        raise BadValue("That is no student and outcome of these results. Reload the page and try again.")


def _latest(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Return one status a cell; where two people marked the same student, the one that needs more help."""
    order = list(LABELS)
    found: dict[str, str] = {}
    for one in entries:
        status = one.value["status"]
        if one.entry not in found or order.index(Standing(status)) > order.index(Standing(found[one.entry])):
            found[one.entry] = status
    return found


KIND = StatusGrid()
