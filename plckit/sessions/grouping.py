"""Groups: made by hand, at random, by tables, mixed, or as last time; and what a group owns together."""

from __future__ import annotations

import random
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from plckit.domain.groups import HOW, form, group_names, mix, place
from plckit.domain.people import (
    Role,
    Seat,
    display_name,
    distinct,
    same_table,
    table_name,
    table_number,
)
from plckit.domain.sessions import Session
from plckit.domain.visibility import By, among
from plckit.domain.workbooks import ActivitySpec, Page, Step
from plckit.errors import BadValue, NoGroup, NoSuchGroup, Refused
from plckit.sessions.leading import led, somebody, taking_part
from plckit.store.groups import Groups
from plckit.store.transaction import Transaction

SIZES = {By.PAIR: 2, By.GROUP: 4, By.TEAM: 6}
LABELS = {By.PAIR: "Pair", By.GROUP: "Group", By.TEAM: "Team"}
SMALLEST, LARGEST = 2, 12
MOST_GROUPS = 200


def owner(tx: Transaction, spec: ActivitySpec, seat: Seat) -> Seat:
    """Return whose entry it is that *seat* puts into *spec*: her own, or her group's; raise NoGroup."""
    if spec.by is By.PERSON:
        return seat
    group = tx.groups.of(seat.id, spec.by)
    if group is None:
        raise NoGroup(spec.by)
    return group


def groupings(step: Step, page: Page) -> list[By]:
    """Return the groupings that people work in on *step*."""
    said = step.group.lower()
    found = {By.PAIR: "pairs" in said or "1:1" in said, By.GROUP: "groups" in said, By.TEAM: "team" in said}
    for key in step.activities:
        spec = page.activity(key)
        if spec.by is not By.PERSON:
            found[spec.by] = True
        if among(spec.see):
            found[By(spec.see)] = True
    return [by for by, wanted in found.items() if wanted]


def makes_new(step: Step) -> bool:
    """Return whether *step* puts people into other groups than they were in."""
    return "new groups" in step.group.lower()


def make(tx: Transaction, seat: Seat, grouping: Any, how: Any, size: Any, at: str) -> None:
    """Part everybody who is in the session into groups, as a facilitator asks."""
    session = led(tx, seat, "make groups")
    by = _grouping(grouping)
    size = SIZES[by] if size is None else size
    if isinstance(size, bool) or not isinstance(size, int) or not SMALLEST <= size <= LARGEST:
        raise BadValue(f"A group has {SMALLEST} to {LARGEST} people.")
    if how not in HOW:
        raise BadValue("Groups are made at random, by tables, mixed, or as last time.")
    people = tx.seats.all(session.id, Role.PARTICIPANT)
    if not people:
        raise Refused("Nobody has joined yet, so there are no groups to make.")
    _form(tx, session, by, people, how, size, at)


def ensure(tx: Transaction, session: Session, wanted: Sequence[By], at: str) -> None:
    """Make the groups that a step needs and that nobody has made: by tables where people sit at some."""
    made = tx.groups.all(session.id)
    people = tx.seats.all(session.id, Role.PARTICIPANT)
    for by in wanted:
        if people and not made.used(by):
            how = "tables" if any(person.table for person in people) else "random"
            _form(tx, session, by, people, how, SIZES[by], at)


def regroup(tx: Transaction, session: Session, step: Step, at: str) -> None:
    """Make the new groups that *step* wants, once: whoever comes back to it finds the same."""
    people = tx.seats.all(session.id, Role.PARTICIPANT)
    if not people or not makes_new(step) or step.key in tx.groups.regrouped(session.id):
        return
    made = tx.groups.all(session.id)
    origins = {person.id: _comes_from(made, person) for person in people}
    known = {person: origin for person, origin in origins.items() if origin}
    groups = mix(list(origins), known, SIZES[By.GROUP], random.SystemRandom())
    _seat(tx, session, By.GROUP, groups, at)
    tx.feed.add(session.id, "regrouped", at, value=step.key)


def _comes_from(made: Groups, person: Seat) -> str:
    """Return the group, or else the team or the table, that somebody is of until now."""
    group = made.of(person.id, By.GROUP) or made.of(person.id, By.TEAM)
    return group.id if group else person.table


