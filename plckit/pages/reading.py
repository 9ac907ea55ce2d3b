"""The outputs of a notebook's cells, read into a Page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from nbconvert.filters import markdown2html

from plckit.domain.reviews import KINDS
from plckit.domain.visibility import By, See
from plckit.domain.workbooks import FILE, ActivitySpec, Page, Step
from plckit.errors import NotebookError
from plckit.pages import mime

WIDGET = "application/vnd.jupyter.widget-view+json"


class _Reader:
    """Collects what cells say, in order."""

    def __init__(self, notebook: str) -> None:
        self.notebook = notebook
        self.cell = 0
        self.workbook: dict[str, Any] | None = None
        self.opening: list[dict[str, Any]] = []
        self.steps: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
        self.activities: dict[str, ActivitySpec] = {}

    def stop(self, problem: str) -> NotebookError:
        return NotebookError(self.notebook, self.cell, problem)

    @property
    def kept_in_file(self) -> bool:
        return self.workbook is not None and self.workbook.get("keeps") == FILE

    def needs_a_room(self) -> None:
        if self.kept_in_file:
            raise self.stop("a workbook that two people keep in a file shows no charts. Take this one out.")

    def add(self, block: dict[str, Any]) -> None:
        (self.steps[-1][1] if self.steps else self.opening).append(block)

    def read(self, cell: Any) -> None:
        self.cell += 1
        if cell.cell_type == "markdown" and cell.source.strip():
            self.add({"prose": markdown2html(cell.source)})
        for output in cell.get("outputs", []):
            self.read_output(output)

    def read_output(self, output: Any) -> None:
        if output.output_type == "stream":
            if output.name == "stdout":
                self.add({"prose": _preformatted(output.text)})
            return
        data = output.get("data", {})
        if WIDGET in data:
            raise self.stop(
                "it shows a widget that only lives in JupyterLab (or an activity inside a box or an "
                "Output). Put the activity straight into a cell, or show a table or a chart instead."
            )
        for kind, read in self.readers.items():
            if kind in data:
                read(self, data[kind])
                return
        if "text/html" in data and "<script" in data["text/html"]:
            raise self.stop(
                "its output needs a script, which pages do not run. Show a chart with show(chart)."
            )
        if "text/html" in data or "text/markdown" in data:
            html = data.get("text/html") or markdown2html(data["text/markdown"])
            self.add({"prose": f'<div class="output">{html}</div>'})
        elif "text/plain" in data:
            self.add({"prose": _preformatted(data["text/plain"])})

    def read_workbook(self, said: dict[str, Any]) -> None:
        if self.workbook is not None:
            raise self.stop("workbook(…) stands here for the second time. Keep the first one only.")
        self.workbook = said

    def read_step(self, said: dict[str, Any]) -> None:
        if any(step["key"] == said["key"] for step, _ in self.steps):
            raise self.stop(f"there is a step “{said['title']}” already. Give this one another title or key.")
        self.steps.append((said, []))

    def read_activity(self, said: dict[str, Any]) -> None:
        spec = ActivitySpec.from_json(said)
        if not self.steps:
            raise self.stop(
                f"the activity “{spec.key}” comes before the first step(…). Put a step before it."
            )
        if self.kept_in_file:
            if spec.kind not in KINDS or spec.by is not By.PERSON:
                raise self.stop(f"only these can be kept in a file: {', '.join(KINDS)}. Use one of them.")
            spec = replace(spec, see=See.PRIVATE, figure=None)
        if spec.key in self.activities:
            raise self.stop(f"there is an activity with the key “{spec.key}” already. Use another key.")
        self.activities[spec.key] = spec
        self.add({"activity": spec.key})

    def read_again(self, said: dict[str, Any]) -> None:
        self.needs_a_room()
        if said["key"] not in self.activities:
            raise self.stop(f"again shows “{said['key']}”, which comes later or nowhere. Check the key.")
        self.add({"again": said["key"]})

    def read_chart(self, said: dict[str, Any]) -> None:
        self.needs_a_room()
        self.add({"chart": said})

    readers: ClassVar[dict[str, Any]] = {
        mime.WORKBOOK: read_workbook,
        mime.STEP: read_step,
        mime.ACTIVITY: read_activity,
        mime.AGAIN: read_again,
        mime.CHART: read_chart,
    }


def read_page(notebook: str, cells: list[Any], last: Any) -> Page:
    """Return the Page that executed *cells* describe; *last* tells how many activities were made."""
    reader = _Reader(notebook)
    for cell in cells:
        reader.read(cell)
    if reader.workbook is None or not reader.steps:
        reader.cell = 1
        raise reader.stop(
            "a workbook begins with workbook(…) and has at least one step(…). Add what is missing."
        )
    for key in last.outputs[0].data[mime.END]:
        if key not in reader.activities:
            named = (n for n, cell in enumerate(cells, 1) if f'"{key}"' in cell.source.replace("'", '"'))
            reader.cell = next(named, reader.cell)
            raise reader.stop(
                f"the activity “{key}” was made inside a box or an Output and never shown. "
                "Put it straight into a cell."
            )
    steps = tuple(
        Step(**{**said, "covers": tuple(said["covers"]), "blocks": tuple(b)}) for said, b in reader.steps
    )
    opening, activities = tuple(reader.opening), reader.activities
    return Page(**reader.workbook, opening=opening, steps=steps, activities=activities)


def _preformatted(text: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<pre>{escaped}</pre>"
