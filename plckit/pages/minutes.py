"""How long a workbook takes, as its guide says it: of a review its three longest areas are counted."""

from __future__ import annotations

import re

from plckit.domain.planning import JOINING, needed, run_sheet
from plckit.domain.reviews import chosen_by
from plckit.domain.workbooks import FILE, Page, Step

AREAS_A_TIME = 3
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LENGTH = re.compile(
    r"^\d+ minutes: \d+ of steps( with three of the seven areas)?, \d+ to join and settle"
    r"(, \d+ to move into other groups)?(\. Without the \w+ \*may\* steps?: \d+ minutes)?"
    r"(\. All seven areas: \d+ minutes)?"
)


def today(page: Page) -> list[Step]:
    """Return the steps of one meeting: all of them, but of the areas of a review three."""
    areas = sorted((s for s in page.steps if s.key in chosen_by(page)), key=lambda step: step.minutes)
    return [step for step in page.steps if step not in areas[: max(0, len(areas) - AREAS_A_TIME)]]


def clocks(page: Page) -> list[str]:
    """Return when each step begins and ends, such as “5–13”; the areas of a review share their minutes."""
    planned = {one.step: one for one in run_sheet(today(page), None)}
    areas = [planned[key] for key in chosen_by(page) if key in planned]

    def clock(step: Step) -> str:
        shared = areas if step.key in chosen_by(page) else [planned[step.key]]
        return "before" if step.before else f"{shared[0].starts}–{shared[-1].starts + shared[-1].minutes}"

    return [clock(step) for step in page.steps]


def keep(page: Page, step: Step) -> str:
    """Return what becomes of a step when time is short."""
    if step.key in chosen_by(page):
        return "area"
    return "before" if step.before else "must" if step.must else "may"


def length(page: Page) -> str:
    """Return how long the meeting is, and how long without the steps that may be left out."""
    steps = today(page)
    must = [step for step in steps if step.must]
    minutes = sum(step.minutes for step in steps if not step.before)
    moving = needed(steps) - minutes - JOINING
    areas = " with three of the seven areas" if page.keeps == FILE else ""
    said = f"{page.minutes} minutes: {minutes} of steps{areas}, {JOINING} to join and settle"
    said += "" if page.keeps == FILE else f", {moving} to move into other groups"
    if may := len(steps) - len(must):
        number = NUMBERS[may] if may < len(NUMBERS) else str(may)
        said += f". Without the {number} *may* {'step' if may == 1 else 'steps'}: {needed(must)} minutes"
    return f"{said}. All seven areas: {needed(page.steps)} minutes" if page.keeps == FILE else said
