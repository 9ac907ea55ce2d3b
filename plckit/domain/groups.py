"""Forming groups: by chance, by table, with mixed roles or as last time, and nobody is left alone.

People are seat ids. Stdlib, plckit.errors and plckit.domain only.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from plckit.errors import BadValue

HOW = ("random", "tables", "roles", "before")
"""The ways of forming groups."""


def form(
    people: Sequence[str],
    size: int,
    rng: random.Random,
    *,
    tables: Mapping[str, str] = {},
    roles: Mapping[str, str] = {},
    before: Sequence[Collection[str]] = (),
    how: str = "random",
) -> list[list[str]]:
    """Return *people* in groups of about *size* (2 or more), everybody exactly once.

    “random” and “roles” make groups that differ by at most one person; “roles” spreads each role over the
    groups as evenly as can be. “tables” takes each table as a group whatever its size, and makes pairs within
    it for *size* 2. “before” keeps the earlier groups of those who are here. Where nobody here has a table or
    an earlier group, chance decides. Raise BadValue for another word.
    """
    if how not in HOW:
        raise BadValue(f"Groups can be formed in these ways: {', '.join(HOW)}.")
    crowd = list(people)
    rng.shuffle(crowd)
    if how == "tables" and any(tables.get(person) for person in crowd):
        return _by_table(crowd, size, tables)
    if how == "before":
        return _as_before(crowd, size, before)
    if how == "roles":
        crowd.sort(key=lambda person: roles.get(person, ""))
    n = _how_many(len(crowd), size)
    return [crowd[i::n] for i in range(n)]


def mix(people: Sequence[str], origins: Mapping[str, str], size: int, rng: random.Random) -> list[list[str]]:
    """Return *people* in new groups of about *size*, everybody exactly once, as mixed as can be.

    *origins* says from which group or table somebody comes. Groups differ by at most one person, and of each
    origin none has two more than another. There are fewer and larger ones, by half at most, where each then
    has somebody of every origin: in a jigsaw of parts nobody misses one.
    """
    crowd = list(people)
    rng.shuffle(crowd)
    crowd.sort(key=lambda person: origins.get(person, ""))
    n = _how_many(len(crowd), size)
    fewest = min(Counter(origins[person] for person in crowd if person in origins).values(), default=n)
    if len(crowd) <= fewest * (size + size // 2):
        n = min(n, fewest)
    return [crowd[i::n] for i in range(n)]


def place(
    person: str,
    groups: Sequence[Sequence[str]],
    size: int,
    *,
    table: str = "",
    tables: Mapping[str, str] = {},
) -> int:
    """Return the index of the group that a late *person* joins, len(*groups*) for a new one.

    Whoever is in a group stays there, and somebody who waits alone is joined first. Then comes the group with
    most people of the same *table*, then the smallest. A group is full when with one more it would be two of
    *size* (a pair with three, a four with seven); a table never is, unless pairs are formed.
    """
    sizes = {i: len(group) for i, group in enumerate(groups) if group}
    for i in sizes:
        if person in groups[i]:
            return i
    if 1 in sizes.values():
        return next(i for i in sizes if sizes[i] == 1)
    mates = {i: sum(bool(table) and tables.get(other) == table for other in groups[i]) for i in sizes}
    open_to = [i for i in sizes if sizes[i] < 2 * size - 1 or (mates[i] and size > 2)]
    return min(open_to, key=lambda i: (-mates[i], sizes[i]), default=len(groups))


def group_names(grouping: str, n: int) -> list[str]:
    """Return *n* names for the groups of a step, such as “Pair 1” where *grouping* is “Alone, then pairs”."""
    words = {"pair": "Pair", "1:1": "Pair", "team": "Team"}
    noun = next((name for word, name in words.items() if word in grouping.casefold()), "Group")
    return [f"{noun} {i}" for i in range(1, n + 1)]


def _how_many(people: int, size: int) -> int:
    """Return how many groups: one person over joins the others, two or more make one more group."""
    return max((people + size - 2) // size, min(people, 1))


def _split(group: Sequence[str], size: int) -> list[list[str]]:
    """Return *group* cut into groups of about *size*; neighbours in the list stay together."""
    n = _how_many(len(group), size)
    ends = [len(group) * i // n for i in range(n + 1)]
    return [list(group[a:b]) for a, b in itertools.pairwise(ends)]


def _by_table(crowd: Sequence[str], size: int, tables: Mapping[str, str]) -> list[list[str]]:
    """Return a group for each table in the order of their numbers; for *size* 2, pairs within each.

    People without a table join the smallest, and so does somebody who sits alone. In pairs they rather join
    an odd table, where they complete a pair. A table that they make large enough for two groups is divided.
    """

    def smallest(groups: Sequence[list[str]]) -> list[str]:
        return min(groups, key=lambda group: (size == 2 and len(group) % 2 == 0, len(group)))

    numbers = sorted({tables[person] for person in crowd if tables.get(person)}, key=lambda t: (len(t), t))
    groups = [[person for person in crowd if tables.get(person) == number] for number in numbers]
    most = max(2 * size - 1, *(len(group) + 1 for group in groups))
    for person in crowd:
        if not tables.get(person):
            smallest(groups).append(person)
    while len(groups) > 1 and (alone := next((group for group in groups if len(group) == 1), None)):
        groups = [group for group in groups if group is not alone]
        smallest(groups).extend(alone)
    return [
        part
        for group in groups
        for part in (_split(group, size) if size == 2 or len(group) > most else [group])
    ]


def _as_before(crowd: Sequence[str], size: int, before: Sequence[Collection[str]]) -> list[list[str]]:
    """Return the earlier groups as far as their people are here.

    A group of which one is left is dissolved. Its person and newcomers fill the smallest groups up to *size*;
    those who are over then make groups of their own if they are enough, or join the smallest. What is too
    large for *size* is divided.
    """
    earlier = {person: i for i, group in enumerate(before) for person in group}
    here = [[person for person in crowd if earlier.get(person) == i] for i in range(len(before))]
    groups = [group for group in here if len(group) > 1]
    settled = {person for group in groups for person in group}
    loose = [person for person in crowd if person not in settled]
    while loose and groups and len(smallest := min(groups, key=len)) < size:
        smallest.append(loose.pop())
    if not groups or len(loose) >= max(2, size - 1):
        groups.append(loose)
        loose = []
    for person in loose:
        min(groups, key=len).append(person)
    return [part for group in groups if group for part in _split(group, size)]