def place_late(tx: Transaction, session: Session, seat: Seat, at: str) -> None:
    """Give somebody who comes late a place in every grouping that has been made or that the step needs."""
    made = tx.groups.all(session.id)
    page = tx.sessions.page(session.page) if session.step else None
    step = page.step(session.step) if page else None
    if page and step:  # somebody who is the first on a step with groups begins them
        ensure(tx, session, groupings(step, page), at)
    people = tx.seats.all(session.id, Role.PARTICIPANT)
    tables = {person.id: person.table for person in people if person.table}
    for by in made.by:
        groups = [group for group in made.by[by] if group.people]
        if not groups:
            continue
        size = max(SIZES[by], *(len(group.people) for group in groups)) if by is not By.PAIR else 2
        found = place(seat.id, [g.people for g in groups], size, table=seat.table, tables=tables)
        group = groups[found].id if found < len(groups) else _add(tx, session, by, 1, at)[0].id
        tx.groups.seat_in(session.id, by, seat.id, group, at)


def move(tx: Transaction, seat: Seat, person: Any, grouping: Any, group: Any, at: str) -> None:
    """Put one person into a group (“new” makes one, an empty text takes her out), as a facilitator asks."""
    session = led(tx, seat, "change groups")
    by = _grouping(grouping)
    who = somebody(tx, session, person, Role.PARTICIPANT)
    known = [g.id for g in tx.groups.seats(session.id) if g.grouping == by]
    if group == "new":
        group = _add(tx, session, by, 1, at)[0].id
    elif group != "" and group not in known:
        raise NoSuchGroup
    tx.groups.seat_in(session.id, by, who.id, group or None, at)


def told(tx: Transaction, seat: Seat) -> dict[str, list[dict[str, Any]]]:
    """Return all groups as a facilitator sees them: {grouping: [{"id", "name", "people": [seat ids]}]}."""
    session = led(tx, seat, "see the groups", afterwards=True)
    made = tx.groups.all(session.id)
    return {
        by: [{"id": g.id, "name": g.name, "people": list(g.people)} for g in made.by[by]] for by in made.by
    }


def rename(tx: Transaction, seat: Seat, group: Any, name: Any, at: str) -> None:
    """Give a group another name, as a facilitator asks."""
    session = led(tx, seat, "rename a group")
    found = next((g for g in tx.groups.seats(session.id) if g.id == group), None)
    if found is None:
        raise NoSuchGroup
    if not isinstance(name, str):
        raise BadValue("Please type a name with at least one letter.")
    shown = display_name(name)
    if shown in tx.seats.names(session.id) - {found.name}:
        raise BadValue(f"Somebody here is called “{shown}” already. Choose another name.")
    tx.groups.rename(session.id, found.id, shown, at)


def take_pen(tx: Transaction, seat: Seat, grouping: Any, at: str) -> None:
    """Let *seat*'s device write for its group; the others then see what it writes."""
    session, by = taking_part(tx, seat), _grouping(grouping)
    group = tx.groups.of(seat.id, by)
    if group is None:
        raise NoGroup(by)
    tx.groups.take_pen(session.id, by, seat.id, group.id, at)


def sit_at(tx: Transaction, seat: Seat, table: Any, at: str) -> None:
    """Say at which table somebody sits; groups that are made by tables follow it from then on."""
    session = taking_part(tx, seat)
    if not isinstance(table, str):
        raise BadValue("A table has a number or a name.")
    tx.seats.change(seat, at, table=table_of(tx, session, table, seat.id))


def table_of(tx: Transaction, session: Session, typed: str, seat: str) -> str:
    """Return the table that *seat* has typed, in the spelling of whoever else is at it; raise BadValue."""
    table = table_number(typed)
    others = (one.table for one in tx.seats.all(session.id, Role.PARTICIPANT) if one.id != seat)
    return next((other for other in others if same_table(other, table)), table)


def seat_alone(tx: Transaction, session: Session, by: By, seat: Seat, at: str) -> None:
    """Make a group of one, for somebody who works through a notebook alone."""
    group = _add(tx, session, by, 1, at)[0].id
    tx.groups.seat_in(session.id, by, seat.id, group, at)
    tx.groups.take_pen(session.id, by, seat.id, group, at)


