"""The run sheet of one meeting: which steps are left out or shortened so that it ends on time.

Five minutes are kept for joining, one for each change of grouping, and the closing step is never touched
(section 2.0a of the content brief, amendment 1). Stdlib and plckit.domain only.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from plckit.domain.workbooks import Step

JOINING = 5
"""Minutes for joining and settling."""
REGROUPING = 1
"""Minutes for each change of grouping between two steps."""
LEAST = 60
"""A step is never shortened to less than this per cent of its minutes, so one of 2 minutes keeps both."""


@dataclass(frozen=True)
class Planned:
    """One step of a run sheet: its key, the minutes it gets, and whether it is left out.

    `starts` counts minutes from the beginning of what was planned, joining included; for a step that is left
    out it is the end of the step before. A step done before the meeting has 0 minutes and starts at 0.
    """

    step: str
    minutes: int
    cut: bool = False
    starts: int = 0


def run_sheet(
    steps: Sequence[Step], minutes: int | None, *, begun: bool = False, first_group: str = ""
) -> list[Planned]:
    """Return every step with its minutes, so that all of it fits into *minutes* if that is possible.

    First *may* steps are left out, then *must* steps are shortened, and the closing step (the last *must*
    step) keeps its minutes. Time to spare stays free. Without *minutes* every step has its own. If the
    session has *begun*, nobody joins any more: *steps* remain and *minutes* are left. *first_group* is how
    people sit before the first step; where it is empty, that step needs no regrouping.
    """
    left_out: set[str] = set()
    given = {step.key: step.minutes for step in steps}
    opening = 0 if begun else JOINING
    if minutes is not None:
        room = [step for step in steps if not step.before]
        left_out = _left_out(room, minutes - opening, first_group)
        kept = [step for step in room if step.key not in left_out]
        given |= _shortened(kept, minutes - opening - _regrouping(kept, first_group))
    sheet, clock, group = [], opening, first_group
    for step in steps:
        if step.before or step.key in left_out:
            sheet.append(Planned(step.key, 0, cut=not step.before, starts=0 if step.before else clock))
            continue
        clock += REGROUPING * _moves(group, step.group)
        sheet.append(Planned(step.key, given[step.key], starts=clock))
        clock, group = clock + given[step.key], step.group
    return sheet


def carried_on(steps: Sequence[Step], plan: Sequence[Planned]) -> list[Step]:
    """Return the steps that *plan* leaves out, in order: they are offered first next time."""
    left_out = {planned.step for planned in plan if planned.cut}
    return [step for step in steps if step.key in left_out]


def needed(steps: Sequence[Step], *, begun: bool = False, first_group: str = "") -> int:
    """Return the minutes that all *steps* need together, with joining and regroupings."""
    room = [step for step in steps if not step.before]
    opening = 0 if begun else JOINING
    return opening + _regrouping(room, first_group) + sum(step.minutes for step in room)


def problem(steps: Sequence[Step], minutes: int | None, *, begun: bool = False, first_group: str = "") -> str:
    """Return one sentence if *steps* run over *minutes* even at their shortest, otherwise nothing."""
    sheet = run_sheet(steps, minutes, begun=begun, first_group=first_group)
    end = max([0 if begun else JOINING, *(planned.starts + planned.minutes for planned in sheet)])
    if minutes is None or end <= max(minutes, 0):
        return ""
    over, least = in_minutes(end - minutes), in_minutes(end)
    return f"Even at its shortest this runs {over} over: it needs at least {least}."


def in_minutes(n: int) -> str:
    """Return “1 minute” or “12 minutes”."""
    return "1 minute" if n == 1 else f"{n} minutes"


def _moves(before: str, after: str) -> bool:
    """Return whether people change places between two steps; “Alone, then pairs” ends in pairs.

    Everybody moves into new groups; afterwards they are groups like others.
    """
    last, first = before.casefold().split(", then ")[-1], after.casefold().split(", then ")[0]
    return bool(before) and last.removeprefix("new ") != first


def _regrouping(kept: Sequence[Step], first_group: str) -> int:
    """Return the minutes for moving between the *kept* steps."""
    groups = [first_group, *(step.group for step in kept)]
    return REGROUPING * sum(_moves(a, b) for a, b in itertools.pairwise(groups))


def _left_out(room: Sequence[Step], available: int, first_group: str) -> set[str]:
    """Return the keys of the *may* steps to leave out so that the others fit into *available* minutes.

    Among all choices that fit, the one that loses the fewest minutes; then the one with the fewest steps;
    then the one with the latest steps. If none fits, all of them. Leaving a step out can save a regrouping or
    cost one, so each choice is followed step by step: where it leaves people, what it uses and what it loses.
    """
    choices: dict[tuple[str, int, int], tuple[int, ...]] = {(first_group, 0, 0): ()}
    for i, step in enumerate(room):
        following: dict[tuple[str, int, int], tuple[int, ...]] = {}
        for (group, used, lost), cuts in choices.items():
            keep = (step.group, used + REGROUPING * _moves(group, step.group) + step.minutes, lost)
            if keep[1] <= available:
                following[keep] = min(cuts, following.get(keep, cuts), key=_loss)
            if not step.must:
                cut, more = (group, used, lost + step.minutes), (*cuts, i)
                following[cut] = min(more, following.get(cut, more), key=_loss)
        choices = following
    if not choices:
        return {step.key for step in room if not step.must}
    _, _, best = min((lost, _loss(cuts), cuts) for (_, _, lost), cuts in choices.items())
    return {room[i].key for i in best}


def _loss(cuts: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """Order choices that lose the same minutes: fewer steps first, then later ones."""
    return len(cuts), tuple(-i for i in reversed(cuts))


def _shortened(kept: Sequence[Step], available: int) -> dict[str, int]:
    """Return the minutes of each *kept* step, shortened in proportion where *available* asks for it.

    Starts from the least each step may get and gives the next minute to the step that is furthest from its
    share (the divisor method of Sainte-Laguë), so that whole minutes sum exactly; a tie goes to the earlier.
    The closing step is the last *must* step; there is none once it is over.
    """
    closing = next((step for step in reversed(kept) if step.must), None)
    given = {step.key: step.minutes if step is closing else -(-step.minutes * LEAST // 100) for step in kept}
    full = sum(step.minutes for step in kept)
    for _ in range(min(available, full) - sum(given.values())):
        short = [step for step in kept if given[step.key] < step.minutes]
        given[min(short, key=lambda step: (2 * given[step.key] + 1) / step.minutes).key] += 1
    return given
