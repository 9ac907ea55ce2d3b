"""Small groups of students stay hidden, and cannot be worked out from what is shown (rules P1–P8).

Ask before a picture is made: what is hidden never leaves the server, not as a number, a place in an order or
the length of an axis. The rules look at how many students each cell holds; a cell that is hidden loses
everything: its share, its range and its n.

    hide_small([12, 3, 14], Audience.TEAM)      # one line of groups that make up a whole (P4)
    hide_groups(members, everyone, audience)    # groups that may share students (P8)
    hide_table(cells, audience)                 # two ways at once (plckit.domain.suppression_tables)
    coded(Share(0.02, range), n, audience)      # the ends of the scale (P5)
    check_filters(filters, students, before, audience)

What is promised, for an audience whose smallest group is t students: nobody who has every number that is
shown, and adds and subtracts as he likes, is left with a number about fewer than t students. Ask about
everything an audience can see in one question: two questions know nothing of each other. Not promised: that
nothing is learned by somebody who knows single students' results already; that not all of a larger group did
the same; and that a share at the end of the scale (P5) cannot be had from the exact shares of the whole and
of all other groups.

Stdlib, plckit.errors and plckit.domain only.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from plckit.domain.ranges import Range, wilson
from plckit.domain.results import Audience
from plckit.errors import BadValue, Refused

SMALLEST: Mapping[Audience, int] = {Audience.TEAM: 5, Audience.OUTSIDE: 10}
"""Fewer students than this are no group (rules P1 and P2)."""

PROTECTED = "hidden to protect a small group"
"""Why a cell shows nothing: it is small, or a small one could be worked out from it (rules P4 and P7).

