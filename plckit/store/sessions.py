"""Sessions, the pages pinned to them, and the phase of each activity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from plckit.domain.sessions import Phase, Session
from plckit.domain.workbooks import Page
from plckit.store.feed import Feed
from plckit.store.tables import change as log
from plckit.store.tables import page as pages
from plckit.store.tables import phase as phases
from plckit.store.tables import session as table

COLUMNS = tuple(table.c[name] for name in Session.__dataclass_fields__)

# Built once, since every answer asks it.
PHASE_OF = (
    sa.select(table.c.closed, phases.c.phase)
    .outerjoin(phases, sa.and_(phases.c.session == table.c.id, phases.c.activity == sa.bindparam("activity")))
    .where(table.c.id == sa.bindparam("of"))
)


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
        self.db.execute(sa.update(table).where(table.c.id == session).values(step=step))
        self.feed.add(session, "step", at, value=step)

    def extend(self, session: str, step: str, minutes: int, at: str) -> None:
        """Give the current step more minutes."""
        self.feed.add(session, "extend", at, activity=step, value=minutes)

    def step_time(self, session: str) -> tuple[str | None, int]:
        """Return when the current step began (ISO, UTC; None before the start) and its extra minutes."""
        steps = sa.select(log.c.number, log.c.at).where(log.c.session == session, log.c.what == "step")
        began = self.db.execute(steps.order_by(log.c.number.desc()).limit(1)).first()
        if began is None:
            return None, 0
        later = (log.c.session == session, log.c.what == "extend", log.c.number > began.number)
        return began.at, sum(self.db.execute(sa.select(log.c.value).where(*later)).scalars())

    def steps_reached(self, session: str) -> set[str]:
        """Return every step that was the current one at some time."""
        query = sa.select(log.c.value).where(log.c.session == session, log.c.what == "step")
        return set(self.db.execute(query).scalars())

    def was_revealed(self, session: str, activity: str) -> bool:
        """Return whether an activity was revealed at some time."""
        where = (log.c.session == session, log.c.activity == activity, log.c.what == "phase")
        return Phase.REVEALED in self.db.execute(sa.select(log.c.value).where(*where)).scalars().all()

    def phase_since(self, session: str, activity: str) -> str | None:
        """Return the moment (ISO, UTC) an activity came into the phase it is in."""
        return self._latest(session, activity, "phase", log.c.at)

    def adjust(self, session: str, activity: str, options: dict[str, Any], at: str) -> None:
        """Keep the options of one activity that the facilitator changed; earlier ones stay in the log."""
        self.feed.add(session, "adjust", at, activity=activity, value=options)

    def adjusted(self, session: str, activity: str) -> dict[str, Any]:
        """Return the options of one activity that the facilitator has changed."""
        return self._latest(session, activity, "adjust", log.c.value) or {}

    def before(self, session: Session) -> list[Session]:
        """Return the community's earlier sessions of the same workbook, the oldest first."""
        where = (
            table.c.community == session.community,
            table.c.workbook == session.workbook,
            table.c.created < session.created,
        )
        query = sa.select(*COLUMNS).where(*where).order_by(table.c.created)
        return [Session(*row) for row in self.db.execute(query)]

    def close(self, session: str, at: str) -> None:
        """Mark the session as over."""
        self.db.execute(sa.update(table).where(table.c.id == session).values(closed=True))
        self.feed.add(session, "closed", at)

    def phase_of(self, session: str, activity: str) -> Phase | None:
        """Return the phase of one activity, None where the session is closed or not there."""
        row = self.db.execute(PHASE_OF, {"of": session, "activity": activity}).first()
        return None if row is None or row.closed else Phase(row.phase or Phase.WAITING)

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
