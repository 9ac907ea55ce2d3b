# ruff: noqa: S101  (asserting is what this module is for)
"""A kind in a real room: a store of its own, people who answer, a facilitator who reveals."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from plckit.domain.entries import Kind
from plckit.domain.people import Role, Seat
from plckit.domain.sessions import Phase
from plckit.domain.visibility import See, among, why_hidden
from plckit.domain.workbooks import ActivitySpec
from plckit.notebook import make_spec
from plckit.sessions import answering, facilitating
from plckit.sessions.summarising import group_view
from plckit.store.database import Store
from plckit.store.schema import open_store
from plckit.testing.builders import a_page, a_seat, a_session, utc_now


class Room:
    """One session with one activity."""

    def __init__(self, store: Store, kind: Kind, spec: ActivitySpec) -> None:
        self.store, self.kinds, self.spec = store, {kind.name: kind}, spec
        self.page = a_page({"First": [spec]})
        self.session = a_session(store, self.page, phase=Phase.OPEN)

    def put(self, seat: Seat, entry: str, value: Any, op: str) -> Any:
        """Put an answer; return its receipt."""
        asked = (self.kinds, self.page, seat, self.spec.key, entry, op, value, utc_now())
        return self.store.write(answering.put, *asked).result()

    def reveal(self) -> None:
        """Let a facilitator reveal it."""
        leader = a_seat(self.store, self.session, Role.FACILITATOR)
        job = (self.page, leader, self.spec.key, "revealed", utc_now())
        self.store.write(facilitating.set_phase, *job).result()

    def shown(self) -> dict[str, Any]:
        """Return what everybody is sent."""
        phase = self.store.read(lambda tx: tx.sessions.phases(self.session.id)).result()[self.spec.key]
        return self.store.read(group_view, self.kinds, self.session, self.spec, phase).result()

    def changes(self) -> int:
        """Return how much has happened."""
        counters = self.store.read(lambda tx: tx.feed.counters([self.session.id])).result()
        return counters[self.session.id]


# What an activity works on is seen whoever has answered.
GIVEN = ("picture", "cards", "variant", "log", "logWait")


def check(kind: Kind, given: Mapping[str, Any], people: Sequence[Mapping[str, Any]]) -> None:
    """Assert that answers are kept once, and that the room learns of them what it may and when it may."""
    with a_store() as store:
        if not kind.asks:
            spec = make_spec(kind, "checked", "A question?", **given)
            shown = set(Room(store, kind, spec).shown())
            known = ({"since"}, {"since", "round", "extra"}, {"card", "missing"}, {"link"})
            assert shown in known, f"{kind.name} shows what nobody said"
            return
        for see in See:
            if among(see) or (see is See.OPT_IN and kind.figure(kind.options(**given))):
                continue
            spec = make_spec(kind, "checked", "A question?", see=see, about="ideas", **given)
            room = Room(store, kind, spec)
            seats = [_answer(room, number, answers) for number, answers in enumerate(people)]
            before = {key: said for key, said in room.shown().items() if key not in GIVEN}
            hidden = why_hidden(see, spec.about, False, len(people))
            assert (before == {"hidden": hidden}) == (hidden is not None), (
                f"{kind.name}, {see}: shown too soon"
            )
            if see is not See.PRIVATE:
                room.reveal()
                _may_be_shown(room, seats)


@contextmanager
def a_store() -> Iterator[Store]:
    """Yield an empty store that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="plckit-") as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'plckit.sqlite'}")
        try:
            yield store
        finally:
            store.close()


def _answer(room: Room, number: int, answers: Mapping[str, Any]) -> Seat:
    """Let somebody answer, each answer sent twice as an outbox does that heard nothing; return the seat."""
    seat, name = a_seat(room.store, room.session, name=f"Person {number}"), room.spec.kind
    for entry, value in answers.items():
        op = str(uuid.uuid4())
        first = room.put(seat, entry, value, op)
        count = room.changes()
        assert room.put(seat, entry, value, op) == first, f"{name}: the same operation got another receipt"
        assert room.changes() == count, f"{name}: the same operation twice is two changes"
    mine = room.store.read(lambda tx: tx.entries.mine(seat.id)).result()
    kind = room.kinds[name]
    kept = {entry: kind.parse(room.spec.options, entry, value) for entry, value in answers.items()}
    assert {entry: value for _, entry, value, _ in mine} == kept, f"{name}: something else was kept"
    return seat


def _may_be_shown(room: Room, seats: Sequence[Seat]) -> None:
    view, spec = room.shown(), room.spec
    assert (view["n"], view["of"]) == (len(seats), len(seats)), f"{spec.kind}: people count once each"
    text = json.dumps(view, ensure_ascii=False)
    for seat in seats:
        assert seat.id not in text, f"{spec.kind} tells whose seat it was"
        assert seat.rejoin not in text, f"{spec.kind} tells a rejoin word"
        assert spec.see is See.NAMED or seat.name not in text, f"{spec.kind} tells a name that nobody added"
