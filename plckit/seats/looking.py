"""How the next picture of a room is read: what has changed, and only that.

Runs in a reader thread, in one consistent view of the database.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from plckit.domain.entries import Kinds
from plckit.domain.sessions import Phase
from plckit.domain.visibility import PEOPLE_AT_ONCE, SECONDS_TO_WAIT, By, See, among
from plckit.domain.workbooks import ActivitySpec
from plckit.seats.room import NOTHING, Room, State, Waiting
from plckit.seats.wire import Packed
from plckit.sessions import timing
from plckit.sessions.showing import entry_id, readable, words
from plckit.sessions.summarising import group_view
from plckit.sessions.supplying import SUPPLIES, adjusted, card
from plckit.store.feed import Change
from plckit.store.groups import Group, Groups
from plckit.store.transaction import Transaction

log = logging.getLogger(__name__)

Specs = Mapping[str, ActivitySpec]

# Options that name another activity, whose answers this one shows or waits for.
SOURCES = ("notes", "after", "guess", "agreed", "method")

NO_PICTURE: State = {
    "hidden": "This could not be drawn. Whoever looks after plckit finds the reason in its log."
}


def look(tx: Transaction, kinds: Kinds, room: Room, now: float) -> tuple[Room, dict[str, dict[str, State]]]:
    """Return the next picture of *room*, and what is new of people's own answers by seat and activity.

    *now* is in monotonic seconds. Runs in a reader thread.
    """
    changes = tx.feed.after(room.session.id, room.cursor)
    first = room.cursor == 0
    happened = {change.what for change in changes}
    following = _standing(tx, room, changes)
    waiting = _waiting(following, changes, now)
    stale = {change.activity for change in changes if change.activity} | room.waiting.keys()
    wrote = {(change.activity, change.seat) for change in changes if change.what in ("entry", "hide")}
    led = {change.activity for change in changes if change.what not in ("entry", "hide")}
    groups, inside = dict(room.groups), dict(room.inside)
    for key, spec in room.page.activities.items():
        # A seat that joined changes what “of” says beside every answer; waves follow earlier sessions; a
        # clock stands while the room is paused.
        counts, clock = "n" in groups.get(key, {}), "since" in groups.get(key, {})
        moves = counts and ({"seat", "group"} & happened or spec.options.get("waves"))
        moves = moves or (clock and {"paused", "closed"} & happened)
        sources = {spec.options[name] for name in SOURCES if name in spec.options}
        anew = _supplied_anew(kinds, room, spec, sources, happened)
        moves = moves or anew
        if not {key, *sources} & waiting.keys() and (first or moves or key in stale or sources & stale):
            groups[key] = _group(tx, kinds, following, spec)
        for group in following.members.by.get(By(spec.see), ()) if among(spec.see) else ():
            own_words = any((key, seat) in wrote for seat in (group.id, *group.people, *group.gone))
            others = _changed(room, following, group, By(spec.see))
            if own_words or anew or others or key in led or sources & stale:
                for view in group.views():
                    inside[key, group.id, view.seen] = _group(tx, kinds, following, spec, view)
    following = replace(following, groups=groups, inside=inside, waiting=waiting)
    if first or {"spotlight", "step", "hide", "phase", "reset", "data"} & happened or (room.light and stale):
        following = replace(following, light=_light(tx, kinds, following))
    mine = {} if first or "entry" not in happened else _changed_answers(tx, following, changes)
    if not first and "group" in happened:
        for seat, states in _drafts(tx, room, following).items():
            mine[seat] = {**mine.get(seat, {}), **states}
    return following, mine


def _standing(tx: Transaction, room: Room, changes: list[Change]) -> Room:
    """Return the room with what is new about the session itself; its pictures are still the old ones."""
    first = room.cursor == 0
    happened = {change.what for change in changes}
    session = room.session.id
    people = first or "seat" in happened
    moved = first or "step" in happened
    now = tx.sessions.get(session) or room.session
    names, removed = tx.seats.named(session) if people else (room.names, room.removed)
    return replace(
        room,
        session=now,
        cursor=changes[-1].number if changes else room.cursor,
        phases=tx.sessions.phases(session) if first or "phase" in happened else room.phases,
        answered=tx.entries.answered(session) if first or "entry" in happened else room.answered,
        taken=tx.entries.taken_back(session) if first or "entry" in happened else room.taken,
        joined=tx.seats.people(session) if people else room.joined,
        names=names,
        removed=removed,
        members=tx.groups.all(session) if people or "group" in happened else room.members,
        regrouped=tx.groups.regrouped(session) if first or "regrouped" in happened else room.regrouped,
        begun=tx.sessions.steps_begun(session) if moved else room.begun,
        reached=_reached(tx, room) if moved else room.reached,
        since=tx.sessions.step_since(session) if moved else room.since,
        sheet=timing.planned(tx, now, room.page) if first or "plan" in happened else room.sheet,
        gathered=max((c.number for c in changes if c.what == "gather" and not first), default=room.gathered),
    )


def _supplied_anew(
    kinds: Kinds, room: Room, spec: ActivitySpec, sources: set[Any], happened: set[str]
) -> bool:
    """Return whether it works on something else now, or somebody came who has not agreed (P2, R1)."""
    found = [spec, *(room.page.activities[one] for one in sources if one in room.page.activities)]
    works_on = {kinds[one.kind].works_on for one in found} & SUPPLIES.keys()
    anew = any(SUPPLIES[one].anew & happened for one in works_on)
    return anew or ("seat" in happened and "agreed" in spec.options)


def _changed(before: Room, room: Room, group: Group, by: By) -> bool:
    """Return whether other people are in a group, or people of other names."""
    earlier = next((one for one in before.members.by.get(by, ()) if one.id == group.id), None)
    return (
        earlier is None
        or (earlier.people, earlier.gone) != (group.people, group.gone)
        or any(before.names.get(person) != room.names.get(person) for person in group.people)
    )


def _light(tx: Transaction, kinds: Kinds, room: Room) -> State | None:
    """Return the entry that is shown large, as long as the room may see it and stays on its step."""
    found = tx.sessions.spotlight(room.session.id)
    if found is None:
        return None
    spec = room.page.activities.get(found[0])
    if spec is None:
        return None
    rows, _ = readable(tx, room.session, spec, room.phase(spec.key) is Phase.REVEALED)
    for row in rows:
        if entry_id(room.session, spec, row) == found[1] and not row.hidden:
            text = words(kinds[spec.kind], adjusted(tx, room.session, spec), row)
            return {**card(row.value), "activity": spec.key, "prompt": spec.prompt, "text": text}
    return None


def _waiting(room: Room, changes: list[Change], now: float) -> dict[str, Waiting]:
    """Return which live anonymous answers go on waiting; what is not in it is shown now."""
    waiting = dict(room.waiting)
    for change in changes:
        key = change.activity or ""
        if change.what in ("adjust", "spotlight", "hold", "enter"):
            continue  # which show nobody's answer sooner
        if change.what != "entry" or room.page.activities[key].see is not See.ANON_LIVE:
            waiting.pop(key, None)
        else:
            before = waiting.get(key) or Waiting(now)
            waiting[key] = replace(before, seats=before.seats | {change.seat or ""})
    return {
        key: wait
        for key, wait in waiting.items()
        if len(wait.seats) < PEOPLE_AT_ONCE and now - wait.since < SECONDS_TO_WAIT
    }


def _group(
    tx: Transaction, kinds: Kinds, room: Room, spec: ActivitySpec, inside: Group | None = None
) -> Mapping[str, Any]:
    try:
        return Packed(group_view(tx, kinds, room.session, spec, room.phase(spec.key), room.page, inside))
    except Exception:
        # One kind that fails must not stop steps and phases for the whole room.
        log.exception("The group's view of %s in session %s failed.", spec.key, room.session.code)
        return NO_PICTURE


def _changed_answers(tx: Transaction, room: Room, changes: list[Change]) -> dict[str, dict[str, State]]:
    """Return what is now in activities whose entries changed, by the seats that show it and activity."""
    pairs = {(c.seat, c.activity) for c in changes if c.what == "entry" and c.seat and c.activity}
    owners, activities = {owner for owner, _ in pairs}, {activity for _, activity in pairs}
    rows = tx.entries.latest(room.session.id, activities, owners)
    found: dict[str, dict[str, State]] = defaultdict(dict)
    for owner, activity in pairs:
        hers = [row[1:] for row in rows if row[0] == owner and row[1] == activity]
        for seat in room.members.holders(owner):
            read = (
                row for row in hers if _may_read(room.page.activities, room.members, seat, activity, row[3])
            )
            found[seat][activity] = _by_activity(read).get(activity, NOTHING)
    return found


def _drafts(tx: Transaction, before: Room, room: Room) -> dict[str, dict[str, State]]:
    """Return what the people who changed groups find in their new group's activities."""
    shared = [key for key, spec in room.page.activities.items() if spec.by is not By.PERSON]
    found = {}
    for seat in room.names:
        if room.members.owned(seat) != before.members.owned(seat):
            states = own(tx, room.page.activities, room.members, seat)
            found[seat] = {key: states.get(key, NOTHING) for key in shared}
    return found


