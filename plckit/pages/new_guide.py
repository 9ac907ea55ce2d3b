"""A guide to begin with: all sections, what the workbook says in its place, and “…” where to write."""

from __future__ import annotations

from pathlib import Path
from string import Template

from plckit.domain.workbooks import ActivitySpec, Page
from plckit.pages.guide import row_of
from plckit.pages.minutes import length
from plckit.pages.run_sheet import lines_of, points, sheet

SKELETON = Path(__file__).with_suffix(".md")
LABELLED = ("rows", "columns", "levels", "choices", "labels", "sorts")


def new_guide(page: Page) -> str:
    """Return the text of a guide for a workbook that has none."""
    return Template(SKELETON.read_text("utf-8")).substitute(
        title=page.title,
        key=page.key,
        length=length(page),
        sheet="\n".join(sheet(page)),
        paper="\n".join(paper(page)),
        points="\n".join(points(page)),
    )


def labels(spec: ActivitySpec) -> list[str]:
    """Return what stands beside the places of an answer: lines, columns, levels, options."""
    told = [spec.options.get(name) for name in LABELLED]
    return [label for one in told if isinstance(one, dict) for label in one.values()]


def paper(page: Page) -> list[str]:
    """Return the lines of a paper version: a row a step, and below all that stands beside its boxes."""
    made = [row_of(["Step", "On the screen", "On paper"]), "|---|---|---|"]
    lists = []
    for number, step in enumerate(page.steps, 1):
        boxes = [line.box + line.by for line in lines_of(page, step) if line.box]
        made += [row_of([str(number), "; ".join(boxes), "…"])] if boxes else []
        for spec in (page.activity(key) for key in step.activities):
            told = " ".join(f"☐ {label}" for label in labels(spec))
            lists += ["", f"**List for step {number}.** {spec.prompt} {told}"] if told else []
    return made + lists
