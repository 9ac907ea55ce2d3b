"""What earlier meetings left over, so that the next one can begin with it."""

from __future__ import annotations

from dataclasses import dataclass

from plckit.domain.sessions import Session
from plckit.domain.workbooks import Page, Step
from plckit.sessions import timing
from plckit.store.transaction import Transaction

MOST_LISTED = 12


@dataclass(frozen=True)
class LeftOver:
    """A finished session and the steps of its workbook that its community has not done yet."""

    session: Session
    title: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """The minutes of these steps together."""
        return sum(step.minutes for step in self.steps)


def left_over(tx: Transaction) -> list[LeftOver]:
    """Return what communities left over, the latest meeting first.

    One line a community and workbook: once another meeting of both has been made, that one counts.
    """
    found: list[LeftOver] = []
    pages: dict[str, Page | None] = {}
    latest: set[tuple[str, str]] = set()
    for session in tx.sessions.all():
        if session.code.startswith("solo") or (session.community, session.workbook) in latest:
            continue
        latest.add((session.community, session.workbook))
        if session.page not in pages:
            pages[session.page] = tx.sessions.page(session.page)
        page = pages[session.page]
        rest = timing.left_over(tx, session, page) if page else []
        done = {key for one in tx.sessions.before(session) for key in tx.sessions.steps_begun(one.id)}
        steps = tuple(step for step in rest if step.key not in done)
        if page and steps:
            found.append(LeftOver(session, page.title, steps))
        if len(found) == MOST_LISTED:
            break
    return found