One sentence for both, since two would tell which of the hidden cells is the small one.
"""

MOST_FILTERS = 2
END = 0.05
CODED_BELOW = 100
MOST_GROUPS = 24
MOST_LEFT_OVER = 3
"""More independent sums about small patterns than this are not searched one by one: a group is hidden."""


@dataclass(frozen=True)
class HiddenLine:
    """Which cells of a line are hidden, and whether its total is."""

    cells: tuple[bool, ...]
    total: bool


@dataclass(frozen=True)
class Share:
    """A share of students or of marks, 0–1, and what stands there instead of its number ("" for nothing)."""

    value: float
    range: Range
    said: str = ""


def is_small(n: int, audience: Audience) -> bool:
    """Return whether *n* students are too few for a summary (rules P1 and P2); none at all are too few."""
    if n < 0:
        raise BadValue(f"A group cannot have {n} students. Correct the numbers.")
    return n < SMALLEST[audience]


def may_show_students(n: int, audience: Audience) -> bool:
    """Return whether single students may be shown, by code: in the team alone (rules P1 and P2)."""
    return audience is Audience.TEAM and not is_small(n, audience)


def hide_small(cells: Sequence[int], audience: Audience) -> HiddenLine:
    """Return what to hide of one row or column whose cells add up to a total (rules P1, P2 and P4).

    Small cells go. What the total minus the shown cells leaves must be two cells at least that are together
    no small group, so the next smallest cells go with them. The total stays unless it is small itself: it is
    known from other charts.
    """
    hidden = [is_small(n, audience) for n in cells]
    for place in sorted(range(len(cells)), key=lambda place: cells[place]):
        left = [count for count, out in zip(cells, hidden, strict=True) if out]
        if not left or (len(left) > 1 and not is_small(sum(left), audience)):
            break
        hidden[place] = True
    return HiddenLine(tuple(hidden), is_small(sum(cells), audience))


def hide_groups(
    groups: Mapping[str, Collection[str]], everyone: Collection[str], audience: Audience
) -> dict[str, bool]:
    """Return for each group whether it is hidden; a student may be in several groups or in none (rule P8).

    `groups` holds the codes of each group's students, all of them in `everyone`, whose own number is shown;
    give the groups of all columns that the audience can see, since numbers of two charts can be subtracted.
    Small groups go. Then groups go until no sum or difference of what is shown speaks of fewer students than
    a group needs: not the rest of everyone, not those in two groups. Of the groups in such a sum the smallest
    goes. BadValue for more than 24 groups, and for a student who is not in `everyone`.
    """
    whole = frozenset(everyone)
    members = {name: frozenset(students) for name, students in groups.items()}
    if strange := [name for name, students in members.items() if not students <= whole]:
        raise BadValue(f"“{strange[0]}” has students who are not among all students. Correct the roster.")
    if len(groups) > MOST_GROUPS:
        raise BadValue(f"Choose at most {MOST_GROUPS} groups to look at. There are {len(groups)}.")
    if is_small(len(whole), audience):
        return dict.fromkeys(groups, True)
    shown = {name: students for name, students in members.items() if not is_small(len(students), audience)}
    while telling := _telling_groups(whole, shown, SMALLEST[audience]):
        del shown[min(telling, key=lambda name: len(shown[name]))]
    return {name: name not in shown for name in groups}


def coded(share: Share, n: int, audience: Audience) -> Share:
    """Return the share as the audience may have it: outside the team no ends of the scale (rule P5).

    Up to 5 % becomes “≤ 5%” and from 95 % “≥ 95%” for under 100 students. Value and range are then the same
    for every such share of so many students, so that neither tells what the words keep back.
    """
    if audience is Audience.TEAM or n >= CODED_BELOW:
        return share
    if share.value <= END:
        return Share(END, Range(0.0, wilson(END * n, n).high), "≤ 5%")
    if share.value >= 1 - END:
        return Share(1 - END, Range(wilson((1 - END) * n, n).low, 1.0), "≥ 95%")
    return share


def check_filters(
    filters: Sequence[str],
    students: Collection[str],
    before: Iterable[Collection[str]],
    audience: Audience,
) -> None:
    """Refuse a filter that isolates a small group, by itself or by difference from a view before (rule P6).

    `filters` are the columns filtered by, `students` the codes that are left, `before` those of each view
    that was shown already, the view without filters too.
    """
    if len(filters) > MOST_FILTERS:
        raise Refused(f"Use at most {MOST_FILTERS} filters at once. Take one away first.")
    now = frozenset(students)
    apart = [now]
    for view in before:
        earlier = frozenset(view)
        apart += [earlier - now, now - earlier] if earlier & now else []
    if any(group and is_small(len(group), audience) for group in apart) or not now:
        raise Refused("This filter would single out a small group, so the view stays as it is.")


def _telling_groups(whole: frozenset[str], shown: Mapping[str, frozenset[str]], smallest: int) -> list[str]:
    """Return the groups in a sum of shown numbers that leaves a small group alone; [] where there is none.

    Students in the same groups form one pattern, since no sum can tell them apart. Rows are everyone and the
    groups, columns the patterns; behind them stands how often each group is in the row.
    """
    patterns = Counter(tuple(student in group for group in shown.values()) for student in whole)
    places = range(len(shown) + 1)
    columns = [(True, *pattern) for pattern in patterns]
    rows = [[*(int(column[i]) for column in columns), *(int(i == j) for j in places)] for i in places]
    independent = []
    for column in range(len(columns)):
        independent += [row for row in rows if row[column]][:1]
        rows = _without(rows, column)
    telling = _telling(independent, list(patterns.values()), smallest)
    return [name for place, name in enumerate(shown, len(columns) + 1) if any(row[place] for row in telling)]


def _telling(rows: list[list[int]], sizes: Sequence[int], smallest: int) -> list[list[int]]:
    """Return combinations of independent rows that speak of under *smallest* students, [] if none does.

    Columns that are multiples of each other come and go together. Where such columns hold enough students,
    a combination must have nothing in them. Of two or more rows that are left, the combination that speaks
    of fewest has nothing in some further column, so each is tried; of many rows, all are returned untried.
    """
    large = [-1]
    while rows and large:
        together: dict[tuple[int, ...], list[int]] = {}
        for column in range(len(sizes)):
            if any(way := _direction([row[column] for row in rows])):
                together.setdefault(way, []).append(column)
        large = [found[0] for found in together.values() if sum(sizes[c] for c in found) >= smallest]
        for column in large:
            rows = _without(rows, column)
    if len(rows) < 2 or len(rows) > MOST_LEFT_OVER:
        return rows
    tried = (_telling(_without(rows, found[0]), sizes, smallest) for found in together.values())
    return next((found for found in tried if found), [])


def _direction(column: Sequence[int]) -> tuple[int, ...]:
    """Return the column in its smallest whole numbers, the same for all of its multiples."""
    divisor = math.gcd(*column) or 1
    sign = next((-1 if number < 0 else 1 for number in column if number), 1)
    return tuple(sign * number // divisor for number in column)


def _without(rows: list[list[int]], column: int) -> list[list[int]]:
    """Return one row fewer, combined so that none of them has anything in that column."""
    pivot = next((row for row in rows if row[column]), None)
    found = []
    for row in rows:
        if row is pivot:
            continue
        if pivot and row[column]:
            row = [a * pivot[column] - b * row[column] for a, b in zip(row, pivot, strict=True)]
            divisor = math.gcd(*row) or 1
            row = [number // divisor for number in row]
        found.append(row)
    return found
