"""Sessions, the pages pinned to them, and the phase of each activity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa

from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.store.feed import Feed
from plckit.store.tables import change as log
from plckit.store.tables import page as pages
from plckit.store.tables import past_code as past_codes
from plckit.store.tables import phase as phases
from plckit.store.tables import seat as seats
from plckit.store.tables import session as table

COLUMNS = tuple(table.c[name] for name in Session.__dataclass_fields__)

# Built once, since every answer asks it: one question for all that decides whether an answer is taken.
HELD = (
    sa.select(log.c.value)
    .where(log.c.session == sa.bindparam("of"), log.c.what == "hold")
    .where(log.c.activity == sa.bindparam("activity"))
    .order_by(log.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
GONE = sa.select(seats.c.removed).where(seats.c.id == sa.bindparam("seat")).scalar_subquery()
DOOR = (
    sa.select(table.c.closed, table.c.paused, phases.c.phase, HELD.label("held"), GONE.label("removed"))
    .outerjoin(phases, sa.and_(phases.c.session == table.c.id, phases.c.activity == sa.bindparam("activity")))
    .where(table.c.id == sa.bindparam("of"))
)


class Door(NamedTuple):
    """Whether an answer of one seat is taken: the phase (None where all wait), and what becomes of it."""

    phase: Phase | None
    held: bool
    removed: bool


class Sessions:
    """Reads and writes sessions."""

    def __init__(self, connection: sa.Connection, feed: Feed) -> None:
        self.db = connection
        self.feed = feed

    def add(self, session: Session, page: Page) -> Session:
        """Store a session, and its page unless an equal one is there."""
        if self.page(page.digest) is None:
            self.db.execute(sa.insert(pages).values(digest=page.digest, content=page.dumps()))
        values = {name: getattr(session, name) for name in Session.__dataclass_fields__}
        self.db.execute(sa.insert(table).values(**values))
        return session

    def get(self, session: str) -> Session | None:
        """Return the session with that id."""
        return self._one(table.c.id == session)

    def by_code(self, code: str) -> Session | None:
        """Return the session with that join code."""
        return self._one(table.c.code == code)

    def all(self) -> list[Session]:
        """Return all sessions, the latest first."""
        query = sa.select(*COLUMNS).order_by(table.c.created.desc())
        return [Session(*row) for row in self.db.execute(query)]

    def page(self, digest: str) -> Page | None:
        """Return the page with that digest."""
        text = self.db.execute(sa.select(pages.c.content).where(pages.c.digest == digest)).scalar()
        return Page.loads(text) if text else None

    def set_step(self, session: str, step: str, at: str) -> None:
        """Make *step* the current one."""
        self.change(session, "step", at, step, step=step)

    def step_since(self, session: str) -> str | None:
        """Return when the current step began (ISO, UTC), None before the start."""
        steps = sa.select(log.c.at).where(log.c.session == session, log.c.what == "step")
        return self.db.execute(steps.order_by(log.c.number.desc()).limit(1)).scalar()

    def steps_begun(self, session: str) -> dict[str, str]:
        """Return when each step that was reached began for the first time (ISO, UTC)."""
        steps = sa.select(log.c.value, log.c.at).where(log.c.session == session, log.c.what == "step")
        rows = self.db.execute(steps.order_by(log.c.number.desc()))
        return {row.value: row.at for row in rows}

    def set_plan(self, session: str, plan: list[Any], at: str) -> None:
        """Keep a run sheet, as JSON; earlier ones stay in the log."""
        self.feed.add(session, "plan", at, value=plan)

    def plan(self, session: str) -> list[Any] | None:
        """Return the latest run sheet that was kept."""
        return self.latest(session, "plan")

    def was_revealed(self, session: str, activity: str) -> bool:
        """Return whether an activity was revealed at some time since it was last begun afresh."""
        where = (log.c.session == session, log.c.activity == activity, log.c.what.in_(("phase", "reset")))
        query = sa.select(log.c.what, log.c.value).where(*where).order_by(log.c.number)
        seen: list[bool] = [False]  # one more for each reset that was not taken back
        for row in self.db.execute(query):
            if row.what == "phase":
                seen[-1] = seen[-1] or row.value == Phase.REVEALED
            elif row.value:
                seen.append(False)
            elif len(seen) > 1:  # a reset that is taken back brings back what had been seen
                seen[-2:] = [seen[-1] or seen[-2]]
        return seen[-1]

    def phase_since(self, session: str, activity: str) -> str | None:
        """Return the moment (ISO, UTC) an activity came into the phase it is in."""
        return self._latest(session, activity, "phase", log.c.at)

    def hold(self, session: str, activity: str, held: bool, at: str) -> None:
        """Hold new entries of one activity until the facilitator has read them, or no longer."""
        self.feed.add(session, "hold", at, activity=activity, value=held)

    def held(self, session: str, activity: str) -> bool:
        """Return whether new entries of one activity wait for the facilitator."""
        return bool(self._latest(session, activity, "hold", log.c.value))

    def adjust(self, session: str, activity: str, options: dict[str, Any], at: str) -> None:
        """Keep the options of one activity that the facilitator changed; earlier ones stay in the log."""
        self.feed.add(session, "adjust", at, activity=activity, value=options)

    def adjusted(self, session: str, activity: str) -> dict[str, Any]:
        """Return the options of one activity that the facilitator has changed."""
        return self._latest(session, activity, "adjust", log.c.value) or {}

    def moves(self, session: str, activity: str) -> list[tuple[str, Any, str]]:
        """Return how the facilitator has moved one activity, the oldest first: (what, value, moment).

        Of a reset only whether it took answers (True) or brought them back (False), never which.
        """
        moved = ("phase", "adjust", "reset")
        where = (log.c.session == session, log.c.activity == activity, log.c.what.in_(moved))
        query = sa.select(log.c.what, log.c.value, log.c.at).where(*where).order_by(log.c.number)
        rows = self.db.execute(query)
        return [(what, bool(value) if what == "reset" else value, at) for what, value, at in rows]

    def before(self, session: Session) -> list[Session]:
        """Return the community's earlier sessions of the same workbook, the oldest first."""
        where = (
            table.c.community == session.community,
            table.c.workbook == session.workbook,
            table.c.created < session.created,
        )
        query = sa.select(*COLUMNS).where(*where).order_by(table.c.created)
        return [Session(*row) for row in self.db.execute(query)]

    def of_community(self, session: Session) -> list[Session]:
        """Return the community's earlier sessions, the latest first."""
        where = (table.c.community == session.community, table.c.created < session.created)
        query = sa.select(*COLUMNS).where(*where).order_by(table.c.created.desc())
        return [Session(*row) for row in self.db.execute(query)]

    def spotlight(self, session: str) -> tuple[str, str] | None:
        """Return (activity, entry) of what is shown large: the latest choice, until the next step."""
        query = sa.select(log.c.what, log.c.activity, log.c.value).where(
            log.c.session == session, log.c.what.in_(("spotlight", "step"))
        )
        last = self.db.execute(query.order_by(log.c.number.desc()).limit(1)).first()
        lit = last is not None and last.what == "spotlight" and last.value is not None
        return (last.activity, last.value) if last and lit else None

    def change(self, session: str, what: str, at: str, value: Any = None, **columns: Any) -> None:
        """Change columns of a session and log it as *what*."""
        if columns:
            self.db.execute(sa.update(table).where(table.c.id == session).values(**columns))
        self.feed.add(session, what, at, value=value)

    def latest(self, session: str, what: str) -> Any:
        """Return the value that the latest change of that sort carried, None where there was none."""
        query = sa.select(log.c.value).where(log.c.session == session, log.c.what == what)
        return self.db.execute(query.order_by(log.c.number.desc()).limit(1)).scalar()

    def set_code(self, session: Session, code: str, at: str) -> None:
        """Give a session another join code; the one before is never used again."""
        self.db.execute(sa.insert(past_codes).values(code=session.code, session=session.id))
        self.change(session.id, "code", at, code=code)

    def by_past_code(self, code: str) -> Session | None:
        """Return the session that had this join code before it was changed."""
        of = sa.select(past_codes.c.session).where(past_codes.c.code == code).scalar_subquery()
        return self._one(table.c.id == of)

    def door(self, session: str, activity: str, seat: str) -> Door:
        """Return how one activity stands for *seat*; no phase where the session is closed, paused or gone."""
        row = self.db.execute(DOOR, {"of": session, "activity": activity, "seat": seat}).first()
        if row is None:
            return Door(None, held=False, removed=False)
        still = row.closed or row.paused
        return Door(None if still else Phase(row.phase or Phase.WAITING), bool(row.held), bool(row.removed))

    def phases(self, session: str) -> dict[str, Phase]:
        """Return the phase of each activity that is not waiting."""
        query = sa.select(phases.c.activity, phases.c.phase).where(phases.c.session == session)
        return {activity: Phase(phase) for activity, phase in self.db.execute(query)}

    def set_phases(self, session: str, activities: Iterable[str], phase: Phase, at: str) -> None:
        """Put each of *activities* in *phase*."""
        for activity in activities:
            where = (phases.c.session == session, phases.c.activity == activity)
            self.db.execute(sa.delete(phases).where(*where))
            self.db.execute(sa.insert(phases).values(session=session, activity=activity, phase=phase))
            self.feed.add(session, "phase", at, activity=activity, value=phase)

    def _latest(self, session: str, activity: str, what: str, column: sa.ColumnElement[Any]) -> Any:
        where = (log.c.session == session, log.c.activity == activity, log.c.what == what)
        query = sa.select(column).where(*where).order_by(log.c.number.desc()).limit(1)
        return self.db.execute(query).scalar()

    def _one(self, *where: sa.ColumnElement[bool]) -> Session | None:
        row = self.db.execute(sa.select(*COLUMNS).where(*where)).first()
        return Session(*row) if row else None
