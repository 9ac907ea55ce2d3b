"""The change feed: everything that happened in a session, numbered inside the transaction that wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from plckit.store.tables import change, session


@dataclass(frozen=True)
class Change:
    """What happened; the rest if it applies.

    `what` is entry, enter, hide, reset, phase, hold, adjust, spotlight (an activity's); step, plan, times,
    gather, regrouped, closed, paused, shut, code, keys, recovery, data, artefact (the session's); seat,
    group (a person's); evidence (came by a personal link).
    """

    number: int
    what: str
    activity: str | None
    seat: str | None


# Statements of the hot path are built once: building them costs more than running them.
BUMP = (
    sa.update(session)
    .where(session.c.id == sa.bindparam("of"))
    .values(changes=session.c.changes + 1)
    .returning(session.c.changes)
)
ADD = sa.insert(change).values({column.name: sa.bindparam(column.name) for column in change.c})
NOTHING = dict.fromkeys(column.name for column in change.c)
OF_OPERATION = sa.select(
    change.c.seat, change.c.activity, change.c.entry, change.c.revision, change.c.at
).where(change.c.session == sa.bindparam("of"), change.c.op == sa.bindparam("op"))


class Feed:
    """Reads and extends the change feed."""

    def __init__(self, connection: sa.Connection) -> None:
        self.db = connection

    def add(self, of: str, what: str, at: str, **more: Any) -> int:
        """Append one change to the session *of*; return its number."""
        number: int = self.db.execute(BUMP, {"of": of}).scalar_one()
        row = {**NOTHING, "session": of, "number": number, "what": what, "at": at, **more}
        self.db.execute(ADD, row)
        return number

    def counters(self, of: list[str]) -> dict[str, int]:
        """Return the number of the latest change of each session in *of*, 0 before the first."""
        query = sa.select(session.c.id, session.c.changes).where(session.c.id.in_(of))
        return {row.id: row.changes for row in self.db.execute(query)}

    def after(self, of: str, cursor: int) -> list[Change]:
        """Return the session's changes with numbers above *cursor*, in order."""
        columns = (change.c.number, change.c.what, change.c.activity, change.c.seat)
        query = sa.select(*columns).where(change.c.session == of, change.c.number > cursor)
        return [Change(*row) for row in self.db.execute(query.order_by(change.c.number))]

    def of_operation(self, of: str, op: str) -> sa.Row[*tuple[Any, ...]] | None:
        """Return the change row that operation *op* made, if it was done before."""
        return self.db.execute(OF_OPERATION, {"of": of, "op": op}).first()