def _form(
    tx: Transaction, session: Session, by: By, people: Sequence[Seat], how: str, size: int, at: str
) -> None:
    rng = random.SystemRandom()
    ids = [person.id for person in people]
    tables = {person.id: person.table for person in people if person.table}
    # Mixing takes the jobs people were given, and without any the tables they sit at.
    jobs = {person.id: person.job for person in people if person.job} or tables
    before = _last_time(tx, session, by, people) if how == "before" else []
    groups = form(ids, size, rng, tables=tables, roles=jobs, before=before, how=how)
    seats = _seat(tx, session, by, groups, at)
    if how == "tables" and by is not By.PAIR:  # a pair has its people's names
        _name_by_tables(tx, session, seats, groups, tables, at)


def _seat(tx: Transaction, session: Session, by: By, groups: Sequence[Sequence[str]], at: str) -> list[Seat]:
    """Put people into *groups*; return the groups' seats."""
    seats = _kept(tx, session, by, groups, at)
    for group, members in zip(seats, groups, strict=True):
        for person in members:
            tx.groups.seat_in(session.id, by, person, group.id, at)
    return seats


def _kept(tx: Transaction, session: Session, by: By, groups: Sequence[Sequence[str]], at: str) -> list[Seat]:
    """Return a group's seat for each of *groups*: those that are there keep their names and what they wrote.

    Each goes to where most of its people are, so that a draft follows those who wrote it.
    """
    there = [g for g in tx.groups.seats(session.id) if g.grouping == by]
    places = {p: g.id for g in tx.groups.all(session.id).by.get(by, ()) for p in g.people}
    seats = dict[int, Seat]()
    common = {
        (number, which): sum(places.get(person) == seat.id for person in members)
        for number, members in enumerate(groups)
        for which, seat in enumerate(there)
    }
    for number, which in sorted(common, key=lambda pair: (-common[pair], pair)):
        if number not in seats and there[which] not in seats.values():
            seats[number] = there[which]
    free = iter(_add(tx, session, by, len(groups) - len(seats), at))
    return [seats[number] if number in seats else next(free) for number in range(len(groups))]


def _name_by_tables(
    tx: Transaction,
    session: Session,
    seats: Sequence[Seat],
    groups: Sequence[Sequence[str]],
    tables: dict[str, str],
    at: str,
) -> None:
    """Call a group that is one whole table by that table's number or name, also where some named none."""
    at_table = [[tables[person] for person in members if person in tables] for members in groups]
    for seat, members, found in zip(seats, groups, at_table, strict=True):
        alone = len(set(found)) == 1 and sum(set(found) == set(other) for other in at_table) == 1
        if not alone or 2 * len(found) < len(members):
            continue
        name = table_name(found[0])
        if name not in tx.seats.names(session.id):
            tx.groups.rename(session.id, seat.id, name, at)


def _last_time(tx: Transaction, session: Session, by: By, people: Sequence[Seat]) -> list[Collection[str]]:
    """Return the groups of the community's last meeting, as far as people of the same name are here."""
    here = {person.name: person.id for person in people}
    for earlier in tx.sessions.of_community(session):
        groups = [g for g in tx.groups.all(earlier.id).by.get(by, ()) if g.people]
        if groups:
            names = {seat.id: seat.name for seat in tx.seats.all(earlier.id, Role.PARTICIPANT)}
            return [[here[names[p]] for p in g.people if names.get(p) in here] for g in groups]
    raise Refused("This community has made no such groups before. Make them at random or by tables.")


def _add(tx: Transaction, session: Session, by: By, more: int, at: str) -> list[Seat]:
    """Make so many more groups; return their seats."""
    there = sum(g.grouping == by for g in tx.groups.seats(session.id))
    if there + more > MOST_GROUPS:
        raise Refused(f"There can be {MOST_GROUPS} groups at most. Make larger ones.")
    taken, made = tx.seats.names(session.id), []
    for number, name in enumerate(group_names(LABELS[by], there + more)[there:], there + 1):
        shown = distinct(name, taken)
        seat = Seat(str(uuid.uuid4()), session.id, Role.GROUP, shown, f"{by}-{number:03}", grouping=by)
        made.append(tx.seats.add(seat, at))
    return made


def _grouping(value: Any) -> By:
    try:
        by = By(value)
    except ValueError:
        raise BadValue("People work in pairs, groups or teams.") from None
    if by is By.PERSON:
        raise BadValue("People work in pairs, groups or teams.")
    return by