def own(tx: Transaction, specs: Specs, members: Groups, seat: str) -> dict[str, State]:
    """Return what *seat* finds as its own: {activity: {"mine": {entry: value}, "saved": latest moment}}.

    That is what the person put in and what her groups did; the two never meet in one activity.
    """
    rows = (row for owner in members.owned(seat) for row in tx.entries.mine(owner))
    return _by_activity(row for row in rows if _may_read(specs, members, seat, row[0], row[3]))


def _may_read(specs: Specs, members: Groups, seat: str, activity: str, at: str) -> bool:
    """Return whether words of *at* are this person's to read: not a private draft from before she came."""
    spec = specs.get(activity)
    if spec is None or spec.by is By.PERSON or not among(spec.see):
        return True
    group = members.of(seat, spec.by)
    return group is not None and at >= group.since.get(seat, "")


def _by_activity(rows: Iterable[tuple[str, str, Any, str]]) -> dict[str, State]:
    states: dict[str, State] = {}
    for activity, entry, value, at in rows:
        state = states.setdefault(activity, {"mine": {}, "saved": at})
        state["mine"][entry] = value
        state["saved"] = max(state["saved"], at)
    return states


def _reached(tx: Transaction, room: Room) -> tuple[str, ...]:
    been = tx.sessions.steps_begun(room.session.id)
    keys = [step.key for step in room.page.steps]
    last = max((keys.index(key) for key in been if key in keys), default=-1)
    return tuple(keys[: last + 1])
